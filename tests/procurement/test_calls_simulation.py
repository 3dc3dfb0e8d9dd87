"""If only these five join: what each pays by the estimate and terms of a call, for every set, exact or unknown with reasons."""

from itertools import chain, combinations

import pytest
from calls_worlds import CENSUS, HALF_AND_HALF, LEAD, TOWNS, day, opened
from hypothesis import given, settings
from hypothesis import strategies as st
from sharing_worlds import FIGURES, counts, roundings, rules

from chiho_digital.basics import MAX_YEN, InvalidValue
from chiho_digital.procurement import sharing
from chiho_digital.procurement.calls import Answer, CostItem, Estimate, StatedFigures, Terms

FOUR = TOWNS[:4]
ALL = {"always": [], "may_join": list(Answer)}


def sets_of(codes):
    """Every set of some of the bodies."""
    return chain.from_iterable(combinations(codes, size) for size in range(1, len(codes) + 1))


def called(total, rule, remainder, rounding, figures=(), **more):
    """A call to four bodies with an estimate and terms."""
    return opened(
        invited=FOUR,
        estimates=[Estimate(scope="total", yen=total, tax_basis="included")],
        terms=[Terms(scope="total", rule=rule, remainder=remainder, rounding=rounding, **more)],
        figures=figures,
    )


@st.composite
def tables(draw):
    """Figures of the four, some unknown."""
    return [
        StatedFigures(
            name=name,
            what=name,
            as_of=day(0),
            values=[{"body": code, "value": draw(st.none() | counts)} for code in FOUR],
        )
        for name in FIGURES
    ]


@settings(max_examples=60)
@given(
    total=st.integers(0, MAX_YEN),
    rule=rules(st.none() | roundings),
    rounding=roundings,
    figures=tables(),
    remainder=st.sampled_from([sharing.LargestShare(), sharing.Lead(FOUR[0]), sharing.Kept("県")]),
)
def test_what_the_joiners_of_any_set_pay_adds_up_to_the_estimate(total, rule, rounding, figures, remainder):
    simulation = called(total, rule, remainder, rounding, figures).simulate(day(1), "total", **ALL)

    for joiners in sets_of(FOUR):
        paid, shares = simulation.yen(joiners), simulation.shares(joiners)
        if simulation.unknown(joiners):
            assert {None} == {*paid.values()}
        else:
            assert total == sum(paid.values()) + shares.kept
            assert shares.yen == paid
        assert [*joiners] == [*paid]


@given(st.data())
def test_a_body_pays_between_the_ends_of_its_range(data):
    yen = data.draw(st.integers(0, 10**9))
    simulation = called(
        yen,
        HALF_AND_HALF,
        sharing.LargestShare(),
        sharing.words.WHOLE_YEN,
        [StatedFigures.of("population", CENSUS, FOUR)],
        prices=[sharing.Fixed(10_000)],
    ).simulate(day(1), "total", **ALL)
    code = data.draw(st.sampled_from(FOUR))
    paid = [simulation.yen(joiners)[code] for joiners in sets_of(FOUR) if code in joiners]
    found = simulation.range_of(code)

    assert (min(paid), max(paid)) == (found.lowest, found.highest)
    assert found.lowest == simulation.yen(found.lowest_with)[code]
    assert yen + 10_000 * len(FOUR) == sum(simulation.yen(FOUR).values())


def test_those_who_join_are_in_every_set_and_those_who_consider_it_in_some():
    call = opened()
    for code, answer in zip(TOWNS, ["join", "join", "consider", "decline", "consider"], strict=False):
        call = call.answer(code, answer, day(1))
    simulation = call.simulate(day(2), "annual", always=["参加"], may_join=["consider"])

    assert 4 == len(simulation.divided)
    assert 4 == simulation.divided.to_frame().height
    assert [*TOWNS[:3], TOWNS[4]] == [sharer.code for sharer in simulation.sharers]
    assert ((Answer.JOIN,), (Answer.CONSIDER,)) == (simulation.always, simulation.may_join)
    assert 10_000_000 == sum(simulation.yen([*TOWNS[:2], TOWNS[4]]).values())
    earlier = call.simulate(day(0), "annual", always=[], may_join=["no_answer"])
    assert 2 ** len(TOWNS) - 1 == len(earlier.divided)


def test_the_estimate_and_terms_are_those_of_the_day():
    corrected = opened().correct(
        day(5), Estimate(scope="annual", yen=600, tax_basis="excluded"), by=LEAD, reason="再見積り"
    )

    assert 10_000_000 == sum(corrected.simulate(day(4), "annual", **ALL).yen(TOWNS).values())
    assert 600 == sum(corrected.simulate(day(5), "annual", **ALL).yen(TOWNS).values())


