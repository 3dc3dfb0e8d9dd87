"""How the rules of `sharing` are read and written as JSON: each an object that names its type and its parts."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import BeforeValidator, ConfigDict, Field

from chiho_digital.procurement import sharing
from chiho_digital.procurement.vocabulary import BodyType
from chiho_digital.systems.fields import Said, Words

from .fields import enumeration, labels, titled
from .forms import As, FigureName, Form, Pair, PriceForms, Ratio, RoundingForms, as_form, tag

__all__ = ["RuleField"]


class EqualForm(Form):
    """`sharing.Equal` as JSON."""

    model_config: ClassVar[ConfigDict] = titled("均等割", "すべての団体が同じ額を負担する。")
    makes = sharing.Equal

    type: Annotated[Literal["equal"], tag("均等割")]


class ByForm(Form):
    """`sharing.By` as JSON."""

    model_config: ClassVar[ConfigDict] = titled("数値割", "数値に比例して負担する（人口割など）。")
    makes = sharing.By

    type: Annotated[Literal["by"], tag("数値割")]
    figure: FigureName


class DiminishingPowerForm(Form):
    """`sharing.DiminishingPower` as JSON."""

    model_config: ClassVar[ConfigDict] = titled("逓減割", "数値が2倍のとき負担が何倍になるかで定める。")
    makes = sharing.DiminishingPower

    type: Annotated[Literal["diminishing_power"], tag("逓減割")]
    figure: FigureName
    twice: Annotated[
        Ratio, Field(title="倍率", description="数値が2倍のときの倍率。1より大きく2より小さい。")
    ]


class TermForm(Pair):
    """A fraction with its rule, of `sharing.Parts`, as JSON."""

    model_config: ClassVar[ConfigDict] = titled("割合と定め", "総額のうちの割合と、その分け方。")

    fraction: Annotated[Ratio, Field(title="割合", description="総額に対する割合。合計は1。")]
    rule: Annotated[_Rules, Field(title="定め", description="この割合の分け方。")]


class PartsForm(Form):
    """`sharing.Parts` as JSON."""

    model_config: ClassVar[ConfigDict] = titled("割合の組合せ", "総額を割合に分け、それぞれの定めで分ける。")
    makes = sharing.Parts

    type: Annotated[Literal["parts"], tag("割合の組合せ")]
    terms: Annotated[
        tuple[TermForm, ...], Field(min_length=1, title="割合", description="割合と定めの一覧。")
    ]
    rounding: Annotated[
        RoundingForms | None, Field(title="端数処理", description="割合ごとの端数処理。ないときは null。")
    ] = None


class OnlyForm(Form):
    """`sharing.Only` as JSON."""

    model_config: ClassVar[ConfigDict] = titled(
        "一方の負担", "都道府県だけ、市区町村だけなど、ある種別の団体だけが負担する。"
    )
    makes = sharing.Only

    type: Annotated[Literal["only"], tag("一方の負担")]
    who: Annotated[
        BodyType,
        Field(title="負担者"),
        enumeration(labels(BodyType)),
    ]
    rule: Annotated[_Rules, Field(title="定め", description="負担者の間の分け方。")]


class PriceFirstForm(Form):
    """`sharing.PriceFirst` as JSON."""

    model_config: ClassVar[ConfigDict] = titled(
        "価格を先に負担", "各団体が価格を先に負担し、残りを定めで分ける。"
    )
    makes = sharing.PriceFirst

    type: Annotated[Literal["price_first"], tag("価格を先に負担")]
    price: Annotated[PriceForms, Field(title="価格", description="先に負担する価格。")]
    rule: Annotated[_Rules, Field(title="定め", description="残りの分け方。")]


class UnstatedForm(Form):
    """`sharing.Unstated` as JSON."""

    model_config: ClassVar[ConfigDict] = titled("方法が不明の按分", "分け方が分からない。")
    makes = sharing.Unstated

    type: Annotated[Literal["unstated"], tag("方法が不明の按分")]
    why: Annotated[Said, Field(title="理由", description="分からない理由。")]


_Rules = Annotated[
    EqualForm | ByForm | DiminishingPowerForm | PartsForm | OnlyForm | PriceFirstForm | UnstatedForm,
    Field(discriminator="type"),
    BeforeValidator(as_form),
]


class ItemRuleForm(Pair):
    """An item with its rule, of `sharing.ByItem`, as JSON."""

    model_config: ClassVar[ConfigDict] = titled("費目と定め", "費目と、その分け方。")

    item: Annotated[Words, Field(title="費目", description="見積りの内訳の費目。")]
    rule: Annotated[_Rules, Field(title="定め", description="この費目の分け方。")]


class ByItemForm(Form):
    """`sharing.ByItem` as JSON."""

    model_config: ClassVar[ConfigDict] = titled("費目別の負担", "費目ごとに別の定めで分ける。")
    makes = sharing.ByItem

    type: Annotated[Literal["by_item"], tag("費目別の負担")]
    items: Annotated[
        tuple[ItemRuleForm, ...], Field(min_length=1, title="費目", description="費目と定めの一覧。")
    ]


for _form in (TermForm, PartsForm, OnlyForm, PriceFirstForm, ItemRuleForm, ByItemForm):
    _form.model_rebuild()

_AllRules = Annotated[
    EqualForm
    | ByForm
    | DiminishingPowerForm
    | PartsForm
    | OnlyForm
    | PriceFirstForm
    | UnstatedForm
    | ByItemForm,
    Field(discriminator="type"),
    BeforeValidator(as_form),
]
RuleField = Annotated[sharing.Rule | sharing.ByItem, As(_AllRules)]
