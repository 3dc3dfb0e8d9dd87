"""Facts: what is known about one case, named, typed, labelled in both languages; what is not given is unknown."""

from __future__ import annotations

from copy import copy
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Self, TypeVar, cast, overload

from attrs import evolve, field, frozen

from chiho_digital.basics import MAX_YEN, FiscalYear, InvalidValue, LabelledEnum, Text

from .errors import InvalidFacts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .conditions import Condition, Operand

__all__ = ["Children", "Constraint", "Fact", "FactDefinition", "Facts", "children", "fact"]

T = TypeVar("T")
F = TypeVar("F", bound="Facts")


@frozen(cache_hash=True)
class FactDefinition:
    """What a fact is: its name, type, label, question and bounds (事実の定義). Strictly read-only.

    type: bool, int, str, FiscalYear, date or a `LabelledEnum`; for child records, their class of facts.
    unit: what whole numbers count ("yen", "persons", "0.01 %"), where it needs saying.
    changeable: whether those who plan could change it (used by `Decision.ways_to_eligible`).
    """

    name: str
    type: type[Any]
    label: Text
    question: Text = field(eq=False)
    help: Text | None = field(eq=False, default=None)
    unit: str | None = field(eq=False, default=None)
    changeable: bool = field(eq=False, default=False)
    minimum: int = field(eq=False, default=0)
    maximum: int = field(eq=False, default=MAX_YEN)

    @property
    def has_children(self) -> bool:
        """Whether the fact is a list of child records."""
        return issubclass(self.type, Facts)

    @property
    def choices(self) -> tuple[str, ...]:
        """The values a fact of a closed vocabulary may have; empty for other types."""
        if issubclass(self.type, LabelledEnum):
            return tuple(member.value for member in self.type)
        return ()

    def read(self, value: object) -> Any:
        """The value as it is kept: enumerations as members, fiscal years as their number.

        Raises:
            InvalidValue: the value is not of the fact's type, or out of its bounds.
        """
        kind = self.type
        if self.has_children:
            return self._children(value)
        if kind is FiscalYear:
            return (value if isinstance(value, FiscalYear) else FiscalYear(cast("int", value))).year
        if issubclass(kind, LabelledEnum):
            try:
                return kind(cast("str", value))
            except ValueError:
                raise InvalidValue(
                    "rules.not_a_choice",
                    value=value,
                    label=self.label,
                    choices=self.choices,
                    suggestion=_near(str(value), self.choices),
                ) from None
        if not isinstance(value, kind) or (isinstance(value, bool | datetime) and type(value) is not kind):
            raise InvalidValue("rules.wrong_type", value=value, label=self.label, type=kind.__name__)
        if kind is int and not self.minimum <= cast("int", value) <= self.maximum:
            raise InvalidValue(
                "rules.out_of_bounds",
                value=value,
                label=self.label,
                minimum=self.minimum,
                maximum=self.maximum,
            )
        return value

    def _children(self, value: object) -> tuple[Facts, ...]:
        listed = _listed(value)
        if listed is None or not all(isinstance(child, self.type) for child in listed):
            raise InvalidValue("rules.not_children", value=value, label=self.label)
        return cast("tuple[Facts, ...]", listed)

    def show(self, raw: object) -> object:
        """A kept value as the user knows it: fiscal years as `FiscalYear`."""
        return FiscalYear(cast("int", raw)) if self.type is FiscalYear and raw is not None else raw


def _listed(value: object) -> tuple[object, ...] | None:
    return tuple(cast("tuple[object, ...]", value)) if isinstance(value, tuple | list) else None


def _near(text: str, choices: tuple[str, ...]) -> str | None:
    from difflib import get_close_matches

    return next(iter(get_close_matches(text, choices, n=1)), None)


