"""The records of a pool: who is in it, with which skills, in which form and for how much of the time."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import ConfigDict, Field

from chiho_digital.basics import InvalidValue

from .fields import (
    Body,
    FieldOfSkill,
    Identifier,
    Record,
    Remark,
    Shape,
    Share,
    Words,
    choices,
    kind_of,
    period_problems,
    share_problems,
)
from .vocabulary import BodyKind, Duty, EmploymentForm, Role

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Engagement", "Pool", "Skill", "StaffMember"]

HIGHEST_LEVEL = 5


class Skill(Record):
    """A field of skill with its level (専門分野と水準). Strictly read-only.

    field: id of the field; one that our list does not know stands as it was written.
    level: 1 (lowest) to 5, on the pool's own scale; None is unknown.
    """

    model_config: ClassVar[ConfigDict] = ConfigDict(
        title="専門分野と水準", json_schema_extra={"description": "人材の専門分野と、その水準。"}
    )

    field: Annotated[
        FieldOfSkill,
        Field(title="専門分野", description="分野のID。一覧にない分野は書かれたまま。"),
    ]
    level: Annotated[
        int | None,
        Field(
            strict=True,
            ge=1,
            le=HIGHEST_LEVEL,
            title="水準",
            description="1（低い）から5まで。尺度はプールが定める。不明のときは null。",
        ),
    ] = None


class Engagement(Record):
    """How a person is engaged, as the measures ask (任用などの内容). Strictly read-only. Unknown is None."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        title="任用などの内容",
        json_schema_extra={"description": "財政措置の判定に使う、任用・委託などの内容。不明の項目は null。"},
    )

    employment: Annotated[
        Annotated[EmploymentForm, choices(EmploymentForm)] | None,
        Field(title="任用などの形態", description="任用・委託などの形態。不明のときは null。"),
    ] = None
    external: Annotated[
        bool | None,
        Field(title="外部人材", description="団体の外部から得た人材か。不明のときは null。"),
    ] = None
    digital_expertise: Annotated[
        bool | None,
        Field(
            title="デジタルの専門知識・経験",
            description="デジタルの専門知識または経験を持つか。不明のときは null。",
        ),
    ] = None
    duty: Annotated[
        Annotated[Duty, choices(Duty)] | None,
        Field(title="職務", description="市町村の支援か、自団体の業務か。不明のときは null。"),
    ] = None
    cio_aide: Annotated[
        bool | None,
        Field(title="CIO補佐官等", description="CIO補佐官等として任用などをしているか。不明のときは null。"),
    ] = None


class StaffMember(Record):
    """A person in a pool, by an identifier (人材). Strictly read-only. Unknown is None.

    time_share: how much of a full time the person works for the pool, in percent.  start, end: of the contract.
    employer: the body that engages the person.
    """

    model_config: ClassVar[ConfigDict] = ConfigDict(
        title="人材",
        json_schema_extra={
            "description": "人材プールの人材。氏名や連絡先は持たず、識別子で表す。不明の項目は null。"
        },
    )

    id: Annotated[
        Identifier, Field(title="人材ID", description="台帳の中で一つに決まる英数字の識別子。氏名ではない。")
    ]
    employer: Annotated[
        Body | None,
        Field(title="任用などをする団体", description="団体コード。不明のときは null。"),
    ] = None
    role: Annotated[
        Annotated[Role, choices(Role)] | None,
        Field(title="役割", description="デジタル業務での役割。不明のときは null。"),
    ] = None
    skills: Annotated[
        tuple[Skill, ...] | None,
        Field(title="専門分野", description="専門分野と水準。不明のときは null。"),
    ] = None
    engagement: Annotated[
        Engagement,
        Field(title="任用など", description="任用・委託などの内容。"),
    ] = Engagement()
    time_share: Annotated[
        Share | None,
        Field(
            title="時間の割合", description="常勤1人分に対する割合（パーセント、1～100）。不明のときは null。"
        ),
    ] = None
    start: Annotated[
        date | None, Field(title="契約の始まり", description="最初の日。不明のときは null。")
    ] = None
    end: Annotated[date | None, Field(title="契約の終わり", description="最後の日。不明のときは null。")] = (
        None
    )

    def problems(self) -> Iterable[InvalidValue]:
        """A period that is reversed, a share that is none, a field of skill named twice, an employer that is no body."""
        yield from period_problems(self.id, self.start, self.end)
        yield from share_problems(self.id, self.time_share)
        named = [skill.field for skill in self.skills or ()]
        if twice := tuple(dict.fromkeys(name for name in named if named.count(name) > 1)):
            yield InvalidValue("talent.skill_twice", value=twice, who=self.id).at("skills")
        try:
            kind_of(self.employer)
        except InvalidValue as error:
            yield error.at("employer")


class Pool(Record):
    """A digital talent pool (人材プール): of a prefecture, or of a joint body. Strictly read-only. Unknown is None.

    lead: the body that runs it; None where it is run by a body without a code, or unknown.
    shape: id of the shape; one that our list does not know stands as it was written.
    members: the municipalities that may draw on it.
    """

    model_config: ClassVar[ConfigDict] = ConfigDict(
        title="人材プール",
        json_schema_extra={"description": "都道府県または共同体のデジタル人材プール。不明の項目は null。"},
    )

    id: Annotated[Identifier, Field(title="プールID", description="一つに決まる英数字の識別子。")]
    name: Annotated[Words, Field(title="名称", description="取組・組織の名称。人の名前ではない。")]
    lead: Annotated[
        Body | None,
        Field(title="主導団体", description="団体コード。コードのない団体や不明のときは null。"),
    ] = None
    shape: Annotated[
        Shape | None,
        Field(title="形", description="人材プールの形のID。一覧にない形は書かれたまま。不明のときは null。"),
    ] = None
    members: Annotated[
        tuple[Body, ...] | None,
        Field(title="参加市区町村", description="団体コード。不明のときは null。"),
    ] = None
    staff: Annotated[
        tuple[StaffMember, ...] | None,
        Field(title="人材", description="プールの人材。不明のときは null。"),
    ] = None
    remark: Annotated[Remark, Field(title="注記", description="プールについての注記。")] = None

    @property
    def lead_kind(self) -> BodyKind | None:
        """What kind of body runs it; None where that is not known."""
        return kind_of(self.lead)

    def problems(self) -> Iterable[InvalidValue]:
        """Two people of one identifier; bodies that are none."""
        named = [member.id for member in self.staff or ()]
        if twice := tuple(dict.fromkeys(name for name in named if named.count(name) > 1)):
            yield InvalidValue("talent.id_twice", value=twice).at("staff")
        for path, code in (("lead", self.lead), *(("members", code) for code in self.members or ())):
            try:
                kind_of(code)
            except InvalidValue as error:
                yield error.at(path)
