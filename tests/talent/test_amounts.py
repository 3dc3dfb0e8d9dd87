"""What the measures reckon: the vectors of the domain notes, what the texts leave open, and what is refused."""

from decimal import Decimal
from fractions import Fraction

import pytest
from talent_costs import reckoned, why

from chiho_digital.basics import MAX_YEN, Direction, Grade, InvalidValue
from chiho_digital.talent import PARAMETERS, Measure, Outlay, amount, fiscal_index, strength_factor

ONE = ("engagement", 25_000_000, "a")
RECRUITED = ("recruiting", 1_500_000)
VECTORS = {
    "prefecture": (
        "prefecture_talent",
        2025,
        [("engagement", 12_000_000, "a"), ("recruiting", 800_000)],
        8_960_000,
    ),
    "prefecture, text of FY2024": ("prefecture_talent", 2024, [ONE, RECRUITED], 14_700_000),
    "prefecture, text of FY2025": ("prefecture_talent", 2025, [ONE, RECRUITED], 15_050_000),
    "prefecture, FY2028": ("prefecture_talent", 2028, [ONE, RECRUITED], 14_700_000),
    "prefecture, two people": (
        "prefecture_talent",
        2025,
        [("engagement", 9_876_543, "a"), ("engagement", 4_321_987, "b"), ("recruiting", 333_333)],
        "10172304.1",
    ),
    "CIO aide": (
        "own_cio_aide",
        2025,
        [("engagement", 7_123_456, "a"), ("recruiting", 999_999)],
        "5686418.5",
    ),
    "CIO aide without cap": (
        "own_cio_aide",
        2025,
        [("engagement", 30_000_000, "a"), ("recruiting", 2_000_000)],
        21_700_000,
    ),
    "contribution": ("supporting_municipality", 2025, [("contribution", 2_000_000)], 1_400_000),
    "outsourced, 800,000 yen": ("own_cio_aide", 2025, [("engagement", 800_000, None, 400_000)], 280_000),
    "outsourced, 1,200,000 yen": ("own_cio_aide", 2025, [("engagement", 1_200_000, None, 400_000)], 560_000),
    "partnership agreement, prefecture": (
        "partnership_prefecture",
        2024,
        [RECRUITED, ("sent", 7_000_000, "a"), ("sent", 5_000_000, "b")],
        6_111_500,
    ),
    "地域活性化起業人": (
        "revitalisation_worker",
        2024,
        [("worker_a", 800_000, "a"), ("worker_b_company", 6_000_000, "a"), ("worker_c", 1_200_000, "a")],
        6_500_000,
    ),
}
ROUNDED = {
    "prefecture, two people": 10_172_000,
    "CIO aide": 5_686_000,
    "partnership agreement, prefecture": 6_112_000,
}


@pytest.mark.parametrize("name", VECTORS)
def test_the_vectors_of_the_notes(name):
    measure, year, costs, exact = VECTORS[name]

    result = reckoned(measure, year, *costs)

    assert Fraction(exact) == result.exact
    assert ROUNDED.get(name, int(Fraction(exact))) == result.amount


def test_what_is_left_to_the_body_is_the_cost_less_subsidy_and_amount():
    assert [120_000, 240_000] == [
        reckoned("own_cio_aide", 2025, ("engagement", fee, None, 400_000)).net_burden
        for fee in (800_000, 1_200_000)
    ]


