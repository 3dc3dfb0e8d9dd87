"""What is drawn for the rules of sharing a cost, for prices, remainders and those who share."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from chiho_digital.procurement import BodyType, sharing

from .making import whole
from .money import amounts, ratios, roundings
from .texts import bilingual, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hypothesis.strategies import SearchStrategy

__all__ = ["FIGURES", "prices", "remainders", "sharers", "sharing_rules"]

FIGURES = ("population", "staff", "usage")
"""The names of the figures that drawn rules read and drawn bodies have."""


def _figures(names: Sequence[str]) -> SearchStrategy[str]:
    return st.sampled_from(names)


def _fixed() -> SearchStrategy[sharing.Fixed]:
    return st.builds(sharing.Fixed, amounts(0, 10**9) | ratios(0, 10_000))


def _unit_prices(names: Sequence[str]) -> SearchStrategy[sharing.UnitPrice]:
    return st.builds(sharing.UnitPrice, st.integers(0, 10_000) | ratios(0, 100), _figures(names))


def _ceilings(names: Sequence[str]) -> SearchStrategy[sharing.PlanCeiling]:
    plans = st.dictionaries(st.integers(0, 10**6), amounts(0, 10**9), min_size=1, max_size=4)
    return st.builds(sharing.PlanCeiling, _figures(names), plans.map(lambda found: sorted(found.items())))


def prices(names: Sequence[str] = FIGURES) -> SearchStrategy[sharing.Price]:
    """Prices that bodies pay by their own figures alone (料金)."""
    return _fixed() | _unit_prices(names) | _ceilings(names)


def remainders(leads: SearchStrategy[str] | None = None) -> SearchStrategy[sharing.Remainder]:
    """Rules for the yen that are left (端数の帰属). leads: who may be named for them."""
    plain = st.sampled_from((sharing.LargestShare(), sharing.FirstByCode(), sharing.LargestRemainder()))
    return (
        plain
        | st.builds(sharing.Kept, words())
        | st.builds(sharing.Lead, words() if leads is None else leads)
    )


def sharing_rules(
    names: Sequence[str] = FIGURES,
    *,
    rounding: SearchStrategy[Any] | None = None,
    first: SearchStrategy[sharing.Price] | None = None,
) -> SearchStrategy[sharing.Rule]:
    """Rules of sharing of every kind but the unstated one, put together a few levels deep (負担割合の定め).

    rounding: of the parts of a rule; by default with and without.  first: prices that are paid out of the total before the
    rest is divided; with `st.nothing()` there are none.
    """
    leaves = st.just(sharing.Equal()) | st.builds(sharing.By, _figures(names)) | _powers(names)
    paid = _fixed() | _unit_prices(names) if first is None else first
    rounded = st.none() | roundings() if rounding is None else rounding

    def composed(inner: SearchStrategy[sharing.Rule]) -> SearchStrategy[sharing.Rule]:
        some = _parts(inner, rounded) | st.builds(sharing.Only, st.sampled_from(BodyType), inner)
        return some | st.builds(sharing.PriceFirst, paid, inner)

    return st.recursive(leaves, composed, max_leaves=4)


def _powers(names: Sequence[str]) -> SearchStrategy[sharing.DiminishingPower]:
    growth = st.sampled_from((Fraction(3, 2), Fraction(5, 4), Fraction(19, 10)))
    return st.builds(sharing.DiminishingPower, _figures(names), growth)


def _parts(
    inner: SearchStrategy[sharing.Rule], rounding: SearchStrategy[Any]
) -> SearchStrategy[sharing.Parts]:
    terms = st.lists(st.tuples(st.integers(1, 9), inner), min_size=1, max_size=3)
    return st.builds(_weighted, terms, rounding)


def _weighted(terms: list[tuple[int, sharing.Rule]], rounding: Any) -> sharing.Parts:
    total = sum(weight for weight, _ in terms)
    return sharing.Parts(tuple((Fraction(weight, total), rule) for weight, rule in terms), rounding)


def _by_item() -> SearchStrategy[sharing.ByItem]:
    return st.dictionaries(words(), sharing_rules(), min_size=1, max_size=3).map(
        lambda items: sharing.ByItem(tuple(items.items()))
    )


def sharers(
    *, least: int = 1, most: int = 6, figures: SearchStrategy[Any] | None = None
) -> SearchStrategy[list[sharing.Sharer]]:
    """Bodies that share a cost, with all figures, prefectures and municipalities by turns (負担する団体)."""
    value = st.integers(0, 20) | st.integers(0, 10**8) if figures is None else figures
    of_one = st.fixed_dictionaries({str(name): value for name in FIGURES})
    return st.lists(of_one, min_size=least, max_size=most).map(_sharers)


_TYPES = (BodyType.PREFECTURE, BodyType.MUNICIPALITY)


def _sharers(figures: list[dict[str, Any]]) -> list[sharing.Sharer]:
    return [
        sharing.Sharer(chr(97 + place), chr(65 + place), of_one, _TYPES[place % 2])
        for place, of_one in enumerate(figures)
    ]


def _unstated() -> SearchStrategy[sharing.Unstated]:
    return st.builds(sharing.Unstated, bilingual())


whole(sharing.Price)(prices)
whole(sharing.Fixed)(_fixed)
whole(sharing.UnitPrice)(lambda: _unit_prices(FIGURES))
whole(sharing.PlanCeiling)(lambda: _ceilings(FIGURES))
whole(sharing.Remainder)(remainders)
for _one in (sharing.LargestShare, sharing.LargestRemainder, sharing.FirstByCode, sharing.Equal):
    whole(_one)(lambda made=_one: st.builds(made))
whole(sharing.Kept)(lambda: st.builds(sharing.Kept, words()))
whole(sharing.Lead)(lambda: st.builds(sharing.Lead, words()))
whole(sharing.Rule)(lambda: sharing_rules() | _unstated())
whole(sharing.By)(lambda: st.builds(sharing.By, _figures(FIGURES)))
whole(sharing.DiminishingPower)(lambda: _powers(FIGURES))
whole(sharing.Parts)(lambda: _parts(sharing_rules(), st.none() | roundings()))
whole(sharing.Only)(lambda: st.builds(sharing.Only, st.sampled_from(BodyType), sharing_rules()))
whole(sharing.PriceFirst)(
    lambda: st.builds(sharing.PriceFirst, _fixed() | _unit_prices(FIGURES), sharing_rules())
)
whole(sharing.Unstated)(_unstated)
whole(sharing.ByItem)(_by_item)
whole(sharing.Sharer)(lambda: sharers(least=1).map(lambda found: found[-1]))
