"""Rows of row models as text: right ones, and wrong ones with the codes of the issues that must be reported."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import frozen
from hypothesis import strategies as st

from chiho_digital.basics import InvalidValue
from chiho_digital.tables import RowModel, Severity, columns_of
from chiho_digital.tables.rows import asked_of, disagreements

from .cells import Cell, few, right, wrong_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hypothesis.strategies import SearchStrategy

    from chiho_digital.tables.across import Asked

__all__ = ["DrawnRow", "drawn_row", "faults", "row_records", "rows", "wrong_rows"]

_Row = TypeVar("_Row", bound=RowModel)


@frozen
class DrawnRow:
    """A row of text with what must be said of it (行と、報告されるべき指摘). Strictly read-only.

    cells: texts by field name; an empty one is blank.
    issues: (field, code), those of the whole row first (field None), then in the fields' order; errors: those that reject it.
    """

    cells: Mapping[str, str]
    issues: tuple[tuple[str | None, str], ...]
    errors: tuple[tuple[str | None, str], ...]

    @property
    def is_right(self) -> bool:
        """Whether it becomes a record."""
        return not self.errors


def drawn_row(model: type[RowModel], cells: Mapping[str, Cell]) -> DrawnRow:
    """A row of cells with what must be said of it."""
    cells = {name: cells[name] for name in columns_of(model)}
    values = {name: _value(model, name, cell) for name, cell in cells.items()}
    told: list[tuple[str | None, str, Severity | None]] = [
        (None, issue.code, issue.severity) for issue in disagreements(None, model, values)
    ]
    told += [(name, cell.code, cell.severity) for name, cell in cells.items() if cell.code is not None]
    return DrawnRow(
        {name: cell.text for name, cell in cells.items()},
        tuple((name, code) for name, code, _ in told),
        tuple((name, code) for name, code, severity in told if severity is Severity.ERROR),
    )


def _value(model: type[RowModel], name: str, cell: Cell) -> Any:
    return None if cell.severity is Severity.ERROR else columns_of(model)[name].read(cell.text)


def _right_cells(model: type[RowModel], *, plain: bool) -> SearchStrategy[dict[str, Cell]]:
    """Cells that the columns read, and that do not contradict one another."""
    blank = st.just(Cell(""))
    drawn = {
        name: right(column.kind, plain=plain) if column.required else blank | right(column.kind, plain=plain)
        for name, column in columns_of(model).items()
    }
    return st.fixed_dictionaries(drawn).map(lambda cells: _agreeing(model, cells))


def _agreeing(model: type[RowModel], cells: dict[str, Cell]) -> dict[str, Cell]:
    """The cells, with those that contradict one another replaced by such as do not: blank ones where that may be."""
    columns = columns_of(model)
    for asked in asked_of(model):
        if _test(model, asked, cells) is False and asked.across.severity is Severity.ERROR:
            names = _names(asked)
            optional = [name for name in names if not columns[name].required]
            found = dict.fromkeys(optional, "") or _tried(model, asked, wanted=True)[0]
            cells = {**cells, **{name: Cell(text) for name, text in found.items()}}
    return cells


def _names(asked: Asked) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fact.field for fact in asked.facts))


def _test(model: type[RowModel], asked: Asked, cells: Mapping[str, Cell]) -> bool | None:
    values = {name: _value(model, name, cells[name]) for name in _names(asked)}
    return asked.test(tuple(fact.value(values[fact.field]) for fact in asked.facts))


def _tried(model: type[RowModel], asked: Asked, *, wanted: bool) -> list[dict[str, str]]:
    """Texts for the fields of a condition, out of a few of each, that fulfil it or break it."""
    columns, names = columns_of(model), _names(asked)
    found: list[dict[str, str]] = []
    for texts in product(*(few(columns[name].kind) for name in names)):
        cells = dict(zip(names, map(Cell, texts), strict=True))
        try:
            if _test(model, asked, cells) is wanted:
                found.append(dict(zip(names, texts, strict=True)))
        except InvalidValue:
            continue
    return found


def rows(model: type[RowModel], *, plain: bool = False) -> SearchStrategy[DrawnRow]:
    """Rows that become records, in many spellings (行); of some there is a note or a warning.

    plain: of letters that every encoding of Japanese files can hold.
    """
    return _right_cells(model, plain=plain).map(lambda cells: drawn_row(model, cells))


def wrong_rows(model: type[RowModel], *, plain: bool = False) -> SearchStrategy[DrawnRow]:
    """Rows with one error (誤りのある行): a cell that its column refuses, or cells that contradict one another."""
    return st.builds(
        _spoiled, st.just(model), _right_cells(model, plain=plain), st.sampled_from(faults(model))
    )


def _spoiled(model: type[RowModel], cells: dict[str, Cell], fault: dict[str, Cell]) -> DrawnRow:
    spoiled = {**cells, **fault}
    if not any(cell.text.strip() for cell in spoiled.values()):  # which would be no row at all
        spoiled[next(iter(fault))] = Cell("a\x7fb", "tables.control_character", Severity.ERROR)
    return drawn_row(model, spoiled)


def faults(model: type[RowModel]) -> list[dict[str, Cell]]:
    """Every fault of `wrong_rows`: the cells that stand in place of right ones."""
    of_cells = [{name: cell} for name, column in columns_of(model).items() for cell in wrong_in(column)]
    of_rows = [
        {name: Cell(text) for name, text in texts.items()}
        for asked in asked_of(model)
        if asked.across.severity is Severity.ERROR
        for texts in _tried(model, asked, wanted=False)
    ]
    return of_rows + of_cells


def row_records(model: type[_Row]) -> SearchStrategy[_Row]:
    """Records of a row model, from rows of text (行の記録)."""
    return rows(model).map(
        lambda row: model.model_validate({name: text or None for name, text in row.cells.items()})
    )
