"""Names and arguments that will go: one warning, which everyone sees, with the versions and what to use instead (非推奨)."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

from .messages import message

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["ChihoDigitalDeprecationWarning", "deprecated"]


class ChihoDigitalDeprecationWarning(FutureWarning):
    """Something of this library that was used will be removed (非推奨の警告).

    A `FutureWarning`, since Python shows those to everyone; it shows a `DeprecationWarning` in the user's own script alone.
    """


def deprecated(what: str, *, since: str, removed_in: str, instead: str) -> None:
    """Warns whoever called the caller that `what` will be removed; both languages, at the line of the call.

    It stands in the body of the old function or method, behind an old parameter, or in the `__getattr__` of a module for an
    old name. The old must do the same as the new until it goes.

    what: the full name, `chiho_digital.bonds.old_name`.  since: the version that first warns.
    removed_in: the version that no longer has it.  instead: the full name of what to use.
    """
    params: Mapping[str, str] = {"what": what, "since": since, "removed_in": removed_in, "instead": instead}
    words = "\n".join(message("basics.deprecated", params, lang) for lang in ("ja", "en"))
    warnings.warn(words, ChihoDigitalDeprecationWarning, stacklevel=3)
