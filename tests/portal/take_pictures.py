"""Pictures of every page of the portal for the documentation: Japanese on a desk, English on a telephone.

Usage: python tests/portal/take_pictures.py [DOCS]. It starts a portal with what the tests put in, looks at each page, and writes
DOCS/portal_pictures and the pages that show them. Pages are cut at their first 1,600 pixels.
"""

import re
import sys
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parents[1] / "examples")]

from portal_pages import OWN_PAGES, PAGES  # noqa: E402 -- where it lies is said above

DOCS = HERE.parents[1] / "docs"
FOLDER = "portal_pictures"
_TALLEST = 1_600
_LOOKS = {"ja": {"width": 1024, "height": 768}, "en": {"width": 360, "height": 740}}
_TITLES = {"ja": "ポータルの画面", "en": "The pages of the portal"}
_SAYS = {
    "ja": "ポータルの例のすべてのページです。試験が入れた架空の回答や提案が載っています。縦1,600ピクセルで切っています。",
    "en": "Every page of the example portal, as on a telephone (the Japanese guide shows them as on a desk). Answers and "
    "proposals on them are made up by the tests. Pictures are cut at 1,600 pixels.",
}


def name_of(path):
    """The name of the picture of a page."""
    words = re.sub(r"[^a-z0-9]+", "-", unquote(path).lower()).strip("-") or "front"
    return words if len(words) <= 60 else f"{words[:50]}-{sum(map(ord, path)) % 10_000:04}"


def guide(lang, titles):
    """The page that shows them; titles: of every page by its path."""
    lines = [f"# {_TITLES[lang]}", "", _SAYS[lang], ""]
    for path, title in titles.items():
        lines += [
            f"## {title}",
            "",
            f"`/{lang}{unquote(path)}`",
            "",
            f"![{title}](../{FOLDER}/{lang}/{name_of(path)}.webp){{ loading=lazy }}",
            "",
        ]
    return "\n".join(lines[:-1]) + "\n"


def look(browser, site, lang, folder):
    """Takes the pictures in a language; the titles of the pages by their paths."""
    from PIL import Image

    folder.mkdir(parents=True, exist_ok=True)
    titles = {}
    for body, paths in {None: PAGES, **OWN_PAGES}.items():
        context = browser.new_context(base_url=site.address, viewport=_LOOKS[lang], java_script_enabled=False)
        page = context.new_page()
        if body:
            page.goto("/ja/login")
            page.get_by_label("トークン").fill(site.token(body))
            page.get_by_role("button", name="ログイン").click()
        for path in paths:
            page.goto(f"/{lang}{path}")
            with Image.open(BytesIO(page.screenshot(full_page=True))) as whole:
                image = whole.convert("RGB").crop((0, 0, whole.width, min(whole.height, _TALLEST)))
                image.save(folder / f"{name_of(path)}.webp", quality=30, method=6)
            titles[path] = page.title().partition(" | ")[0]
        context.close()
    return titles


def main():
    import shutil

    from playwright.sync_api import sync_playwright
    from portal_running import BROWSERS, running
    from portal_seeds import seed

    docs = Path(sys.argv[1]) if len(sys.argv) > 1 else DOCS
    shutil.rmtree(docs / FOLDER, ignore_errors=True)
    program = next(filter(None, map(shutil.which, BROWSERS)))
    with TemporaryDirectory() as folder, running(Path(folder)) as site, sync_playwright() as playwright:
        seed(site)
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for lang in _LOOKS:
            titles = look(browser, site, lang, docs / FOLDER / lang)
            (docs / lang / "portal_pages.md").write_text(guide(lang, titles), encoding="utf-8", newline="\n")
        browser.close()


if __name__ == "__main__":
    main()
