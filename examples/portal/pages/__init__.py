"""The groups of pages and the menu. A new group is a module or a folder beside these, and a line in each of the two."""

from ..portal import PageGroup, Section
from . import account, api_page, dashboard, municipalities

__all__ = ["GROUPS", "MENU"]

GROUPS: tuple[PageGroup, ...] = (
    dashboard.GROUP,
    municipalities.GROUP,
    api_page.GROUP,
    account.GROUP,
)

MENU: tuple[Section, ...] = (
    Section(
        "section.explore",
        [
            ("/bodies", "menu.bodies"),
            ("/cases", "menu.cases"),
            ("/prefectures", "menu.prefectures"),
            ("/kinds", "menu.kinds"),
        ],
    ),
    Section("section.data", [("/api", "menu.api")]),
)
