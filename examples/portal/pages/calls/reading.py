"""Reading forms of calls: dates, yen, bodies, kinds; and why the library refuses something, in words for those who fill them in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import TypeVar

from fastapi import Request
from pydantic import ValidationError

from chiho_digital import governments
from chiho_digital.basics import (
    MAX_YEN,
    ChihoDigitalError,
    InvalidValue,
    Text,
    era_date,
    fold,
    parse_date,
    parse_yen,
    phrase,
)
from chiho_digital.governments import Government, GovernmentKind
from chiho_digital.systems import SystemKind, kind_of, kinds

from ...forms import Answers
from ...portal import Portal, login_of
from ...words import LANGUAGES

__all__ = [
    "bodies_in",
    "day_in",
    "day_words",
    "known_kinds",
    "own_body",
    "problems",
    "refuse",
    "said",
    "yen_in",
]

_MOST_BODIES = 2_000
_BETWEEN = re.compile(r"[\s,、，;；/／]+")
_WEEKDAYS = "月火水木金土日"
_T = TypeVar("_T")

# The library's sentences for these name its own functions; here nobody calls them.
_OURS = {
    "procurement.call_after_deadline": "refusal.after_deadline",
    "procurement.call_not_invited": "refusal.not_invited",
    "procurement.call_answered_twice": "refusal.answered_today",
    "procurement.call_nobody_joins": "refusal.nobody_joins",
    "procurement.sharing_remainder_rounding": "refusal.remainder_down",
    "procurement.sharing_growth": "refusal.twice",
    "procurement.sharing_fractions": "refusal.part",
}


def said(portal: Portal, error: ChihoDigitalError) -> Text:
    """Why the library refuses something."""
    ours = _OURS.get(error.code)
    if ours is not None:
        words = portal.words.texts[ours]
        params = {"value": error.value, **error.params}
        in_words = {name: day_words(one) if isinstance(one, date) else one for name, one in params.items()}
        return Text(
            *(
                words.to(lang).format_map({name: phrase(one, lang) for name, one in in_words.items()})
                for lang in LANGUAGES
            )
        )
    bare = type(error)(error.code, value=error.value, suggestion=error.suggestion, **error.params)
    return Text(bare.message("ja"), bare.message("en"))


def problems(error: InvalidValue | ValidationError) -> Iterator[InvalidValue]:
    """Each single thing that the library found wrong."""
    if isinstance(error, ValidationError):
        for one in error.errors():
            found = one.get("ctx", {}).get("error")
            if not isinstance(found, InvalidValue):
                raise error  # a form of ours let something pass that is none of its fields
            yield from problems(found)
        return
    several: tuple[InvalidValue, ...] = error.params.get("errors", (error,))
    yield from several


def refuse(portal: Portal, answers: Answers, name: str, error: InvalidValue | ValidationError) -> None:
    """Puts all that the library found wrong beside one field."""
    found = [said(portal, one) for one in problems(error)]
    answers.errors[name] = Text(" ".join(one.ja for one in found), " ".join(one.en for one in found))


def own_body(portal: Portal, request: Request) -> Government:
    """The body that is logged in, and may write.

    Raises:
        HTTPException: as `login_of`.
    """
    session = portal.session(request)
    return governments.get(login_of(portal, request, session.holder.body if session else "").holder.body)


def day_words(day: date) -> Text:
    """A day as it is written on paper, with its day of the week."""
    return Text(f"{era_date(day)}（{_WEEKDAYS[day.weekday()]}）", day.strftime("%a %Y-%m-%d"))


def day_in(portal: Portal, answers: Answers, name: str) -> date | None:
    """A date, western or of an era."""
    return _read(portal, answers, name, parse_date)


def yen_in(portal: Portal, answers: Answers, name: str) -> int | None:
    """An amount from 0 on, as people write it: 1,000万円."""
    amount = _read(portal, answers, name, parse_yen)
    if amount is not None and not 0 <= amount <= MAX_YEN:
        answers.errors[name] = "costs.yen_error"
        return None
    return amount


def _read(portal: Portal, answers: Answers, name: str, reader: Callable[[str], _T]) -> _T | None:
    text = answers.text(name)
    if text is None:
        return None
    try:
        return reader(text)
    except InvalidValue as error:
        answers.errors[name] = said(portal, error)
        return None


def bodies_in(portal: Portal, answers: Answers, name: str) -> list[Government]:
    """Bodies by codes or names, as they were typed; each once."""
    words = [word for word in _BETWEEN.split(answers.text(name, 10_000) or "") if word]
    if len(words) > _MOST_BODIES:
        answers.errors[name] = "calls.too_many_bodies"
        return []
    try:
        return unique(body_named(word) for word in words)
    except ChihoDigitalError as error:
        answers.errors[name] = said(portal, error)
        return []


def unique(bodies: Iterable[Government]) -> list[Government]:
    """Bodies in their order, each once."""
    return list({body.code: body for body in bodies}.values())


def body_named(word: str) -> Government:
    """The prefecture or municipality that a code or a name means.

    Raises:
        ChihoDigitalError: it means none, or several; near names are suggested.
    """
    plain = fold(word)
    body = governments.get(plain) if plain.isdecimal() else governments.find(plain)
    if body.kind is GovernmentKind.WARD and body.parent is not None:
        expected = Text("都道府県か市区町村", "prefecture or municipality")
        raise InvalidValue("governments.wrong_kind", value=body.full_name, expected=expected)
    return body


def known_kinds() -> dict[str, Text]:
    """The kinds of the vocabulary, by id."""
    return {kind.id: kind.label for kind in kinds()}


def kind_in(answers: Answers) -> SystemKind | None:
    """The kind that was chosen, or the one that was written because the list does not hold it."""
    chosen = answers.choice("kind", known_kinds())
    written = answers.text("other_kind", 100)
    if chosen and written:
        answers.errors.setdefault("other_kind", "calls.kind_twice")
    elif not (chosen or written) and not {"kind", "other_kind"} & answers.errors.keys():
        answers.errors["kind"] = "calls.kind_missing"
    name = chosen or written
    return None if name is None else kind_of(name)
