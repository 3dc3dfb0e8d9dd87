"""One case as a portal shows it (事例詳細): what it is, its costs, its history, who takes part, and whom to ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from chiho_digital.basics import Text
from chiho_digital.basics.shown import Shown, parts_of
from chiho_digital.governments import UnknownCode, get
from chiho_digital.procurement import size_of

from .extras import CaseExtras
from .view import View
from .views import kinds_cell, municipalities_cell, places_cell, population_cell

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chiho_digital.basics import PartialDate
    from chiho_digital.basics.shown import Part
    from chiho_digital.governments import Figures, LocalGovernmentCode
    from chiho_digital.procurement import Amount, Case, Participation

    from .view import Cell

__all__ = ["CaseDetail", "case_detail"]

_WHAT = (Text("項目", "item"), Text("内容", "content"))
_SHARED = {None: None, True: Text("共有できる", "yes"), False: Text("共有できない", "no")}
_SUBSIDY = {None: None, True: Text("利用した", "yes"), False: Text("利用していない", "no")}


@frozen
class CaseDetail(Shown):
    """One case, as tables (事例詳細). Strictly read-only.

    about: what, where, how many, which specification and whom to ask.  costs: amounts with scope and tax basis, or why unknown.
    history: what happened when, as far as dates are stated.  bodies: who takes part or took part, by name.
    """

    case: Case
    about: View
    costs: View
    history: View
    bodies: View

    def __shown__(self) -> Iterable[Part]:
        return parts_of(*self.views)

    @property
    def views(self) -> tuple[View, ...]:
        """All of them, in the order of a page."""
        return (self.about, self.costs, self.history, self.bodies)


def case_detail(case: Case, *, population: Figures, extras: CaseExtras | None = None) -> CaseDetail:
    """The detail of a case. Nothing is added up, and what is not known shows データなし.

    extras: what is known beyond the record: whether the specification can be shared, the department to ask.
    """
    extra = extras or CaseExtras()
    return CaseDetail(
        case, _about(case, population, extra), _costs(case), _history(case), _bodies(case.participations)
    )


def _about(case: Case, population: Figures, extra: CaseExtras) -> View:
    size = size_of(case, population)
    contract = case.contract
    rows: list[tuple[Text, Cell]] = [
        (Text("システムの種類", "kind of system"), kinds_cell(case.kinds)),
        (Text("都道府県", "prefecture"), places_cell(case.prefectures)),
        (Text("主導団体", "lead body"), _named(case.lead_code, case.lead)),
        (
            Text("広域連携の形", "form of cooperation"),
            case.legal_form.label if case.legal_form else case.lead_words,
        ),
        (Text("参加自治体数", "participating municipalities"), municipalities_cell(size)),
        (Text("人口規模（人）", "population (residents)"), population_cell(size)),
        (Text("事業者", "supplier"), _joined(lot.supplier for lot in case.lots)),
        (Text("製品", "product"), _joined(lot.product for lot in case.lots)),
        (Text("選定方法", "selection"), contract.selection_method),
        (Text("契約形態", "contract"), contract.form.label if contract.form else contract.words),
        (Text("仕様書の共有", "specification can be shared"), _SHARED[extra.specification_shared]),
        (Text("補助金の利用", "subsidy used"), _SUBSIDY[extra.subsidy_used]),
        (Text("問い合わせ先の部署", "department to ask"), extra.department),
        (Text("根拠の強さ", "grade of the source"), case.grade.label),
        (Text("備考", "remarks"), case.notes),
    ]
    return View(Text("事例の概要", "The case"), _WHAT, tuple(rows))


def _costs(case: Case) -> View:
    rows = [_cost(amount) for amount in case.amounts]
    words = (
        (Text("費用の注記", "remark on costs"), case.cost_note),
        (Text("費用負担", "how costs are shared"), case.cost_sharing),
        (Text("削減効果", "savings"), case.saving_note),
    )
    notes = [Text(f"{name.ja}：{text}", f"{name.en}: {text}") for name, text in words if text]
    return View(
        Text("費用", "Costs"),
        (
            Text("範囲", "scope"),
            Text("金額（円）", "yen"),
            Text("消費税", "tax"),
            Text("金額が不明の理由", "why the amount is not known"),
        ),
        tuple(rows),
        tuple(notes),
    )


def _cost(amount: Amount) -> tuple[Cell, ...]:
    because = amount.unknown.label if amount.yen is None and amount.unknown else Text("－", "–")
    tax = None if amount.yen is None else amount.tax_basis.label
    return (amount.scope.label, amount.yen, tax, because)


def _history(case: Case) -> View:
    """The dates that the sources state, in the order of the days; those that cannot be read last."""
    stated: list[tuple[str, Text, Text]] = []
    for when, what in (
        (case.service_start, Text("利用開始", "start of service")),
        (case.observed, Text("この内容を確認した時点", "these facts were checked")),
    ):
        if when is not None:
            place = when.value.start.isoformat() if when.value else "9999"
            stated.append((place, Text(when.text, when.text), what))
    for one in case.participations:
        who = _named(one.code, one.name)
        for day, ja, en in ((one.joined, "が参加", "joined"), (one.left, "が離脱", "left")):
            if day is not None:
                stated.append(
                    (day.start.isoformat(), Text(day.era, str(day)), Text(who.ja + ja, f"{who.en} {en}"))
                )
    stated.sort(key=lambda event: event[0])
    status = case.status_remark
    notes = (Text(f"状態の注記：{status}", f"remark on the state: {status}"),) if status else ()
    return View(
        Text("経緯", "History"),
        (Text("時期", "when"), Text("内容", "what")),
        tuple((when, what) for _, when, what in stated),
        (*notes, Text("時期は出典の記載のままです。", "Dates are as the sources state them.")),
    )


def _bodies(participations: Iterable[Participation]) -> View:
    rows: list[tuple[Cell, ...]] = [
        (
            _named(one.code, one.name),
            one.body_type.label,
            _day(one.joined),
            _day(one.left) if one.has_left else Text("－", "–"),
            one.remark or Text("－", "–"),
        )
        for one in participations
    ]
    return View(
        Text("名前の分かる参加団体", "Bodies known by name"),
        (
            Text("団体", "body"),
            Text("種別", "kind of body"),
            Text("参加時期", "joined"),
            Text("離脱時期", "left"),
            Text("注記", "remark"),
        ),
        tuple(rows),
        (Text("参加団体のすべてとは限りません。", "These may not be all the bodies that take part."),),
    )


def _day(day: PartialDate | None) -> Text | None:
    return None if day is None else Text(day.era, str(day))


def _joined(texts: Iterable[str | None]) -> str | None:
    return "、".join(dict.fromkeys(text for text in texts if text)) or None


def _named(code: LocalGovernmentCode | None, name: str) -> Text:
    try:
        return Text(name, name) if code is None else get(code).title
    except UnknownCode:
        return Text(name, name)
