"""Objects of a package that remember what was read of them, so that whatever was not read can be named."""

from __future__ import annotations

from decimal import Decimal
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, TypeGuard, TypeVar, cast

from attrs import Factory, define

from chiho_digital.basics import MAX_YEN, InvalidValue, PartialDate, Precision, Text
from chiho_digital.governments import LocalGovernmentCode
from chiho_digital.tables import Severity

if TYPE_CHECKING:
    from datetime import date
    from enum import StrEnum

    from .issues import Findings

    _T = TypeVar("_T")
    _Word = TypeVar("_Word", bound=StrEnum)

__all__ = ["Node", "listed_in", "pointer"]

_TEXT = Text("文字列", "text")
_OBJECT = Text("オブジェクト", "an object")
_LIST = Text("配列", "a list")
_DAY = Text("年月日まで分かる日付", "a date known to the day")
_FLAG = Text("true か false", "true or false")
_WHOLE = Text("整数", "a whole number")
_COUNT = Text("0以上の整数", "a whole number of 0 or more")


def pointer(path: str, key: object) -> str:
    """The JSON Pointer of what stands under a key or at a place."""
    return f"{path}/{str(key).replace('~', '~0').replace('/', '~1')}"


def listed_in(value: object) -> list[Any]:
    """What stands in a list; nothing, if it is none."""
    return value if _is_list(value) else []


def _is_list(value: object) -> TypeGuard[list[Any]]:
    return isinstance(value, list)


