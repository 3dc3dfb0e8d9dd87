"""The preview window: bodies look at the rows that concern them before these are published, and confirm or object."""

from ...portal import PageGroup
from . import keeping
from .answering import pages as _answering
from .counting import api, pages

__all__ = ["GROUP"]

pages.include_router(_answering)

GROUP = PageGroup(pages, api, layout=keeping.LAYOUT)
