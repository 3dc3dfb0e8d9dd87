"""What a row of a release holds: the row and its case, checked as a file is, and the bodies it concerns."""

from __future__ import annotations

from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from chiho_digital.basics import InvalidValue, Text
from chiho_digital.governments import Government, LocalGovernmentCode, UnknownCode, find, get, successors
from chiho_digital.procurement import Case, CaseRow
from chiho_digital.tables import LoadedRows, Severity, check_rows, columns_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chiho_digital.tables import Issue

__all__ = [
    "Content",
    "body_named",
    "cell_text",
    "code_of",
    "content_of",
    "field_named",
    "label_of",
    "text_of",
    "unknown_row",
]


@frozen
class Content:
    """A row, its case, what a check says of them, and the bodies concerned, now or before. Strictly read-only."""

    number: int
    row: CaseRow
    case: Case
    issues: tuple[Issue, ...]
    bodies: tuple[LocalGovernmentCode, ...]
    bodies_before: frozenset[LocalGovernmentCode] = frozenset()
    """Those that a correction has taken out of the row: they may still answer, or object to that."""

    def changed(self, field: str, text: str | None, day: date) -> Content:
        """The content with another text in one field.

        Raises:
            InvalidValue: with the code and the sentence of the issue that a check of a file would report.
        """
        cells = {name: text_of(self.row, name) or "" for name in columns_of(CaseRow)}
        changed = _checked(self.number, {**cells, field: text or ""}, day, self.row.case_id)
        return evolve(changed, bodies_before=self.bodies_before | set(self.bodies))


def content_of(number: int, row: CaseRow, day: date) -> Content:
    """What a row holds; bodies are those of the day, for a body that is no more its successors."""
    cells = {name: text_of(row, name) or "" for name in columns_of(CaseRow)}
    return _checked(number, cells, day, row.case_id)


def _checked(number: int, cells: dict[str, str], day: date, id_: str) -> Content:
    checked = check_rows(LoadedRows(id_, None, ((number, cells),), ()), CaseRow)
    for issue in checked.issues:
        if issue.severity is Severity.ERROR:
            place = (id_,) if issue.column is None else (id_, issue.column)
            raise InvalidValue(
                issue.code, value=issue.value, path=place, suggestion=issue.suggestion, **issue.params
            )
    (case,), issues = Case.from_rows(checked.good)
    return Content(number, checked.good[0].record, case, (*checked.issues, *issues), _concerned(case, day))


def text_of(row: CaseRow, field: str) -> str | None:
    """The text of a field of a row; None where it is blank."""
    return columns_of(CaseRow)[field].write(getattr(row, field))


def field_named(name: str) -> str:
    """The field of a row by its name or its Japanese heading.

    Raises:
        InvalidValue: there is none (near names are suggested), or it is the id, by which the row is known.
    """
    columns = columns_of(CaseRow)
    by_name = {
        **{field: field for field in columns},
        **{column.ja: field for field, column in columns.items()},
    }
    field = by_name.get(name.strip())
    if field is None:
        near = get_close_matches(name[:40], by_name, n=3)
        raise InvalidValue("dashboard.unknown_field", value=name, suggestion=tuple(near) or None)
    if columns[field].unique:
        raise InvalidValue("dashboard.id_stays", value=field)
    return field


def unknown_row(row: str, known: Iterable[str], release: str) -> InvalidValue:
    """The error for an id that no row of a release has, with near ones."""
    near = get_close_matches(row[:100], tuple(known), n=3)
    return InvalidValue("dashboard.unknown_row", value=row, release=release, suggestion=tuple(near) or None)


def cell_text(text: str | None) -> Text | str:
    """The text of a cell in a sentence."""
    return Text("空欄", "blank") if text is None else text


def label_of(field: str) -> Text:
    """What a field is called."""
    return Text(columns_of(CaseRow)[field].ja, field)


def code_of(body: Government | str, day: date) -> LocalGovernmentCode:
    """The code of a body, given as a value, a code or a name.

    Raises:
        UnknownName, AmbiguousName: no body is called so (near names are suggested), or several are.
        InvalidCode, UnknownCode: no body bears the code.
    """
    if isinstance(body, Government):
        return body.code
    return get(body, as_of=day).code if body[:1].isdecimal() else find(body, as_of=day).code


def body_named(code: LocalGovernmentCode, day: date) -> Text:
    """What to call a body in a sentence; a code that the registry does not know stands for itself."""
    try:
        return get(code, as_of=day).title
    except UnknownCode:
        return Text(code, code)


def _concerned(case: Case, day: date) -> tuple[LocalGovernmentCode, ...]:
    """The prefectures of a case, its lead body and its named participants, by code; associations have none."""
    named = (participation.code for participation in case.participations)
    codes = {code for code in (*case.prefectures, case.lead_code, *named) if code is not None}
    return tuple(sorted({heir for code in codes for heir in _heirs(code, day)}))


def _heirs(code: LocalGovernmentCode, day: date) -> tuple[LocalGovernmentCode, ...]:
    """The bodies that stand in a body's place on a day: itself, or its successors where it is no more."""
    try:
        return (get(code, as_of=day).code,)
    except UnknownCode:
        heirs = [heir for body in successors(code) for heir in _heirs(body.code, day)]
        return tuple(heirs) or (code,)
