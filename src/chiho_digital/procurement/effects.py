"""What a joint procurement saved (共同調達の効果), as somebody said it: figures, words, source. Nothing here is computed."""

from __future__ import annotations

from typing import Annotated, ClassVar, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from chiho_digital.basics import MAX_YEN, Grade, InvalidValue, LabelledEnum, Period, TaxBasis
from chiho_digital.basics.shown_records import ShownRecord
from chiho_digital.systems.fields import Day, PageLink, Words

__all__ = ["Effect", "Exactness", "Measure"]


class Measure(LabelledEnum):
    """What the figures of an effect count (効果の尺度). They are never turned into one another."""

    YEN_PER_YEAR = "yen_per_year", "年額（円）", "yen per year"
    YEN_ONCE = "yen_once", "1回限りまたは期間の総額（円）", "yen, once or for the whole period"
    HOURS_PER_YEAR = "hours_per_year", "年間の時間数", "hours per year"
    HOURS_ONCE = "hours_once", "1回限りまたは期間の時間数", "hours, once or for the whole period"


class Exactness(LabelledEnum):
    """How exactly the figures of an effect were said (数値の言い方): 約80億円, 最大7億6,000万円."""

    EXACT = "exact", "ちょうど", "exactly"
    ABOUT = "about", "約", "about"
    AT_MOST = "at_most", "最大・以下", "at most"
    AT_LEAST = "at_least", "最小・以上", "at least"


_Count = Annotated[int, Field(strict=True, ge=0, le=MAX_YEN)]


class Effect(ShownRecord, BaseModel):
    """An effect of a joint procurement, as it was said (共同調達の効果). Strictly read-only. None is unknown, never zero.

    case: the id of the case.  measure: what the figures count; figures without it are refused.
    what: what became cheaper or quicker.  saved: below zero where it became more.  before, after: where known.
    No figure is computed from the others.  expected: whether it was foreseen rather than seen; None where not said.
    bodies: how many bodies the figures count together.  since, until: the days they are about.
    said_by: in whose words.  words: the words themselves.  grade: how directly it was read.

    Raises:
        pydantic.ValidationError: nothing is said, figures without a measure or that contradict one another, or an end
            before the start.
    """

    model_config: ClassVar[ConfigDict] = ConfigDict(
        frozen=True,
        extra="forbid",
        arbitrary_types_allowed=True,
        title="共同調達の効果",
        json_schema_extra={
            "description": "共同調達で削減された費用や時間。示されたとおりに書き、計算しない。"
        },
    )

    case: Annotated[str, Field(min_length=1, title="事例ID", description="共同調達の事例のID。")]
    measure: Annotated[
        Measure | None, Field(title="尺度", description="数値が表すもの。不明のときは null。")
    ] = None
    what: Annotated[
        Words | None, Field(title="対象", description="何の費用または時間か。不明のときは null。")
    ] = None
    saved: Annotated[
        int | None,
        Field(
            strict=True,
            ge=-MAX_YEN,
            le=MAX_YEN,
            title="削減",
            description="削減された円または時間。増えたときは負の数。不明のときは null。",
        ),
    ] = None
    before: Annotated[
        _Count | None, Field(title="前", description="共同調達の前の円または時間。不明のときは null。")
    ] = None
    after: Annotated[
        _Count | None, Field(title="後", description="共同調達の後の円または時間。不明のときは null。")
    ] = None
    exactness: Annotated[
        Exactness | None,
        Field(title="数値の言い方", description="約・最大などの言い方。不明のときは null。"),
    ] = None
    expected: Annotated[
        bool | None,
        Field(title="見込み", description="見込みは true、実績は false。不明のときは null。"),
    ] = None
    tax_basis: Annotated[TaxBasis, Field(title="消費税の扱い", description="金額に消費税が含まれるか。")] = (
        TaxBasis.UNKNOWN
    )
    bodies: Annotated[
        int | None,
        Field(
            strict=True,
            ge=1,
            title="団体数",
            description="数値が合わせて数える団体の数。不明のときは null。",
        ),
    ] = None
    since: Annotated[
        Day | None, Field(title="始期", description="数値が表す期間の始め。不明のときは null。")
    ] = None
    until: Annotated[
        Day | None, Field(title="終期", description="数値が表す期間の終わり。不明のときは null。")
    ] = None
    said_by: Annotated[
        Words | None,
        Field(title="言った者", description="誰の言葉か（事業者、報道など）。不明のときは null。"),
    ] = None
    words: Annotated[Words | None, Field(title="原文", description="公表された言葉。ないときは null。")] = (
        None
    )
    source: Annotated[
        PageLink | None, Field(title="出典", description="読んだページ。不明のときは null。")
    ] = None
    grade: Annotated[Grade, Field(title="根拠の強さ", description="どれだけ直接に読んだか。")]

    @model_validator(mode="after")
    def _together(self) -> Self:
        figures = (self.saved, self.before, self.after)
        known = [figure for figure in figures if figure is not None]
        if not known and self.words is None:
            raise InvalidValue("procurement.effect_says_nothing", value=self.case)
        if known and self.measure is None:
            raise InvalidValue("procurement.effect_without_measure", value=tuple(known))
        if (
            self.exactness is Exactness.EXACT
            and self.saved is not None
            and self.before is not None
            and self.after is not None
            and self.before - self.after != self.saved
        ):
            raise InvalidValue(
                "procurement.effect_disagrees", value=self.saved, before=self.before, after=self.after
            )
        if self.since is not None and self.until is not None:
            Period(self.since.start, self.until.end)
        return self
