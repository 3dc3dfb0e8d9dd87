"""What the data that ship must satisfy: counts, codes, nesting, spelling, and sums of the population."""

import csv
import re
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from chiho_digital import governments
from chiho_digital.governments import GovernmentKind, codes, figures

DATA = Path(governments.__file__).parent / "data"


def rows(name):
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


ROWS = rows("governments.csv")
NAME = {row["code"]: row["name"] for row in ROWS}
KIND = {row["code"]: row["kind"] for row in ROWS}
MUNICIPALITIES = [row for row in ROWS if GovernmentKind(row["kind"]).is_municipality]
WARDS = [row for row in ROWS if row["kind"] == "ward"]
POPULATION = {row["code5"]: int(row["population"]) for row in rows("population_2020_prelim.csv")}


def test_the_bodies_are_counted_by_kind():
    assert {
        "prefecture": 47,
        "designated_city": 20,
        "core_city": 62,
        "special_city": 23,
        "city": 687,
        "special_ward": 23,
        "town": 743,
        "village": 183,
        "ward": 171,
        "northern_village": 6,
    } == Counter(KIND.values())
    assert 1741 == len(MUNICIPALITIES)


def test_every_designated_city_has_wards_and_nobody_else_has():
    assert {code for code, kind in KIND.items() if kind == "designated_city"} == {r["parent"] for r in WARDS}


def test_codes_are_unique_and_sorted():
    listed = [row["code"] for row in ROWS]

    assert sorted(set(listed)) == listed


def test_every_check_digit_is_right():
    assert [] == [row for row in ROWS if codes.check_digit(row["code"][:5]) != row["code"][5]]


def test_every_body_but_a_prefecture_has_a_parent_in_the_list():
    orphans = [row["name"] for row in ROWS if row["parent"] not in NAME]

    assert [row["name"] for row in ROWS if row["kind"] == "prefecture"] == orphans
    assert {""} == {row["parent"] for row in ROWS if row["kind"] == "prefecture"}


def test_a_parent_is_the_prefecture_or_the_designated_city_of_a_ward_and_shares_its_first_two_digits():
    nested = [row for row in ROWS if row["parent"]]

    assert [] == [row for row in nested if row["parent"][:2] != row["code"][:2]]
    assert [] == [
        row
        for row in nested
        if KIND[row["parent"]] != ("designated_city" if row["kind"] == "ward" else "prefecture")
    ]


def test_readings_are_in_full_width_katakana_only():
    assert [] == [row for row in ROWS if not re.fullmatch("[ァ-ヴー]+", row["kana"])]


def test_names_are_in_nfc_and_carry_no_variation_selectors():
    texts = [text for row in ROWS for text in (row["name"], row["kana"], row["aliases"])]

    assert [] == [text for text in texts if unicodedata.normalize("NFC", text) != text]
    assert [] == [text for text in texts if re.search("[\ufe00-\ufe0f\U000e0100-\U000e01ef]", text)]


def test_25_names_belong_to_two_or_more_municipalities():
    shared = {name: n for name, n in Counter(row["name"] for row in MUNICIPALITIES).items() if n > 1}

    assert 25 == len(shared)
    assert {"池田町": 4, "府中市": 2, "伊達市": 2} == {n: shared[n] for n in ("池田町", "府中市", "伊達市")}


def test_no_alias_is_the_name_or_another_alias_of_any_body():
    aliases = [alias for row in ROWS if row["aliases"] for alias in row["aliases"].split(";")]

    assert set() == set(aliases) & set(NAME.values())
    assert len(set(aliases)) == len(aliases)


def test_the_name_and_the_kana_of_a_ward_include_its_city():
    kana = {row["code"]: row["kana"] for row in ROWS}

    assert [] == [
        row
        for row in WARDS
        if not (
            row["name"].startswith(NAME[row["parent"]])
            and row["name"].endswith("区")
            and row["kana"].startswith(kana[row["parent"]])
            and row["kana"].endswith("ク")
        )
    ]


