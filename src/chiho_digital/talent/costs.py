"""The records of money: one cost of one body in one fiscal year, and the body's fiscal index."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import ConfigDict, Field

from chiho_digital.basics import FiscalYear, InvalidValue

from .facts import CostFacts
from .fields import Body, Channel, Identifier, Record, Remark, Year, Yen, choices, kind_of
from .records import Engagement, StaffMember
from .strength import index_of
from .vocabulary import BodyKind, CostItem, Dispatch, Recipient, WorkerPart, WorkerType

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Cost", "FiscalIndex"]

_UNKNOWN = "不明のときは null。"


class Cost(Record):
    """One cost of talent of one body in one fiscal year (人材の経費). Strictly read-only. Unknown is None.

    revenue: subsidies, contributions received and other revenue toward it, in yen; 0 where there are none.
    person: the person it is for.  engagement: of that person, where the records hold none (outsourcing, for instance).
    channel: of recruiting.  paid_to: the body that gets a contribution.  trainees: the number of people trained.
    """

    model_config: ClassVar[ConfigDict] = ConfigDict(
        title="人材の経費",
        json_schema_extra={"description": "一つの団体の、一つの年度の、人材に係る経費。不明の項目は null。"},
    )

    id: Annotated[Identifier, Field(title="経費ID", description="台帳の中で一つに決まる英数字の識別子。")]
    body: Annotated[Body, Field(title="団体", description="負担する団体の団体コード。")]
    fiscal_year: Annotated[Year, Field(title="年度", description="会計年度（4月の属する西暦年）。")]
    item: Annotated[
        Annotated[CostItem, choices(CostItem)] | None,
        Field(title="経費の種類", description=f"何の経費か。{_UNKNOWN}"),
    ] = None
    amount: Annotated[Yen | None, Field(title="金額", description=f"円単位の整数。{_UNKNOWN}")] = None
    revenue: Annotated[
        Yen | None,
        Field(
            title="特定財源",
            description=f"補助金、受け取った負担金などの額（円）。ないときは0。{_UNKNOWN}",
        ),
    ] = None
    person: Annotated[
        Identifier | None, Field(title="人材ID", description="だれのための経費か。ないときは null。")
    ] = None
    engagement: Annotated[
        Engagement | None,
        Field(title="任用などの内容", description="人材の記録がないときの、任用・委託などの内容。"),
    ] = None
    channel: Annotated[
        Channel | None,
        Field(
            title="募集の経路",
            description=f"募集の経路のID。一覧にない経路は書かれたまま。{_UNKNOWN}",
        ),
    ] = None
    paid_to: Annotated[
        Body | None,
        Field(title="負担金の支払先", description=f"負担金を受け取る団体の団体コード。{_UNKNOWN}"),
    ] = None
    core_staff: Annotated[
        bool | None,
        Field(
            title="中核デジタル職員の育成",
            description=f"デジタル化の中核を担う職員を育成する経費か。{_UNKNOWN}",
        ),
    ] = None
    trainees: Annotated[
        int | None, Field(strict=True, ge=0, title="育成の人数", description=f"育成した職員の数。{_UNKNOWN}")
    ] = None
    partnership_agreement: Annotated[
        bool | None,
        Field(title="連携協約", description=f"連携協約に基づく専門人材の経費か。{_UNKNOWN}"),
    ] = None
    dispatch: Annotated[
        Annotated[Dispatch, choices(Dispatch)] | None,
        Field(title="専門人材の派遣", description=f"派遣したか、受け入れたか。{_UNKNOWN}"),
    ] = None
    recipient: Annotated[
        Annotated[Recipient, choices(Recipient)] | None,
        Field(title="派遣を受ける市町村", description=f"派遣を受ける市町村の区分。{_UNKNOWN}"),
    ] = None
    first_year_of_post: Annotated[
        bool | None,
        Field(title="その職への派遣の初年度", description=f"その職への派遣の初年度か。{_UNKNOWN}"),
    ] = None
    item_for_body: Annotated[
        bool | None,
        Field(
            title="起業人・アドバイザーの項目の対象団体",
            description=f"省令の表で確かめた、項目の対象団体か。{_UNKNOWN}",
        ),
    ] = None
    worker_type: Annotated[
        Annotated[WorkerType, choices(WorkerType)] | None,
        Field(title="地域活性化起業人の類型", description=f"どの類型か。{_UNKNOWN}"),
    ] = None
    worker_part: Annotated[
        Annotated[WorkerPart, choices(WorkerPart)] | None,
        Field(title="地域活性化起業人の算式の項", description=f"算式のどの項に当たるか。{_UNKNOWN}"),
    ] = None
    local_adviser: Annotated[
        bool | None,
        Field(title="地域力創造アドバイザー", description=f"アドバイザーの経費か。{_UNKNOWN}"),
    ] = None
    recognised_adviser: Annotated[
        bool | None,
        Field(
            title="先進自治体のアドバイザー",
            description=f"先進自治体の職員・組織として総務大臣が認めるアドバイザーか。{_UNKNOWN}",
        ),
    ] = None
    remark: Annotated[Remark, Field(title="注記", description="経費についての注記。")] = None

    @property
    def body_kind(self) -> BodyKind | None:
        """What kind of body bears it."""
        return kind_of(self.body)

    def facts(self, member: StaffMember | None = None) -> CostFacts:
        """What the rules ask about the cost. member: the person it is for, where the cost itself does not say."""
        engaged = self.engagement or (member.engagement if member else Engagement())
        return CostFacts(
            fiscal_year=self.fiscal_year,
            body_kind=self.body_kind,
            item=self.item,
            duty=engaged.duty,
            external=engaged.external,
            digital_expertise=engaged.digital_expertise,
            employment=engaged.employment,
            cio_aide=engaged.cio_aide,
            core_staff=self.core_staff,
            partnership_agreement=self.partnership_agreement,
            dispatch=self.dispatch,
            recipient=self.recipient,
            first_year_of_post=self.first_year_of_post,
            item_for_body=self.item_for_body,
            worker_type=self.worker_type,
            worker_part=self.worker_part,
            local_adviser=self.local_adviser,
        )

    def in_years(self, first: FiscalYear | int, last: FiscalYear | int) -> tuple[Cost, ...]:
        """The same cost in every fiscal year from first to last, both included: a plan. The year is put after the id.

        Only in the first of these years is it the first year of a dispatch to the post.

        >>> [cost.id for cost in Cost(id="c", body="350001", fiscal_year=2025).in_years(2025, 2027)]
        ['c-2025', 'c-2026', 'c-2027']

        Raises:
            InvalidValue: the last year lies before the first.
            pydantic.ValidationError: an id becomes too long.
        """
        start, end = (FiscalYear(year) if isinstance(year, int) else year for year in (first, last))
        if end < start:
            raise InvalidValue("talent.years_reversed", value=end, first=start)
        later = self.first_year_of_post and False
        return tuple(
            self.with_(
                id=f"{self.id}-{year.year}",
                fiscal_year=year,
                first_year_of_post=self.first_year_of_post if year == start else later,
            )
            for year in FiscalYear.range(start, end)
        )

    def problems(self) -> Iterable[InvalidValue]:
        """A revenue above the cost, a body that is none, and what goes with another kind of cost."""
        for path, code in (("body", self.body), ("paid_to", self.paid_to)):
            try:
                kind_of(code)
            except InvalidValue as error:
                yield error.at(path)
        if self.revenue is not None and self.amount is not None and self.revenue > self.amount:
            yield InvalidValue("talent.revenue_above_cost", value=self.revenue, cost=self.amount).at(
                "revenue"
            )
        if self.paid_to == self.body:
            yield InvalidValue("talent.pays_itself", value=self.body, who=self.id).at("paid_to")
        for path, stated, item in (
            ("channel", self.channel, CostItem.RECRUITING),
            ("paid_to", self.paid_to, CostItem.CONTRIBUTION),
            ("trainees", self.trainees, CostItem.TRAINING),
        ):
            if stated is not None and self.item not in {None, item}:
                yield InvalidValue(
                    "talent.of_another_item", value=self.item, who=self.id, item=item.label
                ).at(path)


class FiscalIndex(Record):
    """The fiscal index of a body in a fiscal year (財政力指数). Strictly read-only."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        title="財政力指数", json_schema_extra={"description": "一つの団体の、一つの年度の財政力指数。"}
    )

    body: Annotated[Body, Field(title="団体", description="団体コード。")]
    fiscal_year: Annotated[Year, Field(title="年度", description="会計年度（4月の属する西暦年）。")]
    index: Annotated[Decimal, Field(title="財政力指数", description="0から3までの、小数第2位までの数。")]

    def problems(self) -> Iterable[InvalidValue]:
        """A body that is none; an index outside 0 to 3, or with more than two decimals."""
        try:
            kind_of(self.body)
        except InvalidValue as error:
            yield error.at("body")
        try:
            index_of(self.index)
        except InvalidValue as error:
            yield error.at("index")
