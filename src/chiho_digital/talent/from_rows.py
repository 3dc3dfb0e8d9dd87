"""From checked rows to a ledger: everything the rows say, and what is to be said about them by file, row and column."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from attrs import frozen

from chiho_digital.tables import Issue, NumberedRow, Severity, in_order

from .checks import Book, contradictions
from .costs import Cost, FiscalIndex
from .fields import Record, collecting
from .ledger import Ledger
from .records import Engagement, StaffMember
from .rows import AssignmentRow, CostRow, IndexRow, NeedRow, ResultRow, StaffRow
from .work import Assignment, AssignmentResult, Need

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from chiho_digital.basics import InvalidValue
    from chiho_digital.tables import RowModel

    from .records import Pool

__all__ = ["ledger_from_rows"]

_ENGAGEMENT = tuple(Engagement.model_fields)
_KINDS: dict[str, tuple[type[RowModel], type[Record]]] = {
    "staff": (StaffRow, StaffMember),
    "needs": (NeedRow, Need),
    "assignments": (AssignmentRow, Assignment),
    "results": (ResultRow, AssignmentResult),
    "costs": (CostRow, Cost),
    "indices": (IndexRow, FiscalIndex),
}


@frozen
class _Placed:
    """A record and the row it stood in."""

    row: int
    record: Any


def ledger_from_rows(
    pool: Pool, rows: Mapping[str, Iterable[NumberedRow[Any]]]
) -> tuple[Ledger, dict[str, tuple[Issue, ...]]]:
    """The ledger of a pool from checked rows by list, and the issues that the row models cannot see, by list.

    A row with an error is in no ledger; what refers to it is then in error too.
    """
    lists = {
        name: {
            place: _Placed(numbered.row, _record(kind, numbered.record))
            for place, numbered in enumerate(rows.get(name, ()))
        }
        for name, (_, kind) in _KINDS.items()
    }
    issues: dict[str, list[Issue]] = {name: [] for name in _KINDS}
    while found := list(_problems(lists)):
        for problem in found:
            name, place, *rest = problem.path
            placed = lists[str(name)][int(place)]
            issues[str(name)].append(_issue(placed.row, str(rest[0]) if rest else None, problem))
        for problem in found:
            lists[str(problem.path[0])].pop(int(problem.path[1]), None)
    records = {name: tuple(placed.record for placed in held.values()) for name, held in lists.items()}
    staff = records.pop("staff")
    ledger = Ledger.model_validate({"pool": pool.with_(staff=staff), **records})
    return ledger, {name: in_order(found, _KINDS[name][0].model_fields) for name, found in issues.items()}


def _record(kind: type[Record], row: RowModel) -> Record:
    values: dict[str, Any] = dict(row)
    for name in ("start", "as_of"):
        if values.get(name) is not None:
            values[name] = values[name].start
    if values.get("end") is not None:
        values["end"] = values["end"].end
    if kind in {StaffMember, Cost}:
        engaged = {name: values.pop(name) for name in _ENGAGEMENT}
        if kind is StaffMember or any(value is not None for value in engaged.values()):
            values["engagement"] = Engagement(**engaged)
    with collecting():
        return kind.model_validate(values)


def _problems(lists: Mapping[str, Mapping[int, _Placed]]) -> Iterator[InvalidValue]:
    """What is wrong within the records and between them; the path starts with list and place."""
    records = {name: {place: placed.record for place, placed in held.items()} for name, held in lists.items()}
    for name, held in records.items():
        for place, record in held.items():
            yield from (problem.at(name, place) for problem in record.problems())
    yield from contradictions(Book(**cast("Any", records)))


def _issue(row: int, column: str | None, problem: InvalidValue) -> Issue:
    params = {**problem.params, "value": problem.value}
    return Issue(row, column, problem.code, Severity.ERROR, None, params, problem.suggestion)
