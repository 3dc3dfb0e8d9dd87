"""What each body would pay: of a call's own estimate, or of a total and by a method that is typed in. Nothing is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from attrs import field, frozen
from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import HTMLResponse

from chiho_digital.basics import InvalidValue, Rounding, Text
from chiho_digital.dashboard import View
from chiho_digital.governments import Figures, Government, get
from chiho_digital.procurement import AmountScope
from chiho_digital.procurement.calls import Answer, Estimate, Situation, Terms
from chiho_digital.procurement.sharing import NOT_OFFICIAL, Remainder, Rule, Sharer, Shares, share

from ...forms import Answers, asked
from ...portal import Here, Portal
from .costs import (
    DIRECTIONS,
    METHODS,
    REMAINDERS,
    UNITS,
    remainder_in,
    remainder_of,
    rounding_in,
    rule_in,
    rule_words,
    usage_in,
    usage_table,
)
from .keeping import situation
from .models import SharesOut, SharesQuery, SharingOut
from .reading import bodies_in, refuse, unique, yen_in

__all__ = ["MOST_EXPLAINED", "Worked", "api", "cost_choices", "pages", "worked_out"]

pages = APIRouter()
api = APIRouter()

_OWN = "terms"  # the method that the call itself names
MOST_EXPLAINED = 60  # bodies up to which it is shown how each share came about


@frozen
class Worked:
    """What a simulation found. shares: of those who take part.  more: the same with the bodies typed in; None without them.

    answers: the question, with what is wrong with it.  bodies: by code.  added: those typed in.
    estimate: the call's own, if that is what is shared.  asked: whether there was a whole question.
    too_many: whether it was left to a page of its own.
    """

    answers: Answers
    shares: Shares | None = None
    more: Shares | None = None
    bodies: Mapping[str, Government] = field(factory=dict[str, Government])
    added: Sequence[Government] = ()
    estimate: Estimate | None = None
    asked: bool = False
    too_many: bool = False


def cost_choices(portal: Portal, scopes: Sequence[AmountScope] = ()) -> dict[str, Any]:
    """What the fields of a cost offer."""
    texts = portal.words.texts
    return {
        "methods": {name: texts[key] for name, key in METHODS.items()},
        "remainders": {name: texts[key] for name, key in REMAINDERS.items()},
        "units": {unit: Text(f"{int(unit):,}円", f"{int(unit):,} yen") for unit in UNITS},
        "directions": DIRECTIONS,
        "scopes": {one.value: one.label for one in scopes or AmountScope},
    }


@frozen
class _Question:
    """What is to be shared, and how."""

    total: int
    rule: Rule
    remainder: Remainder
    rounding: Rounding | None
    tables: Mapping[str, Figures]
    lead: Government

    def shares(self, among: Sequence[Government]) -> Shares | None:
        """The shares of some bodies; None where there are none.

        Raises:
            InvalidValue: the library says what does not fit.
        """
        if not among:
            return None
        sharers = [_sharer(body, self.rule, self.tables) for body in among]
        remainder = remainder_of(self.remainder, self.lead, [one.code for one in sharers])
        rounding = {} if self.rounding is None else {"rounding": self.rounding}
        return share(self.total, sharers, self.rule, remainder=remainder, **rounding)


def worked_out(portal: Portal, now: Situation, answers: Answers, *, most: int | None = None) -> Worked:
    """The shares that are asked for; without a question those of the call's own estimate, if it states one.

    most: the bodies beyond which nothing is worked out.
    """
    terms = _terms(now, answers)
    estimate = None if terms is None else now.estimate_of(terms.scope)
    fields = dict(answers.fields)
    if terms is not None:
        fields.setdefault("method", _OWN)
    if estimate is not None:
        fields.setdefault("total", f"{estimate.yen:,}")
    reading = Answers(fields, answers.errors)
    added = bodies_in(portal, reading, "more")
    question = _question(portal, now, reading, terms)
    if question is None or reading.errors:
        if not answers.fields:  # nobody has asked yet
            reading.errors.clear()
        return Worked(reading)
    joined = [Answer.JOIN, *([Answer.CONSIDER] if reading.given("consider") == "1" else [])]
    bodies = [one.body for answer in joined for one in now.of(answer)]
    if most is not None and len(bodies) > most:
        return Worked(reading, too_many=True)
    named = {str(body.code): body for body in (*bodies, *added)}
    try:
        shares = question.shares(bodies)
        more = question.shares(unique([*bodies, *added])) if added else None
    except InvalidValue as error:
        refuse(portal, reading, "method", error)
        return Worked(reading)
    own = estimate if estimate is not None and estimate.yen == question.total else None
    return Worked(reading, shares, more, named, added, own, asked=True)


def _question(portal: Portal, now: Situation, answers: Answers, terms: Terms | None) -> _Question | None:
    """What a form asks; None where something is missing or wrong, which stands beside its field."""
    rule, remainder, rounding = _rule(portal, now, answers, terms)
    total, usage = yen_in(portal, answers, "total"), usage_in(portal, answers)
    if total is None:
        answers.errors.setdefault("total", "costs.total_missing")
    if rule is None and not answers.errors.keys() & {"method", "part", "twice", "fixed"}:
        answers.errors["method"] = "costs.method_missing"
    if remainder is None:
        answers.errors.setdefault("remainder", "costs.remainder_missing")
    if total is None or rule is None or remainder is None:
        return None
    tables = {one.name: one.table for one in now.figures} | {"population": portal.data.population}
    if usage:
        tables["usage"] = usage_table(portal, usage)
    return _Question(total, rule, remainder, rounding, tables, lead_of(now))


def _sharer(body: Government, rule: Rule, tables: Mapping[str, Figures]) -> Sharer:
    """A body with the figures that a rule reads; those that nobody stated are unknown."""
    return Sharer.of(body, **{name: tables.get(name) for name in rule.figures})


def _terms(now: Situation, answers: Answers) -> Terms | None:
    scope = answers.choice("scope", {one.value for one in AmountScope})
    if scope is not None:
        return now.terms_of(scope)
    return now.terms[0] if now.terms else None


def _rule(
    portal: Portal, now: Situation, answers: Answers, terms: Terms | None
) -> tuple[Rule | None, Remainder | None, Rounding | None]:
    """Rule, remainder and rounding; what is not typed in is that of the call's terms, if these are asked for."""
    remainder, rounding = remainder_in(answers, lead_of(now)), rounding_in(answers)
    if terms is None or answers.given("method") != _OWN:
        return rule_in(portal, answers), remainder, rounding
    rule = terms.rule if isinstance(terms.rule, Rule) else None
    return rule, remainder or terms.remainder, rounding or terms.rounding


