"""Errors of every kind as errors of this library, with the exit status that goes with them."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING, Any, cast

from chiho_digital.basics import ChihoDigitalError, MissingExtra, Text

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["DONE", "NOT_DONE", "WITH_ERRORS", "Problems", "Refused", "told"]

DONE, WITH_ERRORS, NOT_DONE = 0, 1, 2
"""The exit statuses: done; errors in what was given; the command is wrong or a file cannot be read or written."""

_REASONS = {
    errno.ENOENT: Text("ファイルがありません", "there is no such file"),
    errno.EISDIR: Text("フォルダーです", "it is a folder"),
    errno.ENOTDIR: Text("途中がフォルダーではありません", "a part of the path is no folder"),
    errno.EACCES: Text("権限がありません", "permission denied"),
    errno.ENOSPC: Text("空きがありません", "no space left"),
}


class Refused(ChihoDigitalError):
    """The command cannot be carried out: it is wrong, or a file cannot be read or written."""


class Problems(Exception):
    """Several errors in what was given."""

    def __init__(self, problems: Sequence[ChihoDigitalError]) -> None:
        super().__init__(len(problems))
        self.problems: tuple[ChihoDigitalError, ...] = tuple(problems)


def told(error: Exception) -> tuple[int, tuple[ChihoDigitalError, ...]]:
    """The exit status for an error, and the errors of this library that tell it."""
    match error:
        case Refused() | MissingExtra():
            return NOT_DONE, (error,)
        case Problems():
            return WITH_ERRORS, error.problems
        case ChihoDigitalError():
            return WITH_ERRORS, getattr(error, "problems", ()) or (error,)
        case OSError():
            return NOT_DONE, (_of_file(error),)
        case _:
            import click

            if isinstance(error, click.ClickException):
                return NOT_DONE, (_of_command(error),)
            return NOT_DONE, (Refused("cli.unexpected", value=str(error), type=type(error).__name__),)


def _of_file(error: OSError) -> Refused:
    unnamed = Text(error.strerror or str(error), error.strerror or str(error))
    reason = _REASONS.get(error.errno or 0, unnamed)
    return Refused("cli.file", value=error.filename, reason=reason)


def _of_command(error: Any) -> Refused:
    """What is wrong with the command, as Click found it."""
    import click

    help_of = f"{error.ctx.command_path if error.ctx else 'chiho-digital'} --help"
    near = tuple(getattr(error, "possibilities", None) or ()) or None
    match error:
        case click.exceptions.NoSuchCommand():
            return Refused("cli.no_command", value=error.command_name, suggestion=near, help=help_of)
        case click.NoSuchOption():
            return Refused("cli.no_option", value=error.option_name, suggestion=near, help=help_of)
        case click.BadOptionUsage():
            return Refused("cli.option_value", value=error.option_name, help=help_of)
        case _:
            return _of_parameter(error, help_of)


def _of_parameter(error: Any, help_of: str) -> Refused:
    """What is wrong with the value of an option or argument."""
    import click

    param: click.Parameter = error.param
    name = max(param.opts, key=len) if isinstance(param, click.Option) else param.make_metavar(error.ctx)
    if isinstance(error, click.MissingParameter):
        return Refused("cli.missing", value=name, help=help_of)
    if isinstance(param.type, click.Choice):
        choices = tuple(map(str, cast("click.Choice[str]", param.type).choices))
        return Refused("cli.not_a_choice", value=name, choices=choices, help=help_of)
    return Refused("cli.bad_value", value=name, help=help_of)
