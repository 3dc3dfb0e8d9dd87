"""The tile map: what stands in it, that nothing is invented, and that everyone can read it."""

from __future__ import annotations

import csv
import xml.etree.ElementTree as ET
from importlib.resources import files
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiho_digital.basics import Text
from chiho_digital.plots import tile_map
from chiho_digital.plots._shades import DARK, HATCH, NO_DATA, PAPER, QUIET, SHADES, ZERO

SVG = "{http://www.w3.org/2000/svg}"
GRID = list(
    csv.DictReader(
        (files("chiho_digital.plots") / "data" / "tile_grid.csv").read_text(encoding="utf-8").splitlines()
    )
)
CODES = [row["code6"] for row in GRID]
TITLE, UNIT = Text("共同調達の案件数", "Joint procurement cases"), Text("件", "cases")
WITHOUT = {"ja": "データなし", "en": "no data"}
LANGS = pytest.mark.parametrize("lang", ["ja", "en"])


def drawn(values, *, lang="ja", title=TITLE, unit=UNIT, source=None):
    return ET.fromstring(tile_map(values, title=title, unit=unit, source=source).to_svg(lang))  # noqa: S314 – our own text


def tiles(picture):
    return {group.get("data-code"): group for group in picture.iter(f"{SVG}g")}


def lines(tile):
    """The visible lines of a tile on a wide screen."""
    return [text.text for text in tile.findall(f"{SVG}text") if text.get("display") != "none"]


def value_of(tile, lang="ja"):
    return ("" if lang == "ja" else " ").join(lines(tile)[1:])


def place(tile):
    box = tile.find(f"{SVG}rect")
    return tuple(float(box.get(name)) for name in ("x", "y", "width", "height"))


def legend(picture):
    """Label and fill of every entry of the legend."""
    children = list(picture)
    return {
        text.text: box.get("fill")
        for box, text in pairwise(children)
        if box.tag == f"{SVG}rect" and box.get("rx") and text.tag == f"{SVG}text"
    }


def contrast(one, other):
    """The contrast ratio of two colours as WCAG 2 defines it."""

    def luminance(colour):
        parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@LANGS
def test_every_prefecture_has_a_tile_at_its_place_on_the_grid(lang):
    found = tiles(drawn({}, lang=lang))
    assert list(found) == CODES
    assert len(found) == 47
    places = {code: place(tile) for code, tile in found.items()}
    columns, rows = sorted({x for x, *_ in places.values()}), sorted({y for _, y, *_ in places.values()})
    grid_columns, grid_rows = sorted({int(r["col"]) for r in GRID}), sorted({int(r["row"]) for r in GRID})
    for row in GRID:
        x, y, *_ = places[row["code6"]]
        assert grid_columns[columns.index(x)] == int(row["col"])
        assert grid_rows[rows.index(y)] == int(row["row"])


def test_no_tiles_overlap_and_all_lie_inside_the_picture():
    picture = drawn({}, title=Text("とても長い題名" * 40, ""), source=Text("とても長い出典" * 80, ""))
    _, _, wide, high = map(float, picture.get("viewBox").split())
    boxes = [place(tile) for tile in tiles(picture).values()]
    for x, y, width, height in boxes:
        assert 0 <= x < x + width <= wide
        assert 0 <= y < y + height <= high
    for (x, y, w, h), (x2, y2, w2, h2) in combinations(boxes, 2):
        assert x + w <= x2 or x2 + w2 <= x or y + h <= y2 or y2 + h2 <= y


def test_the_picture_scales_with_the_page():
    picture = drawn({})
    assert picture.get("width") == "100%"
    assert picture.get("viewBox").startswith("0 0 ")


def test_japanese_tiles_show_the_name_without_its_suffix_except_hokkaido():
    found = tiles(drawn({}))
    shown = [lines(found[code])[0] for code in ("010006", "130001", "260002", "350001", "300004")]
    assert shown == ["北海道", "東京", "京都", "山口", "和歌山"]


def test_english_tiles_show_the_whole_name_and_three_letters_on_narrow_screens():
    found = tiles(drawn({}, lang="en"))
    assert [lines(found[row["code6"]])[0] for row in GRID] == [row["name_en"] for row in GRID]
    narrow = [text.text for tile in found.values() for text in tile if text.get("class") == "narrow"]
    assert all(len(name) == 3 for name in narrow)
    assert len(set(narrow)) == 47


@LANGS
def test_a_missing_value_and_none_show_no_data_and_never_zero(lang):
    picture = drawn({"010006": None, "130001": 5}, lang=lang)
    for code, tile in tiles(picture).items():
        if code != "130001":
            assert value_of(tile, lang) == WITHOUT[lang]
            assert "0" not in "".join(tile.itertext())
            assert tile.find(f"{SVG}rect").get("fill") == f"url(#{picture.get('id')}-hatch)"


