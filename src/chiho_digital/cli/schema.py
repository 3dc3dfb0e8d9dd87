"""`schema`: the JSON Schema of a record, or the names of all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import click

from chiho_digital.basics import Text

from .names import record, records
from .problems import DONE
from .words import Argument, Command, Option, offered

if TYPE_CHECKING:
    from .output import Output

__all__ = ["schema"]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


@click.command(
    "schema",
    cls=Command,
    about=Text(
        "レコードのJSON Schemaを示す。名称がなければ一覧を示す。",
        "Shows the JSON Schema of a record; without a name, the names of all.",
    ),
    examples=("schema bonds.Applicant", "schema talent.StaffRow --mode validation"),
)
@click.argument(
    "name",
    metavar="RECORD",
    required=False,
    shell_complete=offered(records),
    cls=Argument,
    about=Text("レコードの名称（例：bonds.Plan、Plan）。", "Name of a record (bonds.Plan, or Plan)."),
)
@click.option(
    "--mode",
    type=click.Choice(["serialization", "validation"]),
    default="serialization",
    cls=Option,
    about=Text(
        "serialization：書き出すもの（既定）、validation：読み込むもの。",
        "serialization: what is written (default); validation: what is read.",
    ),
)
@click.pass_obj
def schema(out: Output, name: str | None, mode: Literal["serialization", "validation"]) -> int:
    """Shows one schema, or names and titles."""
    if name is not None:
        out.document({"$schema": _DIALECT, **record(name).model_json_schema(mode=mode)})
        return DONE
    titles = {full: model.model_json_schema()["title"] for full, model in records().items()}
    out.show(lambda: "\n".join(f"{full}  {title}" for full, title in titles.items()), lambda: titles)
    return DONE
