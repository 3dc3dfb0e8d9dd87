"""What a case cost on a day, as far as its amounts say, and who bore it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from chiho_digital.basics import Note, Text

from .residents import population_of
from .sharing import Sharer
from .vocabulary import AmountScope

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from chiho_digital.basics import Period
    from chiho_digital.governments import Figures

    from .records import Amount, Case, Participation
    from .sharing import Shares

__all__ = ["DayShares", "OtherAmount", "amounts_on", "sharer_of"]


@frozen
class OtherAmount:
    """An amount of a case that is not known to be a cost of a day (その日の費用とはいえない金額), and why."""

    amount: Amount
    why: Note


@frozen
class DayShares:
    """Who bears an annual amount, as a case stood on a day (ある日の参加団体による分担). Strictly read-only.

    amount: what is divided; None if that is not known.  shares: None if they are not known.  unknown: why, else empty.
    notes: what the answer rests on.
    """

    day: date
    amount: Amount | None
    shares: Shares | None
    unknown: tuple[Note, ...]
    notes: tuple[Text, ...]


def amounts_on(case: Case, day: date) -> tuple[tuple[Amount, ...], tuple[OtherAmount, ...]]:
    """The annual amounts whose period surely covers a day, and the others, each with the reason."""
    sure: list[Amount] = []
    others: list[OtherAmount] = []
    for amount in case.amounts:
        why = _why_not(amount, day)
        if why is None:
            sure.append(amount)
        else:
            others.append(OtherAmount(amount, why))
    return tuple(sure), tuple(others)


def _why_not(amount: Amount, day: date) -> Note | None:
    """Why an amount is not known to be a cost of the day; None if it is."""
    said = {"scope": amount.scope.label}
    if amount.yen is None:
        reason = amount.unknown.label if amount.unknown else Text("理由は不明", "reason unknown")
        return Note("procurement.amount_unknown", {**said, "reason": reason})
    if amount.scope is not AmountScope.ANNUAL:
        return Note("procurement.amount_not_of_days", said)
    period = amount.period
    if period is None:
        return Note("procurement.amount_without_period", said)
    if day not in period:
        return Note("procurement.amount_of_other_period", {**said, "period": _words(period)})
    if period.start is None or period.end is None:
        return Note("procurement.amount_period_open", {**said, "period": _words(period)})
    return None


def _words(period: Period) -> Text:
    unknown = Text("不明", "unknown")
    start, end = period.start or unknown, period.end or unknown
    return Text(
        "～".join(one.ja if isinstance(one, Text) else str(one) for one in (start, end)),
        " to ".join(one.en if isinstance(one, Text) else str(one) for one in (start, end)),
    )


def sharer_of(participation: Participation, figures: Mapping[str, Figures]) -> Sharer:
    """A participating body with its figures; a population follows its area through changes of code."""
    code = participation.code
    values = {
        name: population_of(participation, table)
        if name == "population"
        else None
        if code is None
        else table.value(code)
        for name, table in figures.items()
    }
    tables = {} if code is None else dict(figures)
    return Sharer(participation.key, participation.name, values, participation.body_type, tables)
