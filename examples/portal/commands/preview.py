"""`preview …`: the operator's side of a preview window, while the portal is stopped."""

from __future__ import annotations

import argparse
import csv
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from chiho_digital import tables
from chiho_digital.basics import Text, parse_date
from chiho_digital.procurement import CaseRow

from ..app import create_app
from ..board import Board, ChangeKind
from ..data import put_cases
from ..pages.preview import GROUP, operating
from ..settings import Settings
from ..store import PortalStore
from .clock import now
from .words import CommandError

__all__ = ["add"]

_SHOWN = 20  # errors of a file
_FORMULAS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def add(commands: Any) -> None:
    """Adds the commands."""
    preview = commands.add_parser(
        "preview", help="the window in which bodies confirm cases, while the portal is stopped"
    )
    what = preview.add_subparsers(required=True)
    opening = what.add_parser("open", help="open a window over a file of cases")
    opening.add_argument("file", type=Path)
    opening.add_argument(
        "--until", required=True, metavar="DATE", help="the last day, such as 2026-12-14 or R8.12.14"
    )
    opening.add_argument("--by", required=True, metavar="WHO", help="the organisation that publishes")
    opening.add_argument("--instead", action="store_true", help="of a window whose cases are not published")
    opening.set_defaults(run=_open)
    again = what.add_parser("again", help="open it once more after its last day")
    again.add_argument("--until", required=True, metavar="DATE")
    again.set_defaults(run=_again)
    correct = what.add_parser("correct", help="correct a field of a case")
    correct.add_argument("case", help="its id")
    correct.add_argument("field", help="its name or Japanese heading")
    correct.add_argument("value", help="what should stand there; '' for nothing")
    correct.add_argument("--reason", required=True)
    correct.set_defaults(run=_correct)
    answers = what.add_parser("answers", help="write what every body said as CSV")
    answers.add_argument("out", type=Path, metavar="OUT.csv")
    answers.set_defaults(run=_answers)
    publish = what.add_parser(
        "publish", help="put the cases in as they were corrected, once the window is over"
    )
    publish.add_argument("--despite", nargs=2, action="append", default=[], metavar=("CASE", "REASON"))
    publish.set_defaults(run=_publish)


@contextmanager
def _opened(arguments: argparse.Namespace) -> Generator[PortalStore]:
    """The store.

    Raises:
        CommandError: it is not the time for what is asked.
    """
    arguments.folder.mkdir(parents=True, exist_ok=True)
    store = PortalStore(arguments.folder / "portal.duckdb", [GROUP.layout])
    try:
        yield store
    except operating.WindowError as error:
        raise CommandError(str(error)) from error
    finally:
        store.close()


def _open(arguments: argparse.Namespace) -> None:
    checked = tables.check_rows(tables.read_rows(arguments.file, CaseRow), CaseRow)
    errors = [issue for issue in checked.issues if issue.severity is tables.Severity.ERROR]
    if errors or not checked.good:
        shown = [issue.to("en") for issue in errors[:_SHOWN]]
        raise CommandError(
            "\n".join([*shown, f"{len(errors)} errors, {len(checked.good)} rows: no window was opened"])
        )
    rows = [numbered.record for numbered in checked.good]
    last = parse_date(arguments.until)
    with _opened(arguments) as store:
        window = operating.open_window(
            store, rows, at=now(), last=last, by=arguments.by, instead=arguments.instead
        )
    print(f"{window.opening.id}: {len(rows)} rows, open until {window.preview.last}")


def _again(arguments: argparse.Namespace) -> None:
    with _opened(arguments) as store:
        window = operating.again(store, at=now(), last=parse_date(arguments.until))
    print(f"{window.opening.id}: open until {window.preview.last}")


def _correct(arguments: argparse.Namespace) -> None:
    with _opened(arguments) as store:
        operating.correct(
            store,
            at=now(),
            row=arguments.case,
            field=arguments.field,
            value=arguments.value,
            reason=arguments.reason,
        )


def _answers(arguments: argparse.Namespace) -> None:
    with _opened(arguments) as store:
        operating.window_of(store)
        # With a mark of its encoding, which Excel needs; a file that is there is not replaced.
        with arguments.out.open("x", encoding="utf-8-sig", newline="") as file:
            out = csv.writer(file)
            out.writerow(operating.ANSWER_HEADINGS)
            for line in operating.answer_lines(store, operating.day_of(now())):
                out.writerow(map(_harmless, line))


def _harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULAS) else text


def _publish(arguments: argparse.Namespace) -> None:
    at, despite = now(), dict(arguments.despite)
    with _opened(arguments) as store, TemporaryDirectory() as folder:
        rows, day = Path(folder) / "published.jsonl", operating.day_of(at)
        publication = operating.write_published(store, rows, day=day, despite=despite)
        with tables.store(arguments.folder / "cases.duckdb") as cases:
            entry = put_cases(cases, rows, as_of=day, origin=operating.window_of(store).opening.id)
        operating.note_publication(store, publication, at=at)
    told = Text(
        f"団体の確認を経た事例データを公表しました（{entry.rows:,}行）。",
        f"Cases that their bodies had looked at were published ({entry.rows:,} rows).",
    )
    Board(arguments.folder).tell(at, ChangeKind.PUBLICATION, told)
    # The listing is made here too, as by `load`.
    create_app(Settings(folder=arguments.folder, as_of=arguments.as_of, now=now)).state.portal.close()
    print(f"{entry.rows} rows published")
