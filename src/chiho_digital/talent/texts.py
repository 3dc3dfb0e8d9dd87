"""Where each measure stands in the two texts that were read, and for which years: 特別交付税に関する省令.

The text read on 2025-03-19 was used for the allocation of FY2024, that of 2026-03-16 for FY2025. No text is applied to
years before it.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from chiho_digital.basics import FiscalYear, Grade, Source, Text
from chiho_digital.rules import Revision, load_parameters

from .vocabulary import Measure

if TYPE_CHECKING:
    from collections.abc import Callable

    from chiho_digital.rules import Rule

__all__ = ["ARTICLES", "PARAMETERS", "WINDOWS", "metropolis_too", "revisions", "source_of"]

PARAMETERS = load_parameters(Path(__file__).with_name("parameters.toml"))


M = Measure
ARTICLES: dict[int, dict[Measure, str]] = {
    2024: {
        M.PREFECTURE_TALENT: "附則6条10項1号",
        M.PREFECTURE_TRAINING: "附則6条10項2号",
        M.SUPPORTING_MUNICIPALITY: "附則7条11項1号",
        M.MUNICIPALITY_TRAINING: "附則7条11項2号",
        M.OWN_CIO_AIDE: "附則7条10項3号",
        M.PARTNERSHIP_PREFECTURE: "第100号",
        M.PARTNERSHIP_MUNICIPALITY: "第97号",
        M.REVITALISATION_WORKER: "第40号",
        M.LOCAL_ADVISER: "第27号",
    },
    2025: {
        M.PREFECTURE_TALENT: "附則6条9項",
        M.PREFECTURE_TRAINING: "附則6条8項",
        M.SUPPORTING_MUNICIPALITY: "附則7条12項",
        M.MUNICIPALITY_TRAINING: "附則7条11項",
        M.OWN_CIO_AIDE: "附則7条10項3号",
        M.PARTNERSHIP_PREFECTURE: "第99号",
        M.PARTNERSHIP_MUNICIPALITY: "第96号",
        M.REVITALISATION_WORKER: "第39号",
        M.LOCAL_ADVISER: "第27号",
    },
}
"""Where each measure stands, by the first fiscal year that a text is applied to."""


def _years(first: int, last: int) -> tuple[FiscalYear, FiscalYear]:
    return FiscalYear(first), FiscalYear(last)


WINDOWS: dict[int, dict[Measure, tuple[FiscalYear, FiscalYear]]] = {
    2024: {
        M.PREFECTURE_TALENT: _years(2023, 2025),
        M.PREFECTURE_TRAINING: _years(2023, 2025),
        M.SUPPORTING_MUNICIPALITY: _years(2023, 2025),
        M.MUNICIPALITY_TRAINING: _years(2023, 2025),
        M.OWN_CIO_AIDE: _years(2021, 2025),
    },
    2025: {
        M.PREFECTURE_TALENT: _years(2023, 2029),
        M.PREFECTURE_TRAINING: _years(2023, 2025),
        M.SUPPORTING_MUNICIPALITY: _years(2023, 2029),
        M.MUNICIPALITY_TRAINING: _years(2023, 2025),
        M.OWN_CIO_AIDE: _years(2021, 2025),
    },
}
"""The fiscal years that a text names for a measure; the other measures have none."""

_SOURCES = {2024: "ordinance_2025", 2025: "ordinance_2026"}
_TITLES = {
    2024: Text(
        "特別交付税に関する省令（令和6年度の算定に用いた条文）",
        "Ordinance on Special Allocation Tax (text used for FY2024)",
    ),
    2025: Text(
        "特別交付税に関する省令（令和7年度の算定に用いた条文）",
        "Ordinance on Special Allocation Tax (text used for FY2025)",
    ),
}
_READ_ON = {2024: date(2025, 3, 19), 2025: date(2026, 3, 16)}


def source_of(measure: Measure, text: int, grade: Grade | None = None) -> Source:
    """The article of a measure in the text of a year, with a grade of its own where a reading is weaker."""
    return PARAMETERS.source(_SOURCES[text], ARTICLES[text][measure], grade)


def metropolis_too(text: int) -> Source:
    """Art. 9(2): the metropolis is treated as a prefecture, the area of its special wards as one city."""
    return PARAMETERS.source(_SOURCES[text], "9条2項")


def revisions(rules: Callable[[int], tuple[Rule, ...]]) -> tuple[Revision, ...]:
    """The two texts, each with its rules."""
    return tuple(Revision(_TITLES[text], FiscalYear(text), _READ_ON[text], rules(text)) for text in ARTICLES)
