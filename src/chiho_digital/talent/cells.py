"""What the cells of a pool's files hold beyond the kinds of `tables`. Where one is wrong, the cell itself is not repeated."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from attrs import frozen

from chiho_digital.basics import FiscalYear, InvalidValue, LabelledEnum, Text, fold
from chiho_digital.governments import GovernmentKind, LocalGovernmentCode, find, get
from chiho_digital.tables import Listed, Whole, Words

from .fields import ID_PATTERN
from .records import HIGHEST_LEVEL, Skill
from .strength import index_of

if TYPE_CHECKING:
    from decimal import Decimal

    from .terms import Vocabulary

__all__ = ["BodyCell", "Id", "IndexCell", "Labelled", "Skills", "TermCell", "YearCell", "YesNo"]

_HIDDEN = "…"
"""What stands in an issue in place of a cell, which may hold a name by mistake."""
_ID = re.compile(ID_PATTERN)


def _wrong(expected: Text, suggestion: object = None) -> InvalidValue:
    return InvalidValue("talent.cell", value=_HIDDEN, expected=expected, suggestion=suggestion)


@frozen
class Id:
    """An identifier: ASCII letters, figures, - and _; no name, no address."""

    @property
    def expected(self) -> Text:
        """What a cell should look like."""
        return Text(
            "英数字・-・_からなる100字までの識別子（氏名や連絡先は書かない）",
            "an identifier of at most 100 ASCII letters, figures, - and _ (no names, no contacts)",
        )

    def read(self, text: str) -> str:
        """The identifier."""
        if len(text) > 100 or not _ID.fullmatch(text):
            raise _wrong(self.expected)
        return text

    def write(self, value: str) -> str:
        """The identifier itself."""
        return value


@frozen
class BodyCell:
    """A prefecture or municipality, by its code or name."""

    @property
    def expected(self) -> Text:
        """What a cell should look like."""
        return Text("都道府県・市区町村の名称または6桁のコード", "name or six-digit code of a body")

    def read(self, text: str) -> LocalGovernmentCode:
        """Its code."""
        name = fold(text)
        try:
            body = get(name) if name[:1].isdecimal() else find(name)
        except (LookupError, InvalidValue) as error:
            raise _wrong(self.expected, getattr(error, "suggestion", None)) from None
        if body.kind in {GovernmentKind.WARD, GovernmentKind.NORTHERN_VILLAGE}:
            raise _wrong(self.expected)
        return body.code

    def write(self, value: LocalGovernmentCode) -> str:
        """Its code."""
        return str(value)


@frozen
class Labelled:
    """A member of a closed vocabulary, by its value or its name in either language."""

    kind: type[LabelledEnum]

    @property
    def expected(self) -> Text:
        """What a cell should look like."""
        return Text(
            " / ".join(member.label.ja for member in self.kind),
            " / ".join(member.value for member in self.kind),
        )

    def read(self, text: str) -> LabelledEnum:
        """The member."""
        wanted = fold(text).casefold()
        for known in self.kind:
            if wanted in {fold(name).casefold() for name in (known.value, known.label.ja, known.label.en)}:
                return known
        raise _wrong(self.expected)

    def write(self, value: LabelledEnum) -> str:
        """Its value."""
        return value.value


_YES = ("はい", "yes", "true", "○", "有")
_NO = ("いいえ", "no", "false", "×", "無")


@frozen
class YesNo:
    """Yes or no."""

    @property
    def expected(self) -> Text:
        """What a cell should look like."""
        return Text("はい / いいえ", "yes / no")

    def read(self, text: str) -> bool:
        """Which of the two."""
        word = fold(text).casefold()
        if word not in (*_YES, *_NO):
            raise _wrong(self.expected)
        return word in _YES

    def write(self, value: bool) -> str:  # noqa: FBT001 -- a truth value is what the cell holds
        """`yes` or `no`."""
        return "yes" if value else "no"


@frozen
class YearCell:
    """A fiscal year; in a column of years a bare western year is one too."""

    @property
    def expected(self) -> Text:
        """What a cell should look like."""
        return Text("年度（2025、令和7年度、R7）", "a fiscal year (2025, FY2025, R7)")

    def read(self, text: str) -> FiscalYear:
        """The fiscal year."""
        plain = fold(text)
        try:
            return FiscalYear(int(plain)) if re.fullmatch("[0-9]{4}", plain) else FiscalYear.parse(text)
        except InvalidValue as error:
            raise _wrong(self.expected, error.suggestion) from None

    def write(self, value: FiscalYear) -> str:
        """As FY2025."""
        return str(value)


@frozen
class IndexCell:
    """A fiscal index from 0 to 3, with two decimals."""

    @property
    def expected(self) -> Text:
        """What a cell should look like."""
        return Text("0から3までの、小数第2位までの数", "a number from 0 to 3 with two decimals at most")

    def read(self, text: str) -> Decimal:
        """The index."""
        from decimal import Decimal

        try:
            index = index_of(fold(text))
        except InvalidValue as error:
            raise _wrong(self.expected, error.suggestion) from None
        return Decimal(index.numerator) / index.denominator

    def write(self, value: Decimal) -> str:
        """The index in decimals."""
        return f"{value:f}"


@frozen
class TermCell:
    """A term of an open vocabulary; one that is not known is kept as it was written."""

    vocabulary: Vocabulary

    @property
    def expected(self) -> Text:
        """What a cell should look like."""
        return Text(
            f"語（{'、'.join(term.label.ja for term in self.vocabulary.terms)} など）",
            f"a term ({', '.join(term.id for term in self.vocabulary.terms)}, or another)",
        )

    def read(self, text: str) -> str:
        """The id of the term."""
        return self.vocabulary.id_of(Words(200).read(text))

    def write(self, value: str) -> str:
        """The id."""
        return value


@frozen
class Skills:
    """Fields of skill parted by `;`, each with a level behind a colon where it is known: `data:3;design`."""

    vocabulary: Vocabulary

    @property
    def expected(self) -> Text:
        """What a cell should look like."""
        return Text(
            f"「;」で区切った「分野:水準」（水準は1～{HIGHEST_LEVEL}、不明なら分野だけ）",
            f"'field:level' parted by ';' (level 1 to {HIGHEST_LEVEL}, the field alone where it is not known)",
        )

    def read(self, text: str) -> tuple[Skill, ...]:
        """The skills."""
        return tuple(self._skill(part) for part in Listed(Words(200)).read(text))

    def _skill(self, text: str) -> Skill:
        name, colon, level = text.replace("：", ":").partition(":")
        try:
            known: Any = Whole(1, HIGHEST_LEVEL).read(level) if colon else None
        except InvalidValue:
            raise _wrong(self.expected) from None
        if not name.strip():
            raise _wrong(self.expected)
        return Skill(field=self.vocabulary.id_of(name.strip()), level=known)

    def write(self, value: tuple[Skill, ...]) -> str:
        """The skills, parted by `;`."""
        return ";".join(
            skill.field if skill.level is None else f"{skill.field}:{skill.level}" for skill in value
        )
