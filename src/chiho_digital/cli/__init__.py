"""The command line (extra `cli`): `chiho-digital COMMAND`, or `python -m chiho_digital COMMAND`.

Exit status: 0 the command did what it was asked, whatever the answer; 1 there are errors in what it was given; 2 the command is
wrong, or a file cannot be read or written.
"""

from .running import main

__all__ = ["main"]
