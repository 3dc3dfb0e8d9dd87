"""Closed vocabularies whose members carry their names in both languages."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, Self

from .text import Text
from .titles import japanese_title

__all__ = ["LabelledEnum"]


class LabelledEnum(StrEnum):
    """An enumeration whose members are written `NAME = "value", "日本語", "English"` (名称つき区分値).

    >>> class Colour(LabelledEnum):
    ...     RED = "red", "赤", "red"
    >>> Colour("red").label.ja, Colour.RED == "red"
    ('赤', True)
    """

    label: Text

    def __new__(cls, value: str, ja: str = "", en: str = "") -> Self:
        """A member; once defined, members are looked up by their value alone."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = Text(ja, en)
        return member

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: object, handler: Any) -> dict[str, Any]:
        """How records describe it in JSON Schema: in Japanese, by its docstring and the labels of its members."""
        described: dict[str, Any] = handler(schema)
        labels = "、".join(f"{member.value}＝{member.label.ja}" for member in cls)
        handler.resolve_ref_schema(described).update(title=japanese_title(cls), description=labels)
        return described
