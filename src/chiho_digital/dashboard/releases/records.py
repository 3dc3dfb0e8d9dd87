"""The records of a release: its opening, and everything that can happen to it, each with its day."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, ClassVar, Literal, Self, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    WithJsonSchema,
    model_validator,
)

from chiho_digital.basics import InvalidValue
from chiho_digital.basics.shown_records import ShownRecord
from chiho_digital.governments import LocalGovernmentCode
from chiho_digital.procurement import CaseRow
from chiho_digital.tables import Words as WordsCell

from .contents import field_named

__all__ = [
    "Acceptance",
    "Answer",
    "Confirmation",
    "Correction",
    "CorrectionLink",
    "Event",
    "Identifier",
    "Objection",
    "Opening",
    "Preview",
    "Publication",
    "Reason",
    "Record",
    "Withdrawal",
    "Words",
    "made",
    "words",
]

_LONGEST = 4_000
_ID = "[a-z0-9][a-z0-9-]*"
_LONGEST_PREVIEW = 366  # days; longer ones are slips


def words(text: str) -> str:
    """A text without the blanks around it, neither empty nor too long."""
    if not text.strip():
        raise InvalidValue("dashboard.words_missing")
    return WordsCell(_LONGEST).read(text.strip())


def _identifier(text: str) -> str:
    """A name of ASCII letters, digits and hyphens."""
    return WordsCell(100, _ID).read(text)


def _words_of_objection(text: str) -> str:
    if not text.strip():
        raise InvalidValue("dashboard.objection_without_words")
    return words(text)


def _days(days: int) -> int:
    if not 1 <= days <= _LONGEST_PREVIEW:
        raise InvalidValue("dashboard.preview_days", value=days, most=_LONGEST_PREVIEW)
    return days


_SOME_WORDS = WithJsonSchema({"type": "string", "minLength": 1, "maxLength": _LONGEST})
Words = Annotated[str, AfterValidator(words), _SOME_WORDS]
Identifier = Annotated[
    str,
    AfterValidator(_identifier),
    WithJsonSchema({"type": "string", "pattern": f"^{_ID}$", "maxLength": 100}),
]
_Row = Annotated[str, Field(title="行", description="事例の行の事例ID。")]
_FieldName = Annotated[str, AfterValidator(field_named)]


_Record = TypeVar("_Record", bound="Record")


class Record(ShownRecord, BaseModel):
    """Base of the records of this room's releases and opinions."""

    model_config: ClassVar[ConfigDict] = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class Opening(Record):
    """The draft with which a release begins (下書き). Strictly read-only.

    id: its name.  by: who publishes it, an organisation.  rows: the case rows, in order.
    """

    model_config: ClassVar[ConfigDict] = ConfigDict(
        title="下書き", json_schema_extra={"description": "公開するデータセットの最初の内容。"}
    )

    id: Annotated[
        Identifier,
        Field(title="データセットID", description="データセットの名前。英小文字・数字・ハイフン。"),
    ]
    day: Annotated[date, Field(title="作成日", description="下書きを作成した日。")]
    by: Annotated[Words, Field(title="公開者", description="公開する組織。個人名は書かない。")]
    rows: Annotated[tuple[CaseRow, ...], Field(title="行", description="共同調達事例の行。")]


class _Event(Record):
    day: Annotated[date, Field(title="日付", description="あった日。")]


class Preview(_Event):
    """A preview by the local governments concerned (事前確認), from its day on. Strictly read-only.

    days: how long, first and last day included; the publisher states it.
    """

    model_config: ClassVar[ConfigDict] = ConfigDict(
        title="事前確認", json_schema_extra={"description": "関係団体が内容を確かめる期間を開く。"}
    )

    event: Annotated[Literal["preview"], Field(title="出来事", description="種類の名前。")] = "preview"
    days: Annotated[
        int,
        Field(strict=True),
        AfterValidator(_days),
        WithJsonSchema({"type": "integer", "minimum": 1, "maximum": _LONGEST_PREVIEW}),
        Field(title="日数", description="期間の日数。初日と最終日を含む。"),
    ]

    @property
    def last(self) -> date:
        """The last day on which an answer counts."""
        return date.fromordinal(min(self.day.toordinal() + self.days - 1, date.max.toordinal()))


class _OnRow(_Event):
    row: _Row


class _ByBody(_OnRow):
    body: Annotated[LocalGovernmentCode, Field(title="団体", description="団体の全国地方公共団体コード。")]


