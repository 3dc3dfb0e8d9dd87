"""From a checked row to a case: everything the row says, and what is to be said about it."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from chiho_digital.basics import InvalidDate, PartialDate, Text
from chiho_digital.basics.shown import Shown
from chiho_digital.governments import (
    HISTORY_FROM,
    AmbiguousName,
    LocalGovernmentCode,
    UnknownName,
    find,
    get,
)
from chiho_digital.systems import kind_of, near_kinds
from chiho_digital.tables import (
    Issue,
    Link,
    NumberedRow,
    Severity,
    check_rows,
    columns_of,
    in_order,
    read_rows,
    split_remark,
)
from chiho_digital.tables.shown import REJECTED, file_checked

from .named_bodies import not_yet
from .participants import Participants, read_participants
from .records import Amount, Case, Contract, Lot
from .rows import CaseRow
from .vocabulary import AmountScope, UnknownReason, contract_form_of, legal_form_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chiho_digital.basics.shown import Part

__all__ = ["PUBLISHED_CASES", "CaseFile", "case_of", "read_cases"]

PUBLISHED_CASES = Path(__file__).parent / "data" / "joint_procurement_cases.csv"
"""The 53 real cases that ship, as published."""

_LOT = re.compile(r"(?P<name>[^:：/]+)[:：]\s*(?P<supplier>[^:：/]+)")
_DEVELOPER = re.compile(r"開発元\s*(?P<name>.+)")
_LEFT_IN = re.compile(r"(?P<date>[0-9]{4}年度)に.*離脱")
_WITHHELD = re.compile(r"(?P<column>[a-z]+)(?:_cost)? は(?P<why>.+)のため空欄")


@frozen
class CaseFile(Shown):
    """A file of cases, or of what is joined to cases, read and checked (事例ファイル). Strictly read-only.

    cases: every row that can be used, in the file's order; or the cases given, with what the rows say of them.
    rejected: (row number, cells) of the rows that cannot be used.
    issues: all that was found, by row and column.  encoding: the one that was used.
    """

    name: str
    encoding: str | None
    cases: tuple[Case, ...]
    rejected: tuple[tuple[int, dict[str, str]], ...]
    issues: tuple[Issue, ...]

    def __shown__(self) -> Iterable[Part]:
        counts = {Text("事例", "cases"): len(self.cases), REJECTED: len(self.rejected)}
        return file_checked(self.name, self.encoding, counts, self.issues)


def read_cases(source: Path | str | bytes = PUBLISHED_CASES, *, encoding: str | None = None) -> CaseFile:
    """The cases of a CSV file (the 53 published ones unless you name yours), with every issue of the file.

    >>> file = read_cases()
    >>> len(file.cases), len(file.rejected)
    (53, 0)

    Raises:
        OSError: the file cannot be read.
    """
    loaded = read_rows(source, CaseRow, encoding=encoding)
    checked = check_rows(loaded, CaseRow)
    cases, issues = Case.from_rows(checked.good)
    every = in_order((*checked.issues, *issues), columns_of(CaseRow))
    return CaseFile(loaded.name, loaded.encoding, cases, checked.rejected, every)


def case_of(numbered: NumberedRow[CaseRow]) -> tuple[Case, list[Issue]]:
    """The case of one row, and the issues that the row model cannot see."""
    row, number = numbered.record, numbered.row
    observed = row.observed_as_of.value if row.observed_as_of else None
    prefectures = tuple(dict.fromkeys(row.prefecture))
    status_remark = row.status.remark if row.status else None
    participants = read_participants(
        number,
        {"participants_named": row.participants_named, "participants_other": row.participants_other},
        prefectures,
        observed.end if observed else None,
        _left_in(status_remark),
    )
    issues = participants.issues
    if observed and observed.end < HISTORY_FROM and participants.bodies:
        params = {"observed": str(observed), "first": HISTORY_FROM}
        issues.append(
            Issue(
                number, "observed_as_of", "procurement.before_history", Severity.NOTE, str(observed), params
            )
        )
    issues += _of_prefectures(number, row)
    contract_form = contract_form_of(row.contract_form) if row.contract_form else None
    if row.contract_form and contract_form is None:
        issues.append(_kept(number, "contract_form", row.contract_form))
    issues += [
        Issue(
            number,
            "system_kind_ja",
            "procurement.kind_unknown",
            Severity.WARNING,
            spelling,
            {},
            near_kinds(spelling),
        )
        for spelling in row.system_kind_ja
        if not kind_of(spelling).known
    ]
    case = Case(
        id=row.case_id,
        prefectures=prefectures,
        lead=row.lead_body,
        lead_code=_lead_code(row.lead_body, prefectures),
        lead_words=row.lead_body_form,
        legal_form=legal_form_of(row.lead_body_form) if row.lead_body_form else None,
        kinds=row.system_kind_ja,
        municipal_count=row.participants_municipal_count,
        participations=tuple(participants.bodies),
        unresolved=tuple(participants.unresolved),
        unnamed=participants.unnamed,
        names_as_of=participants.names_as_of,
        observed=row.observed_as_of,
        service_start=row.service_start,
        lots=_lots(row),
        contract=Contract(form=contract_form, words=row.contract_form, selection_method=row.selection_method),
        amounts=_amounts(row),
        cost_note=row.cost_note,
        cost_sharing=row.cost_sharing,
        saving_note=row.saving_note,
        status=row.status.value if row.status else None,
        status_remark=status_remark,
        grade=row.grade,
        confidence=row.confidence,
        source_kind=row.source_kind,
        sources=(Link(row.source_url), *(row.other_source_urls or ())),
        notes=row.notes,
    )
    issues += _count_issue(number, case, participants)
    issues += _existence_issues(number, case)
    return case, issues


def _of_prefectures(number: int, row: CaseRow) -> list[Issue]:
    """A prefecture that stands there twice; it counts once."""
    return [
        Issue(
            number,
            "prefecture",
            "procurement.named_twice",
            Severity.WARNING,
            get(code).name,
            {},
            ";".join(get(one).name for one in dict.fromkeys(row.prefecture)),
        )
        for code, count in Counter(row.prefecture).items()
        if count > 1
    ]


def _existence_issues(number: int, case: Case) -> list[Issue]:
    """Participants that did not exist yet when the service started."""
    started = case.service_start.value if case.service_start else None
    if started is None:
        return []
    issues: list[Issue] = []
    for one in case.participations:
        before = None if one.code is None or one.joined else not_yet(one.code, started)
        if before is not None:
            params = {"name": one.name, "started": started, "before": before}
            code = "procurement.service_before_body"
            issues.append(Issue(number, "service_start", code, Severity.WARNING, str(started), params))
    return issues


def _kept(number: int, column: str, words: str) -> Issue:
    return Issue(number, column, "tables.kept_as_text", Severity.NOTE, words)


def _count_issue(number: int, case: Case, participants: Participants) -> list[Issue]:
    """A count that disagrees with the list of names, both as of the same date."""
    listed = len(case.municipalities) + (participants.unnamed or 0)
    listed += sum(1 for issue in participants.issues if issue.code == "procurement.unknown_participant")
    count = case.municipal_count
    if count is None or case.names_as_of is not None or not case.municipalities or listed == count:
        return []
    params = {"count": count, "listed": listed}
    return [
        Issue(
            number,
            "participants_municipal_count",
            "procurement.count_disagrees",
            Severity.WARNING,
            str(count),
            params,
        )
    ]


def _left_in(remark: str | None) -> PartialDate | None:
    found = _LEFT_IN.search(remark or "")
    try:
        return PartialDate.parse(found["date"]) if found else None
    except InvalidDate:
        return None


@lru_cache(maxsize=10_000)  # the same few lead whole files of cases
def _lead_code(lead: str, prefectures: tuple[LocalGovernmentCode, ...]) -> LocalGovernmentCode | None:
    """The code of the lead body, where its name is that of a body; councils and companies have none."""
    for prefecture in prefectures:
        try:
            return find(lead, within=prefecture).code
        except (UnknownName, AmbiguousName):
            continue
    return None


def _lots(row: CaseRow) -> tuple[Lot, ...]:
    """The lots of a case: 「機種: 事業者 / 機種: 事業者」 are several, anything else is one."""
    parts = [_LOT.fullmatch(part.strip()) for part in (row.vendor or "").split(" / ")]
    if len(parts) > 1 and all(parts):
        return tuple(
            Lot(name=part["name"].strip(), supplier=part["supplier"].strip(), product=row.product)
            for part in parts
            if part
        )
    supplier, remark = split_remark(row.vendor or "")
    developer = _DEVELOPER.fullmatch(remark or "")
    return (
        Lot(
            supplier=supplier or None,
            developer=developer["name"] if developer else None,
            product=row.product,
            remark=None if developer else remark,
        ),
    )


def _amounts(row: CaseRow) -> tuple[Amount, ...]:
    """The three amounts of a row; a blank says why it is not known, where the notes do."""
    withheld = _WITHHELD.search(row.notes or "")
    amounts: list[Amount] = []
    for scope, yen in (
        (AmountScope.INITIAL, row.initial_cost_jpy),
        (AmountScope.ANNUAL, row.annual_cost_jpy),
        (AmountScope.TOTAL, row.total_cost_jpy),
    ):
        unknown = None
        if yen is None:
            conflicting = withheld and withheld["column"].startswith(scope) and "差" in withheld["why"]
            unknown = UnknownReason.CONFLICTING_SOURCES if conflicting else UnknownReason.NOT_FOUND
        amounts.append(Amount(scope=scope, yen=yen, unknown=unknown))
    return tuple(amounts)