class Fact(Generic[T]):
    """A fact of a class of facts: read on an instance, and the start of a condition on the class.

    On an instance it is the value or None (unknown). On the class, `==`, `!=`, `<`, `<=`, `>`, `>=`, `one_of` and
    `between` make conditions; a yes-no fact is a condition by itself: `F.joint & ~F.lease`.
    """

    def __init__(self, definition: FactDefinition) -> None:
        self.definition: FactDefinition = definition

    def __set_name__(self, owner: type[Any], name: str) -> None:
        if self.definition.name in {"", name}:
            self.definition = evolve(self.definition, name=name)
        else:  # a fact of another class under a name of its own
            own = copy(self)
            own.definition = evolve(self.definition, name=name)
            setattr(owner, name, own)

    @overload
    def __get__(self, instance: None, owner: type[Any]) -> Self: ...
    @overload
    def __get__(self, instance: Facts, owner: type[Any]) -> T | None: ...
    def __get__(self, instance: Facts | None, owner: type[Any]) -> Self | T | None:
        if instance is None:
            return self
        return cast("T | None", instance.value(self.definition.name))

    def __set__(self, instance: Facts, value: object) -> None:
        raise AttributeError(self.definition.name)  # facts are read-only

    def __hash__(self) -> int:
        return id(self)

    def __eq__(self, other: Operand[T]) -> Condition:  # type: ignore[override] # a comparison makes a condition
        return _compare(self.definition, "==", other)

    def __ne__(self, other: Operand[T]) -> Condition:  # type: ignore[override] # likewise
        return _compare(self.definition, "!=", other)

    def __lt__(self, other: Operand[T]) -> Condition:
        return _compare(self.definition, "<", other)

    def __le__(self, other: Operand[T]) -> Condition:
        return _compare(self.definition, "<=", other)

    def __gt__(self, other: Operand[T]) -> Condition:
        return _compare(self.definition, ">", other)

    def __ge__(self, other: Operand[T]) -> Condition:
        return _compare(self.definition, ">=", other)

    def one_of(self, *values: T) -> Condition:
        """The condition that the fact has one of some values."""
        from .conditions import OneOf

        if self.definition.has_children:
            raise TypeError(f"{self.definition.name} is a list: ask it with every or some")
        return OneOf(self.definition, tuple(self.definition.read(value) for value in values))

    def between(self, low: T, high: T) -> Condition:
        """The condition that the fact lies from `low` to `high`, both included.

        Raises:
            TypeError: the values of the fact have no order.
        """
        from .conditions import Between

        _ordered(self.definition)
        return Between(self.definition, self.definition.read(low), self.definition.read(high))

    def holds(self) -> Condition:
        """The condition that a yes-no fact is yes."""
        from .conditions import IsTrue

        if self.definition.type is not bool:
            raise TypeError(f"{self.definition.name} is no yes-no fact: compare it with a value")
        return IsTrue(self.definition)

    def __and__(self, other: Condition | Fact[bool]) -> Condition:
        return self.holds() & other

    def __or__(self, other: Condition | Fact[bool]) -> Condition:
        return self.holds() | other

    def __invert__(self) -> Condition:
        return ~self.holds()

    def __bool__(self) -> bool:
        raise TypeError("a fact has no truth value: combine conditions with & | ~")


def _compare(definition: FactDefinition, operator: str, other: Any) -> Condition:
    from .conditions import Compare, ParameterAt

    if definition.has_children:
        raise TypeError(f"{definition.name} is a list: ask it with every or some")
    if operator not in {"==", "!="}:
        _ordered(definition)
    if isinstance(other, Fact):
        if other.definition.type is not definition.type:
            raise TypeError(f"{definition.name} and {other.definition.name} are of different types")
        return Compare(definition, operator, other.definition)
    if isinstance(other, ParameterAt):
        if definition.type is not int or other.parameter.unit == "ratio":
            raise TypeError(f"{definition.name} cannot be compared with {other.parameter.name}")
        return Compare(definition, operator, other)
    return Compare(definition, operator, definition.read(other))


def _ordered(definition: FactDefinition) -> None:
    if definition.type is bool or definition.choices:
        raise TypeError(f"the values of {definition.name} have no order")


class Children(Fact[tuple[F, ...]], Generic[F]):
    """A fact that is a list of child records; None is an unknown list, an empty one is known."""

    def __init__(self, definition: FactDefinition, of: type[F]) -> None:
        super().__init__(definition)
        self.of = of


def fact(  # noqa: PLR0913 -- what a form shows about a question
    type: type[T],  # noqa: A002 -- the word for it, and only ever the first argument
    label: Text,
    question: Text,
    *,
    help: Text | None = None,  # noqa: A002 -- as in a form
    unit: str | None = None,
    changeable: bool = False,
    minimum: int = 0,
    maximum: int = MAX_YEN,
) -> Fact[T]:
    """A fact in the body of a class of facts.

    Written `cost = fact(int, Text("経費", "cost"), Text("経費はいくらですか。", "What does it cost?"), unit="yen")`.
    """
    return Fact(FactDefinition("", type, label, question, help, unit, changeable, minimum, maximum))


