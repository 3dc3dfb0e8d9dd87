"""Bodies like one's own: nearest in size, with the distance explained. The one definition of how far apart bodies are."""

from __future__ import annotations

from decimal import Decimal
from math import log
from typing import TYPE_CHECKING, Any, Literal, Self

from attrs import frozen

from chiho_digital.basics import InvalidValue, Note, Text, message
from chiho_digital.basics.shown import Shown

from .errors import UnknownCode
from .government import GovernmentKind
from .registry import registry_of, scope

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from fractions import Fraction

    from chiho_digital.basics import Lang
    from chiho_digital.basics.shown import Part

    from .figures import Figures
    from .government import Government

__all__ = [
    "Difference",
    "Nearness",
    "Neighbour",
    "Scale",
    "Similar",
    "Yardstick",
    "codes_of",
    "refuse_negative",
    "similar",
]

Scale = Literal["log", "linear"]
Place = tuple[float, ...]
"""Where a body stands: its figures on the scale, in order."""

_SCALES = {
    "log": Text("対数の差の合計", "sum of differences of logarithms"),
    "linear": Text("差の合計", "sum of differences"),
}


@frozen
class Difference:
    """A figure of another body beside one's own (数値の差). Strictly read-only.

    what: what it counts, with its unit.  as_of: the day it holds for.  distance: its part of the distance.
    notes: how the other body's figure was come by.
    """

    what: Text
    as_of: date
    own: int | Fraction
    other: int | Fraction
    distance: float
    notes: tuple[Note, ...] = ()

    def to(self, lang: Lang) -> str:
        """Both figures, their difference and, where both are above 0, how many times as large the other is."""
        params = {
            "what": self.what,
            "day": self.as_of,
            "other": _number(self.other),
            "own": _number(self.own),
            "difference": _number(self.other - self.own, sign="+" if self.other != self.own else ""),
            "times": self._times(),
        }
        return " ".join([message("governments.difference", params, lang), *(n.to(lang) for n in self.notes)])

    def _times(self) -> Text:
        if self.own <= 0 or self.other <= 0:
            return Text("", "")
        ratio = float(self.other / self.own)
        times = f"{ratio:,.3f}" if ratio >= 1 else f"{ratio:.3g}"
        return Text(f"、{times}倍", f", {times} times")

    def to_dict(self) -> dict[str, Any]:
        """The figures as JSON values; one that is no whole number is a text such as "7/20"."""
        return {
            "what": self.what.to_dict(),
            "as_of": self.as_of.isoformat(),
            "own": self.own if isinstance(self.own, int) else str(self.own),
            "other": self.other if isinstance(self.other, int) else str(self.other),
            "distance": self.distance,
            "notes": [note.to_dict() for note in self.notes],
        }


@frozen
class Nearness:
    """How near another body is (近さ), figure by figure. Strictly read-only. distance: 0 is equal."""

    distance: float
    scale: Scale
    differences: tuple[Difference, ...]

    def to(self, lang: Lang) -> str:
        """The distance with its scale, without the figures."""
        shown = f"{self.distance:.3g}" if self.scale == "log" else f"{self.distance:,.10g}"
        return message("governments.distance", {"distance": shown, "scale": _SCALES[self.scale]}, lang)

    def to_dict(self) -> dict[str, Any]:
        """The distance and the figures as JSON values."""
        return {
            "distance": self.distance,
            "scale": self.scale,
            "differences": [difference.to_dict() for difference in self.differences],
        }


@frozen
class Neighbour:
    """A body near another (類似団体). Strictly read-only."""

    government: Government
    nearness: Nearness

    @property
    def distance(self) -> float:
        """0 is equal; the sum over the figures of the difference, on the scale asked for."""
        return self.nearness.distance

    @property
    def figures(self) -> tuple[int | Fraction, ...]:
        """Its figures, in the order of `by`."""
        return tuple(difference.other for difference in self.nearness.differences)

    def explain(self, lang: Lang = "ja") -> str:
        """The body, its distance, and below them each figure beside one's own."""
        params = {"body": self.government.title, "distance": self.nearness}
        lines = [message("governments.neighbour", params, lang)]
        return "\n  ".join([*lines, *(difference.to(lang) for difference in self.nearness.differences)])


@frozen
class Similar(Shown):
    """Bodies by nearness (類似団体の一覧). Strictly read-only.

    nearest: nearest first, equal ones by code.  without_figures: bodies that cannot be placed, by code.
    """

    nearest: tuple[Neighbour, ...]
    without_figures: tuple[Government, ...]

    def __shown__(self) -> Iterable[Part]:
        from .shown import similar_parts

        return similar_parts(self)


