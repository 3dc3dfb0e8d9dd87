"""The records of a catalogue: who makes a software, who sells it, at what prices, and where it was read.

Registered developer and registered seller are separate roles, so software and a seller's offering of it are separate
records; one software can have several sellers. Unknown is None, never none and never zero.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Annotated, ClassVar, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from chiho_digital.basics import InvalidValue, Text, message
from chiho_digital.basics.shown_records import ShownRecord
from chiho_digital.governments import CorporateNumber, LocalGovernmentCode

from .fields import Address, Basis, Day, Identifier, Kinds, PageLink, Said, Unit, Words, Yen
from .kinds import SystemKind, kind_of
from .units import PriceUnit, unit_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chiho_digital.tables import Issue, NumberedRow

    from .rows import OfferingRow, SoftwareRow

__all__ = ["Catalogue", "Company", "Offering", "Price", "Software", "Use"]


class _Record(ShownRecord, BaseModel):
    model_config: ClassVar[ConfigDict] = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class Company(_Record):
    """A company, consortium or other body that makes or sells software (事業者). Strictly read-only."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        title="事業者",
        json_schema_extra={"description": "ソフトウェアを開発し、または販売する会社・共同企業体など。"},
    )

    name: Annotated[Words, Field(title="名称", description="会社などの名称。")]
    corporate_number: Annotated[
        CorporateNumber | None,
        Field(title="法人番号", description="国税庁が指定する13桁の番号。不明のときは null。"),
    ] = None


class Use(_Record):
    """A published case of joint procurement that names a software or its seller (事例での利用). Strictly read-only.

    bodies: the prefectures of the case, and the municipalities named as taking part; not all of them need be known.
    """

    model_config: ClassVar[ConfigDict] = ConfigDict(
        title="事例での利用",
        json_schema_extra={"description": "ソフトウェアや販売者の名前が挙がっている共同調達の公表事例。"},
    )

    case: Annotated[Identifier, Field(title="事例ID", description="共同調達の事例のID。")]
    bodies: Annotated[
        tuple[LocalGovernmentCode, ...],
        Field(
            min_length=1,
            title="団体",
            description="事例の都道府県と、名前の分かる参加市区町村の団体コード。すべてとは限らない。",
        ),
    ]


class Software(_Record):
    """A software, whoever sells it (ソフトウェア). Strictly read-only.

    id: its name within the catalogue.  name: None where it is not known.  developer: who makes it, None where unknown.
    kinds: ids of the kinds of system it serves; a kind that our file does not know stands as it was written.
    links: pages about it, None where none is known.
    """

    model_config: ClassVar[ConfigDict] = ConfigDict(
        title="ソフトウェア",
        json_schema_extra={"description": "情報システムのソフトウェア。誰が販売するかは提供の記録に書く。"},
    )

    id: Annotated[
        Identifier, Field(title="ソフトウェアID", description="カタログの中で一つに決まる英数字の名前。")
    ]
    name: Annotated[
        Words | None, Field(title="名称", description="ソフトウェアの名称。不明のときは null。")
    ] = None
    developer: Annotated[
        Company | None, Field(title="開発者", description="開発した事業者。不明のときは null。")
    ] = None
    kinds: Annotated[
        Kinds,
        Field(
            title="システムの種類",
            description="対応するシステムの種類のID。対応表にない種類は書かれたまま。",
        ),
    ]
    description: Annotated[
        Words | None, Field(title="説明", description="ソフトウェアの説明。ないときは null。")
    ] = None
    links: Annotated[
        tuple[PageLink, ...] | None,
        Field(title="リンク", description="ソフトウェアについてのページ。不明のときは null。"),
    ] = None

    @classmethod
    def from_rows(
        cls, rows: Iterable[NumberedRow[SoftwareRow]]
    ) -> tuple[tuple[Software, ...], tuple[Issue, ...]]:
        """The software of checked rows, and what is to be said about them by row and column."""
        from .from_rows import software_from_rows

        return software_from_rows(rows)

    @property
    def system_kinds(self) -> tuple[SystemKind, ...]:
        """The kinds of system it serves."""
        return tuple(kind_of(kind) for kind in self.kinds)

    @property
    def title(self) -> Text:
        """What to call it in a sentence; says so where its name is not known."""
        unnamed = "systems.unnamed"
        return Text(self.name or message(unnamed, {}, "ja"), self.name or message(unnamed, {}, "en"))


