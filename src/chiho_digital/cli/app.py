"""The commands together, and `--version`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from chiho_digital.basics import Text

from .check import check
from .decide import decide
from .find import find
from .fund import fund
from .pathway import pathway
from .plan import plan
from .problems import DONE
from .schema import schema
from .summary import summary
from .template import template
from .words import Group, Option, needs_command

if TYPE_CHECKING:
    from .output import Output

__all__ = ["app"]


@click.group(
    "chiho-digital",
    cls=Group,
    about=Text(
        "地方自治体のデジタル化のためのライブラリ chiho_digital のコマンド。\n\n"
        "終了コード：0 実行した（判定の結果によらない）、1 渡したものに誤りがある、\n"
        "2 コマンドが誤っているか、ファイルを読めない・書けない。",
        "The commands of chiho_digital, a library for the digitalisation of Japanese local government.\n\n"
        "Exit status: 0 done, whatever the answer; 1 errors in what was given;\n"
        "2 the command is wrong, or a file cannot be read or written.",
    ),
    examples=("--version", "find 萩市"),
)
@click.option(
    "--version",
    is_flag=True,
    cls=Option,
    about=Text("版とデータの時点を示す。", "Shows the version and the dates of the data."),
)
@click.pass_context
def app(context: click.Context, *, version: bool) -> int:
    """Shows the version, or the help where no command is named."""
    out: Output = context.obj
    if version:
        dates = _dates()
        out.show(lambda: _said(dates, out), lambda: {name: value for name, (_, value) in dates.items()})
        return DONE
    return needs_command(context)


for _command in (find, check, decide, fund, pathway, summary, plan, template, schema):
    app.add_command(_command)


def _dates() -> dict[str, tuple[Text, Any]]:
    """The version, and the day of everything that ships and can be overtaken."""
    from chiho_digital import __version__, bonds, governments, procurement, talent

    texts = talent.RULES.values()
    found = {
        "version": (Text("版", "version"), __version__),
        "bodies_checked": (Text("団体を確かめた日", "bodies checked on"), governments.LAST_CHECKED),
        "bodies_known_from": (
            Text("団体の異動を知る初日", "changes of bodies known from"),
            governments.HISTORY_FROM,
        ),
        "city_status": (
            Text("中核市などの時点", "core and special cities as of"),
            governments.CITY_STATUS_AS_OF,
        ),
        "population": (Text("人口の時点", "population as of"), governments.figures.load().as_of),
        "bond_texts": (Text("起債の条文を読んだ日", "texts on the bond read on"), bonds.PROJECT_RULES.newest),
        "talent_texts": (
            Text("人材の条文を読んだ日", "texts on talent read on"),
            max(one.newest for one in texts),
        ),
        "small_contract_texts": (
            Text("少額契約の条文を読んだ日", "texts on small contracts read on"),
            procurement.SMALL_CONTRACT_RULES.newest,
        ),
        "wto_texts": (
            Text("WTO基準額の条文を読んだ日", "texts on WTO thresholds read on"),
            procurement.WTO_RULES.newest,
        ),
    }
    return {name: (label, str(value)) for name, (label, value) in found.items()}


def _said(dates: dict[str, tuple[Text, Any]], out: Output) -> str:
    return "\n".join(f"{label.to(out.lang)}: {value}" for label, value in dates.values())
