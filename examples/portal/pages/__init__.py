"""The groups of pages and the menu. A new group is a module or a folder beside these, and a line in each of the two."""

from ..portal import PageGroup, Section
from . import (
    account,
    api_page,
    bonds,
    calls,
    checking,
    commonization,
    dashboard,
    feedback,
    municipalities,
    plan,
    preview,
    talent,
)

__all__ = ["GROUPS", "MENU"]

GROUPS: tuple[PageGroup, ...] = (
    dashboard.GROUP,
    municipalities.GROUP,
    bonds.GROUP,
    plan.GROUP,
    checking.GROUP,
    preview.GROUP,
    talent.GROUP,
    calls.GROUP,
    commonization.GROUP,
    feedback.GROUP,
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
    Section("section.together", [("/calls", "menu.calls"), ("/wishes", "menu.wishes")]),
    Section("section.funding", [("/bonds", "menu.bonds"), ("/plan", "menu.plan")]),
    Section(
        "section.talent",
        [
            ("/talent", "menu.talent"),
            ("/talent/support", "menu.support"),
            ("/talent/outlook", "menu.outlook"),
            ("/talent/needs", "menu.needs"),
        ],
    ),
    Section(
        "section.commonization",
        [
            ("/commonization", "menu.commonization"),
            ("/commonization/calendar", "menu.commonization_calendar"),
            ("/commonization/drafts", "menu.commonization_drafts"),
        ],
    ),
    Section("section.data", [("/check", "menu.check"), ("/preview", "menu.preview"), ("/api", "menu.api")]),
    Section(
        "section.about",
        [
            ("/changes", "menu.changes"),
            ("/feedback", "menu.feedback"),
            ("/about/accessibility", "menu.accessibility"),
        ],
    ),
)
