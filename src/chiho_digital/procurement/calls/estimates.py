"""Estimates of a call (見積り): what the whole project may cost. They are no amounts of a contract."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Self

from pydantic import ConfigDict, Field, model_validator

from chiho_digital.basics import InvalidValue, Lang, format_yen, message
from chiho_digital.systems.fields import Basis, Words, Yen

from .fields import Record, Scope, titled

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["CostItem", "Estimate"]


class CostItem(Record):
    """A part of an estimate (費目). Strictly read-only. yen: whole yen, on the tax basis of the estimate."""

    model_config: ClassVar[ConfigDict] = titled("費目", "見積りの内訳の一つ。")

    name: Annotated[Words, Field(title="費目", description="費目の名称。")]
    yen: Annotated[Yen, Field(title="金額", description="円単位の整数。")]


class Estimate(Record):
    """What the whole project may cost, whoever joins (見積り). Strictly read-only.

    scope: initial, annual or total cost; never computed from one another.  yen: whole yen.
    tax_basis: must be said, if only as unknown.  items: what it is made up of, None where it is not split.

    Raises:
        pydantic.ValidationError: an item stands there twice, or the items do not add up to the whole.
    """

    model_config: ClassVar[ConfigDict] = titled("見積り", "共同調達の事業全体の見積額。契約の金額ではない。")

    scope: Annotated[Scope, Field(title="範囲")]
    yen: Annotated[Yen, Field(title="金額", description="事業全体の額。円単位の整数。")]
    tax_basis: Annotated[Basis, Field(title="消費税の扱い")]
    items: Annotated[
        tuple[CostItem, ...] | None,
        Field(min_length=1, title="内訳", description="費目別の内訳。分けていないときは null。"),
    ] = None

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        names = [item.name for item in self.items or ()]
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise InvalidValue("procurement.call_item_twice", value=twice)
        parts = sum(item.yen for item in self.items or ())
        if self.items is not None and parts != self.yen:
            raise InvalidValue(
                "procurement.call_items_sum", value=format_yen(parts), yen=format_yen(self.yen)
            )
        return self

    @property
    def by_item(self) -> Mapping[str, int]:
        """The amounts of the items, in yen; empty where it is not split."""
        return {item.name: item.yen for item in self.items or ()}

    def to(self, lang: Lang) -> str:
        """The estimate on one line."""
        params: dict[str, Any] = {
            "scope": self.scope.label,
            "yen": f"{self.yen:,}",
            "basis": self.tax_basis.label,
        }
        return message("procurement.call_estimate", params, lang)
