"""The records of the work: what municipalities need, who is assigned to them, and what came of it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import ConfigDict, Field

from chiho_digital.basics import InvalidValue, Text
from chiho_digital.governments import LocalGovernmentCode

from .fields import (
    Body,
    Hours,
    Identifier,
    Record,
    Remark,
    Share,
    choices,
    kind_of,
    period_problems,
    share_problems,
)
from .records import Skill
from .vocabulary import BodyKind, Role, Span

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Assignment", "AssignmentResult", "Need"]

_HELPED = (BodyKind.MUNICIPALITY, BodyKind.SPECIAL_WARD)
_SHARE = "常勤1人分に対する割合（パーセント、1～100）。不明のときは null。"


def _municipality_problems(who: str, code: LocalGovernmentCode) -> Iterable[InvalidValue]:
    """Whether a body is no municipality."""
    try:
        kind = kind_of(code)
    except InvalidValue as error:
        yield error.at("municipality")
    else:
        if kind not in _HELPED:
            yield InvalidValue("talent.not_a_municipality", value=code, who=who).at("municipality")


def _hours_problems(who: str, hours: int | None) -> Iterable[InvalidValue]:
    """Whether hours are below zero."""
    if hours is not None and hours < 0:
        yield InvalidValue("talent.negative_hours", value=hours, who=who, suggestion=-hours).at("hours")


class Need(Record):
    """What a municipality needs (支援の需要). Strictly read-only. Unknown is None.

    skills: fields with the least level asked for.  time_share: of one full time, in percent; or hours in all.
    priority: as stated by the municipality, 1 first.
    """

    model_config: ClassVar[ConfigDict] = ConfigDict(
        title="支援の需要",
        json_schema_extra={"description": "市区町村が求める人材の役割・分野・時間。不明の項目は null。"},
    )

    id: Annotated[Identifier, Field(title="需要ID", description="台帳の中で一つに決まる英数字の識別子。")]
    municipality: Annotated[Body, Field(title="市区町村", description="支援を求める市区町村の団体コード。")]
    role: Annotated[
        Annotated[Role, choices(Role)] | None,
        Field(title="役割", description="求める役割。不明のときは null。"),
    ] = None
    skills: Annotated[
        tuple[Skill, ...] | None,
        Field(title="専門分野", description="求める専門分野と、最低の水準。不明のときは null。"),
    ] = None
    time_share: Annotated[Share | None, Field(title="時間の割合", description=_SHARE)] = None
    hours: Annotated[
        Hours | None, Field(title="時間数", description="全体で何時間か。不明のときは null。")
    ] = None
    start: Annotated[date | None, Field(title="始まり", description="最初の日。不明のときは null。")] = None
    end: Annotated[date | None, Field(title="終わり", description="最後の日。不明のときは null。")] = None
    priority: Annotated[
        int | None,
        Field(
            strict=True,
            ge=1,
            title="優先順位",
            description="市区町村が示した順位（1が最も高い）。不明のときは null。",
        ),
    ] = None
    span: Annotated[
        Annotated[Span, choices(Span)] | None,
        Field(title="継続・スポット", description="継続して必要か、スポットか。不明のときは null。"),
    ] = None
    remark: Annotated[Remark, Field(title="内容", description="求める支援の内容。")] = None

    def problems(self) -> Iterable[InvalidValue]:
        """A reversed period, a share that is none, negative hours, a body that is no municipality."""
        yield from _municipality_problems(self.id, self.municipality)
        yield from period_problems(self.id, self.start, self.end)
        yield from share_problems(self.id, self.time_share)
        yield from _hours_problems(self.id, self.hours)


class Assignment(Record):
    """A person's time for one municipality (配置). Strictly read-only. Unknown is None.

    A person shared by several municipalities has one assignment for each.  need: the need it answers, where there is one.
    """

    model_config: ClassVar[ConfigDict] = ConfigDict(
        title="配置",
        json_schema_extra={
            "description": "人材の、一つの市区町村への配置。複数の市区町村で共有する人材には、配置が複数ある。"
        },
    )

    id: Annotated[Identifier, Field(title="配置ID", description="台帳の中で一つに決まる英数字の識別子。")]
    staff: Annotated[Identifier, Field(title="人材ID", description="配置する人材の識別子。")]
    municipality: Annotated[Body, Field(title="市区町村", description="配置先の市区町村の団体コード。")]
    need: Annotated[
        Identifier | None, Field(title="需要ID", description="応える需要の識別子。ないときは null。")
    ] = None
    time_share: Annotated[Share | None, Field(title="時間の割合", description=_SHARE)] = None
    start: Annotated[date, Field(title="始まり", description="最初の日。")]
    end: Annotated[date | None, Field(title="終わり", description="最後の日。不明のときは null。")] = None

    @property
    def dates(self) -> Text:
        """Its first and last day in words."""
        return Text(f"{self.start}～{self.end or '不明'}", f"{self.start} to {self.end or 'unknown'}")

    def problems(self) -> Iterable[InvalidValue]:
        """A reversed period, a share that is none, a body that is no municipality."""
        yield from _municipality_problems(self.staff, self.municipality)
        yield from period_problems(self.staff, self.start, self.end)
        yield from share_problems(self.staff, self.time_share)


class AssignmentResult(Record):
    """What came of an assignment (配置の結果). Strictly read-only. Unknown is None."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        title="配置の結果", json_schema_extra={"description": "配置で行ったことと、その時間数。"}
    )

    assignment: Annotated[Identifier, Field(title="配置ID", description="結果の出た配置の識別子。")]
    as_of: Annotated[date, Field(title="時点", description="いつの時点の結果か。")]
    hours: Annotated[
        Hours | None, Field(title="時間数", description="実際に働いた時間。不明のときは null。")
    ] = None
    consultations: Annotated[
        int | None,
        Field(strict=True, ge=0, title="相談件数", description="受けた相談の数。不明のときは null。"),
    ] = None
    remark: Annotated[Remark, Field(title="成果", description="成果の内容。")] = None

    def problems(self) -> Iterable[InvalidValue]:
        """Negative hours."""
        yield from _hours_problems(self.assignment, self.hours)
