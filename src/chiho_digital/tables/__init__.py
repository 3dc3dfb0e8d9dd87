"""Tables: row models, reading files, checking them, issues. Knows no programme."""

from .checking import Checked, check
from .columns import Column
from .issues import Issue, Severity
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
from .reading import ENGINES, Engine, Loaded, read
from .rows import Across, CheckedRows, LoadedRows, NumberedRow, RowModel, check_rows, columns_of, read_rows
from .stated import Stated, split_remark

__all__ = [
    "ENGINES",
    "Across",
    "AsStated",
    "Checked",
    "CheckedRows",
    "Choice",
    "Column",
    "Engine",
    "Issue",
    "Kind",
    "Link",
    "Links",
    "Listed",
    "Loaded",
    "LoadedRows",
    "NumberedRow",
    "PartialDay",
    "Prefecture",
    "RowModel",
    "Severity",
    "Stated",
    "WebAddress",
    "Whole",
    "Words",
    "Yen",
    "check",
    "check_rows",
    "columns_of",
    "read",
    "read_rows",
    "split_remark",
]
