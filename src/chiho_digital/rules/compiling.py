"""Conditions as plain Python functions: one case at a time.

The generated code holds True, False or None (unknown) for every condition; constants reach it as objects, never as text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chiho_digital.basics import FiscalYear, LabelledEnum

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
from .facts import FactDefinition

if TYPE_CHECKING:
    from collections.abc import Callable

    from .facts import Facts
    from .programs import Program

__all__ = ["Compiled", "compile_program", "function_of"]


class Compiled:
    """The two functions of a program for one year.

    values(raw): the value of every condition, in order. open(raw, values): the mask of facts missing, the mask of laws.
    """

    __slots__ = ("open", "values")

    def __init__(
        self,
        values: Callable[[tuple[Any, ...]], tuple[bool | None, ...]],
        open_: Callable[[tuple[Any, ...], tuple[bool | None, ...]], tuple[int, int]],
    ) -> None:
        self.values: Callable[[tuple[Any, ...]], tuple[bool | None, ...]] = values
        self.open: Callable[[tuple[Any, ...], tuple[bool | None, ...]], tuple[int, int]] = open_


def compile_program(program: Program, facts: type[Facts], conditions: dict[str, Condition]) -> Compiled:
    """The functions of a program whose conditions may have been settled for one year."""
    writer = _Writer(facts, program)
    names = list(conditions)
    unpack = writer.unpack()
    lines = ["def values(raw):", f"    {unpack} = raw"]
    for place, name in enumerate(names):
        lines.append(f"    r{place} = {writer.expression(conditions[name])}")
    lines.append(f"    return ({', '.join(f'r{place}' for place in range(len(names)))},)")
    lines += ["def open_(raw, values):", f"    {unpack} = raw"]
    lines.append(f"    {', '.join(f'r{place}' for place in range(len(names)))}, = values")
    lines.append("    m = laws = 0")
    lines += [f"    o{place} = False" for place in range(len(names) - 1)]
    lines.append(f"    o{len(names) - 1} = r{len(names) - 1} is None")
    for place, name in reversed(list(enumerate(names))):
        lines.append(f"    if o{place}:")
        lines += writer.openings(conditions[name], 2)
    lines.append("    return m, laws")
    scope = writer.run(lines)
    return Compiled(scope["values"], scope["open_"])


def function_of(condition: Condition, kind: type[Facts]) -> Callable[[tuple[Any, ...]], bool | None]:
    """One condition, without a rule set, as a function of a case's kept values."""
    if (kind, condition) not in _functions:
        _functions[kind, condition] = _function(condition, kind)
    return _functions[kind, condition]


_functions: dict[tuple[type[Facts], Condition], Callable[[tuple[Any, ...]], bool | None]] = {}


def _function(condition: Condition, kind: type[Facts]) -> Callable[[tuple[Any, ...]], bool | None]:
    writer = _Writer(kind, None)
    lines = ["def value(raw):", f"    {writer.unpack()} = raw", f"    return {writer.expression(condition)}"]
    function: Callable[[tuple[Any, ...]], bool | None] = writer.run(lines)["value"]
    return function


def _every(children: tuple[Any, ...] | None, holds: Callable[[tuple[Any, ...]], bool | None]) -> bool | None:
    if children is None:
        return None
    values = [holds(child.raw) for child in children]
    return False if False in values else None if None in values else True


def _some(children: tuple[Any, ...] | None, holds: Callable[[tuple[Any, ...]], bool | None]) -> bool | None:
    if children is None:
        return None
    values = [holds(child.raw) for child in children]
    return True if True in values else None if None in values else False