def children(of: type[F], label: Text, question: Text) -> Children[F]:
    """A list of child records in the body of a class of facts, for `every` and `some`."""
    return Children(FactDefinition("", of, label, question), of)


@frozen
class Constraint:
    """Facts that cannot stand together (矛盾の検査): `condition` must not be false. Strictly read-only.

    code: the message that names the contradiction, `room.event`.
    """

    code: str
    condition: Condition


class Facts:
    """What is known about one case (判定の対象となる事実). Strictly read-only; subclasses name their facts.

    A fact not given, or given as None, is unknown. Contradictions named in `constraints` are refused at the door.

    Raises:
        InvalidFacts: facts of the wrong type, out of bounds, unknown names, contradictions: all of them at once.
    """

    __slots__ = ("raw",)
    definitions: ClassVar[Mapping[str, FactDefinition]] = {}
    places: ClassVar[Mapping[str, int]] = {}
    constraints: ClassVar[tuple[Constraint, ...]] = ()
    raw: tuple[Any, ...]

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        own: dict[str, FactDefinition] = {
            name: item.definition for name, item in vars(cls).items() if isinstance(item, Fact)
        }
        cls.definitions = {**cls.definitions, **own}
        cls.places = {name: place for place, name in enumerate(cls.definitions)}

    def __init__(self, **values: object) -> None:
        problems: list[InvalidValue] = []
        raw: list[object] = []
        for name, definition in self.definitions.items():
            value = values.pop(name, None)
            if value is not None:
                try:
                    value = definition.read(value)
                except InvalidValue as error:
                    problems.append(error.at(name))
                    value = None
            raw.append(value)
        names = tuple(self.definitions)
        problems += [
            InvalidValue("rules.unknown_fact", value=name, suggestion=_near(name, names)) for name in values
        ]
        object.__setattr__(self, "raw", tuple(raw))
        if not problems:
            problems = self._contradictions()
        if problems:
            raise InvalidFacts(problems)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(name)

    def __delattr__(self, name: str) -> None:
        raise AttributeError(name)

    def _contradictions(self) -> list[InvalidValue]:
        return [
            self.contradiction(constraint, {name: self.value(name) for name in constraint.condition.facts()})
            for constraint in self.contradicted(self.raw)
        ]

    @classmethod
    def contradiction(cls, constraint: Constraint, values: Mapping[str, object]) -> InvalidValue:
        """The error that names a contradiction, with the values that cannot stand together."""
        shown = tuple(_shown(cls.definitions[name], value) for name, value in values.items())
        return InvalidValue(constraint.code, value=shown)

    @classmethod
    def contradicted(cls, raw: tuple[Any, ...]) -> list[Constraint]:
        """The constraints that kept values break."""
        from .compiling import function_of

        return [
            constraint
            for constraint in cls.constraints
            if function_of(constraint.condition, cls)(raw) is False
        ]

    def value(self, name: str) -> object:
        """The value of a fact by its name; None if it is unknown.

        Raises:
            KeyError: there is no such fact.
        """
        return self.definitions[name].show(self.raw[self.places[name]])

    def known(self) -> dict[str, object]:
        """The facts that are known, by name."""
        return {name: value for name in self.definitions if (value := self.value(name)) is not None}

    def with_(self, **changes: object) -> Self:
        """The same facts with some changed; None makes a fact unknown.

        Raises:
            InvalidFacts: as for new facts.
        """
        return type(self)(**{**self.known(), **changes})

    def __iter__(self) -> Iterator[tuple[str, object]]:
        return iter(self.known().items())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Facts) and type(self) is type(other) and self.raw == other.raw

    def __hash__(self) -> int:
        return hash((type(self), self.raw))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in self)})"

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild, (type(self), self.known())


def _rebuild(kind: type[Facts], values: dict[str, object]) -> Facts:
    return kind(**values)


def _shown(definition: FactDefinition, value: object) -> Text:
    from .wording import value_text

    return Text(
        f"{definition.label.ja}＝{value_text(value, 'ja')}",
        f"{definition.label.en} = {value_text(value, 'en')}",
    )
