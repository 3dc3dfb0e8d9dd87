"""If only these join: every set of joiners has the shares that `share` finds for it."""

import narwhals as nw
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sharing_worlds import worlds, worlds_rounded_down

from chiho_digital.basics import InvalidValue
from chiho_digital.procurement import BodyType, sharing
from chiho_digital.procurement.sharing import By, Equal, LargestShare, Sharer, simulate

TOWNS = [Sharer(code, code.upper(), {"population": 10 * place}) for place, code in enumerate("abcd", 1)]


def simulated(world, **named):
    total, among, rule, remainder, rounding = world
    return simulate(total, among, rule, remainder=remainder, rounding=rounding, **named)


@given(world=worlds(2) | worlds_rounded_down(2), data=st.data())
def test_a_set_of_joiners_pays_what_share_finds_for_it(world, data):
    simulation = simulated(world)
    some = data.draw(st.lists(st.sampled_from(world.among), min_size=1, unique_by=lambda one: one.code))
    codes = [one.code for one in some]
    assert 2 ** len(world.among) - 1 == len(simulation)

    if isinstance(world.remainder, sharing.Lead) and world.remainder.code not in codes:
        expected = world._replace(remainder=sharing.Kept("組合")).share(some)
        assert bool(expected.unknown or expected.left) == (simulation.yen(codes) is None)
    else:
        expected = world.share(some)
        assert (None if expected.unknown else expected.yen) == simulation.yen(codes)
        assert expected == simulation.shares(codes)


@given(world=worlds(2), data=st.data())
def test_the_order_in_which_bodies_and_joiners_are_named_does_not_matter(world, data):
    other = world._replace(among=data.draw(st.permutations(world.among)))
    codes = data.draw(st.permutations([sharer.code for sharer in world.among]))

    assert simulated(world).yen(codes) == simulated(other).yen(reversed(codes))


@given(world=worlds(2), data=st.data())
def test_the_range_of_a_body_is_the_least_and_most_it_pays_in_any_set(world, data):
    simulation = simulated(world)
    code = data.draw(st.sampled_from([sharer.code for sharer in world.among]))
    rows = simulation.to_frame().filter(pl.col("joined").str.split(";").list.contains(code))
    found = simulation.range_of(code)

    if found is None:
        assert not rows["known"].any()
    else:
        assert (rows[f"yen_{code}"].min(), rows[f"yen_{code}"].max()) == (found.lowest, found.highest)
        assert found.lowest == simulation.yen(found.lowest_with)[code]
        assert found.highest == simulation.yen(found.highest_with)[code]
        assert found.unknown == rows.filter(~pl.col("known")).height


def test_if_only_these_join():
    simulation = simulate(1_000, TOWNS, By("population"), remainder=LargestShare())

    assert 15 == len(simulation)
    assert {"a": 100, "b": 200, "c": 300, "d": 400} == simulation.yen("abcd")
    assert {"a": 333, "b": 667} == simulation.yen(["b", "a"])
    assert {"d": 1_000} == simulation.yen("d")
    assert sharing.Range(100, ("a", "b", "c", "d"), 1_000, ("a",), 0) == simulation.range_of("a")
    assert sharing.Range(300, ("a", "b", "c", "d"), 1_000, ("c",), 0) == simulation.range_of("c")


def test_those_who_are_sure_are_in_every_set():
    simulation = simulate(1_000, TOWNS, Equal(), remainder=LargestShare(), always="bd")

    assert 4 == len(simulation)
    assert {"b": 500, "d": 500} == simulation.yen("bd")
    assert {"b": 334, "c": 333, "d": 333} == simulation.yen("bcd")


def test_where_all_are_sure_there_is_one_set():
    simulation = simulate(1_000, TOWNS, Equal(), remainder=LargestShare(), always="abcd")

    assert 1 == len(simulation)
    assert 1_000 == sum(simulation.yen("abcd").values())


