"""Corporate numbers (法人番号): 13 digits, the first a check digit.

Issued by the National Tax Agency (国税庁) under 番号法 (Act No. 27 of 2013) art. 39. The check digit is
9 - (sum of P x Q) mod 9 over the twelve digits that follow it, where Q is 1 and 2 in turn from the last digit.

>>> validate("5-8356-7825-6246")
CorporateNumber('5835678256246')
>>> format("5835678256246")
'5-8356-7825-6246'
>>> check_digit("835678256246")
'5'
>>> is_valid("2835678256246")
False
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Self

from .codes import compact
from .digits import core_schema_of_digits, json_schema_of_digits
from .errors import InvalidCode

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

__all__ = ["CorporateNumber", "check_digit", "compact", "format", "is_valid", "validate"]

_THIRTEEN = re.compile("[0-9]{13}")
_TWELVE = re.compile("[0-9]{12}")


class CorporateNumber(str):
    """A corporate number (法人番号): thirteen ASCII digits, the first a check digit. A `str` known to be well-formed.

    Raises:
        InvalidCode: as `parse`.
    """

    __slots__ = ()

    def __new__(cls, text: str) -> Self:  # noqa: D102 – said in the class's docstring
        return cls.parse(text)

    @classmethod
    def parse(cls, text: object) -> Self:
        """The number a text is; full-width digits are folded, hyphens and spaces dropped.

        Raises:
            InvalidCode: no text, not thirteen digits, or a wrong check digit; the repair is suggested where known.
        """
        if not isinstance(text, str):
            raise InvalidCode("governments.corporate_number_not_text", value=text, type=type(text).__name__)
        number = compact(text)
        if not _THIRTEEN.fullmatch(number):
            raise InvalidCode(
                "governments.corporate_number_digits",
                value=text,
                suggestion=_likely(number),
                count=len(number),
            )
        right = check_digit(number[1:])
        if number[0] != right:
            raise InvalidCode("governments.corporate_number_check_digit", value=text, expected=right)
        return str.__new__(cls, number)

    def __repr__(self) -> str:
        return f"CorporateNumber({str(self)!r})"

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """How pydantic reads and writes it: text in, text out."""
        return core_schema_of_digits(cls, cls.parse)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: object, handler: object) -> dict[str, Any]:
        return json_schema_of_digits(13, "法人番号")


def _likely(number: str) -> str | None:
    """The number that was likely meant: an invoice number has a T before it, a company's register number no check digit."""
    bare = number.removeprefix("T")
    if _THIRTEEN.fullmatch(bare) and bare[0] == check_digit(bare[1:]):
        return bare
    return check_digit(number) + number if _TWELVE.fullmatch(number) else None


def check_digit(twelve: str) -> str:
    """The check digit of the twelve digits that follow it.

    Raises:
        InvalidCode: not twelve ASCII digits.
    """
    if not _TWELVE.fullmatch(twelve):
        raise InvalidCode("governments.corporate_number_digits", value=twelve, count=len(twelve))
    total = sum(int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(twelve)))
    return str(9 - total % 9)


def validate(text: str) -> CorporateNumber:
    """The number a text is.

    Raises:
        InvalidCode: as `CorporateNumber.parse`.
    """
    return CorporateNumber.parse(text)


def is_valid(text: object) -> bool:
    """Whether a text is a well-formed corporate number."""
    try:
        CorporateNumber.parse(text)
    except InvalidCode:
        return False
    return True


def format(text: str) -> str:  # noqa: A001 – the contract's name, as in python-stdnum
    """A number as people write it, in groups of four.

    Raises:
        InvalidCode: as `CorporateNumber.parse`.
    """
    number = validate(text)
    return "-".join((number[0], number[1:5], number[5:9], number[9:]))
