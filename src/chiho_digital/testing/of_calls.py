"""Calls to join, grown day by day from their opening; and what makes their parts agree."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from chiho_digital.basics import MAX_YEN, InvalidValue, TaxBasis
from chiho_digital.procurement import AmountScope, calls, sharing
from chiho_digital.procurement.calls.fields import Kind
from chiho_digital.procurement.calls.vocabulary import Answer

from .annotations import vocabulary
from .codes import lasting_codes
from .making import fields, records, settling, whole
from .money import ratios, roundings
from .of_sharing import prices, remainders, sharing_rules
from .of_systems import kind_ids
from .texts import identifiers, words
from .times import days

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hypothesis.strategies import SearchStrategy

    from chiho_digital.governments import LocalGovernmentCode

__all__ = ["call_histories"]

vocabulary(Kind, kind_ids)


def _towns() -> SearchStrategy[LocalGovernmentCode]:
    return lasting_codes(municipal=True)


def _known_figures() -> SearchStrategy[Any]:
    return st.none() | st.integers(0, 10**7) | ratios(0, 1_000, max_denominator=10)


def _several(one: SearchStrategy[Any], *, fewest: int = 0, key: Callable[[Any], Any]) -> SearchStrategy[Any]:
    return st.lists(one, min_size=fewest, max_size=fewest + 2, unique_by=key).map(tuple)


fields(calls.BodyFigure, lambda: {"body": _towns(), "value": _known_figures()})
fields(
    calls.Terms,
    lambda: {
        "rule": st.none() | sharing_rules() | st.from_type(sharing.Unstated) | st.from_type(sharing.ByItem),
        "remainder": st.none() | remainders(),
        "prices": st.lists(prices(), max_size=2).map(tuple),
        "rounding": roundings(),
    },
)
fields(calls.Wish, lambda: {"body": _towns(), "lead": st.none() | lasting_codes()})


@settling(calls.Estimate)
def _estimate(values: dict[str, Any]) -> None:
    if values["items"] is not None:
        items = {item.name: item for item in values["items"]}.values()
        most = MAX_YEN // len(items)
        values["items"] = tuple(item.model_copy(update={"yen": min(item.yen, most)}) for item in items)
        values["yen"] = sum(item.yen for item in values["items"])


@settling(calls.Terms)
def _terms(values: dict[str, Any]) -> None:
    if values["rule"] is None:
        values["remainder"] = None
        values["prices"] = values["prices"] or (sharing.Fixed(1_000),)
    elif values["remainder"] is None:
        values["remainder"] = sharing.LargestShare()


@settling(calls.StatedFigures)
def _stated_figures(values: dict[str, Any]) -> None:
    values["values"] = tuple({figure.body: figure for figure in values["values"]}.values())


@settling(calls.Wish)
def _wish(values: dict[str, Any]) -> None:
    if values["withdrawn"] is not None:
        values["on"], values["withdrawn"] = sorted((values["on"], values["withdrawn"]))


@settling(calls.Corrected)
def _corrected(values: dict[str, Any]) -> None:
    if not (values["estimates"] or values["terms"] or values["figures"]):
        estimate = calls.Estimate(scope=AmountScope.ANNUAL, yen=0, tax_basis=TaxBasis.UNKNOWN)
        values["estimates"] = (estimate,)


@st.composite
def _openings(draw: st.DrawFn) -> dict[str, Any]:
    """What a call is opened with: all that its terms read is stated, for all that are invited."""
    invited = draw(st.lists(_towns(), min_size=1, max_size=5, unique=True))
    opened_on = draw(days())
    lead = draw(lasting_codes())
    kind = draw(kind_ids())
    terms = draw(_several(_plain_terms(lead), key=lambda one: one.scope))
    named = sorted(frozenset[str]().union(*(one.figures for one in terms)))
    wishes = draw(st.lists(st.sampled_from(invited), max_size=2, unique=True))
    return {
        "id": draw(identifiers()),
        "lead": lead,
        "kind": kind,
        "title": draw(words()),
        "invited": tuple(invited),
        "opened_on": opened_on,
        "deadline": opened_on + timedelta(days=draw(st.integers(0, 60))),
        "acting_for": draw(st.none() | words()),
        "words": draw(st.none() | words()),
        "estimates": draw(_several(records(calls.Estimate), key=lambda one: one.scope)),
        "terms": terms,
        "figures": tuple(draw(_figures_of(name, invited)) for name in named),
        "wishes": tuple(draw(_wish_of(body, kind, opened_on)) for body in wishes),
    }


def _plain_terms(lead: str) -> SearchStrategy[calls.Terms]:
    return records(
        calls.Terms, rule=st.none() | sharing_rules(), remainder=st.none() | remainders(st.just(lead))
    )


def _figures_of(name: str, bodies: Iterable[LocalGovernmentCode]) -> SearchStrategy[calls.StatedFigures]:
    values = [st.builds(calls.BodyFigure, body=st.just(body), value=_known_figures()) for body in bodies]
    return records(calls.StatedFigures, name=st.just(name), values=st.tuples(*values))


@st.composite
def _wish_of(draw: st.DrawFn, body: LocalGovernmentCode, kind: str, opened_on: date) -> calls.Wish:
    before, after = draw(st.integers(0, 400)), draw(st.none() | st.integers(1, 400))
    return calls.Wish(
        body=body,
        kind=kind,
        on=opened_on - timedelta(days=before),
        lead=draw(st.none() | lasting_codes()),
        withdrawn=None if after is None else opened_on + timedelta(days=after),
    )


_GIVEN = tuple(answer for answer in Answer if answer is not Answer.NO_ANSWER)
_Moved = Callable[[st.DrawFn, calls.Call, date], calls.Call]


def _why(draw: st.DrawFn, call: calls.Call) -> dict[str, str]:
    return {"by": call.lead, "reason": draw(words())}


def _body(draw: st.DrawFn, call: calls.Call) -> LocalGovernmentCode:
    return draw(st.sampled_from(call.invited))


def _replied(draw: st.DrawFn, call: calls.Call, on: date) -> calls.Call:
    body, late = _body(draw, call), draw(st.sampled_from((False, False, True)))
    said_by, said = draw(st.sampled_from((body, call.lead))), draw(st.none() | words())
    reply = call.reply_late if late else call.answer
    return reply(body, draw(st.sampled_from(_GIVEN)), on, said_by=said_by, words=said)


def _extended(draw: st.DrawFn, call: calls.Call, on: date) -> calls.Call:
    return call.extend(on + timedelta(days=draw(st.integers(0, 60))), on, **_why(draw, call))


_MOVES: tuple[_Moved, ...] = (
    _replied,
    _replied,
    _replied,
    lambda draw, call, on: call.admit(_body(draw, call), on, **_why(draw, call)),
    lambda draw, call, on: call.invite([draw(_towns())], on, **_why(draw, call)),
    lambda draw, call, on: call.correct(on, draw(records(calls.Estimate)), **_why(draw, call)),
    _extended,
    lambda draw, call, on: call.close(on, **_why(draw, call)),
    lambda draw, call, on: call.become_case(draw(identifiers()), on, by=call.lead),
    lambda draw, call, on: call.abandon(on, **_why(draw, call)),
)


@whole(calls.Call)
def call_histories() -> SearchStrategy[calls.Call]:
    """Calls to join with what has happened to them: whatever of some moves was possible, day by day (共同調達の呼びかけ)."""
    return _call_histories()


@st.composite
def _call_histories(draw: st.DrawFn) -> calls.Call:
    call = calls.Call(**draw(_openings()))
    on = call.opened_on
    for gap in draw(st.lists(st.integers(0, 20), max_size=8)):
        on += timedelta(days=gap)
        with suppress(InvalidValue):
            call = draw(st.sampled_from(_MOVES))(draw, call, on)
    return call