def test_each_item_goes_by_its_own_rule():
    items = [CostItem(name="build", yen=600), CostItem(name="operation", yen=300)]
    rule = sharing.ByItem(
        {
            "build": sharing.Only("prefecture", sharing.Equal()),
            "operation": sharing.Only("municipality", sharing.Equal()),
        }
    )
    call = opened(
        invited=(LEAD, *TOWNS[:3]),
        estimates=[Estimate(scope="total", yen=900, tax_basis="unknown", items=items)],
        terms=[Terms(scope="total", rule=rule, remainder=sharing.LargestShare())],
    )
    simulation = call.simulate(day(1), "total", **ALL)

    assert {LEAD: 600, TOWNS[0]: 150, TOWNS[1]: 150} == simulation.yen([LEAD, *TOWNS[:2]])
    assert {TOWNS[0]: None} == simulation.yen([TOWNS[0]])
    assert ["procurement.sharing_no_bearer"] == [note.code for note in simulation.unknown([TOWNS[0]])]


def test_bodies_may_pay_prices_alone():
    terms = Terms(scope="annual", prices=[sharing.UnitPrice(10, "population")])
    figures = [
        StatedFigures(name="population", what="人", as_of=day(0), values=[{"body": TOWNS[0], "value": 7}])
    ]
    simulation = opened(estimates=(), terms=[terms], figures=figures).simulate(day(1), "annual", **ALL)

    assert {TOWNS[0]: 70, TOWNS[1]: None} == simulation.yen(TOWNS[:2])
    assert (None, None, 70) == (
        simulation.divided,
        simulation.shares(TOWNS),
        simulation.range_of(TOWNS[0]).highest,
    )
    assert None is simulation.range_of(TOWNS[1])
    assert ["procurement.sharing_figure_unknown"] == [note.code for note in simulation.unknown(TOWNS[:2])]
    assert "70円" in simulation.explain(TOWNS[:1], "ja")


def test_a_rule_that_nobody_stated_leaves_the_shares_unknown_with_the_reason():
    rule = sharing.Unstated(sharing.formulas()["gifu_gis"].remark)
    call = called(100, rule, sharing.LargestShare(), sharing.words.WHOLE_YEN)
    simulation = call.simulate(day(1), "total", **ALL)

    assert {None} == {*simulation.yen(FOUR).values()}
    assert None is simulation.range_of(FOUR[0])
    assert "procurement.sharing_basis_unknown" == simulation.unknown(FOUR)[0].code


def test_the_explanation_names_the_estimate_and_the_figures():
    words = opened().simulate(day(1), "annual", **ALL).explain(TOWNS[:2], "en")

    assert "Estimate (annual cost, the whole project): 10,000,000 yen (tax excluded)" in words
    assert "population (2020 census, preliminary count, persons), 2020-10-01" in words


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"scope": "initial"}, "call_no_terms"),
        ({"scope": "monthly"}, "not_a_scope"),
        ({"always": ["no_answer"], "may_join": ["未回答"]}, "call_answers_both"),
        ({"may_join": ["yes"]}, "call_not_an_answer"),
        ({"may_join": ["join"]}, "sharing_invalid"),
    ],
)
def test_what_cannot_be_simulated_is_refused(asked, code):
    given = {"scope": "annual", **ALL} | asked
    with pytest.raises(InvalidValue) as caught:
        opened().simulate(day(1), given.pop("scope"), **given)

    assert f"procurement.{code}" == caught.value.code
    assert caught.value.message("ja")


def test_terms_without_an_estimate_to_divide_are_told():
    with pytest.raises(InvalidValue, match="年間費用"):
        opened(estimates=()).simulate(day(1), "annual", **ALL)


@pytest.mark.parametrize("terms", [HALF_AND_HALF, None])
@pytest.mark.parametrize(
    ("joiners", "code"),
    [
        ([], "sharing_set_not_simulated"),
        (["401307"], "sharing_not_simulated"),
        (TOWNS[1:2], "sharing_set_not_simulated"),
    ],
)
def test_a_set_that_was_not_simulated_is_refused(terms, joiners, code):
    by_prices = [Terms(scope="annual", prices=[sharing.Fixed(1)])]
    call = opened(**({} if terms else {"terms": by_prices})).answer(TOWNS[0], "join", day(1))
    simulation = call.simulate(day(1), "annual", always=["join"], may_join=["no_answer"])

    for ask in (
        simulation.yen,
        simulation.shares,
        simulation.charges,
        simulation.unknown,
        simulation.explain,
    ):
        with pytest.raises(InvalidValue) as caught:
            ask(joiners)
        assert f"procurement.{code}" == caught.value.code
