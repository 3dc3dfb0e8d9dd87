"""Similar bodies: nearest first, oneself left out, equal ones by code, those without figures apart."""

import json
from datetime import date
from fractions import Fraction
from math import inf, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiho_digital import governments
from chiho_digital.basics import InvalidValue, Text
from chiho_digital.governments import Figures, UnknownCode, figures, similar

CENSUS = figures.load()
YAMAGUCHI = [str(body.code) for body in governments.municipalities(prefecture="山口県")]
NUMBERS = st.integers(0, 5) | st.fractions(0, 5, max_denominator=3)


def table(values):
    return Figures(Text("値", "value"), date(2025, 4, 1), None, values)


def near(code, values, **how):
    return similar(code, figures={"population": table(values)}, **how)


def codes(found):
    return [neighbour.government.code for neighbour in found.nearest]


def test_ten_municipalities_are_found_nearest_first_and_without_oneself():
    found = similar("352047", figures={"population": CENSUS})
    distances = [neighbour.distance for neighbour in found.nearest]

    assert 10 == len(found.nearest)
    assert sorted(distances) == distances
    assert "352047" not in codes(found)


def test_nobody_outside_the_list_is_nearer_than_its_last():
    found = similar("352047", figures={"population": CENSUS}, scale="linear")
    others = [body for body in governments.municipalities() if body.code not in {*codes(found), "352047"}]

    assert min(abs(CENSUS.value(body) - 44661) for body in others) >= found.nearest[-1].distance


def test_equal_distances_are_ordered_by_code():
    found = near("352047", {"352047": 10, "352080": 11, "011002": 11, "012025": 9}, scale="linear")

    assert ["011002", "012025", "352080"] == codes(found)


def test_on_the_log_scale_half_is_as_far_as_double():
    found = near("352047", {"352047": 99, "011002": 199, "012025": 49})

    assert [pytest.approx(log(2))] * 2 == [neighbour.distance for neighbour in found.nearest]


def test_bodies_without_figures_stand_apart_by_code():
    found = near("352047", {"352047": 10, "352080": 11})

    assert ["352080"] == codes(found)
    assert 1739 == len(found.without_figures)
    assert sorted(body.code for body in found.without_figures) == [b.code for b in found.without_figures]


def test_with_the_census_every_municipality_can_be_placed():
    found = similar("352047", figures={"population": CENSUS}, n=2000)

    assert (1740, ()) == (len(found.nearest), found.without_figures)


def test_several_figures_add_up_in_the_order_asked_for():
    staff = table({"352047": Fraction(1, 2), "352080": Fraction(5, 2)})
    people = table({"352047": 10, "352080": 13})
    found = similar(
        "352047", figures={"people": people, "staff": staff}, by=("staff", "people"), scale="linear"
    )

    assert [(5.0, (Fraction(5, 2), 13))] == [(n.distance, n.figures) for n in found.nearest]


