"""The form on support, read: a body, a year, up to four costs of people alike, and the answers that matter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from attrs import field, frozen
from pydantic import ValidationError

from chiho_digital import talent
from chiho_digital.basics import FiscalYear, InvalidValue, fold
from chiho_digital.governments import Government
from chiho_digital.rules import Decision, FactDefinition, Outcome
from chiho_digital.talent import Cost, CostFacts, CostItem, FiscalIndex, Measure, Netting

from ...forms import Answers
from .reading import body_of_text, problems_of, year_of, yen_of

__all__ = ["PLACES", "QUESTIONS", "YEARS", "Asked", "read"]

YEARS = range(2024, 2033)
PLACES = ("1", "2", "3", "4")
"""The numbers of the costs, and of the people they are for."""

_OF_THE_COST = {"fiscal_year", "body_kind", "item"}
QUESTIONS: Mapping[str, FactDefinition] = {
    name: definition for name, definition in CostFacts.definitions.items() if name not in _OF_THE_COST
}
"""The facts that are asked, where they matter."""
_ENGAGED = set(talent.Engagement.model_fields)
_UNKNOWN = "unknown"
_OF_COSTS = {"revenue": "talentaid.revenue_above", "amount": "talent.bad_yen"}

Decisions = Mapping[Measure, Mapping[str, Decision[CostFacts]]]


@frozen
class Asked:
    """What the form asks for. costs: one for each row that names a kind; their ids are the numbers of the rows.

    answers: facts as they were answered.  skipped: those of which it was said that they are not known.
    """

    body: Government
    year: FiscalYear
    costs: tuple[Cost, ...]
    answers: Mapping[str, object]
    skipped: frozenset[str]
    netting: Netting | None
    index: FiscalIndex | None
    recognised: bool | None
    decisions: Decisions = field(init=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "decisions", dict(self._decided()))

    def _decided(self) -> Iterator[tuple[Measure, dict[str, Decision[CostFacts]]]]:
        """What each measure says of each cost, without the measures that are written for other bodies."""
        if not self.costs:
            return
        for measure in Measure:
            of_costs = {cost.id: talent.eligibility(cost, measure) for cost in self.costs}
            if not any(_for_others(decision) for decision in of_costs.values()):
                yield measure, of_costs

    def supports(self) -> dict[Measure, talent.Support]:
        """What each measure reckons of which some cost may count."""
        return {
            measure: talent.support(
                measure,
                self.costs,
                fiscal_index=self.index.index if self.index else None,
                netting=self.netting,
            )
            for measure, of_costs in self.decisions.items()
            if any(decision.outcome is not Outcome.INELIGIBLE for decision in of_costs.values())
        }

    def choices(self) -> talent.Choices | None:
        """Where measures overlap; None without costs."""
        indices = [self.index] if self.index else []
        return talent.choices(self.costs, indices=indices, netting=self.netting) if self.costs else None

    def questions(self) -> list[str]:
        """The next question of every decision that is still open, without what is not known."""
        open_ = (decision for of_costs in self.decisions.values() for decision in of_costs.values())
        wanted = {name for name in map(self._next, open_) if name is not None}
        return [name for name in QUESTIONS if name in wanted]

    def _next(self, decision: Decision[CostFacts]) -> str | None:
        question = decision.next_question()
        if question is None:
            return None
        names = (question.fact, *decision.missing)
        return next((name for name in names if name not in self.skipped), None)

    @property
    def asks_order(self) -> bool:
        """Whether the order of deduction and cap may matter."""
        return any(cost.revenue for cost in self.costs)

    @property
    def asks_index(self) -> bool:
        """Whether the fiscal index matters: for one measure alone."""
        found = self.decisions.get(Measure.LOCAL_ADVISER, {})
        return any(decision.outcome is Outcome.ELIGIBLE for decision in found.values())


def _for_others(decision: Decision[CostFacts]) -> bool:
    return any(found.supports is False and set(found.facts) == {"body_kind"} for found in decision.findings)


def read(answers: Answers) -> Asked | None:
    """What the form asks for; None while body or year is blank, or something cannot be read, which `errors` then says."""
    body = body_of_text(answers)
    year = year_of(answers, "year", YEARS)
    given, skipped = _facts(answers)
    netting = answers.choice("netting", set(Netting))
    recognised = answers.choice("recognised", {"yes", "no"})
    rows = list(_rows(answers))
    if (body is None) != (year is None) and not answers.errors:
        answers.errors["year" if year is None else "body"] = "talent.needed"
    index = _index(answers, body, year)
    if answers.errors or body is None or year is None:
        return None
    stated = {"yes": True, "no": False}.get(recognised or "")
    costs = list(_costs(answers, body, year, rows, {**given, "recognised_adviser": stated}))
    if answers.errors:
        return None
    return Asked(
        body=body,
        year=FiscalYear(year),
        costs=tuple(costs),
        answers=given,
        skipped=skipped,
        netting=Netting(netting) if netting else None,
        index=index,
        recognised=stated,
    )


def _facts(answers: Answers) -> tuple[dict[str, object], frozenset[str]]:
    """The answers to the questions, and the facts of which it was said that they are not known."""
    given: dict[str, object] = {}
    skipped: list[str] = []
    for name, definition in QUESTIONS.items():
        allowed = definition.choices or ("yes", "no")
        value = answers.choice(f"q_{name}", {*allowed, _UNKNOWN})
        if value == _UNKNOWN:
            skipped.append(name)
        elif value is not None:
            given[name] = value if definition.choices else value == "yes"
    return given, frozenset(skipped)


def _rows(answers: Answers) -> Iterator[tuple[str, CostItem, int | None, int | None, str | None]]:
    """The rows that name a kind of cost; an amount without a kind is refused."""
    for place in PLACES:
        item = answers.choice(f"item{place}", set(CostItem))
        amount, revenue = yen_of(answers, f"amount{place}"), yen_of(answers, f"revenue{place}")
        person = answers.choice(f"person{place}", PLACES)
        if item is not None:
            kind = CostItem(item)  # recruiting is for nobody yet
            yield place, kind, amount, revenue, person if kind is not CostItem.RECRUITING else None
        elif amount is not None:
            answers.errors.setdefault(f"item{place}", "talentaid.item_needed")


def _costs(
    answers: Answers,
    body: Government,
    year: int,
    rows: Iterable[tuple[str, CostItem, int | None, int | None, str | None]],
    given: Mapping[str, object],
) -> Iterator[Cost]:
    """The rows as the library's records."""
    engaged = {name: value for name, value in given.items() if name in _ENGAGED}
    others = {name: value for name, value in given.items() if name not in _ENGAGED}
    for place, item, amount, revenue, person in rows:
        of_row = {
            "id": place,
            "body": str(body.code),
            "fiscal_year": FiscalYear(year),
            "item": item,
            "amount": amount,
            "revenue": revenue,
            "person": person,
        }
        record: dict[str, Any] = {**of_row, **others, "engagement": engaged}
        try:
            yield Cost.model_validate(record)
        except ValidationError as error:
            found = problems_of(error, _OF_COSTS, "amount")
            answers.errors.update({f"{name}{place}": words for name, words in found.items()})


def _index(answers: Answers, body: Government | None, year: int | None) -> FiscalIndex | None:
    """The fiscal index that was typed."""
    text = answers.text("index", 10)
    if text is None or body is None or year is None:
        return None
    try:
        value = Decimal(fold(text))
        return FiscalIndex(body=body.code, fiscal_year=FiscalYear(year), index=value)
    except (ArithmeticError, InvalidValue, ValidationError):
        answers.errors["index"] = "talentaid.bad_index"
        return None
