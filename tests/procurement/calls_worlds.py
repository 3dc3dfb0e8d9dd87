"""Calls to draw from, and one to start with: Yamaguchi asks its first six cities."""

from contextlib import suppress
from datetime import date, timedelta

from hypothesis import strategies as st

from chiho_digital import governments
from chiho_digital.basics import InvalidValue
from chiho_digital.procurement import calls, sharing

LEAD = "350001"
TOWNS = tuple(body.code for body in governments.municipalities(prefecture="山口県")[:6])
CENSUS = governments.figures.load()
OPENED, DEADLINE = date(2025, 5, 1), date(2025, 5, 31)
LATER = date(2025, 7, 31)
HALF_AND_HALF = sharing.Parts((("1/2", sharing.Equal()), ("1/2", sharing.By("population"))))


def day(offset):
    """A day from the opening on."""
    return OPENED + timedelta(days=offset)


def opening(**changes):
    """What a call is opened with."""
    return {
        "id": "forms-2025",
        "lead": LEAD,
        "kind": "電子申請",
        "title": "電子申請を一緒に",
        "invited": TOWNS,
        "opened_on": OPENED,
        "deadline": DEADLINE,
        "estimates": (calls.Estimate(scope="annual", yen=10_000_000, tax_basis="excluded"),),
        "terms": (calls.Terms(scope="annual", rule=HALF_AND_HALF, remainder=sharing.LargestShare()),),
        "figures": (calls.StatedFigures.of("population", CENSUS, TOWNS),),
    } | changes


def opened(**changes):
    """A call."""
    return calls.Call(**opening(**changes))


_words = st.none() | st.sampled_from(["庁内で協議", "R8から"])
_given = st.sampled_from(["join", "consider", "decline"])
_body = st.sampled_from(TOWNS[:3])
_moves = st.one_of(
    st.tuples(st.just("answer"), _body, _given, _words),
    st.tuples(st.just("answer"), _body, _given, _words),
    st.tuples(st.just("reply_late"), _body, _given, _words),
    st.tuples(st.just("admit"), _body),
    st.tuples(st.just("invite"), st.sampled_from(["352101", "352110"])),
    st.tuples(st.just("correct"), st.integers(0, 10**9)),
    st.tuples(st.just("extend"), st.integers(0, 40)),
    st.tuples(st.just("close")),
    st.tuples(st.just("become_case")),
    st.tuples(st.just("abandon")),
)


def _moved(call, on, move):
    """The call after a move."""
    why = {"by": LEAD, "reason": "理由"}
    name, *rest = move
    arguments = {
        "answer": lambda body, answer, words: ((body, answer, on), {"words": words}),
        "reply_late": lambda body, answer, words: ((body, answer, on), {"words": words}),
        "admit": lambda body: ((body, on), why),
        "invite": lambda body: (([body], on), why),
        "correct": lambda yen: (
            (on, calls.Estimate(scope="annual", yen=yen, tax_basis="included")),
            why,
        ),
        "extend": lambda more: ((on + timedelta(days=more), on), why),
        "become_case": lambda: (("forms-case", on), {"by": LEAD}),
    }
    positional, named = arguments.get(name, lambda: ((on,), why))(*rest)
    return getattr(call, name)(*positional, **named)


@st.composite
def histories(draw):
    """A call with whatever of some moves was possible, day by day."""
    call = opened()
    offset = 0
    for gap, move in draw(st.lists(st.tuples(st.integers(0, 15), _moves), max_size=14)):
        offset += gap
        with suppress(InvalidValue):
            call = _moved(call, day(offset), move)
    return call
