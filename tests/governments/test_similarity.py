"""Similar bodies: nearest first, oneself left out, equal ones by code, those without figures apart."""

from datetime import date
from fractions import Fraction
from math import inf, log

import pytest

from chiho_digital import governments
from chiho_digital.basics import InvalidValue, Text
from chiho_digital.governments import Figures, UnknownCode, figures, similar

CENSUS = figures.load()


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


def test_a_figure_that_is_not_among_the_tables_is_a_key_error():
    with pytest.raises(KeyError):
        similar("352047", figures={"population": CENSUS}, by=("staff",))


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


def test_figures_below_zero_are_refused_on_the_log_scale_and_compared_on_the_linear_one():
    values = {"352047": 1, "352080": -3}

    with pytest.raises(InvalidValue) as caught:
        near("352047", values)

    assert "governments.no_logarithm" == caught.value.code
    assert "linear" in caught.value.message("ja")
    assert [4.0] == [n.distance for n in near("352047", values, scale="linear").nearest]


def test_zero_has_its_place_on_the_log_scale():
    assert inf > near("352047", {"352047": 1, "075469": 0}).nearest[0].distance
