"""Every code has its words in both languages, every word is used, and sentences are filled in language by language."""

import ast
import re
import tomllib
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

import chiho_digital
from chiho_digital.basics import Note, Text, catalogue, message, phrase

PACKAGE = Path(chiho_digital.__file__).parent
ROOMS = sorted(file.parent.name for file in PACKAGE.glob("*/messages.toml"))
CODE = re.compile(rf"(?:{'|'.join(ROOMS)})\.[a-z][a-z0-9_]*")
FILE_NAMES = {file.name for file in PACKAGE.rglob("*")}
PLAIN_ERRORS = {"ChihoDigitalError", "InvalidDate", "InvalidValue", "MissingExtra"}


@cache
def entries(room):
    return tomllib.loads((PACKAGE / room / "messages.toml").read_text(encoding="utf-8"))


EVENTS = [(room, event) for room in ROOMS for event in entries(room)]


def placeholders(template):
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def syntax_nodes():
    for file in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            yield file.relative_to(PACKAGE), node


@cache
def codes_in_source():
    """Where each text that reads like a code stands: {code: {file, …}}."""
    found = {}
    for file, node in syntax_nodes():
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value):
            found.setdefault(node.value, set()).add(str(file))
    return {code: files for code, files in found.items() if code not in FILE_NAMES}


def plain_errors_in_source():
    """Every error of basics/ made in the source: (place, code, names given to it)."""
    for file, node in syntax_nodes():
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in PLAIN_ERRORS
            and isinstance(node.args[0], ast.Constant)
            and all(keyword.arg for keyword in node.keywords)
        ):
            yield f"{file}:{node.lineno}", node.args[0].value, {keyword.arg for keyword in node.keywords}


def test_there_are_words_to_check():
    assert "basics" in ROOMS
    assert "basics.date_format" in codes_in_source()
    assert any(plain_errors_in_source())


@pytest.mark.parametrize(("room", "event"), EVENTS)
def test_an_entry_has_words_in_japanese_and_english_and_nothing_else(room, event):
    words = entries(room)[event]

    assert {"ja", "en"} == set(words)
    assert all(isinstance(text, str) and text.strip() for text in words.values())


@pytest.mark.parametrize(("room", "event"), EVENTS)
def test_both_languages_of_an_entry_have_the_same_placeholders(room, event):
    words = entries(room)[event]

    assert placeholders(words["ja"]) == placeholders(words["en"])
    assert all(name.isidentifier() for name in placeholders(words["ja"]))


@pytest.mark.parametrize(("room", "event"), EVENTS)
def test_an_entry_becomes_a_sentence_when_its_placeholders_are_given(room, event):
    params = {name: f"<{name}>" for name in placeholders(catalogue(room)[event].ja)}

    for lang in ("ja", "en"):
        sentence = message(f"{room}.{event}", params, lang)
        assert all(value in sentence for value in params.values())


@pytest.mark.parametrize("room", ROOMS)
def test_a_catalogue_holds_every_entry_of_its_file(room):
    assert {event: Text(**words) for event, words in entries(room).items()} == catalogue(room)


@pytest.mark.parametrize("room", ROOMS)
def test_every_code_in_the_source_has_its_words(room):
    known = {f"{room}.{event}" for event in entries(room)}

    assert {
        code: files
        for code, files in codes_in_source().items()
        if code.startswith(f"{room}.") and code not in known
    } == {}


@pytest.mark.parametrize("room", ROOMS)
def test_no_words_are_dead(room):
    data = "\n".join(
        file.read_text(encoding="utf-8") for file in PACKAGE.rglob("*.toml") if file.name != "messages.toml"
    )
    used = codes_in_source().keys() | set(CODE.findall(data))

    assert not {f"{room}.{event}" for event in entries(room)} - used


def test_every_plain_error_in_the_source_is_given_what_its_sentence_mentions():
    missing = {}
    for place, code, names in plain_errors_in_source():
        room, _, event = code.partition(".")
        words = entries(room).get(event) if room in ROOMS else None
        if words is None or placeholders(words["ja"]) - names:
            missing[place] = code

    assert not missing


@pytest.mark.parametrize("room", ["", "no_such_room", "..", "basics/messages.toml"])
def test_a_room_without_words_has_no_catalogue(room):
    with pytest.raises(KeyError):
        catalogue(room)


@pytest.mark.parametrize(
    "code", ["", "basics", "basics.", "basics.no_such_event", ".date_format", "no_such_room.x"]
)
def test_an_unknown_code_has_no_sentence(code):
    with pytest.raises(KeyError):
        message(code, {"value": 1}, "ja")


def test_a_sentence_needs_all_its_parameters():
    with pytest.raises(KeyError, match="value"):
        message("basics.date_format", {}, "en")


def test_a_parameter_that_the_sentence_does_not_mention_is_passed_over():
    assert (
        message("basics.date_impossible", {"value": "x", "y": 1}, "en")
        == "'x' is not a date of the calendar."
    )


def test_braces_in_a_parameter_are_left_alone():
    assert (
        message("basics.date_impossible", {"value": "{value}"}, "en")
        == "'{value}' is not a date of the calendar."
    )


@pytest.mark.parametrize(
    ("value", "ja", "en"),
    [
        ("県", "県", "県"),
        (3, "3", "3"),
        (0, "0", "0"),
        (None, "", ""),
        (Text("県", "prefecture"), "県", "prefecture"),
        ((Text("県", "prefecture"), 3), "県、3", "prefecture, 3"),
        ([], "", ""),
        ([["a", Text("市", "city")], "b"], "a、市、b", "a, city, b"),
    ],
)
def test_a_parameter_is_phrased_in_the_language_of_the_sentence(value, ja, en):
    assert (ja, en) == (phrase(value, "ja"), phrase(value, "en"))


def test_a_note_is_a_sentence_in_either_language():
    note = Note("basics.date_impossible", {"value": Text("閏日", "leap day")})

    assert message(note.code, {"value": "閏日"}, "ja") == note.to("ja")
    assert message(note.code, {"value": "leap day"}, "en") == note.to("en")


def test_notes_are_equal_when_code_and_parameters_are():
    assert Note("basics.date_impossible", {"value": 1}) == Note("basics.date_impossible", {"value": 1})
    assert Note("basics.date_impossible", {"value": 1}) != Note("basics.date_impossible", {"value": 2})


def test_notes_with_lists_as_parameters_can_stand_in_a_set():
    assert (
        len({Note("basics.date_impossible", {"value": [1]}), Note("basics.date_impossible", {"value": [1]})})
        == 1
    )


def test_a_note_without_parameters_has_none():
    assert not Note("basics.suggestion").params
