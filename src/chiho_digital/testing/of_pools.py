"""What makes the records of talent pools agree, and whole ledgers whose records do not contradict one another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from chiho_digital import talent
from chiho_digital.governments import LocalGovernmentCode
from chiho_digital.talent import (
    Assignment,
    AssignmentResult,
    Cost,
    CostItem,
    FiscalIndex,
    Ledger,
    Need,
    Pool,
    StaffMember,
)
from chiho_digital.talent.checks import Book, contradictions
from chiho_digital.talent.fields import Channel, FieldOfSkill, Shape

from .annotations import vocabulary
from .codes import lasting_codes
from .making import fields, records, settling, whole
from .money import decimals
from .of_bonds import in_order
from .texts import words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hypothesis.strategies import SearchStrategy

__all__ = ["ledgers"]

_HIGHEST = 3


def _terms(known: talent.Vocabulary) -> SearchStrategy[str]:
    return st.sampled_from([term.id for term in known.terms]) | words()


vocabulary(Shape, lambda: _terms(talent.SHAPES))
vocabulary(FieldOfSkill, lambda: _terms(talent.FIELDS))
vocabulary(Channel, lambda: _terms(talent.CHANNELS))


def _towns() -> SearchStrategy[LocalGovernmentCode]:
    return lasting_codes(municipal=True)


fields(Need, lambda: {"municipality": _towns()})
fields(Assignment, lambda: {"municipality": _towns()})
fields(FiscalIndex, lambda: {"index": decimals(0, _HIGHEST)})
fields(
    Pool,
    lambda: {"members": st.none() | st.lists(_towns(), max_size=4, unique=True).map(tuple)},
)


def _skills(values: dict[str, Any]) -> None:
    if values["skills"] is not None:
        values["skills"] = tuple({skill.field: skill for skill in values["skills"]}.values())


@settling(StaffMember)
def _member(values: dict[str, Any]) -> None:
    in_order(values)
    _skills(values)


@settling(Need)
def _need(values: dict[str, Any]) -> None:
    in_order(values)
    _skills(values)


settling(Assignment)(in_order)


@settling(Pool)
def _pool(values: dict[str, Any]) -> None:
    if values["staff"] is not None:
        values["staff"] = tuple({member.id: member for member in values["staff"]}.values())


@settling(Cost)
def _cost(values: dict[str, Any]) -> None:
    if values["revenue"] is not None and values["amount"] is not None:
        values["revenue"] = min(values["revenue"], values["amount"])
    if values["paid_to"] == values["body"]:
        values["paid_to"] = None
    own = {
        "channel": CostItem.RECRUITING,
        "paid_to": CostItem.CONTRIBUTION,
        "trainees": CostItem.TRAINING,
    }
    for name, item in own.items():
        if values["item"] not in {None, item}:
            values[name] = None


@whole(Ledger)
def ledgers() -> SearchStrategy[Ledger]:
    """Ledgers of pools: people, needs, assignments, results, costs that fit one another (人材プール台帳)."""
    return _ledgers()


@st.composite
def _ledgers(draw: st.DrawFn) -> Ledger:
    pool = draw(records(Pool))
    needs = draw(_several(records(Need)))
    people = [member.id for member in pool.staff or ()]
    lists: dict[str, list[Any]] = {"needs": _by_id(needs), "assignments": [], "results": [], "costs": []}
    if people:
        asked = st.none() | st.sampled_from([need.id for need in needs]) if needs else st.none()
        one = records(Assignment, staff=st.sampled_from(people), need=asked)
        lists["assignments"] = _by_id(draw(_several(one)))
    if lists["assignments"]:
        of = st.sampled_from([assignment.id for assignment in lists["assignments"]])
        lists["results"] = draw(_several(records(AssignmentResult, assignment=of)))
    person = st.none() | st.sampled_from(people) if people else st.none()
    lists["costs"] = _by_id(draw(_several(records(Cost, person=person))))
    indices = {(index.body, index.fiscal_year): index for index in draw(_several(records(FiscalIndex)))}
    lists["indices"] = list(indices.values())
    _part(pool, lists)
    return Ledger(pool=pool, **{name: tuple(found) for name, found in lists.items()})


def _several(one: SearchStrategy[Any]) -> SearchStrategy[list[Any]]:
    return st.lists(one, max_size=3)


def _by_id(found: Iterable[Any]) -> list[Any]:
    return list({record.id: record for record in found}.values())


def _part(pool: Pool, lists: dict[str, list[Any]]) -> None:
    """Takes out what contradicts, until nothing does: an assignment outside a contract, and the results of it."""
    staff = dict(enumerate(pool.staff or ()))
    while True:
        records_of: dict[str, Any] = {name: dict(enumerate(found)) for name, found in lists.items()}
        book = Book(staff=staff, **records_of)
        wrong = {(str(problem.path[0]), int(problem.path[1])) for problem in contradictions(book)}
        if not wrong:
            return
        for name, found in lists.items():
            lists[name] = [one for place, one in enumerate(found) if (name, place) not in wrong]
