"""Who: codes, kinds, the registry at any date, changes, and figures with as-of dates (地方公共団体).

>>> from chiho_digital import governments
>>> governments.find("山口県萩市")
Government(code=LocalGovernmentCode('352047'), name='萩市', kana='ハギシ', romaji='Hagi', kind=<GovernmentKind.CITY: 'city'>, parent_code=LocalGovernmentCode('350001'))
"""

from . import codes, corporate_numbers, figures
from .codes import LocalGovernmentCode
from .corporate_numbers import CorporateNumber
from .errors import AmbiguousCode, AmbiguousName, InvalidCode, UnknownCode, UnknownName
from .figures import Figure, Figures
from .government import CITY_STATUS_AS_OF, HISTORY_FROM, LAST_CHECKED, Government, GovernmentKind
from .registry import (
    Change,
    Registry,
    changes,
    convert,
    find,
    get,
    municipalities,
    northern_villages,
    predecessors,
    prefectures,
    search,
    shipped,
    successors,
    wards,
)
from .similarity import Difference, Nearness, Neighbour, Scale, Similar, similar

__all__ = [
    "CITY_STATUS_AS_OF",
    "HISTORY_FROM",
    "LAST_CHECKED",
    "AmbiguousCode",
    "AmbiguousName",
    "Change",
    "CorporateNumber",
    "Difference",
    "Figure",
    "Figures",
    "Government",
    "GovernmentKind",
    "InvalidCode",
    "LocalGovernmentCode",
    "Nearness",
    "Neighbour",
    "Registry",
    "Scale",
    "Similar",
    "UnknownCode",
    "UnknownName",
    "changes",
    "codes",
    "convert",
    "corporate_numbers",
    "figures",
    "find",
    "get",
    "municipalities",
    "northern_villages",
    "predecessors",
    "prefectures",
    "search",
    "shipped",
    "similar",
    "successors",
    "wards",
]
