"""The steps of a pathway in words: what each room says, what it still asks, and where it was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chiho_digital.basics import Note, Text
from chiho_digital.procurement.calls import Answer
from chiho_digital.rules import Figure, Outcome, Unknown

from .steps import Entry, Step, StepName, both, entry_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from chiho_digital.basics import Source
    from chiho_digital.procurement import LikeCase, OwnCase, ThresholdAnswer, UnplacedCase
    from chiho_digital.procurement.calls import Situation
    from chiho_digital.systems import Catalogue
    from chiho_digital.systems.catalogue import Hit
    from chiho_digital.talent import Rate

    from .records import Pathway

__all__ = ["steps_of"]

_AS_READ = "rules.text_as_read"


def steps_of(way: Pathway) -> tuple[Step, ...]:
    """Every step, in order."""
    return (_offerings(way), _cases(way), _calls(way), _methods(way), _bond(way), _talent(way))


def _says(code: str, **params: object) -> Text:
    return both(Note(code, params))


def _offerings(way: Pathway) -> Step:
    entries = [_offered(hit, both(hit)) for hit in way.offerings]
    notes = [_about(way.catalogue)]
    if not entries:
        notes.append(_says("planning.no_software", kind=way.kind.label))
    if way.dmp is None or way.on_dmp is None:
        notes.append(_says("planning.no_dmp"))
    else:
        entries += [_offered(hit, _says("planning.on_dmp", hit=both(hit))) for hit in way.on_dmp]
        notes.append(_about(way.dmp))
        if not way.on_dmp:
            notes.append(_says("planning.none_on_dmp", kind=way.kind.label))
    return Step(StepName.OFFERINGS, tuple(entries), notes=tuple(notes))


def _offered(hit: Hit, text: Text) -> Entry:
    """A software with its prices and a page about it."""
    prices = [price for offer in hit.offerings for price in offer.prices or ()]
    details = tuple(
        _says(
            "planning.price",
            what=price.what,
            yen=f"{price.yen:,}",
            unit=price.price_unit.label,
            tax=price.tax_basis.label,
        )
        for price in prices
    )
    links = [offer.link for offer in hit.offerings if offer.link]
    links += [link.url for link in hit.software.links or ()]
    return Entry(text, details, links[0] if links else None)


def _about(catalogue: Catalogue) -> Text:
    """Where a catalogue comes from, and as of when."""
    when = Text("時点不明", "as of an unknown date") if catalogue.as_of is None else str(catalogue.as_of)
    return _says("planning.catalogue", origin=catalogue.origin, when=when)


def _cases(way: Pathway) -> Step:
    like = way.cases
    entries = [_case(way, one) for one in way.shown_cases]
    count = {"kind": way.kind.label, "count": like.count, "unplaced": len(like.without_figures)}
    notes = [_says("planning.cases_count", **count, shown=len(entries))]
    if way.dmp is None and entries:
        notes.append(_says("planning.no_dmp_for_cases"))
    return Step(StepName.CASES, tuple(entries), notes=tuple(notes))


def _case(way: Pathway, one: LikeCase | OwnCase | UnplacedCase) -> Entry:
    entry = entry_of(one.explain("ja"), one.explain("en"))
    if way.dmp is None:
        return entry
    found = way.through_dmp(one.case)
    products = tuple(dict.fromkeys(lot.product for lot in one.case.lots if lot.product))
    if found:
        more = _says("planning.case_on_dmp", software=tuple(software.title for software in found))
    elif products:
        more = _says("planning.case_not_on_dmp", software=products)
    else:
        more = _says("planning.case_without_product")
    return Entry(entry.text, (*entry.details, more), entry.url)


def _calls(way: Pathway) -> Step:
    entries = tuple(_call(way, situation) for situation in way.calls)
    notes = () if entries else (_says("planning.no_calls", kind=way.kind.label, day=way.day),)
    return Step(StepName.CALLS, entries, notes=notes)


def _call(way: Pathway, situation: Situation) -> Entry:
    own = next((one for one in situation.answers if one.body.code == way.body.code), None)
    if own is None:
        answer = _says("planning.not_invited")
    elif own.answer is Answer.NO_ANSWER:
        answer = _says("planning.invited", deadline=situation.deadline)
    else:
        answer = _says("planning.answered", answer=own.answer.label, since=own.since)
    entry = entry_of(situation.explain("ja"), situation.explain("en"))
    return Entry(entry.text, (answer, *entry.details))


def _methods(way: Pathway) -> Step:
    asked = way.thresholds
    answers = (asked.small_contract, asked.wto)
    missing = [text for answer in answers for text in _asked(answer)]
    notes = [note for answer in answers for note in (*answer.unknown_law, *map(both, answer.notes))]
    notes += [both(note) for note in asked.notes]
    return Step(
        StepName.METHODS,
        tuple(_answered(answer) for answer in answers),
        _once(missing),
        _once(notes),
        _sources(source for answer in answers for source in answer.sources),
    )


def _answered(answer: ThresholdAnswer) -> Entry:
    head = _says("planning.answer", title=answer.decision.ruleset.title, answer=answer.answer)
    return Entry(head, tuple(both(limit) for limit in answer.limits))


def _asked(answer: ThresholdAnswer) -> Iterator[Text]:
    for name in answer.missing:
        yield answer.decision.facts.definitions[name].question


def _bond(way: Pathway) -> Step:
    decision, funding = way.decision, way.funding
    refused = decision.outcome is Outcome.INELIGIBLE
    against = [finding for finding in decision.findings if refused and finding.supports is False]
    head = Entry(
        _says("planning.answer", title=decision.ruleset.title, answer=decision.answer),
        tuple(_says("planning.against", says=finding.rule.says) for finding in against),
    )
    amounts = [funding.step(name) for name in ("bond_ceiling", "general_funds", "cash_effect", "net_burden")]
    known = tuple(both(step) for step in amounts if not isinstance(step.amount, Unknown))
    unknown = [both(step) for step in amounts if isinstance(step.amount, Unknown)]
    money = Entry(_says("planning.funding"), known or tuple(unknown[:1]))
    questions = [decision.facts.definitions[name].question for name in decision.missing]
    if funding.project.cost is None:
        questions.append(_says("planning.ask_cost"))
    return Step(
        StepName.BOND,
        (head, money),
        _once(questions),
        _once([*decision.unknown_law, *map(both, (*decision.assumptions, *funding.assumptions))]),
        _sources(
            (*(source for finding in decision.findings for source in finding.sources), *funding.sources)
        ),
    )


def _talent(way: Pathway) -> Step:
    said = [note for one in way.helps for note in one.notes]
    notes = [note for one in way.helps for note in one.unknown]
    notes += [both(note) for note in said if note.code != _AS_READ]
    # One sentence for all the texts and figures; `to_dict` names each.
    read_on = {note.params["read_on"] for note in said if note.code == _AS_READ}
    notes += [_says("planning.as_read", day=day, year=way.fiscal_year) for day in sorted(read_on)]
    if not way.helps:
        notes.append(_says("planning.no_helps", year=way.fiscal_year))
    return Step(
        StepName.TALENT,
        tuple(Entry(both(one), tuple(map(_rate, one.rates))) for one in way.helps),
        notes=_once(notes),
        sources=_sources(source for one in way.helps for source in one.sources),
    )


def _rate(rate: Rate) -> Text:
    """A part of a measure: its rate and its cap, as far as they are known."""
    unknown = both(Note("rules.unknown"))
    if rate.rate is None:
        support = _says("planning.by_fiscal_index")
    elif isinstance(rate.rate, Figure):
        support = Text(str(rate.rate.value), str(rate.rate.value))
    else:
        support = unknown
    if rate.cap is None:
        return _says("planning.rate", part=rate.part.label, rate=support)
    cap = f"{int(rate.cap.value):,}" if isinstance(rate.cap, Figure) else unknown
    per = unknown if rate.per is None else rate.per.label
    return _says("planning.rate_and_cap", part=rate.part.label, rate=support, cap=cap, per=per)


def _once(texts: Iterable[Text]) -> tuple[Text, ...]:
    return tuple(dict.fromkeys(texts))


def _sources(sources: Iterable[Source]) -> tuple[Source, ...]:
    return tuple(dict.fromkeys(sources))
