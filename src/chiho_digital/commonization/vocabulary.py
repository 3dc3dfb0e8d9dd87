"""The vocabularies of commonization: who proposes, what is assessed, what comes of it, and who acts."""

from __future__ import annotations

from chiho_digital.basics import LabelledEnum, fold

__all__ = [
    "CLASSES",
    "Actor",
    "Criterion",
    "Outcome",
    "ProposerKind",
    "RemarkState",
    "ReplyRound",
    "Result",
    "StudyPart",
    "class_of",
]


class ProposerKind(LabelledEnum):
    """What kind of body a proposer is (提案主体の種別). Residents and companies stand here to be refused with the source."""

    PREFECTURE = "prefecture", "都道府県", "prefecture"
    MUNICIPALITY = "municipality", "市区町村（特別区を含む）", "municipality (special wards included)"
    ASSOCIATION = "association", "一部事務組合・広域連合", "association of local governments"
    FEDERATION = "federation", "全国的連合組織", "nationwide federation"
    VOLUNTARY = "voluntary", "地方公共団体の任意組織", "voluntary organisation of local governments"
    RESIDENT = "resident", "住民", "resident"
    COMPANY = "company", "企業", "company"

    @property
    def may_propose(self) -> bool:
        """Whether such a body may propose."""
        return self not in {ProposerKind.RESIDENT, ProposerKind.COMPANY}


class Actor(LabelledEnum):
    """Who does something in the process (主体)."""

    COUNCIL = "council", "連絡協議会", "liaison council"
    WORKING_TEAM = "working_team", "ワーキングチーム", "working team"
    MINISTRY = "ministry", "府省", "ministry"
    PROPOSER = "proposer", "提案団体", "proposing body"
    SIX_ASSOCIATIONS = "six_associations", "地方六団体", "six associations"
    CABINET = "cabinet", "内閣", "cabinet"


class Criterion(LabelledEnum):
    """The three criteria of commonization (共通化の基準)."""

    NEEDS = "needs", "基準1：住民・利用者のニーズに応えるか", "criterion 1: answers the needs of users"
    EFFECT = "effect", "基準2：効果が見込めるか", "criterion 2: an effect is to be expected"
    FEASIBILITY = "feasibility", "基準3：実現可能か", "criterion 3: is feasible"


class StudyPart(LabelledEnum):
    """The parts of the feasibility study, by which criterion 3 is assessed (実現可能性の調査の内容)."""

    SAMPLE_SURVEY = "sample_survey", "業務実態のサンプル調査", "sample survey of actual practice"
    ADVANCE_IMPLEMENTATION = (
        "advance_implementation",
        "一部地域での先行導入",
        "advance implementation in some areas",
    )
    SECURITY_RISKS = "security_risks", "セキュリティリスクの検証", "security-risk verification"
    OTHER = "other", "その他", "other"


class Outcome(LabelledEnum):
    """What comes of a candidate (結論)."""

    GO_AHEAD = "go_ahead", "共通化を進める", "go ahead"
    PREPARE_CONDITIONS = "prepare_conditions", "先に条件を整える", "prepare conditions first"
    ANOTHER_METHOD = "another_method", "別の方法による", "another method"
    POSTPONE = "postpone", "延期する", "postpone"


class Result(LabelledEnum):
    """What the response policy says of a decentralisation proposal (対応の結果)."""

    IN_LINE = "in_line", "提案に沿って対応", "handled in line with the proposal"
    POSSIBLE_NOW = "possible_now", "現行規定で対応可能", "possible under current rules"
    NOT_REALISED = "not_realised", "実現しない", "not realised"
    UNDER_STUDY = "under_study", "引き続き検討", "under continued study"


class ReplyRound(LabelledEnum):
    """The rounds in which ministries reply to a decentralisation proposal (回答の次)."""

    FIRST = "first", "第1次回答", "first reply"
    SECOND = "second", "第2次回答", "second reply"


class RemarkState(LabelledEnum):
    """Whether a remark of the working team has been answered (発言への回答の状況)."""

    OPEN = "open", "未回答", "open"
    ANSWERED = "answered", "回答済み", "answered"


CLASSES = ("B 地方に対する規制緩和",)
"""The classes (区分) of proposals that were read; there are others, so the vocabulary is open."""


def class_of(text: str) -> str:
    """The class that a text means: as it was read, whatever its width and spaces, with or without its letter; else the text.

    >>> class_of("Ｂ　地方に対する規制緩和"), class_of("A 権限移譲")
    ('B 地方に対する規制緩和', 'A 権限移譲')
    """
    wanted = fold(text).casefold()
    for known in CLASSES:
        plain = fold(known).casefold()
        if wanted in {plain, plain[:1], plain[1:]}:
            return known
    return text
