"""Bodies like one's own: nearest in size, with the distance explained."""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING, Literal

from attrs import frozen

from chiho_digital.basics import InvalidValue

from .registry import municipalities, prefectures, scope, wards

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from fractions import Fraction

    from .figures import Figures
    from .government import Government

__all__ = ["Neighbour", "Similar", "similar"]


@frozen
class Neighbour:
    """A body near another (類似団体). Strictly read-only.

    distance: 0 is equal; the sum over the figures of the difference, on the scale asked for.
    figures: its figures, in the order of `by`.
    """

    government: Government
    distance: float
    figures: tuple[int | Fraction, ...]


@frozen
class Similar:
    """Bodies by nearness (類似団体の一覧). Strictly read-only.

    nearest: nearest first, equal ones by code.  without_figures: bodies that cannot be placed, by code.
    """

    nearest: tuple[Neighbour, ...]
    without_figures: tuple[Government, ...]


def similar(  # noqa: PLR0913 – each says one thing about the comparison
    body: Government | str,
    *,
    figures: Mapping[str, Figures],
    by: Sequence[str] = ("population",),
    scale: Literal["log", "linear"] = "log",
    n: int = 10,
    as_of: date | None = None,
) -> Similar:
    """The bodies of the same level nearest to a body in the figures named, itself left out.

    Municipalities are compared with municipalities, prefectures with prefectures, wards with wards. On the scale `log` the distance is |ln(1 + a) - ln(1 + b)|: twice as large is as far as half as large.

    >>> from chiho_digital.governments import figures
    >>> near = similar("352047", figures={"population": figures.load()}, n=1).nearest[0]
    >>> near.government.name, near.figures
    ('さくら市', (44541,))

    Raises:
        KeyError: a name in `by` is not among the figures.
        LookupError: the body itself has no figure.
        InvalidValue: a figure is -1 or less, which has no place on the scale `log`.
    """
    one = scope(body, as_of=as_of)
    tables = [figures[name] for name in by]
    own = [table.value(one) for table in tables]
    if any(value is None for value in own):
        from .errors import UnknownCode

        missing = tuple(t.what for t, value in zip(tables, own, strict=True) if value is None)
        raise UnknownCode("governments.no_figure", value=one.full_name, what=missing)
    place = [_on(scale, value) for value in own if value is not None]
    nearest: list[Neighbour] = []
    without: list[Government] = []
    for other in _level(one, as_of):
        if other.code == one.code:
            continue
        values = [table.value(other) for table in tables]
        known = tuple(value for value in values if value is not None)
        if len(known) < len(values):
            without.append(other)
            continue
        distance = sum(abs(_on(scale, value) - mine) for value, mine in zip(known, place, strict=True))
        nearest.append(Neighbour(other, distance, known))
    nearest.sort(key=lambda neighbour: (neighbour.distance, neighbour.government.code))
    return Similar(tuple(nearest[:n]), tuple(without))


def _level(one: Government, as_of: date | None) -> list[Government]:
    if one.kind.is_municipality:
        return municipalities(as_of=as_of)
    return prefectures(as_of=as_of) if one.parent_code is None else wards(as_of=as_of)


def _on(scale: str, value: int | Fraction) -> float:
    if scale != "log":
        return float(value)
    if value <= -1:
        raise InvalidValue("governments.no_logarithm", value=value)
    return log(1 + value)
