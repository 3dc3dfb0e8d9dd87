"""What a portal shows: the tables of the public dashboard in its published definitions (共同調達ダッシュボード)."""

from . import releases
from .case_detail import CaseDetail, case_detail
from .elsewhere import BOUGHT, Elsewhere, elsewhere
from .extras import CaseExtras, by_subsidy
from .listing import CaseFilter, Listing
from .view import NO_DATA, Cell, View
from .views import (
    POPULATION_ROUNDING,
    by_area,
    by_kind,
    by_prefecture,
    case_list,
    cases_near,
    shown_kinds,
)

__all__ = [
    "BOUGHT",
    "NO_DATA",
    "POPULATION_ROUNDING",
    "CaseDetail",
    "CaseExtras",
    "CaseFilter",
    "Cell",
    "Elsewhere",
    "Listing",
    "View",
    "by_area",
    "by_kind",
    "by_prefecture",
    "by_subsidy",
    "case_detail",
    "case_list",
    "cases_near",
    "elsewhere",
    "releases",
    "shown_kinds",
]
