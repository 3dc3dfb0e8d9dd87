"""`find`: bodies by name or code, from arguments and from standard input."""

import json

import pytest

KEYS = {
    "code",
    "name",
    "full_name",
    "kana",
    "romaji",
    "kind",
    "prefecture",
    "parent",
    "valid_from",
    "valid_until",
    "notes",
}


@pytest.mark.parametrize("text", ["352047", "３５２０４７", "35204-7", "萩市", "山口県萩市", "Hagi"])
def test_a_body_is_found_by_code_and_by_every_spelling_of_its_name(run, text):
    ended = run("find", text)

    assert (0, 1) == (ended.status, len(ended.out.splitlines()))
    assert ended.out.startswith("352047  山口県萩市  ")
    assert ended.err.endswith("\n2026-01-01 現在\n")


def test_json_has_the_same_keys_for_every_answer(run):
    document = json.loads(run("find", "萩市", "浜松市中央区", "静岡県", "--json").out)

    assert ["as_of", "bodies", "errors"] == list(document)
    assert [KEYS] * 3 == [set(body) for body in document["bodies"]]
    assert [("352047", "350001"), ("221384", "221309"), ("220001", None)] == [
        (body["code"], body["parent"]) for body in document["bodies"]
    ]


def test_what_is_found_is_shown_although_another_name_is_unknown(run):
    ended = run("find", "萩市", "大阪府太子市", "池田町", "--json")

    document = json.loads(ended.out)
    assert 1 == ended.status
    assert ["352047"] == [body["code"] for body in document["bodies"]]
    assert ["governments.unknown_name", "governments.ambiguous_name"] == [
        error["code"] for error in document["errors"]
    ]
    assert "大阪府太子町" in document["errors"][0]["suggestion"]["ja"]
    assert 2 == len(ended.err.splitlines())


def test_a_code_that_lost_its_leading_zero_is_told_with_the_repair(run):
    ended = run("find", "11002", "--lang", "en")

    assert (1, "") == (ended.status, ended.out)
    assert "Likely repair: 011002（北海道札幌市）" in ended.err


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_names_come_from_standard_input_one_a_line(run, encoding):
    ended = run("find", "-", stdin="萩市\r\n\r\n 塩尻市\n".encode(encoding))

    assert ["352047", "202151"] == [line[:6] for line in ended.out.splitlines()]


def test_bytes_that_are_no_text_are_refused(run):
    ended = run("find", "-", stdin=b"\x81\x30")

    assert (1, "") == (ended.status, ended.out)
    assert "UTF-8" in ended.err


def test_a_date_is_read_in_every_notation_and_shows_the_bodies_of_that_day(run):
    ended = run("find", "浜松市北区", "--as-of", "令和5年4月1日")

    assert ended.out.startswith("221350  静岡県浜松市北区")
    assert "2023-04-01 現在" in ended.err


def test_a_date_that_is_none_is_an_error_of_the_library(run):
    ended = run("find", "萩市", "--as-of", "2023-02-30")

    assert (1, "") == (ended.status, ended.out)
    assert "2023-02-30" in ended.err


def test_all_bodies_with_a_text_in_their_name_are_listed_and_none_is_an_error(run):
    several, none = run("find", "府中", "--all"), run("find", "ない名前", "--all", "--lang", "en")

    assert (0, ["132063", "342084", "343021"]) == (
        several.status,
        [line[:6] for line in several.out.splitlines()],
    )
    assert (1, "No body has 'ない名前' in its name.\n") == (none.status, none.err)
