"""Texts for the cells of row models: right ones of each kind of value in several spellings, and wrong ones with their codes."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import frozen
from hypothesis import strategies as st

from chiho_digital.basics import MAX_YEN, InvalidValue
from chiho_digital.governments import prefectures
from chiho_digital.tables import (
    AsStated,
    Choice,
    Links,
    Listed,
    PartialDay,
    Prefecture,
    Severity,
    WebAddress,
    Whole,
    Words,
    Yen,
)

from .texts import addresses, identifiers, plain_words, words
from .times import day_texts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hypothesis.strategies import SearchStrategy

    from chiho_digital.tables import Column, Kind

__all__ = ["Cell", "cell_texts", "few", "right", "wide", "wrong", "wrong_in"]

_Kind = TypeVar("_Kind")
_Right = Callable[[Any, bool], "SearchStrategy[Cell]"]
_Wrong = Callable[[Any], "Iterable[Cell]"]
_texts: dict[type, tuple[_Right, _Wrong]] = {}


@frozen
class Cell:
    """A text and the code of what is to be said of it; None where nothing is. Strictly read-only."""

    text: str
    code: str | None = None
    severity: Severity | None = None


def cell_texts(
    kind: type[_Kind],
    right: Callable[[_Kind], SearchStrategy[str]],
    wrong: Callable[[_Kind], Iterable[tuple[str, str]]],
) -> None:
    """What is drawn for the cells of a kind of your own.

    right: texts that it reads.  wrong: texts that it refuses, each with the code of its error.
    """
    _keep(kind, lambda cell, _: right(cell).map(Cell), lambda cell: _errors(wrong(cell)))


def _keep(kind: type, right: _Right, wrong: _Wrong) -> None:
    _texts[kind] = (right, wrong)


def _errors(found: Iterable[tuple[str, str]]) -> list[Cell]:
    return [Cell(text, code, Severity.ERROR) for text, code in found]


def _of(kind: Kind) -> tuple[_Right, _Wrong]:
    if type(kind) not in _texts:
        raise InvalidValue("testing.no_strategy", value=type(kind).__name__)
    return _texts[type(kind)]


def right(kind: Kind, *, plain: bool = False) -> SearchStrategy[Cell]:
    """Texts that a kind reads. plain: such as every encoding can hold."""
    return _of(kind)[0](kind, plain)


def wrong(kind: Kind) -> list[Cell]:
    """Texts that a kind refuses, each with its code."""
    return list(_of(kind)[1](kind))


def wrong_in(column: Column) -> list[Cell]:
    """Texts that a column refuses: those of its kind, control characters, and blanks where it is required."""
    blank = [("", "tables.required"), ("\u3000", "tables.required")] if column.required else []
    return [*_errors([*blank, ("a\x7fb", "tables.control_character")]), *wrong(column.kind)]


_WIDE = str.maketrans("0123456789-/.", "０１２３４５６７８９－／．")


def wide(text: str) -> str:
    """The text with full-width digits, which are read alike."""
    return text.translate(_WIDE)


def _spelled(found: SearchStrategy[str]) -> SearchStrategy[Cell]:
    """As it is, or with full-width digits."""
    return found.map(Cell) | found.map(lambda text: Cell(wide(text)))


def _words(kind: Words, plain: bool) -> SearchStrategy[Cell]:  # noqa: FBT001 -- as `_Right` has it
    if kind.pattern:
        return identifiers(pattern=kind.pattern, max_size=kind.longest).map(Cell)
    some = plain_words if plain else words
    return some(max_size=kind.longest).map(Cell)


def _wrong_words(kind: Words) -> list[Cell]:
    found = [("x" * (kind.longest + 1), "tables.too_long")]
    if kind.pattern:
        unfit = [text for text in ("／", "あ い", "!") if not re.fullmatch(kind.pattern, text, re.ASCII)]
        found += [(text, "tables.pattern") for text in unfit]
    return _errors(found)


def _wrong_whole(kind: Whole) -> list[Cell]:
    outside = [str(kind.minimum - 1), str(kind.maximum + 1)]
    none = [("順次", "tables.not_whole"), ("1,23", "tables.not_whole"), ("1.5", "tables.not_whole")]
    return _errors([*none, *((text, "tables.out_of_bounds") for text in outside)])


def _yen(_: Yen, __: bool) -> SearchStrategy[Cell]:  # noqa: FBT001 -- as `_Right` has it
    numbers = st.integers(0, 9_999) | st.integers(0, MAX_YEN)
    forms = st.sampled_from(("{}", "{:,}", "{:,}円", "￥{}"))
    return st.builds(_formatted, forms, numbers) | numbers.map(lambda number: Cell(wide(str(number))))


def _formatted(form: str, number: int) -> Cell:
    return Cell(form.format(number))


_NO_YEN = (
    ("順次", "basics.yen_format"),
    ("1,23", "basics.yen_format"),
    ("1.5円", "basics.yen_fraction"),
    ("-5", "tables.out_of_bounds"),
    (str(MAX_YEN + 1), "tables.out_of_bounds"),
)
_NO_DAY = (
    ("順次", "basics.partial_date_format"),
    ("2021-13", "basics.date_impossible"),
    ("2021-02-30", "basics.date_impossible"),
    ("平成40年1月1日", "basics.date_outside_era"),
    ("1800-01-01", "basics.date_before_calendar"),
)


def _days(_: PartialDay, __: bool) -> SearchStrategy[Cell]:  # noqa: FBT001 -- as `_Right` has it
    return _spelled(day_texts().map(lambda pair: pair[0]))


@cache
def _prefecture_texts() -> list[str]:
    return [text for body in prefectures() for text in (body.name, str(body.code))]


_NO_PREFECTURE = (
    ("どこか県", "tables.unknown_prefecture"),
    ("山口", "tables.unknown_prefecture"),
    ("35", "tables.unknown_prefecture"),
    ("352047", "tables.unknown_prefecture"),
    ("350002", "governments.code_check_digit"),
)
_NO_ADDRESS = (("ftp://example.org/", "tables.not_an_address"), ("例え.jp", "tables.not_an_address"))


def _links(_: Links, plain: bool) -> SearchStrategy[Cell]:  # noqa: FBT001 -- as `_Right` has it
    del plain
    remark = st.sampled_from(("", "(注) ", "（利用規約）"))
    one = st.builds("{}{}".format, remark, addresses())
    return st.lists(one, min_size=1, max_size=3).map(lambda found: Cell(" ; ".join(found)))


def _listed(kind: Listed, plain: bool) -> SearchStrategy[Cell]:  # noqa: FBT001 -- as `_Right` has it
    item = right(kind.kind, plain=plain).map(lambda cell: cell.text).filter(_one_item)
    return st.lists(item, min_size=1, max_size=3).map(lambda found: Cell(";".join(found)))


def _one_item(text: str) -> bool:
    return ";" not in text and "；" not in text


def _wrong_listed(kind: Listed) -> list[Cell]:
    inner = [cell for cell in wrong(kind.kind) if cell.text.strip() and _one_item(cell.text)]
    return [*_errors([("；", "tables.empty_item"), ("；；", "tables.empty_item")]), *inner]


def _stated(kind: AsStated, plain: bool) -> SearchStrategy[Cell]:  # noqa: FBT001 -- as `_Right` has it
    plainly = right(kind.kind, plain=plain).filter(lambda cell: not set(cell.text) & set("()（）"))
    remarked = plainly.map(lambda cell: Cell(f"{cell.text}(予定)", "tables.remark_kept", Severity.NOTE))
    if kind.strict:
        return plainly | remarked
    kept = [cell.text for cell in wrong(kind.kind) if _is_kept(kind, cell.text)]
    as_text = [Cell(text, "tables.kept_as_text", Severity.WARNING) for text in kept]
    return plainly | remarked | st.sampled_from(as_text) if as_text else plainly | remarked


def _is_kept(kind: AsStated, text: str) -> bool:
    try:
        kind.read(text)
    except InvalidValue:
        return False
    return True


def _wrong_stated(kind: AsStated) -> list[Cell]:
    return [cell for cell in wrong(kind.kind) if not _is_kept(kind, cell.text)]


def few(kind: Kind) -> tuple[str, ...]:
    """A few texts that a kind surely reads, to be tried together with those of other columns."""
    match kind:
        case AsStated():
            return few(kind.kind)
        case PartialDay():
            return ("2019-12", "2020", "2021-05-01", "令和4年度")
        case Whole():
            return (str(kind.minimum), str((kind.minimum + kind.maximum) // 2), str(kind.maximum))
        case Yen():
            return ("0", "5", "1,000円")
        case Choice():
            return kind.words
        case _:
            return ("a", "b")


_keep(Words, _words, _wrong_words)
_keep(Whole, lambda kind, _: _spelled(st.integers(kind.minimum, kind.maximum).map(str)), _wrong_whole)
_keep(Yen, _yen, lambda _: _errors(_NO_YEN))
_keep(
    Choice,
    lambda kind, _: st.sampled_from(kind.words).map(Cell) | st.sampled_from(kind.words).map(_capitals),
    lambda _: _errors([("どれでもない", "tables.not_a_choice")]),
)
_keep(PartialDay, _days, lambda _: _errors(_NO_DAY))
_keep(
    Prefecture,
    lambda _, __: _spelled(st.sampled_from(_prefecture_texts())),
    lambda _: _errors(_NO_PREFECTURE),
)
_keep(WebAddress, lambda _, __: addresses().map(Cell), lambda _: _errors(_NO_ADDRESS))
_keep(Links, _links, lambda _: _errors(_NO_ADDRESS))
_keep(Listed, _listed, _wrong_listed)
_keep(AsStated, _stated, _wrong_stated)


def _capitals(word: str) -> Cell:
    return Cell(word.upper())
