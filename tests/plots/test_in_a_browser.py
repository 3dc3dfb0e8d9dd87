"""The page of a chart in a real browser: it draws the chart anew, and asks for nothing."""

import json
import re
import subprocess
from html import unescape

import pytest

SPY = """<script>
const asked = [];
addEventListener("securitypolicyviolation", event => asked.push(event.violatedDirective + " " + event.blockedURI));
addEventListener("load", () => setTimeout(() => {
  asked.push(...performance.getEntriesByType("resource").map(entry => entry.name));
  document.body.dataset.asked = JSON.stringify(asked);
}, 1500));
</script>"""


def dom(browser, folder, html):
    """What the browser made of a page."""
    (folder / "page.html").write_text(html, encoding="utf-8")
    command = [
        *(
            browser,
            "--headless",
            "--disable-gpu",
            "--no-sandbox",
            "--disable-dev-shm-usage",
            "--no-first-run",
        ),
        *(f"--user-data-dir={folder / 'profile'}", "--virtual-time-budget=10000", "--dump-dom"),
        (folder / "page.html").as_uri(),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=180, check=False)
    assert done.stdout, done.stderr
    return done.stdout


@pytest.mark.slow
@pytest.mark.parametrize("name", ["outline-map", "outlook", "shares"])
def test_a_page_shows_its_picture_and_asks_for_nothing(browser, tmp_path, pictures, name):
    picture = pictures[name]
    html = picture.to_html("ja")
    if name != "outline-map":
        html = html.replace("<title>", f"{SPY}<title>", 1)
    seen = dom(browser, tmp_path, html)
    figure = seen.partition("<figure>")[2].partition("</figure>")[0]
    texts = {unescape(text) for text in re.findall(r"<text[^>]*>([^<]*)</text>", figure)}

    assert picture.title.ja in texts
    if name == "outline-map":
        assert figure.count("data-code=") == 47
        return
    assert "vega-embed" in figure
    assert "<desc" not in figure  # the still picture gave way to the living one
    assert unescape(re.search('aria-label="([^"]*)"', figure)[1]) == picture.text("ja")
    assert texts & {"不明"}
    assert json.loads(unescape(re.search('data-asked="([^"]*)"', seen)[1])) == []


@pytest.mark.slow
def test_the_spy_sees_what_a_page_asks_for(browser, tmp_path, pictures):
    html = pictures["outlook"].to_html("ja").replace("<title>", f"{SPY}<title>", 1)
    seen = dom(
        browser, tmp_path, html.replace("<h1>", '<img src="https://example.invalid/a.png" alt=""><h1>')
    )

    assert "example.invalid" in re.search('data-asked="([^"]*)"', seen)[1]
