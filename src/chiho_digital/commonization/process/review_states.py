"""The states and moves of a review: from an affair to a candidate, its assessment, its outcome and what follows it.

The basic policy orders criterion 3 after criterion 2. It does not say whether criteria 1 and 2 come before or after an affair is
selected as a candidate, so selection, criterion 1, and criteria 2 and 3 run side by side; an outcome needs them together.
"""

from __future__ import annotations

from chiho_digital.basics import LabelledEnum, Moves, Text, Transition
from chiho_digital.commonization.texts import BASIC_POLICY, READING
from chiho_digital.commonization.vocabulary import Actor

from .machines import Machine

__all__ = ["REVIEW", "AssessmentState", "EffectState", "NeedsState", "ReviewMove", "Stage"]


class Stage(LabelledEnum):
    """Where an affair stands (検討の段階)."""

    PROPOSED = "proposed", "候補ではない", "not a candidate"
    CANDIDATE = "candidate", "共通化の対象候補", "candidate"
    GOING_AHEAD = "going_ahead", "共通化を進める", "going ahead"
    POLICY_DRAFTED = "policy_drafted", "推進方針の案あり", "policy drafted"
    UNDER_WAY = "under_way", "推進中", "under way"
    ANOTHER_OUTCOME = "another_outcome", "ほかの結論（未報告）", "another outcome, not yet reported"
    REPORTED = "reported", "ほかの結論（報告済み）", "another outcome, reported to the council"


class NeedsState(LabelledEnum):
    """What criterion 1 says (基準1の評価)."""

    OPEN = "open", "未評価", "not assessed"
    MET = "met", "応える", "met"
    NOT_MET = "not_met", "応えない", "not met"


class EffectState(LabelledEnum):
    """What criteria 2 and 3 say (基準2と基準3の評価)."""

    OPEN = "open", "未評価", "not assessed"
    EFFECT = "effect", "効果あり・実現可能性は未評価", "effect expected, feasibility not assessed"
    NO_EFFECT = "no_effect", "効果なし", "no effect expected"
    FEASIBLE = "feasible", "効果あり・実現可能", "effect expected, feasible"
    NOT_FEASIBLE = "not_feasible", "効果あり・実現不可", "effect expected, not feasible"


class AssessmentState(LabelledEnum):
    """Whether there is an assessment, and whether it can still grow (評価の状況)."""

    NONE = "none", "評価なし", "no assessment"
    OPEN = "open", "評価中", "assessed in part"
    CLOSED = "closed", "結論済み", "concluded"


class ReviewMove(LabelledEnum):
    """What can happen to an affair (検討の出来事)."""

    SELECT = "select", "候補に選定", "select as a candidate"
    MEET_NEEDS = "meet_needs", "基準1を満たすと評価", "assess criterion 1 as met"
    FAIL_NEEDS = "fail_needs", "基準1を満たさないと評価", "assess criterion 1 as not met"
    MEET_EFFECT = "meet_effect", "基準2を満たすと評価", "assess criterion 2 as met"
    FAIL_EFFECT = "fail_effect", "基準2を満たさないと評価", "assess criterion 2 as not met"
    STUDY = "study", "実現可能性を調査", "study the feasibility"
    MEET_FEASIBILITY = "meet_feasibility", "基準3を満たすと評価", "assess criterion 3 as met"
    FAIL_FEASIBILITY = "fail_feasibility", "基準3を満たさないと評価", "assess criterion 3 as not met"
    GO_AHEAD = "go_ahead", "結論：共通化を進める", "outcome: go ahead"
    PREPARE_CONDITIONS = "prepare_conditions", "結論：先に条件を整える", "outcome: prepare conditions first"
    ANOTHER_METHOD = "another_method", "結論：別の方法による", "outcome: another method"
    POSTPONE = "postpone", "結論：延期する", "outcome: postpone"
    DRAFT_POLICY = "draft_policy", "推進方針の案を作成", "draft the policy"
    CONSENT = "consent", "推進方針に同意", "consent to the policy"
    OMIT_CONSENT = "omit_consent", "緊急時に同意を省略", "omit the consent in an emergency"
    REPORT_PROGRESS = "report_progress", "進捗を報告", "report progress"
    REQUEST_MEASURES = "request_measures", "対応を要請", "ask for measures"
    REPORT_OUTCOME = "report_outcome", "結論を連絡協議会に報告", "report the outcome to the council"
    CONSULT = "consult", "府省との個別の協議を要請", "ask for individual consultation"


