"""`change add`: tells of a change on the public list, also while the portal runs."""

from __future__ import annotations

import argparse
from typing import Any

from chiho_digital.basics import Text

from ..board import LONGEST, Board, ChangeKind
from .clock import now
from .words import text_of

__all__ = ["add"]


def add(commands: Any) -> None:
    """Adds the command."""
    what = commands.add_parser(
        "change", help="the public list of changes, also while the portal runs"
    ).add_subparsers(required=True)
    adding = what.add_parser("add", help="add a change of the site")
    adding.add_argument("--text", required=True, help="what has changed, in Japanese")
    adding.add_argument("--text-en", default="", help="the same in English")
    adding.set_defaults(run=_add)


def _add(arguments: argparse.Namespace) -> None:
    english = text_of(arguments.text_en, LONGEST) if arguments.text_en else ""
    text = Text(text_of(arguments.text, LONGEST), english)
    number = Board(arguments.folder).tell(now(), ChangeKind.SITE, text)
    print(f"change {number}: public")