class Confirmation(_ByBody):
    """A body says that a row is right (確認). Strictly read-only."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        title="確認", json_schema_extra={"description": "団体が行の内容を正しいと確かめた。"}
    )

    event: Annotated[Literal["confirmation"], Field(title="出来事", description="種類の名前。")] = (
        "confirmation"
    )


class Objection(_ByBody):
    """A body says that a row is wrong (異議). Strictly read-only.

    words: why.  field, value: what should stand there as text, if the body says so; a field without a value: blank.
    """

    model_config: ClassVar[ConfigDict] = ConfigDict(
        title="異議", json_schema_extra={"description": "団体が行の内容に異議を述べた。"}
    )

    event: Annotated[Literal["objection"], Field(title="出来事", description="種類の名前。")] = "objection"
    words: Annotated[
        str,
        AfterValidator(_words_of_objection),
        _SOME_WORDS,
        Field(title="内容", description="異議の内容と理由。"),
    ]
    field: Annotated[
        _FieldName | None,
        Field(title="項目", description="直すべき項目名（英字）。示さないときは null。"),
    ] = None
    value: Annotated[
        str | None,
        Field(title="正しい値", description="項目に書くべき値。項目を示して null なら空欄にすべきこと。"),
    ] = None

    @model_validator(mode="after")
    def _value_of_a_field(self) -> Self:
        if self.field is None and self.value is not None:
            raise InvalidValue("dashboard.value_without_field", value=self.value)
        return self


class Withdrawal(_ByBody):
    """A body withdraws its objection (異議の取下げ). Strictly read-only."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        title="異議の取下げ", json_schema_extra={"description": "団体が自らの異議を取り下げた。"}
    )

    event: Annotated[Literal["withdrawal"], Field(title="出来事", description="種類の名前。")] = "withdrawal"


class Acceptance(_ByBody):
    """A body accepts a correction as settling its objection (修正の受入れ). Strictly read-only.

    It does not confirm the row.
    """

    model_config: ClassVar[ConfigDict] = ConfigDict(
        title="修正の受入れ",
        json_schema_extra={"description": "団体が、修正によって自らの異議が解決したと認めた。"},
    )

    event: Annotated[Literal["acceptance"], Field(title="出来事", description="種類の名前。")] = "acceptance"


class Correction(_OnRow):
    """A field of a row is corrected (修正). Strictly read-only.

    old, new: the values as text; None is a blank cell.  by: who corrected it, an organisation.
    """

    model_config: ClassVar[ConfigDict] = ConfigDict(
        title="修正", json_schema_extra={"description": "行の一つの項目を直した。"}
    )

    event: Annotated[Literal["correction"], Field(title="出来事", description="種類の名前。")] = "correction"
    field: Annotated[_FieldName, Field(title="項目", description="直した項目名（英字）。")]
    old: Annotated[str | None, Field(title="旧", description="直す前の値。空欄は null。")]
    new: Annotated[str | None, Field(title="新", description="直した後の値。空欄は null。")]
    reason: Annotated[Words, Field(title="理由", description="直した理由。")]
    by: Annotated[Words, Field(title="修正者", description="直した組織。個人名は書かない。")]


class Reason(Record):
    """Why a row is published although a body objects to it (異議があるまま公開する理由). Strictly read-only."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        title="公開の理由", json_schema_extra={"description": "異議があるまま行を公開する理由。"}
    )

    row: _Row
    words: Annotated[Words, Field(title="理由", description="公開する理由。")]


class Publication(_Event):
    """The rows are published as they stand (公開). Strictly read-only.

    reasons: one for each row to which a body objects.
    """

    model_config: ClassVar[ConfigDict] = ConfigDict(
        title="公開", json_schema_extra={"description": "その時点の内容を公開した。"}
    )

    event: Annotated[Literal["publication"], Field(title="出来事", description="種類の名前。")] = (
        "publication"
    )
    reasons: Annotated[
        tuple[Reason, ...], Field(title="理由", description="異議がある行を公開する理由。行ごとに一つ。")
    ] = ()


Answer = Confirmation | Objection | Withdrawal | Acceptance
Event = Annotated[Preview | Answer | Correction | Publication, Field(discriminator="event")]


class CorrectionLink(Record):
    """Which correction is meant (修正への参照): that of a field of a row of a release on a day. Strictly read-only."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        title="修正への参照", json_schema_extra={"description": "どのデータセットのどの修正か。"}
    )

    release: Annotated[Identifier, Field(title="データセットID", description="データセットの名前。")]
    row: _Row
    field: Annotated[_FieldName, Field(title="項目", description="直した項目名（英字）。")]
    day: Annotated[date, Field(title="日付", description="直した日。")]


def made(record: type[_Record], **values: Any) -> _Record:
    """A record of values that a caller has given.

    Raises:
        InvalidValue: what a field says of its value.
        pydantic.ValidationError: a value is of another type.
    """
    try:
        return record(**values)
    except ValidationError as error:
        for problem in error.errors():
            cause = problem.get("ctx", {}).get("error")
            if isinstance(cause, InvalidValue):
                raise cause.at(*problem["loc"]) from None
        raise
