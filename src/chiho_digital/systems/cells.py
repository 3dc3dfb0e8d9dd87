"""What the cells of a catalogue's files hold beyond the kinds of `tables`: corporate numbers, tax bases, certifications, cases."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from attrs import frozen

from chiho_digital.basics import InvalidValue, TaxBasis, Text, fold
from chiho_digital.governments import CorporateNumber, LocalGovernmentCode, find, get
from chiho_digital.tables import Listed, Words

if TYPE_CHECKING:
    from .records import Use

__all__ = ["Certifications", "CorporateNumberCell", "TaxBasisCell", "Uses"]


@frozen
class CorporateNumberCell:
    """A corporate number (法人番号)."""

    @property
    def expected(self) -> Text:
        """What a cell should look like."""
        return Text("13桁の法人番号", "a corporate number of 13 digits")

    def read(self, text: str) -> CorporateNumber:
        """The number."""
        return CorporateNumber.parse(text)

    def write(self, value: CorporateNumber) -> str:
        """The digits."""
        return str(value)


_BASES = {
    "税込": TaxBasis.INCLUDED,
    "内税": TaxBasis.INCLUDED,
    "税抜": TaxBasis.EXCLUDED,
    "税別": TaxBasis.EXCLUDED,
    "外税": TaxBasis.EXCLUDED,
    "不明": TaxBasis.UNKNOWN,
    **{basis.value: basis for basis in TaxBasis},
}


@frozen
class TaxBasisCell:
    """Whether consumption tax is in an amount: 税込, 税抜 or 不明."""

    @property
    def expected(self) -> Text:
        """What a cell should look like."""
        return Text(
            "税込・税抜・不明（included・excluded・unknown）",
            "included, excluded or unknown (税込, 税抜, 不明)",
        )

    def read(self, text: str) -> TaxBasis:
        """The tax basis."""
        word = fold(text).casefold().replace("税込み", "税込").replace("税抜き", "税抜")
        if word not in _BASES:
            raise InvalidValue("systems.not_a_tax_basis", value=text, expected=self.expected)
        return _BASES[word]

    def write(self, value: TaxBasis) -> str:
        """Its value."""
        return value.value


_NONE = ("なし", "無し", "none")


@frozen
class Certifications:
    """Certifications parted by `;`; なし where there are none."""

    @property
    def expected(self) -> Text:
        """What a cell should look like."""
        return Text(
            "「;」で区切った認証の名称。ないときは「なし」", "certifications parted by ';', or 'none'"
        )

    def read(self, text: str) -> tuple[str, ...]:
        """The certifications."""
        return () if text.casefold() in _NONE else Listed(Words(200)).read(text)

    def write(self, value: tuple[str, ...]) -> str:
        """The certifications, parted by `;`."""
        return ";".join(value) or _NONE[0]


_USE = re.compile(r"(?P<case>[a-z0-9][a-z0-9-]*)\s*@\s*(?P<bodies>[^@]+)")


@frozen
class Uses:
    """Cases with their bodies, parted by `;`: `case-id@大阪府+271403`."""

    @property
    def expected(self) -> Text:
        """What a cell should look like."""
        return Text(
            "「;」で区切った「事例ID@団体」。団体は名称かコードで「+」で区切る（例：osaka-chat-2021@大阪府+271403）",
            "'case id@bodies' parted by ';', the bodies by name or code parted by '+' (osaka-chat-2021@大阪府+271403)",
        )

    def read(self, text: str) -> tuple[Use, ...]:
        """The cases."""
        return tuple(self._use(part) for part in Listed(Words()).read(text))

    def _use(self, text: str) -> Use:
        from .records import Use

        found = _USE.fullmatch(text)
        if found is None:
            raise InvalidValue("systems.not_a_use", value=text, expected=self.expected)
        bodies = tuple(_body(part.strip(), text) for part in found["bodies"].split("+"))
        return Use(case=found["case"], bodies=bodies)

    def write(self, value: tuple[Use, ...]) -> str:
        """The cases with the codes of their bodies."""
        return ";".join(f"{use.case}@{'+'.join(use.bodies)}" for use in value)


def _body(text: str, whole: str) -> LocalGovernmentCode:
    try:
        return (get(text) if text[:1].isdecimal() else find(text)).code
    except LookupError as error:
        suggestion = getattr(error, "suggestion", None)
        raise InvalidValue("systems.use_of_no_body", value=text, suggestion=suggestion, cell=whole) from error