@LANGS
def test_zero_shows_zero_in_a_shade_of_its_own(lang):
    picture = drawn({"010006": 0, "020001": 1, "030007": None}, lang=lang)
    found = tiles(picture)
    assert value_of(found["010006"], lang) == "0"
    fills = [found[code].find(f"{SVG}rect").get("fill") for code in ("010006", "020001", "030007")]
    assert len(set(fills)) == 3


@LANGS
def test_the_legend_shows_no_data_zero_and_the_ranges_with_the_fills_of_the_tiles(lang):
    picture = drawn({"010006": 0, "020001": 1, "030007": 3, "040002": 12, "050008": 1500}, lang=lang)
    shown = legend(picture)
    assert list(shown) == [WITHOUT[lang], "0", "1–9", "10–99", "100–999", "1,000–9,999"]
    fills = {code: tile.find(f"{SVG}rect").get("fill") for code, tile in tiles(picture).items()}
    assert [fills[code] for code in ("060003", "010006", "030007", "040002", "050008")] == [
        shown[label] for label in (WITHOUT[lang], "0", "1–9", "10–99", "1,000–9,999")
    ]
    assert f"{UNIT.to(lang)}" in "".join(picture.itertext())


@pytest.mark.parametrize("shade", [*SHADES, ZERO, NO_DATA])
def test_text_on_every_shade_has_a_contrast_of_at_least_4_5(shade):
    assert contrast(shade.fill, shade.ink) >= 4.5


@pytest.mark.parametrize(("ground", "ink"), [(PAPER, DARK), (PAPER, QUIET), (HATCH, NO_DATA.ink)])
def test_title_legend_source_and_hatch_have_a_contrast_of_at_least_4_5(ground, ink):
    assert contrast(ground, ink) >= 4.5


def test_the_shades_darken_step_by_step():
    steps = [contrast(PAPER, shade.fill) for shade in (ZERO, *SHADES)]
    assert all(later / earlier > 1.25 for earlier, later in pairwise(steps))


@LANGS
def test_the_text_alternative_lists_every_value_in_words(lang):
    picture = drawn({"130001": 1234, "350001": 0}, lang=lang)
    title, description = picture[0], picture[1]
    assert picture.get("role") == "img"
    assert picture.get("lang") == lang
    assert picture.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    assert (title.tag, title.text) == (f"{SVG}title", TITLE.to(lang))
    expected = {
        "ja": ("東京都1,234件、山口県0件。", "データなし：北海道、青森県、"),
        "en": ("Tokyo 1,234, Yamaguchi 0.", "No data: Hokkaido, Aomori, "),
    }
    for part in expected[lang]:
        assert part in description.text


@LANGS
def test_the_text_alternative_names_no_group_that_is_empty(lang):
    full = drawn(dict.fromkeys(CODES, 2), lang=lang)[1].text
    assert WITHOUT[lang] not in full.lower()
    assert WITHOUT[lang] in drawn({}, lang=lang)[1].text.lower()


@LANGS
def test_hostile_texts_are_escaped(lang):
    evil = "</title><script>alert(1)</script>&\"'\x00\x0b\ud800]]>"
    said = Text(evil, evil)
    picture = drawn({"010006": 1}, lang=lang, title=said, unit=said, source=said)
    assert not list(picture.iter(f"{SVG}script"))
    assert picture[0].text == "</title><script>alert(1)</script>&\"'\ufffd\ufffd\ufffd]]>"


@LANGS
def test_the_source_is_shown_when_given(lang):
    words = "".join(drawn({}, lang=lang, source=Text("見本の数値", "Sample figures")).itertext())
    assert {"ja": "出典：見本の数値", "en": "Source: Sample figures"}[lang] in words
    assert {"ja": "出典", "en": "Source"}[lang] not in "".join(drawn({}, lang=lang).itertext())


def test_two_maps_on_one_page_share_no_ids():
    maps = [
        drawn({}),
        drawn({}, lang="en"),
        drawn({}, title=Text("別の題名", "Another title")),
        drawn({"010006": 1}),
    ]
    ids = [element.get("id") for picture in maps for element in picture.iter() if element.get("id")]
    assert len(ids) == len(set(ids)) == 16


def test_equal_arguments_give_equal_text_in_any_order_of_keys():
    one = tile_map({"010006": 1, "020001": None}, title=TITLE, unit=UNIT)
    other = tile_map({"020001": None, "010006": 1}, title=TITLE, unit=UNIT)
    assert one.to_svg() == other.to_svg()


@given(
    st.dictionaries(st.sampled_from(CODES), st.none() | st.integers(0, 30) | st.integers(0)),
    st.text(),
    st.sampled_from(["ja", "en"]),
)
def test_any_values_and_texts_give_well_formed_svg_with_each_value_in_its_tile(values, words, lang):
    said = Text(words, words)
    picture = drawn(values, lang=lang, title=said, unit=said, source=said)
    fills = set(legend(picture).values())
    for code, tile in tiles(picture).items():
        value = values.get(code)
        assert value_of(tile, lang) == (WITHOUT[lang] if value is None else f"{value:,}")
        assert tile.find(f"{SVG}rect").get("fill") in fills
