"""Terms of a call (費用負担の案): how the cost of a scope is to be shared, and the figures by which that is worked out."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, ClassVar, Self

from pydantic import ConfigDict, Field, model_validator

from chiho_digital.basics import InvalidValue, Lang, Text, message
from chiho_digital.governments import Figures, LocalGovernmentCode
from chiho_digital.procurement.sharing.words import WHOLE_YEN
from chiho_digital.systems.fields import Said

from .fields import Exact, Record, Scope, titled
from .forms import FigureName, PriceField, RemainderField, RoundingField, SourceField
from .rule_forms import RuleField

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["BodyFigure", "StatedFigures", "Terms"]


class Terms(Record):
    """How the cost of one scope is to be shared (費用負担の案). Strictly read-only.

    rule: how the estimate of the scope is divided, with the remainder rule that goes with it; None where bodies pay prices
    alone.  prices: what each body pays beside that.  rounding: of each body's share, and of what it pays at the prices.

    Raises:
        pydantic.ValidationError: neither rule nor price; a rule without a remainder rule, or that without a rule.
    """

    model_config: ClassVar[ConfigDict] = titled(
        "費用負担の案", "ある範囲の費用を、参加団体の間でどう負担するか。"
    )

    scope: Annotated[Scope, Field(title="範囲")]
    rule: Annotated[
        RuleField | None,
        Field(title="分担の定め", description="見積額の分け方。価格だけを負担するときは null。"),
    ] = None
    remainder: Annotated[
        RemainderField | None,
        Field(title="端数の帰属", description="端数をだれが負担するか。分担の定めがないときは null。"),
    ] = None
    prices: Annotated[
        tuple[PriceField, ...], Field(title="価格", description="見積額の分担とは別に各団体が負担する価格。")
    ] = ()
    rounding: Annotated[
        RoundingField,
        Field(
            default_factory=lambda: WHOLE_YEN,
            title="負担額の端数処理",
            description="各団体の負担額の端数処理。示さなければ1円未満切捨て。",
        ),
    ]

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.rule is None and not self.prices:
            raise InvalidValue("procurement.call_terms_empty")
        if (self.rule is None) != (self.remainder is None):
            raise InvalidValue("procurement.call_terms_remainder")
        return self

    @property
    def figures(self) -> frozenset[str]:
        """The figures that rule and prices read."""
        of_rule = frozenset[str]() if self.rule is None else self.rule.figures
        return of_rule.union(*(price.figures for price in self.prices))

    def to(self, lang: Lang) -> str:
        """The terms on one line."""
        parts = [] if self.rule is None else [self.rule.text]
        if self.remainder is not None:
            left = self.remainder.text
            parts.append(Text(f"端数は{left.ja}", f"the remainder {left.en}"))
        parts += [price.text for price in self.prices]
        about = {"scope": self.scope.label, "parts": parts, "rounding": self.rounding.text}
        return message("procurement.call_terms", about, lang)


class BodyFigure(Record):
    """The figure of a body (団体の数値). Strictly read-only. value: 0 or more, exact; None is unknown."""

    model_config: ClassVar[ConfigDict] = titled("団体の数値", "一つの団体の数値。")

    body: Annotated[LocalGovernmentCode, Field(title="団体", description="団体コード。")]
    value: Annotated[
        Exact | None,
        Field(
            title="数値", description="0以上の整数、または「145.9」「1/3」のような文字列。不明のときは null。"
        ),
    ]


class StatedFigures(Record):
    """The figures by which a cost is shared, as the lead states them (負担の基礎となる数値). Strictly read-only.

    name: that by which rules and prices know it.  what: what it counts.  as_of: the day it holds for.
    values: a body without a line, or with None, has an unknown figure.

    Raises:
        pydantic.ValidationError: a body stands there twice; a figure is negative or inexact.
    """

    model_config: ClassVar[ConfigDict] = titled(
        "負担の基礎となる数値", "人口・職員数・利用実績など、負担の計算に用いる数値。"
    )

    name: FigureName
    what: Annotated[Said, Field(title="内容", description="何を数えたものか。単位を含む。")]
    as_of: Annotated[date, Field(title="時点", description="いつの時点の数値か。")]
    values: Annotated[tuple[BodyFigure, ...], Field(title="数値", description="団体ごとの数値。")]
    source: Annotated[
        SourceField | None, Field(title="出典", description="数値の出典。不明のときは null。")
    ] = None

    @model_validator(mode="after")
    def _once(self) -> Self:
        bodies = [figure.body for figure in self.values]
        if twice := sorted({body for body in bodies if bodies.count(body) > 1}):
            raise InvalidValue("procurement.call_figure_twice", value=twice, name=self.name)
        return self

    @classmethod
    def of(cls, name: str, table: Figures, bodies: Iterable[str]) -> Self:
        """The figures of some bodies, looked up in a table.

        Raises:
            InvalidCode: no code.
        """
        codes = [LocalGovernmentCode.parse(body) for body in bodies]
        values = tuple(BodyFigure(body=code, value=table.value(code)) for code in codes)
        return cls(name=name, what=table.what, as_of=table.as_of, values=values, source=table.source)

    @property
    def table(self) -> Figures:
        """The figures as a table; unknown ones are not in it."""
        values = {figure.body: figure.value for figure in self.values if figure.value is not None}
        return Figures(self.what, self.as_of, self.source, values)
