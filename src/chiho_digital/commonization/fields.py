"""What the records of this room share: their base, and how identifiers, dates, years and vocabularies are read and written."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Self, cast

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    ModelWrapValidatorHandler,
    PlainSerializer,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)

from chiho_digital.basics import FiscalYear, LabelledEnum, PartialDate, Precision
from chiho_digital.basics.shown_records import ShownRecord
from chiho_digital.rules import InvalidFacts
from chiho_digital.systems.fields import Day as _Day
from chiho_digital.systems.fields import Words

from .years import FIRST_YEAR, LAST_YEAR, ProposalYear

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable

    from chiho_digital.basics import InvalidValue

__all__ = [
    "Day",
    "Fiscal",
    "Identifier",
    "LongText",
    "Record",
    "Words",
    "Year",
    "choices",
    "collecting",
    "raise_problems",
    "titled",
]


def _read_day(value: object) -> object:
    return PartialDate(value, Precision.DAY) if type(value) is date else value


def _read_year(value: object) -> ProposalYear:
    if isinstance(value, ProposalYear):
        return value
    return ProposalYear.parse(value) if isinstance(value, str) else ProposalYear(cast("int", value))


def _read_fiscal_year(value: object) -> FiscalYear:
    if isinstance(value, FiscalYear):
        return value
    return FiscalYear.parse(value) if isinstance(value, str) else FiscalYear(cast("int", value))


def choices(members: Iterable[LabelledEnum]) -> WithJsonSchema:
    """The JSON Schema of a closed vocabulary, its members named in Japanese."""
    listed = list(members)
    said = "、".join(f"{member.value}＝{member.label.ja}" for member in listed)
    return WithJsonSchema(
        {"type": "string", "enum": [member.value for member in listed], "description": said}
    )


def titled(title: str, description: str) -> ConfigDict:
    """What a record is called and what it is, for its JSON Schema."""
    return ConfigDict(title=title, json_schema_extra={"description": description})


Identifier = Annotated[str, StringConstraints(pattern="^[A-Za-z0-9][A-Za-z0-9_-]*$", max_length=100)]
Day = Annotated[_Day, BeforeValidator(_read_day)]
# Not stripped: its characters are counted as they were given.
LongText = Annotated[str, StringConstraints(pattern=r"\S", max_length=100_000)]
Year = Annotated[
    ProposalYear,
    BeforeValidator(_read_year),
    PlainSerializer(lambda year: cast("ProposalYear", year).year, return_type=int, when_used="json"),
    WithJsonSchema({"type": "integer", "minimum": FIRST_YEAR, "maximum": LAST_YEAR}),
]
Fiscal = Annotated[
    FiscalYear,
    BeforeValidator(_read_fiscal_year),
    PlainSerializer(lambda year: cast("FiscalYear", year).year, return_type=int, when_used="json"),
    WithJsonSchema({"type": "integer", "minimum": 1886, "maximum": 9998}),
]

_COLLECTING: ContextVar[bool] = ContextVar("collecting", default=False)


@contextmanager
def collecting() -> Generator[None]:
    """While it lasts, records are made whatever is wrong within them: the outermost then names all of it at once."""
    token = _COLLECTING.set(True)
    try:
        yield
    finally:
        _COLLECTING.reset(token)


class Record(ShownRecord, BaseModel):
    """Base of the records of this room: frozen, closed, and naming all that is wrong in them at once.

    `problems` of a record includes those of the records in it.
    """

    model_config: ClassVar[ConfigDict] = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    def with_(self, **changes: Any) -> Self:
        """The same record with some fields changed, checked as a new one.

        Raises:
            pydantic.ValidationError: as for a new record.
        """
        return type(self).model_validate({**dict(self), **changes})

    def problems(self) -> Iterable[InvalidValue]:
        """What is wrong with the record, each with the field as its path."""
        return ()

    @model_validator(mode="wrap")
    @classmethod
    def _together(cls, data: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        if _COLLECTING.get():
            return handler(data)
        with collecting():  # so that the records in it leave it to this one to name what is wrong
            record = handler(data)
        if found := list(record.problems()):
            raise InvalidFacts(found)
        return record


def raise_problems(problems: Iterable[InvalidValue]) -> None:
    """The one problem, or one error that names all of them, if there are any.

    Raises:
        InvalidValue: there are.
    """
    found = list(problems)
    if len(found) == 1:
        raise found[0]
    if found:
        raise InvalidFacts(found)
