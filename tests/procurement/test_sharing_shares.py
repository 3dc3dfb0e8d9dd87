"""Shares of a total: exact, complete, the same in any order, and never less for a body that grows."""

import json
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from sharing_worlds import ANY_ROUNDING, counts, totals, worlds, worlds_rounded_down

from chiho_digital.basics import Direction, Rounding
from chiho_digital.procurement import sharing
from chiho_digital.procurement.sharing import By, Equal, LargestShare, Parts, Sharer, share


def towns(**populations):
    return [Sharer(code, code.upper(), {"population": value}) for code, value in populations.items()]


@given(world=worlds() | worlds_rounded_down())
def test_shares_are_those_of_plain_fractions(world):
    got = world.share()

    assert world.by_hand() == (None if got.unknown else (got.yen, got.kept))


@given(world=worlds() | worlds_rounded_down())
def test_the_parts_add_up(world):
    got = world.share()
    assume(not got.unknown)

    assert world.total == sum(got.yen.values()) + got.kept
    assert world.total == sum(one.exact for one in got.shares) == sum(part.amount for part in got.parts)
    assert got.left == sum(one.given for one in got.shares) + got.kept
    for one in got.shares:
        assert one.exact == sum(line.exact for line in one.lines)
        assert one.yen >= 0


@given(world=worlds() | worlds_rounded_down(), data=st.data())
def test_the_order_of_the_bodies_does_not_matter(world, data):
    assert world.share() == world.share(data.draw(st.permutations(world.among)))


def grown(world, data):
    """A body's share before and after one of its figures grew, the others as they were."""
    assume(world.rule.figures)
    among = world.among
    place = data.draw(st.integers(0, len(among) - 1))
    figure = data.draw(st.sampled_from(sorted(world.rule.figures)))
    more = among[place].figures[figure] + data.draw(st.integers(1, 20) | st.integers(1, 10**8))
    was = world.share()
    now = world.share([*among[:place], among[place].with_(**{figure: more}), *among[place + 1 :]])
    assume(not was.unknown and not now.unknown)
    return was[among[place].code], now[among[place].code]


def named(remainder):
    return type(remainder).__name__


@pytest.mark.parametrize("remainder", [*ANY_ROUNDING, sharing.LargestRemainder()], ids=named)
@given(world=worlds_rounded_down(2), data=st.data())
def test_a_body_that_grows_never_pays_less_where_shares_are_rounded_down(remainder, world, data):
    was, now = grown(world._replace(remainder=remainder), data)

    assert was.yen <= now.yen
    assert was.exact <= now.exact


@pytest.mark.parametrize("remainder", [one for one in ANY_ROUNDING if one != LargestShare()], ids=named)
@given(world=worlds(2, prices_first=False), data=st.data())
def test_nor_under_any_rounding_where_the_remainder_follows_no_size(remainder, world, data):
    was, now = grown(world._replace(remainder=remainder), data)

    assert was.yen <= now.yen


@given(world=worlds(2, prices_first=False), data=st.data())
def test_a_body_that_becomes_the_largest_pays_less_by_a_negative_remainder_at_most(world, data):
    was, now = grown(world._replace(remainder=LargestShare()), data)

    assert was.yen + min(now.given, 0) <= now.yen
    assert was.yen - was.given <= now.yen - now.given


@given(world=worlds(2), data=st.data())
def test_apart_from_the_remainder_a_body_that_grows_pays_less_by_the_roundings_at_most(world, data):
    was, now = grown(world, data)
    roundings = [line.part.rounding for line in was.lines if line.part.rounding] + [world.rounding]

    assert was.exact <= now.exact
    assert (was.yen - was.given) - (now.yen - now.given) < sum(rounding.unit for rounding in roundings)


def test_a_price_first_and_parts_rounded_one_by_one_may_lower_the_share_of_a_body_that_grows():
    hundred = Rounding(100, Direction.DOWN)
    inner = sharing.PriceFirst(sharing.UnitPrice(1, "population"), Equal())

    def pays(population):
        among = towns(a=population, b=0)
        return share(1_200, among, Parts(((1, inner),), rounding=hundred), remainder=sharing.Kept("県"))[
            "a"
        ].yen

    # The price, 200 to 299 yen, is rounded to 200; half of the rest, 500 and less, falls to 400.
    assert (700, 600) == (pays(200), pays(201))


def test_rounding_up_a_body_that_becomes_the_largest_may_pay_less():
    up = Rounding(1_000, Direction.UP)

    def pays(population):
        among = towns(a=101, b=population, c=100)
        return share(30_500, among, By("population"), remainder=LargestShare(), rounding=up)["b"]

    # Each share of about 10,100 becomes 11,000; the largest takes the 2,500 too much.
    assert (11_000, 0) == (pays(100).yen, pays(100).given)
    assert (8_500, -2_500) == (pays(102).yen, pays(102).given)


@given(total=totals, populations=st.lists(counts, min_size=2, max_size=6))
def test_apart_from_the_remainder_a_larger_body_never_pays_less_than_a_smaller_one(total, populations):
    assume(any(populations))
    among = towns(**dict(zip("abcdef", populations, strict=False)))
    rule = Parts((("1/2", Equal()), ("1/2", By("population"))))
    got = share(total, among, rule, remainder=sharing.Kept("組合"))
    by_size = sorted(got.shares, key=lambda one: one.sharer.figures["population"])

    assert [one.yen for one in by_size] == sorted(one.yen for one in by_size)


