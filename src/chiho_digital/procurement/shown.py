"""How cases like one's own, shares of a cost and the limits of a contract are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chiho_digital.basics import Note, Text
from chiho_digital.basics.shown import NOT_ASKED, Remarks, Table, parts_of
from chiho_digital.systems import kind_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chiho_digital.basics.shown import Part

    from .likeness import CasesLike, LikeCase
    from .records import Case
    from .sharing.shares import Shares
    from .thresholds.answers import ThresholdAnswer, Thresholds

__all__ = [
    "cases_like_parts",
    "like_case_parts",
    "shares_parts",
    "threshold_answer_parts",
    "thresholds_parts",
]

_CASE = (
    Text("事例", "case"),
    Text("システムの種類", "kind of system"),
    Text("都道府県", "prefectures"),
    Text("参加自治体数", "municipalities"),
)
_LIMIT = (
    Text("契約の種類", "class of contract"),
    Text("基準額（円）", "limit (yen)"),
    Text("内容", "details"),
)


def cases_like_parts(found: CasesLike) -> Iterable[Part]:
    """The nearest cases with their distance, one's own, and those that cannot be compared."""
    kind = found.kind.label if found.kind else Text("すべての種類", "all kinds")
    title = {"body": found.body.title, "kind": kind, "count": found.count}
    rows = [(*_case(one.case), one.nearest.code or one.nearest.name, one.nearness) for one in found.nearest]
    headings = (*_CASE, Text("最も近い参加団体", "nearest participant"), Text("距離", "distance"))
    yield Table(Note("procurement.like_title", title), headings, rows)
    why = (*_CASE, Text("理由", "why"))
    others = (
        (Text("自団体の事例", "One's own cases"), [(*_case(one.case), one.why) for one in found.own]),
        (
            Text("比べられない事例", "Cases that cannot be compared"),
            [(*_case(one.case), one.why) for one in found.without_figures],
        ),
    )
    for caption, cases in others:
        if cases:
            yield Table(caption, why, cases)
    yield Remarks(None, (Note("procurement.like_about"),))


def like_case_parts(like: LikeCase) -> Iterable[Part]:
    """A case with the figures of its nearest participant."""
    yield Table(Text("近い団体の事例", "A case of bodies near in size"), _CASE, (_case(like.case),))
    yield Remarks(Text("最も近い参加団体", "nearest participant"), (like.nearest.code or like.nearest.name,))
    yield Remarks(None, (like.nearness, *like.nearness.differences))


def _case(case: Case) -> tuple[object, ...]:
    kinds = tuple(dict.fromkeys(kind_of(spelling) for spelling in case.kinds))
    return (case.id, kinds, case.prefectures, case.municipal_count)


def shares_parts(shares: Shares) -> Iterable[Part]:
    """Who pays what, and how it came about."""
    headings = (
        Text("団体", "body"),
        Text("分担額（円）", "share (yen)"),
        Text("うち端数（円）", "of which remainder (yen)"),
        Text("計算", "how"),
    )
    rows = [(one.sharer.name, one.yen, one.given, one.lines) for one in shares.shares]
    caption = Text(f"分担額（総額{shares.total:,}円）", f"Shares of {shares.total:,} yen")
    yield Table(caption, headings, rows)
    yield Remarks(Text("分け方", "How it is divided"), (shares.rule.text, shares.remainder.text))
    yield Remarks(None, (*shares.unknown, *shares.notes))


def threshold_answer_parts(answer: ThresholdAnswer) -> Iterable[Part]:
    """An answer with its limits, what is open, and where they stand."""
    caption = Note("rules.outcome_line", {"title": answer.decision.ruleset.title, "outcome": answer.answer})
    yield Table(caption, _LIMIT, [(one.contract_class, one.amount, one) for one in answer.limits])
    asked = [answer.decision.facts.definitions[name].question for name in answer.missing]
    yield Remarks(Note("rules.missing_heading"), asked)
    yield Remarks(Note("rules.unknown_law_heading"), answer.unknown_law)
    yield Remarks(Note("procurement.notes_heading"), answer.notes)
    yield Remarks(Text("出典", "Sources"), answer.sources)


def thresholds_parts(found: Thresholds) -> Iterable[Part]:
    """The prices stated, and both answers."""
    who = {
        "body": found.body.title if found.body else found.buyer.label,
        "kind": found.buyer.label,
        "day": found.day,
    }
    prices: list[tuple[Text, int | None]] = [*found.prices] or [(NOT_ASKED, None)]
    headings = (Text("何の額か", "what is counted"), Text("予定価格（円）", "price (yen)"))
    yield Table(Note("procurement.thresholds_title", who), headings, prices)
    yield from parts_of(found.small_contract, found.wto)
    yield Remarks(None, (*found.notes, found.official))
