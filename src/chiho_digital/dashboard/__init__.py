"""What a portal shows: the tables of the public dashboard in its published definitions (共同調達ダッシュボード)."""

from . import releases
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
    "NO_DATA",
    "POPULATION_ROUNDING",
    "Cell",
    "View",
    "by_area",
    "by_kind",
    "by_prefecture",
    "case_list",
    "cases_near",
    "releases",
    "shown_kinds",
]
