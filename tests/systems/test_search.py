"""Searching a catalogue: by kind, text and body; the order is fixed and every place in it has its reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiho_digital import governments
from chiho_digital.governments import UnknownName
from chiho_digital.systems import (
    Catalogue,
    Company,
    Offering,
    Software,
    UnknownKind,
    Use,
    catalogue,
    find_kind,
)

HAGI = ("350001", "352047")
OWN = Catalogue(
    software=(
        Software(id="nowhere", name="あ", kinds=("電子申請",), description="国産のクラウド"),
        Software(id="far", name="い", kinds=("電子申請",), developer=Company(name="㈱開発")),
        Software(id="unnamed", kinds=("電子申請", "RPA")),
        Software(id="near", name="う", kinds=("電子申請",)),
        Software(id="own", name="え", kinds=("電子申請",)),
        Software(id="quantum", name="お", kinds=("量子暗号",)),
    ),
    offerings=(
        Offering(software="far", used_in=(Use(case="far-case", bodies=("010006",)),)),
        Offering(software="unnamed", used_in=(Use(case="far-case", bodies=("010006",)),)),
        Offering(software="near", used_in=(Use(case="near-case", bodies=("350001",)),)),
        Offering(
            software="own",
            seller=Company(name="Sales Inc."),
            certifications=("ＩＳＭＡＰ",),
            used_in=(Use(case="near-case", bodies=("350001",)), Use(case="own-case", bodies=HAGI)),
        ),
    ),
    origin="自作",
)


def ids(**wanted):
    return [hit.software.id for hit in catalogue.search(within=OWN, **wanted)]


def test_what_the_body_takes_part_in_comes_first_then_its_prefecture_then_other_cases_then_the_rest():
    hits = catalogue.search(kind="電子申請", body="萩市", within=OWN)

    assert ["own", "near", "far", "unnamed", "nowhere"] == [hit.software.id for hit in hits]
    assert [
        "systems.named_by_body",
        "systems.named_in_prefecture",
        "systems.named",
        "systems.named",
        "systems.named_nowhere",
    ] == [hit.reason.code for hit in hits]
    assert "Named in cases in which Hagi (city, Yamaguchi) takes part: own-case." == hits[0].reason.to("en")
    assert "山口県の事例に名前があります：near-case。" == hits[1].reason.to("ja")


@pytest.mark.parametrize("body", [governments.find("萩市"), "山口県萩市", "352047", "Hagi-shi"])
def test_a_body_is_a_value_a_name_or_a_code(body):
    assert "own" == ids(body=body)[0]


def test_a_prefecture_has_the_cases_of_its_own():
    hits = catalogue.search(body="山口県", within=OWN)

    assert ["near", "own"] == [hit.software.id for hit in hits][:2]
    assert "山口県の事例に名前があります：near-case、own-case。" == hits[1].reason.to("ja")


def test_a_ward_stands_for_its_city():
    ward, city = (catalogue.search(kind="ビジネスチャット", body=name) for name in ("堺市堺区", "堺市"))

    assert ward == city
    assert "systems.named_by_body" == ward[0].reason.code


def test_without_a_body_what_is_named_in_cases_comes_first_and_the_unnamed_last():
    assert ["far", "near", "own", "unnamed", "nowhere", "quantum"] == ids()


@given(st.permutations(OWN.software), st.permutations(OWN.offerings))
def test_the_order_does_not_depend_on_that_of_the_catalogue(software, offerings):
    other = Catalogue(software=tuple(software), offerings=tuple(offerings), origin="x")

    found = catalogue.search(body="萩市", within=other)
    assert ids(body="萩市") == [hit.software.id for hit in found]


@pytest.mark.parametrize(
    "kind", ["電子申請", "online_application", "Online application", "オンライン申請", find_kind("電子申請")]
)
def test_a_kind_is_found_by_id_name_synonym_or_value(kind):
    assert {"nowhere", "far", "unnamed", "near", "own"} == set(ids(kind=kind))


def test_an_unknown_kind_is_an_error_with_near_names():
    with pytest.raises(UnknownKind) as caught:
        ids(kind="電子申込")

    assert "電子申請" == caught.value.suggestion[0].ja


def test_a_kind_of_ones_own_catalogue_is_found_though_the_vocabulary_does_not_know_it():
    assert ["quantum"] == ids(kind="量子 暗号")
    with pytest.raises(UnknownKind):
        catalogue.search(kind="量子暗号")


def test_a_known_kind_that_nobody_serves_finds_nothing():
    assert [] == ids(kind="電子図書館")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("株式会社開発", ["far"]),
        ("(株)開発", ["far"]),
        ("ismap", ["own"]),
        ("ｓａｌｅｓ　ｉｎｃ", ["own"]),
        ("くらうど", ["nowhere"]),
        ("国産 クラウド", ["nowhere"]),
        ("国産 ismap", []),
        ("", ["far", "near", "own", "unnamed", "nowhere", "quantum"]),
    ],
)
def test_a_text_is_found_whatever_its_width_case_and_kana(text, found):
    assert found == ids(text=text)


def test_kind_text_and_body_narrow_together():
    assert ["own"] == ids(kind="電子申請", text="sales", body="萩市")
    assert [] == ids(kind="RPA", text="sales")


def test_a_body_that_there_is_not_is_an_error():
    with pytest.raises(UnknownName):
        ids(body="存在市")


def test_the_catalogue_that_ships_is_searched_where_none_is_given():
    hits = catalogue.search(kind="ビジネスチャット", body="滋賀県草津市")

    assert [("LoGoチャット", "systems.named_by_body")] == [(h.software.name, h.reason.code) for h in hits]


def test_a_hit_is_one_line_in_either_language_and_json():
    hit = catalogue.search(text="sales", within=OWN)[0]
    unknown = catalogue.search(kind="RPA", within=OWN)[0]

    assert "え（電子申請）：販売者 Sales Inc.。事例に名前があります：near-case、own-case。" == hit.to("ja")
    assert "(name unknown) (online application, robotic process automation): sold by unknown. " in unknown.to(
        "en"
    )
    assert {"software", "offerings", "reason"} == set(hit.to_dict())
    assert "own" == hit.to_dict()["software"]["id"] == hit.to_dict()["offerings"][0]["software"]
