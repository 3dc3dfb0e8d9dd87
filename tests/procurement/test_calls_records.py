"""The records of calls: JSON there and back, what the door refuses, and a schema in Japanese."""

import pickle
from fractions import Fraction

import pytest
from calls_worlds import CENSUS, LEAD, TOWNS, day, opened
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from sharing_worlds import prices, roundings, rules

from chiho_digital.basics import MAX_YEN, Grade, Rounding, Source, Text
from chiho_digital.procurement import calls, sharing
from chiho_digital.procurement.calls import BodyFigure, CostItem, Estimate, StatedFigures, Terms

sources = st.builds(
    Source,
    st.builds(Text, st.just("条例"), st.just("ordinance")),
    st.sampled_from(Grade),
    st.sampled_from([None, "https://example.org/"]),
    st.sampled_from([None, "2条"]),
    st.none() | st.dates(),
)
sourced = roundings | st.builds(
    lambda rounding, source: Rounding(rounding.unit, rounding.direction, source), roundings, sources
)
remainders = st.sampled_from(
    [
        sharing.LargestShare(),
        sharing.LargestRemainder(),
        sharing.FirstByCode(),
        sharing.Lead(LEAD),
        sharing.Kept("組合"),
    ]
)
some_rules = rules(st.none() | sourced)
every_rule = (
    some_rules
    | st.dictionaries(st.sampled_from(["build", "operation"]), some_rules, min_size=1).map(sharing.ByItem)
    | st.just(sharing.Unstated(Text("不明", "unknown")))
)
every_price = prices | st.just(sharing.PlanCeiling("users", ((10, 1_000), (100, 5_000))))


class OwnRule(sharing.Equal):
    """A rule of one's own, which has no form."""


def refused(model, **values):
    with pytest.raises(ValidationError) as caught:
        model.model_validate(values)
    return str(caught.value)


@settings(max_examples=150)
@given(
    st.builds(
        Terms,
        scope=st.sampled_from(["initial", "annual", "total"]),
        rule=every_rule,
        remainder=remainders,
        prices=st.lists(every_price, max_size=2),
        rounding=sourced,
    )
)
def test_terms_of_any_rule_survive_json(terms):
    written = terms.model_dump_json()

    assert terms == Terms.model_validate_json(written) == Terms.model_validate(terms.model_dump())
    assert terms == pickle.loads(pickle.dumps(terms))
    assert written == Terms.model_validate_json(written).model_dump_json()


@pytest.mark.parametrize("formula", sharing.formulas().values(), ids=lambda formula: formula.name)
def test_every_formula_met_in_the_field_can_be_the_terms_of_a_call(formula):
    if formula.rule is None and not formula.prices:
        assert "rule" in refused(Terms, scope="annual", rule=None, prices=())
        return
    remainder = None if formula.rule is None else sharing.LargestShare()
    terms = Terms(scope="annual", rule=formula.rule, remainder=remainder, prices=formula.prices)

    assert terms == Terms.model_validate_json(terms.model_dump_json())
    assert terms.to("ja") != terms.to("en")


@given(st.lists(st.none() | st.integers(0, 10**9) | st.fractions(0, 10**6), max_size=6), st.none() | sources)
def test_figures_survive_json_exactly(values, source):
    figures = StatedFigures(
        name="usage",
        what=Text("利用", "use"),
        as_of=day(0),
        values=[{"body": code, "value": value} for code, value in zip(TOWNS, values, strict=False)],
        source=source,
    )

    assert figures == StatedFigures.model_validate_json(figures.model_dump_json())
    known = {code: value for code, value in zip(TOWNS, values, strict=False) if value is not None}
    assert known == figures.table.values


def test_figures_are_looked_up_in_a_table_and_unknown_ones_stay_unknown():
    figures = StatedFigures.of("population", CENSUS, ["352047", "221392"])

    assert [44_661, None] == [figure.value for figure in figures.values]
    assert (CENSUS.what, CENSUS.as_of, CENSUS.source) == (figures.what, figures.as_of, figures.source)


