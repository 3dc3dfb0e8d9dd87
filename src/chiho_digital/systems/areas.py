"""The three areas of the public dashboard (総務部門, 事業部門, ツール), and which kind of system falls in which.

Which kind falls in which area is not published in what was read. So every kind is 未分類 (unclassified) until the user
gives a mapping; ours is optional and graded *inferred*.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from chiho_digital.basics import Text

from .kinds import SystemKind, kind_of
from .vocabularies import table

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["AREAS", "UNCLASSIFIED", "area_of", "areas_ours"]

UNCLASSIFIED = "未分類"
"""The area of a kind for which no mapping is given."""

AREAS = {
    "総務部門": Text("総務部門", "general affairs"),
    "事業部門": Text("事業部門", "operations"),
    "ツール": Text("ツール", "tools"),
    UNCLASSIFIED: Text("未分類", "unclassified"),
}
"""What the areas are called, in the order of the dashboard, unclassified last."""


def area_of(kind: SystemKind | str, areas: Mapping[str, str] | None = None) -> str:
    """The area of a kind by a mapping; without one, or where it does not hold the kind, 未分類.

    kind: a kind, or any spelling of it.  areas: by id, name or synonym of the kind; an exact spelling.

    >>> area_of("ビジネスチャット"), area_of("ビジネスチャット", {"business_chat": "ツール"})
    ('未分類', 'ツール')
    """
    known = kind_of(kind) if isinstance(kind, str) else kind
    return next((areas[s] for s in known.spellings if s in areas), UNCLASSIFIED) if areas else UNCLASSIFIED


def areas_ours() -> dict[str, str]:
    """Our own mapping of kinds (ids) to the dashboard's three areas (総務部門, 事業部門, ツール): not the published one.

    The published mapping is not known; without a mapping every kind is 未分類.
    """
    return {row["kind"]: row["area_ours"] for row in table("kinds.csv")}
