"""A draft read from a form: everything that is wrong with it is told at once, beside the field in which it was typed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from pydantic import ValidationError

from chiho_digital import governments
from chiho_digital.basics import ChihoDigitalError, FiscalYear, InvalidValue, PartialDate, Text
from chiho_digital.commonization import MINISTRIES, FlagFacts, Ledger, ProposalYear, Proposer, ProposerKind
from chiho_digital.rules import InvalidFacts
from chiho_digital.tables import WebAddress

from ...forms import Answers
from .records import ORGANISATIONS, QUESTIONS, Draft

__all__ = ["body_of", "read"]

T = TypeVar("T")

_LINES = 50  # of a field that holds a list
_LINE = 200  # characters
_TEXT = (
    5_000  # characters of a text whose limit the library knows: so that it can say by how much it is too long
)

_PLACES = {
    "measure": "measure",
    "problem": "problem",
    "ministries": "ministry_other",
    "joint_proposers": "joint",
    "prior_consultations": "consulted_on",
    "proposer": "body",
}
"""The fields of the form in which what the library finds wrong was typed."""


def _said(error: ChihoDigitalError) -> Text:
    """What an error of the library says, without the place in a record that no reader knows."""
    bare = InvalidValue(error.code, value=error.value, suggestion=error.suggestion, **error.params)
    return Text(bare.message("ja"), bare.message("en"))


def _by(answers: Answers, name: str, reader: Callable[[str], T], longest: int = 100) -> T | None:
    """A field as the library reads it; None if it is blank, or cannot be read."""
    text = answers.text(name, longest)
    try:
        return None if text is None else reader(text)
    except ChihoDigitalError as error:
        answers.errors[name] = _said(error)
        return None


def _lines(answers: Answers, name: str) -> tuple[str, ...] | None:
    """The lines of a field; None if it is blank."""
    text = answers.text(name, _TEXT)
    found = tuple(line.strip() for line in (text or "").splitlines() if line.strip())
    if len(found) > _LINES or any(len(line) > _LINE for line in found):
        answers.errors[name] = "drafting.too_many"
        return None
    return found or None


def _proposer(text: str) -> Proposer:
    return Proposer.of(governments.find(text))


def body_of(answers: Answers) -> Proposer | None:
    """The proposing body that is named in the form, of those who are not logged in."""
    found = _by(answers, "body", _proposer)
    if found is None:
        answers.errors.setdefault("body", "drafting.required")
    return found


def _joint(answers: Answers) -> list[Proposer | dict[str, str]] | None:
    found = list[Proposer | dict[str, str]]()
    for line in _lines(answers, "joint") or ():
        try:
            found.append(_proposer(line))
        except ChihoDigitalError as error:
            answers.errors["joint"] = _said(error)
    other, kind = answers.text("joint_other", 100), answers.choice("joint_kind", ORGANISATIONS)
    if other is not None and kind is not None:
        found.append({"name": other, "kind": kind})
    elif (other is None) != (kind is None):
        answers.errors.setdefault("joint_kind" if kind is None else "joint_other", "drafting.both")
    return found or None


def _ministries(answers: Answers) -> list[dict[str, Any]] | None:
    found: list[dict[str, Any]] = [
        {"name": name}
        for place, name in enumerate(MINISTRIES)
        if answers.choice(f"ministry{place}", {"1"}) == "1"
    ]
    other, source = answers.text("ministry_other"), answers.text("ministry_source")
    if other is not None:
        found.append({"name": other, "source": source})
    elif source is not None:
        answers.errors.setdefault("ministry_other", "drafting.both")
    return found or None


def _consultations(answers: Answers) -> list[dict[str, Any]] | None:
    on = _by(answers, "consulted_on", PartialDate.parse)
    advice = answers.text("consulted_advice", 1_000)
    return None if on is None and advice is None else [{"on": on, "advice": advice}]


def _link(
    answers: Answers, proposer: Proposer | None
) -> tuple[list[str] | None, list[dict[str, Any]], str | None]:
    """Ids of the decentralisation proposals, their courses, and the address of the one."""
    linked = answers.choice("linked", {"yes", "no"})
    year = _by(answers, "link_year", ProposalYear.parse)
    title, number = answers.text("link_title"), answers.text("link_number", 100)
    body = _by(answers, "link_body", _proposer)
    url = _by(answers, "link_url", WebAddress().read, 500)
    if linked != "yes":
        if any(
            answers.given(name).strip()
            for name in ("link_year", "link_title", "link_number", "link_body", "link_url")
        ):
            answers.errors.setdefault("linked", "drafting.link_choice")
        return ([] if linked == "no" else None), [], None
    for name, value in (("link_year", year), ("link_title", title)):
        if value is None:
            answers.errors.setdefault(name, "drafting.required")
    proposal = {
        "id": "d1",
        "year": year,
        "title": title,
        "proposer": body or proposer,
        "control_number": number,
    }
    return ["d1"], [{"proposal": proposal}], url


def _answers(answers: Answers) -> dict[str, bool | int]:
    found: dict[str, bool | int] = {}
    year = _by(answers, "fiscal_year", FiscalYear.parse)
    if year is not None:
        found["fiscal_year"] = year.year
    for name in QUESTIONS:
        chosen = answers.choice(name, {"yes", "no"})
        if chosen is not None:
            found[name] = chosen == "yes"
    widely = answers.number("widely_from", 100_000)
    if widely is not None:
        found["widely_from"] = widely
    return found


def read(answers: Answers, proposer: Proposer | None, kinds: Iterable[str], id_: str = "p1") -> Draft | None:
    """The draft that a form holds; None where something is wrong, which `answers.errors` then names, all of it."""
    year = _by(answers, "year", ProposalYear.parse)
    decentralisation, courses, url = _link(answers, proposer)
    proposal = {
        "id": id_,
        "year": year,
        "title": answers.text("title"),
        "proposer": proposer,
        "joint_proposers": _joint(answers),
        "proposal_class": answers.text("proposal_class", 100),
        "field": answers.text("field", 100),
        "measure": answers.text("measure", _TEXT),
        "problem": answers.text("problem", _TEXT),
        "effect": answers.text("effect", _TEXT),
        "legal_basis": _lines(answers, "legal_basis"),
        "ministries": _ministries(answers),
        "decentralisation": decentralisation,
        "benefits": _lines(answers, "benefits"),
        "prior_consultations": _consultations(answers),
    }
    for name in ("year", "title"):
        if proposal[name] is None:
            answers.errors.setdefault(name, "drafting.required")
    about, kind = _lines(answers, "about") or (), answers.choice("kind", set(kinds))
    facts = _answers(answers)
    try:
        FlagFacts(**facts)
    except InvalidFacts as error:
        for problem in error.problems:
            answers.errors[str(problem.path[0])] = _said(problem)
    ledger = _ledger(answers, {**proposal, **_stand_ins(proposal)}, courses)
    if answers.errors or ledger is None:
        return None
    return Draft(ledger=ledger, about=about, kind=kind, url=url, answers=facts)


def _stand_ins(proposal: Mapping[str, Any]) -> dict[str, Any]:
    """For what is missing and told already, so that all else is checked too: the draft is refused anyway."""
    known = {"year": 2024, "title": "-", "proposer": {"name": "-", "kind": ProposerKind.VOLUNTARY}}
    return {name: value for name, value in known.items() if proposal[name] is None}


def _ledger(answers: Answers, proposal: Mapping[str, Any], courses: list[dict[str, Any]]) -> Ledger | None:
    for course in courses:
        course["proposal"] |= _stand_ins(course["proposal"])
    try:
        return Ledger.model_validate({"proposals": [proposal], "courses": courses})
    except ValidationError as error:
        found: InvalidFacts = error.errors()[0].get("ctx", {})["error"]
    for problem in found.problems:
        answers.errors.setdefault(_field(problem.path), _said(problem))
    return None


def _field(path: tuple[str | int, ...]) -> str:
    """The field of the form in which stands what is wrong at a place of the ledger."""
    words = [part for part in path if isinstance(part, str)]
    if words[0] == "courses":
        return "link_body" if "proposer" in words else "link_year"
    if words[1] == "joint_proposers" and "kind" in words:  # one with a code has its kind from us
        return "joint_other"
    return _PLACES.get(words[1], "title")
