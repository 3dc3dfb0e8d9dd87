"""From checked rows to wishes, and what is to be said about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chiho_digital.basics import InvalidValue
from chiho_digital.governments import get
from chiho_digital.systems import kind_of, near_kinds
from chiho_digital.tables import Severity

from .bodies import as_municipality
from .row_reader import RowReader
from .wishes import Wish

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chiho_digital.tables import Issue, NumberedRow

    from .rows import WishRow

__all__ = ["wishes_of_rows"]


def wishes_of_rows(
    rows: Iterable[NumberedRow[WishRow]], within: str | None
) -> tuple[tuple[Wish, ...], tuple[Issue, ...]]:
    """The wishes of the rows, and the issues that the row model cannot see; a row with an error is no wish.

    within: the code of the prefecture in which names are looked up.
    """
    places = () if within is None else (get(within).code,)
    wishes: list[Wish] = []
    issues: list[Issue] = []
    firsts: dict[tuple[str, str], int] = {}
    for numbered in rows:
        reader = RowReader(numbered.row, places)
        wish = _wish(reader, numbered.record)
        if wish is not None:
            first = firsts.setdefault((wish.body, wish.kind), numbered.row)
            if first != numbered.row:
                reader.say("body", "procurement.wish_again", Severity.NOTE, numbered.record.body, first=first)
            wishes.append(wish)
        issues += reader.issues
    return tuple(wishes), tuple(issues)


def _wish(reader: RowReader, row: WishRow) -> Wish | None:
    """The wish of a row; None where something is wrong."""
    if not kind_of(row.kind).known:
        near = near_kinds(row.kind)
        reader.say("kind", "procurement.kind_unknown", Severity.WARNING, row.kind, near)
    on = reader.day("stated_on", row.stated_on)
    withdrawn = None if row.withdrawn_on is None else reader.day("withdrawn_on", row.withdrawn_on)
    if on is None:
        return None
    body = reader.body("body", row.body, on)
    lead = None if row.lead is None else reader.body("lead", row.lead, on)
    if body is not None:
        try:
            as_municipality(body)
        except InvalidValue as error:
            reader.wrong("body", error)
    if body is None or not reader.good:
        return None
    return Wish(
        body=body.code,
        kind=row.kind,
        on=on,
        lead=None if lead is None else lead.code,
        words=row.words,
        withdrawn=withdrawn,
    )
