"""Checked tables to keep, and what a store holds of them; used by the tests and by the processes that they start and kill."""

import sys
from datetime import date

from chiho_digital import tables
from chiho_digital.procurement import CaseRow

HEADING = "case_id,prefecture,lead_body,system_kind_ja,source_url,service_start,initial_cost_jpy"


def cases(count, tag):
    """So many case rows of which every seventh is rejected and every fifth has a remark; `tag` stands in each."""
    lines = [
        f"{tag}-{n},{'山口' if n % 7 == 0 else '山口県'},{tag}の協議会,電子申請,https://example.org/{n},"
        f"{'2021-05(順次)' if n % 5 == 0 else '令和3年度'},{n * 1000}円"
        for n in range(count)
    ]
    return tables.check(tables.read("\n".join([HEADING, *lines, ""]).encode(), CaseRow), CaseRow)


def put(store, name, checked, source="a source", model=CaseRow):
    """Keeps checked rows, of cases if nothing else is said."""
    return store.put(name, checked, model=model, as_of=date(2026, 4, 1), source=source)


def same(stored, checked):
    """Whether a table came back as it was checked."""
    return (
        stored.good.equals(checked.good)
        and stored.rejected.equals(checked.rejected)
        and stored.issues == tuple(checked.issues)
        and (stored.entry.rows, stored.entry.rejected) == (len(checked.good), len(checked.rejected))
    )


def say(*words):
    """Tells the test that started this process."""
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()
