"""The groups of pages, in the order of the menu. A new group is a module beside these, and a line here."""

from ..portal import PageGroup
from . import account, api_page, dashboard, municipalities

__all__ = ["GROUPS"]

GROUPS: tuple[PageGroup, ...] = (dashboard.GROUP, municipalities.GROUP, api_page.GROUP, account.GROUP)
