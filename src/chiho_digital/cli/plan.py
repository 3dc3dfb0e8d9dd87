"""`plan`: the digital-use promotion plan on one page, from the data of a form."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from chiho_digital.basics import Text

from .inputs import object_of, record_of, year_of
from .output import free
from .problems import DONE, Refused
from .words import Argument, Command, Option, overwrite_option

if TYPE_CHECKING:
    from pathlib import Path

    from chiho_digital.bonds import Plan

    from .output import Output

__all__ = ["plan"]

_WRITTEN = Text("書き出しました：{file}", "Written: {file}")
_FITS = {
    True: Text("1ページに収まります。", "It fits one page."),
    False: Text("1ページに収まりません。", "It does not fit one page."),
}


@click.command(
    "plan",
    cls=Command,
    about=Text(
        "デジタル活用推進計画を1ページのHTMLまたはWordにする。--out がなければHTMLを標準出力に書く。",
        "Writes the plan for the bond on one page, HTML or Word; HTML to stdout without --out.",
    ),
    examples=("plan plan.json --out plan.html --fiscal-year 2026",),
)
@click.argument(
    "source",
    metavar="PLAN",
    cls=Argument,
    about=Text(
        "計画のレコードのJSON（ファイル、-、JSONそのもの）。形は schema bonds.Plan。",
        "Record of the plan (a JSON file, -, or JSON). Its form: schema bonds.Plan.",
    ),
)
@click.option(
    "--out",
    "file",
    metavar="FILE",
    cls=Option,
    about=Text("書き出す先（.html か .docx）。", "The file to write (.html or .docx)."),
)
@overwrite_option
@click.option(
    "--fiscal-year",
    metavar="YEAR",
    cls=Option,
    about=Text("計画の記載を判定する年度。", "The fiscal year for which the plan is judged."),
)
@click.pass_obj
def plan(out: Output, source: str, file: str | None, fiscal_year: str | None, *, overwrite: bool) -> int:
    """Writes the page, and shows whether the plan states what it must."""
    from chiho_digital import bonds

    record = record_of(bonds.Plan, object_of(source))
    if file is None and not out.as_json:
        out.page(record.to_html(lang=out.lang))
        return DONE
    if file is not None:
        _write(free(file, overwrite=overwrite), record, out)
    decision = bonds.plan_eligibility(record, None if fiscal_year is None else year_of(fiscal_year))
    fits = record.fits_one_page(lang=out.lang)

    def text() -> str:
        written = _WRITTEN.to(out.lang).format(file=file)
        return "\n".join([written, _FITS[fits].to(out.lang), "", decision.explain(out.lang)])

    out.show(text, lambda: {"written": file, "fits_one_page": fits, "decision": decision.to_dict()})
    return DONE


def _write(path: Path, record: Plan, out: Output) -> None:
    match path.suffix.lower():
        case ".html":
            path.write_text(record.to_html(lang=out.lang), encoding="utf-8")
        case ".docx":
            path.write_bytes(record.to_docx(lang=out.lang))
        case _:
            raise Refused("cli.out_form", value=str(path), forms=(".html", ".docx"))