@pytest.mark.parametrize(
    ("remainder", "expected"),
    [
        (sharing.LargestShare(), {"a": 16, "b": 52, "c": 33}),
        (sharing.LargestRemainder(), {"a": 17, "b": 50, "c": 34}),
        (sharing.FirstByCode(), {"a": 18, "b": 50, "c": 33}),
        (sharing.Lead("c"), {"a": 16, "b": 50, "c": 35}),
        (sharing.Kept("県"), {"a": 16, "b": 50, "c": 33}),
    ],
    ids=lambda value: type(value).__name__,
)
def test_each_remainder_rule_gives_the_odd_yen_to_those_it_names(remainder, expected):
    # 101 yen for 1 : 3 : 2 are 16.83, 50.5 and 33.67; rounded down 2 yen are left.
    got = share(101, towns(a=1, b=3, c=2), By("population"), remainder=remainder)

    assert expected == got.yen
    assert 2 == got.left
    assert (2 if isinstance(remainder, sharing.Kept) else 0) == got.kept
    assert Fraction(101, 6) == got["a"].exact


def test_among_equals_the_first_by_code_gets_the_odd_yen_however_they_are_named():
    among = towns(c=5, a=5, b=5)

    for remainder in (sharing.LargestShare(), sharing.LargestRemainder(), sharing.FirstByCode()):
        assert {"a": 34, "b": 33, "c": 33} == share(100, among, Equal(), remainder=remainder).yen


def test_a_body_that_bears_nothing_gets_no_odd_yen_unless_it_is_the_lead():
    among = towns(a=0, b=1, c=1)

    def paid(remainder):
        return share(101, among, By("population"), remainder=remainder).yen

    assert {"a": 0, "b": 51, "c": 50} == paid(sharing.FirstByCode()) == paid(sharing.LargestRemainder())
    assert {"a": 1, "b": 50, "c": 50} == paid(sharing.Lead("a"))


def test_by_largest_remainder_what_is_below_a_unit_goes_to_the_next():
    thousand = Rounding(1_000, Direction.DOWN)
    # 5,500 for 1 : 1 : 2 are 1,375, 1,375 and 2,750; 1,500 are left.
    got = share(
        5_500,
        towns(a=1, b=1, c=2),
        By("population"),
        remainder=sharing.LargestRemainder(),
        rounding=thousand,
    )

    assert {"a": 1_500, "b": 1_000, "c": 3_000} == got.yen


def test_what_rounding_up_takes_too_much_comes_back_to_those_the_rule_names():
    up = Rounding(100, Direction.UP)
    among = towns(a=1, b=1, c=1)

    def paid(remainder):
        return share(1_000, among, Equal(), remainder=remainder, rounding=up)

    assert {"a": 200, "b": 400, "c": 400} == paid(sharing.LargestShare()).yen
    assert (-200, -200) == (paid(sharing.Kept("県")).left, paid(sharing.Kept("県")).kept)


def test_half_a_yen_is_rounded_up_half_up():
    half_up = Rounding(1, Direction.HALF_UP)
    got = share(5, towns(a=1, b=1), Equal(), remainder=sharing.Kept("県"), rounding=half_up)

    assert ({"a": 3, "b": 3}, -1) == (got.yen, got.kept)


def test_the_largest_is_the_largest_before_any_rounding():
    thousand = Rounding(1_000, Direction.DOWN)
    rule = Parts(((1, By("population")),), rounding=thousand)

    # 4,802 and 4,998 yen, each rounded to 4,000.
    assert {"a": 4_000, "b": 5_800} == share(9_800, towns(a=49, b=51), rule, remainder=LargestShare()).yen


def test_a_rounding_of_parts_is_that_of_the_parts_within_unless_they_have_their_own():
    thousand, hundred = (Rounding(unit, Direction.DOWN) for unit in (1_000, 100))
    terms = (("1/2", Equal()), ("1/2", By("population")))

    def paid(inner):
        rule = Parts(((1, inner),), rounding=thousand)
        return share(9_800, towns(a=49, b=51), rule, remainder=sharing.Kept("県")).yen

    # Equal 2,450 each, by population 2,401 and 2,499.
    assert {"a": 4_000, "b": 4_000} == paid(Parts(terms))
    assert {"a": 4_800, "b": 4_800} == paid(Parts(terms, rounding=hundred))


def test_no_body_pays_less_than_nothing():
    up = Rounding(1_000, Direction.UP)
    got = share(3, towns(a=1, b=1, c=1), Equal(), remainder=sharing.Lead("a"), rounding=up)

    assert {"a": None, "b": None, "c": None} == got.yen
    assert ["procurement.sharing_remainder_unplaced"] == [note.code for note in got.unknown]


def test_nothing_costs_nothing_even_where_figures_are_unknown():
    among = [Sharer("a", "A", {"population": None}), Sharer("b", "B", {"population": 3})]

    assert {"a": 0, "b": 0} == share(0, among, By("population"), remainder=LargestShare()).yen


@given(world=worlds())
def test_shares_are_json_values_and_speak_both_languages(world):
    got = world.share()
    written = json.loads(json.dumps(got.to_dict()))

    assert got.yen == {one["code"]: one["yen"] for one in written["shares"]}
    assert bool(got.unknown) == bool(written["unknown"])
    for lang in ("ja", "en"):
        assert all(one.sharer.name in got.explain(lang) for one in got.shares)