def test_a_rule_is_written_as_an_object_that_names_its_type():
    terms = Terms(
        scope="annual",
        rule=sharing.Parts((("1/3", sharing.Equal()), ("2/3", sharing.By("population")))),
        remainder=sharing.Kept("県"),
    )

    assert {
        "type": "parts",
        "terms": [
            {"fraction": "1/3", "rule": {"type": "equal"}},
            {"fraction": "2/3", "rule": {"type": "by", "figure": "population"}},
        ],
        "rounding": None,
    } == terms.model_dump(mode="json")["rule"]
    assert Fraction(1, 3) == terms.rule.terms[0][0]


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ({"type": "parts", "terms": [{"fraction": "1/2", "rule": {"type": "equal"}}]}, "負担割合"),
        ({"type": "parts", "terms": [{"fraction": "120/100", "rule": {"type": "equal"}}]}, "120%"),
        ({"type": "parts", "terms": [{"fraction": 0.5, "rule": {"type": "equal"}}]}, "浮動小数点数"),
        ({"type": "diminishing_power", "figure": "population", "twice": "2"}, "逓減"),
        ({"type": "fair"}, "fair"),
        ({"type": "by"}, "figure"),
        ({"figure": "population"}, "type"),
        ("equal", "型「str」"),
        (OwnRule(), "型「OwnRule」"),
    ],
)
def test_a_rule_that_is_none_is_refused(rule, said):
    assert said in refused(Terms, scope="annual", rule=rule, remainder={"type": "largest_share"})


@pytest.mark.parametrize(
    "values",
    [
        {"scope": "annual"},
        {"scope": "annual", "rule": {"type": "equal"}},
        {
            "scope": "annual",
            "remainder": {"type": "largest_share"},
            "prices": [{"type": "fixed", "yen": "1"}],
        },
    ],
)
def test_terms_name_a_rule_with_its_remainder_or_prices(values):
    assert "remainder" in refused(Terms, **values)


@pytest.mark.parametrize("missing", ["scope", "yen", "tax_basis"])
def test_an_estimate_says_its_scope_its_amount_and_its_tax_basis(missing):
    values = {"scope": "annual", "yen": 1, "tax_basis": "excluded"}
    del values[missing]

    assert missing in refused(Estimate, **values)


@pytest.mark.parametrize("yen", [-1, 1.5, "100", True, MAX_YEN + 1])
def test_an_estimate_is_whole_yen(yen):
    assert "yen" in refused(Estimate, scope="annual", yen=yen, tax_basis="excluded")


def test_the_items_of_an_estimate_add_up_to_it():
    items = [CostItem(name="build", yen=2), CostItem(name="operation", yen=3)]
    split = Estimate(scope="total", yen=5, tax_basis="unknown", items=items)

    assert {"build": 2, "operation": 3} == split.by_item
    assert "（5円）が見積額（6円）" in refused(
        Estimate, scope="total", yen=6, tax_basis="unknown", items=items
    )
    assert "build" in refused(Estimate, scope="total", yen=4, tax_basis="unknown", items=items[:1] * 2)


@pytest.mark.parametrize(
    ("value", "said"), [(-1, "0以上"), (0.5, "浮動小数点数"), ("x", "比率"), (True, "比率")]
)
def test_a_figure_is_exact_and_not_negative(value, said):
    assert said in refused(BodyFigure, body="352047", value=value)


def test_figures_name_a_body_once():
    figure = {"body": "352047", "value": 1}

    assert "352047" in refused(StatedFigures, name="x", what="x", as_of=day(0), values=[figure, figure])


def test_records_cannot_be_changed_and_know_no_other_fields():
    with pytest.raises(ValidationError):
        opened().title = "x"
    assert "person" in refused(
        calls.Answered, body=TOWNS[0], answer="join", on=day(1), said_by=LEAD, person="x"
    )


def test_a_call_can_be_pickled():
    call = opened().answer(TOWNS[0], "join", day(1))

    assert call == pickle.loads(pickle.dumps(call))
