"""Every picture: its text alternative, and what it exports."""

import pickle
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from functools import cache
from html.parser import HTMLParser
from io import BytesIO

import pytest
from PIL import Image

from chiho_digital import plots
from chiho_digital.basics import InvalidValue, MissingExtra, Text
from chiho_digital.plots import MissingFont, Plot, tile_map

SVG = "{http://www.w3.org/2000/svg}"
LANGS = pytest.mark.parametrize("lang", ["ja", "en"])
needs_font = pytest.mark.usefixtures("japanese_font")
UNIT = Text("件", "cases")
FETCHING = {"script", "image", "foreignObject", "use", "a"}
MARKER = 'fill="#f4f5f7"'


@cache
def drawn(picture, lang):
    return ET.fromstring(picture.to_svg(lang))  # noqa: S314 – our own text


class Page(HTMLParser):
    """What stands in a page: its tags with their attributes, and its texts by tag."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.texts, self._open = [], {}, []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self._open.append(tag)

    def handle_data(self, data):
        if data.strip():
            self.texts.setdefault(self._open[-1], []).append(data)


def test_every_function_that_draws_is_among_the_pictures(pictures):
    functions = [name for name in plots.__all__ if name.endswith(("_map", "_chart"))]

    assert len(pictures) == len(functions)


@LANGS
def test_the_text_alternative_is_title_and_description_of_the_svg(picture, lang):
    root = drawn(picture, lang)
    title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")

    assert (root.get("role"), root.get("lang")) == ("img", lang)
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    assert (title.text, description.text) == (picture.title.to(lang), picture.words.to(lang))
    assert picture.text(lang).startswith(title.text)
    assert picture.text(lang).endswith(description.text)


@LANGS
def test_the_text_alternative_holds_every_number_of_the_table(picture, lang):
    numbers = {cell for row in picture.table.rows for cell in row if isinstance(cell, int)}

    assert {f"{number:,}" for number in numbers} <= set(
        re.findall(r"[0-9][0-9,]*[0-9]|[0-9]", picture.text(lang))
    )
    assert picture.table.rows


@LANGS
def test_a_picture_shows_its_title_and_fetches_nothing(picture, lang):
    root = drawn(picture, lang)
    texts = "".join("".join(element.itertext()) for element in root.iter(f"{SVG}text"))

    assert "".join(picture.title.to(lang).split()) in "".join(texts.split())
    assert not [element.tag for element in root.iter() if element.tag.removeprefix(SVG) in FETCHING]
    references = [
        value
        for element in root.iter()
        for name, value in element.attrib.items()
        if name.endswith("href") or "url(" in value
    ]
    ids = {element.get("id") for element in root.iter()}
    assert {reference.removeprefix("url(#").removesuffix(")") for reference in references} <= ids


@needs_font
def test_a_png_is_as_large_as_it_should_be_and_not_blank(picture):
    wide, high = map(float, drawn(picture, "ja").get("viewBox").split()[2:])
    with Image.open(BytesIO(picture.to_png(scale=1.5))) as image:
        assert image.format == "PNG"
        assert image.size == pytest.approx((1.5 * wide, 1.5 * high), abs=1.5)
        colours = image.convert("RGB").getcolors(2**24)
    paper = max(colours)[0] if (255, 255, 255) == max(colours)[1] else 0
    assert 0.3 < paper / sum(count for count, _ in colours) < 0.99
    assert len(colours) > 50


@needs_font
def test_japanese_letters_are_drawn():
    one, other = (tile_map({}, title=Text(sign * 3, ""), unit=UNIT).to_png() for sign in "共協")

    assert one != other


@pytest.mark.parametrize("scale", [0, -1, 10.5, float("nan"), float("inf")])
def test_a_scale_out_of_bounds_is_refused(scale):
    with pytest.raises(InvalidValue) as caught:
        tile_map({}, title=UNIT, unit=UNIT).to_png(scale=scale)
    assert caught.value.code == "plots.scale_range"


def test_a_page_holds_picture_and_table_and_refers_to_nothing_outside(picture):
    html = picture.to_html("en")
    page = Page(html)
    tags = [tag for tag, _ in page.tags]
    (policy,) = [attrs["content"] for tag, attrs in page.tags if tag == "meta" and "http-equiv" in attrs]

    assert page.tags[0] == ("html", {"lang": "en"})
    assert page.texts["h1"] == [picture.title.en]
    assert tags.count("table") == tags.count("main") == 1
    cells = tags.count("td") + tags.count("th") - len(picture.table.headings)
    assert cells == sum(map(len, picture.table.rows))
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'")
    assert "http" not in policy
    assert not [attrs for _, attrs in page.tags if attrs.keys() & {"src", "href", "srcset", "data"}]
    assert "@import" not in html
    assert "url(http" not in html
    assert ("script-src" in policy) is (html.count("</script") > 0) is isinstance(picture, Plot)


@pytest.mark.parametrize(("name", "lang"), [("scaling", "ja"), ("tile-map", "en")])
@needs_font
def test_a_file_is_written_by_its_ending(tmp_path, pictures, name, lang):
    picture = pictures[name]
    for ending in ("svg", "png", "HTML"):
        picture.save(tmp_path / f"one.{ending}", lang)

    assert (tmp_path / "one.svg").read_text(encoding="utf-8") == picture.to_svg(lang)
    assert (tmp_path / "one.HTML").read_text(encoding="utf-8") == picture.to_html(lang)
    assert (tmp_path / "one.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("name", ["one.pdf", "one", "svg"])
def test_another_ending_is_refused_with_those_that_are_known(tmp_path, pictures, name):
    with pytest.raises(InvalidValue) as caught:
        pictures["tile-map"].save(str(tmp_path / name))
    assert caught.value.code == "plots.unknown_suffix"
    assert name in caught.value.message("en")
    assert ".svg, .png, .html" in caught.value.message("en")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["outline-map", "scaling"])
def test_a_notebook_shows_the_picture_and_has_its_words(pictures, name):
    picture = pictures[name]
    shown = picture._repr_mimebundle_(include=None, exclude=None)

    assert shown == {"image/svg+xml": picture.to_svg("ja"), "text/plain": picture.text("ja")}


@pytest.mark.parametrize("name", ["outline-map", "scaling"])
def test_a_picture_travels_by_pickle_and_is_drawn_alike(pictures, name):
    arrived = pickle.loads(pickle.dumps(pictures[name]))

    assert arrived.text() == pictures[name].text()
    assert arrived.to_svg("en") == pictures[name].to_svg("en") != pictures[name].to_svg("ja")


@pytest.mark.parametrize("name", ["tile-map", "outline-map", "timeline", "shares", "outlook"])
def test_what_is_not_known_is_hatched_and_stands_in_the_legend(pictures, name):
    picture = pictures[name]
    root = drawn(picture, "ja")
    hatch = root.find(f".//{SVG}pattern").get("id")
    texts = {text.text for text in root.iter(f"{SVG}text")}

    assert len([e for e in root.iter() if e.get("fill") == f"url(#{hatch})"]) > 1
    assert texts & {"不明", "データなし"}
    if isinstance(picture, Plot):
        assert picture.to_svg("ja").count(MARKER) == 1  # in the hatch itself
        assert 'path[fill="#f4f5f7"]{fill:url(#unknown)}' in picture.to_html("ja")


@pytest.mark.parametrize("name", ["tile-map", "outline-map", "bars", "distribution"])
def test_no_picture_shows_percentages_or_ranks(pictures, name):
    for lang in ("ja", "en"):
        text = pictures[name].text(lang) + pictures[name].to_svg(lang).partition("</desc>")[2]
        assert not re.search("％|[0-9]%|順位|ランキング|[Rr]ank", text)


def test_without_the_extra_maps_are_drawn_and_charts_still_speak(pictures, monkeypatch):
    for package in ("altair", "vl_convert"):
        monkeypatch.setitem(sys.modules, package, None)
    tiles, chart = pictures["tile-map"], pictures["repayment"]

    assert tiles.to_html("en").startswith("<!DOCTYPE html>")
    assert "第1回" in chart.text("ja")
    for refused in (chart.chart, chart.to_svg, chart.to_html, tiles.to_png):
        with pytest.raises(MissingExtra, match=r"chiho-digital\[plots\]"):
            refused()


def test_importing_the_room_loads_no_engine_of_pictures():
    code = (
        "import sys, chiho_digital.plots; print(*{'altair', 'vl_convert', 'PIL', 'numpy'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert not done.stdout.split()


def test_where_no_font_holds_japanese_a_png_is_refused_with_the_repair(tmp_path):
    nothing = f"<fontconfig><dir>{tmp_path}</dir></fontconfig>"
    (tmp_path / "fonts.conf").write_text(nothing, encoding="utf-8")
    code = """
from chiho_digital.basics import Text
from chiho_digital.plots import MissingFont, tile_map

picture = tile_map({"010006": 1}, title=Text("共同調達", "Joint procurement"), unit=Text("件", "cases"))
picture.to_svg("ja")
assert picture.to_png("en").startswith(b"\\x89PNG")
try:
    picture.to_png("ja")
except MissingFont as error:
    print(error.message("en"))
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"FONTCONFIG_FILE": str(tmp_path / "fonts.conf"), "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )

    assert "fonts-noto-cjk" in done.stdout
    assert "register_font_directory" in MissingFont("plots.no_japanese_font").message("ja")