class Price(_Record):
    """One line of a price table (価格). Strictly read-only.

    what: what it is for.  yen: whole yen.  tax_basis: must be said, if only as unknown.
    unit: what it is for one of, such as `user/month`; a unit that our file does not know stands as it was written.
    """

    model_config: ClassVar[ConfigDict] = ConfigDict(
        title="価格", json_schema_extra={"description": "価格表の1行。"}
    )

    what: Annotated[Words, Field(title="内容", description="何の価格か（初期費用、利用料など）。")]
    yen: Annotated[Yen, Field(title="金額", description="円単位の整数。")]
    unit: Annotated[
        Unit,
        Field(
            title="単位",
            description="何あたりの価格か（once、user/month、body/year など）。対応表にない単位は書かれたまま。",
        ),
    ]
    tax_basis: Annotated[Basis, Field(title="消費税の扱い")]

    @property
    def price_unit(self) -> PriceUnit:
        """What it is for one of."""
        return unit_of(self.unit)


class Offering(_Record):
    """A seller's offering of a software (提供). Strictly read-only.

    software: the id of the software.  seller: None where it is not known who sells it.
    prices: None where they are not known.  certifications: None where not known, an empty tuple where there are none.
    link: the seller's page about it.  as_of: when this was read.
    used_in: the published cases that name it.
    """

    model_config: ClassVar[ConfigDict] = ConfigDict(
        title="提供",
        json_schema_extra={
            "description": "販売者によるソフトウェアの提供。一つのソフトウェアに複数あり得る。"
        },
    )

    software: Annotated[Identifier, Field(title="ソフトウェアID", description="提供するソフトウェアのID。")]
    seller: Annotated[
        Company | None, Field(title="販売者", description="販売する事業者。不明のときは null。")
    ] = None
    prices: Annotated[
        tuple[Price, ...] | None,
        Field(min_length=1, title="価格表", description="価格の一覧。不明のときは null。"),
    ] = None
    certifications: Annotated[
        tuple[Words, ...] | None,
        Field(title="認証", description="取得している認証。不明のときは null、ないときは空。"),
    ] = None
    link: Annotated[
        Address | None, Field(title="リンク", description="販売者のページ。不明のときは null。")
    ] = None
    as_of: Annotated[
        Day | None, Field(title="確認時点", description="いつの時点の内容か。不明のときは null。")
    ] = None
    used_in: Annotated[
        tuple[Use, ...], Field(title="利用事例", description="名前が挙がっている共同調達の事例。")
    ] = ()

    @classmethod
    def from_rows(
        cls, rows: Iterable[NumberedRow[OfferingRow]], software: Iterable[Software]
    ) -> tuple[tuple[Offering, ...], tuple[Issue, ...]]:
        """The offerings of checked rows, one for each software and seller, and what is to be said about the rows.

        A row with an error is in no offering.
        """
        from .from_rows import offerings_from_rows

        return offerings_from_rows(rows, software)


class Catalogue(_Record):
    """Software and the offerings of it (カタログ). Strictly read-only.

    origin: where the entries come from.  as_of: when they were put together, None where unknown.

    Raises:
        pydantic.ValidationError: two software of one id, or an offering of a software that is not in it.
    """

    model_config: ClassVar[ConfigDict] = ConfigDict(
        title="カタログ", json_schema_extra={"description": "ソフトウェアと、その提供の一覧。"}
    )

    software: Annotated[tuple[Software, ...], Field(title="ソフトウェア", description="ソフトウェアの一覧。")]
    offerings: Annotated[tuple[Offering, ...], Field(title="提供", description="提供の一覧。")]
    origin: Annotated[Said, Field(title="由来", description="何に基づくカタログか。")]
    as_of: Annotated[
        Day | None, Field(title="時点", description="いつまとめたものか。不明のときは null。")
    ] = None

    @model_validator(mode="after")
    def _together(self) -> Self:
        number = Counter(software.id for software in self.software)
        if twice := [id_ for id_, count in number.items() if count > 1]:
            raise InvalidValue("systems.software_twice", value=tuple(twice))
        if astray := [offer.software for offer in self.offerings if offer.software not in number]:
            raise InvalidValue("systems.offerings_astray", value=tuple(dict.fromkeys(astray)))
        return self

    def offerings_of(self, software: Software | str) -> tuple[Offering, ...]:
        """The offerings of a software, a value or its id, in the order of the catalogue."""
        wanted = software if isinstance(software, str) else software.id
        return tuple(offer for offer in self.offerings if offer.software == wanted)
