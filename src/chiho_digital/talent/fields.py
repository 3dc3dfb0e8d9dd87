"""What the records of this room share: their base, and how identifiers, years, money and vocabularies are read and written.

Records hold identifiers of people, never names or contacts; join those on your own side. Free text stays out of `repr`, and
errors do not repeat what was given.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Self, cast

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)

from chiho_digital.basics import MAX_YEN, FiscalYear, InvalidValue, LabelledEnum, fold
from chiho_digital.basics.shown_records import YEN, ShownRecord
from chiho_digital.governments import GovernmentKind, LocalGovernmentCode, UnknownCode, get
from chiho_digital.rules import InvalidFacts

from .terms import CHANNELS, FIELDS, SHAPES
from .vocabulary import BodyKind

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable
    from datetime import date

__all__ = [
    "ID_PATTERN",
    "Body",
    "Channel",
    "FieldOfSkill",
    "Hours",
    "Identifier",
    "Record",
    "Remark",
    "Shape",
    "Share",
    "Words",
    "Year",
    "Yen",
    "choices",
    "collecting",
    "kind_of",
    "period_problems",
    "share_problems",
]

ID_PATTERN = "[A-Za-z0-9][A-Za-z0-9_-]*"
"""No name in Japanese and no address of mail fits it."""


_DIGITS = re.compile("[0-9-]*", re.ASCII)
_YEAR = re.compile("(?:FY|[MTSHR]|明治|大正|昭和|平成|令和)?(?:元|[0-9]{1,4})(?:年度)?")


def _read_year(value: object) -> FiscalYear:
    if isinstance(value, FiscalYear):
        return value
    if isinstance(value, str) and not _YEAR.fullmatch(fold(value)):
        raise InvalidValue("talent.no_year")
    return FiscalYear.parse(value) if isinstance(value, str) else FiscalYear(cast("int", value))


def _read_code(value: object) -> object:
    """A code that is plainly none is refused without repeating what was given."""
    if isinstance(value, str) and not _DIGITS.fullmatch(fold(value)):
        raise InvalidValue("talent.no_code")
    return value


def choices(kind: type[LabelledEnum]) -> WithJsonSchema:
    """The JSON Schema of a closed vocabulary, its members named in Japanese."""
    said = "、".join(f"{member.value}＝{member.label.ja}" for member in kind)
    return WithJsonSchema({"type": "string", "enum": [member.value for member in kind], "description": said})


Identifier = Annotated[str, StringConstraints(pattern=f"^{ID_PATTERN}$", max_length=100)]
Body = Annotated[LocalGovernmentCode, BeforeValidator(_read_code)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4_000)]
Remark = Annotated[Words | None, Field(repr=False)]
Yen = Annotated[int, Field(strict=True, ge=0, le=MAX_YEN), YEN]
Shape = Annotated[Words, AfterValidator(SHAPES.id_of)]
FieldOfSkill = Annotated[Words, AfterValidator(FIELDS.id_of)]
Channel = Annotated[Words, AfterValidator(CHANNELS.id_of)]
Year = Annotated[
    FiscalYear,
    BeforeValidator(_read_year),
    PlainSerializer(lambda year: cast("FiscalYear", year).year, return_type=int, when_used="json"),
    WithJsonSchema({"type": "integer", "minimum": 1886, "maximum": 9998}),
]
# Their bounds are checked by the record, whose message names person and dates.
Share = Annotated[int, Field(strict=True), WithJsonSchema({"type": "integer", "minimum": 1, "maximum": 100})]
Hours = Annotated[int, Field(strict=True), WithJsonSchema({"type": "integer", "minimum": 0})]


_COLLECTING: ContextVar[bool] = ContextVar("collecting", default=False)


@contextmanager
def collecting() -> Generator[None]:
    """While it lasts, records are made whatever contradicts within them: a ledger then names all of it at once."""
    token = _COLLECTING.set(True)
    try:
        yield
    finally:
        _COLLECTING.reset(token)


class Record(ShownRecord, BaseModel):
    """Base of the records of this room: frozen, closed, and silent about what was given where it is wrong."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        frozen=True, extra="forbid", arbitrary_types_allowed=True, hide_input_in_errors=True
    )

    def with_(self, **changes: Any) -> Self:
        """The same record with some fields changed, checked as a new one.

        Raises:
            pydantic.ValidationError: as for a new record.
        """
        return type(self).model_validate({**dict(self), **changes})

    def problems(self) -> Iterable[InvalidValue]:
        """What is wrong with the record across its fields, each with the field as its path."""
        return ()

    @model_validator(mode="after")
    def _together(self) -> Self:
        if not _COLLECTING.get() and (found := list(self.problems())):
            raise InvalidFacts(found)
        return self


def kind_of(code: LocalGovernmentCode | None) -> BodyKind | None:
    """The kind of a body by its code; None without one.

    Raises:
        InvalidValue: the registry knows no such body; its successors are suggested.
    """
    if code is None:
        return None
    try:
        kind = get(code).kind
    except UnknownCode as error:
        raise InvalidValue(
            error.code, value=error.value, suggestion=error.suggestion, **error.params
        ) from None
    match kind:
        case GovernmentKind.PREFECTURE:
            return BodyKind.PREFECTURE
        case GovernmentKind.SPECIAL_WARD:
            return BodyKind.SPECIAL_WARD
        case _:
            return BodyKind.MUNICIPALITY if kind.is_municipality else BodyKind.OTHER


def period_problems(who: str, start: date | None, end: date | None) -> Iterable[InvalidValue]:
    """Whether a period ends before it starts. who: the identifier of the record."""
    if start and end and end < start:
        yield InvalidValue("talent.period_reversed", value=end, who=who, start=start).at("end")


def share_problems(who: str, share: int | None) -> Iterable[InvalidValue]:
    """Whether a share of time is no share. who: the identifier of the record."""
    if share is not None and not 1 <= share <= 100:
        repair = 100 if share > 100 else None
        yield InvalidValue("talent.share_bounds", value=share, who=who, suggestion=repair).at("time_share")
