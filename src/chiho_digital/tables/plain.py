"""Which texts of a column are plainly right, as expressions: those need not pass through the parser one by one.

Only short cuts: what is plain here is read alike by the kind itself, as the tests prove; everything else goes to the parser.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .kinds import AsStated, Choice, Links, Listed, PartialDay, WebAddress, Whole, Words, Yen

if TYPE_CHECKING:
    from .kinds import Kind

__all__ = ["is_number", "plain", "plain_too"]

_CONTROL = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\x{FFFD}\x{202A}-\x{202E}\x{2066}-\x{2069}]"
_ONE_LINE = f"^[^\\s{_CONTROL[1:-1]}](?:[^{_CONTROL[1:-1]}]*[^\\s{_CONTROL[1:-1]}])?$"
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
_YEN = "(?:[0-9]{1,13}|[0-9]{1,3}(?:,[0-9]{3}){1,3})"  # so that no amount exceeds `MAX_YEN`
_FOUR_DIGITS = "([0-9]{1,4}|[0-9],[0-9]{3})"
_UNITS = {"億": 10**8, "万": 10**4, "千": 10**3}
_WITH_UNITS = f"^(?:{_FOUR_DIGITS}億)?(?:{_FOUR_DIGITS}万)?(?:([0-9]{{1,6}}|[0-9]{{1,3}}(?:,[0-9]{{3}}){{1,2}})千)?{_FOUR_DIGITS}?円?$"


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
            import polars as pl

            number = text.cast(pl.Int64, strict=False)
            return number.is_between(kind.minimum, kind.maximum), number
        case Yen():
            return text.str.contains(f"^{_YEN}円?$"), _number(text)
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
            import polars as pl

            narrow = text.str.replace_many(_WIDE)
            digits = narrow.str.contains(f"^¥?{_YEN}円?$")
            units = narrow.str.contains("[億万千]") & narrow.str.contains(_WITH_UNITS)
            number = (
                pl.when(digits).then(_number(narrow.str.strip_prefix("¥"))).otherwise(_with_units(narrow))
            )
            return digits | units, number
        case AsStated(kind=PartialDay()):
            return text.str.replace_many(_WIDE).str.contains(f"^(?:{_DATE})$"), text
        case _:
            return None


def _with_units(text: Any) -> Any:
    """Yen of texts such as 3億2,000万円."""
    import polars as pl

    # Each part is named once: Polars matches the pattern anew for every use of it.
    parts = text.str.extract_groups(_WITH_UNITS).struct
    sizes = [*_UNITS.values(), 1]
    return pl.sum_horizontal(_number(parts[place]) * size for place, size in enumerate(sizes))


def _words(text: Any, longest: int) -> Any:
    return (text.str.len_chars() <= longest) & text.str.contains(_ONE_LINE)


def _number(text: Any) -> Any:
    import polars as pl

    return text.str.replace_all(",", "", literal=True).str.strip_suffix("円").cast(pl.Int64, strict=False)