@define
class Node:
    """An object of a package: what it holds, where it stands, what was read of it.

    gravity: how grave it is when something of it cannot be read: an error in our own field, else a warning.
    Every getter says what is wrong and then answers as if nothing stood there.
    """

    value: dict[str, Any]
    path: str
    found: Findings
    gravity: Severity = Severity.WARNING
    read: set[str] = Factory(set[str])
    inner: list[Node] = Factory(list["Node"])

    def __contains__(self, key: str) -> bool:
        return self.value.get(key) is not None

    def at(self, key: str) -> str:
        """Where a field of it stands."""
        return pointer(self.path, key)

    def take(self, key: str) -> Any:
        """What a field holds, unchecked."""
        self.read.add(key)
        return self.value.get(key)

    def wrong(self, path: str, value: object, expected: Text, gravity: Severity | None = None) -> None:
        """Say that something is not what it should be."""
        grave = gravity or self.gravity
        self.found.say(path, "procurement.exchange_wrong_type", grave, value, expected=expected)

    def _of(self, key: str, kind: type[_T], expected: Text, gravity: Severity | None = None) -> _T | None:
        """What a field holds, if it is of a kind; true and false are no numbers."""
        value = self.take(key)
        if value is None or (isinstance(value, kind) and (kind is bool or not isinstance(value, bool))):
            return value
        self.wrong(self.at(key), value, expected, gravity)
        return None

    def text(self, key: str) -> str | None:
        """The text of a field."""
        return self._of(key, str, _TEXT)

    def ident(self, key: str = "id") -> str | None:
        """The text of an identifier, which OCDS allows to be a whole number."""
        value = self.value.get(key)
        if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**20:
            self.read.add(key)
            return str(value)
        return self.text(key)

    def texts(self, key: str) -> tuple[str, ...]:
        """The texts in a list."""
        return tuple(value for _, value in self._listed(key, str, _TEXT))

    def flag(self, key: str) -> bool | None:
        """Whether, if that is said."""
        return self._of(key, bool, _FLAG)

    def whole(self, key: str) -> int | None:
        """A whole number, below zero too."""
        return self._of(key, int, _WHOLE)

    def count(self, key: str) -> int | None:
        """A number of bodies, yen or hours."""
        value = self._of(key, int, _COUNT)
        if value is not None and value < 0:
            self.wrong(self.at(key), value, _COUNT)
            return None
        return value

    def yen(self, key: str) -> int | None:
        """The whole yen of a value object, `{"amount": 1000, "currency": "JPY"}`; 1000.0 is 1000."""
        node = self.node(key)
        if node is None or ("amount" not in node and "currency" not in node):
            return None
        currency, amount = node.text("currency"), node.take("amount")
        if currency != "JPY":
            self.found.say(node.at("currency"), "procurement.exchange_currency", self.gravity, currency)
            node.read.discard("amount")
            return None
        if amount is None:
            return None
        whole = _whole(amount)
        if whole is None or not 0 <= whole <= MAX_YEN:
            self.found.say(
                node.at("amount"), "procurement.exchange_amount", self.gravity, amount, most=MAX_YEN
            )
            return None
        return whole

    def word(self, key: str, vocabulary: type[_Word]) -> _Word | None:
        """A word of a vocabulary."""
        value = self.text(key)
        if value is None:
            return None
        words = [word.value for word in vocabulary]
        if value in words:
            return vocabulary(value)
        near = get_close_matches(value[:100], words, n=1)
        self.found.say(
            self.at(key),
            "procurement.exchange_unknown_word",
            self.gravity,
            value,
            suggestion=near[0] if near else None,
            words=tuple(words),
        )
        return None

    def day(self, key: str) -> PartialDate | None:
        """A date as exactly as it is known: 2025-04-01, 2025-04, 2025, FY2025."""
        value = self.text(key)
        if value is None:
            return None
        try:
            return PartialDate.parse(value)
        except InvalidValue as error:
            self.found.refused(self.at(key), error, self.gravity)
            return None

    def exact_day(self, key: str) -> date | None:
        """A date that is known to the day."""
        known = self.day(key)
        if known is None:
            return None
        if known.precision is not Precision.DAY:
            self.wrong(self.at(key), str(known), _DAY)
            return None
        return known.start

    def codes(self, key: str) -> tuple[LocalGovernmentCode, ...]:
        """Codes of local governments in a list."""
        codes: list[LocalGovernmentCode] = []
        for path, value in self._listed(key, str, _TEXT):
            try:
                codes.append(LocalGovernmentCode.parse(value))
            except InvalidValue as error:
                self.found.refused(path, error, self.gravity)
        return tuple(codes)

    def node(self, key: str, gravity: Severity | None = None) -> Node | None:
        """The object in a field; gravity: that of the object, else as here."""
        value = cast("dict[str, Any] | None", self._of(key, dict, _OBJECT, gravity))
        return None if value is None else self._inner(value, self.at(key), gravity)

    def nodes(self, key: str, gravity: Severity | None = None) -> list[Node]:
        """The objects in a list."""
        return [self._inner(value, path, gravity) for path, value in self._listed(key, dict, _OBJECT)]

    def _inner(self, value: dict[str, Any], path: str, gravity: Severity | None) -> Node:
        node = Node(value, path, self.found, gravity or self.gravity)
        self.inner.append(node)
        return node

    def _listed(self, key: str, kind: type, expected: Text) -> list[tuple[str, Any]]:
        listed: list[tuple[str, Any]] = []
        self._of(key, list, _LIST)
        for place, item in enumerate(listed_in(self.value.get(key))):
            if isinstance(item, kind):
                listed.append((pointer(self.at(key), place), item))
            else:
                self.wrong(pointer(self.at(key), place), item, expected)
        return listed

    def require(self, field: str) -> None:
        """Say that a field is missing, if it is."""
        if field not in self:
            self.found.say(self.path, "procurement.exchange_missing", self.gravity, field=field)

    def read_all(self) -> None:
        """Count everything in it as read."""
        self.read.update(self.value)
        self.inner.clear()

    def dismiss(self) -> None:
        """Nothing of it is kept: it is named as a whole."""
        self.not_kept(self.path, self.value)
        self.read_all()

    def not_kept(self, path: str, value: object) -> None:
        """Say that something has no place in a case."""
        self.found.say(path, "procurement.exchange_not_kept", Severity.WARNING, value)

    def name_unread(self) -> None:
        """Say of everything that was not read that it is not kept; an object of which nothing was read once."""
        for key, value in self.value.items():
            if key not in self.read and value is not None:
                self.not_kept(self.at(key), value)
        for node in self.inner:
            node.name_unread()


def _whole(amount: object) -> int | None:
    """An amount as a whole number; floats and decimals only where they are one and exact."""
    match amount:
        case bool():
            return None
        case int():
            return amount
        case float() if amount.is_integer() and abs(amount) < 2**53:
            return int(amount)
        case Decimal() if (
            amount.is_finite() and amount.adjusted() < 20 and amount == amount.to_integral_value()
        ):
            return int(amount)
        case _:
            return None
