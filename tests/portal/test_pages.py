"""Every page in both languages: its frame, its words, its headings, and that nothing stands in it that could run."""

import re
import tomllib
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from portal_pages import API, PAGES, REFUSED

from chiho_digital import governments, planning, procurement

PORTAL = Path(__file__).parents[2] / "examples" / "portal"
LANGUAGES = ("ja", "en")
VOID = {"meta", "link", "img", "input", "br"}
HEADERS = {
    "content-security-policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
}


class Page(HTMLParser):
    """The tags of a page with their attributes, its headings, and whether every tag is closed."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.open = [], []
        self.feed(html)
        self.close()
        assert [] == self.open

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert tag == self.open.pop()

    def of(self, *names):
        return [attrs for tag, attrs in self.tags if tag in names]


def every_page(client, lang):
    for path in [*PAGES, *REFUSED]:
        answer = client.get(f"/{lang}{path}")
        assert REFUSED.get(path, 200) == answer.status_code, path
        yield path, answer


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_has_its_landmarks_its_language_and_headings_in_order(client, lang):
    for path, answer in every_page(client, lang):
        page = Page(answer.text)
        assert [lang] == [html["lang"] for html in page.of("html")], path
        for landmark in ("header", "main", "footer", "title", "h1"):
            assert 1 == len(page.of(landmark)), (path, landmark)
        assert page.of("nav"), path
        assert page.of("a")[0] == {"class": "skip", "href": "#main"}, path
        levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
        assert 1 == min(levels), path
        assert all(after <= before + 1 for before, after in pairwise(levels)), path


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_page_holds_a_script_a_style_or_anything_from_elsewhere(client, lang):
    for path, answer in every_page(client, lang):
        page = Page(answer.text)
        assert [] == page.of("script", "style", "iframe", "object", "embed", "base"), path
        for tag, attrs in page.tags:
            assert "style" not in attrs, path
            assert not any(name.startswith("on") for name in attrs), path
            loaded = attrs.get("src", attrs.get("href", "") if tag == "link" else "")
            assert loaded == "" or loaded.startswith("/"), (path, loaded)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_answer_carries_the_secure_headers(client, lang):
    answers = [answer for _, answer in every_page(client, lang)]
    answers += [
        client.get(path) for path in [*API, "/", f"/{lang}/map.svg", "/static/portal.css", "/nowhere"]
    ]
    for answer in answers:
        for name, value in HEADERS.items():
            assert value == answer.headers[name], answer.url
        assert "unsafe" not in answer.headers["content-security-policy"]
        assert "cache-control" in answer.headers
        assert "server" not in answer.headers


@pytest.mark.parametrize("lang", LANGUAGES)
def test_tables_have_captions_and_scopes_and_fields_have_labels(client, lang):
    for path, answer in every_page(client, lang):
        page = Page(answer.text)
        assert len(page.of("table")) == len(page.of("caption")), path
        assert all(cell.get("scope") in {"row", "col"} for cell in page.of("th")), path
        labelled = {label["for"] for label in page.of("label")}
        fields = [f for f in page.of("input", "select", "textarea") if f.get("type") != "hidden"]
        assert {field["id"] for field in fields} == labelled, path
        ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
        assert len(ids) == len(set(ids)), path
        for field in fields:
            for name in field.get("aria-describedby", "").split():
                assert name in ids, path


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_other_language_is_the_same_page(client, lang):
    other = "en" if lang == "ja" else "ja"
    for path, answer in every_page(client, lang):
        (link,) = [a for a in Page(answer.text).of("a") if a.get("hreflang") == other]
        assert f"/{other}{path}" == link["href"]


def test_every_word_of_the_interface_is_there_in_both_languages_and_used():
    texts = {
        f"{group}.{name}": words
        for file in (PORTAL / "words").glob("*.toml")
        for group, entries in tomllib.loads(file.read_text(encoding="utf-8")).items()
        for name, words in entries.items()
    }
    for key, words in texts.items():
        assert {"ja", "en"} == words.keys(), key
        assert all(text.strip() for text in words.values()), key
        fields = [set(re.findall(r"\{(\w+)\}", text)) for text in words.values()]
        assert fields[0] == fields[1], key
    sources = [*PORTAL.rglob("*.html"), *PORTAL.rglob("*.py")]
    code = "\n".join(source.read_text(encoding="utf-8") for source in sources)
    said = set(re.findall(r"""["']([a-z]+\.[a-z0-9_]+)["']""", code))
    groups = {key.partition(".")[0] for key in texts}
    keys = {
        key
        for key in said
        if key.partition(".")[0] in groups and not key.endswith((".html", ".duckdb", ".s"))
    }
    assert set() == keys - texts.keys()
    by_name = {key for key in texts if key.startswith("refused.s")} | {
        "errors.filter_reversed",
        "errors.filter_count_and_none",
    }
    assert set() == texts.keys() - said - by_name


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_page_holds_a_percentage_a_rate_or_a_ranking(client, lang):
    """Of what bodies have done. (The words of the sources, as in a case's remarks, are theirs; pathways, the bond and the years of talent quote the law.)"""
    for path, answer in every_page(client, lang):
        if (
            "/cases/" in path
            or "/candidates/" in path
            or "pathway" in path
            or path.startswith(("/bonds", "/talent/outlook?"))
        ):
            continue
        text = re.sub("<footer>.*</footer>|<[^>]*>", "", answer.text, flags=re.DOTALL)
        assert None is re.search(r"[0-9][%％]|割合|比率|順位|ランキング|percent|\brate\b|\brank", text), path


def test_unknown_is_no_data_and_never_zero(client):
    rows = {row[0]["ja"]: row[1:] for row in client.get("/api/prefectures").json()["rows"]}
    assert [None, None, None] == rows["青森県"]
    assert [1, 1, 0] == rows["広島県"]
    subsidies = client.get("/api/subsidies").json()["rows"]
    assert {(None, None)} == {(row[2], row[3]) for row in subsidies}
    assert "データなし" in client.get("/ja/prefectures").text
    assert "no data" in client.get("/en/cases/osaka-line").text


@pytest.mark.parametrize("path", API)
def test_what_a_page_shows_is_there_as_json_as_the_description_says(client, path):
    answer = client.get(path)
    assert 200 == answer.status_code
    described = client.get("/api/openapi.json").json()
    assert any(
        re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", one), path.partition("?")[0]) for one in described["paths"]
    )
    assert answer.json()


def test_what_json_refuses_it_refuses_as_json_in_both_languages(client):
    for path, status in {
        "/api/nowhere": 404,
        "/api/cases/nope": 404,
        "/api/cases?at_least=9&at_most=3": 422,
        "/api/cases?page=0": 422,
        "/api/bodies": 422,
        "/api/bodies/999999": 422,
        "/api/bodies/352047/pathway?kind=nope&year=2026": 422,
    }.items():
        answer = client.get(path)
        assert status == answer.status_code, path
        assert {"ja", "en"} == answer.json()["message"].keys()


def test_a_list_is_filtered_and_handed_out_page_by_page(client):
    first = client.get("/api/cases").json()
    assert (53, 20) == (first["total"], len(first["cases"]))
    ids = [one for page in (1, 2, 3, 4) for one in client.get(f"/api/cases?page={page}").json()["cases"]]
    assert 53 == len(set(ids)) == len(ids)
    assert sorted(ids) == ids
    second = client.get("/ja/cases?words=%E9%9B%BB%E5%AD%90&page=2").text
    assert "page=1" in second
    assert "words=%E9%9B%BB%E5%AD%90" in second


def test_a_name_that_several_bear_shows_all_of_them_and_an_unknown_one_suggests_near_ones(client):
    several = client.get("/ja/bodies", params={"q": "府中市"}).text
    assert "/ja/bodies/132063" in several
    assert "/ja/bodies/342084" in several
    assert "大阪府太子町" in client.get("/ja/bodies", params={"q": "大阪府太子市"}).text
    assert "/en/bodies/352047" in client.get("/en/bodies", params={"q": "hagi"}).text
    assert "/ja/bodies/352047" in client.get("/ja/bodies", params={"q": "352047"}).text


def test_a_former_code_leads_to_what_became_of_it(client):
    answer = client.get("/ja/bodies/221350")
    assert 404 == answer.status_code
    assert "中央区" in answer.text


def test_the_front_is_japanese(client):
    answer = client.get("/")
    assert (303, "/ja/") == (answer.status_code, answer.headers["location"])


@pytest.mark.parametrize("body", ["352047", "252069", "270008", "131041", "202151"])
@pytest.mark.parametrize(
    "kind", ["electronic_bidding", "business_chat", "online_application", "electronic_library"]
)
def test_a_pathway_shows_the_cases_that_one_of_all_cases_shows(site, body, kind):
    from portal.pages.municipalities import pathway_of

    portal = site.portal
    shown = pathway_of(portal, governments.get(body), kind, 2026)
    every = planning.pathway(body, kind, 2026, cases=procurement.read_cases().cases, n=5)
    for ours, theirs in zip(shown.steps, every.steps, strict=True):
        assert theirs.entries == ours.entries
        assert len(theirs.notes) == len(ours.notes)
        assert theirs.notes[1:] == ours.notes[1:]
    assert every.cases.count == shown.count


def test_the_cases_of_the_store_are_those_of_the_file(site):
    cases = {case.id: case for case in procurement.read_cases().cases}
    assert cases == {case.id: case for case in site.portal.data.cases(cases)}
    assert () == site.portal.data.cases(["nope", ""])


@pytest.mark.parametrize("body", ["352047", "252069", "270008", "131041", "202151", "221309"])
def test_bodies_stand_in_the_order_in_which_the_library_finds_them_similar(site, body):
    data = site.portal.data
    every = governments.similar(body, figures={"population": data.population}, n=2_000).nearest
    assert [str(one.government.code) for one in every] == data.nearest_bodies(governments.get(body))
