"""`summary`: the tables of the public dashboard for a file of cases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from chiho_digital.basics import Text

from .inputs import source_of
from .problems import DONE, WITH_ERRORS
from .words import Argument, Command, Option

if TYPE_CHECKING:
    from chiho_digital.dashboard import Cell, View
    from chiho_digital.procurement import Case

    from .output import Output

__all__ = ["summary"]

_REJECTED = Text(
    "使えない行が{rows}行あり、表に入っていません。check で確かめてください。",
    "{rows} rows cannot be used and are not in the table; see `check`.",
)


@click.command(
    "summary",
    cls=Command,
    about=Text(
        "事例ファイルをダッシュボードの定義で集計する。使えない行があれば終了コードは1。",
        "Sums a file of cases as the public dashboard does.\nExit status 1 if rows cannot be used.",
    ),
    examples=("summary --by kind", "summary cases.csv --by case"),
)
@click.argument(
    "file",
    metavar="FILE",
    required=False,
    cls=Argument,
    about=Text(
        "事例ファイル（既定は公表された53件）。- なら標準入力。",
        "A file of cases (default: the 53 published); - is stdin.",
    ),
)
@click.option(
    "--by",
    type=click.Choice(["prefecture", "kind", "area", "case"]),
    default="kind",
    cls=Option,
    about=Text(
        "都道府県、種類（既定）、分野、事例のいずれで示すか。",
        "By prefecture, kind (default), area, or each case.",
    ),
)
@click.pass_obj
def summary(out: Output, file: str | None, by: str) -> int:
    """Shows one table."""
    from chiho_digital.procurement import read_cases

    read = read_cases() if file is None else read_cases(source_of(file))
    view = _view(by, read.cases)
    out.show(
        lambda: view.to_text(out.lang),
        lambda: {"by": by, "rejected": len(read.rejected), **_document(view)},
    )
    if not read.rejected:
        return DONE
    out.remark(_REJECTED.to(out.lang).format(rows=len(read.rejected)))
    return WITH_ERRORS


def _view(by: str, cases: tuple[Case, ...]) -> View:
    from chiho_digital import dashboard
    from chiho_digital.governments import figures
    from chiho_digital.systems import areas_ours

    population = figures.load()
    if by == "area":
        whose = Text(
            "種類と分野の対応は本ライブラリのものです。", "The mapping of kinds to areas is this library's."
        )
        return dashboard.by_area(cases, population=population, areas=areas_ours(), areas_label=whose)
    views = {"prefecture": dashboard.by_prefecture, "kind": dashboard.by_kind, "case": dashboard.case_list}
    return views[by](cases, population=population)


def _document(view: View) -> dict[str, Any]:
    return {
        "title": view.title.to_dict(),
        "headings": [heading.to_dict() for heading in view.headings],
        "rows": [[_cell(cell) for cell in row] for row in view.rows],
        "notes": [note.to_dict() for note in view.notes],
    }


def _cell(cell: Cell) -> Any:
    """A cell as a JSON value; unknown is null, never 0."""
    return cell.to_dict() if isinstance(cell, Text) else cell
