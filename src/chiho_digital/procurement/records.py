"""The records of joint procurement: `Case` with its lots, contract, participations and amounts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from chiho_digital.basics import Grade, InvalidValue, Progress, TaxBasis, Text
from chiho_digital.basics.shown_records import ShownRecord
from chiho_digital.governments import LocalGovernmentCode
from chiho_digital.systems.fields import Day, PageLink, Yen

from .fields import Span, StatedDay
from .vocabulary import AmountScope, BodyType, ContractForm, LegalForm, UnknownReason

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chiho_digital.tables import Issue, NumberedRow

    from .rows import CaseRow

__all__ = ["Amount", "Case", "Contract", "Lot", "Participation"]


class _Record(ShownRecord, BaseModel):
    model_config: ClassVar[ConfigDict] = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class Participation(_Record):
    """A body's part in a case, over time (参加). A date not known is None.

    name: as published.  code: its code; None for an association, which has none.
    joined, left: when it came in or went out.  remark: what stood beside the name.

    Raises:
        pydantic.ValidationError: a municipality or prefecture without a code, an association with one, or one that left
            before it joined.
    """

    model_config: ClassVar[ConfigDict] = ConfigDict(
        title="参加",
        json_schema_extra={"description": "一つの団体の、一つの事例への参加。日付が不明のときは null。"},
    )

    name: Annotated[str, Field(title="名称", description="公表された団体の名称。")]
    code: Annotated[
        LocalGovernmentCode | None,
        Field(title="団体コード", description="6桁の団体コード。コードのない一部事務組合・広域連合は null。"),
    ]
    body_type: Annotated[
        BodyType,
        Field(title="団体の種別", description="参加自治体数に数えるのは市区町村だけ。"),
    ]
    joined: Annotated[Day | None, Field(title="参加時期", description="参加した時期。不明は null。")] = None
    left: Annotated[Day | None, Field(title="離脱時期", description="離れた時期。不明は null。")] = None
    has_left: Annotated[bool, Field(title="離脱", description="離れたことが分かっているか。")] = False
    remark: Annotated[
        str | None, Field(title="注記", description="名称のそばに書かれていた言葉。ないときは null。")
    ] = None

    @property
    def key(self) -> str:
        """What tells the body apart within a case: its code, or its name where it has none."""
        return self.code or self.name

    @model_validator(mode="after")
    def _together(self) -> Self:
        if (self.code is None) is not (self.body_type is BodyType.ASSOCIATION):
            raise InvalidValue("procurement.code_and_type", value=self.name, type=self.body_type.label)
        if self.left is not None and self.joined is not None and self.left.end < self.joined.start:
            raise InvalidValue("procurement.left_before_joined", value=self.left, joined=self.joined)
        return self


class Lot(_Record):
    """A part of a case awarded on its own (調達単位). A case has at least one; several when suppliers differ.

    supplier: who was awarded it, None if unknown.  developer: who made the product, if said.
    """

    model_config: ClassVar[ConfigDict] = ConfigDict(
        title="調達単位",
        json_schema_extra={"description": "事例のうち、一つの事業者が受注した部分。不明の項目は null。"},
    )

    name: Annotated[str | None, Field(title="名称", description="調達単位の名称。ないときは null。")] = None
    supplier: Annotated[str | None, Field(title="事業者", description="受注した事業者。不明は null。")] = None
    developer: Annotated[
        str | None, Field(title="開発元", description="製品を開発した事業者。不明は null。")
    ] = None
    product: Annotated[str | None, Field(title="製品", description="製品の名称。不明は null。")] = None
    remark: Annotated[
        str | None, Field(title="注記", description="事業者のそばに書かれていた言葉。ないときは null。")
    ] = None


class Contract(_Record):
    """How the bodies contract with the supplier (契約). `words` are as published; `form` None where they name none."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        title="契約", json_schema_extra={"description": "参加団体と事業者の契約の形。不明の項目は null。"}
    )

    form: Annotated[
        ContractForm | None, Field(title="契約形態", description="言葉から読み取れないときは null。")
    ]
    words: Annotated[
        str | None, Field(title="契約形態の原文", description="公表された言葉。ないときは null。")
    ]
    selection_method: Annotated[
        str | None, Field(title="選定方法", description="事業者の選び方。不明は null。")
    ]


class Amount(_Record):
    """An amount in whole yen with its scope and tax basis (金額), or the reason why it is not known.

    Amounts of different scopes are never computed from one another.
    period: the days that it is for, if stated.  source: where it was read, if that is not among the case's own sources.
    """

    model_config: ClassVar[ConfigDict] = ConfigDict(
        title="金額",
        json_schema_extra={"description": "事例の金額。範囲の異なる金額を互いに計算することはない。"},
    )

    scope: Annotated[AmountScope, Field(title="金額の範囲", description="何の金額か。")]
    yen: Annotated[Yen | None, Field(title="金額", description="円単位の整数。不明は null。")]
    tax_basis: Annotated[TaxBasis, Field(title="消費税の扱い", description="金額に消費税が含まれるか。")] = (
        TaxBasis.UNKNOWN
    )
    unknown: Annotated[
        UnknownReason | None,
        Field(title="不明の理由", description="金額が不明である理由。金額があるときは null。"),
    ] = None
    period: Annotated[
        Span | None, Field(title="期間", description="金額の対象期間。示されていないときは null。")
    ] = None
    source: Annotated[
        PageLink | None,
        Field(title="出典", description="事例の出典とは別に読んだページ。ないときは null。"),
    ] = None


