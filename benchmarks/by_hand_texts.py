"""Readers of one text of a column of case rows, as one would write them by hand: a value, or why there is none."""

from __future__ import annotations

import re
from collections.abc import Callable
from difflib import get_close_matches
from typing import Any, NamedTuple

from chiho_digital.basics import MAX_YEN, InvalidValue, PartialDate, fold, parse_yen
from chiho_digital.governments import find, get, prefectures
from chiho_digital.tables import split_remark

SIGNS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd\u202a-\u202e\u2066-\u2069"
"""Control characters, as a pattern writes them within brackets."""
ADDRESS = r"https?://[^\s<>\"]+"
STATUSES = (
    "in_service",
    "rolling_start",
    "joining",
    "trial_then_use",
    "selected",
    "awarded",
    "tendering",
    "result_unverified",
    "pilot",
    "completed",
    "withdrawals",
)
GRADES = ("high", "primary", "medium", "secondary", "low", "inferred")
MEANT_AS_DATE = r"[MTSHR]?[0-9/.\-]+|.{0,2}[0-9元]+年(?:度|[0-9]+月(?:[0-9]+日)?)?"
_MUNICIPALITIES = 1741
_CONTROL = re.compile(f"[{SIGNS}]")


class Said(NamedTuple):
    """What a text is: its value, and what is to be said of it."""

    value: str | int | None
    code: str | None = None
    severity: str | None = None
    shown: str | None = None
    suggestion: str | None = None


class Refused(ValueError):
    """A text is not what its column holds."""

    def __init__(self, code: str, shown: str | None = None, suggestion: str | None = None) -> None:
        super().__init__(code)
        self.said = Said(None, code, "error", shown, suggestion)


def homes(text: str) -> str:
    """The codes of prefectures."""
    parts = [part.strip() for part in re.split("[;；]", text)]
    if "" in parts:
        raise Refused("tables.empty_item")
    return ";".join(map(_prefecture, parts))


def _prefecture(text: str) -> str:
    name = fold(text)
    try:
        body = get(name) if name[:1].isdecimal() else find(name, kind="prefecture")
    except LookupError:
        near = get_close_matches(name[:40], [one.name for one in prefectures()], n=1)
        raise Refused("tables.unknown_prefecture", text, near[0] if near else None) from None
    if body.parent_code is not None:
        home = body.prefecture
        raise Refused("tables.unknown_prefecture", text, f"{home.name}（{home.code}）")
    return str(body.code)


def words(text: str) -> str:
    """Free text."""
    return _short(text, 10_000)


def _short(text: str, longest: int) -> str:
    if len(text) > longest:
        raise Refused("tables.too_long", f"{text[:40]}…")
    return text


def kinds(text: str) -> str:
    """Several words, parted by `;`."""
    parts = [part.strip() for part in re.split("[;；]", text)]
    if "" in parts:
        raise Refused("tables.empty_item")
    return ";".join(_short(part, 100) for part in parts)


def identifier(text: str) -> str:
    """An id."""
    if not re.fullmatch("[a-z0-9][a-z0-9-]*", _short(text, 100)):
        raise Refused("tables.pattern")
    return text


def count(text: str) -> int:
    """A number of municipalities."""
    digits = re.sub(r"(?<=[0-9]),(?=[0-9]{3}(?:,|$))", "", fold(text))
    if not re.fullmatch("[-+]?[0-9]{1,18}", digits):
        raise Refused("tables.not_whole")
    if not 0 <= int(digits) <= _MUNICIPALITIES:
        raise Refused("tables.out_of_bounds")
    return int(digits)


def yen(text: str) -> int:
    """Whole yen."""
    amount = parse_yen(text)
    if not 0 <= amount <= MAX_YEN:
        raise Refused("tables.out_of_bounds")
    return amount


def date(text: str) -> Said:
    """A date with its remark, or free text."""
    head, remark = split_remark(text)
    try:
        PartialDate.parse(head)
    except InvalidValue:
        if re.fullmatch(MEANT_AS_DATE, fold(head)):
            raise
        return Said(text, "tables.kept_as_text", "warning", text)
    return Said(text, "tables.remark_kept", "note", text) if remark is not None else Said(text)


def _one_of(text: str, words: tuple[str, ...]) -> str:
    word = fold(text).casefold()
    if word not in words:
        near = get_close_matches(word[:40], words, n=1)
        raise Refused("tables.not_a_choice", text, near[0] if near else None)
    return word


def status(text: str) -> Said:
    """A status with its remark."""
    head, remark = split_remark(text)
    _one_of(head, STATUSES)
    return Said(text, "tables.remark_kept", "note", text) if remark is not None else Said(text)


def grade(text: str) -> str:
    """How sure."""
    return _one_of(text, GRADES)


def address(text: str) -> str:
    """The address of a page."""
    if not re.fullmatch(ADDRESS, text):
        raise Refused("tables.not_an_address", text)
    return text


def links(text: str) -> str:
    """Addresses with remarks, parted by ` ; `."""
    written: list[str] = []
    for part in re.split(r"\s;\s", text):
        found = re.fullmatch(r"(?:[(（]([^)）]*)[)）]\s*)?(\S+)", part.strip())
        if found is None:
            raise Refused("tables.not_an_address", part)
        url = address(found[2])
        written.append(f"({found[1]}) {url}" if found[1] else url)
    return " ; ".join(written)


def said(read: Callable[[str], Any], text: str) -> Said:
    """What a reader makes of a text that is not blank."""
    stripped = text.strip()
    if _CONTROL.search(stripped):
        return Said(None, "tables.control_character", "error", text, _CONTROL.sub("", stripped) or None)
    try:
        found = read(stripped)
    except Refused as error:
        return error.said._replace(shown=error.said.shown or stripped)
    except InvalidValue as error:
        suggestion = None if error.suggestion is None else str(error.suggestion)
        return Said(None, error.code, "error", str(error.value), suggestion)
    return found if isinstance(found, Said) else Said(found)
