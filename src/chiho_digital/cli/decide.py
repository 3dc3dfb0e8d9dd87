"""`decide`: may a project be paid by the bond, does a measure support a cost of talent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from chiho_digital.basics import Text

from .deciding import (
    FactCommand,
    as_read_on_option,
    decision_document,
    explained,
    facts_of,
    facts_option,
    option_of,
)
from .inputs import day_of
from .problems import DONE
from .words import Group, Option, needs_command, offered

if TYPE_CHECKING:
    from chiho_digital.bonds import ProjectFacts
    from chiho_digital.rules import Decision
    from chiho_digital.talent import CostFacts, Measure

    from .output import Output

__all__ = ["decide"]


def _project_facts() -> type[ProjectFacts]:
    from chiho_digital.bonds import ProjectFacts

    return ProjectFacts


def _cost_facts() -> type[CostFacts]:
    from chiho_digital.talent import CostFacts

    return CostFacts


def _measures() -> list[str]:
    from chiho_digital.talent import Measure

    return [measure.value for measure in Measure]


@click.group(
    "decide",
    cls=Group,
    about=Text(
        "事実から判定し、理由、分からないこと、次の質問を示す。\n"
        "対象となる、対象とならない、判定できないのいずれも終了コードは0。",
        "Decides from facts: the reasons, what is missing, the next question.\n"
        "Exit status 0 whether eligible, ineligible or undetermined.",
    ),
)
@click.pass_context
def decide(context: click.Context) -> int:
    """Shows the help where no command is named."""
    return needs_command(context)


@decide.command(
    "bond",
    cls=FactCommand,
    kind=_project_facts,
    about=Text(
        "事業がデジタル活用推進事業債の対象となるか。",
        "Whether the digital-promotion bond may pay for a project.",
    ),
    examples=(
        "decide bond --fiscal-year 2026 --body-kind municipality --kind equipment --acquisition lease",
        "decide bond --facts project.json --use resident_service",
    ),
)
@facts_option
@as_read_on_option
@click.pass_obj
def bond(out: Output, /, source: str | None, as_read_on: str | None, **stated: str | None) -> int:
    """Shows the decision on a project."""
    from chiho_digital import bonds

    facts = facts_of(bonds.ProjectFacts, ("name", bonds.Project), source, stated)
    decision = bonds.eligibility(facts, as_read_on=day_of(as_read_on))
    out.show(lambda: explained(decision, out.lang), lambda: decision_document(decision))
    return DONE


@decide.command(
    "talent",
    cls=FactCommand,
    kind=_cost_facts,
    about=Text(
        "人材の経費がどの措置の対象となるか。--measure で一つの措置の理由を示す。",
        "Which measure supports a cost of talent; with --measure, the reasons of one.",
    ),
    examples=(
        "decide talent --fiscal-year 2025 --body-kind prefecture --item recruiting --duty support",
        "decide talent --measure own_cio_aide --fiscal-year 2025 --body-kind municipality",
    ),
)
@facts_option
@as_read_on_option
@click.option(
    "--measure",
    metavar="NAME",
    shell_complete=offered(_measures),
    cls=Option,
    about=Text("この措置だけを判定する。", "Decides this measure only."),
)
@click.pass_obj
def talent(
    out: Output, /, source: str | None, as_read_on: str | None, measure: str | None, **stated: str | None
) -> int:
    """Shows the decision of one measure, or the outcomes of all."""
    from chiho_digital import talent as room

    facts = facts_of(room.CostFacts, ("id", room.Cost), source, stated)
    read_on = day_of(as_read_on)
    if measure is not None:
        decision = room.eligibility(facts, measure, as_read_on=read_on)
        out.show(lambda: explained(decision, out.lang), lambda: decision_document(decision))
        return DONE
    decisions = {one: room.eligibility(facts, one, as_read_on=read_on) for one in room.Measure}
    out.show(
        lambda: "\n".join(_line(one, decision, out) for one, decision in decisions.items()),
        lambda: {
            "measures": [
                {"measure": one.value, **decision_document(decision)} for one, decision in decisions.items()
            ]
        },
    )
    return DONE


_STILL_OPEN = Text("分からないこと", "missing")


def _line(measure: Measure, decision: Decision[CostFacts], out: Output) -> str:
    """One measure, its outcome, and the options that could settle it."""
    line = f"{measure.value}  {measure.label.to(out.lang)}: {decision.answer.to(out.lang)}"
    missing = " ".join(map(option_of, decision.missing))
    return f"{line}\n  {_STILL_OPEN.to(out.lang)}: {missing}" if missing else line
