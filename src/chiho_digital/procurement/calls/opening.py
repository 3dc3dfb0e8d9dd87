"""What is wrong with a call as it is opened, all of it at once."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, TypeVar

from chiho_digital.basics import InvalidValue
from chiho_digital.governments import get
from chiho_digital.systems import kind_of

from .bodies import body_on, named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from .estimates import Estimate
    from .records import Call
    from .terms import StatedFigures, Terms

_T = TypeVar("_T")

__all__ = ["missing_figures", "problems_of_opening", "repeated_contents"]


def problems_of_opening(call: Call) -> Iterator[InvalidValue]:
    """What is wrong with the opening of a call."""
    if call.deadline < call.opened_on:
        yield InvalidValue(
            "procurement.call_deadline_early", value=call.deadline, earliest=call.opened_on
        ).at("deadline")
    for path, codes in (("lead", (call.lead,)), ("invited", dict.fromkeys(call.invited))):
        for code in codes:
            try:
                body_on(code, call.opened_on)
            except InvalidValue as error:
                yield error.at(path)
    for code in _repeated(call.invited):
        yield InvalidValue("procurement.call_invited_twice", value=code).at("invited")
    yield from repeated_contents(call.estimates, call.terms, call.figures)
    yield from missing_figures(call.terms, call.figures)
    yield from _problems_of_wishes(call)


def repeated_contents(
    estimates: Sequence[Estimate], terms: Sequence[Terms], figures: Sequence[StatedFigures]
) -> Iterator[InvalidValue]:
    """Scopes and names of figures that stand there twice."""
    for path, scopes in (
        ("estimates", [estimate.scope for estimate in estimates]),
        ("terms", [one.scope for one in terms]),
    ):
        for scope in _repeated(scopes):
            yield InvalidValue("procurement.call_scope_twice", value=scope.label).at(path)
    for name in _repeated([one.name for one in figures]):
        yield InvalidValue("procurement.call_figures_twice", value=name).at("figures")


def missing_figures(terms: Iterable[Terms], figures: Iterable[StatedFigures]) -> Iterator[InvalidValue]:
    """Figures that the terms read and that are not stated, with the name that was likely meant."""
    names = [one.name for one in figures]
    for name in sorted(frozenset[str]().union(*(one.figures for one in terms)) - set(names)):
        near = get_close_matches(name, names, 1)
        suggestion = near[0] if near else None
        yield InvalidValue(
            "procurement.call_figures_missing", value=name, stated=tuple(names), suggestion=suggestion
        ).at("figures")


def _problems_of_wishes(call: Call) -> Iterator[InvalidValue]:
    for code in _repeated([wish.body for wish in call.wishes]):
        yield InvalidValue("procurement.call_wish_twice", value=code).at("wishes")
    for wish in call.wishes:
        body = named(get(wish.body, as_of=wish.on))
        if wish.kind != call.kind:
            yield InvalidValue(
                "procurement.call_wish_of_other_kind",
                value=body,
                wished=wish.system_kind.label,
                kind=kind_of(call.kind).label,
            ).at("wishes")
        if not wish.holds(call.opened_on):
            yield InvalidValue("procurement.call_wish_not_held", value=body, day=call.opened_on).at("wishes")
        if wish.body not in call.invited:
            yield InvalidValue("procurement.call_wish_uninvited", value=body).at("wishes")


def _repeated(values: Iterable[_T]) -> list[_T]:
    listed = list(values)
    return [value for value in dict.fromkeys(listed) if listed.count(value) > 1]
