"""Commands, options and arguments that say what they are in both languages, and their help."""

from __future__ import annotations

import sys
import unicodedata
from typing import TYPE_CHECKING, Any, TypeVar, get_args

import click

from chiho_digital.basics import Lang, Text

from .output import LANGUAGE, Output
from .problems import DONE, NOT_DONE, Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

__all__ = ["Argument", "Command", "Group", "Option", "needs_command", "offered", "overwrite_option"]

_Runs = TypeVar("_Runs", bound="Callable[..., Any]")
_USAGE = Text("使い方", "Usage")
_ARGUMENTS = Text("引数", "Arguments")
_OPTIONS = Text("オプション", "Options")
_COMMANDS = Text("コマンド", "Commands")
_EXAMPLES = Text("例", "Examples")
_HELP = Text("この説明を示す。", "Shows this help.")


class Option(click.Option):
    """An option with its description in both languages."""

    def __init__(self, decls: Sequence[str], *, about: Text, **attrs: Any) -> None:
        super().__init__(decls, help=_both(about), **attrs)
        self.about = about


class Argument(click.Argument):
    """An argument with its description in both languages."""

    def __init__(self, decls: Sequence[str], *, about: Text, **attrs: Any) -> None:
        super().__init__(decls, help=_both(about), **attrs)
        self.about = about


def offered(
    names: Callable[[], Iterable[str]],
) -> Callable[[click.Context, click.Parameter, str], list[str]]:
    """What a shell offers for a value: the names that begin as typed."""

    def complete(_context: click.Context, _parameter: click.Parameter, typed: str) -> list[str]:
        return [name for name in names() if name.startswith(typed)]

    return complete


def _common() -> list[click.Parameter]:
    """What every command takes. `Output.of` reads them; here they are allowed, completed and described."""
    as_json = Text("結果をJSONで示す。", "Answers in JSON.")
    lang = Text(
        f"言語（既定は環境変数 {LANGUAGE}、なければ ja）。", f"Language (default: {LANGUAGE}, else ja)."
    )
    debug = Text("エラーのときに内部の経過も示す。", "Shows the traceback of an error, too.")
    return [
        Option(["--json"], about=as_json, is_flag=True, expose_value=False),
        Option(["--lang"], about=lang, type=click.Choice(get_args(Lang)), expose_value=False),
        Option(["--debug"], about=debug, is_flag=True, expose_value=False),
    ]


class Command(click.Command):
    """A command with its description in both languages, examples, and the options that every command takes.

    examples: command lines without the program's name; each is run by the tests.
    """

    def __init__(self, name: str, *, about: Text, examples: Sequence[str] = (), **attrs: Any) -> None:
        # What is too much is told by `invoke`, in our words.
        super().__init__(name, short_help=_both(about), context_settings={"allow_extra_args": True}, **attrs)
        self.about = about
        self.examples: tuple[str, ...] = tuple(examples)
        self.params.extend(_common())

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command, unless there are more arguments than it takes."""
        if ctx.args and not isinstance(self, Group):
            raise Refused("cli.too_many", value=tuple(ctx.args), help=f"{ctx.command_path} --help")
        return super().invoke(ctx)

    def get_help(self, ctx: click.Context) -> str:
        """The help in the language asked for."""
        return _help(self, ctx, self.about, self.examples)


class Group(Command, click.Group):
    """A group of commands with its description in both languages."""

    def __init__(self, name: str, **attrs: Any) -> None:
        super().__init__(name, invoke_without_command=True, **attrs)


def overwrite_option(command: _Runs) -> _Runs:
    """What a command takes that writes a file."""
    about = Text("同じ名前のファイルがあれば置き換える。", "Replaces a file of that name.")
    return click.option("--overwrite", is_flag=True, cls=Option, about=about)(command)


def needs_command(ctx: click.Context) -> int:
    """The exit status of a group: where no command of it is named, the help is shown instead of an answer."""
    if ctx.invoked_subcommand is not None:
        return DONE
    sys.stderr.write(f"{ctx.get_help()}\n")
    return NOT_DONE


def _both(text: Text) -> str:
    """What a shell shows beside a completion; it does not know the language yet."""
    return f"{text.ja} / {text.en}"


def _help(command: click.Command, ctx: click.Context, about: Text, examples: Sequence[str]) -> str:
    out = ctx.find_object(Output) or Output()
    lang = out.lang
    usage = " ".join([ctx.command_path, *command.collect_usage_pieces(ctx)])
    parts = [f"{_USAGE.to(lang)}: {usage}", about.to(lang)]
    rows: dict[Text, list[tuple[str, str]]] = {_COMMANDS: [], _ARGUMENTS: [], _OPTIONS: []}
    if isinstance(command, Group):
        for name in command.list_commands(ctx):
            inner = command.get_command(ctx, name)
            if isinstance(inner, Command):
                rows[_COMMANDS].append((name, inner.about.to(lang).split("\n", 1)[0]))
    for param in command.get_params(ctx):
        if isinstance(param, Argument):
            rows[_ARGUMENTS].append((param.make_metavar(ctx), param.about.to(lang)))
        elif isinstance(param, click.Option):
            own = param.about if isinstance(param, Option) else _HELP
            value = "" if param.is_flag else f" {param.make_metavar(ctx)}"
            rows[_OPTIONS].append((", ".join(param.opts) + value, own.to(lang)))
    parts += [f"{heading.to(lang)}:\n{_listed(found)}" for heading, found in rows.items() if found]
    if examples:
        lines = "\n".join(f"  $ {ctx.find_root().command_path} {example}" for example in examples)
        parts.append(f"{_EXAMPLES.to(lang)}:\n{lines}")
    return "\n\n".join(parts)


def _listed(rows: Iterable[tuple[str, str]]) -> str:
    """Names and descriptions, each name on a line of its own if it is long."""
    lines: list[str] = []
    for name, said in rows:
        indented = said.replace("\n", "\n" + " " * _COLUMN)
        gap = _COLUMN - 2 - _width(name)
        lines.append(f"  {name}{' ' * gap}{indented}" if gap > 1 else f"  {name}\n{' ' * _COLUMN}{indented}")
    return "\n".join(lines)


_COLUMN = 24


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
