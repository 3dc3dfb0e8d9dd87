"""What is stated about a contract: prices with and without tax, the body's own amounts, who contracts; checked at the door."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from attrs import frozen

from chiho_digital.basics import FiscalYear, InvalidValue, Text
from chiho_digital.governments import Government, GovernmentKind, UnknownCode, get
from chiho_digital.rules import InvalidFacts

from .facts import ThresholdFacts
from .limits import BuyerKind, ContractClass

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "EstimatedPrice",
    "OwnLimit",
    "OwnLimits",
    "Stated",
    "buyer_of",
    "day_of",
    "limits_of",
    "prices_of",
]

_NO_BUYER = {GovernmentKind.WARD, GovernmentKind.NORTHERN_VILLAGE}
_KINDS = {
    GovernmentKind.PREFECTURE: BuyerKind.PREFECTURE,
    GovernmentKind.DESIGNATED_CITY: BuyerKind.DESIGNATED_CITY,
}


@frozen(kw_only=True)
class EstimatedPrice:
    """An estimated price (予定価格) in whole yen, with its tax basis. Strictly read-only.

    included: with consumption tax (税込み). excluded: without it (税抜き). At least one; neither is computed from the other.

    Raises:
        InvalidFacts: neither is stated, no whole yen, or the price without tax is above that with tax.
    """

    included: int | None = None
    excluded: int | None = None

    def __attrs_post_init__(self) -> None:
        if self.included is None and self.excluded is None:
            raise InvalidFacts([InvalidValue("procurement.price_empty")])
        ThresholdFacts(highest_price=self.included, lowest_price=self.excluded)


@frozen
class OwnLimit:
    """The amount a body's own rules set for one class of small contracts (団体の規則で定める額). Strictly read-only.

    amount: whole yen. since: the day from which it holds.

    Raises:
        InvalidFacts: no whole yen, or no day.
    """

    amount: int
    since: date

    def __attrs_post_init__(self) -> None:
        problems = [] if type(self.since) is date else [_wrong_type("since", self.since, "date").at("since")]
        try:
            ThresholdFacts(own_limit=self.amount)
        except InvalidFacts as error:
            problems += error.problems
        if problems:
            raise InvalidFacts(problems)


OwnLimits: TypeAlias = "Mapping[ContractClass, OwnLimit]"
Stated: TypeAlias = "tuple[tuple[Text, int], ...]"
"""The prices that were stated, each with what it covers."""

_LABELS = {
    "day": Text("日付", "day"),
    "since": Text("適用日", "day from which it holds"),
    "own_limits": Text("団体の規則で定める額", "the body's own amounts"),
}
_INCLUDED, _EXCLUDED = Text("税込み", "with tax"), Text("税抜き", "without tax")
_OWN, _WHOLE = Text("自団体分・", "own part, "), Text("全体・", "the whole, ")


def _wrong_type(name: str, value: object, type_: str) -> InvalidValue:
    return InvalidValue("rules.wrong_type", value=value, label=_LABELS[name], type=type_)


def day_of(day: object, problems: list[InvalidValue]) -> date | None:
    """The day, if it is one that a fiscal year can have; else the problem is noted."""
    if type(day) is not date:
        problems.append(_wrong_type("day", day, "date").at("day"))
        return None
    try:
        FiscalYear.of(day)
    except InvalidValue as error:
        problems.append(error.at("day"))
        return None
    return day


def buyer_of(
    body: Government | BuyerKind | str, day: date | None, problems: list[InvalidValue]
) -> tuple[Government | None, BuyerKind | None]:
    """The body as of the day, if it was named by its code, and what kind of body contracts; else the problem is noted."""
    if isinstance(body, BuyerKind) or body in set(BuyerKind):
        return None, BuyerKind(body)
    try:
        government = get(body.code if isinstance(body, Government) else body, as_of=day)
    except InvalidValue as error:
        problems.append(error.at("body"))
    except UnknownCode as error:
        problem = InvalidValue(error.code, value=error.value, suggestion=error.suggestion, **error.params)
        problems.append(problem.at("body"))
    else:
        if government.kind not in _NO_BUYER:
            return government, _KINDS.get(government.kind, BuyerKind.MUNICIPALITY)
        parent = government.parent if government.kind is GovernmentKind.WARD else None
        problems.append(
            InvalidValue(
                "procurement.no_buyer",
                value=government.title,
                kind=government.kind.label,
                suggestion=parent and parent.title,
            ).at("body")
        )
    return None, None


def limits_of(
    stated: Mapping[ContractClass | str, object] | None,
    day: date | None,
    buyer: BuyerKind | None,
    problems: list[InvalidValue],
) -> OwnLimits:
    """The body's own amounts by class; those above the ceiling of their day are noted as problems."""
    limits: dict[ContractClass, OwnLimit] = {}
    for name, limit in (stated or {}).items():
        try:
            of_class = ContractClass(ThresholdFacts.contract_class.definition.read(name))
        except InvalidValue as error:
            problems.append(error.at("own_limits"))
            continue
        if not isinstance(limit, OwnLimit):
            problem = _wrong_type("own_limits", limit, "OwnLimit")
            problems.append(problem.at("own_limits", of_class.value))
            continue
        limits[of_class] = limit
        if day is not None:
            try:
                ThresholdFacts(
                    fiscal_year=FiscalYear.of(max(day, limit.since)),
                    buyer=buyer,
                    contract_class=of_class,
                    own_limit=limit.amount,
                )
            except InvalidFacts as error:
                problems += [problem.at("own_limits", of_class.value) for problem in error.problems]
    return limits


def prices_of(price: object, joint_total: object, problems: list[InvalidValue]) -> Stated:
    """The prices stated, with what each covers: four at most. What cannot stand together is noted."""
    before = len(problems)
    for name, value in (("price", price), ("joint_total", joint_total)):
        if value is not None and not isinstance(value, EstimatedPrice):
            problems.append(InvalidValue("procurement.price_without_tax_basis", value=value).at(name))
    if len(problems) > before:
        return ()
    stated: list[tuple[Text, int]] = []
    for basis, word in (("included", _INCLUDED), ("excluded", _EXCLUDED)):
        own: int | None = getattr(price, basis, None)
        whole: int | None = getattr(joint_total, basis, None)
        if own is not None and whole is not None and own > whole:
            problems.append(InvalidValue("procurement.part_above_whole", value=own, whole=whole).at("price"))
        if own is not None:
            stated.append((_joined(_OWN, word) if joint_total else word, own))
        if whole is not None:
            stated.append((_joined(_WHOLE, word), whole))
    return tuple(stated)


def _joined(first: Text, second: Text) -> Text:
    return Text(first.ja + second.ja, first.en + second.en)