class Case(_Record):
    """A joint procurement (共同調達事例): who, what, from whom, how, at what cost, and where it was read.

    municipal_count: 参加自治体数 as published, bodies of no other kind counted; None is データなし.
    participations: the bodies that are named and known.  unresolved: words about participants that name no known body.
    unnamed: municipalities that the source counts but does not name (ほか5市), None if it does not say.
    names_as_of: the date of the list of names, where it is another than that of the count.
    """

    model_config: ClassVar[ConfigDict] = ConfigDict(
        title="共同調達事例",
        json_schema_extra={
            "description": "仕様をそろえ、一つの事業者から調達した事例。不明の項目は null で、0やなしではない。"
        },
    )

    id: Annotated[str, Field(title="事例ID", description="事例を区別する英数字の名前。")]
    prefectures: Annotated[
        tuple[LocalGovernmentCode, ...],
        Field(title="都道府県", description="事例の都道府県のコード。"),
    ]
    lead: Annotated[str, Field(title="主導団体", description="公表された主導団体の名称。")]
    lead_code: Annotated[
        LocalGovernmentCode | None,
        Field(title="主導団体のコード", description="協議会・会社などコードのないものは null。"),
    ]
    lead_words: Annotated[
        str | None, Field(title="主導団体の形態の原文", description="公表された言葉。ないときは null。")
    ]
    legal_form: Annotated[
        LegalForm | None,
        Field(title="広域連携の形", description="言葉が法律上の形を示さないときは null。"),
    ]
    kinds: Annotated[tuple[str, ...], Field(title="システムの種類", description="公表された種類の名前。")]
    municipal_count: Annotated[
        int | None,
        Field(
            title="参加自治体数",
            description="公表された数。都道府県・組合などは数えない。データなしは null。",
        ),
    ]
    participations: Annotated[
        tuple[Participation, ...],
        Field(title="参加", description="名前の分かる参加団体。すべてとは限らない。"),
    ]
    unresolved: Annotated[
        tuple[str, ...],
        Field(
            title="特定できない参加団体", description="参加団体についての言葉のうち、団体を特定できないもの。"
        ),
    ]
    unnamed: Annotated[
        int | None,
        Field(
            title="名前のない参加自治体数",
            description="「ほか5市」のように数だけ書かれた自治体の数。書かれていないときは null。",
        ),
    ]
    names_as_of: Annotated[
        Day | None,
        Field(title="団体名の時点", description="参加自治体数と異なる時点の団体名であるとき、その時点。"),
    ]
    observed: Annotated[
        StatedDay | None, Field(title="確認時点", description="いつの時点の内容か。不明は null。")
    ]
    service_start: Annotated[
        StatedDay | None, Field(title="利用開始", description="利用を始めた時期。不明は null。")
    ]
    lots: Annotated[tuple[Lot, ...], Field(title="調達単位", description="事業者ごとの調達単位。一つ以上。")]
    contract: Annotated[Contract, Field(title="契約", description="参加団体と事業者の契約の形。")]
    amounts: Annotated[tuple[Amount, ...], Field(title="金額", description="範囲と消費税の扱いのある金額。")]
    cost_note: Annotated[
        str | None, Field(title="費用の注記", description="費用についての言葉。ないときは null。")
    ]
    cost_sharing: Annotated[
        str | None, Field(title="費用負担", description="費用の分担についての言葉。ないときは null。")
    ]
    saving_note: Annotated[
        str | None, Field(title="削減効果", description="効果についての言葉。ないときは null。")
    ]
    status: Annotated[str | None, Field(title="状態", description="公表時の状態。不明は null。")]
    status_remark: Annotated[
        str | None, Field(title="状態の注記", description="状態の後ろの括弧書き。ないときは null。")
    ]
    grade: Annotated[Grade, Field(title="根拠の強さ", description="どれだけ直接に読んだか。")]
    confidence: Annotated[
        str | None, Field(title="確度", description="ファイルに書かれた確度の言葉。ないときは null。")
    ]
    source_kind: Annotated[
        str | None, Field(title="出典の種別", description="出典がどのようなものか。不明は null。")
    ]
    sources: Annotated[
        tuple[PageLink, ...], Field(title="出典", description="読んだページ。最初のものが主な出典。")
    ]
    notes: Annotated[str | None, Field(title="備考", description="その他の言葉。ないときは null。")]

    @classmethod
    def from_rows(cls, rows: Iterable[NumberedRow[CaseRow]]) -> tuple[tuple[Case, ...], tuple[Issue, ...]]:
        """The cases of checked rows, and what is to be said about them by row and column. No row is dropped."""
        from .reading import case_of

        checked = tuple(rows)
        with Progress(Text("事例の組み立て", "building cases"), len(checked)) as progress:
            built = [case_of(row) for row in progress.over(checked)]
        return tuple(case for case, _ in built), tuple(issue for _, issues in built for issue in issues)

    @property
    def municipalities(self) -> tuple[Participation, ...]:
        """The named municipalities that take part and have not left."""
        return tuple(
            p for p in self.participations if p.body_type is BodyType.MUNICIPALITY and not p.has_left
        )

    @property
    def participants_known(self) -> bool:
        """Whether every participating municipality is known by name, as of the date of the count."""
        return (
            self.municipal_count is not None
            and self.names_as_of is None
            and len(self.municipalities) == self.municipal_count
        )

    def with_participations(self, participations: Iterable[Participation]) -> Case:
        """The case with these participations instead of its own; `read_participations` joins those of a file to its own."""
        return self.model_copy(update={"participations": tuple(participations)})

    def with_amounts(self, amounts: Iterable[Amount]) -> Case:
        """The case with these amounts instead of its own; `read_amounts` joins those of a file to its own."""
        return self.model_copy(update={"amounts": tuple(amounts)})
