"""Which texts of a column are plainly right, as expressions: those need not pass through the parser one by one.

Only short cuts: what is plain here is read alike by the kind itself, as the tests prove; everything else goes to the parser.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chiho_digital.basics import MAX_YEN

from .kinds import AsStated, Choice, Links, Listed, PartialDay, WebAddress, Whole, Words, Yen

if TYPE_CHECKING:
    from .kinds import Kind

__all__ = ["is_number", "plain", "plain_too"]

_CONTROL = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\x{FFFD}\x{202A}-\x{202E}\x{2066}-\x{2069}]"
_DIGITS = "(?:[0-9]{1,14}|[0-9]{1,3}(?:,[0-9]{3}){1,4})"
_ADDRESS = "https?://[!#-:=?-~]+"  # ASCII without blanks, quotes, <, > and ;
_REMARK = r"[(（][^()（）;；\s\p{C}\x{FFFD}]+[)）] "

_MONTH = "(?:0[1-9]|1[0-2])"
_DAY = "(?:0[1-9]|1[0-9]|2[0-8])"
_SHORT_MONTH = "(?:1[0-2]|[1-9])"
_SHORT_DAY = "(?:1[0-9]|2[0-8]|[1-9])"
_YEAR = "(?:19|20)[0-9]{2}"
# Years in which no era begins or ends.
_ERA_YEAR = "(?:平成(?:[2-9]|[12][0-9]|30)|令和(?:[2-9]|1[0-9]))"
_INITIAL_YEAR = "(?:H(?:[2-9]|[12][0-9]|30)|R(?:[2-9]|1[0-9]))"
_DATE = "|".join(
    (
        f"{_YEAR}(?:-{_MONTH}(?:-{_DAY})?)?",
        f"{_YEAR}{_MONTH}{_DAY}",
        f"{_YEAR}/{_SHORT_MONTH}/{_SHORT_DAY}",
        f"(?:{_YEAR}|{_ERA_YEAR})年(?:度|{_SHORT_MONTH}月(?:{_SHORT_DAY}日)?)",
        rf"{_INITIAL_YEAR}\.{_SHORT_MONTH}(?:\.{_SHORT_DAY})?",
    )
)

_WIDE = dict(zip("０１２３４５６７８９，￥", "0123456789,¥", strict=True))
_FEW_DIGITS = "(?:[0-9]{1,8}|[0-9]{1,3}(?:,[0-9]{3}){1,2})"
_UNITS = {"億": 10**8, "万": 10**4, "千": 10**3}
_WITH_UNITS = "".join(f"(?:({_FEW_DIGITS}){unit})?" for unit in _UNITS) + f"({_DIGITS})?"


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
        case Choice(words=words) | AsStated(kind=Choice(words=words)):
            return text.is_in(list(words)), text
        case AsStated(kind=PartialDay()):
            return text.str.contains(f"^(?:{_DATE})$"), text
        case WebAddress():
            return text.str.contains(f"^{_ADDRESS}$"), text
        case Links():
            one = f"(?:{_REMARK})?{_ADDRESS}"
            narrow = text.str.replace_many({"（": "(", "）": ")"})
            return text.str.contains(f"^{one}(?: ; {one})*$"), narrow
        case Listed(kind=Words(pattern=None) as one):
            return _words(text, one.longest) & ~text.str.contains("[;；]"), text
        case _:
            return None


def plain_too(kind: Kind, text: Any) -> tuple[Any, Any] | None:
    """Likewise for texts that are not plain at first sight: in full-width digits, amounts in 億, 万 and 千 yen."""
    match kind:
        case Yen():
            narrow = text.str.replace_many(_WIDE)
            number = _with_units(narrow)
            form = f"^(?:¥{_DIGITS}|{_WITH_UNITS})円?$"
            return narrow.str.contains(form) & (number <= MAX_YEN), number
        case AsStated(kind=PartialDay()):
            return text.str.replace_many(_WIDE).str.contains(f"^(?:{_DATE})$"), text
        case _:
            return None


def _with_units(text: Any) -> Any:
    """Yen of texts such as 3億2,000万円; null where there is no number."""
    import polars as pl

    parts = text.str.extract_groups(f"^¥?{_WITH_UNITS}円?$").struct
    sizes = [*_UNITS.values(), 1]
    known = [_number(parts.field(str(place))) * size for place, size in enumerate(sizes, 1)]
    return pl.when(pl.any_horizontal(part.is_not_null() for part in known)).then(pl.sum_horizontal(known))


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
