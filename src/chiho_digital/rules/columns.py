"""A rule set on a whole table: the same program as dataframe expressions.

The expressions are written once, in the part of the language that narwhals and Polars share: through Polars itself for its
own frames, which spares the translation, and through narwhals for all others.
Three values are kept in Boolean columns that may be null; nothing is ever chosen by a condition that may be unknown.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import narwhals as nw
from attrs import evolve

from .child_tables import quantifiers, with_quantifiers
from .conditions import (
    All,
    AnyOf,
    Between,
    Compare,
    Condition,
    Every,
    Holds,
    IsTrue,
    Not,
    OneOf,
    Some,
    UnknownLaw,
)
from .dialects import Dialect, PolarsDialect, both, either
from .doors import enter
from .programs import GROUP, OUTCOME
from .writing import Writer

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from .programs import Program
    from .rulesets import RuleSet

__all__ = ["added_columns", "decide_frame"]

_LEAVES = (Compare, OneOf, Between)


def added_columns(program: Program) -> tuple[str, ...]:
    """The names of the columns a decision adds to a table, in order."""
    return ("outcome", *(f"rule_{rule}" for rule in program.rules), "missing", "unknown_law")


def decide_frame(
    ruleset: RuleSet[Any],
    native: Any,
    children: Mapping[str, tuple[Any, str]],
    as_read_on: date | None,
) -> Any:
    """The table with the columns of `added_columns`."""
    program = ruleset.program(as_read_on)
    table = enter(
        native, program.kind, taken=added_columns(program), keys=[key for _, key in children.values()]
    )
    asked = quantifiers(program, table.prefix)
    table = with_quantifiers(table, program.kind, asked, children)
    if table.frame.implementation.is_polars():
        own = table.frame.lazy().to_native()
        for stage in _stages(program, table.prefix, asked, PolarsDialect()):
            own = own.with_columns(*stage)
        table = table.with_frame(nw.from_native(own))
    else:
        table = table.checked()
        for stage in _stages(program, table.prefix, asked, Dialect()):
            table = table.with_frame(table.frame.with_columns(*stage))
    return table.leave({name: f"{table.prefix}result {name}" for name in added_columns(program)})


def _stages(
    program: Program, prefix: str, asked: dict[Every | Some, str], dialect: Dialect
) -> list[list[Any]]:
    """The stages of columns for one form of table; kept, since writing them takes longer than small tables do."""
    key = (dialect.api.__name__, prefix)
    if key not in program.stages:
        program.stages[key] = _ProgramWriter(program, prefix, asked, dialect).write()
    return program.stages[key]


class _ProgramWriter(Writer):
    """Writes a program as stages of columns; each stage reads only what earlier ones wrote."""

    def __init__(
        self, program: Program, prefix: str, asked: dict[Every | Some, str], dialect: Dialect
    ) -> None:
        super().__init__({name: f"{prefix}{name}" for name in program.kind.definitions}, asked, dialect)
        self.program = program
        self.prefix = prefix
        self.conditions = _flat(program.conditions)
        self.open_facts: dict[str, list[Any]] = {name: [] for name in program.facts}
        self.open_conditions: dict[str, list[Any]] = {name: [] for name in self.conditions}
        self.open_laws: list[Any] = []
        self.certain: dict[str, Any] = {}
        self.inline: set[str] = set()

    def write(self) -> list[list[Any]]:
        """The conditions, with parts that several share; where they are open; the results."""
        levels = self._levels()
        shared = self._shared_leaves()
        stages = [
            [self.value(node).alias(column) for node, column in shared.items()],
        ]
        self.shared |= shared
        for level in levels:
            self.inline = {name for name in level if _is_top(name)}
            stages.append([self.value(self.conditions[name]).alias(self._column(name)) for name in level])
        self.inline = set()
        stages += self._open(levels)
        stages.append(self._results())
        return [stage for stage in stages if stage]

    def _shared_leaves(self) -> dict[Condition, str]:
        uses = Counter(
            node
            for condition in self.conditions.values()
            for node in condition.walk()
            if isinstance(node, _LEAVES)
        )
        twice = [node for node, count in uses.items() if count > 1]
        return {node: f"{self.prefix}leaf {place}" for place, node in enumerate(twice)}

    def _levels(self) -> list[list[str]]:
        """The conditions in groups, each of which reads only earlier groups; the last is the outcome's own."""
        depth: dict[str, int] = {}
        for name, condition in self.conditions.items():
            if not _is_top(name):
                held = [depth[node.rule] for node in condition.walk() if isinstance(node, Holds)]
                depth[name] = 1 + max(held, default=-1)
        levels: list[list[str]] = [[] for _ in range(max(depth.values()) + 1)]
        for name, level in depth.items():
            levels[level].append(name)
        return [*levels, [name for name in self.conditions if _is_top(name)]]

    def held(self, name: str) -> Any:
        """The value of another condition: its column, or the condition itself where both are written in one stage."""
        return self.value(self.conditions[name]) if name in self.inline else self.api.col(self._column(name))

    def _column(self, name: str) -> str:
        """The column of a condition; those of rules are results."""
        word = "condition" if " " in name else "result"
        return f"{self.prefix}{word} rule_{name}"

    def _open_column(self, name: str) -> str:
        return f"{self.prefix}open {name}"

    def _open(self, levels: list[list[str]]) -> list[list[Any]]:
        """From the outcome down, a column per condition that says where it is still open."""
        whole = self.conditions[OUTCOME]
        required = {
            node.rule
            for part in (whole.below if isinstance(whole, All) else ())
            for node in (part.part if isinstance(part, Not) else part,)
            if isinstance(node, Holds)
        }
        stages: list[list[Any]] = []
        for level in reversed(levels):
            stage: list[Any] = []
            for name in reversed(level):
                opened = self.api.col(self._column(name)).is_null()
                if name != OUTCOME:
                    if not self.open_conditions[name]:
                        continue
                    opened &= either(self.open_conditions[name])
                if not _is_top(name):
                    stage.append(opened.alias(self._open_column(name)))
                    opened = self.api.col(self._open_column(name))
                self._below(self.conditions[name], opened)
                if name in required and _reads_one_fact(self.conditions[name]):
                    # Wherever this fact is unknown its rule is, and with it the outcome: no need to look further.
                    self.certain[self.conditions[name].asked()[0].name] = opened
            stages.append(stage)
        return stages

    def _below(self, node: Condition, opened: Any) -> None:
        """Notes what leaves a node open where `opened` says it is."""
        match node:
            case Not():
                self._below(node.part, opened)
            case Holds():
                self.open_conditions[node.rule].append(opened)
            case UnknownLaw():
                self.open_laws.append(opened)
            case All() | AnyOf():
                known = [~self._unknown(part) for part in node.parts if not isinstance(part, UnknownLaw)]
                for part in node.parts:
                    if isinstance(part, UnknownLaw):
                        self.open_laws.append(both([opened, *known]))
                    else:
                        self._below(part, opened)
            case Every() | Some():
                self.open_facts[node.children.name].append(opened & self._unknown(node))
            case _:
                for asked in node.asked():
                    self.open_facts[asked.name].append(opened)

    def _unknown(self, node: Condition) -> Any:
        return self.value(node).is_null()

    def _results(self) -> list[Any]:
        """The outcome, the mask of missing facts, whether the law leaves it open."""
        api = self.api
        outcome = api.col(self._column(OUTCOME))
        bits = [
            (self.certain[name] if name in self.certain else self._null(name) & either(opened), bit)
            for name, bit in self.program.bits.items()
            if (opened := self.open_facts[name])
        ]
        return [
            self.dialect.outcome(outcome).alias(f"{self.prefix}result outcome"),
            (self.dialect.mask(bits) if bits else api.lit(0, dtype=api.Int64)).alias(
                f"{self.prefix}result missing"
            ),
            (either(self.open_laws) if self.open_laws else api.lit(False)).alias(
                f"{self.prefix}result unknown_law"
            ),
        ]

    def _null(self, name: str) -> Any:
        """Where a fact is unknown; a list of children counts as such wherever something about it leaves a rule open."""
        if self.program.kind.definitions[name].has_children:
            return self.api.lit(True)
        return self.api.col(self.names[name]).is_null()


