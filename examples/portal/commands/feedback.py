"""`feedback list|answer|remove`: what people say of the portal, also while it runs."""

from __future__ import annotations

import argparse
from typing import Any

from chiho_digital.basics import Text
from chiho_digital.governments import get

from ..board import LONGEST, Board, Feedback
from ..settings import JAPAN
from .clock import now
from .words import CommandError, printable, text_of

__all__ = ["add"]


def add(commands: Any) -> None:
    """Adds the commands."""
    what = commands.add_parser(
        "feedback", help="read and answer feedback, also while the portal runs"
    ).add_subparsers(required=True)
    listing = what.add_parser("list", help="show what waits for an answer")
    listing.add_argument("--all", action="store_true", help="and what is answered")
    listing.set_defaults(run=_list)
    answer = what.add_parser("answer", help="answer one, in place of an earlier answer")
    answer.add_argument("number", type=int)
    answer.add_argument("--text", required=True, help="the answer in Japanese")
    answer.add_argument("--text-en", default="", help="the answer in English")
    answer.add_argument(
        "--publish",
        action="store_true",
        help="show both on the list of changes; without it they are not public",
    )
    answer.set_defaults(run=_answer)
    remove = what.add_parser("remove", help="delete some with their answers; nothing else makes room")
    remove.add_argument("number", type=int, nargs="+")
    remove.set_defaults(run=_remove)


def _list(arguments: argparse.Namespace) -> None:
    every = Board(arguments.folder).feedback()
    shown = [one for one in every if arguments.all or one.answer is None]
    for one in shown:
        print(_told(one))
    print(f"{len(shown)} shown, {len(every)} kept")


def _told(one: Feedback) -> str:
    """A feedback in lines; what strangers wrote stands indented, so that none of it passes for a line of ours."""
    who = f"{get(one.body).full_name} ({one.body})" if one.body else "not named"
    state = "published" if one.published else "answered" if one.answer else "waiting"
    head = (
        f"{one.number}  {one.at.astimezone(JAPAN):%Y-%m-%d %H:%M}  {one.kind.label.en}  from: {who}  {state}"
    )
    lines = [head, f"    page: {printable(one.page) or '-'}"]
    lines += [f"    | {printable(line)}" for line in one.words.splitlines()]
    if one.answer:
        answers = [*one.answer.ja.splitlines(), *one.answer.en.splitlines()]
        lines += [f"    > {printable(line)}" for line in answers]
    return "\n".join(lines)


def _answer(arguments: argparse.Namespace) -> None:
    english = text_of(arguments.text_en, LONGEST) if arguments.text_en else ""
    text = Text(text_of(arguments.text, LONGEST), english)
    if not Board(arguments.folder).answer(now(), arguments.number, text, publish=arguments.publish):
        raise CommandError(
            f"there is no feedback of the number {arguments.number}; `feedback list --all` shows them"
        )
    print(f"{arguments.number}: {'answered, and public' if arguments.publish else 'answered, not public'}")


def _remove(arguments: argparse.Namespace) -> None:
    board = Board(arguments.folder)
    missing = [str(number) for number in arguments.number if not board.remove(now(), number)]
    print(f"{len(arguments.number) - len(missing)} removed")
    if missing:
        raise CommandError(f"there is no feedback of the number {', '.join(missing)}")