CAPS = [
    ("partnership_prefecture", "sent", 6_223_000, 6_372_000, "1/2"),
    ("partnership_municipality", "sent", 5_659_000, 5_878_000, "1/2"),
    ("partnership_municipality", "from_prefecture", 6_223_000, 6_372_000, "1/2"),
    ("partnership_municipality", "from_municipality", 5_659_000, 5_878_000, "1/2"),
    ("revitalisation_worker", "worker_b_company", 5_600_000, 5_900_000, 1),
    ("revitalisation_worker", "worker_b_side_job", 2_000_000, 2_000_000, 1),
    ("revitalisation_worker", "worker_b_senior", None, 2_000_000, 1),
    ("revitalisation_worker", "worker_a", 1_000_000, 1_000_000, "1/2"),
    ("revitalisation_worker", "worker_c", 1_000_000, 1_000_000, "1/2"),
    ("prefecture_talent", "engagement", 20_000_000, 20_000_000, "7/10"),
    ("supporting_municipality", "engagement", 20_000_000, 20_000_000, "7/10"),
    ("supporting_municipality", "recruiting", 1_000_000, 3_000_000, "7/10"),
    ("own_cio_aide", "recruiting", 1_000_000, 1_000_000, "7/10"),
    ("partnership_prefecture", "recruiting", 1_000_000, 1_000_000, "1/2"),
    ("partnership_municipality", "recruiting", 1_000_000, 1_000_000, "1/2"),
]


@pytest.mark.parametrize(("measure", "part", "in_2024", "in_2025", "rate"), CAPS)
def test_each_cap_binds_at_its_figure_in_each_text(measure, part, in_2024, in_2025, rate):
    for year, cap in ((2024, in_2024), (2025, in_2025)):
        if cap is None:
            assert "rules.no_figure" == why(reckoned(measure, year, (part, 1, "a")).amount)
            continue
        below, at, above = (reckoned(measure, year, (part, cap + step, "a")).exact for step in (-1, 0, 1))
        assert (cap - 1) * Fraction(rate) == below
        assert cap * Fraction(rate) == at == above


@pytest.mark.parametrize(("year", "cap"), [(2025, 3), (2026, 3), (2027, 3), (2028, 1), (2029, 1)])
def test_the_cap_on_recruiting_changes_after_fy2027(year, cap):
    for measure in ("prefecture_talent", "supporting_municipality"):
        assert Fraction(7, 10) * cap * 1_000_000 == reckoned(measure, year, ("recruiting", 9_000_000)).exact


def test_training_has_no_cap():
    for measure in ("prefecture_training", "municipality_training"):
        assert 7 * 10**11 == reckoned(measure, 2025, ("training", 10**12)).amount


WINDOWS = {
    "prefecture_talent": 2029,
    "supporting_municipality": 2029,
    "prefecture_training": 2025,
    "municipality_training": 2025,
    "own_cio_aide": 2025,
}


@pytest.mark.parametrize("measure", WINDOWS)
def test_outside_its_years_a_measure_reckons_nothing(measure):
    part = "training" if "training" in measure else "recruiting"
    last = WINDOWS[measure]

    assert reckoned(measure, last, (part, 1_000_000)).amount == 700_000
    outside = reckoned(measure, last + 1, (part, 1_000_000))
    assert (False, 0, 1_000_000) == (outside.available, outside.amount, outside.net_burden)
    assert f"FY{last + 1}" in outside.explain("en")


@pytest.mark.parametrize("measure", [measure for measure in Measure if measure != "ordinary_tax_staff"])
def test_no_text_is_applied_to_years_before_it(measure):
    result = amount(measure, 2023, [])

    assert "talent.no_text" == why(result.amount) == why(result.net_burden)
    assert result.available is None


def test_the_amount_of_the_ordinary_tax_measure_is_undetermined():
    result = amount("ordinary_tax_staff", 2025, [Outlay("engagement", 8_000_000)])

    assert "talent.amount_not_read" == why(result.amount)
    assert 0 == amount("ordinary_tax_staff", 2024, []).amount
    assert "talent.no_text" == why(amount("ordinary_tax_staff", 2026, []).amount)


