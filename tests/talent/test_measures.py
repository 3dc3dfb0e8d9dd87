"""Which measures could help a body in a year, as values for other rooms."""

from datetime import date

import pytest

from chiho_digital.basics import Grade, InvalidValue
from chiho_digital.rules import Figure
from chiho_digital.talent import CapPer, measures


def named(kind, year, **terms):
    return {help_.measure.value: help_ for help_ in measures(kind, year, **terms)}


OTHERS = ["revitalisation_worker", "local_adviser"]
FOR_MUNICIPALITIES = {
    True: ["supporting_municipality", "partnership_municipality"],
    False: ["prefecture_talent", "partnership_prefecture", "ordinary_tax_staff"],
    None: OTHERS,
}


def test_a_municipality_sees_its_own_measures_and_those_that_pay_others_to_help_it():
    found = named("municipality", 2026)

    for own, expected in FOR_MUNICIPALITIES.items():
        assert set(expected) == {name for name, help_ in found.items() if help_.own is own}


def test_in_fy2025_there_are_also_training_and_cio_aides():
    own = {name for name, help_ in named("municipality", 2025).items() if help_.own}

    assert {*FOR_MUNICIPALITIES[True], "municipality_training", "own_cio_aide"} == own


def test_a_prefecture_sees_its_own_measures():
    found = named("prefecture", 2025)

    assert {
        "prefecture_talent",
        "prefecture_training",
        "partnership_prefecture",
        "ordinary_tax_staff",
        *OTHERS,
    } == set(found)
    assert all(help_.own is not False for help_ in found.values())


def test_rates_caps_and_years_are_those_of_the_year():
    now, later = (named("prefecture", year)["prefecture_talent"] for year in (2025, 2028))

    assert ("2023", "2029") == (str(now.first.year), str(now.last.year))
    assert [
        ("engagement", "7/10", 20_000_000, CapPer.PERSON),
        ("recruiting", "7/10", 3_000_000, CapPer.BODY),
    ] == [(rate.part, str(rate.rate.value), rate.cap.value, rate.per) for rate in now.rates]
    assert 1_000_000 == later.rates[1].cap.value
    assert "rules.text_as_read" in {note.code for note in later.notes}
    assert Grade.INFERRED is now.grade


def test_a_part_that_the_years_text_does_not_have_is_left_out():
    assert [
        "worker_b_senior" in str(named("municipality", year)["revitalisation_worker"].to_dict())
        for year in (2024, 2025)
    ] == [False, True]


def test_the_factor_by_fiscal_index_is_said():
    rate = named("municipality", 2025)["local_adviser"].rates[0]

    assert (None, True) == (rate.rate, rate.to_dict()["by_fiscal_index"])


def test_what_was_not_read_is_named():
    found = named("municipality", 2025)

    assert any("amount per person" in reason.en for reason in found["ordinary_tax_staff"].unknown)
    assert any("which bodies" in reason.en for reason in found["local_adviser"].unknown)
    assert any("contribution" in reason.en for reason in found["supporting_municipality"].unknown)
    assert any("per person" in reason.en for reason in found["revitalisation_worker"].unknown)
    assert not found["municipality_training"].unknown


def test_the_special_wards_are_warned_and_others_are_not():
    def warned(kind):
        return any("one ward" in reason.en for reason in named(kind, 2025)["own_cio_aide"].unknown)

    assert (True, False) == (warned("special_ward"), warned("municipality"))


def test_before_any_text_nothing_is_known_of_the_measures_years():
    found = named("municipality", 2023)

    assert {None} == {help_.available for help_ in found.values()}
    assert "ordinary_tax_staff" not in found
    assert not any(isinstance(rate.rate, Figure) for help_ in found.values() for rate in help_.rates)


def test_the_last_year_of_the_ordinary_tax_measure_is_unknown():
    assert [True, None] == [
        named("prefecture", year)["ordinary_tax_staff"].available for year in (2025, 2026)
    ]
    assert "not read" in named("prefecture", 2026)["ordinary_tax_staff"].to("en")


def test_no_measure_is_written_for_other_kinds_of_body():
    assert () == measures("association", 2025) == measures("other", 2025)


def test_older_readings_are_reproduced():
    then = named("prefecture", 2025, as_read_on=date(2025, 3, 31))

    assert "ordinary_tax_staff" not in then
    assert 1_000_000 == then["prefecture_talent"].rates[1].cap.value
    with pytest.raises(InvalidValue, match="2025-01-01"):
        measures("prefecture", 2025, as_read_on=date(2025, 1, 1))


def test_a_measure_is_a_line_and_json():
    help_ = named("municipality", 2025)["own_cio_aide"]

    assert "CIO補佐官等" in help_.to("ja")
    found = help_.to_dict()
    assert (True, 2021, 2025, False) == (found["available"], found["first"], found["last"], found["is_cash"])
    assert {
        "part": "recruiting",
        "rate": "7/10",
        "by_fiscal_index": False,
        "cap": 1_000_000,
        "per": "body",
    } in found["rates"]


def test_a_kind_of_body_that_there_is_not_is_refused():
    with pytest.raises(InvalidValue) as caught:
        measures("municipalty", 2025)
    assert "municipality" == caught.value.suggestion
