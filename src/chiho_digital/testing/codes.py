"""Codes of local governments and corporate numbers to draw: real, former, merely well-formed, and wrong with their repair."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import frozen
from hypothesis import strategies as st

from chiho_digital.governments import (
    CorporateNumber,
    Government,
    GovernmentKind,
    InvalidCode,
    LocalGovernmentCode,
    changes,
    codes,
    corporate_numbers,
    municipalities,
    prefectures,
    wards,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from hypothesis.strategies import SearchStrategy

__all__ = [
    "WrongText",
    "bodies",
    "body_codes",
    "corporate_number_values",
    "former_codes",
    "lasting_codes",
    "well_formed_codes",
    "wrong_codes",
    "wrong_corporate_numbers",
]


_T = TypeVar("_T")


@frozen
class WrongText:
    """A text that is refused (誤りのある文字列). Strictly read-only.

    text: what is refused.  code: that of the error.  suggestion: the repair that the error names, None if it names none.
    """

    text: str
    code: str
    suggestion: str | None = None


@cache
def _real(on: date | None, with_wards: bool) -> tuple[Government, ...]:  # noqa: FBT001 -- part of the key of a cache
    parts = wards(as_of=on) if with_wards else []
    return (*prefectures(as_of=on), *municipalities(as_of=on), *parts)


def _is_lasting(body: Government) -> bool:
    return body.validity.start is None and body.validity.end is None


def bodies(
    *, kinds: Collection[GovernmentKind] | None = None, on: date | None = None, lasting: bool = False
) -> SearchStrategy[Government]:
    """Prefectures and municipalities of the registry (地方公共団体), wards only when they are among the kinds.

    on: the day, by default the last that was checked.  lasting: only those that nothing happened to since 2013.
    """
    found = [
        body
        for body in _real(on, with_wards=kinds is not None and GovernmentKind.WARD in kinds)
        if (kinds is None or body.kind in kinds) and (not lasting or _is_lasting(body))
    ]
    return _among(found)


def _among(found: Sequence[_T]) -> SearchStrategy[_T]:
    """One of many; `sampled_from` would name them all wherever Hypothesis shows the strategy."""
    return st.integers(0, len(found) - 1).map(lambda place: found[place])


def body_codes(
    *, kinds: Collection[GovernmentKind] | None = None, on: date | None = None, lasting: bool = False
) -> SearchStrategy[LocalGovernmentCode]:
    """The codes of `bodies` (団体コード)."""
    return bodies(kinds=kinds, on=on, lasting=lasting).map(_code)


def _code(body: Government) -> LocalGovernmentCode:
    return body.code


MUNICIPAL = frozenset(kind for kind in GovernmentKind if kind.is_municipality)


def lasting_codes(*, municipal: bool = False) -> SearchStrategy[LocalGovernmentCode]:
    """Codes that were borne by the same body all through the registry's history; of municipalities only when asked."""
    return body_codes(kinds=MUNICIPAL if municipal else None, lasting=True)


def former_codes() -> SearchStrategy[LocalGovernmentCode]:
    """Codes that were borne once and are borne no more (廃止されたコード)."""
    now = {body.code for body in _real(None, with_wards=True)}
    return _among(sorted({change.old_code for change in changes()} - now))


def well_formed_codes() -> SearchStrategy[LocalGovernmentCode]:
    """Any six digits whose check digit is right; most of them no body bears."""
    return st.integers(0, 99_999).map(_with_check_digit)


def _with_check_digit(number: int) -> LocalGovernmentCode:
    return LocalGovernmentCode(f"{number:05}{codes.check_digit(f'{number:05}')}")


def wrong_codes() -> SearchStrategy[WrongText]:
    """Texts that are no codes, made from real ones: wrong check digit, too few digits, letters (誤ったコード)."""
    return st.builds(
        _wrong_code, body_codes(), st.integers(1, 9), st.sampled_from(("check", "five", "letter"))
    )


def _wrong_code(code: LocalGovernmentCode, by: int, how: str) -> WrongText:
    text = {
        "check": f"{code[:5]}{(int(code[5]) + by) % 10}",
        "five": code[:5],
        "letter": f"{code[:4]}O{code[5]}",
    }[how]
    return _refused(text, LocalGovernmentCode.parse)


def _refused(text: str, parse: Any) -> WrongText:
    try:
        parse(text)
    except InvalidCode as error:
        return WrongText(text, error.code, None if error.suggestion is None else str(error.suggestion))
    raise AssertionError(text)


def corporate_number_values() -> SearchStrategy[CorporateNumber]:
    """Corporate numbers whose check digit is right (法人番号)."""
    return st.integers(1, 10**12 - 1).map(_numbered)


def _numbered(number: int) -> CorporateNumber:
    twelve = f"{number:012}"
    return CorporateNumber(corporate_numbers.check_digit(twelve) + twelve)


def wrong_corporate_numbers() -> SearchStrategy[WrongText]:
    """Texts that are no corporate numbers: wrong check digit, none at all, too few digits (誤った法人番号)."""
    return st.builds(
        _wrong_number,
        corporate_number_values(),
        st.integers(1, 8),
        st.sampled_from(("check", "twelve", "short")),
    )


def _wrong_number(number: CorporateNumber, by: int, how: str) -> WrongText:
    text = {
        "check": f"{(int(number[0]) - 1 + by) % 9 + 1}{number[1:]}",
        "twelve": number[1:],
        "short": number[:11],
    }[how]
    return _refused(text, CorporateNumber.parse)
