"""How the money of a bond is shown: the funding step by step, the cost by what is eligible, the schedule of repayment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chiho_digital.basics import Note, Text
from chiho_digital.basics.shown import NOT_ASKED, Remarks, Table, parts_of

from .steps import LABELS, plain, year_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chiho_digital.basics.shown import Part

    from .ceilings import Funding
    from .costs import CostSplit
    from .procedure import Procedure
    from .repayment import Schedule
    from .totals import FundingTotal

__all__ = ["cost_split_parts", "funding_parts", "funding_total_parts", "procedure_parts", "schedule_parts"]

_AMOUNT = Text("金額（円）", "amount (yen)")
_STEP = (
    Text("項目", "item"),
    _AMOUNT,
    Text("計算、または分からない理由", "how, or why it is unknown"),
    Text("出典", "source"),
)
_EXPENSE = (Text("経費", "expense"), _AMOUNT, Text("判定", "decision"))
_REST = Text("経費に分けられていない部分", "what is not divided into expenses")
_INSTALMENT = (
    Text("回", "number"),
    Text("元金（円）", "principal (yen)"),
    Text("利子（円）", "interest (yen)"),
    Text("償還額（円）", "payment (yen)"),
    Text("残高（円）", "balance (yen)"),
)
_TOTAL = Text("合計", "total")
_ASSUMPTIONS = Note("rules.assumptions_heading")


def funding_parts(funding: Funding) -> Iterable[Part]:
    """The amounts with their calculation, and what they take for granted."""
    caption = Note(
        "bonds.funding_title", {"project": funding.project.name, "year": year_text(funding.fiscal_year)}
    )
    rows = [
        (step.label, plain(step.amount), step.how, NOT_ASKED if step.source is None else step.source)
        for step in funding.steps
    ]
    yield Table(caption, _STEP, rows)
    yield from _rests_on(funding)


def funding_total_parts(total: FundingTotal) -> Iterable[Part]:
    """The amounts by fiscal year and in all."""
    years = [(year_text(year), total.in_year(year)) for year in total.years]
    columns = [*years, (_TOTAL, total)] if len(years) > 1 else years
    names = (Text(f"{head.ja}（円）", f"{head.en} (yen)") for head, _ in columns)
    rows = [
        (label, *(plain(of_column.amount(name)) for _, of_column in columns))
        for name, label in LABELS.items()
    ]
    yield Table(Note("bonds.total_title", {"count": len(total.parts)}), (_STEP[0], *names), rows)
    yield from _rests_on(total)


def _rests_on(result: Funding | FundingTotal) -> Iterable[Part]:
    yield Remarks(_ASSUMPTIONS, result.assumptions)
    yield Remarks(None, (Note("rules.grade_line", {"grade": result.grade.label}), result.official))


def cost_split_parts(split: CostSplit) -> Iterable[Part]:
    """Each expense with the decision on it, and the three sums."""
    rows = [
        (part.expense.name if part.expense else _REST, plain(part.amount), part.decision.answer)
        for part in split.parts
    ]
    yield Table(Text("経費の区分", "The cost by what is eligible"), _EXPENSE, rows)
    sums = (
        (Text("対象", "eligible"), plain(split.eligible)),
        (Text("対象外", "ineligible"), plain(split.ineligible)),
        (Text("判定できない", "undetermined"), plain(split.undetermined)),
        (_TOTAL, plain(split.cost)),
    )
    yield Table(_TOTAL, (_STEP[0], _AMOUNT), sums)


def schedule_parts(schedule: Schedule) -> Iterable[Part]:
    """Every payment, the sums, and the convention they rest on."""
    rows = [(str(row.number), row.principal, row.interest, row.payment, row.balance) for row in schedule.rows]
    yield Table(Text("償還表", "Schedule of repayment"), _INSTALMENT, rows)
    sums = (schedule.principal, schedule.total_interest, schedule.total_payment)
    yield Table(_TOTAL, _INSTALMENT[:4], ((_TOTAL, *sums),))
    yield Remarks(_ASSUMPTIONS, schedule.assumptions)


def procedure_parts(procedure: Procedure) -> Iterable[Part]:
    """What to do before borrowing and with whom, and the two decisions it follows from."""
    rows = (
        (Text("手続", "procedure"), procedure.kind),
        (Text("相手", "with whom"), procedure.counterparty),
        (Text("大臣の同意が要るか", "consent of the Minister needed"), procedure.consent_of_minister),
    )
    yield Table(Text("起債前の手続", "Procedure before borrowing"), (_STEP[0], Text("値", "value")), rows)
    yield from parts_of(procedure.permission, procedure.notification)