def test_sets_without_the_body_whose_figure_is_unknown_have_shares():
    among = [*TOWNS[:2], Sharer("c", "C", {"population": None})]
    simulation = simulate(900, among, By("population"), remainder=LargestShare())

    assert {"a": 300, "b": 600} == simulation.yen("ab")
    assert simulation.yen("ac") is None
    assert ["procurement.sharing_figure_unknown"] == [note.code for note in simulation.shares("ac").unknown]
    assert (300, 2) == (simulation.range_of("a").lowest, simulation.range_of("a").unknown)
    assert simulation.range_of("c") is None


def test_sets_without_a_prefecture_cannot_share_its_part():
    among = [Sharer("350001", "県", {}, BodyType.PREFECTURE), Sharer("a", "A", {}, BodyType.MUNICIPALITY)]
    rule = sharing.Parts(
        (("1/2", sharing.Only("prefecture", Equal())), ("1/2", sharing.Only("municipality", Equal())))
    )
    simulation = simulate(900, among, rule, remainder=LargestShare())

    assert {"350001": 450, "a": 450} == simulation.yen(["350001", "a"])
    assert simulation.yen(["a"]) is None


def test_the_yen_that_are_kept_are_in_the_frame():
    simulation = simulate(100, TOWNS[:3], Equal(), remainder=sharing.Kept("県"))
    row = simulation.to_frame().row(by_predicate=pl.col("joiners") == 3, named=True)

    assert {
        "joined": "a;b;c",
        "joiners": 3,
        "known": True,
        "kept": 1,
        "yen_a": 33,
        "yen_b": 33,
        "yen_c": 33,
    } == row


@pytest.mark.parametrize("engine", ["polars", "pandas", "pyarrow"])
def test_the_frame_is_of_whole_yen_on_every_library(engine):
    among = [*TOWNS[:2], Sharer("c", "C", {"population": None})]
    frame = simulate(900, among, By("population"), remainder=LargestShare()).to_frame(engine)
    rows = nw.from_native(frame).to_arrow().to_pylist()

    assert 7 == len(rows)
    assert {
        "joined": "a;b",
        "joiners": 2,
        "known": True,
        "kept": 0,
        "yen_a": 300,
        "yen_b": 600,
        "yen_c": None,
    } in rows
    assert {"joined": "a;c", "joiners": 2, "known": False, "kept": None} | dict.fromkeys(
        ["yen_a", "yen_b", "yen_c"]
    ) in rows
    kinds = {str(kind).lower() for kind in (frame.schema.types if engine == "pyarrow" else frame.dtypes)}
    assert {"int64"} == {kind for kind in kinds if "int" in kind}


@pytest.mark.parametrize(
    ("joiners", "code"),
    [
        ([], "procurement.sharing_set_not_simulated"),
        (["a"], "procurement.sharing_set_not_simulated"),
        (["b", "z"], "procurement.sharing_not_simulated"),
    ],
)
def test_a_set_that_was_not_simulated_is_refused(joiners, code):
    simulation = simulate(1_000, TOWNS, Equal(), remainder=LargestShare(), always=["b"])

    for ask in (simulation.yen, simulation.shares):
        with pytest.raises(InvalidValue) as caught:
            ask(joiners)
        assert code == caught.value.code


def test_a_body_that_was_not_simulated_has_no_range():
    with pytest.raises(InvalidValue) as caught:
        simulate(1_000, TOWNS, Equal(), remainder=LargestShare()).range_of("z")

    assert "procurement.sharing_not_simulated" == caught.value.code


@pytest.mark.parametrize(
    ("always", "number", "codes"),
    [
        (["z"], 2, ["procurement.sharing_not_simulated"]),
        ([], sharing.MOST_OPEN + 1, ["procurement.sharing_too_many"]),
    ],
)
def test_too_many_open_bodies_and_unknown_sure_ones_are_refused(always, number, codes):
    among = [Sharer(f"{place:02}", "A", {}) for place in range(number)]
    with pytest.raises(InvalidValue) as caught:
        simulate(1_000, among, Equal(), remainder=LargestShare(), always=always)

    assert codes == [problem.code for problem in caught.value.params["errors"]]
