"""Work that a body carries (取組): of which kind, in which fiscal years, as far as that is known, and where it was read."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from chiho_digital.basics import (
    FiscalYear,
    Grade,
    InvalidValue,
    LabelledEnum,
    Lang,
    Note,
    Source,
    Text,
    message,
)
from chiho_digital.basics.shown_records import ShownRecord
from chiho_digital.commonization.fields import Fiscal
from chiho_digital.governments import (
    Government,
    GovernmentKind,
    LocalGovernmentCode,
    UnknownCode,
    get,
    successors,
)
from chiho_digital.governments.registry import scope
from chiho_digital.systems.fields import Address, Said, Words

from .steps import both

__all__ = ["WorkItem", "WorkKind", "carrier"]


class WorkKind(LabelledEnum):
    """The kinds of work that are laid side by side (取組の種類)."""

    STANDARDISATION = "standardisation", "標準化（20業務）", "standardisation of the 20 affairs"
    LATER_MIGRATION = "later_migration", "特定移行支援システムの移行", "migration allowed later"
    COMMON_SYSTEM = "common_system", "共通化システムの導入", "commonized system being introduced"
    CHOOSING = "choosing", "新しい共通化の提案・検討", "proposing and choosing what to commonize next"
    JOINT_PROCUREMENT = "joint_procurement", "共同調達の開始", "joint procurement starting"
    PLAN = "plan", "計画の策定", "plan to write"


def carrier(body: Government | str) -> Government:
    """The body that is meant where work is looked at: itself, or the city of a ward.

    Raises:
        LookupError: there is no such body.
    """
    named = scope(body)
    return named.parent or named if named.kind is GovernmentKind.WARD else named


def _bearer(code: LocalGovernmentCode) -> LocalGovernmentCode:
    """The code of the body that carries the work of a code: a ward's city, and what a former body became.

    Raises:
        InvalidValue: there is no such body, or it became several.
    """
    try:
        body = get(code)
    except UnknownCode as error:
        heirs = successors(code)
        if len(heirs) == 1:
            return _bearer(heirs[0].code)
        raise InvalidValue(
            error.code, value=error.value, suggestion=error.suggestion, **error.params
        ) from error
    if body.kind is GovernmentKind.NORTHERN_VILLAGE:
        raise InvalidValue("planning.no_bearer", value=body.full_name, kind=body.kind.label)
    return carrier(body).code


class WorkItem(ShownRecord, BaseModel):
    """One piece of work of one body (取組). Strictly read-only. A year that is not known is None.

    body: a municipality or prefecture; a ward stands for its city, a former body for what it became.
    first, last: the first and last fiscal year in which it surely carries the work.
    not_before, not_after: years outside which it surely does not, where `first` or `last` is not known.
    source, article, revision, url, grade: where it was read, and how directly.

    Raises:
        pydantic.ValidationError: years that contradict one another, a code that no body has, fields of the wrong type.
    """

    model_config: ClassVar[ConfigDict] = ConfigDict(
        frozen=True,
        extra="forbid",
        arbitrary_types_allowed=True,
        title="取組",
        json_schema_extra={
            "description": "一つの団体が担う一つの取組。年度が不明のときは null で、ないという意味ではない。"
        },
    )

    body: Annotated[
        LocalGovernmentCode,
        AfterValidator(_bearer),
        Field(
            title="団体コード",
            description="都道府県・市区町村のコード。行政区は市、なくなった団体は後継団体とする。",
        ),
    ]
    kind: Annotated[WorkKind, Field(title="取組の種類", description="何の取組か。")]
    what: Annotated[Said, Field(title="内容", description="業務・システム・計画などの名称。")]
    first: Annotated[
        Fiscal | None, Field(title="最初の年度", description="確実に担う最初の年度。不明は null。")
    ] = None
    last: Annotated[
        Fiscal | None, Field(title="最後の年度", description="確実に担う最後の年度。不明は null。")
    ] = None
    not_before: Annotated[
        Fiscal | None,
        Field(title="早くとも", description="これより前の年度には担わない。不明は null。"),
    ] = None
    not_after: Annotated[
        Fiscal | None,
        Field(title="遅くとも", description="これより後の年度には担わない。不明は null。"),
    ] = None
    source: Annotated[Said, Field(title="出典", description="どこで読んだか。")]
    article: Annotated[
        Words | None, Field(title="条項", description="出典の条項・箇所。ないときは null。")
    ] = None
    revision: Annotated[
        date | None, Field(title="出典の日付", description="読んだ文書の日付。不明は null。")
    ] = None
    url: Annotated[Address | None, Field(title="アドレス", description="出典のページ。ないときは null。")] = (
        None
    )
    grade: Annotated[Grade, Field(title="根拠の強さ", description="どれだけ直接に読んだか。")]

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        earliest = [year for year in (self.not_before, self.first) if year is not None]
        latest = [year for year in (self.last, self.not_after) if year is not None]
        years = [*earliest, *latest]
        if years != sorted(years):
            raise InvalidValue("planning.years_reversed", value=tuple(years))
        return self

    @property
    def cited(self) -> Source:
        """Where it was read."""
        return Source(self.source, self.grade, self.url, self.article, self.revision)

    def carried_in(self, year: FiscalYear) -> bool | None:
        """Whether the body carries the work in a fiscal year; None where that is not known.

        One known year is enough for that year; the years between need both `first` and `last`.
        """
        earliest, latest = self.first or self.not_before, self.last or self.not_after
        if (earliest is not None and year < earliest) or (latest is not None and year > latest):
            return False
        both = self.first is not None and self.last is not None
        return True if both or year in {self.first, self.last} else None

    def years(self, lang: Lang) -> str:
        """The fiscal years, or what is known of them, in `"ja"` or `"en"`."""
        if {self.first, self.last, self.not_before, self.not_after} == {None}:
            return message("planning.years_unknown", {}, lang)
        if self.first is not None and self.first == self.last:
            return self.first.to(lang)
        ends = {
            "first": self.first or _unknown("planning.unknown_from", self.not_before),
            "last": self.last or _unknown("planning.unknown_to", self.not_after),
        }
        return message("planning.years_between", ends, lang)


def _unknown(code: str, bound: FiscalYear | None) -> Text:
    """That a year is not known, with its bound if there is one."""
    return Text("不明", "unknown") if bound is None else both(Note(code, {"year": bound}))
