"""What the records of this room are made of: the base of all, and fields for years, yen, percentages and words."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Self, cast

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    WithJsonSchema,
    model_validator,
)

from chiho_digital.basics import MAX_YEN, FiscalYear
from chiho_digital.basics.shown_records import YEN, ShownRecord
from chiho_digital.governments import GovernmentKind, LocalGovernmentCode, get
from chiho_digital.rules import InvalidFacts

from .vocabulary import BodyKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chiho_digital.basics import InvalidValue
    from chiho_digital.rules import Fact

__all__ = ["Percent", "Record", "Words", "Year", "Yen", "asked", "kind_of"]


def _read_year(value: object) -> FiscalYear:
    if isinstance(value, FiscalYear):
        return value
    return FiscalYear.parse(value) if isinstance(value, str) else FiscalYear(cast("int", value))


Year = Annotated[
    FiscalYear,
    BeforeValidator(_read_year),
    PlainSerializer(lambda year: cast("FiscalYear", year).year, return_type=int),
    WithJsonSchema({"type": "integer", "minimum": 1886, "maximum": 9998}),
]
Yen = Annotated[int, Field(strict=True, ge=0, le=MAX_YEN), YEN]
Percent = Annotated[Decimal, Field(decimal_places=2, ge=-10_000, le=10_000)]
Words = Annotated[str, Field(min_length=1, max_length=4_000)]


def asked(fact: Fact[Any]) -> Any:
    """The title and the description of a field that a fact of the rules is: what the rules ask, in Japanese."""
    return Field(title=fact.definition.label.ja, description=f"{fact.definition.question.ja}不明は null。")


class Record(ShownRecord, BaseModel):
    """Base of the records of this room: frozen, without unknown fields, all contradictions named at once."""

    model_config: ClassVar[ConfigDict] = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    def with_(self, **changes: object) -> Self:
        """The same record with some fields changed, checked as a new one.

        Raises:
            pydantic.ValidationError: as for a new record.
        """
        return type(self).model_validate({**dict(self), **changes})

    def _contradictions(self) -> Iterable[InvalidValue]:
        return ()

    @model_validator(mode="after")
    def _together(self) -> Self:
        if problems := list(self._contradictions()):
            raise InvalidFacts(problems)
        return self


def kind_of(body: LocalGovernmentCode | None) -> BodyKind | None:
    """The kind of a body of the registry; None without a code."""
    if body is None:
        return None
    match get(body).kind:
        case GovernmentKind.PREFECTURE:
            return BodyKind.PREFECTURE
        case GovernmentKind.DESIGNATED_CITY:
            return BodyKind.DESIGNATED_CITY
        case GovernmentKind.SPECIAL_WARD:
            return BodyKind.SPECIAL_WARD
        case GovernmentKind.WARD | GovernmentKind.NORTHERN_VILLAGE:
            return BodyKind.NOT_A_LOCAL_GOVERNMENT
        case _:
            return BodyKind.MUNICIPALITY
