"""The map in outline: every prefecture once, in the shade of its count, and the islands where they belong."""

import json
import re
import xml.etree.ElementTree as ET
from importlib.resources import files

import pytest

from chiho_digital.basics import InvalidValue, Text
from chiho_digital.governments import find, prefectures
from chiho_digital.plots import outline_map, tile_map
from chiho_digital.plots._outlines import INSETS, outlines

SVG = "{http://www.w3.org/2000/svg}"
TITLE, UNIT = Text("共同調達の案件数", "Joint procurement cases"), Text("件", "cases")
LANGS = pytest.mark.parametrize("lang", ["ja", "en"])
CODES = [str(body.code) for body in prefectures()]


def drawn(values, lang="ja", **more):
    picture = outline_map(values, title=TITLE, unit=UNIT, **more)
    return ET.fromstring(picture.to_svg(lang))  # noqa: S314 – our own text


def shapes(picture):
    return {path.get("data-code"): path for path in picture.iter(f"{SVG}path") if path.get("data-code")}


def rings(path):
    """The corners of each closed line of a path."""
    return [
        [tuple(map(float, corner.split())) for corner in ring.split("L")]
        for ring in re.findall("M([^Z]+)Z", path)
    ]


def test_every_prefecture_stands_once_in_the_order_of_the_codes():
    assert list(shapes(drawn({}))) == CODES


@LANGS
def test_fills_are_those_of_the_legend_of_the_tile_map(lang):
    values = {"010006": 0, "020001": 1, "030007": 3, "040002": 12, "050008": None}
    tiles = ET.fromstring(tile_map(values, title=TITLE, unit=UNIT).to_svg(lang))  # noqa: S314 – our own text
    in_tiles = {g.get("data-code"): g.find(f"{SVG}rect").get("fill") for g in tiles.iter(f"{SVG}g")}
    in_outline = {code: path.get("fill") for code, path in shapes(drawn(values, lang)).items()}

    assert len({in_outline[code] for code in values}) == 5
    for code, fill in in_outline.items():
        assert re.sub("tile-map-[0-9a-f]+", "", in_tiles[code]) == re.sub("outline-map-[0-9a-f]+", "", fill)


@LANGS
def test_a_pointer_finds_the_name_and_the_count_and_no_data_is_never_zero(lang):
    found = shapes(drawn({"130001": 1234, "350001": 0}, lang))
    said = {code: path.find(f"{SVG}title").text for code, path in found.items()}
    expected = {
        "ja": ("東京都 1,234", "山口県 0", "北海道 データなし"),
        "en": ("Tokyo 1,234", "Yamaguchi 0", "Hokkaido no data"),
    }

    assert (said["130001"], said["350001"], said["010006"]) == expected[lang]
    assert not [text for code, text in said.items() if code not in {"130001", "350001"} and "0" in text]


def test_the_words_and_the_table_are_those_of_the_tile_map():
    values = {"010006": 3, "470007": None}
    one, other = (draw(values, title=TITLE, unit=UNIT) for draw in (outline_map, tile_map))

    assert (one.words, one.table) == (other.words, other.table)


def test_every_outline_lies_inside_the_picture_and_islands_in_their_boxes():
    picture = drawn({}, source=Text("とても長い出典" * 40, ""))
    wide, high = map(float, picture.get("viewBox").split()[2:])
    for path in outlines().values():
        for ring in rings(path):
            assert len(ring) >= 4
            assert all(0 < x < wide and 0 < y < high for x, y in ring)
            boxes = [
                all(
                    box.left < x < box.left + box.width and box.top < y < box.top + box.height
                    for x, y in ring
                )
                for box in INSETS
            ]
            touched = [
                any(
                    box.left < x < box.left + box.width and box.top < y < box.top + box.height
                    for x, y in ring
                )
                for box in INSETS
            ]
            assert boxes == touched


def test_neighbours_share_borders_and_stand_as_on_any_map():
    corners = {code: {corner for ring in rings(path) for corner in ring} for code, path in outlines().items()}
    middle = {
        code: [sum(part) / len(points) for part in zip(*points, strict=True)]
        for code, points in corners.items()
    }
    hokkaido, tokyo, kanagawa, osaka, fukuoka, okinawa = (
        str(find(name).code) for name in ("北海道", "東京都", "神奈川県", "大阪府", "福岡県", "沖縄県")
    )

    assert corners[tokyo] & corners[kanagawa]
    assert not corners[tokyo] & corners[osaka]
    assert middle[hokkaido][1] < middle[tokyo][1] < middle[fukuoka][1]
    assert middle[fukuoka][0] < middle[osaka][0] < middle[tokyo][0]
    assert all(INSETS[0].left < x for x, _ in corners[okinawa])


def test_the_islands_of_amami_belong_to_kagoshima():
    topology = json.loads(
        (files("chiho_digital.plots") / "data" / "prefectures.topo.json").read_text(encoding="utf-8")
    )
    (wide, high), (west, south) = topology["transform"]["scale"], topology["transform"]["translate"]

    def first_points(code):
        (shape,) = [s for s in topology["objects"]["data"]["geometries"] if s["properties"]["code"] == code]
        for polygon in shape["arcs"]:
            x, y = topology["arcs"][polygon[0][0]][0]
            yield west + x * wide, south + y * high

    assert find("鹿児島県奄美市").parent_code == find("鹿児島県").code
    assert all(north < 27.2 for _, north in first_points("47"))
    assert sum(27.2 < north < 28.6 for _, north in first_points("46")) == 5


@LANGS
def test_what_the_outlines_are_is_said_with_the_source(lang):
    words = "".join(drawn({}, lang, source=Text("見本の数値", "Sample figures")).itertext())

    assert "Natural Earth" in words
    assert {"ja": "一部の島は描かれていません", "en": "some islands are not drawn"}[lang] in words
    assert {"ja": "出典：見本の数値", "en": "Source: Sample figures"}[lang] in words


def test_strange_values_are_refused():
    with pytest.raises(InvalidValue) as caught:
        outline_map({"13": 1, "130001": -1}, title=TITLE, unit=UNIT)
    assert caught.value.code == "plots.several_faults"