@pytest.mark.parametrize(
    ("measure", "grade", "place"),
    [
        ("own_cio_aide", Grade.PRIMARY, "附則7条10項"),
        ("partnership_prefecture", Grade.PRIMARY, "4条・5条の表"),
        ("prefecture_talent", Grade.INFERRED, "附則7条10項"),
        ("supporting_municipality", Grade.INFERRED, "4条・5条の表"),
    ],
)
def test_the_rounding_says_where_it_is_written_or_that_it_is_inferred(measure, grade, place):
    rounding = reckoned(measure, 2025, ("recruiting", 1_000)).rounding

    assert (1_000, Direction.HALF_UP, grade) == (rounding.unit, rounding.direction, rounding.source.grade)
    assert place in rounding.source.article


@pytest.mark.parametrize(("yen", "rounded"), [(714, 0), (715, 1_000), (2_142, 1_000), (2_143, 2_000)])
def test_amounts_are_rounded_half_up_to_a_thousand_yen(yen, rounded):
    assert rounded == reckoned("own_cio_aide", 2025, ("engagement", yen)).amount


def test_an_amount_is_an_input_and_not_cash_in_every_form_of_the_result():
    result = reckoned("own_cio_aide", 2025, ("engagement", 1_000_000))

    assert "not cash" in result.caution.to("en")
    assert "現金ではありません" in result.explain("ja")
    assert "not cash" in result.explain("en")
    assert result.to_dict()["is_cash"] is False
    assert "talent.surveyed" in {note.code for note in result.assumptions}
    assert "not an official determination" in result.official.en


def test_a_result_is_json_with_exact_amounts_as_text():
    result = reckoned("prefecture_talent", 2025, *VECTORS["prefecture, two people"][2]).to_dict()

    assert ("10,172,304.1", 10_172_000, "inferred") == (result["exact"], result["amount"], result["grade"])
    assert [("engagement", 14_198_530), ("recruiting", 333_333)] == [
        (part["part"], part["counted"]) for part in result["parts"]
    ]


def test_an_unknown_result_says_why_and_is_null():
    result = reckoned("own_cio_aide", 2025, ("engagement", None))

    assert result.to_dict()["amount"] is None
    assert "talent.amount_not_stated" == result.to_dict()["unknown"]["code"]
    assert "unknown" in result.explain("en")


def test_years_after_the_last_text_say_that_it_is_taken_to_stand():
    result = reckoned("prefecture_talent", 2028, ("recruiting", 1))

    assert "rules.text_as_read" in {note.code for note in result.assumptions}
    assert "2026-03-16" in result.explain("en")


def test_only_texts_read_by_a_day_are_known():
    from datetime import date

    known = reckoned("prefecture_talent", 2025, ONE, RECRUITED, as_read_on=date(2025, 6, 1))
    later = reckoned("prefecture_talent", 2028, ONE, RECRUITED, as_read_on=date(2025, 6, 1))

    assert (14_700_000, 0) == (known.amount, later.amount)
    with pytest.raises(InvalidValue, match="2025-01-01"):
        reckoned("prefecture_talent", 2025, as_read_on=date(2025, 1, 1))


# What the texts leave open.


def test_a_subsidy_under_a_cap_needs_the_order_of_deduction_where_it_matters():
    costs = [("engagement", 25_000_000, "a", 1_000_000)]

    assert "talent.netting_unknown" == why(reckoned("prefecture_talent", 2025, *costs).amount)
    before = reckoned("prefecture_talent", 2025, *costs, netting="before_cap")
    after = reckoned("prefecture_talent", 2025, *costs, netting="after_cap")
    assert (14_000_000, 13_300_000) == (before.amount, after.amount)
    assert "talent.netting_named" in {note.code for note in after.assumptions}
    assert Grade.INFERRED in {source.grade for source in after.sources}


def test_a_subsidy_below_the_cap_needs_no_order():
    assert 700_000 == reckoned("prefecture_talent", 2025, ("engagement", 2_000_000, "a", 1_000_000)).amount


