"""What: kinds of system (システムの種類), software and the offerings of it (ソフトウェアと提供), and the search among them."""

from . import catalogue
from .areas import AREAS, UNCLASSIFIED, area_of, areas_ours
from .kinds import SystemKind, UnknownKind, find_kind, kind_of, kinds, near_kinds
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
