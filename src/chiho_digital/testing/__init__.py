"""Hypothesis strategies for everything that the library reads and holds, for tests of your own (extra `testing`).

Once Hypothesis is imported, `st.from_type` knows every public record, value and class of facts of the library.

>>> from hypothesis import strategies as st
>>> from chiho_digital import procurement, testing
>>> st.from_type(procurement.Case) is not None and testing.records(procurement.Case) is not None
True
"""

from . import _needed as _needed  # first: says what to install where Hypothesis is missing
from .cells import cell_texts
from .codes import (
    WrongText,
    bodies,
    body_codes,
    former_codes,
    lasting_codes,
    well_formed_codes,
    wrong_codes,
    wrong_corporate_numbers,
)
from .codes import corporate_number_values as corporate_numbers
from .facts import facts
from .files import FORMS, DrawnFile, Form, files
from .making import records
from .money import amounts, decimals, ratios, roundings
from .of_sharing import prices, remainders, sharers, sharing_rules
from .of_values import notes, parameters, sources
from .registering import drawn_classes, public_classes, register
from .rows import DrawnRow, row_records, rows, wrong_rows
from .texts import addresses, bilingual, identifiers, plain_words, texts, words
from .times import day_texts, days, era_texts, fiscal_years, partial_dates, periods

__all__ = [
    "FORMS",
    "DrawnFile",
    "DrawnRow",
    "Form",
    "WrongText",
    "addresses",
    "amounts",
    "bilingual",
    "bodies",
    "body_codes",
    "cell_texts",
    "corporate_numbers",
    "day_texts",
    "days",
    "decimals",
    "drawn_classes",
    "era_texts",
    "facts",
    "files",
    "fiscal_years",
    "former_codes",
    "identifiers",
    "lasting_codes",
    "notes",
    "parameters",
    "partial_dates",
    "periods",
    "plain_words",
    "prices",
    "public_classes",
    "ratios",
    "records",
    "register",
    "remainders",
    "roundings",
    "row_records",
    "rows",
    "sharers",
    "sharing_rules",
    "sources",
    "texts",
    "well_formed_codes",
    "words",
    "wrong_codes",
    "wrong_corporate_numbers",
    "wrong_rows",
]

register()
