"""The commands of the portal: one module for each group. A new group is a module beside these and a line in `GROUPS`.

A module has `add(commands)`, which adds its commands; each names in `run` what does it.
"""

from . import changes, data, feedback, preview, start, tokens

__all__ = ["GROUPS"]

GROUPS = (start, data, tokens, preview, feedback, changes)
