"""Codes of local governments (全国地方公共団体コード): two digits prefecture, three digits body, one check digit.

Issued by the Ministry of Internal Affairs and Communications (総務省). With the first five digits a b c d e,
S = 6a + 5b + 4c + 3d + 2e and the check digit is (11 - S mod 11) mod 10. A code is a text, never a number: as a number
it loses its leading zero.

>>> validate("０１１００２")
LocalGovernmentCode('011002')
>>> check_digit("01100")
'2'
>>> format("011002")
'01100-2'
>>> is_valid("011003")
False
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal, Self

from chiho_digital.basics import fold

from .digits import core_schema_of_digits, json_schema_of_digits
from .errors import AmbiguousCode, InvalidCode, UnknownCode

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

    from chiho_digital.basics import Lang

__all__ = ["LocalGovernmentCode", "check_digit", "compact", "format", "is_valid", "validate"]

_SIX = re.compile("[0-9]{6}")
_FIVE = re.compile("[0-9]{5}")


class LocalGovernmentCode(str):
    """The code of a local government (全国地方公共団体コード): six ASCII digits, the last a check digit.

    A `str` that is known to be well-formed, so it sorts, hashes and serialises as text and fits a text column.

    >>> LocalGovernmentCode("352047").prefecture_digits
    '35'

    Raises:
        InvalidCode: as `parse`.
    """

    __slots__ = ()

    def __new__(cls, text: str) -> Self:  # noqa: D102 – said in the class's docstring
        return cls.parse(text)

    @classmethod
    def trusted(cls, text: str) -> Self:
        """A code that is known to be right, unchecked: for tables that were checked when they were made."""
        return str.__new__(cls, text)

    @classmethod
    def parse(cls, text: object, *, digits: Literal[5, 6] = 6) -> Self:
        """The code a text is; full-width digits are folded. With `digits=5` the check digit is left out and added.

        Raises:
            InvalidCode: no text, not so many digits, or a wrong check digit; the repair is suggested where known.
            AmbiguousCode: five digits where six are due, with two readings: a code without its check digit, and a
                six-digit code that lost its leading zero.
        """
        if digits == 6 and type(text) is cls:
            return text  # it was parsed, or is trusted
        if not isinstance(text, str):
            raise InvalidCode("governments.code_not_text", value=text, type=type(text).__name__)
        code = compact(text)
        if digits == 5:
            if _FIVE.fullmatch(code):
                return cls.trusted(code + check_digit(code))
            likely = code[:5] if _SIX.fullmatch(code) and code[5] == check_digit(code[:5]) else None
            raise InvalidCode("governments.code_five_digits", value=text, suggestion=likely)
        if not _SIX.fullmatch(code):
            raise _wrong_length(text, code)
        if code[5] != check_digit(code[:5]):
            raise InvalidCode(
                "governments.code_check_digit",
                value=text,
                suggestion=_named(code[:5] + check_digit(code[:5])),
                expected=check_digit(code[:5]),
            )
        return cls.trusted(code)

    @property
    def prefecture_digits(self) -> str:
        """The first two digits: 01 北海道 to 47 沖縄県."""
        return self[:2]

    @property
    def five_digits(self) -> str:
        """The code without its check digit, as statistics tables write it."""
        return self[:5]

    def __repr__(self) -> str:
        return f"LocalGovernmentCode({str(self)!r})"

    def __cell__(self, lang: Lang) -> str:
        from .registry import get

        try:
            return _named(self) if lang == "ja" else f"{self} ({get(self).title.en})"
        except UnknownCode:  # of a former body only the Japanese name is known
            return _named(self)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """How pydantic reads and writes it: text in, text out."""
        return core_schema_of_digits(cls, cls.parse)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: object, handler: object) -> dict[str, Any]:
        return json_schema_of_digits(6, "全国地方公共団体コード")


def compact(text: str) -> str:
    """The text with full-width digits folded and spaces and hyphens gone."""
    return re.sub(r"[\s\-\u2010-\u2015\u2212]", "", fold(text))


def check_digit(five: str) -> str:
    """The check digit (検査数字) of the first five digits.

    Raises:
        InvalidCode: not five ASCII digits.
    """
    if not _FIVE.fullmatch(five):
        raise InvalidCode("governments.code_five_digits", value=five)
    total = sum(int(digit) * weight for digit, weight in zip(five, (6, 5, 4, 3, 2), strict=True))
    return str((11 - total % 11) % 10)


def validate(text: str) -> LocalGovernmentCode:
    """The code a text is. Whether a body bears it is the registry's to say (`governments.get`).

    Raises:
        InvalidCode: as `LocalGovernmentCode.parse`.
    """
    return LocalGovernmentCode.parse(text)


def is_valid(text: object) -> bool:
    """Whether a text is a well-formed code."""
    try:
        LocalGovernmentCode.parse(text)
    except InvalidCode:
        return False
    return True


def format(text: str) -> str:  # noqa: A001 – the contract's name, as in python-stdnum
    """A code as people write it, check digit apart.

    Raises:
        InvalidCode: as `LocalGovernmentCode.parse`.
    """
    code = validate(text)
    return f"{code[:5]}-{code[5]}"


def _wrong_length(text: str, code: str) -> InvalidCode:
    """The error for a text of another length, with every reading that the registry knows."""
    from .registry import is_known

    five = code.zfill(5) if len(code) == 4 else code  # statistics tables lose leading zeros too
    full = five + check_digit(five) if _FIVE.fullmatch(five) else ""
    readings = [reading for reading in (full, "0" + code) if is_known(reading)]
    if len(readings) > 1:
        named = tuple(_named(reading) for reading in readings)
        return AmbiguousCode("governments.code_ambiguous", value=text, readings=named)
    suggestion = _named(readings[0]) if readings else None
    return InvalidCode("governments.code_six_digits", value=text, suggestion=suggestion)


def _named(code: str) -> str:
    """A suggested code, with the name of the body that bears it."""
    from .registry import is_known, known_name

    return f"{code}（{known_name(code)}）" if is_known(code) else code
