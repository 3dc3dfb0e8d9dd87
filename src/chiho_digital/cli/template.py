"""`template`: an Excel workbook to fill in, or the names of all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from chiho_digital.basics import Text

from .names import row_model, row_model_names
from .output import free
from .problems import DONE, Refused
from .words import Argument, Command, Option, offered, overwrite_option

if TYPE_CHECKING:
    from .output import Output

__all__ = ["template"]

_WRITTEN = Text("書き出しました：{file}", "Written: {file}")


@click.command(
    "template",
    cls=Command,
    about=Text(
        "記入用のExcelのひな型を書き出す。名称がなければ一覧を示す。",
        "Writes an Excel workbook to fill in; without a name, shows all names.",
    ),
    examples=("template", "template procurement --out cases.xlsx"),
)
@click.argument(
    "name",
    metavar="NAME",
    required=False,
    shell_complete=offered(row_model_names),
    cls=Argument,
    about=Text("何の一覧か（例：procurement、staff）。", "What the rows are (procurement, staff)."),
)
@click.option(
    "--out",
    "file",
    metavar="FILE",
    cls=Option,
    about=Text("書き出す先（.xlsx）。", "The file to write (.xlsx)."),
)
@overwrite_option
@click.pass_obj
def template(out: Output, name: str | None, file: str | None, *, overwrite: bool) -> int:
    """Writes one workbook, or shows names and titles."""
    from chiho_digital import excel

    if name is None:
        known = {
            one: {
                "record": excel.MODELS[one].replace(":", "."),
                "title": row_model(one).model_json_schema()["title"],
            }
            for one in row_model_names()
        }
        lines = [f"{one}  {said['record']}  {said['title']}" for one, said in known.items()]
        out.show(lambda: "\n".join(lines), lambda: known)
        return DONE
    if file is None:
        raise Refused("cli.missing", value="--out FILE", help="chiho-digital template --help")
    written = excel.template(
        row_model(name), free(file, overwrite=overwrite), lang=out.lang, overwrite=overwrite
    )
    out.show(
        lambda: _WRITTEN.to(out.lang).format(file=written), lambda: {"rows": name, "written": str(written)}
    )
    return DONE
