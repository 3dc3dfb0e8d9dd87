"""Which texts of a column are plainly right, as an expression: those need not pass through the parser one by one.

Only a short cut: what is plain here is read alike by the kind itself, as the tests prove; everything else goes to the parser.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chiho_digital.basics import MAX_YEN

from .kinds import Choice, Links, Listed, WebAddress, Whole, Words, Yen

if TYPE_CHECKING:
    from .kinds import Kind

__all__ = ["is_number", "plain"]

_CONTROL = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\x{FFFD}\x{202A}-\x{202E}\x{2066}-\x{2069}]"
_DIGITS = "(?:[0-9]{1,14}|[0-9]{1,3}(?:,[0-9]{3}){1,4})"
_ADDRESS = "https?://[!#-:=?-~]+"  # ASCII without blanks, quotes, <, > and ;


def is_number(kind: Kind) -> bool:
    """Whether the column holds whole numbers (Int64); all others hold text."""
    return isinstance(kind, Whole | Yen)


def plain(kind: Kind, text: Any) -> tuple[Any, Any] | None:
    """For a Polars expression of texts: where they are plainly right, and their values there; None if that cannot be said."""
    match kind:
        case Words(pattern=None):
            return _words(text, kind.longest), text
        case Words():
            return text.str.contains(f"^(?-u:{kind.pattern})$") & (text.str.len_bytes() <= kind.longest), text
        case Whole():
            number = _number(text)
            return text.str.contains(f"^{_DIGITS}$") & number.is_between(kind.minimum, kind.maximum), number
        case Yen():
            number = _number(text)
            return text.str.contains(f"^{_DIGITS}円?$") & (number <= MAX_YEN), number
        case Choice():
            return text.is_in(list(kind.words)), text
        case WebAddress():
            return text.str.contains(f"^{_ADDRESS}$"), text
        case Links():
            return text.str.contains(f"^{_ADDRESS}(?: ; {_ADDRESS})*$"), text
        case Listed(kind=Words(pattern=None) as one):
            return _words(text, one.longest) & ~text.str.contains("[;；]"), text
        case _:
            return None


def _words(text: Any, longest: int) -> Any:
    return (
        (text.str.len_chars() <= longest)
        & ~text.str.contains(_CONTROL)
        & ~text.str.contains(r"^\s|\s$")
        & (text != "")
    )


def _number(text: Any) -> Any:
    import polars as pl

    return text.str.replace_all("[,円]", "").cast(pl.Int64, strict=False)
