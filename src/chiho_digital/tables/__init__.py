"""Tables: row models, reading files, checking them, issues. Knows no programme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chiho_digital.basics.doors import later

from .columns import Column
from .issues import Issue, Issues, Severity, in_order
from .kinds import (
    AsStated,
    Choice,
    Kind,
    Link,
    Links,
    Listed,
    PartialDay,
    Prefecture,
    WebAddress,
    Whole,
    Words,
    Yen,
)
from .rows import Across, CheckedRows, LoadedRows, NumberedRow, RowModel, check_rows, columns_of, read_rows
from .stated import Stated, split_remark
from .stores.errors import StoreDamaged, StoreError, StoreHeld, UnknownTable

if TYPE_CHECKING:
    from .checking import Checked, check
    from .reading import ENGINES, Engine, Loaded, read
    from .stores.snapshots import Restored, restore
    from .stores.store import Entry, Store, Stored, store
    from .sums import sums_by

__all__ = [
    "ENGINES",
    "Across",
    "AsStated",
    "Checked",
    "CheckedRows",
    "Choice",
    "Column",
    "Engine",
    "Entry",
    "Issue",
    "Issues",
    "Kind",
    "Link",
    "Links",
    "Listed",
    "Loaded",
    "LoadedRows",
    "NumberedRow",
    "PartialDay",
    "Prefecture",
    "Restored",
    "RowModel",
    "Severity",
    "Stated",
    "Store",
    "StoreDamaged",
    "StoreError",
    "StoreHeld",
    "Stored",
    "UnknownTable",
    "WebAddress",
    "Whole",
    "Words",
    "Yen",
    "check",
    "check_rows",
    "columns_of",
    "in_order",
    "read",
    "read_rows",
    "restore",
    "split_remark",
    "store",
    "sums_by",
]

# What works on columns is loaded when it is first used: records need no dataframes.
if not TYPE_CHECKING:  # type checkers would let every misspelt name pass
    __getattr__, __dir__ = later(
        __name__,
        __all__,
        {
            "checking": ("Checked", "check"),
            "reading": ("ENGINES", "Engine", "Loaded", "read"),
            "stores.snapshots": ("Restored", "restore"),
            "stores.store": ("Entry", "Store", "Stored", "store"),
            "sums": ("sums_by",),
        },
    )
