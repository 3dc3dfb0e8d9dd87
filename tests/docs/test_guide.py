"""The guide: both languages say the same things in the same places, and what the minutes page names is there."""

import re
import sys
from functools import reduce
from pathlib import Path

import pytest

import chiho_digital

DOCS = Path(__file__).parents[2] / "docs"
PAGES = sorted(path.relative_to(DOCS / "en") for path in (DOCS / "en").rglob("*.md"))
FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)


def outline(page):
    """The levels of the headings of a page, and its blocks of code."""
    text = page.read_text(encoding="utf-8")
    blocks = FENCE.findall(text)
    return [len(signs) for signs in re.findall(r"^(#+) ", FENCE.sub("", text), re.MULTILINE)], blocks


def test_every_page_is_there_in_both_languages():
    assert len(PAGES) > 20
    assert sorted(path.relative_to(DOCS / "ja") for path in (DOCS / "ja").rglob("*.md")) == PAGES


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_both_languages_have_the_same_sections_and_as_many_blocks(page):
    ours, theirs = outline(DOCS / "en" / page), outline(DOCS / "ja" / page)
    assert theirs[0] == ours[0]
    assert len(theirs[1]) == len(ours[1])


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_every_page_stands_in_the_contents(lang):
    contents = (DOCS.parent / "mkdocs.yml").read_text(encoding="utf-8")
    missing = [
        page for page in PAGES if f"{lang}/{page.as_posix()}" not in contents and page.parts[0] != "rules"
    ]
    assert [] == missing


def test_what_the_minutes_page_names_is_there_and_the_same_in_both_languages():
    named = {}
    for lang in ("en", "ja"):
        text = (DOCS / lang / "minutes.md").read_text(encoding="utf-8")
        rows = [line for line in FENCE.sub("", text).splitlines() if line.startswith("| ")]
        named[lang] = [re.findall(r"`([a-z]+(?:\.\w+)+)`", row) for row in rows]
    assert [sorted(row) for row in named["en"]] == [sorted(row) for row in named["ja"]]
    names = {name for row in named["en"] for name in row}
    assert len(names) > 40
    for name in names:
        assert reduce(getattr, name.split("."), chiho_digital) is not None


def test_every_page_of_the_portal_has_its_picture_in_the_guide_and_no_other_is_kept():
    sys.path.insert(0, str(DOCS.parent / "tests" / "portal"))
    from portal_pages import OWN_PAGES, PAGES
    from take_pictures import name_of

    names = {f"{name_of(path)}.webp" for paths in (PAGES, *OWN_PAGES.values()) for path in paths}
    repair = "run: python tests/portal/take_pictures.py"
    for lang in ("en", "ja"):
        assert {path.name for path in (DOCS / "portal_pictures" / lang).iterdir()} == names, repair
        text = (DOCS / lang / "portal_pages.md").read_text(encoding="utf-8")
        assert set(re.findall(rf"portal_pictures/{lang}/([\w-]+\.webp)", text)) == names, repair
