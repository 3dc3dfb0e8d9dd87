"""The bodies that the rows of a file name: by code, or by a name with its prefecture, as of a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chiho_digital.basics import InvalidValue
from chiho_digital.governments import (
    HISTORY_FROM,
    AmbiguousName,
    Government,
    UnknownCode,
    UnknownName,
    find,
    get,
    predecessors,
)
from chiho_digital.governments.folds import fold_name
from chiho_digital.governments.registry import same_area

from .participants import look_up

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from chiho_digital.basics import PartialDate
    from chiho_digital.governments import LocalGovernmentCode

__all__ = ["full_names", "named_body", "not_yet", "whole_area"]


def named_body(text: str, prefectures: tuple[LocalGovernmentCode, ...], days: Iterable[date]) -> Government:
    """The municipality or prefecture that a code or a name means, on the first of the days on which there is one.

    A name is looked up in the prefectures; with its own prefecture before it, everywhere.

    Raises:
        InvalidCode: a number that is no code.
        LookupError: nobody bears the code or the name on any of the days, or several bear the name.
        InvalidValue: a ward or a northern village bears it.
    """
    failure: UnknownCode | UnknownName | None = None
    for day in dict.fromkeys(days):
        try:
            body = _on(text, prefectures, day)
        except (UnknownCode, UnknownName) as error:
            failure = failure or error
            continue
        if not body.kind.is_municipality and body.parent_code is not None:
            city = body.parent if body.parent != body.prefecture else None
            raise InvalidValue(
                "procurement.no_buyer",
                value=body.full_name,
                kind=body.kind.label,
                suggestion=None if city is None else full_names([city]),
            )
        return body
    raise failure or UnknownName("governments.unknown_name", value=text)


def _on(text: str, prefectures: tuple[LocalGovernmentCode, ...], day: date) -> Government:
    if text[:1].isdecimal():
        return get(text, as_of=day)
    body, failure = look_up(text, prefectures, day)
    if body is not None:
        return body
    if isinstance(failure, AmbiguousName):
        raise _ambiguous(text, failure)
    try:
        anywhere = find(text, as_of=day)
    except AmbiguousName as error:
        raise _ambiguous(text, error) from error
    except UnknownName as error:
        raise (failure if failure is not None and failure.suggestion else error) from error
    if failure is not None and not fold_name(text).startswith(anywhere.prefecture.name):
        raise failure
    return anywhere


def _ambiguous(text: str, error: AmbiguousName) -> InvalidValue:
    candidates = error.params["candidates"]
    return InvalidValue("procurement.ambiguous_participant", value=text, name=text, candidates=candidates)


def full_names(bodies: Iterable[Government]) -> tuple[str, ...]:
    """Bodies as a repair names them."""
    return tuple(f"{body.full_name}（{body.code}）" for body in bodies)


def not_yet(code: LocalGovernmentCode, day: PartialDate) -> tuple[str, ...] | None:
    """What was in the place of a body that did not exist yet on a day; None if it did, or if that is not known."""
    try:
        get(code, as_of=max(day.end, HISTORY_FROM))
    except UnknownCode as error:
        return full_names(predecessors(code)) if error.code == "governments.code_not_yet" else None
    return None


def whole_area(code: LocalGovernmentCode) -> str:
    """One code for a body whose whole area bore another code before or bears another since: the lower of the two."""
    other = same_area().get(code)
    return code if other is None else min(code, other[0])
