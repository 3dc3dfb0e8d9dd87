"""Bodies, rules and remainders to draw from, and a sharing in plain fractions to compare with."""

from fractions import Fraction
from typing import Any, NamedTuple

from hypothesis import strategies as st

from chiho_digital import testing
from chiho_digital.basics import Direction, Rounding
from chiho_digital.procurement import sharing

FIGURES = ("population", "staff", "usage")

totals = st.integers(0, 10**4) | st.integers(10**4, 10**13) | st.integers(10**9, 10**13)
counts = st.integers(0, 20) | st.integers(0, 10**8)
roundings = st.builds(Rounding, st.sampled_from([1, 7, 100, 1_000]), st.sampled_from(Direction))
prices = st.builds(sharing.Fixed, st.builds(Fraction, st.integers(0, 99), st.integers(1, 3))) | st.builds(
    sharing.UnitPrice, st.sampled_from([Fraction(1, 100), Fraction(1, 3), 10]), st.sampled_from(FIGURES)
)


def bodies(least=1, most=6, values=counts):
    """Some bodies with all figures, prefectures and municipalities by turns."""
    return testing.sharers(least=least, most=most, figures=values)


def rules(part_rounding, *, prices_first=True):
    """Rules of any kind, put together up to a few levels deep; prices that are paid first are small."""
    return testing.sharing_rules(rounding=part_rounding, first=prices if prices_first else st.nothing())


ANY_ROUNDING = (sharing.LargestShare(), sharing.FirstByCode(), sharing.Lead("a"), sharing.Kept("組合"))
"""The remainder rules that go with every rounding; the largest remainder needs shares that are rounded down, once."""


class World(NamedTuple):
    """What a sharing is given."""

    total: int
    among: list[sharing.Sharer]
    rule: Any
    remainder: Any
    rounding: Rounding

    def share(self, among=None):
        return sharing.share(
            self.total, among or self.among, self.rule, remainder=self.remainder, rounding=self.rounding
        )

    def by_hand(self):
        return shared_by_hand(*self)


def worlds(least=1, *, prices_first=True):
    """Sharings with any rounding of the whole and of the parts; with or without prices that are paid first."""
    drawn = rules(st.none() | roundings, prices_first=prices_first)
    return st.builds(World, totals, bodies(least), drawn, st.sampled_from(ANY_ROUNDING), roundings)


def worlds_rounded_down(least=1):
    """Sharings whose shares are rounded down, once."""
    remainders = st.sampled_from([*ANY_ROUNDING, sharing.LargestRemainder()])
    down = st.builds(Rounding, st.sampled_from([1, 7, 1_000]), st.just(Direction.DOWN))
    return st.builds(World, totals, bodies(least), rules(st.none()), remainders, down)


def shared_by_hand(total, sharers, rule, remainder, rounding):
    """What each pays and what is kept, in plain fractions; None where there is no answer."""
    pieces = _pieces(Fraction(total), sharers, rule, None)
    if pieces is None:
        return None
    codes = sorted(sharer.code for sharer in sharers)
    exact = {code: sum((piece[0].get(code, 0) for piece in pieces), Fraction(0)) for code in codes}
    before = {code: sum((piece[1].get(code, 0) for piece in pieces), Fraction(0)) for code in codes}
    paid = {code: rounding.apply(before[code]) for code in codes}
    left = total - sum(paid.values())
    match remainder:
        case sharing.LargestShare() if left:
            paid[max(codes, key=exact.__getitem__)] += left
        case sharing.FirstByCode() if left:
            paid[next(code for code in codes if exact[code])] += left
        case sharing.Lead(code=code) if left:
            if code not in codes:
                return None
            paid[code] += left
        case sharing.LargestRemainder():
            for code in sorted(codes, key=lambda code: paid[code] - before[code]):
                more = min(left, rounding.unit)
                paid[code] += more
                left -= more
    return None if min(paid.values()) < 0 else (paid, total - sum(paid.values()))


def _pieces(amount, sharers, rule, rounding):
    """For each part, what the bodies bear exactly and after its own rounding; None where there is no answer."""
    match rule:
        case sharing.Parts(terms=terms):
            own = rule.rounding or rounding
            found = [_pieces(amount * fraction, sharers, term, own) for fraction, term in terms]
            return None if None in found else [piece for pieces in found for piece in pieces]
        case sharing.Only(who=who, rule=inner):
            return _pieces(amount, [one for one in sharers if one.body_type is who], inner, rounding)
        case sharing.PriceFirst(price=price, rule=inner):
            paid = {sharer.code: Fraction(price.of(sharer)) for sharer in sharers}
            rest = _pieces(amount - sum(paid.values()), sharers, inner, rounding)
            return None if rest is None else [_rounded(paid, rounding), *rest]
        case _:
            weights = {sharer.code: Fraction(rule.weight(sharer)) for sharer in sharers}
            whole = sum(weights.values())
            if amount == 0:
                return []
            if amount < 0 or whole == 0:
                return None
            borne = {code: amount * weight / whole for code, weight in weights.items()}
            return [_rounded(borne, rounding)]


def _rounded(borne, rounding):
    if rounding is None:
        return borne, borne
    return borne, {code: Fraction(rounding.apply(yen)) for code, yen in borne.items()}
