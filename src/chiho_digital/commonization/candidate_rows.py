"""The row model of a file of candidates (共通化の対象候補), and how its words for grades, years and the unknown are read.

High and primary are primary, medium and secondary are secondary, low and inferred are inferred. Of words in parts
(`secondary; FY inferred`) the candidacy has the grade of the part that speaks of it (candidate, 候補), else of the first; the
fiscal year that of the part that speaks of it (FY), else the same.
"""

from __future__ import annotations

import re
from typing import Annotated

from chiho_digital.basics import FiscalYear, Grade, LabelledEnum
from chiho_digital.tables import Choice, Column, RowModel, WebAddress, Words

__all__ = ["GRADES", "CandidateRow", "CandidateRowKind", "fiscal_year_in", "grade_in", "known"]

GRADES = {
    "high": Grade.PRIMARY,
    "primary": Grade.PRIMARY,
    "medium": Grade.SECONDARY,
    "secondary": Grade.SECONDARY,
    "low": Grade.INFERRED,
    "inferred": Grade.INFERRED,
}
"""What the words of a file are worth."""

_GRADE = re.compile(rf"\b(?:{'|'.join(GRADES)})\b")
_BETWEEN_PARTS = re.compile("[;+]")
_FISCAL_YEAR = re.compile(r"FY([0-9]{4})")
_NOT_KNOWN = re.compile(r"(?:unknown\b|n/a\b)")


class CandidateRowKind(LabelledEnum):
    """What a row of a file of candidates is about (行の種別)."""

    CANDIDATE = "candidate", "対象候補", "candidate"
    PROBABLE = "probable_candidate", "対象候補とみられるもの", "probable candidate"
    COUNT = "aggregate", "件数", "count of candidates"
    EXPECTED = (
        "press_expectation_not_candidate",
        "報道の予想（対象候補ではない）",
        "expected by the press, no candidate",
    )
    NO_LIST = "not_found", "一覧が見つからない年度", "year of which no list was found"

    @property
    def is_candidate(self) -> bool:
        """Whether such a row names a candidate, be it a probable one."""
        return self in {CandidateRowKind.CANDIDATE, CandidateRowKind.PROBABLE}


class CandidateRow(RowModel):
    """One line of a file of candidates (共通化の対象候補の1行), in the words of the file. None is unknown."""

    row_type: Annotated[
        str, Column("行の種別", Choice(tuple(kind.value for kind in CandidateRowKind)), required=True)
    ]
    selection_fiscal_year: Annotated[str | None, Column("選定年度", Words())] = None
    item_name_ja: Annotated[str, Column("業務", Words(), required=True)]
    ministry: Annotated[str | None, Column("所管府省", Words())] = None
    ministry_confidence: Annotated[str | None, Column("所管府省の確度", Words())] = None
    stage_or_outcome: Annotated[str | None, Column("段階・結論", Words())] = None
    target_year: Annotated[str | None, Column("目標年度", Words())] = None
    related_bunken_proposal: Annotated[str | None, Column("関連する分権提案", Words())] = None
    source_url: Annotated[str | None, Column("出典", WebAddress())] = None
    source_locator: Annotated[str | None, Column("出典の箇所", Words())] = None
    confidence: Annotated[str | None, Column("確度", Words())] = None
    note: Annotated[str | None, Column("備考", Words())] = None


def known(words: str | None) -> str | None:
    """The words of a cell, unless they say that nothing is known: `unknown …`, `n/a`.

    >>> known("総務省"), known("unknown (総務省 likely)")
    ('総務省', None)
    """
    return None if words is None or _NOT_KNOWN.match(words) else words


def grade_in(words: str | None, *about: str) -> Grade | None:
    """The grade that words state: in their first part, or in that which holds one of the words `about`; None if there is none.

    >>> grade_in("secondary; FY inferred"), grade_in("secondary; FY inferred", "FY")
    (<Grade.SECONDARY: 'secondary'>, <Grade.INFERRED: 'inferred'>)
    """
    parts = _BETWEEN_PARTS.split(words or "")
    if about:
        parts = [part for part in parts if any(word in part for word in about)]
    found = _GRADE.search(parts[0]) if parts else None
    return GRADES[found[0]] if found else None


def fiscal_year_in(words: str | None) -> FiscalYear | None:
    """The fiscal year that words name as FY2024; None where they name none."""
    found = _FISCAL_YEAR.search(words or "")
    return FiscalYear(int(found[1])) if found else None
