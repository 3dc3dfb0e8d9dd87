"""Work items from what the other rooms know: standardisation, cases and calls, commonization, plans.

Where a record does not say in which year, or whether at all, a body has work of it, the item says so; nothing is filled in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from chiho_digital.basics import FiscalYear, Grade, InvalidValue, Source, Text
from chiho_digital.commonization import Outcome, standardisation
from chiho_digital.commonization.process import Concluded
from chiho_digital.governments import LocalGovernmentCode
from chiho_digital.procurement.calls import Answer, CallState

from .work import WorkItem, WorkKind, carrier

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from chiho_digital.bonds import Plan
    from chiho_digital.commonization import KnownCandidate, Proposal, Review
    from chiho_digital.governments import Government
    from chiho_digital.procurement import Case
    from chiho_digital.procurement.calls import Call

__all__ = [
    "standardisation_work",
    "work_of_calls",
    "work_of_candidates",
    "work_of_cases",
    "work_of_plans",
    "work_of_proposals",
    "work_of_reviews",
]

_IN_SERVICE = "in_service"  # what the published cases say of a system that is used


def standardisation_work(
    body: Government | str,
    *,
    done: Mapping[str, FiscalYear | int] | None = None,
    later: Mapping[str, FiscalYear | int | None] | None = None,
    without: Iterable[str] = (),
    source: Source | None = None,
) -> tuple[WorkItem, ...]:
    """The standardisation of the 20 affairs for a body (標準化の取組), one item each. Affairs by id or name.

    Of an affair that you do not name it is not known whether it is done: its systems should have moved by the end of FY2025
    in principle, and some may move later.
    done: the fiscal year in which its last system moved.  later: affairs with a system that is allowed to move later
    (特定移行支援システム), with the year in which it moves, None if that is not known.  without: affairs that are no work of
    this body: it does not carry them itself, or they were done before the years you look at.
    source: where `done` and `later` were read.

    Raises:
        LookupError: there is no such body.
        InvalidValue: no such affair (near ones are suggested), one that is named twice, or `done` or `later` without `source`.
    """
    known = standardisation()
    done, later, without = done or {}, later or {}, tuple(without)
    if (done or later) and source is None:
        raise InvalidValue("planning.no_source", value=(*done, *later))
    named = [known.affair(name) for name in (*done, *later, *without)]
    if twice := tuple(affair.label for affair in known.affairs if named.count(affair) > 1):
        raise InvalidValue("planning.affair_twice", value=twice)
    code = carrier(body).code
    stated = dict(zip(named, (*done.values(), *later.values()), strict=False))
    moving, left_out = named[len(done) : len(stated)], named[len(stated) :]
    return tuple(
        _item(
            code,
            WorkKind.LATER_MIGRATION if affair in moving else WorkKind.STANDARDISATION,
            affair.label,
            source if source is not None and affair in stated else known.source,
            last=stated.get(affair),
        )
        for affair in known.affairs
        if affair not in left_out
    )


def work_of_cases(cases: Iterable[Case]) -> tuple[WorkItem, ...]:
    """The starts of joint procurements (共同調達の開始), of each named body with a code and of the lead.

    A body that is named without a date started no earlier than the service, and no later than the day of the list.
    Associations have no code, and bodies that are only counted no name: they have no item.
    """
    return tuple(item for case in cases for item in _of_case(case))


def _of_case(case: Case) -> Iterator[WorkItem]:
    title = Text(f"共同調達事例「{case.id}」", f"joint procurement case '{case.id}'")
    cited = Source(title, case.grade, case.sources[0].url if case.sources else None)
    starts = {
        one.code: _start(case) if one.joined is None else (one.joined.start, one.joined.end)
        for one in case.participations
        if one.code is not None
    }
    if case.lead_code is not None:
        starts.setdefault(case.lead_code, _start(case, of_lead=True))
    for code, days in starts.items():
        yield _item(code, WorkKind.JOINT_PROCUREMENT, "・".join(case.kinds), cited, **_within(*days))


def _start(case: Case, *, of_lead: bool = False) -> tuple[date | None, date | None]:
    """Between which days a body without a date of its own started."""
    stated = case.service_start
    # Words beside a date (順次, 試行) say that it is not that of all.
    started = stated.value if stated is not None and stated.remark is None else None
    listed = case.names_as_of or (case.observed.value if case.observed else None)
    if started is None:
        return None, listed.end if listed is not None and case.status == _IN_SERVICE else None
    if of_lead:
        return started.start, started.end
    return started.start, None if listed is None else max(started.end, listed.end)


def work_of_calls(calls: Iterable[Call], day: date) -> tuple[WorkItem, ...]:
    """The joint procurements that calls may lead to, as the calls stood on a day: of bodies that join, consider, or are silent.

    In which year they start is not known. After the end of a call only those who join have an item; a call that was given
    up has none, nor has one that became a case: use `work_of_cases` for it.
    """
    return tuple(item for call in calls if call.opened_on <= day for item in _of_call(call, day))


def _of_call(call: Call, day: date) -> Iterator[WorkItem]:
    situation = call.as_of(day)
    answers = {
        CallState.OPEN: {Answer.JOIN, Answer.CONSIDER, Answer.NO_ANSWER},
        CallState.CLOSED: {Answer.JOIN},
    }.get(situation.state, set[Answer]())
    title = Text(f"呼びかけ「{call.id}」（{day}現在）", f"call '{call.id}' as of {day}")
    for one in situation.answers:
        if one.answer in answers:
            since = FiscalYear.of(one.since or call.opened_on)
            cited = Source(title, Grade.PRIMARY)
            yield _item(one.body.code, WorkKind.JOINT_PROCUREMENT, call.title, cited, not_before=since)


def work_of_proposals(proposals: Iterable[Proposal]) -> tuple[WorkItem, ...]:
    """The making of proposals (提案), of the proposer and the joint proposers with a code: new items being chosen.

    A proposal without a date lies in the calendar year of its call, which is two fiscal years.
    """
    return tuple(
        _item(
            one.code,
            WorkKind.CHOOSING,
            proposal.title,
            Source(Text(f"提案「{proposal.id}」", f"proposal '{proposal.id}'"), Grade.PRIMARY),
            **_within(*_days(proposal)),
        )
        for proposal in proposals
        for one in proposal.bodies
        if one.code is not None
    )


def _days(proposal: Proposal) -> tuple[date, date]:
    when = proposal.submitted_on or proposal.year
    return when.start, when.end


def work_of_reviews(reviews: Iterable[Review], bodies: Iterable[Government | str]) -> tuple[WorkItem, ...]:
    """The systems that bodies may be introducing after reviews (共通化システムの導入): of candidates without an outcome, or that go ahead.

    Nobody is obliged to adopt a system, and which body does is not recorded: no year is sure. State what you know as a
    `WorkItem` of your own.

    Raises:
        LookupError: there is no such body.
    """
    codes = [carrier(body).code for body in bodies]
    return tuple(item for review in reviews for item in _of_review(review, codes))


def _of_review(review: Review, codes: Iterable[LocalGovernmentCode]) -> Iterator[WorkItem]:
    standing, candidate = review.standing, review.candidate
    if candidate is None or standing.outcome not in {None, Outcome.GO_AHEAD}:
        return
    days = [event.on for event in standing.of(Concluded)]
    concluded = days[0] if days else None
    since = candidate.fiscal_year if concluded is None else FiscalYear.of(concluded.start)
    cited = Source(Text(f"検討「{review.id}」の記録", f"record of review '{review.id}'"), Grade.INFERRED)
    for code in codes:
        yield _item(code, WorkKind.COMMON_SYSTEM, review.title or review.id, cited, not_before=since)


def work_of_candidates(
    candidates: Iterable[KnownCandidate], bodies: Iterable[Government | str]
) -> tuple[WorkItem, ...]:
    """The systems of known candidates that bodies may be introducing (対象候補), from the year they were chosen for.

    Which of them go ahead is not known by name, and nobody is obliged to adopt one: no year is sure.

    Raises:
        LookupError: there is no such body.
    """
    codes = [carrier(body).code for body in bodies]
    return tuple(
        _item(
            code,
            WorkKind.COMMON_SYSTEM,
            one.name,
            Source(
                Text("共通化の対象候補", "candidate for commonization"),
                Grade.weakest(one.grade, one.fiscal_year_grade or one.grade),
                one.source_url,
            ),
            not_before=one.fiscal_year,
        )
        for one in candidates
        for code in codes
    )


def work_of_plans(plans: Iterable[Plan]) -> tuple[WorkItem, ...]:
    """The writing of bond plans (計画の策定): in which year is not in a plan, only that it is not after the plan's end.

    Raises:
        InvalidValue: a plan does not say whose it is.
    """
    items: list[WorkItem] = []
    for plan in plans:
        if plan.body is None:
            raise InvalidValue("planning.plan_without_body", value=plan.title)
        cited = Source(Text(f"計画「{plan.title}」", f"plan '{plan.title}'"), Grade.INFERRED)
        items.append(_item(plan.body, WorkKind.PLAN, plan.title, cited, **_within(None, plan.end)))
    return tuple(items)


def _within(earliest: date | None, latest: date | None) -> dict[str, FiscalYear | None]:
    """The fiscal year of what happened once between two days, or the bounds of it."""
    low, high = (None if day is None else FiscalYear.of(day) for day in (earliest, latest))
    if low is not None and low == high:
        return {"first": low, "last": high}
    return {"not_before": low, "not_after": high}


def _item(
    code: str, kind: WorkKind, what: Text | str, cited: Source, **years: FiscalYear | int | None
) -> WorkItem:
    """An item, where and how directly it was read included."""
    read = {"source": cited.title, "article": cited.article, "revision": cited.revision, "url": cited.url}
    return WorkItem.model_validate(
        {"body": code, "kind": kind, "what": what, **years, **read, "grade": cited.grade}
    )
