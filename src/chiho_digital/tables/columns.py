"""Columns of row models: which headings, what a cell holds, required or not.

A value handed over as a Python object is written as text and read like any other: there is one way in.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from chiho_digital.basics import InvalidValue

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler

    from .kinds import Kind

__all__ = ["Column"]

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd\u202a-\u202e\u2066-\u2069]")


@frozen
class Column:
    """What one column of a row model holds. Strictly read-only.

    ja: its Japanese heading (the English one is the field's name).  kind: what a cell holds.
    required: a blank cell is an error; otherwise it is None, unknown.  unique: no two rows of a file share a value.
    """

    ja: str
    kind: Kind
    required: bool = field(default=False, kw_only=True)
    unique: bool = field(default=False, kw_only=True)

    def read(self, text: str) -> Any:
        """The value of a cell; a blank one is None.

        Raises:
            InvalidValue: the cell is blank but required, holds a control character, or is not what the kind expects.
        """
        stripped = text.strip()
        if not stripped:
            if self.required:
                raise InvalidValue("tables.required", value=text, expected=self.kind.expected)
            return None
        if found := _CONTROL.search(stripped):
            raise InvalidValue(
                "tables.control_character",
                value=text,
                sign=f"U+{ord(found[0]):04X}",
                suggestion=_CONTROL.sub("", stripped) or None,
            )
        return self.kind.read(stripped)

    def accept(self, value: object) -> Any:
        """The value of a cell, given as text or as the value itself.

        Raises:
            InvalidValue: as `read`.
        """
        if value is None:
            return self.read("")
        if isinstance(value, str):
            return self.read(value)
        try:
            text = self.kind.write(value)
        except (AttributeError, TypeError):
            raise InvalidValue("tables.wrong_type", value=repr(value), expected=self.kind.expected) from None
        return self.read(text)

    def write(self, value: object) -> str | None:
        """The text of a value; None stays None."""
        return None if value is None else self.kind.write(value)

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> Any:
        """How pydantic reads the field: through `accept`, with our codes as its error types."""
        from pydantic_core import PydanticCustomError, core_schema

        def accept(value: object) -> Any:
            try:
                return self.accept(value)
            except InvalidValue as error:
                message = error.message("ja").replace("{", "{{").replace("}", "}}")
                raise PydanticCustomError(error.code, message) from None  # pyright: ignore[reportArgumentType]

        return core_schema.no_info_plain_validator_function(
            accept,
            serialization=core_schema.plain_serializer_function_ser_schema(self.write, when_used="json"),
        )

    def __get_pydantic_json_schema__(self, schema: object, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """The text that is written; what may be read is wider, and said in words alone."""
        from .json_schema import text_schema

        text = text_schema(self.kind) if handler.mode == "serialization" else {}
        if not self.required and "enum" in text:
            text["enum"].append(None)
        return {
            "title": self.ja,
            "description": f"{self.kind.expected.ja}。{'必須。' if self.required else '不明は null。'}",
            "type": "string" if self.required else ["string", "null"],
            **text,
        }
