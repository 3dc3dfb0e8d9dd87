"""Rules put together from others (負担割合の組合せ): fractions, items, the prefecture's part, prices first."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from attrs import evolve, field, frozen

from chiho_digital.basics import InvalidValue, Rounding, Text, exact_ratio
from chiho_digital.procurement.vocabulary import BodyType

from .prices import Price
from .rules import Part, Rule
from .words import percent

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import attrs

    from .bodies import Sharer

__all__ = ["ByItem", "Only", "Parts", "PriceFirst"]


def _terms(terms: Iterable[tuple[int | str | Fraction, Rule]]) -> tuple[tuple[Fraction, Rule], ...]:
    found = tuple((exact_ratio(fraction), rule) for fraction, rule in terms)
    whole = sum(fraction for fraction, _ in found)
    if whole != 1 or any(fraction <= 0 for fraction, _ in found):
        listed = ", ".join(str(fraction) for fraction, _ in found)
        raise InvalidValue("procurement.sharing_fractions", value=listed, whole=percent(Fraction(whole)))
    return found


@frozen
class Parts(Rule):
    """Fractions of the total, each by a rule of its own (均等割50%・人口割50%など).

    terms: fractions (text, `Fraction`, no floats) with their rules; the fractions add up to 1.
    rounding: of each body's share of each part, where the parts are rounded one by one.

    Raises:
        InvalidValue: a fraction is not above 0, or they add up to more or less than 1.
    """

    terms: tuple[tuple[Fraction, Rule], ...] = field(converter=_terms)
    rounding: Rounding | None = None

    @property
    def text(self) -> Text:
        """The rule in words."""
        return Text(
            "＋".join(f"{rule.text.ja}{percent(fraction)}" for fraction, rule in self.terms),
            " + ".join(f"{percent(fraction)} {rule.text.en}" for fraction, rule in self.terms),
        )

    @property
    def figures(self) -> frozenset[str]:
        """Those of its rules."""
        return frozenset[str]().union(*(rule.figures for _, rule in self.terms))

    def parts(self, part: Part, sharers: Sequence[Sharer]) -> Iterator[Part]:
        """Those of its rules."""
        rounded = evolve(part, rounding=self.rounding or part.rounding)
        for fraction, rule in self.terms:
            yield from rule.parts(rounded.times(fraction), sharers)


_BODY_TYPES = {
    BodyType.PREFECTURE: Text("都道府県", "prefectures"),
    BodyType.MUNICIPALITY: Text("市町村", "municipalities"),
    BodyType.ASSOCIATION: Text("一部事務組合・広域連合", "associations"),
}


@frozen
class Only(Rule):
    """Borne by the prefectures, the municipalities or the associations alone (都道府県の負担, 市町村の負担)."""

    who: BodyType = field(converter=BodyType)
    rule: Rule

    @property
    def text(self) -> Text:
        """The rule in words."""
        who = _BODY_TYPES[self.who]
        return Text(f"{who.ja}の{self.rule.text.ja}", f"{who.en} {self.rule.text.en}")

    @property
    def figures(self) -> frozenset[str]:
        """Those of its rule."""
        return self.rule.figures

    def parts(self, part: Part, sharers: Sequence[Sharer]) -> Iterator[Part]:
        """Those of its rule, for some of the bodies."""
        who = _BODY_TYPES[self.who]
        bearers = tuple(
            bears and (None if sharer.body_type is None else sharer.body_type is self.who)
            for bears, sharer in zip(part.bearers, sharers, strict=True)
        )
        words = Text(f"{part.words.ja}{who.ja}の", f"{part.words.en}{who.en} ")
        yield from self.rule.parts(evolve(part, words=words, bearers=bearers), sharers)


def _no_ceiling(_: object, __: attrs.Attribute[Price], price: Price) -> None:
    if price.at_most:
        raise InvalidValue("procurement.sharing_ceiling_first", value=price.text)


@frozen
class PriceFirst(Rule):
    """Each body first pays a price out of the total; the rest is divided by a rule (定額・単価を先に負担).

    Raises:
        InvalidValue: the price is a ceiling, so that what is paid is not known.
    """

    price: Price = field(validator=_no_ceiling)
    rule: Rule

    @property
    def text(self) -> Text:
        """The rule in words."""
        price, rest = self.price.text, self.rule.text
        return Text(f"{price.ja}を先に負担し残りを{rest.ja}", f"{price.en} first, the rest {rest.en}")

    @property
    def figures(self) -> frozenset[str]:
        """Those of the price and of the rule."""
        return self.price.figures | self.rule.figures

    def parts(self, part: Part, sharers: Sequence[Sharer]) -> Iterator[Part]:
        """What the prices bring, borne as they are, and the rest."""
        prices = [
            Fraction(0) if bears is False else price if price is None else Fraction(price)
            for bears, price in zip(part.bearers, map(self.price.of, sharers), strict=True)
        ]
        words = Text(part.words.ja + self.price.text.ja, part.words.en + self.price.text.en)
        yield evolve(
            part,
            words=words,
            base=Fraction(0),
            extras=tuple(prices),
            weights=tuple(prices),
            reads=self.price.figures,
        )
        rest = tuple(
            None if extra is None or price is None else extra - price
            for extra, price in zip(part.extras, prices, strict=True)
        )
        yield from self.rule.parts(evolve(part, extras=rest), sharers)


def _items(items: Mapping[str, Rule] | Iterable[tuple[str, Rule]]) -> tuple[tuple[str, Rule], ...]:
    return tuple(dict(items).items())


@frozen
class ByItem:
    """Each cost item by a rule of its own (費目別の負担). The total is given by item.

    items: rules by the name of the item.
    """

    items: tuple[tuple[str, Rule], ...] = field(converter=_items)

    @property
    def text(self) -> Text:
        """The rule in words."""
        return Text(
            "、".join(f"{item}は{rule.text.ja}" for item, rule in self.items),
            "; ".join(f"{item}: {rule.text.en}" for item, rule in self.items),
        )

    @property
    def figures(self) -> frozenset[str]:
        """Those of its rules."""
        return frozenset[str]().union(*(rule.figures for _, rule in self.items))
