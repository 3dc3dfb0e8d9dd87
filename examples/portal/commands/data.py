"""`load FILE`: puts a file of cases in, while the portal is stopped."""

from __future__ import annotations

import argparse
from contextlib import closing
from pathlib import Path
from typing import Any

from chiho_digital import tables

from ..app import create_app
from ..data import put_cases
from ..settings import Settings
from ..store import PortalStore
from .clock import now

__all__ = ["add"]


def add(commands: Any) -> None:
    """Adds the command."""
    load = commands.add_parser("load", help="put a file of cases in, while the portal is stopped")
    load.add_argument("file", type=Path)
    load.set_defaults(run=_load)


def _load(arguments: argparse.Namespace) -> None:
    arguments.folder.mkdir(parents=True, exist_ok=True)
    # The portal holds its own store while it runs, and the cases only while it reads them.
    with (
        closing(PortalStore(arguments.folder / "portal.duckdb")),
        tables.store(arguments.folder / "cases.duckdb") as store,
    ):
        entry = put_cases(store, arguments.file, as_of=arguments.as_of, origin=arguments.file.name)
    # The listing is made here too, so that starting takes no time and no memory for it.
    create_app(Settings(folder=arguments.folder, as_of=arguments.as_of, now=now)).state.portal.close()
    print(f"{entry.rows} rows, {entry.rejected} rejected, {entry.errors} errors, {entry.warnings} warnings")
