"""How pydantic reads and writes codes that are digits: shared by codes of bodies and corporate numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic_core import CoreSchema

__all__ = ["core_schema_of_digits", "json_schema_of_digits"]


def core_schema_of_digits(cls: type[str], parse: Callable[[object], str]) -> CoreSchema:
    """Text in through `parse`, text out."""
    from pydantic_core import core_schema

    return core_schema.no_info_before_validator_function(
        parse,
        core_schema.is_instance_schema(cls),
        serialization=core_schema.to_string_ser_schema(),
    )


def json_schema_of_digits(count: int, title: str) -> dict[str, Any]:
    """The JSON schema of a text of so many ASCII digits."""
    return {"type": "string", "pattern": f"^[0-9]{{{count}}}$", "title": title}