def _flat(conditions: Mapping[str, Condition]) -> dict[str, Condition]:
    """The conditions with every junction inside another made a condition of its own, so that it is computed once.

    Parts used by many come first: a rule then starts as its neighbours do, which engines that look for it compute once.
    """
    uses = Counter(
        part for condition in conditions.values() for node in condition.walk() for part in node.below
    )
    own: dict[Condition, str] = {}
    flat: dict[str, Condition] = {}

    def inner(node: Condition) -> Condition:
        match node:
            case All() | AnyOf() if node.parts:
                if node not in own:
                    own[node] = f"part {len(own)}"
                    flat[own[node]] = outer(node)
                return Holds(own[node])
            case Not():
                return Not(inner(node.part))
            case _:
                return node

    def outer(node: Condition) -> Condition:
        match node:
            case All() | AnyOf():
                parts = sorted(node.parts, key=lambda part: -uses[part])
                return evolve(node, parts=tuple(map(inner, parts)))
            case _:
                return inner(node)

    for name, condition in conditions.items():
        flat[name] = outer(condition)
    return flat


def _reads_one_fact(node: Condition) -> bool:
    """Whether a condition is unknown exactly where one fact is."""
    return isinstance(node, IsTrue | Compare | OneOf | Between) and len(node.asked()) == 1


def _is_top(name: str) -> bool:
    """Whether a condition is the outcome or one of its groups, which are written together in one stage."""
    return name == OUTCOME or name.startswith(GROUP)
