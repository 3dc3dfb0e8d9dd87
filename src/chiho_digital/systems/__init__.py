"""What: kinds of system (システムの種類), software and the offerings of it (ソフトウェアと提供), and the search among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chiho_digital.basics.doors import later

from .kinds import (  # at once: the module bears the name of one
    SystemKind,
    UnknownKind,
    find_kind,
    kind_of,
    kinds,
    near_kinds,
)

if TYPE_CHECKING:
    from . import catalogue
    from .areas import AREAS, UNCLASSIFIED, area_of, areas_ours
    from .records import Catalogue, Company, Offering, Price, Software, Use
    from .rows import OfferingRow, SoftwareRow
    from .units import PriceUnit, near_unit, unit_of, unit_words

__all__ = [
    "AREAS",
    "UNCLASSIFIED",
    "Catalogue",
    "Company",
    "Offering",
    "OfferingRow",
    "Price",
    "PriceUnit",
    "Software",
    "SoftwareRow",
    "SystemKind",
    "UnknownKind",
    "Use",
    "area_of",
    "areas_ours",
    "catalogue",
    "find_kind",
    "kind_of",
    "kinds",
    "near_kinds",
    "near_unit",
    "unit_of",
    "unit_words",
]

# A program loads what it uses: records need neither rules nor tables.
if not TYPE_CHECKING:  # type checkers would let every misspelt name pass
    __getattr__, __dir__ = later(
        __name__,
        __all__,
        {
            "catalogue": (),
            "areas": ("AREAS", "UNCLASSIFIED", "area_of", "areas_ours"),
            "records": ("Catalogue", "Company", "Offering", "Price", "Software", "Use"),
            "rows": ("OfferingRow", "SoftwareRow"),
            "units": ("PriceUnit", "near_unit", "unit_of", "unit_words"),
        },
    )
