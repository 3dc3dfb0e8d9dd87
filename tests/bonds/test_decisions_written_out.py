"""Decisions written out: the JSON form is pinned by fixtures that other implementations can use."""

import json
from pathlib import Path

import pytest

from chiho_digital import __version__, bonds

EXPECTED = Path(__file__).parent / "expected"
CASES = {
    "eligible": {
        "fiscal_year": 2025,
        "body_kind": "municipality",
        "under_plan": True,
        "purpose": "resident_convenience",
        "kind": "system",
        "use": "resident_service",
        "acquisition": "introduce",
        "commonization_candidate": False,
    },
    "ineligible": {"fiscal_year": 2030, "body_kind": "municipality"},
    "undetermined": {
        "fiscal_year": 2027,
        "body_kind": "prefecture",
        "under_plan": True,
        "purpose": "efficiency",
        "kind": "system",
        "acquisition": "introduce",
        "commonization_candidate": True,
    },
}


@pytest.mark.parametrize("name", CASES)
def test_the_json_of_a_decision_is_stable(name: str) -> None:
    decision = bonds.eligibility(bonds.ProjectFacts(**CASES[name]))

    written = json.loads(decision.to_json())

    assert __version__ == written.pop("library_version")
    assert json.loads((EXPECTED / f"{name}.json").read_text(encoding="utf-8")) == written


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_decision_says_what_it_rests_on(name: str, lang: str) -> None:
    decision = bonds.eligibility(bonds.ProjectFacts(**CASES[name]))

    for text in (decision.explain(lang), decision.to_html(lang)):
        assert decision.outcome.label.to(lang) in text
        assert "2026-04-01" in text
        assert __version__ in text
        assert decision.grade.label.to(lang) in text
        assert {"ja": "公式の判断ではありません", "en": "not an official determination"}[lang] in text


def test_html_escapes_and_notebooks_show_it() -> None:
    decision = bonds.eligibility(bonds.ProjectFacts(**CASES["undetermined"]))

    shown = decision._repr_html_()
    assert shown.index(decision.to_html("ja")) < shown.index(decision.to_html("en"))
    assert "<script" not in decision.to_html("en")
    assert "body&#x27;s" in decision.to_html("en")
