"""A page of HTML around a picture: the picture, the table of its values, and nothing that is fetched."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING, Any

from chiho_digital.basics import Lang, Text

from ._shades import DARK, NO_DATA, QUIET, hatch
from ._svg import FONTS, printable

if TYPE_CHECKING:
    from .picture import Picture

__all__ = ["living", "page"]

_VALUES = Text("数値の表", "The values as a table")
_STYLE = f"""
body{{font-family:{FONTS};line-height:1.7;color:{DARK};max-width:60rem;margin:0 auto;padding:1rem}}
h1{{font-size:1.4rem}}h2{{font-size:1.1rem}}figure{{margin:0}}figure svg{{max-width:100%;height:auto}}
.wide{{overflow-x:auto}}table{{border-collapse:collapse;font-size:.9rem}}caption{{text-align:left;font-weight:bold}}
th,td{{border-bottom:1px solid {QUIET};padding:.3rem .6rem;text-align:left}}
.number{{text-align:right;font-variant-numeric:tabular-nums}}
"""
# The reader's browser is told to fetch nothing at all. A chart that lives turns its formulas into code, hence the second.
_STILL = "default-src 'none'; style-src 'unsafe-inline'"
_LIVING = f"{_STILL}; script-src 'unsafe-inline' 'unsafe-eval'"


def page(picture: Picture, lang: Lang, *, rules: str = _STILL, scripts: str = "") -> str:
    """The page of a picture that stands still."""
    title = escape(picture.title.to(lang))
    return printable(f"""<!DOCTYPE html>
<html lang="{lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{rules}"><title>{title}</title><style>{_STYLE}</style></head><body><main>
<h1>{title}</h1>
<figure><div id="picture">
{picture.to_svg(lang)}
</div></figure>
<h2 id="values">{_VALUES.to(lang)}</h2>
<div class="wide" tabindex="0" role="region" aria-labelledby="values">
{picture.table.to_html(lang)}
</div>
</main>{scripts}</body></html>
""")


def living(picture: Picture, lang: Lang, spec: dict[str, Any], bundle: str) -> str:
    """The page of a chart that answers to the pointer; without scripts it shows the picture that stands still."""
    said = json.dumps(spec | {"description": picture.text(lang)}).replace("<", "\\u003c")
    scripts = f"""
<svg width="0" height="0" aria-hidden="true"><defs>{hatch("unknown")}</defs></svg>
<style>#picture path[fill="{NO_DATA.fill}"]{{fill:url(#unknown)}}</style>
<script>{bundle}</script>
<script>vegaEmbed("#picture", {said}, {{actions: false, renderer: "svg"}})</script>"""
    return page(picture, lang, rules=_LIVING, scripts=scripts)
