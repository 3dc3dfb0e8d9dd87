"""Conditions across the fields of a row: written once as a rule tree, asked of one record and of whole columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from attrs import frozen

from chiho_digital.basics import PartialDate, Text
from chiho_digital.rules import Fact, FactDefinition, Facts
from chiho_digital.rules.compiling import function_of
from chiho_digital.rules.wording import value_text

from .issues import Issue
from .kinds import AsStated, Choice, PartialDay, Whole, Words, Yen
from .stated import is_stated

if TYPE_CHECKING:
    from .columns import Column
    from .kinds import Kind
    from .rows import Across

__all__ = ["Asked", "RowFact", "asked_across", "row_facts"]


@frozen
class RowFact:
    """A fact of a row: of which field, and what of its value."""

    field: str
    definition: FactDefinition
    of: Callable[[Any], Any]

    @property
    def name(self) -> str:
        """The name of the fact."""
        return self.definition.name

    def value(self, value: object) -> Any:
        """The fact of a field's value; unknown where the field is, or where only text was kept."""
        known = value.value if is_stated(value) else value
        return None if known is None else self.of(known)


def _same(value: Any) -> Any:
    return value


def _start(value: PartialDate) -> date:
    return value.start


def _end(value: PartialDate) -> date:
    return value.end


def _facts_of(name: str, column: Column) -> list[RowFact]:
    kind: Kind = column.kind.kind if isinstance(column.kind, AsStated) else column.kind
    label = Text(column.ja, name)
    match kind:
        case Whole():
            whole = FactDefinition(name, int, label, label, minimum=kind.minimum, maximum=kind.maximum)
            return [RowFact(name, whole, _same)]
        case Yen():
            return [RowFact(name, FactDefinition(name, int, label, label, unit="yen"), _same)]
        case Choice() | Words():
            return [RowFact(name, FactDefinition(name, str, label, label), _same)]
        case PartialDay():
            return [
                RowFact(name, FactDefinition(f"{name}_{which}", date, shown, shown), of)
                for which, ja, of in (("start", "最初の日", _start), ("end", "最後の日", _end))
                for shown in [Text(f"{column.ja}（{ja}）", f"{name} ({which})")]
            ]
        case _:
            return []


def row_facts(columns: Mapping[str, Column]) -> dict[str, Fact[Any]]:
    """The facts that the conditions of a row model may ask, by name.

    Numbers, yen, choices and words under the field's name; a date under `<field>_start` and `<field>_end`, the first and
    last day it may be: `row["left_end"] >= row["joined_start"]` is false only where the order is surely wrong.
    """
    return {name: Fact(found.definition) for name, found in _row_facts(columns).items()}


def _row_facts(columns: Mapping[str, Column]) -> dict[str, RowFact]:
    return {found.name: found for name, column in columns.items() for found in _facts_of(name, column)}


@frozen
class Asked:
    """A condition ready to be asked of a row. Strictly read-only.

    facts: those it depends on, in order.  test: from their values, True, False or None.
    """

    across: Across
    facts: tuple[RowFact, ...]
    test: Callable[[tuple[Any, ...]], bool | None]

    def issue(self, row: int | None, values: tuple[Any, ...]) -> Issue:
        """That the values of a row contradict one another."""
        shown = tuple(
            Text(
                f"{found.definition.label.ja}＝{value_text(value, 'ja', found.definition)}",
                f"{found.definition.label.en} = {value_text(value, 'en', found.definition)}",
            )
            for found, value in zip(self.facts, values, strict=True)
        )
        params = {"says": self.across.says, "fields": shown}
        return Issue(row, None, "tables.contradiction", self.across.severity, params=params)


def asked_across(columns: Mapping[str, Column], conditions: tuple[Across, ...]) -> tuple[Asked, ...]:
    """The conditions of a row model, ready to be asked.

    Raises:
        TypeError: a condition asks what is no fact of the row.
    """
    known = _row_facts(columns)
    asked: list[Asked] = []
    for across in conditions:
        names = across.condition.facts()
        if strange := [name for name in names if name not in known]:
            raise TypeError(
                f"{across.says.en}: {strange} are no facts of the row, whose facts are {list(known)}"
            )
        facts = tuple(known[name] for name in names)
        kind = type("RowFacts", (Facts,), {found.name: Fact(found.definition) for found in facts})
        asked.append(Asked(across, facts, function_of(across.condition, kind)))
    return tuple(asked)
