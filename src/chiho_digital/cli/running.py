"""The program: from arguments to an exit status. Whatever goes wrong is told as a sentence with the likely repair."""

from __future__ import annotations

import os
import sys
import traceback
from typing import TYPE_CHECKING

from chiho_digital.basics import require

from .output import Output, unbreakable
from .problems import DONE, told

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["main"]

PROGRAM = "chiho-digital"
_COMPLETE = "_CHIHO_DIGITAL_COMPLETE"  # set by the shell that asks what can follow
_INTERRUPTED, _NO_READER = 130, 141  # as shells number a program that Ctrl-C or a closed pipe ends


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit status.

    arguments: by default those of the program.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    out = Output.of(given)
    unbreakable(sys.stdout, sys.stderr)
    try:
        status = _answered(given, out)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        # Nobody reads any more; what Python still writes when it ends must not fail either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _NO_READER
    return status


def _answered(arguments: list[str], out: Output) -> int:
    try:
        return _run(arguments, out)
    except BrokenPipeError:
        raise
    except Exception as error:  # noqa: BLE001 -- nobody should meet a traceback who did not ask for one
        if out.debug:
            traceback.print_exc()
        status, errors = told(error)
        out.errors(errors)
        return status


def _run(arguments: list[str], out: Output) -> int:
    click = require("click", extra="cli")
    from .app import app

    if instruction := os.environ.get(_COMPLETE):
        from click.shell_completion import shell_complete

        return shell_complete(app, {"obj": out}, PROGRAM, _COMPLETE, instruction)
    try:
        with app.make_context(PROGRAM, arguments, obj=out) as context:
            return int(app.invoke(context))
    except click.exceptions.Exit:  # after --help
        return DONE
