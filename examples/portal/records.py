"""What people type, as values and records of the library: its readers, and its refusals beside the fields they belong to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from chiho_digital import governments
from chiho_digital.basics import ChihoDigitalError, FiscalYear, Text, fold, parse_yen
from chiho_digital.governments import Government, GovernmentKind

from .forms import Answers

__all__ = ["Place", "body_named", "read", "record", "told", "year_of", "yen_of"]

T = TypeVar("T")
R = TypeVar("R", bound=BaseModel)
Place = tuple[str | int, ...]


def told(error: ChihoDigitalError) -> Text:
    """What an error of the library says, without the place, which its field shows."""
    alone = error if not error.path else type(error)(error.code, value=error.value, **error.params)
    return Text(alone.message("ja"), alone.message("en"))


def read(answers: Answers, name: str, reader: Callable[[str], T], longest: int = 100) -> T | None:
    """What a reader makes of a field; None if it is blank or refused, which its error then says."""
    text = answers.text(name, longest)
    if text is None:
        return None
    try:
        return reader(text)
    except ChihoDigitalError as error:
        answers.errors[name] = told(error)
        return None


def yen_of(answers: Answers, name: str) -> int | None:
    """An amount from 0 on, as people write it: 1,200万円."""
    amount = read(answers, name, parse_yen)
    if amount is not None and amount < 0:
        answers.errors[name] = "errors.number"
        return None
    return amount


def year_of(text: str) -> FiscalYear:
    """A fiscal year as it is written; here a bare number can only be one."""
    number = fold(text)
    return FiscalYear(int(number)) if number.isascii() and number.isdecimal() else FiscalYear.parse(text)


def body_named(text: str) -> Government:
    """The body that a code or a name means; of a ward, its city.

    Raises:
        ChihoDigitalError: there is none, or several bear the name.
    """
    plain = fold(text)
    body = governments.get(plain) if plain.isascii() and plain.isdecimal() else governments.find(text)
    return body.parent or body if body.kind is GovernmentKind.WARD else body


def record(
    model: type[R],
    values: Mapping[str, Any],
    errors: dict[str, str | Text],
    field_of: Callable[[Place], str],
) -> R | None:
    """A record of the library; None where it is refused, with the reasons in `errors`.

    field_of: the field of the form in which something at a place of the record was typed.
    """
    try:
        return model.model_validate(values)
    except ValidationError as error:
        for place, said in _refusals(error):
            errors.setdefault(field_of(place), said)
        return None


def _refusals(error: ValidationError) -> Iterator[tuple[Place, str | Text]]:
    for found in error.errors(include_url=False, include_input=False):
        own = found.get("ctx", {}).get("error")
        if not isinstance(own, ChihoDigitalError):
            yield found["loc"], "errors.value"
            continue
        for problem in getattr(own, "problems", ()) or (own,):
            yield (*found["loc"], *problem.path), told(problem)
