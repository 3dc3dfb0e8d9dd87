"""For which people a body may be helped, and what is reckoned: a form whose answer can be kept as a bookmark and printed."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from functools import partial
from typing import Annotated, Any

from attrs import frozen
from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import HTMLResponse

from chiho_digital import talent
from chiho_digital.basics import Lang, Note, Text, format_yen
from chiho_digital.dashboard import View
from chiho_digital.rules import Decision, Figure, Finding, Outcome, Unknown
from chiho_digital.talent import CostFacts, CostItem, Help, Measure, Netting, Rate

from ...forms import Answers, asked
from ...portal import Here, Language, Portal
from ..models import TextOut
from .asking import PLACES, QUESTIONS, YEARS, Asked, read
from .models import QuestionOut, SupportOut
from .reading import options

__all__ = ["api", "money", "pages"]

pages = APIRouter()
api = APIRouter()

LABELS = {
    "body": "talent.body",
    "year": "talentaid.year",
    "netting": "talentaid.netting",
    "index": "talentaid.index",
    "recognised": "talentaid.recognised",
}
_ROW = {
    "item": "talentaid.item",
    "amount": "talentaid.amount",
    "revenue": "talentaid.revenue",
    "person": "talentaid.person",
}


@frozen
class Asking:
    """A question as the form shows it."""

    name: str
    text: Text
    help: Text | None
    options: list[tuple[str, str]]
    value: str


@frozen
class Said:
    """What one measure says: of the costs with the reasons, those alike together, and what it reckons."""

    measure: Measure
    costs: tuple[tuple[tuple[str, ...], Decision[CostFacts], tuple[Finding, ...]], ...]
    support: talent.Support | None

    def lines(self, lang: Lang) -> Iterator[str]:
        """Where the reasons and the amount were read, each once."""
        of_costs = [s for _, _, findings in self.costs for one in findings for s in one.sources]
        of_amount = self.support.sources if self.support else ()
        yield from dict.fromkeys(source.to(lang) for source in (*of_costs, *of_amount))

    @property
    def notes(self) -> tuple[Note, ...]:
        """What the decisions and the amount take for granted."""
        of_costs = (note for _, decision, _ in self.costs for note in decision.assumptions)
        return (*of_costs, *(self.support.assumptions if self.support else ()))


def money(portal: Portal, amount: int | Unknown) -> Text:
    """An amount as it is written, or that it is not known."""
    if isinstance(amount, Unknown):
        return portal.words.texts["talent.unknown"]
    return Text(format_yen(amount), f"{amount:,} yen")


def _reasons(decision: Decision[CostFacts]) -> tuple[Finding, ...]:
    """The findings on which the outcome rests."""
    wanted = {Outcome.ELIGIBLE: True, Outcome.INELIGIBLE: False}.get(decision.outcome)
    found = tuple(one for one in decision.findings if one.supports is wanted)
    sure = tuple(one for one in found if not one.rule.group)
    return sure if wanted is False and sure else found


def _alike(
    of_costs: Mapping[str, Decision[CostFacts]],
) -> Iterator[tuple[tuple[str, ...], Decision[CostFacts], tuple[Finding, ...]]]:
    """Decisions with their reasons, costs of which the same is to be said together."""
    groups: dict[Hashable, list[str]] = {}
    for name, decision in of_costs.items():
        said = tuple((one.id, one.text) for one in _reasons(decision))
        groups.setdefault((decision.outcome, said), []).append(name)
    for names in groups.values():
        decision = of_costs[names[0]]
        yield tuple(names), decision, _reasons(decision)


def said_of(wanted: Asked) -> list[Said]:
    """What every measure says, those first that surely support a cost, then those that may."""
    supports = wanted.supports()
    found = [
        Said(
            measure,
            tuple(_alike(of_costs)),
            supports.get(measure),
        )
        for measure, of_costs in wanted.decisions.items()
    ]
    by_outcome = (Outcome.ELIGIBLE, Outcome.UNDETERMINED, Outcome.INELIGIBLE)

    def first(one: Said) -> int:
        outcomes = {decision.outcome for _, decision, _ in one.costs}
        return min(by_outcome.index(outcome) for outcome in outcomes)

    return sorted(found, key=first)


def _overview(portal: Portal, said: list[Said]) -> View:
    """One line for each measure that may support a cost."""
    words = portal.words.texts
    rows: list[tuple[Text, ...]] = []
    for one in said:
        if one.support is None:
            continue
        answers: dict[Text, list[str]] = {}
        for names, decision, _ in one.costs:
            answers.setdefault(decision.answer, []).extend(names)
        outcomes = [("・".join(names), answer) for answer, names in answers.items()]
        several = Text(
            "、".join(f"経費{name}：{answer.ja}" for name, answer in outcomes),
            ", ".join(f"cost {name}: {answer.en}" for name, answer in outcomes),
        )
        rows.append(
            (
                one.measure.label,
                several if len(outcomes) > 1 else outcomes[0][1],
                money(portal, one.support.amount),
                money(portal, one.support.net_burden),
            )
        )
    headings = ("talentaid.measure", "talentaid.outcome", "talentaid.reckoned", "talentaid.left")
    return View(words["talentaid.result"], tuple(words[key] for key in headings), tuple(rows), ())


def _figure(figure: Figure | Unknown | None, portal: Portal) -> Text:
    if isinstance(figure, Figure):
        number = f"{int(figure.value):,}"
        return Text(f"{number}円", f"{number} yen")
    return portal.words.texts["talent.unknown" if figure else "talentaid.no_cap"]


def _rate(rate: Rate, portal: Portal) -> Text:
    """A part of a formula on one line."""
    words = portal.words.texts
    if rate.rate is None:
        share = words["talentaid.by_index"]
    elif isinstance(rate.rate, Figure):
        share = Text(str(rate.rate.value), str(rate.rate.value))
    else:
        share = words["talent.unknown"]
    cap, per = _figure(rate.cap, portal), rate.per.label if rate.per else Text("", "")
    return Text(
        f"{rate.part.label.ja}：{share.ja}、上限 {cap.ja}{f'（{per.ja}）' if per.ja else ''}",
        f"{rate.part.label.en}: {share.en}, cap {cap.en}{f' ({per.en})' if per.en else ''}",
    )


def helps_of(wanted: Asked) -> tuple[Help, ...]:
    """The measures that could help the body in the year."""
    return talent.measures(_kind(wanted), wanted.year)


def _kind(wanted: Asked) -> talent.BodyKind:
    probe = talent.Cost(id="1", body=wanted.body.code, fiscal_year=wanted.year)
    return probe.body_kind or talent.BodyKind.OTHER


def _asking(
    portal: Portal, wanted: Asked | None, answers: Answers, lang: Lang
) -> tuple[list[Asking], list[Asking]]:
    """The questions that still matter, and those that were answered."""
    unknown = ("unknown", portal.words.texts["talent.not_known"].to(lang))

    def one(name: str) -> Asking:
        definition = QUESTIONS[name]
        choice = [*options(portal, definition.type, lang), unknown]
        return Asking(f"q_{name}", definition.question, definition.help, choice, answers.given(f"q_{name}"))

    open_ = wanted.questions() if wanted else []
    done = [name for name in QUESTIONS if answers.given(f"q_{name}") and name not in open_]
    return [one(name) for name in open_], [one(name) for name in done]


def _labels() -> Mapping[str, str]:
    return {
        **LABELS,
        **{f"{name}{place}": label for name, label in _ROW.items() for place in PLACES},
        **{f"q_{name}": "talentaid.question" for name in QUESTIONS},
    }


@pages.get("/talent/support")
def page(request: Request, portal: Here, lang: Language) -> HTMLResponse:
    """The form and its answer."""
    answers = asked(request, portal.settings.limits)
    wanted = read(answers)
    open_, done = _asking(portal, wanted, answers, lang)
    said = said_of(wanted) if wanted else []
    words = portal.words.texts
    return portal.page(
        request,
        "talent/support.html",
        status=422 if answers.errors else 200,
        answers=answers,
        labels=_labels(),
        places=PLACES,
        people=[(place, words["talentaid.person_number"].to(lang).format(number=place)) for place in PLACES],
        years=YEARS,
        items=options(portal, CostItem, lang),
        orders=options(portal, Netting, lang),
        yes_no=options(portal, bool, lang),
        asked=wanted,
        open=open_,
        done=done,
        said=said,
        overview=_overview(portal, said),
        notes=list(dict.fromkeys(note.to(lang) for one in said for note in one.notes)),
        helps=[(one, [_rate(rate, portal) for rate in one.rates]) for one in helps_of(wanted)]
        if wanted
        else [],
        choices=wanted.choices() if wanted else None,
        questions=QUESTIONS,
        money=partial(money, portal),
    )


@api.get("/talent/support", summary="For which people a body may be helped, and what is reckoned")
def api_support(
    request: Request,
    portal: Here,
    body: Annotated[str, Query(description="Name or six-digit code.")],  # noqa: ARG001 -- read with the rest
    year: Annotated[int, Query(description="Fiscal year.")],  # noqa: ARG001 -- read with the rest
) -> SupportOut:
    """As on the page: `itemN`, `amountN`, `revenueN`, `personN` of the costs 1 to 4, and `q_FACT` for the answers."""
    answers = asked(request, portal.settings.limits)
    wanted = read(answers)
    if wanted is None:
        raise HTTPException(422)
    found = wanted.choices()
    return SupportOut(
        body=str(wanted.body.code),
        fiscal_year=wanted.year.year,
        helps=[one.to_dict() for one in helps_of(wanted)],
        decisions={
            measure.value: {name: decision.to_dict() for name, decision in of_costs.items()}
            for measure, of_costs in wanted.decisions.items()
        },
        supports={measure.value: one.to_dict() for measure, one in wanted.supports().items()},
        choices=found.to_dict() if found else None,
        questions=[_question(name) for name in wanted.questions()],
    )


def _question(name: str) -> QuestionOut:
    definition: Any = QUESTIONS[name]
    return QuestionOut(
        fact=name,
        text=TextOut.of(definition.question),
        help=TextOut.of(definition.help) if definition.help else None,
        answers=list(definition.choices or ("yes", "no")),
    )