def test_the_cap_per_person_needs_to_know_whose_costs_they_are():
    both = [("engagement", 15_000_000, None), ("engagement", 6_000_000, "b")]

    assert "talent.person_not_named" == why(reckoned("prefecture_talent", 2025, *both).amount)
    assert 14_000_000 == reckoned("prefecture_talent", 2025, ("engagement", 20_000_000)).amount


def test_the_costs_of_one_person_share_one_cap():
    split = [("engagement", 15_000_000, "a"), ("engagement", 15_000_000, "a")]

    assert 14_000_000 == reckoned("prefecture_talent", 2025, *split).amount


def test_whether_the_cap_per_person_applies_to_a_contribution_is_unknown():
    assert "talent.cap_of_contribution" == why(
        reckoned("supporting_municipality", 2025, ("contribution", 20_000_001, "a")).amount
    )
    assert (
        21_000_000
        == reckoned(
            "supporting_municipality",
            2025,
            ("contribution", 15_000_000, "a"),
            ("contribution", 15_000_000, "b"),
        ).amount
    )


def test_whether_the_caps_on_a_and_c_are_per_worker_is_unknown():
    two = [("worker_a", 600_000, "a"), ("worker_a", 600_000, "b")]

    assert "talent.cap_per_what" == why(reckoned("revitalisation_worker", 2025, *two).amount)
    assert (
        500_000 == reckoned("revitalisation_worker", 2025, *[(p, y - 100_000, w) for p, y, w in two]).amount
    )


def test_unknown_amounts_and_subsidies_stay_unknown():
    unknown = amount("own_cio_aide", 2025, [Outlay("engagement", 1, revenue=None)])

    assert "talent.revenue_not_stated" == why(unknown.amount) == why(unknown.net_cost)


# The factor by fiscal index.

TABLE = {
    "prefecture": "1.00 1.00 .87 .73 .60 .47 .33 .23 .20",
    "municipality": "1.00 1.00 .92 .83 .75 .67 .58 .52 .50",
}


@pytest.mark.parametrize("kind", TABLE)
def test_the_table_of_the_factor(kind):
    indices = ("0.49", "0.50", "0.55", "0.60", "0.65", "0.70", "0.75", "0.79", "0.80")

    factors = [strength_factor(index, kind, 2025) for index in indices]

    assert [Fraction(factor) for factor in TABLE[kind].split()] == factors
    assert [1, factors[-1]] == [strength_factor(index, kind, 2024) for index in (0, 3)]


def test_the_factor_is_unknown_before_any_text():
    assert "rules.no_figure" == why(strength_factor("0.5", "prefecture", 2023))


@pytest.mark.parametrize("kind", ["special_ward", "association", "town"])
def test_other_kinds_of_body_have_no_factor(kind):
    with pytest.raises(InvalidValue) as caught:
        strength_factor("0.5", kind, 2025)
    assert "talent.no_strength" == caught.value.code


def test_the_adviser_item_alone_has_the_factor():
    terms = {"body_kind": "municipality", "fiscal_index": "0.65"}

    assert 3_000_000 == reckoned("local_adviser", 2025, ("adviser", 4_000_000), **terms).amount
    assert 5_900_000 == reckoned("local_adviser", 2025, ("adviser", 9_000_000), **terms).amount
    assert 5_600_000 == reckoned("local_adviser", 2024, ("adviser", 9_000_000), **terms).amount
    assert 2_400_000 == reckoned("local_adviser", 2025, ("recognised_adviser", 9_000_000), **terms).amount
    assert 2_800_000 == reckoned("own_cio_aide", 2025, ("engagement", 4_000_000), **terms).amount


