"""Optional dependencies, imported when used."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from .errors import MissingExtra

__all__ = ["require"]


def require(package: str, *, extra: str) -> Any:
    """The imported package.

    Raises:
        MissingExtra: it is not installed; the message names the extra to install.
    """
    try:
        return import_module(package)
    except ModuleNotFoundError as error:
        if error.name != package.partition(".")[0]:
            raise  # the package is there; something it needs is not
        raise MissingExtra("basics.missing_extra", package=package, extra=extra) from None