def test_the_romaji_of_a_ward_is_that_of_the_ward_alone():
    chuo = {row["romaji"] for row in WARDS if row["name"].endswith("市中央区")}

    assert {"Chuo"} == chuo


def test_romaji_is_capitalised_and_of_ascii_letters():
    assert [] == [row for row in ROWS if not re.fullmatch("[A-Z][a-z]+(-[A-Z][a-z]+)?", row["romaji"])]


def test_romaji_has_no_macrons_and_writes_m_before_b_m_p_except_in_gunma():
    assert {"Gunma"} == {row["romaji"] for row in ROWS if re.search("n[bmp]", row["romaji"])}


def test_a_name_ends_in_what_its_kind_is_called():
    endings = {
        "prefecture": "都道府県",
        "special_ward": "区",
        "ward": "区",
        "town": "町",
        "village": "村",
        "northern_village": "村",
    }

    assert [] == [row for row in ROWS if row["name"][-1] not in endings.get(row["kind"], "市")]


def test_no_field_of_the_table_is_quoted_or_holds_a_comma():
    text = (DATA / "governments.csv").read_text(encoding="utf-8")

    assert '"' not in text
    assert {6} == {line.count(",") for line in text.splitlines()}


def test_the_changes_are_13_in_order_of_their_days_and_of_known_types():
    edges = rows("changes.csv")

    assert 13 == len(edges)
    assert sorted(edge["date"] for edge in edges) == [edge["date"] for edge in edges]
    assert {"city_status", "absorbed", "renamed", "wards_reorganised"} == {edge["type"] for edge in edges}


def test_every_change_leads_to_a_body_of_the_table_under_its_name_and_its_codes_are_valid():
    edges = rows("changes.csv")

    assert [] == [edge for edge in edges if NAME.get(edge["new_code"]) != edge["new_name"]]
    assert [] == [edge for edge in edges if not codes.is_valid(edge["old_code"])]


def test_the_prefectures_add_up_to_the_nation():
    prefectures = [n for code, n in POPULATION.items() if code.endswith("000") and code != "00000"]

    assert 47 == len(prefectures)
    assert 126_226_568 == sum(prefectures) == POPULATION["00000"]


def test_every_prefecture_and_every_designated_city_is_the_sum_of_its_parts():
    # The wards of 2020 are those of the table but for Hamamatsu, whose seven were still the old ones.
    parents = {row["code"][:5]: row["parent"][:5] for row in ROWS}
    parents |= {
        edge["old_code"][:5]: "22130" for edge in rows("changes.csv") if edge["type"] == "wards_reorganised"
    }
    sums = defaultdict(int)
    for code, number in POPULATION.items():
        if parent := parents.get(code):
            sums[parent] += number

    assert {code: POPULATION[code] for code in sums} == sums
    assert 47 + 20 == len(sums)


def test_the_23_wards_add_up_to_their_line():
    special = [row["code"][:5] for row in ROWS if row["kind"] == "special_ward"]

    assert POPULATION["13100"] == sum(POPULATION[code] for code in special)


def test_futaba_is_zero_for_real():
    assert 0 == figures.load().value("075469")


def test_tenryu_inherits_the_figure_of_its_unchanged_area_with_a_note():
    tenryu = figures.load().of("221406")

    assert POPULATION["22137"] == tenryu.value
    assert ["governments.figure_inherited"] == [note.code for note in tenryu.notes]
    assert "221376" in tenryu.notes[0].to("ja")
    assert "221376" in tenryu.notes[0].to("en")


@pytest.mark.parametrize("code", ["221384", "221392"])
def test_the_other_two_new_wards_of_hamamatsu_have_no_figure(code):
    assert None is figures.load().of(code)


def test_every_other_body_has_a_figure_of_its_own():
    table = figures.load()
    without = {row["code"] for row in ROWS if table.of(row["code"]) is None}

    assert {"221384", "221392", *(c for c, kind in KIND.items() if kind == "northern_village")} == without
