"""Asking both rule sets about one contract."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from attrs import frozen

from chiho_digital.basics import FiscalYear, InvalidValue, Note
from chiho_digital.governments import Government, GovernmentKind
from chiho_digital.rules import InvalidFacts

from .answers import Limit, Reading, ThresholdAnswer, Thresholds
from .facts import ThresholdFacts
from .inputs import EstimatedPrice, OwnLimit, OwnLimits, Stated, buyer_of, day_of, limits_of, prices_of
from .limits import BuyerKind, ContractClass, RentBasis, WtoClass, ceiling, wto_threshold
from .rules import SMALL_CONTRACT_RULES, WTO_RULES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from chiho_digital.rules import RuleSet

__all__ = ["threshold_rules"]

_CHANGED = FiscalYear(2025)
_Class = TypeVar("_Class", ContractClass, WtoClass)


def threshold_rules(  # noqa: PLR0913 -- each is a question of the form
    body: Government | BuyerKind | str,
    class_: ContractClass | str | None,
    price: EstimatedPrice | None,
    day: date,
    *,
    wto_class: WtoClass | str | None = None,
    joint_total: EstimatedPrice | None = None,
    rent: RentBasis | str | None = None,
    own_limits: Mapping[ContractClass | str, OwnLimit] | None = None,
    as_read_on: date | None = None,
) -> Thresholds:
    """What the rules on small contracts and WTO thresholds say about one contract (少額随意契約・特定調達の判定).

    No other ground of a contract without competition and no other agreement is judged.

    body: the body, its six-digit code, or a kind of body. class_: the class of 施行令別表第五; wto_class: that of the WTO
    thresholds; None is unknown, and the answers for every class are shown.
    price: the estimated price (予定価格) of the body's contract, of its own part if it buys jointly; joint_total: that of
    the whole then. Neither tax basis nor part and whole are computed from one another; where they matter, state both.
    rent: whether the price of hire and lease-out is the rent per year or in total (予定賃貸借料の年額又は総額).
    day: the day of which the limits are asked. own_limits: the body's own amounts by class; the one in force on the day is
    used. as_read_on: only texts read up to this day are known; by default the newest that ship.

    >>> from datetime import date
    >>> own = {"other": OwnLimit(1_000_000, since=date(2025, 4, 1))}
    >>> asked = threshold_rules(
    ...     "352047", "other", EstimatedPrice(included=990_000), date(2026, 5, 1), own_limits=own
    ... )
    >>> asked.small_contract.outcome.value, asked.wto.outcome.value
    ('eligible', 'ineligible')

    Raises:
        InvalidFacts: an unknown body, class or day, a price without tax basis, a part above the whole, an own amount above
            the ceiling; all of them at once.
        InvalidValue: no text was known on that day.
    """
    problems: list[InvalidValue] = []
    known_day = day_of(day, problems)
    government, buyer = buyer_of(body, known_day, problems)
    stated = prices_of(price, joint_total, problems)
    limits = limits_of(own_limits, known_day, buyer, problems)
    top, bottom = (joint_total or price, price) if stated else (None, None)
    try:
        facts = ThresholdFacts(
            fiscal_year=known_day and FiscalYear.of(known_day),
            buyer=buyer,
            contract_class=class_,
            wto_class=wto_class,
            highest_price=top and top.included,
            lowest_price=bottom and bottom.excluded,
            rent_basis=rent,
        )
    except InvalidFacts as error:
        raise InvalidFacts([*problems, *error.problems]) from None
    if buyer is None or problems:
        raise InvalidFacts(problems)
    case = _Case(facts, buyer, day, stated, limits, as_read_on)
    notes = government.notes if government else ()
    if government and government.kind is GovernmentKind.SPECIAL_WARD:
        notes = (*notes, Note("procurement.special_ward"))
    return Thresholds(government, buyer, day, stated, case.small_contract(), case.wto(), notes)


@frozen
class _Case:
    """One contract, to be read in every way that is possible."""

    facts: ThresholdFacts
    buyer: BuyerKind
    day: date
    stated: Stated
    own_limits: OwnLimits
    as_read_on: date | None

    @property
    def year(self) -> FiscalYear:
        return FiscalYear.of(self.day)

    def own(self, of_class: ContractClass) -> OwnLimit | None:
        """The body's own amount of a class, if it is in force on the day."""
        limit = self.own_limits.get(of_class)
        return limit if limit and limit.since <= self.day else None

    def small_contract(self) -> ThresholdAnswer:
        named = self.facts.contract_class
        classes = tuple(ContractClass) if named is None else (named,)
        cases = {of_class: self._small(of_class) for of_class in classes}
        limits = tuple(
            Limit(of_class, found, found.at(self.year, as_read_on=self.as_read_on), self.own(of_class))
            for of_class in classes
            if (found := ceiling(of_class, self.buyer)) is not None
        )
        decision = SMALL_CONTRACT_RULES.decide(
            self.facts if named is None else cases[named], as_read_on=self.as_read_on
        )
        readings = self._readings(SMALL_CONTRACT_RULES, cases)
        return ThresholdAnswer(decision, limits, readings, tuple(self._small_notes(classes)))

    def _small(self, of_class: ContractClass) -> ThresholdFacts:
        own = self.own(of_class)
        return self.facts.with_(contract_class=of_class, own_limit=own and own.amount)

    def _small_notes(self, classes: tuple[ContractClass, ...]) -> Iterator[Note]:
        yield Note("procurement.other_grounds")
        if len(classes) > 1:
            yield Note("procurement.class_not_named")
        if self.year == _CHANGED - 1:
            yield Note("procurement.before_the_change", {"day": _CHANGED.start})
        for of_class in classes:
            limit = self.own_limits.get(of_class)
            if limit and limit.since > self.day:
                later = {"contract_class": of_class.label, "since": limit.since, "day": self.day}
                yield Note("procurement.own_limit_later", later)
        rent = self.facts.rent_basis
        if rent and any(of_class.is_rent for of_class in classes):
            yield Note("procurement.rent_as_stated", {"rent": rent.label})

    def wto(self) -> ThresholdAnswer:
        named = self.facts.wto_class
        classes = tuple(WtoClass) if named is None else (named,)
        cases = {of_class: self.facts.with_(wto_class=of_class) for of_class in classes}
        decision = WTO_RULES.decide(self.facts, as_read_on=self.as_read_on)
        limits = tuple(
            Limit(of_class, found, found.at(self.year, as_read_on=self.as_read_on))
            for of_class in classes
            for found in (wto_threshold(of_class),)
            if self.buyer in {BuyerKind.PREFECTURE, BuyerKind.DESIGNATED_CITY}
        )
        readings = self._readings(WTO_RULES, cases)
        codes = ["procurement.other_agreements"]
        if self.buyer is BuyerKind.MUNICIPALITY:
            codes.insert(0, "procurement.wto_bodies")
        return ThresholdAnswer(decision, limits, readings, tuple(map(Note, codes)))

    def _readings(
        self, ruleset: RuleSet[ThresholdFacts], cases: Mapping[_Class, ThresholdFacts]
    ) -> tuple[Reading, ...]:
        """The contract with each class and each price stated, as if the price counted so."""
        return tuple(
            Reading(
                of_class,
                counted,
                price,
                ruleset.decide(
                    facts.with_(highest_price=price, lowest_price=price), as_read_on=self.as_read_on
                ),
            )
            for of_class, facts in cases.items()
            for counted, price in self.stated
        )
