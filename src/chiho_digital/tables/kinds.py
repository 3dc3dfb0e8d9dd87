"""What a cell can hold: the kinds of value of the columns of row models. Each reads text and writes it back."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Protocol

from attrs import frozen

from chiho_digital.basics import MAX_YEN, InvalidValue, Lang, PartialDate, Text, fold, parse_yen
from chiho_digital.governments import LocalGovernmentCode, find, get, prefectures

from .stated import Stated, split_remark

__all__ = [
    "AsStated",
    "Choice",
    "Kind",
    "Link",
    "Links",
    "Listed",
    "PartialDay",
    "Prefecture",
    "WebAddress",
    "Whole",
    "Words",
    "Yen",
]

_THOUSANDS = re.compile(r"(?<=[0-9]),(?=[0-9]{3}(?:,|$))")
_WHOLE = re.compile("[-+]?[0-9]{1,18}")
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")
_BETWEEN_LINKS = re.compile(r"\s;\s")
_LINK = re.compile(r"(?:[(（](?P<remark>[^)）]*)[)）]\s*)?(?P<url>\S+)")
_BETWEEN_ITEMS = re.compile("[;；]")
_MEANT_AS_DATE = re.compile(r"[MTSHR]?[0-9/.\-]+|.{0,2}[0-9元]+年(?:度|[0-9]+月(?:[0-9]+日)?)?")


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.ASCII)


class Kind(Protocol):
    """What a column holds: reads a text that is not blank, and writes a value as text."""

    @property
    def expected(self) -> Text:
        """What a cell should look like."""
        ...

    def read(self, text: str) -> Any:
        """The value of a text.

        Raises:
            InvalidValue: it is none.
        """
        ...

    def write(self, value: Any) -> str:
        """The text of a value."""
        ...


@frozen
class Words:
    """Free text, at most `longest` characters; with a pattern, ASCII identifiers only."""

    longest: int = 10_000
    pattern: str | None = None

    @property
    def expected(self) -> Text:
        """What a cell should look like."""
        if self.pattern:
            return Text(f"{self.pattern} に合う文字列", f"text that matches {self.pattern}")
        return Text(f"{self.longest}字以内の文字列", f"text of at most {self.longest} characters")

    def read(self, text: str) -> str:
        """The text, stripped."""
        if len(text) > self.longest:
            raise InvalidValue(
                "tables.too_long", value=f"{text[:40]}…", count=len(text), longest=self.longest
            )
        if self.pattern and not _compiled(self.pattern).fullmatch(text):
            raise InvalidValue("tables.pattern", value=text, pattern=self.pattern)
        return text

    def write(self, value: str) -> str:
        """The text itself."""
        return value


@frozen
class Whole:
    """A whole number within bounds, both included."""

    minimum: int
    maximum: int

    @property
    def expected(self) -> Text:
        """What a cell should look like."""
        return Text(
            f"{self.minimum}～{self.maximum}の整数", f"a whole number from {self.minimum} to {self.maximum}"
        )

    def read(self, text: str) -> int:
        """The number; full-width digits and thousands separators are folded."""
        digits = fold(text)
        if "," in digits:
            digits = _THOUSANDS.sub("", digits)
        if not _WHOLE.fullmatch(digits):
            raise InvalidValue("tables.not_whole", value=text)
        number = int(digits)
        if not self.minimum <= number <= self.maximum:
            raise InvalidValue("tables.out_of_bounds", value=text, expected=self.expected)
        return number

    def write(self, value: int) -> str:
        """The digits."""
        return str(value)


@frozen
class Yen:
    """An amount in whole yen (円), from 0 to `MAX_YEN`."""

    @property
    def expected(self) -> Text:
        """What a cell should look like."""
        return Text(f"0～{MAX_YEN}円の整数", f"whole yen from 0 to {MAX_YEN}")

    def read(self, text: str) -> int:
        """The amount; 1,234円 and 3億円 are read too."""
        amount = parse_yen(text)
        if not 0 <= amount <= MAX_YEN:
            raise InvalidValue("tables.out_of_bounds", value=text, expected=self.expected)
        return amount

    def write(self, value: int) -> str:
        """The digits."""
        return str(value)


@frozen
class Choice:
    """One of a set of words."""

    words: tuple[str, ...]

    @property
    def expected(self) -> Text:
        """What a cell should look like."""
        return Text(" / ".join(self.words), " / ".join(self.words))

    def read(self, text: str) -> str:
        """The word; case and width are folded."""
        from difflib import get_close_matches

        word = fold(text).casefold()
        if word not in self.words:
            near = get_close_matches(word[:40], self.words, n=1)
            raise InvalidValue(
                "tables.not_a_choice", value=text, words=self.words, suggestion=near[0] if near else None
            )
        return word

    def write(self, value: str) -> str:
        """The word itself."""
        return value


@frozen
class PartialDay:
    """A day, month, year or fiscal year, western or era."""

    @property
    def expected(self) -> Text:
        """What a cell should look like."""
        return Text(
            "日付・年月・年・年度（2021-05-01、2021-05、令和3年度）",
            "a day, month, year or fiscal year (2021-05-01, 2021-05, 令和3年度)",
        )

    def read(self, text: str) -> PartialDate:
        """The date, as exactly as it is stated."""
        return PartialDate.parse(text)

    def write(self, value: PartialDate) -> str:
        """The date in western notation."""
        return str(value)


@frozen
class Prefecture:
    """A prefecture, by name or code."""

    @property
    def expected(self) -> Text:
        """What a cell should look like."""
        return Text("都道府県名またはコード", "name or code of a prefecture")

    def read(self, text: str) -> LocalGovernmentCode:
        """Its code."""
        name = fold(text)
        if name.isdecimal() and len(name) <= 2:  # 35 is the number of a prefecture, but no code
            raise InvalidValue("tables.unknown_prefecture", value=text, suggestion=_near_prefecture(name))
        try:
            body = get(name) if name[:1].isdecimal() else find(name, kind="prefecture")
        except LookupError as error:
            raise InvalidValue(
                "tables.unknown_prefecture", value=text, suggestion=_near_prefecture(name)
            ) from error
        if body.parent_code is not None:
            raise InvalidValue(
                "tables.unknown_prefecture",
                value=text,
                suggestion=f"{body.prefecture.name}（{body.prefecture.code}）",
            )
        return body.code

    def write(self, value: LocalGovernmentCode) -> str:
        """Its code."""
        return str(value)


def _near_prefecture(name: str) -> str | None:
    """The prefecture most like a name: 山口 → 山口県, or of a number: 35 → 山口県."""
    from difflib import get_close_matches

    if name.isdecimal():
        return next((body.name for body in prefectures() if body.code[:2] == name.zfill(2)), None)
    near = get_close_matches(name[:40], [body.name for body in prefectures()], n=1)
    return near[0] if near else None


@frozen
class WebAddress:
    """The address of a page, http or https."""

    @property
    def expected(self) -> Text:
        """What a cell should look like."""
        return Text(
            "http:// または https:// で始まるアドレス", "an address that starts with http:// or https://"
        )

    def read(self, text: str) -> str:
        """The address."""
        if not _ADDRESS.fullmatch(text):
            raise InvalidValue("tables.not_an_address", value=text)
        return text

    def write(self, value: str) -> str:
        """The address itself."""
        return value


@frozen
class Link:
    """The address of a page with the remark that stood before it (出典リンク). Strictly read-only."""

    url: str
    remark: str | None = None

    def __cell__(self, _: Lang) -> str:
        return f"{self.remark} {self.url}" if self.remark else self.url


@frozen
class Links:
    """Addresses, parted by ` ; `, each with an optional remark in brackets before it."""

    @property
    def expected(self) -> Text:
        """What a cell should look like."""
        return Text("「 ; 」で区切ったアドレス", "addresses parted by ' ; '")

    def read(self, text: str) -> tuple[Link, ...]:
        """The addresses with their remarks."""
        links: list[Link] = []
        for part in _BETWEEN_LINKS.split(text):
            found = _LINK.fullmatch(part.strip())
            if found is None:
                raise InvalidValue("tables.not_an_address", value=part)
            links.append(Link(WebAddress().read(found["url"]), found["remark"]))
        return tuple(links)

    def write(self, value: tuple[Link, ...]) -> str:
        """The addresses as they are read."""
        return " ; ".join(f"({link.remark}) {link.url}" if link.remark else link.url for link in value)


@frozen
class Listed:
    """Several values in one cell, parted by `;`."""

    kind: Kind

    @property
    def expected(self) -> Text:
        """What a cell should look like."""
        one = self.kind.expected
        return Text(f"「;」で区切った{one.ja}", f"{one.en}, parted by ';'")

    def read(self, text: str) -> tuple[Any, ...]:
        """The values; an empty item is refused."""
        parts = [part.strip() for part in _BETWEEN_ITEMS.split(text)]
        if "" in parts:
            raise InvalidValue("tables.empty_item", value=text)
        return tuple(self.kind.read(part) for part in parts)

    def write(self, value: tuple[Any, ...]) -> str:
        """The values, parted by `;`."""
        return ";".join(self.kind.write(item) for item in value)


@frozen
class AsStated:
    """A value with a remark in brackets behind it; what cannot be read is kept as text, with an issue.

    With `strict` the part before the brackets must be readable.
    """

    kind: Kind
    strict: bool = False

    @property
    def expected(self) -> Text:
        """What a cell should look like."""
        one = self.kind.expected
        return Text(f"{one.ja}（後ろに括弧書きの注記可）", f"{one.en}, with an optional remark in brackets")

    def read(self, text: str) -> Stated[Any]:
        """The value, its remark and the text."""
        head, remark = split_remark(text)
        try:
            return Stated(text, self.kind.read(head), remark)
        except InvalidValue:
            if self.strict or _looks_meant(head):
                raise
            return Stated(text, None, None)

    def write(self, value: Stated[Any]) -> str:
        """The text as it was stated."""
        return value.text


def _looks_meant(text: str) -> bool:
    """Whether a text is plainly meant as a date, so that it is wrong rather than a description: 2021-13, 令和元年13月, H40.4."""
    return _MEANT_AS_DATE.fullmatch(fold(text)) is not None
