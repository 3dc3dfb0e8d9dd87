"""Conditions and values as sentences in Japanese and English; the words stand in messages.toml."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from chiho_digital.basics import FiscalYear, LabelledEnum, Text, format_yen, message

from . import conditions as c

if TYPE_CHECKING:
    from chiho_digital.basics import Lang

    from .facts import FactDefinition

__all__ = ["OFFICIAL", "amount_text", "sentence", "value_text"]

OFFICIAL = Text(
    "これは公式の判断ではありません。都道府県または総務大臣に確認してください。",
    "This is not an official determination; consult the prefecture or the Minister.",
)
"""That a decision is no official determination, and whom to ask."""

_COMPARE = {
    "==": "rules.is",
    "!=": "rules.is_not",
    "<": "rules.below",
    "<=": "rules.at_most",
    ">": "rules.above",
    ">=": "rules.at_least",
}

_YEARS = {
    "==": "rules.in_year",
    "<": "rules.before_year",
    "<=": "rules.until_year",
    ">": "rules.after_year",
    ">=": "rules.since_year",
}


def value_text(value: object, lang: Lang, definition: FactDefinition | None = None) -> str:
    """A fact's value as people write it: labels, yes and no, yen with commas, fiscal years."""
    if value is None:
        return message("rules.unknown", {}, lang)
    if isinstance(value, LabelledEnum):
        return value.label.to(lang)
    if isinstance(value, bool):
        return message("rules.yes", {}, lang) if value else message("rules.no", {}, lang)
    if isinstance(value, tuple):
        return message("rules.records", {"count": len(value)}, lang)  # pyright: ignore[reportUnknownArgumentType]
    if isinstance(value, int) and definition is not None:
        if definition.type is FiscalYear:
            value = FiscalYear(value)
        elif definition.unit:
            return amount_text(value, definition.unit, lang)
    if isinstance(value, FiscalYear):
        return value.to(lang)
    return str(value)


def amount_text(amount: int | Fraction, unit: str, lang: Lang) -> str:
    """An amount with its unit: 1,234円, 18%, 5年."""
    if unit == "ratio":
        return str(amount)
    if unit == "0.01 %":
        return f"{Decimal(int(amount)) / 100:f}%"
    if unit == "yen":
        return format_yen(int(amount)) if lang == "ja" else f"{amount:,} yen"
    words = {"years": "年", "persons": "人"}
    return f"{amount:,}{words.get(unit, unit)}" if lang == "ja" else f"{amount:,} {unit}"


def sentence(condition: c.Condition, lang: Lang, titles: dict[str, str] | None = None) -> str:
    """The whole tree as one sentence."""
    say = _Sayer(lang, titles or {})
    return say(condition)


class _Sayer:
    def __init__(self, lang: Lang, titles: dict[str, str]) -> None:
        self.lang: Lang = lang
        self.titles = titles

    def __call__(self, node: c.Condition) -> str:
        match node:
            case c.IsTrue():
                return self._words("rules.is_true", fact=node.fact.label)
            case c.Not(part=c.IsTrue(fact=fact)):
                return self._words("rules.is_not_true", fact=fact.label)
            case c.Compare():
                return self._words(
                    _YEARS.get(node.operator, _COMPARE[node.operator])
                    if node.fact.type is FiscalYear
                    else _COMPARE[node.operator],
                    fact=node.fact.label,
                    value=self._operand(node.operand, node.fact),
                )
            case c.OneOf():
                values = tuple(value_text(value, self.lang, node.fact) for value in node.values)
                return self._words("rules.one_of", fact=node.fact.label, values=values)
            case c.Not(part=c.OneOf(fact=fact, values=options)):
                values = tuple(value_text(value, self.lang, fact) for value in options)
                return self._words("rules.none_of", fact=fact.label, values=values)
            case c.Between():
                if node.fact.type is FiscalYear and node.low == node.high:
                    return self(c.Compare(node.fact, "==", node.low))
                low, high = (value_text(value, self.lang, node.fact) for value in (node.low, node.high))
                return self._words("rules.between", fact=node.fact.label, low=low, high=high)
            case c.All(parts=()):
                return self._words("rules.always")
            case c.AnyOf(parts=()):
                return self._words("rules.never")
            case c.All():
                return self._words("rules.and").join(map(self._inner, node.parts))
            case c.AnyOf():
                return self._words("rules.or").join(map(self._inner, node.parts))
            case c.Not():
                return self._words("rules.not", part=self(node.part))
            case c.Every():
                return self._words("rules.every", fact=node.children.label, part=self(node.part))
            case c.Some():
                return self._words("rules.some", fact=node.children.label, part=self(node.part))
            case c.Holds():
                return self._words("rules.holds", rule=self.titles.get(node.rule, node.rule))
            case c.UnknownLaw():
                return self._words("rules.law_unknown", reason=node.reason)
            case _:
                raise TypeError(type(node).__name__)

    def _inner(self, part: c.Condition) -> str:
        if isinstance(part, c.All | c.AnyOf) and len(part.parts) > 1:
            return self._words("rules.group", part=self(part))
        return self(part)

    def _operand(self, operand: Any, definition: FactDefinition) -> str:
        from .facts import FactDefinition as Definition

        if isinstance(operand, Definition):
            return self._words("rules.the_fact", fact=operand.label)
        if isinstance(operand, c.ParameterAt):
            return self._words(
                "rules.the_parameter", parameter=operand.parameter.label, year=operand.year.label
            )
        return value_text(operand, self.lang, definition)

    def _words(self, code: str, **params: object) -> str:
        return message(code, params, self.lang)
