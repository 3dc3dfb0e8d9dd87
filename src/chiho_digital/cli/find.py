"""`find`: bodies by name or code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from chiho_digital.basics import ChihoDigitalError, InvalidValue, Progress, Text, fold

from .inputs import STDIN, bytes_of, day_of, text_of
from .output import error_document
from .problems import DONE, WITH_ERRORS
from .words import Argument, Command, Option

if TYPE_CHECKING:
    from datetime import date

    from chiho_digital.basics import Lang
    from chiho_digital.governments import Government

    from .output import Output

__all__ = ["find"]

_AS_OF = Text("{day} 現在", "as of {day}")


@click.command(
    "find",
    cls=Command,
    about=Text("団体を名称またはコードで探す。", "Finds bodies by name or code."),
    examples=(
        "find 萩市 塩尻市",
        "find 府中市 --within 東京都",
        "find 太子 --all",
        "find 221350 --as-of 2023-04-01",
    ),
)
@click.argument(
    "names",
    metavar="NAME...",
    nargs=-1,
    required=True,
    cls=Argument,
    about=Text(
        "名称か6桁のコード。- なら標準入力から1行に1つ。",
        "Names or six-digit codes; - reads them from stdin, one a line.",
    ),
)
@click.option(
    "--within",
    metavar="NAME",
    cls=Option,
    about=Text("この都道府県・指定都市の中で探す。", "Only within this prefecture or designated city."),
)
@click.option(
    "--as-of", metavar="DATE", cls=Option, about=Text("この日の団体を探す。", "Bodies as of this date.")
)
@click.option(
    "--all",
    "every",
    is_flag=True,
    cls=Option,
    about=Text("名称に含むものをすべて示す。", "All whose name contains the text."),
)
@click.pass_obj
def find(out: Output, names: tuple[str, ...], within: str | None, as_of: str | None, *, every: bool) -> int:
    """Shows the bodies, a line each."""
    from chiho_digital.governments import LAST_CHECKED

    day = day_of(as_of)
    asked = [line for name in names for line in (_lines() if name == STDIN else [name])]
    found: list[Government] = []
    errors: list[ChihoDigitalError] = []
    with Progress(Text("団体の検索", "finding bodies"), len(asked)) as progress:
        for name in progress.over(asked):
            try:
                found += _found(name, within, day, every=every)
            except ChihoDigitalError as error:
                errors.append(error)
    on = day or LAST_CHECKED

    document = {
        "as_of": on.isoformat(),
        "bodies": [_document(body) for body in found],
        "errors": [error_document(error) for error in errors],
    }
    if found or out.as_json:
        out.show(lambda: "\n".join(_line(body, out.lang) for body in found), lambda: document)
    if found and not out.as_json:  # beside the lines, which a pipe may pass on
        for note in dict.fromkeys(note.to(out.lang) for body in found for note in body.notes):
            out.remark(note)
        out.remark(_AS_OF.to(out.lang).format(day=on))
    out.errors(errors, also_json=False)
    return WITH_ERRORS if errors else DONE


def _lines() -> list[str]:
    """The names on standard input; blank lines are left out."""
    text = text_of(bytes_of(STDIN))
    return [line.strip() for line in text.splitlines() if line.strip()]


def _found(name: str, within: str | None, day: date | None, *, every: bool) -> list[Government]:
    from chiho_digital import governments

    if fold(name).replace("-", "").isdecimal():
        return [governments.get(name, as_of=day)]
    if not every:
        return [governments.find(name, within=within, as_of=day)]
    bodies = governments.search(name, within=within, as_of=day)
    if not bodies:
        raise InvalidValue("cli.nothing_found", value=name)
    return bodies


def _line(body: Government, lang: Lang) -> str:
    parts = (body.code, body.full_name, body.kana, body.romaji, body.kind.label.to(lang))
    return "  ".join(part for part in parts if part)


def _document(body: Government) -> dict[str, Any]:
    return {
        "code": str(body.code),
        "name": body.name,
        "full_name": body.full_name,
        "kana": body.kana,
        "romaji": body.romaji,
        "kind": body.kind.value,
        "prefecture": str(body.prefecture.code),
        "parent": body.parent_code and str(body.parent_code),
        "valid_from": body.validity.start and body.validity.start.isoformat(),
        "valid_until": body.validity.end and body.validity.end.isoformat(),
        "notes": [note.to_dict() for note in body.notes],
    }
