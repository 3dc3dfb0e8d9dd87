"""How values of `basics` and `sharing` are read and written as JSON: an object that names its type and its parts.

Records hold the values themselves. Here are sources, roundings, prices and remainders; rules are in `rule_forms`.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Annotated, Any, ClassVar, Literal, cast, get_args

from attrs import frozen
from pydantic import (
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    PlainSerializer,
    PlainValidator,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import core_schema

from chiho_digital.basics import Direction, Grade, InvalidValue, Rounding, Source, exact_ratio
from chiho_digital.procurement import sharing
from chiho_digital.systems.fields import Said, Words, Yen

from .fields import Record, enumeration, titled

__all__ = [
    "As",
    "FigureName",
    "Form",
    "Pair",
    "PriceField",
    "PriceForms",
    "Ratio",
    "RemainderField",
    "RoundingField",
    "RoundingForms",
    "SourceField",
    "as_form",
    "tag",
]

_TAG = "type"
_forms: dict[type, type[Form]] = {}


class Form(Record):
    """A value as JSON. makes: the type of the value."""

    makes: ClassVar[Any] = None

    @classmethod
    def __pydantic_init_subclass__(cls, **_: Any) -> None:
        """Keeps which form is whose."""
        if cls.makes is not None:
            _forms[cls.makes] = cls

    def made(self) -> Any:
        """The value.

        Raises:
            InvalidValue: as the value itself does.
        """
        return self.makes(**{name: _made(value) for name, value in self if name != _TAG})


class Pair(Form):
    """Two values that stand together without a name of their own."""

    @model_validator(mode="before")
    @classmethod
    def _named(cls, value: object) -> object:
        if not isinstance(value, tuple):
            return value
        return dict(zip(cls.model_fields, cast("tuple[object, ...]", value), strict=True))

    def made(self) -> Any:
        """The two values."""
        return tuple(_made(value) for _, value in self)


def _made(value: object) -> Any:
    if isinstance(value, Form):
        return value.made()
    if isinstance(value, tuple):
        return tuple(_made(item) for item in cast("tuple[object, ...]", value))
    return value


def as_form(value: object) -> object:
    """The parts of a value, for its form to read; an object of JSON is left as it is.

    Raises:
        InvalidValue: it is of a type that has no form, such as a rule of one's own.
    """
    if isinstance(value, dict | Form):
        return cast("object", value)
    form = _forms.get(type(value))
    if form is None:
        raise InvalidValue("procurement.call_no_form", value=type(value).__name__)
    fields = form.model_fields
    return {
        name: get_args(info.annotation)[0] if name == _TAG else getattr(value, name)
        for name, info in fields.items()
    }


def _form_of(value: object) -> Form:
    return _forms[type(value)].model_validate(as_form(value))


@frozen
class As:
    """Lets a record hold a value that is read and written as a form."""

    form: Any

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """How pydantic reads and writes it: the form, and from it the value."""
        form = handler.generate_schema(self.form)
        written = core_schema.plain_serializer_function_ser_schema(_form_of, return_schema=form)
        return core_schema.no_info_after_validator_function(_made, form, serialization=written)


def tag(words: str) -> Any:
    """The field that names the type of a value."""
    return Field(title="種類", description=f"「{words}」を表す名前。")


Ratio = Annotated[
    Fraction,
    PlainValidator(exact_ratio),
    PlainSerializer(str),
    WithJsonSchema({"type": ["string", "integer"], "examples": ["1/2", "0.35", "10000"]}),
]
FigureName = Annotated[
    Words, Field(title="数値の名前", description="基礎となる数値の名前（population、staff、usage など）。")
]


class SourceForm(Form):
    """A source (`basics.Source`) as JSON."""

    model_config: ClassVar[ConfigDict] = titled("出典", "数値や端数処理の出典。")
    makes = Source

    title: Annotated[Said, Field(title="名称", description="法令・ページ・データの名称。")]
    grade: Annotated[
        Grade, Field(title="確度"), enumeration({grade.value: grade.label.ja for grade in Grade})
    ]
    url: Annotated[str | None, Field(title="アドレス", description="ページのアドレス。ないときは null。")] = (
        None
    )
    article: Annotated[str | None, Field(title="条項", description="法令の条項。ないときは null。")] = None
    revision: Annotated[
        date | None, Field(title="基準日", description="読んだ本文の日付。不明のときは null。")
    ] = None


_SourceForms = Annotated[SourceForm, BeforeValidator(as_form)]
SourceField = Annotated[Source, As(_SourceForms)]


class RoundingForm(Form):
    """A rounding (`basics.Rounding`) as JSON."""

    model_config: ClassVar[ConfigDict] = titled("端数処理", "金額の端数処理。")
    makes = Rounding

    unit: Annotated[int, Field(strict=True, ge=1, title="単位", description="何円単位か。")]
    direction: Annotated[
        Direction,
        Field(title="向き"),
        enumeration({direction.value: direction.label.ja for direction in Direction}),
    ]
    source: Annotated[
        _SourceForms | None, Field(title="出典", description="端数処理の根拠。ないときは null。")
    ] = None


RoundingForms = Annotated[RoundingForm, BeforeValidator(as_form)]
RoundingField = Annotated[Rounding, As(RoundingForms)]


class FixedForm(Form):
    """`sharing.Fixed` as JSON."""

    model_config: ClassVar[ConfigDict] = titled("定額", "団体ごとの定額。")
    makes = sharing.Fixed

    type: Annotated[Literal["fixed"], tag("定額")]
    yen: Annotated[Ratio, Field(title="金額", description="円。")]


class UnitPriceForm(Form):
    """`sharing.UnitPrice` as JSON."""

    model_config: ClassVar[ConfigDict] = titled("単価", "住民・利用者などの1単位当たりの価格。")
    makes = sharing.UnitPrice

    type: Annotated[Literal["unit_price"], tag("単価")]
    yen: Annotated[Ratio, Field(title="単価", description="円。")]
    figure: FigureName


class PlanForm(Pair):
    """A plan of `sharing.PlanCeiling` as JSON."""

    model_config: ClassVar[ConfigDict] = titled("プラン", "数値の上限と、そのプランの上限額。")

    most: Annotated[
        int, Field(strict=True, ge=0, title="数値の上限", description="プランに収まる数値の上限。")
    ]
    yen: Annotated[Yen, Field(title="上限額", description="円単位の整数。")]


class PlanCeilingForm(Form):
    """`sharing.PlanCeiling` as JSON."""

    model_config: ClassVar[ConfigDict] = titled("プラン別の上限額", "数値の大きさに応じたプランの上限額。")
    makes = sharing.PlanCeiling

    type: Annotated[Literal["plan_ceiling"], tag("プラン別の上限額")]
    figure: FigureName
    plans: Annotated[
        tuple[PlanForm, ...], Field(min_length=1, title="プラン", description="小さい順のプラン。")
    ]


PriceForms = Annotated[
    FixedForm | UnitPriceForm | PlanCeilingForm, Field(discriminator=_TAG), BeforeValidator(as_form)
]
PriceField = Annotated[sharing.Price, As(PriceForms)]


class LargestShareForm(Form):
    """`sharing.LargestShare` as JSON."""

    model_config: ClassVar[ConfigDict] = titled("負担の最も大きい団体", "端数は、負担の最も大きい団体へ。")
    makes = sharing.LargestShare

    type: Annotated[Literal["largest_share"], tag("負担の最も大きい団体へ")]


class LargestRemainderForm(Form):
    """`sharing.LargestRemainder` as JSON."""

    model_config: ClassVar[ConfigDict] = titled(
        "最大剰余法", "端数は、切り捨てた端数の大きい団体から順に1単位ずつ。"
    )
    makes = sharing.LargestRemainder

    type: Annotated[Literal["largest_remainder"], tag("最大剰余法")]


class FirstByCodeForm(Form):
    """`sharing.FirstByCode` as JSON."""

    model_config: ClassVar[ConfigDict] = titled(
        "コード順で最初の団体", "端数は、負担する団体のうちコード順で最初の団体へ。"
    )
    makes = sharing.FirstByCode

    type: Annotated[Literal["first_by_code"], tag("コード順で最初の団体へ")]


class LeadForm(Form):
    """`sharing.Lead` as JSON."""

    model_config: ClassVar[ConfigDict] = titled("代表団体", "端数は、名を挙げた参加団体へ。")
    makes = sharing.Lead

    type: Annotated[Literal["lead"], tag("代表団体へ")]
    code: Annotated[Words, Field(title="団体", description="端数を負担する参加団体のコード。")]


class KeptForm(Form):
    """`sharing.Kept` as JSON."""

    model_config: ClassVar[ConfigDict] = titled("団体の外の負担者", "端数は、参加団体の外の者が負担する。")
    makes = sharing.Kept

    type: Annotated[Literal["kept"], tag("団体の外の負担者へ")]
    by: Annotated[Words, Field(title="負担者", description="端数を負担する者の名称。")]


_RemainderForms = Annotated[
    LargestShareForm | LargestRemainderForm | FirstByCodeForm | LeadForm | KeptForm,
    Field(discriminator=_TAG),
    BeforeValidator(as_form),
]
RemainderField = Annotated[sharing.Remainder, As(_RemainderForms)]