class _Writer:
    """Writes conditions as Python expressions over f0, f1, … (facts) and r0, r1, … (earlier conditions)."""

    def __init__(self, facts: type[Facts], program: Program | None) -> None:
        self.places = {name: place for place, name in enumerate(facts.definitions)}
        self.program = program
        self.scope: dict[str, Any] = {"every": _every, "some": _some}
        self.temporaries = 0

    def unpack(self) -> str:
        return "".join(f"f{place}, " for place in range(len(self.places))) or "()"

    def run(self, lines: list[str]) -> dict[str, Any]:
        exec("\n".join(lines), self.scope)  # noqa: S102 -- names and constants are ours; no text of a user enters
        return self.scope

    def fact(self, definition: FactDefinition) -> str:
        return f"f{self.places[definition.name]}"

    def constant(self, value: object) -> str:
        if isinstance(value, FiscalYear):
            value = value.year
        if value is True or value is False or (type(value) is int):
            return repr(value)
        name = f"k{len(self.scope)}"
        self.scope[name] = value
        return name

    def temporary(self) -> str:
        self.temporaries += 1
        return f"t{self.temporaries}"

    def expression(self, node: Condition) -> str:
        match node:
            case IsTrue():
                return self.fact(node.fact)
            case Compare(operand=FactDefinition() as other):
                a, b = self.fact(node.fact), self.fact(other)
                return f"(None if {a} is None or {b} is None else {a} {node.operator} {b})"
            case Compare():
                a = self.fact(node.fact)
                return f"(None if {a} is None else {a} {self._operator(node)} {self.constant(node.operand)})"
            case OneOf():
                a = self.fact(node.fact)
                if issubclass(node.fact.type, LabelledEnum) and 0 < len(node.values) <= 4:
                    test = " or ".join(f"{a} is {self.constant(value)}" for value in node.values)
                else:
                    test = f"{a} in {self.constant(frozenset(node.values))}"
                return f"(None if {a} is None else {test})"
            case Between():
                a = self.fact(node.fact)
                return f"(None if {a} is None else {self.constant(node.low)} <= {a} <= {self.constant(node.high)})"
            case Not():
                name = self.temporary()
                return f"(None if ({name} := {self.expression(node.part)}) is None else not {name})"
            case All(parts=()):
                return "True"
            case AnyOf(parts=()):
                return "False"
            case All() | AnyOf():
                return self._junction(node)
            case Every() | Some():
                word = "every" if isinstance(node, Every) else "some"
                return f"{word}({self.fact(node.children)}, {self._child(node)})"
            case Holds():
                return f"r{self._place(node.rule)}"
            case UnknownLaw():
                return "None"
            case _:
                raise TypeError(type(node).__name__)

    def _operator(self, node: Compare) -> str:
        if issubclass(node.fact.type, LabelledEnum | bool):
            return {"==": "is", "!=": "is not"}.get(node.operator, node.operator)
        return node.operator

    def _junction(self, node: All | AnyOf) -> str:
        """`False if one is False else True if all are true else None`, and its mirror image for alternatives."""
        names = [self.temporary() for _ in node.parts]
        given = [f"({name} := {self.expression(part)})" for name, part in zip(names, node.parts, strict=True)]
        if isinstance(node, All):
            settled = " or ".join(f"{part} is False" for part in given)
            return f"(False if {settled} else True if {' and '.join(names)} else None)"
        settled = " or ".join(given)
        open_ = " or ".join(f"{name} is None" for name in names)
        return f"(True if {settled} else None if {open_} else False)"

    def _child(self, node: Every | Some) -> str:
        name = f"k{len(self.scope)}"
        self.scope[name] = function_of(node.part, node.children.type)
        return name

    def _place(self, rule: str) -> int:
        if self.program is None:
            raise TypeError("a condition on another rule needs its rule set")
        return self.program.places[rule]

    def _bit(self, definition: FactDefinition) -> int:
        return self._program().bits[definition.name]

    def _program(self) -> Program:
        if self.program is None:
            raise TypeError("open facts need a program")
        return self.program

    def openings(self, node: Condition, depth: int) -> list[str]:
        """The lines that, for a node known to be unknown, note the facts and laws that leave it open."""
        pad = "    " * depth
        match node:
            case IsTrue() | OneOf() | Between() | Every() | Some():
                (asked,) = node.asked()
                return [f"{pad}m |= {self._bit(asked)}"]
            case Compare():
                return [
                    line
                    for asked in node.asked()
                    for line in (f"{pad}if {self.fact(asked)} is None: m |= {self._bit(asked)}",)
                ]
            case Not():
                return self.openings(node.part, depth)
            case Holds():
                return [f"{pad}o{self._place(node.rule)} = True"]
            case UnknownLaw():
                return [f"{pad}laws |= {1 << self._program().laws.index(node.reason)}"]
            case All() | AnyOf():
                return self._parts(node, depth)
            case _:
                raise TypeError(type(node).__name__)

    def _parts(self, node: All | AnyOf, depth: int) -> list[str]:
        pad = "    " * depth
        lines: list[str] = []
        names: list[str] = []
        for part in node.parts:
            if isinstance(part, UnknownLaw):
                continue
            name = self.temporary()
            names.append(name)
            lines.append(f"{pad}{name} = {self.expression(part)}")
            lines.append(f"{pad}if {name} is None:")
            lines += self.openings(part, depth + 1)
        settled = " and ".join(f"{name} is not None" for name in names) or "True"
        for part in node.parts:
            if isinstance(part, UnknownLaw):
                lines.append(f"{pad}if {settled}:")
                lines += self.openings(part, depth + 1)
        return lines or [f"{pad}pass"]