@frozen
class Yardstick:
    """The definition of distance (ものさし): the sum over figures of the difference, of logarithms or as it is.

    On the scale `log` the difference is |ln(1 + a) - ln(1 + b)|: twice as large is as far as half as large.
    """

    tables: tuple[Figures, ...]
    scale: Scale

    @classmethod
    def of(cls, figures: Mapping[str, Figures], by: Sequence[str], scale: Scale) -> Self:
        """The yardstick of the figures named.

        Raises:
            InvalidValue: no figure is named, one is not among the figures, or there is no such scale.
        """
        names = (by,) if isinstance(by, str) else tuple(by)
        if not names:
            raise InvalidValue("governments.no_figure_named", value=names, known=tuple(figures))
        for name in names:
            if name not in figures:
                raise InvalidValue("governments.not_a_figure", value=name, known=tuple(figures))
        if scale not in _SCALES:
            raise InvalidValue("governments.not_a_scale", value=scale, allowed=tuple(_SCALES))
        return cls(tuple(figures[name] for name in names), scale)

    def place(self, body: Government | str) -> Place | None:
        """Where a body stands; None where a figure of it is unknown.

        Raises:
            InvalidValue: a figure is -1 or less, which has no place on the scale `log`.
        """
        found: list[float] = []
        for table in self.tables:
            value = table.value(body)
            if value is None:
                return None
            found.append(self._on_scale(value, body))
        return tuple(found)

    def _on_scale(self, value: int | Fraction, body: Government | str) -> float:
        if self.scale == "linear":
            return float(value)
        if value <= -1:
            code = str(body if isinstance(body, str) else body.code)
            raise InvalidValue("governments.no_logarithm", value=value, path=(code,))
        return log(1 + value)

    def own_place(self, body: Government) -> Place:
        """Where the body stands that others are compared with.

        Raises:
            UnknownCode: a figure of it is unknown.
            InvalidValue: as `place`.
        """
        place = self.place(body)
        if place is None:
            missing = tuple(table.what for table in self.tables if table.of(body) is None)
            raise UnknownCode("governments.no_figure", value=body.full_name, what=missing)
        return place

    @staticmethod
    def distance(one: Place, other: Place) -> float:
        """How far apart two places are."""
        return sum(abs(b - a) for a, b in zip(one, other, strict=True))

    def nearness(self, own: Government | str, other: Government | str) -> Nearness:
        """How near a body is to one's own, explained; both must have a place."""
        differences = tuple(
            Difference(
                table.what,
                table.as_of,
                mine.value,
                theirs.value,
                abs(self._on_scale(theirs.value, other) - self._on_scale(mine.value, own)),
                theirs.notes,
            )
            for table in self.tables
            if (mine := table.of(own)) is not None and (theirs := table.of(other)) is not None
        )
        return Nearness(sum(difference.distance for difference in differences), self.scale, differences)


def similar(  # noqa: PLR0913 – each says one thing about the comparison
    body: Government | str,
    *,
    figures: Mapping[str, Figures],
    by: Sequence[str] = ("population",),
    scale: Scale = "log",
    n: int = 10,
    as_of: date | None = None,
) -> Similar:
    """The bodies of the same level nearest to a body in the figures named, itself left out; distances as in `Yardstick`.

    Municipalities are compared with municipalities, prefectures with prefectures, wards with wards, all of the registry
    that answered the body.

    >>> from chiho_digital.governments import figures
    >>> near = similar("352047", figures={"population": figures.load()}, n=1).nearest[0]
    >>> print(near.explain("en"))
    Sakura (city, Tochigi): distance 0.00269 (sum of differences of logarithms)
      population (2020 census, preliminary count, persons), 2020-10-01: 44,541 (own 44,661, difference -120, 0.997 times)

    Raises:
        LookupError: the body itself has no figure.
        InvalidValue: as `Yardstick.of`; `n` is negative; or a figure is -1 or less, which has no place on the scale `log`.
    """
    refuse_negative(n)
    yardstick = Yardstick.of(figures, by, scale)
    one = scope(body, as_of=as_of)
    own = yardstick.own_place(one)
    placed: list[tuple[float, str, Government]] = []
    without: list[Government] = []
    itself = codes_of(one)
    for other in _level(one, as_of):
        if other.code in itself:
            continue
        place = yardstick.place(other)
        if place is None:
            without.append(other)
        else:
            placed.append((yardstick.distance(own, place), other.code, other))
    placed.sort(key=lambda found: found[:2])
    nearest = tuple(Neighbour(other, yardstick.nearness(one, other)) for _, _, other in placed[:n])
    return Similar(nearest, tuple(without))


def codes_of(body: Government) -> frozenset[str]:
    """The codes of a body: its own, and that which its whole area bore before or after a change of code."""
    other = registry_of(body).same_area.get(body.code)
    return frozenset({body.code} if other is None else {body.code, other[0]})


def refuse_negative(n: int) -> None:
    """Refuse a number of answers below 0."""
    if n < 0:
        raise InvalidValue("governments.negative_number", value=n)


def _level(one: Government, as_of: date | None) -> list[Government]:
    registry = registry_of(one)
    if one.kind.is_municipality:
        return registry.municipalities(as_of=as_of)
    if one.kind is GovernmentKind.NORTHERN_VILLAGE:
        return registry.northern_villages()
    return registry.prefectures(as_of=as_of) if one.parent_code is None else registry.wards(as_of=as_of)


def _number(value: int | Fraction, sign: str = "") -> str:
    """A figure with grouped digits, as a decimal where it is no whole number."""
    return f"{Decimal(value.numerator) / value.denominator:{sign},f}"
