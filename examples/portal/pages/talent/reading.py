"""What these pages read from their forms with the library's own readers: bodies, yen, dates, fiscal years."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from pydantic import ValidationError

from chiho_digital import governments
from chiho_digital.basics import (
    MAX_YEN,
    ChihoDigitalError,
    InvalidValue,
    LabelledEnum,
    Lang,
    Text,
    fold,
    parse_date,
    parse_yen,
)
from chiho_digital.governments import Government, GovernmentKind

from ...forms import Answers
from ...portal import Portal

__all__ = ["body_of_text", "day_of", "options", "problems_of", "said", "year_of", "yen_of"]


def said(error: ChihoDigitalError) -> Text:
    """What the library says of a value, without the place where it stood: that is the field."""
    error.path = ()
    return Text(error.message("ja"), error.message("en"))


def body_of_text(answers: Answers, name: str = "body") -> Government | None:
    """The prefecture or municipality that a name or code means; a ward stands for its city. None if blank or not readable."""
    text = answers.text(name, 40)
    if text is None:
        return None
    code = fold(text)
    try:
        found = governments.get(code) if code.isdecimal() else governments.find(text)
    except (
        governments.UnknownName,
        governments.AmbiguousName,
        governments.UnknownCode,
        InvalidValue,
    ) as error:
        answers.errors[name] = said(error)
        return None
    found = found.parent or found if found.kind is GovernmentKind.WARD else found
    if found.kind is GovernmentKind.NORTHERN_VILLAGE:
        answers.errors[name] = "talent.refused"
        return None
    return found


def yen_of(answers: Answers, name: str) -> int | None:
    """An amount in yen from 0 on, as people write it (1,200万円); None if the field is blank."""
    text = answers.text(name, 40)
    if text is None:
        return None
    try:
        amount = parse_yen(text)
    except InvalidValue as error:
        answers.errors[name] = said(error)
        return None
    if not 0 <= amount <= MAX_YEN:
        answers.errors[name] = "talent.bad_yen"
        return None
    return amount


def day_of(answers: Answers, name: str) -> date | None:
    """A day, western or of an era; None if the field is blank."""
    text = answers.text(name, 40)
    if text is None:
        return None
    try:
        return parse_date(text)
    except InvalidValue as error:
        answers.errors[name] = said(error)
        return None


def year_of(answers: Answers, name: str, years: range) -> int | None:
    """A fiscal year of those offered; None if the field is blank."""
    text = answers.choice(name, {str(year) for year in years})
    return None if text is None else int(text)


def problems_of(error: ValidationError, words: Mapping[str, str], default: str) -> dict[str, str]:
    """The fields of a record that the library refuses, each with the key of the words that say why."""
    names: list[str] = []
    for one in error.errors(include_url=False, include_input=False):
        found: Any = one.get("ctx", {}).get("error")
        paths = [problem.path for problem in getattr(found, "problems", ())] or [one["loc"]]
        names += [str(path[0]) if path else default for path in paths]
    return {name: words.get(name, "talent.refused") for name in names}


def options(portal: Portal, kind: type[LabelledEnum | bool], lang: Lang) -> list[tuple[str, str]]:
    """The answers to a question as options of a choice; yes and no for what is true or not."""
    if issubclass(kind, LabelledEnum):
        return [(member.value, member.label.to(lang)) for member in kind]
    words = portal.words.texts
    return [("yes", words["talent.yes"].to(lang)), ("no", words["talent.no"].to(lang))]
