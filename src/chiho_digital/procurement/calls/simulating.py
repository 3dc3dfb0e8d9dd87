"""What each body pays for every set of joiners, by the estimate and the terms of a call (負担の試算)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve, field, frozen

from chiho_digital.basics import InvalidValue, Lang, Note
from chiho_digital.procurement import sharing

from .cells import answer_of
from .fields import scope_of
from .vocabulary import Answer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from chiho_digital.governments import Government
    from chiho_digital.procurement.vocabulary import AmountScope

    from .estimates import Estimate
    from .situations import Situation
    from .terms import Terms

__all__ = ["CallSimulation", "simulated"]


@frozen
class CallSimulation:
    """What each body pays for every set of joiners (負担の試算). Strictly read-only. Amounts are in yen, None is unknown.

    What a body pays is its share of the estimate and what it pays at the prices, on the tax basis of the estimate; no
    amount of a contract.
    estimate: what is divided; None where bodies pay prices alone.  sharers: the bodies, by code.
    always, may_join: the answers of those who are in every set, and in some.
    divided: the shares of the estimate for every set, with `to_frame`; None where bodies pay prices alone.
    """

    situation: Situation
    terms: Terms
    estimate: Estimate | None
    always: tuple[Answer, ...]
    may_join: tuple[Answer, ...]
    sharers: tuple[sharing.Sharer, ...]
    divided: sharing.Simulation | None = field(repr=False)
    _sure: frozenset[str]

    def yen(self, joiners: Iterable[str]) -> dict[str, int | None]:
        """What each of these bodies pays if they, and no others, join, by code; at most that, where a price is a ceiling.

        Raises:
            InvalidValue: the set was not simulated: nobody in it, an unknown body, or one missing that is always in.
        """
        codes = self._codes(joiners)
        shares = None if self.divided is None else self.divided.yen(codes)
        charges = self.charges(codes)
        paid: dict[str, int | None] = {}
        for code in codes:
            share = 0 if self.divided is None else None if shares is None else shares[code]
            price = 0 if charges is None else charges[code].yen
            paid[code] = None if share is None or price is None else share + price
        return paid

    def shares(self, joiners: Iterable[str]) -> sharing.Shares | None:
        """The shares of the estimate if these join, with all that explains them; None where bodies pay prices alone.

        Raises:
            InvalidValue: as for `yen`.
        """
        codes = self._codes(joiners)
        return None if self.divided is None else self.divided.shares(codes)

    def charges(self, joiners: Iterable[str]) -> sharing.Charges | None:
        """What these bodies pay at the prices; None where the terms name none.

        Raises:
            InvalidValue: as for `yen`.
        """
        codes = self._codes(joiners)
        if not self.terms.prices:
            return None
        among = [sharer for sharer in self.sharers if sharer.code in codes]
        return sharing.charge(among, *self.terms.prices, rounding=self.terms.rounding)

    def unknown(self, joiners: Iterable[str]) -> tuple[Note, ...]:
        """Why amounts are unknown if these join; empty where all are known.

        Raises:
            InvalidValue: as for `yen`.
        """
        codes = self._codes(joiners)
        answers = (self.shares(codes), self.charges(codes))
        return tuple(note for answer in answers if answer is not None for note in answer.unknown)

    def range_of(self, code: str) -> sharing.Range | None:
        """The least and the most that a body pays, and with whom; None where no set with it has an answer.

        Raises:
            InvalidValue: it is none of the bodies.
        """
        alone = self._codes({*self._sure, code})
        charges = self.charges(alone)
        price = 0 if charges is None else charges[code].yen
        if price is None:
            return None
        if self.divided is None:
            return sharing.Range(price, alone, price, alone, 0)
        found = self.divided.range_of(code)
        return (
            None
            if found is None
            else evolve(found, lowest=found.lowest + price, highest=found.highest + price)
        )

    def explain(self, joiners: Iterable[str], lang: Lang = "ja") -> str:
        """The estimate, and what each of these bodies pays and how that came about, as plain text in `"ja"` or `"en"`.

        Raises:
            InvalidValue: as for `yen`.
        """
        codes = self._codes(joiners)
        parts = [] if self.estimate is None else [self.estimate.to(lang)]
        answers = (self.shares(codes), self.charges(codes))
        return "\n".join([*parts, *(answer.explain(lang) for answer in answers if answer is not None)])

    def _codes(self, joiners: Iterable[str]) -> tuple[str, ...]:
        """The codes of a set that was simulated, in order."""
        codes = tuple(sorted({*joiners}))
        known = [sharer.code for sharer in self.sharers]
        for code in codes:
            if code not in known:
                raise InvalidValue("procurement.sharing_not_simulated", value=code, bodies=known)
        if not codes or not self._sure.issubset(codes):
            always = sorted(self._sure)
            raise InvalidValue("procurement.sharing_set_not_simulated", value=codes, always=always)
        return codes


def simulated(
    situation: Situation,
    scope: AmountScope | str,
    always: Iterable[Answer | str],
    may_join: Iterable[Answer | str],
) -> CallSimulation:
    """What each body pays for every set of joiners, by the terms of a scope.

    Raises:
        InvalidValue: as `Call.simulate`.
    """
    sure, some = {*map(answer_of, always)}, {*map(answer_of, may_join)}
    if both := tuple(answer.label for answer in _in_order(sure & some)):
        raise InvalidValue("procurement.call_answers_both", value=both)
    terms = situation.terms_of(scope)
    if terms is None:
        stated = tuple(one.scope.label for one in situation.terms)
        raise InvalidValue("procurement.call_no_terms", value=scope_of(scope).label, stated=stated)
    fixed = frozenset(str(one.body.code) for one in situation.answers if one.answer in sure)
    chosen = [one.body for one in situation.answers if one.answer in sure | some]
    sharers = _sharers(situation, terms, chosen)
    estimate, divided = _divided(situation, terms, sharers, fixed)
    return CallSimulation(
        situation, terms, estimate, _in_order(sure), _in_order(some), sharers, divided, fixed
    )


def _in_order(answers: set[Answer]) -> tuple[Answer, ...]:
    return tuple(answer for answer in Answer if answer in answers)


def _divided(
    situation: Situation, terms: Terms, sharers: tuple[sharing.Sharer, ...], fixed: frozenset[str]
) -> tuple[Estimate | None, sharing.Simulation | None]:
    """The estimate, divided for every set of joiners; nothing where the terms divide none."""
    if terms.rule is None or terms.remainder is None:
        return None, None
    estimate = situation.estimate_of(terms.scope)
    if estimate is None:
        stated = tuple(one.scope.label for one in situation.estimates)
        raise InvalidValue("procurement.call_no_estimate", value=terms.scope.label, stated=stated)
    total: int | Mapping[str, int] = estimate.yen
    if isinstance(terms.rule, sharing.ByItem) and estimate.items is not None:
        total = estimate.by_item
    divided = sharing.simulate(
        total, sharers, terms.rule, remainder=terms.remainder, rounding=terms.rounding, always=fixed
    )
    return estimate, divided


def _sharers(situation: Situation, terms: Terms, bodies: Iterable[Government]) -> tuple[sharing.Sharer, ...]:
    """The bodies with the figures that the terms read."""
    tables = {one.name: one.table for one in situation.figures if one.name in terms.figures}
    return tuple(
        evolve(
            sharing.Sharer.of(body),
            figures={name: table.value(body) for name, table in tables.items()},
            tables=tables,
        )
        for body in bodies
    )
