"""Cells in JSON Schema: a row in JSON holds the text that the kind of each column writes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .kinds import Choice, PartialDay, Prefecture, WebAddress, Whole, Words, Yen

if TYPE_CHECKING:
    from .kinds import Kind

__all__ = ["ADDRESS", "PARTIAL_DATE", "text_schema"]

ADDRESS = "^https?://"
PARTIAL_DATE = "^(?:[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?|FY[0-9]{4})$"
"""What `str` of a `PartialDate` gives: 2025-04-01, 2025-04, 2025, FY2025."""


def text_schema(kind: Kind) -> dict[str, Any]:
    """What is to be said of the texts that a kind writes, beyond that they are texts."""
    said: dict[str, Any] = {}
    match kind:
        case Words(pattern=str(pattern)):
            said = {"pattern": f"^(?:{pattern})$", "maxLength": kind.longest}
        case Words():
            said = {"minLength": 1, "maxLength": kind.longest}
        case Whole():
            said = {"pattern": "^-?[0-9]+$" if kind.minimum < 0 else "^[0-9]+$"}
        case Yen():
            said = {"pattern": "^[0-9]{1,14}$"}
        case Choice():
            said = {"enum": list(kind.words)}
        case PartialDay():
            said = {"pattern": PARTIAL_DATE}
        case Prefecture():
            said = {"pattern": "^[0-9]{6}$"}
        case WebAddress():
            said = {"pattern": ADDRESS}
        case _:
            pass
    return said
