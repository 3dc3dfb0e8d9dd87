"""What goes out comes back as it was: the published cases, and cases of every kind."""

import json

import pytest
from exchange_worlds import TERMS, every_field, publications
from hypothesis import HealthCheck, given, settings

from chiho_digital.procurement import Case, read_cases
from chiho_digital.procurement.exchange import from_ocds, read_ocds, to_ocds, write_ocds


@pytest.fixture(scope="module")
def package():
    return to_ocds(read_cases().cases, **TERMS)


def test_the_published_cases_come_back_as_they_were_and_nothing_is_to_be_said(package):
    back = from_ocds(json.loads(json.dumps(package)))

    assert read_cases().cases == back.cases
    assert ((), ()) == (back.issues, back.rejected)


def test_the_terms_of_a_publication_come_back_too(package):
    back = from_ocds(package)

    assert package == to_ocds(
        back.cases,
        publisher=back.publisher,
        published_on=back.published_on,
        uri=back.uri,
        ocid_prefix=back.ocid_prefix,
    )


def test_the_cases_drawn_fill_every_field_that_a_case_has():
    assert set(Case.model_fields) == every_field()


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(publications())
def test_cases_shares_effects_and_corporate_numbers_come_back_as_they_were(publication):
    text = json.dumps(to_ocds(**publication, **TERMS), allow_nan=False)
    back = from_ocds(json.loads(text))

    assert () == back.issues
    assert publication["cases"] == list(back.cases)
    assert publication["shares"] == list(back.shares)
    assert publication["effects"] == list(back.effects)
    assert publication["corporate_numbers"] == back.corporate_numbers


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(publication=publications())
def test_a_file_holds_every_text_as_utf8_without_what_json_has_not(tmp_path, publication):
    file = tmp_path / "cases.json"
    package = to_ocds(**publication, **TERMS)
    write_ocds(package, file)

    assert package == json.loads(file.read_text(encoding="utf-8"), parse_constant=pytest.fail)
    assert publication["cases"] == list(read_ocds(file).cases)


def test_japanese_stands_in_the_file_as_it_is(tmp_path, package):
    file = tmp_path / "cases.json"
    write_ocds(package, file)

    assert "おうみ自治体クラウド協議会" in file.read_text(encoding="utf-8")
    assert b"\\u" not in file.read_bytes()
    assert read_cases().cases == read_ocds(str(file)).cases == read_ocds(file.read_bytes()).cases


def test_a_file_that_cannot_be_written_leaves_the_older_one_whole_and_nothing_beside_it(tmp_path, package):
    file = tmp_path / "cases.json"
    write_ocds(package, file)
    before = file.read_bytes()
    with pytest.raises(ValueError, match="JSON"):
        write_ocds({**package, "x": float("nan")}, file)
    (tmp_path / "folder").mkdir()
    with pytest.raises(OSError, match="folder"):
        write_ocds(package, tmp_path / "folder")

    assert before == file.read_bytes()
    assert ["cases.json", "folder"] == sorted(one.name for one in tmp_path.iterdir())


def test_the_package_is_made_of_plain_json_values():
    plain = {dict, list, str, int, bool}
    kinds = set()

    def look(value):
        kinds.add(type(value))
        for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            look(inner)

    look(to_ocds(read_cases().cases, **TERMS, corporate_numbers={"270008": "5835678256246"}))

    assert plain >= kinds


def test_the_same_cases_make_the_same_package(package):
    assert package == to_ocds(read_cases().cases, **TERMS)
