"""What axe cannot see of WCAG 2.2 A and AA, looked at on every page: space, movement, contrast of fields, titles, language of parts."""

import re
from html.parser import HTMLParser

import pytest
from portal_pages import PAGES

pytestmark = pytest.mark.slow

SPACED = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"
JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
# By computed style: the contrast of the border of each field with what it stands on.
CONTRASTS = """() => {
    const light = c => {
        const p = c.match(/[0-9.]+/g).slice(0, 3).map(v => v / 255).map(v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
        return .2126 * p[0] + .7152 * p[1] + .0722 * p[2];
    };
    const ground = e => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor; if (!/, 0\\)$/.test(c)) return c; } return 'rgb(255, 255, 255)'; };
    return [...document.querySelectorAll('main input:not([type=hidden]):not([type=checkbox]):not([type=radio]), main select, main textarea')].map(e => {
        const a = light(getComputedStyle(e).borderTopColor), b = light(ground(e.parentElement));
        return [e.id, (Math.max(a, b) + .05) / (Math.min(a, b) + .05)];
    });
}"""
MOVING = """() => [...document.querySelectorAll('*')].filter(e => {
    const s = getComputedStyle(e);
    return ['fixed', 'sticky'].includes(s.position) || s.animationName !== 'none' || s.transitionDuration !== '0s';
}).map(e => e.outerHTML.slice(0, 80))"""
CUT = """() => [...document.querySelectorAll('main *')].filter(e => {
    const s = getComputedStyle(e);
    return ['hidden', 'clip'].includes(s.overflowX) && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1)
        && !['SELECT', 'INPUT', 'TEXTAREA', 'OPTION'].includes(e.tagName);
}).map(e => e.outerHTML.slice(0, 80))"""


@pytest.fixture
def page(browser, site):
    """A window of 320 pixels: a desk's 1,280 at four times the size."""
    context = browser.new_context(
        base_url=site.address, bypass_csp=True, viewport={"width": 320, "height": 256}
    )
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_pages_fit_320_pixels_with_wide_spacing_and_nothing_is_cut_off_or_moves(page, lang):
    for path in PAGES:
        page.goto(f"/{lang}{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
        assert [] == page.evaluate(MOVING), path
        page.add_style_tag(content=SPACED)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
        assert [] == page.evaluate(CUT), path


def test_the_border_of_every_field_can_be_told_from_what_it_stands_on(page):
    fields = 0
    for path in PAGES:
        page.goto(f"/ja{path}")
        for name, contrast in page.evaluate(CONTRASTS):
            assert contrast >= 3, (path, name)
            fields += 1
    assert fields > 50


class Spoken(HTMLParser):
    """The texts of a page, each with the language it is said to be in; those that can hold no element left out."""

    def __init__(self, html):
        super().__init__()
        self.open, self.texts = [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        if tag not in {"meta", "link", "input", "br", "img", "hr", "wbr", "col"}:
            self.open.append((tag, dict(attrs).get("lang")))

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if not {"title", "option", "textarea", "style"} & {tag for tag, _ in self.open}:
            said = [lang for _, lang in self.open if lang]
            self.texts.append((said[-1] if said else None, data))


def test_japanese_on_an_english_page_is_said_to_be_japanese(client):
    marked = 0
    for path in PAGES:
        for lang, text in Spoken(client.get(f"/en{path}").text).texts:
            if JAPANESE.search(text):
                assert lang == "ja", (path, text)
                marked += 1
    assert marked > 50


def test_pages_of_the_menu_have_titles_of_their_own(client):
    from portal.pages import MENU

    for lang in ("ja", "en"):
        paths = ["/", *(path for section in MENU for path, _ in section.entries)]
        titles = [re.search("<title>(.*?)</title>", client.get(f"/{lang}{path}").text)[1] for path in paths]
        assert len(titles) == len(set(titles)) > 15


def test_help_stands_at_the_foot_of_every_page(client):
    for path in PAGES:
        assert "/ja/feedback" in client.get(f"/ja{path}").text.rpartition("<footer>")[2], path