def test_the_adviser_item_needs_index_kind_and_order_of_deduction():
    adviser = ("adviser", 4_000_000)
    known = {"body_kind": "prefecture", "fiscal_index": Decimal("0.6")}

    assert "talent.index_not_stated" == why(reckoned("local_adviser", 2025, adviser).amount)
    assert "talent.kind_not_stated" == why(
        reckoned("local_adviser", 2025, adviser, fiscal_index="0.6").amount
    )
    subsidised = ("adviser", 4_000_000, None, 1_000_000)
    assert "talent.netting_of_factor" == why(reckoned("local_adviser", 2025, subsidised, **known).amount)
    assert [2_190_000, 1_920_000] == [
        reckoned("local_adviser", 2025, subsidised, **known, netting=order).amount
        for order in ("before_cap", "after_cap")
    ]
    assert "talent.amount_not_stated" == why(
        reckoned("local_adviser", 2025, ("adviser", None), **known).amount
    )


def test_the_index_is_the_mean_of_three_rounded_ratios_rounded_again():
    assert Decimal("0.56") == fiscal_index([(549, 1_000), (555, 1_000), (560, 1_000)])
    assert Decimal("0.01") == fiscal_index([(5, 1_000), (5, 1_000), (4, 1_000)])


@pytest.mark.parametrize(
    ("years", "code"),
    [
        ([(1, 2), (1, 2)], "talent.index_years"),
        ([(1, 2), (1, 2), (1, 0)], "talent.index_of_nothing"),
        ([(1, 2), (1, 2), (-1, 2)], "talent.index_of_nothing"),
        ([(1, 2), (1, 2), (0.5, 2)], "basics.not_whole_yen"),
    ],
)
def test_an_index_of_other_figures_is_refused(years, code):
    with pytest.raises(InvalidValue) as caught:
        fiscal_index(years)
    assert code == caught.value.code


@pytest.mark.parametrize(
    ("index", "code", "suggestion"),
    [
        ("-0.01", "talent.index_bounds", None),
        ("3.01", "talent.index_bounds", None),
        ("0.555", "talent.index_decimals", Decimal("0.56")),
        (0.5, "basics.inexact_ratio", None),
    ],
)
def test_an_index_that_cannot_be_is_refused(index, code, suggestion):
    with pytest.raises(InvalidValue) as caught:
        reckoned("local_adviser", 2025, fiscal_index=index)
    assert (code, suggestion) == (caught.value.code, caught.value.suggestion)


# What is refused.


@pytest.mark.parametrize(
    ("make", "code", "suggestion"),
    [
        (lambda: amount("own_cio_aid", 2025, []), "rules.not_a_choice", "own_cio_aide"),
        (lambda: Outlay("recruting", 1), "rules.not_a_choice", "recruiting"),
        (lambda: Outlay("recruiting", -1), "talent.amount_bounds", None),
        (lambda: Outlay("recruiting", MAX_YEN + 1), "talent.amount_bounds", None),
        (lambda: Outlay("recruiting", 1.5), "basics.not_whole_yen", None),
        (lambda: Outlay("recruiting", 1, revenue=2), "talent.revenue_above_cost", None),
        (lambda: amount("own_cio_aide", 2025, [Outlay("training", 1)]), "talent.part_of_measure", None),
        (
            lambda: amount("own_cio_aide", 2025, [Outlay("engagement", MAX_YEN)] * 2),
            "talent.total_too_large",
            None,
        ),
        (lambda: amount("own_cio_aide", 2025, [], netting="first"), "rules.not_a_choice", None),
        (lambda: amount("own_cio_aide", 2025, [], body_kind="city"), "rules.not_a_choice", None),
    ],
)
def test_what_cannot_be_is_refused_with_the_repair(make, code, suggestion):
    with pytest.raises(InvalidValue) as caught:
        make()
    assert (code, suggestion) == (caught.value.code, caught.value.suggestion)
    assert str(caught.value)


def test_every_figure_stands_in_one_of_the_two_texts_that_were_read():
    for parameter in PARAMETERS.parameters.values():
        for dated in parameter.values:
            assert dated.source.title.en.startswith("Ordinance on Special Allocation Tax")
            assert dated.first.year >= 2024
