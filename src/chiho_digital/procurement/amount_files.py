"""Files of amounts (金額一覧): each with what it covers and its tax basis, joined to the cases they name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chiho_digital.basics import Period
from chiho_digital.tables import Issue, Link, Severity

from .joining import Joining, join_file
from .records import Amount
from .rows import AmountRow

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from chiho_digital.tables import NumberedRow

    from .reading import CaseFile
    from .records import Case

__all__ = ["read_amounts"]


def read_amounts(
    source: Path | str | bytes, cases: Iterable[Case], *, encoding: str | None = None
) -> CaseFile:
    """The cases with the amounts of a file (headings as in `AmountRow`), and every issue of the file.

    A row without a scope, an amount or a tax basis, one of no case and one that stands there twice are rejected. An amount
    takes the place of that of the same scope which the case does not know, or which says no more.

    Raises:
        OSError: the file cannot be read.
        InvalidValue: two of the cases share an id.
    """
    return join_file(source, AmountRow, cases, encoding, _join)


def _join(case: Case, rows: list[NumberedRow[AmountRow]], joining: Joining) -> Case:
    firsts: dict[tuple[object, ...], int] = {}
    amounts: list[Amount] = []
    for numbered in rows:
        amount = _amount(numbered.record)
        first = firsts.setdefault((amount.scope, amount.yen, amount.tax_basis, amount.period), numbered.row)
        if first == numbered.row:
            amounts.append(amount)
        else:
            params = {"case": case.id, "first": first}
            joining.add(
                Issue(
                    numbered.row,
                    "yen",
                    "procurement.amount_twice",
                    Severity.ERROR,
                    str(amount.yen),
                    params,
                )
            )
    said = {(one.scope, yen) for one in amounts for yen in (one.yen, None)}
    own = [one for one in case.amounts if one.period is not None or (one.scope, one.yen) not in said]
    return case.with_amounts([*own, *amounts])


def _amount(row: AmountRow) -> Amount:
    start = None if row.period_start is None else row.period_start.start
    end = None if row.period_end is None else row.period_end.end
    return Amount(
        scope=row.scope,
        yen=row.yen,
        tax_basis=row.tax_basis,
        period=None if start is None and end is None else Period(start, end),
        source=None if row.source_url is None else Link(row.source_url),
    )
