"""Values without programme knowledge: bilingual text, sources and grades, fiscal years and era dates, exact yen, errors."""

from .data_sets import ShippedData, data_sets
from .deprecations import ChihoDigitalDeprecationWarning
from .eras import ERAS, Era, era_date, era_of, parse_date
from .errors import ChihoDigitalError, ImpossibleMove, InvalidDate, InvalidValue, MissingExtra
from .extras import require
from .fiscal_years import FIRST_FISCAL_YEAR, LAST_FISCAL_YEAR, FiscalYear
from .labelled import LabelledEnum
from .messages import Note, catalogue, message, phrase, template
from .money import (
    MAX_YEN,
    Direction,
    OddYen,
    Rounding,
    TaxBasis,
    apportion,
    exact_ratio,
    format_yen,
    parse_yen,
    whole_yen,
)
from .moves import Moves, Transition
from .periods import PartialDate, Period, Precision
from .progress import Progress
from .sources import Grade, Source
from .text import Lang, Text, fold

__all__ = [
    "ERAS",
    "FIRST_FISCAL_YEAR",
    "LAST_FISCAL_YEAR",
    "MAX_YEN",
    "ChihoDigitalDeprecationWarning",
    "ChihoDigitalError",
    "Direction",
    "Era",
    "FiscalYear",
    "Grade",
    "ImpossibleMove",
    "InvalidDate",
    "InvalidValue",
    "LabelledEnum",
    "Lang",
    "MissingExtra",
    "Moves",
    "Note",
    "OddYen",
    "PartialDate",
    "Period",
    "Precision",
    "Progress",
    "Rounding",
    "ShippedData",
    "Source",
    "TaxBasis",
    "Text",
    "Transition",
    "apportion",
    "catalogue",
    "data_sets",
    "era_date",
    "era_of",
    "exact_ratio",
    "fold",
    "format_yen",
    "message",
    "parse_date",
    "parse_yen",
    "phrase",
    "require",
    "template",
    "whole_yen",
]
