"""Writing a workbook: to the side first and then into place, and never over a file by accident."""

from __future__ import annotations

import os
import secrets
import shutil
from pathlib import Path

from chiho_digital.basics import InvalidValue

__all__ = ["put", "target_of"]


def target_of(path: Path | str, *, overwrite: bool, source: object = None) -> Path:
    """The path of a workbook to be written.

    Raises:
        InvalidValue: it does not end with .xlsx, or there is a file already; the source itself is named as such.
    """
    target = Path(path)
    if target.suffix.lower() != ".xlsx":
        suggestion = f"{target.stem}.xlsx" if target.stem else None
        raise InvalidValue("excel.not_xlsx", value=target.name, suggestion=suggestion)
    if target.exists() and not overwrite:
        original = isinstance(source, Path | str) and target.samefile(source)
        raise InvalidValue("excel.is_original" if original else "excel.exists", value=str(target))
    return target


def put(data: bytes, target: Path) -> None:
    """Write a workbook in one piece: whatever happens, the target is what it was or all of the new one.

    Raises:
        OSError: it cannot be written; Excel may have it open.
    """
    aside = target.with_name(f".{secrets.token_hex(8)}.xlsx")
    try:
        with aside.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            shutil.copymode(target, aside)
        aside.replace(target)
    finally:
        aside.unlink(missing_ok=True)