@pytest.mark.parametrize(
    ("how", "code", "said"),
    [
        ({"by": ("staff",)}, "governments.not_a_figure", "population"),
        ({"by": ()}, "governments.no_figure_named", "population"),
        ({"scale": "square"}, "governments.not_a_scale", "linear"),
        ({"n": -1}, "governments.negative_number", "-1"),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused(how, code, said):
    with pytest.raises(InvalidValue) as caught:
        similar("352047", figures={"population": CENSUS}, **how)

    assert code == caught.value.code
    assert said in caught.value.message("ja")
    assert said in caught.value.message("en")


def test_one_figure_may_be_named_without_brackets():
    assert near("352047", {"352047": 1, "352080": 2}) == near(
        "352047", {"352047": 1, "352080": 2}, by="population"
    )


def test_a_body_without_a_figure_of_its_own_cannot_be_compared():
    with pytest.raises(UnknownCode) as caught:
        near("352047", {"352080": 11})

    assert "governments.no_figure" == caught.value.code
    assert "山口県萩市" in caught.value.message("ja")
    assert "value" in caught.value.message("en")


def test_prefectures_are_compared_with_prefectures():
    found = similar("山口県", figures={"population": CENSUS}, n=100)

    assert 46 == len(found.nearest)
    assert {"prefecture"} == {neighbour.government.kind for neighbour in found.nearest}


def test_wards_are_compared_with_wards():
    found = similar("札幌市中央区", figures={"population": CENSUS}, n=1000)

    assert 168 == len(found.nearest)
    assert {"ward"} == {neighbour.government.kind for neighbour in found.nearest}
    assert ["浜松市中央区", "浜松市浜名区"] == [body.name for body in found.without_figures]


def test_a_body_asked_for_at_an_older_date_is_left_out_under_its_newer_name_too():
    older = governments.find("篠山市", as_of=date(2018, 4, 1))
    found = similar(older, figures={"population": CENSUS}, n=2000)

    assert older.code not in codes(found)


def test_a_body_under_a_former_code_is_left_out_under_its_new_one():
    older = governments.get("033057", as_of=date(2013, 12, 31))

    assert "032166" not in codes(similar(older, figures={"population": CENSUS}, n=2000))


def test_figures_below_zero_are_refused_on_the_log_scale_and_compared_on_the_linear_one():
    values = {"352047": 1, "352080": -3}

    with pytest.raises(InvalidValue) as caught:
        near("352047", values)

    assert "governments.no_logarithm" == caught.value.code
    assert ("352080",) == caught.value.path
    assert "linear" in caught.value.message("ja")
    assert [4.0] == [n.distance for n in near("352047", values, scale="linear").nearest]


def test_northern_villages_are_compared_with_one_another():
    values = {"016977": 1, "016969": 2, "011011": 1}  # figures of one's own: none is published

    assert ["016969"] == codes(near("016977", values))


def test_the_distance_is_explained_figure_by_figure():
    staff = Figures(
        Text("職員数（人）", "staff (persons)"), date(2025, 4, 1), None, {"352047": 400, "352080": 0}
    )
    index = Figures(
        Text("財政力指数", "fiscal index"),
        date(2024, 4, 1),
        None,
        {"352047": Fraction(7, 20), "352080": Fraction(7, 10)},
    )
    found = similar("352047", figures={"staff": staff, "index": index}, by=("staff", "index"), scale="linear")

    assert found.nearest[0].explain("en") == (
        "Iwakuni (city, Yamaguchi): distance 400.35 (sum of differences)\n"
        "  staff (persons), 2025-04-01: 0 (own 400, difference -400)\n"
        "  fiscal index, 2024-04-01: 0.7 (own 0.35, difference +0.35, 2.000 times)"
    )
    assert (
        found.nearest[0]
        .explain()
        .startswith("山口県岩国市：距離400.35（差の合計）\n  職員数（人）、2025-04-01：0（")
    )


def test_an_inherited_figure_says_so():
    found = similar("352047", figures={"population": table({"352047": 1, "033057": 2})})

    assert "滝沢市" == found.nearest[0].government.name
    assert "033057" in found.nearest[0].explain("en").splitlines()[1]


def test_a_nearness_is_written_as_json_values():
    values = {"352047": Fraction(1, 2), "352080": 3}
    nearness = near("352047", values, scale="linear").nearest[0].nearness

    assert {
        "distance": 2.5,
        "scale": "linear",
        "differences": [
            {
                "what": {"ja": "値", "en": "value"},
                "as_of": "2025-04-01",
                "own": "1/2",
                "other": 3,
                "distance": 2.5,
                "notes": [],
            }
        ],
    } == json.loads(json.dumps(nearness.to_dict()))


@given(
    st.lists(st.dictionaries(st.sampled_from(YAMAGUCHI), NUMBERS), min_size=1, max_size=3),
    st.sampled_from(["log", "linear"]),
    st.integers(0, 20),
)
def test_what_is_found_is_what_the_definition_says(values, scale, n):
    for known in values:
        known.setdefault("352047", 1)
    names = [str(place) for place in range(len(values))]
    found = similar(
        "352047", figures=dict(zip(names, map(table, values), strict=True)), by=names, scale=scale, n=n
    )

    def on_scale(value):
        return log(1 + value) if scale == "log" else float(value)

    with_figures = set.intersection(*(set(known) for known in values)) - {"352047"}
    expected = sorted(
        (sum(abs(on_scale(known[code]) - on_scale(known["352047"])) for known in values), code)
        for code in with_figures
    )
    assert expected[:n] == [(one.distance, one.government.code) for one in found.nearest]
    assert 1740 - len(with_figures) == len(found.without_figures)


def test_zero_has_its_place_on_the_log_scale():
    assert inf > near("352047", {"352047": 1, "075469": 0}).nearest[0].distance
