"""`fund`: how a project is paid: bond, general funds, allocation tax, net burden."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeVar

import click

from chiho_digital.basics import InvalidValue, Text, parse_yen

from .deciding import as_read_on_option
from .inputs import day_of, object_of, record_of, year_of
from .problems import DONE
from .words import Argument, Command, Option

if TYPE_CHECKING:
    from collections.abc import Callable

    from .output import Output

__all__ = ["fund"]

_F = TypeVar("_F", bound="Callable[..., Any] | click.Command")
_PROJECT = Text("事業", "project")


def _yen(name: str, about: Text) -> Callable[[_F], _F]:
    return click.option(name, metavar="YEN", cls=Option, about=about)


@click.command(
    "fund",
    cls=Command,
    about=Text(
        "事業の資金計画：起債の上限、一般財源、普通交付税、実質負担。分からない額は理由を示す。",
        "How a project is paid: bond, general funds, allocation tax, net burden.\n"
        "An amount that is not known says why.",
    ),
    examples=(
        "fund --fiscal-year 2025 --cost 1,200万円 --grants 0 --other-revenue 0 --eligible-cost 1,200万円",
        "fund project.json --applicant applicant.json --assume bond_financing_ratio=2025",
    ),
)
@click.argument(
    "source",
    metavar="PROJECT",
    required=False,
    cls=Argument,
    about=Text(
        "事業のレコードのJSON（ファイル、-、JSONそのもの）。",
        "Record of the project (a JSON file, -, or JSON).",
    ),
)
@click.option("--fiscal-year", metavar="YEAR", cls=Option, about=Text("年度。", "The fiscal year."))
@_yen("--cost", Text("事業費。", "The cost."))
@_yen("--grants", Text("国・都道府県の補助金。ないときは0。", "Grants; 0 where there are none."))
@_yen("--other-revenue", Text("その他の特定財源。ないときは0。", "Other revenue; 0 where there is none."))
@_yen(
    "--eligible-cost",
    Text("規則で決まらないときの対象経費。", "The eligible cost, where the rules leave it open."),
)
@click.option(
    "--applicant",
    metavar="FILE|JSON",
    cls=Option,
    about=Text("申請団体のレコードのJSON。", "Record of the applicant in JSON."),
)
@click.option(
    "--assume",
    metavar="NAME=YEAR",
    multiple=True,
    cls=Option,
    about=Text(
        "分からない数値をこの年度の値とみなす。", "Takes the figure of another year where it is unknown."
    ),
)
@click.option(
    "--stacking",
    metavar="NAME",
    cls=Option,
    about=Text("特定財源の扱い：deduct_first。", "How revenue meets the bond: deduct_first."),
)
@as_read_on_option
@click.pass_obj
def fund(  # noqa: PLR0913, PLR0917 -- the options of the command
    out: Output,
    source: str | None,
    fiscal_year: str | None,
    cost: str | None,
    grants: str | None,
    other_revenue: str | None,
    eligible_cost: str | None,
    applicant: str | None,
    assume: tuple[str, ...],
    stacking: Literal["deduct_first"] | None,
    as_read_on: str | None,
) -> int:
    """Shows the calculation step by step."""
    from chiho_digital import bonds

    yen = {"cost": cost, "grants": grants, "other_revenue": other_revenue}
    stated: dict[str, Any] = {name: parse_yen(text) for name, text in yen.items() if text is not None}
    if fiscal_year is not None:
        stated["fiscal_year"] = year_of(fiscal_year)
    values = {"name": _PROJECT.to(out.lang)} if source is None else object_of(source)
    project = record_of(bonds.Project, {**values, **stated})
    paid = bonds.funding(
        project,
        None if applicant is None else record_of(bonds.Applicant, object_of(applicant)),
        eligible_cost=None if eligible_cost is None else parse_yen(eligible_cost),
        assume=dict(map(_assumed, assume)),
        as_read_on=day_of(as_read_on),
        stacking=stacking,
    )
    out.show(lambda: paid.explain(out.lang), paid.to_dict)
    return DONE


def _assumed(text: str) -> tuple[str, int]:
    name, equals, year = text.partition("=")
    if not equals:
        raise InvalidValue("cli.assume", value=text)
    return name, year_of(year).year