_S, _N, _E, _A, _M = Stage, NeedsState, EffectState, AssessmentState, ReviewMove
_OTHERS = (_M.PREPARE_CONDITIONS, _M.ANOTHER_METHOD, _M.POSTPONE)
_FIRST = (_M.MEET_NEEDS, _M.FAIL_NEEDS, _M.MEET_EFFECT, _M.FAIL_EFFECT)
_LATER = (*_FIRST, _M.STUDY, _M.MEET_FEASIBILITY, _M.FAIL_FEASIBILITY)

REVIEW = Machine(
    Text("共通化の検討", "review of an affair for commonization"),
    (
        Moves(
            Text("検討の段階", "the stage of the review"),
            (
                Transition(_S.PROPOSED, _M.SELECT, _S.CANDIDATE, BASIC_POLICY),
                Transition(_S.CANDIDATE, _M.GO_AHEAD, _S.GOING_AHEAD, BASIC_POLICY),
                *(Transition(_S.CANDIDATE, move, _S.ANOTHER_OUTCOME, BASIC_POLICY) for move in _OTHERS),
                Transition(_S.GOING_AHEAD, _M.DRAFT_POLICY, _S.POLICY_DRAFTED, BASIC_POLICY),
                Transition(_S.POLICY_DRAFTED, _M.CONSENT, _S.UNDER_WAY, BASIC_POLICY),
                Transition(_S.POLICY_DRAFTED, _M.OMIT_CONSENT, _S.UNDER_WAY, BASIC_POLICY),
                Transition(_S.UNDER_WAY, _M.REPORT_PROGRESS, _S.UNDER_WAY, BASIC_POLICY),
                Transition(_S.UNDER_WAY, _M.REQUEST_MEASURES, _S.UNDER_WAY, BASIC_POLICY),
                Transition(_S.ANOTHER_OUTCOME, _M.REPORT_OUTCOME, _S.REPORTED, BASIC_POLICY),
                Transition(_S.REPORTED, _M.CONSULT, _S.REPORTED, BASIC_POLICY),
            ),
        ),
        Moves(
            Text("基準1の評価", "the assessment of criterion 1"),
            (
                Transition(_N.OPEN, _M.MEET_NEEDS, _N.MET, BASIC_POLICY),
                Transition(_N.OPEN, _M.FAIL_NEEDS, _N.NOT_MET, BASIC_POLICY),
                Transition(_N.MET, _M.GO_AHEAD, _N.MET, BASIC_POLICY),
            ),
        ),
        Moves(
            Text("基準2と基準3の評価", "the assessment of criteria 2 and 3"),
            (
                Transition(_E.OPEN, _M.MEET_EFFECT, _E.EFFECT, BASIC_POLICY),
                Transition(_E.OPEN, _M.FAIL_EFFECT, _E.NO_EFFECT, BASIC_POLICY),
                Transition(_E.EFFECT, _M.STUDY, _E.EFFECT, BASIC_POLICY),
                Transition(_E.EFFECT, _M.MEET_FEASIBILITY, _E.FEASIBLE, BASIC_POLICY),
                Transition(_E.EFFECT, _M.FAIL_FEASIBILITY, _E.NOT_FEASIBLE, BASIC_POLICY),
                Transition(_E.FEASIBLE, _M.GO_AHEAD, _E.FEASIBLE, BASIC_POLICY),
            ),
        ),
        Moves(
            Text("評価の全体", "the assessment as a whole"),
            (
                *(Transition(_A.NONE, move, _A.OPEN, READING) for move in _FIRST),
                *(Transition(_A.OPEN, move, _A.OPEN, READING) for move in _LATER),
                *(Transition(_A.OPEN, move, _A.CLOSED, READING) for move in (_M.GO_AHEAD, *_OTHERS)),
            ),
        ),
    ),
    {
        _M.SELECT: Actor.COUNCIL,
        _M.DRAFT_POLICY: Actor.MINISTRY,
        _M.CONSENT: Actor.COUNCIL,
        _M.REQUEST_MEASURES: Actor.COUNCIL,
        _M.CONSULT: Actor.COUNCIL,
    },
)
"""How an affair is reviewed. Nothing but the council's selection leads to a candidate; prior consultation is no move."""
