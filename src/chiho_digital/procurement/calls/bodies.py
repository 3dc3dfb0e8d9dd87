"""The bodies of wishes and calls: looked up as of a day, with the likely repair where there is none."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from chiho_digital.basics import InvalidValue, Text
from chiho_digital.governments import UnknownCode, UnknownName, get
from chiho_digital.procurement.named_bodies import full_names, named_body

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from chiho_digital.governments import Government, LocalGovernmentCode

__all__ = ["as_municipality", "body_on", "last_known", "named", "near_bodies"]

_NEAR = 3


def body_on(text: str, day: date, within: Iterable[LocalGovernmentCode] = ()) -> Government:
    """The prefecture or municipality that a code or a name means on a day; names are looked up in some prefectures, if given.

    Raises:
        InvalidValue: there is none on that day (its successors, predecessors or near names are suggested), there are
            several, or it is a ward or northern village.
    """
    try:
        return named_body(text, tuple(within), (day,))
    except (UnknownCode, UnknownName) as error:  # as an error of a value, with which a record can be refused
        raise InvalidValue(
            error.code, value=error.value, suggestion=error.suggestion, **error.params
        ) from error


def as_municipality(body: Government) -> Government:
    """The body itself, if it is a municipality.

    Raises:
        InvalidValue: it is none.
    """
    if not body.kind.is_municipality:
        expected = Text("市区町村", "municipality")
        raise InvalidValue("governments.wrong_kind", value=body.full_name, expected=expected)
    return body


def last_known(code: str, day: date, since: date) -> Government:
    """The body as of a day, or, if it is gone by then, as of the earlier day on which it was there."""
    try:
        return get(code, as_of=day)
    except UnknownCode:
        return get(code, as_of=since)


def named(body: Government) -> str:
    """A body as a repair names it."""
    return full_names((body,))[0]


def near_bodies(body: Government, among: Iterable[Government]) -> tuple[str, ...] | None:
    """Those of some bodies that were likely meant: of a like name, by code; None where there is none."""
    by_name: dict[str, list[Government]] = {}
    for other in among:
        by_name.setdefault(other.name, []).append(other)
    alike = get_close_matches(body.name, by_name, n=_NEAR, cutoff=0.5)
    return tuple(named(other) for name in alike for other in by_name[name])[:_NEAR] or None
