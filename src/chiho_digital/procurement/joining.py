"""Joining a file to cases: its rows name cases by their ids; what cannot be joined is rejected, and said."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, TypeVar

from attrs import define, field

from chiho_digital.basics import InvalidValue
from chiho_digital.tables import Issue, Severity, check_rows, in_order, read_rows

from .reading import CaseFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from chiho_digital.tables import NumberedRow

    from .records import Case
    from .rows import AmountRow, ParticipationRow

__all__ = ["Joining", "join_file"]

_NEAR = 3
_Row = TypeVar("_Row", bound="ParticipationRow | AmountRow")


@define
class Joining:
    """What is said of the rows of a file, and which of them are rejected."""

    ids: tuple[str, ...]
    issues: list[Issue] = field(factory=list[Issue])
    rejected: set[int] = field(factory=set[int])
    near: dict[str, tuple[str, ...]] = field(factory=dict[str, "tuple[str, ...]"])

    def add(self, issue: Issue) -> None:
        """Says something of a row; an error rejects it."""
        self.issues.append(issue)
        if issue.severity is Severity.ERROR and issue.row is not None:
            self.rejected.add(issue.row)

    def no_such_case(self, row: int, case_id: str) -> None:
        """That a row names no case of ours."""
        if case_id not in self.near:
            self.near[case_id] = tuple(get_close_matches(case_id, self.ids, n=_NEAR))
        near = self.near[case_id] or None
        self.add(Issue(row, "case_id", "procurement.no_such_case", Severity.ERROR, case_id, {}, near))


def join_file(
    source: Path | str | bytes,
    model: type[_Row],
    cases: Iterable[Case],
    encoding: str | None,
    join: Callable[[Case, list[NumberedRow[_Row]], Joining], Case],
) -> CaseFile:
    """The cases with what the good rows of a file say of them, in their order; `join` joins the rows of one case."""
    listed = tuple(cases)
    by_id = {case.id: case for case in listed}
    if len(by_id) < len(listed):
        ids = [case.id for case in listed]
        raise InvalidValue(
            "procurement.cases_of_one_id", value=sorted({id_ for id_ in ids if ids.count(id_) > 1})
        )
    loaded = read_rows(source, model, encoding=encoding)
    checked = check_rows(loaded, model)
    joining = Joining(tuple(by_id))
    rows: dict[str, list[NumberedRow[_Row]]] = {}
    for numbered in checked.good:
        if numbered.record.case_id in by_id:
            rows.setdefault(numbered.record.case_id, []).append(numbered)
        else:
            joining.no_such_case(numbered.row, numbered.record.case_id)
    joined = {id_: join(by_id[id_], of_case, joining) for id_, of_case in rows.items()}
    refused = tuple((number, cells) for number, cells in loaded.rows if number in joining.rejected)
    return CaseFile(
        loaded.name,
        loaded.encoding,
        tuple(joined.get(case.id, case) for case in listed),
        tuple(sorted((*checked.rejected, *refused), key=lambda rejected: rejected[0])),
        in_order((*checked.issues, *joining.issues), model.model_fields),
    )
