"""Software, offerings and catalogues: JSON there and back, what the door refuses, and a schema in Japanese."""

import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from chiho_digital.basics import MAX_YEN, Text
from chiho_digital.systems import Catalogue, Company, Offering, Price, Software


def refused(model, **values):
    with pytest.raises(ValidationError) as caught:
        model.model_validate(values)
    return str(caught.value)


@settings(max_examples=60)
@given(st.from_type(Catalogue))
def test_a_catalogue_survives_json_and_pickle(catalogue):
    assert catalogue == Catalogue.model_validate_json(catalogue.model_dump_json())
    assert catalogue == Catalogue.model_validate(catalogue.model_dump())
    assert catalogue == pickle.loads(pickle.dumps(catalogue))


def test_records_cannot_be_changed():
    with pytest.raises(ValidationError):
        Company(name="x").name = "y"


def test_kinds_and_units_are_kept_by_their_ids_and_unknown_ones_as_written():
    one = Software(id="a", kinds=("電子申請", "オンライン申請", "量子暗号"))
    price = Price(what="利用料", yen=0, unit="1ユーザー／月", tax_basis="unknown")

    assert ("online_application", "量子暗号") == one.kinds
    assert [True, False] == [kind.known for kind in one.system_kinds]
    assert ("user/month", True) == (price.unit, price.price_unit.known)
    assert "平米" == Price(what="x", yen=1, unit="平米", tax_basis="included").unit


@pytest.mark.parametrize("missing", ["what", "yen", "unit", "tax_basis"])
def test_a_price_says_what_for_how_much_per_what_and_on_which_tax_basis(missing):
    price = {"what": "利用料", "yen": 100, "unit": "月", "tax_basis": "excluded"}
    del price[missing]

    assert missing in refused(Price, **price)


@pytest.mark.parametrize("yen", [-1, 1.5, "100", True, MAX_YEN + 1])
def test_an_amount_is_whole_yen(yen):
    assert "yen" in refused(Price, what="x", yen=yen, unit="月", tax_basis="excluded")


def test_a_corporate_number_is_checked_and_may_be_unknown():
    assert None is Company(name="x").corporate_number
    assert "5835678256246" == Company(name="x", corporate_number="5-8356-7825-6246").corporate_number
    assert "修正案：5835678256246" in refused(Company, name="x", corporate_number="T5835678256246")


def test_ids_are_unique_and_every_offering_has_its_software():
    one, two = {"id": "a", "kinds": ["RPA"]}, {"software": "b"}

    assert "ID a " in refused(Catalogue, software=[one, one], offerings=[], origin="x")
    assert "offerings of b" in refused(Catalogue, software=[one], offerings=[two], origin="x")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("origin", None),
        ("origin", {"ja": "x"}),
        ("as_of", "2025-13"),
        ("software", [{"id": "A B", "kinds": ["RPA"]}]),
        ("software", [{"id": "a", "kinds": []}]),
        ("software", [{"id": "a", "kinds": ["RPA"], "links": ["ftp://x"]}]),
        ("software", [{"id": "a", "kinds": ["RPA"], "links": [{"url": "https://x.jp", "remark": 1}]}]),
        ("offerings", [{"software": "a", "link": "x"}]),
        ("offerings", [{"software": "a", "prices": []}]),
        ("offerings", [{"software": "a", "used_in": [{"case": "x", "bodies": ["350002"]}]}]),
    ],
)
def test_the_door_refuses_what_is_malformed(field, value):
    values = {"software": [{"id": "a", "kinds": ["RPA"]}], "offerings": [], "origin": "x", field: value}

    assert field in refused(Catalogue, **values)


def test_words_in_one_language_are_taken_for_both():
    assert Text("x", "x") == Catalogue(software=(), offerings=(), origin="x").origin


def test_the_offerings_of_a_software_are_found_by_value_and_by_id():
    one, other = Software(id="a", kinds=("RPA",)), Software(id="b", kinds=("RPA",))
    catalogue = Catalogue(
        software=(one, other),
        offerings=tuple(Offering(software=id_) for id_ in ("a", "b", "a")),
        origin="x",
    )

    assert catalogue.offerings[::2] == catalogue.offerings_of(one) == catalogue.offerings_of("a")
    assert () == catalogue.offerings_of("c")


def test_a_software_without_a_name_says_so():
    assert Text("（名称不明）", "(name unknown)") == Software(id="a", kinds=("RPA",)).title