def lead_of(now: Situation) -> Government:
    """The lead body, as it was when it called."""
    return get(now.call.lead, as_of=now.call.opened_on)


def table_of(portal: Portal, worked: Worked) -> View | None:
    """The shares as a table, with the total they add up to; None where there are none."""
    shares, more = worked.shares, worked.more
    whole = more or shares
    if whole is None:
        return None
    texts = portal.words.texts
    columns = [one for one in (shares, more) if one is not None]
    paid, outside = [column.yen for column in columns], Text("－", "–")
    rows: list[tuple[Any, ...]] = [
        (worked.bodies[one.sharer.code].title, *(column.get(one.sharer.code, outside) for column in paid))
        for one in whole.shares
    ]
    if any(column.kept for column in columns):
        rows.append((texts["costs.kept"], *(column.kept for column in columns)))
    rows.append((texts["costs.sum"], *(column.total for column in columns)))
    names = Text(
        "、".join(body.title.ja for body in worked.added), ", ".join(body.title.en for body in worked.added)
    )
    headings = [texts["costs.share"]] if shares is not None else []
    if more is not None:
        with_them = texts["costs.share_with"]
        headings.append(Text(with_them.ja.format(bodies=names.ja), with_them.en.format(bodies=names.en)))
    return View(
        texts["costs.result"],
        (texts["costs.body"], *headings),
        tuple(rows),
        tuple(_notes(portal, worked, whole)),
    )


def _notes(portal: Portal, worked: Worked, shares: Shares) -> list[Text]:
    """What is shared among whom; rule, rounding and remainder by their names; what is unknown, and what the figures count."""
    texts = portal.words.texts
    rule, rounding = rule_words(shares.rule), shares.rounding.text
    remainder = shares.remainder.text
    said_of = texts["costs.by"]
    considered = worked.answers.given("consider") == "1"
    found = [texts["costs.of_both" if considered else "costs.of_joining"]]
    if worked.estimate is not None:
        found.append(Text(worked.estimate.to("ja"), worked.estimate.to("en")))
    found += [
        Text(
            said_of.ja.format(rule=rule.ja, rounding=rounding.ja, remainder=remainder.ja),
            said_of.en.format(rule=rule.en, rounding=rounding.en, remainder=remainder.en),
        )
    ]
    if shares.left:
        left = texts["costs.left"]
        found.append(Text(left.ja.format(yen=f"{shares.left:,}"), left.en.format(yen=f"{shares.left:,}")))
    found += [Text(note.to("ja"), note.to("en")) for note in (*shares.unknown, *shares.notes)]
    return [*found, NOT_OFFICIAL]


def shown(portal: Portal, now: Situation, worked: Worked) -> dict[str, Any]:
    """What the templates show of a simulation."""
    whole = worked.more or worked.shares
    return {
        "worked": worked,
        "shares_table": table_of(portal, worked),
        "how": whole.shares if whole is not None and len(whole.shares) <= MOST_EXPLAINED else (),
        "nobody": whole is None and worked.asked,
        "own_terms": bool(now.terms),
        "choices": cost_choices(portal, [one.scope for one in now.terms]),
    }


@pages.get("/calls/{call_id}/shares")
def shares_page(request: Request, portal: Here, call_id: str) -> HTMLResponse:
    """The simulation alone: an address that can be kept, and a page that can be printed."""
    now = situation(portal, call_id)
    worked = worked_out(portal, now, asked(request, portal.settings.limits))
    return portal.page(
        request,
        "calls/shares.html",
        status=422 if worked.answers.errors else 200,
        now=now,
        **shown(portal, now, worked),
    )


@api.get("/calls/{call_id}/shares", summary="What each body would pay")
def api_shares(portal: Here, call_id: str, query: Annotated[SharesQuery, Query()]) -> SharingOut:
    """Whole yen that add up to the total; null is unknown."""
    now = situation(portal, call_id)
    fields: dict[str, str] = {name: value for name, value in query if value}
    worked = worked_out(portal, now, Answers(fields))
    if worked.answers.errors:
        raise HTTPException(422)

    def out(shares: Shares | None) -> SharesOut | None:
        if shares is None:
            return None
        explained = len(shares.shares) <= MOST_EXPLAINED
        return SharesOut.of(shares, rule_words(shares.rule), explained=explained)

    return SharingOut(call=now.call.id, shares=out(worked.shares), with_more=out(worked.more))
