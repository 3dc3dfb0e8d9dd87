"""The real pools that ship: what was noted and nothing else, each count with its source."""

import json
import pickle
from importlib.resources import files

import pytest

from chiho_digital import governments, talent
from chiho_digital.basics import FiscalYear, Grade

POOLS = {one.pool.id: one for one in talent.real_pools()}
NATIONAL = talent.national_counts()
COUNTS = [*NATIONAL, *(count for pool in POOLS.values() for count in pool.counts)]

STATED = {
    "ehime": {"specialists": 5, "municipalities": 20},
    "hiroshima": {"shared": 1, "specialists": None},
    "tokyo": {"staff": 275, "registered": 300, "matches": 10, "municipalities": 62},
    "saitama": {"specialists": None, "municipalities": None},
    "oita": {"municipalities": 2, "added": 4, "all": 18, "specialists": None},
    "fukui": {"municipalities": 17, "specialists": None},
    "yamaguchi": {"consultations": 200, "specialists": None},
}


def count_of(pool, id_):
    (found,) = (count for count in POOLS[pool].counts if count.id == id_)
    return found


def test_the_counts_are_those_noted_and_what_was_not_is_unknown():
    assert STATED == {name: {count.id: count.value for count in one.counts} for name, one in POOLS.items()}


def test_a_number_keeps_what_was_said_beside_it():
    qualified = {(name, count.id): count.qualifier for name, one in POOLS.items() for count in one.counts}

    assert {
        ("tokyo", "registered"): talent.Qualifier.OR_MORE,
        ("tokyo", "matches"): talent.Qualifier.ABOUT,
        ("yamaguchi", "consultations"): talent.Qualifier.ABOUT,
    } == {key: qualifier for key, qualifier in qualified.items() if qualifier}


def test_a_count_holds_for_the_year_stated_and_for_an_unknown_one_elsewhere():
    dated = {
        (name, count.id): str(count.as_of)
        for name, one in POOLS.items()
        for count in one.counts
        if count.as_of
    }

    assert {("oita", "municipalities"): "FY2023", ("oita", "added"): "FY2024"} == dated


def test_the_first_years_are_those_noted():
    assert {"ehime": FiscalYear(2022), "saitama": FiscalYear(2024)} == {
        name: one.since for name, one in POOLS.items() if one.since
    }


def test_every_shape_is_met_once_and_the_fields_are_those_of_ehime():
    assert sorted(term.id for term in talent.SHAPES.terms) == sorted(one.pool.shape for one in POOLS.values())
    assert {"ehime": tuple(term.id for term in talent.FIELDS.terms)} == {
        name: one.fields for name, one in POOLS.items() if one.fields
    }


def test_nobody_is_made_up():
    assert {(None, None)} == {(one.pool.staff, one.pool.members) for one in POOLS.values()}


def test_the_prefecture_leads_but_where_a_foundation_without_a_code_does():
    assert {"tokyo": None} == {
        name: one.pool.lead for name, one in POOLS.items() if one.pool.lead != one.prefecture
    }
    assert {name: governments.get(one.prefecture).romaji.lower() for name, one in POOLS.items()} == {
        name: name for name in POOLS
    }


def test_two_cities_of_hiroshima_are_named_as_served():
    assert {"hiroshima": ["三原市", "江田島市"]} == {
        name: [governments.get(code).name for code in one.served] for name, one in POOLS.items() if one.served
    }


def test_no_pool_counts_more_municipalities_than_its_prefecture_has():
    in_prefecture = {
        name: sum(1 for body in governments.municipalities() if body.code[:2] == one.prefecture[:2])
        for name, one in POOLS.items()
    }
    counted = {name: stated.get("municipalities") or 0 for name, stated in STATED.items()}

    assert all(counted[name] <= in_prefecture[name] for name in POOLS)
    assert count_of("oita", "all").value == in_prefecture["oita"]


def test_every_count_has_a_source_that_says_the_page_is_not_recorded_and_only_the_target_has_a_stated_grade():
    assert all("記録はない" in count.source.title.ja for count in COUNTS)
    assert all("not recorded" in count.source.title.en for count in COUNTS)
    assert {None} == {count.source.url for count in COUNTS}
    assert ["accelerator_target"] == [
        count.id for count in COUNTS if count.source.grade is not Grade.INFERRED
    ]
    assert Grade.SECONDARY is NATIONAL[-1].source.grade


def test_the_national_counts_are_those_noted_and_say_that_they_are_no_series():
    assert [
        ("at_most_one", 292, "FY2022"),
        ("at_most_one", 213, "2023-04"),
        ("at_most_one", 190, "2026"),
        ("accelerator_target", 500, "None"),
    ] == [(count.id, count.value, str(count.as_of)) for count in NATIONAL]
    assert [None, None, talent.Qualifier.ABOUT, None] == [count.qualifier for count in NATIONAL]
    assert all("not one series" in count.caveat.en for count in NATIONAL if count.id == "at_most_one")


@pytest.mark.parametrize(
    ("count", "ja", "en"),
    [
        (
            count_of("tokyo", "registered"),
            "登録された副業人材（人）：300以上",
            "side-job partners registered: 300 or more",
        ),
        (count_of("tokyo", "matches"), "成立したマッチング（件）：約10", "matches: about 10"),
        (
            count_of("fukui", "specialists"),
            "プールの専門人材（人）：不明",
            "specialists in the pool: unknown",
        ),
        (
            count_of("oita", "added"),
            "加わった市町村（団体）：4（令和6年度）",
            "municipalities added: 4 (FY2024)",
        ),
        (
            NATIONAL[2],
            "デジタル人材が1人以下の市区町村（団体）：約190（令和8年）",
            "municipalities with at most one digital staff member: about 190 (2026)",
        ),
    ],
)
def test_a_count_is_one_line_in_both_languages(count, ja, en):
    assert (ja, en) == (count.to("ja"), count.to("en"))


def test_pools_and_counts_are_json_with_null_for_what_is_unknown():
    said = json.loads(json.dumps([one.to_dict() for one in POOLS.values()]))
    fukui = said[list(POOLS).index("fukui")]

    assert [17, None] == [count["value"] for count in fukui["counts"]]
    assert (None, None, None) == (fukui["since"], fukui["fields"], fukui["pool"]["staff"])
    assert "FY2022" == json.loads(json.dumps(NATIONAL[0].to_dict()))["as_of"]


def test_pools_and_counts_travel_by_pickle():
    assert (talent.real_pools(), NATIONAL) == pickle.loads(pickle.dumps((talent.real_pools(), NATIONAL)))


def test_the_file_that_ships_stands_in_the_list_of_sources_and_terms():
    data = files("chiho_digital.talent") / "data"

    assert {"SOURCES.md", "data_sets.toml", "pools.toml"} == {file.name for file in data.iterdir()}
    assert "| pools.toml |" in (data / "SOURCES.md").read_text(encoding="utf-8")
