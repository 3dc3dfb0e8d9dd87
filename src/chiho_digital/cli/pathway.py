"""`pathway`: what is known for one body that wants one kind of system."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from chiho_digital.basics import Text

from .inputs import object_of, record_of, source_of, year_of
from .output import free
from .problems import DONE
from .words import Argument, Command, Option, overwrite_option

if TYPE_CHECKING:
    from .output import Output

__all__ = ["pathway"]


@click.command(
    "pathway",
    cls=Command,
    about=Text(
        "一つの団体の調達の道筋：ソフトウェア、事例、呼びかけ、契約の方法、起債、人材。",
        "The way of one body: software, cases, calls, contract rules, bond, talent.",
    ),
    examples=("pathway 長野県塩尻市 電子入札 2026",),
)
@click.argument(
    "body", metavar="BODY", cls=Argument, about=Text("団体の名称かコード。", "Name or code of the body.")
)
@click.argument("kind", metavar="KIND", cls=Argument, about=Text("システムの種類。", "The kind of system."))
@click.argument("year", metavar="YEAR", cls=Argument, about=Text("年度。", "The fiscal year."))
@click.option(
    "--cases",
    "own_cases",
    metavar="FILE",
    cls=Option,
    about=Text("事例ファイル（既定は公表された53件）。", "A file of cases (default: the 53 published)."),
)
@click.option(
    "--project",
    "own_project",
    metavar="FILE|JSON",
    cls=Option,
    about=Text("起債の事業のレコードのJSON。", "Record of the project for the bond, in JSON."),
)
@click.option(
    "-n",
    "number",
    type=click.IntRange(min=1),
    default=5,
    cls=Option,
    about=Text("示す事例の数（既定は5）。", "How many cases to show (default: 5)."),
)
@click.option(
    "--out",
    "page",
    metavar="FILE",
    cls=Option,
    about=Text("HTMLのページを書き出す。", "Writes a page of HTML."),
)
@overwrite_option
@click.pass_obj
def pathway(  # noqa: PLR0913, PLR0917 -- the arguments and options of the command
    out: Output,
    body: str,
    kind: str,
    year: str,
    own_cases: str | None,
    own_project: str | None,
    number: int,
    page: str | None,
    *,
    overwrite: bool,
) -> int:
    """Shows the way step by step."""
    from chiho_digital import bonds, planning, procurement

    project = None if own_project is None else record_of(bonds.Project, object_of(own_project))
    cases = None if own_cases is None else procurement.read_cases(source_of(own_cases)).cases
    way = planning.pathway(body, kind, year_of(year), cases=cases, project=project, n=number)
    if page is not None:
        free(page, overwrite=overwrite).write_text(way.to_html(out.lang), encoding="utf-8")
    out.show(lambda: way.explain(out.lang), way.to_dict)
    return DONE
