"""Fields of the records of this room: how texts, dates, links and vocabularies are read from JSON and written to it."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    PlainSerializer,
    StringConstraints,
    WithJsonSchema,
)

from chiho_digital.basics import MAX_YEN, PartialDate, TaxBasis, Text
from chiho_digital.basics.shown_records import YEN
from chiho_digital.tables import Link, WebAddress
from chiho_digital.tables.json_schema import ADDRESS, PARTIAL_DATE

from .kinds import kind_of
from .units import unit_of

__all__ = ["Address", "Basis", "Day", "Identifier", "Kinds", "PageLink", "Said", "Unit", "Words", "Yen"]


def _read_day(value: object) -> object:
    return PartialDate.parse(value) if isinstance(value, str) else value


def _read_text(value: Any) -> Any:
    match value:
        case str(words):
            return Text(words, words)
        case {"ja": str(ja), "en": str(en), **others} if not others:
            return Text(ja, en)
        case _:
            return value


def _read_link(value: Any) -> Any:
    match value:
        case str(url):
            return Link(WebAddress().read(url))
        case {"url": str(url), **others} if set(others) <= {"remark"}:
            remark = others.get("remark")
            return Link(WebAddress().read(url), remark) if isinstance(remark, str | None) else value
        case _:
            return value


def _read_address(value: str) -> str:
    return WebAddress().read(value)


def _kind_ids(spellings: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(kind_of(spelling).id for spelling in spellings))


def _unit_id(text: str) -> str:
    return unit_of(text).id


def _text_to_json(text: Text) -> dict[str, str]:
    return text.to_dict()


def _link_to_json(link: Link) -> dict[str, str | None]:
    return {"url": link.url, "remark": link.remark}


def _enumeration(labels: dict[str, str]) -> dict[str, Any]:
    said = "、".join(f"{value}＝{label}" for value, label in labels.items())
    return {"type": "string", "enum": list(labels), "description": said}


Identifier = Annotated[str, StringConstraints(pattern="^[a-z0-9][a-z0-9-]*$", max_length=100)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4_000)]
Yen = Annotated[int, Field(strict=True, ge=0, le=MAX_YEN), YEN]
Kinds = Annotated[tuple[Words, ...], Field(min_length=1), AfterValidator(_kind_ids)]
Unit = Annotated[Words, AfterValidator(_unit_id)]
Basis = Annotated[TaxBasis, WithJsonSchema(_enumeration({basis.value: basis.label.ja for basis in TaxBasis}))]
Address = Annotated[
    str, AfterValidator(_read_address), WithJsonSchema({"type": "string", "pattern": ADDRESS})
]
_DAYS = ["2025-04-01", "2025-04", "2025", "FY2025"]
Day = Annotated[
    PartialDate,
    BeforeValidator(_read_day),
    PlainSerializer(str, return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "examples": [*_DAYS, "令和7年度"]}, mode="validation"),
    WithJsonSchema({"type": "string", "pattern": PARTIAL_DATE, "examples": _DAYS}, mode="serialization"),
]
Said = Annotated[
    Text,
    BeforeValidator(_read_text),
    PlainSerializer(_text_to_json, when_used="json"),
    WithJsonSchema(
        {
            "type": "object",
            "properties": {
                "ja": {"type": "string", "title": "日本語", "description": "日本語の文。"},
                "en": {"type": "string", "title": "英語", "description": "英語の文。"},
            },
            "required": ["ja", "en"],
            "additionalProperties": False,
        }
    ),
]
PageLink = Annotated[
    Link,
    BeforeValidator(_read_link),
    PlainSerializer(_link_to_json, when_used="json"),
    WithJsonSchema(
        {
            "type": "object",
            "properties": {
                "url": {
                    "type": "string",
                    "pattern": ADDRESS,
                    "title": "アドレス",
                    "description": "ページのアドレス。",
                },
                "remark": {
                    "type": ["string", "null"],
                    "title": "注記",
                    "description": "ページについての注記。",
                },
            },
            "required": ["url"],
            "additionalProperties": False,
        }
    ),
]
