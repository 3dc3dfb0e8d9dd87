"""The main job on real data: check the 53 published cases, sum them up as the dashboard does, find cases like one's own.

Usage: python examples/demo.py [--lang ja|en] [--html FILE] NAME-OF-MUNICIPALITY
"""

from __future__ import annotations

import argparse
import json
import sys
from html import escape
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from chiho_digital import dashboard, governments, procurement, systems
from chiho_digital.basics import ChihoDigitalError, Lang, Text
from chiho_digital.plots import tile_map

if TYPE_CHECKING:
    from chiho_digital.governments import Government
    from chiho_digital.procurement import CaseFile

ATTRIBUTION = Text(
    "出典：総務省「全国地方公共団体コード」（令和6年1月1日現在）、総務省統計局「令和2年国勢調査 人口速報集計」、"
    "e-Stat「市区町村名・コード（廃置分合等情報）」を加工して作成。本データは総務省等が作成・保証したものではない。"
    "事例の出典は各行にあります。",
    "Sources: MIC code list of local governments (2024-01-01), 2020 Population Census (preliminary counts), e-Stat list of "
    "changes; edited. Neither made nor guaranteed by the government in this form. Each case names its own sources.",
)
ISSUES = Text("実際のファイルで見つかった指摘", "Issues found in the real file")
OURS = Text(
    "分野の対応表は本ライブラリ独自のものです（公表されたものではありません）。",
    "The mapping of kinds to areas is this library's own, not the published one.",
)
PORTAL = Text(
    "ブラウザーで見る見本のポータル（Ctrl+Cで終わる）：",
    "An example portal, to see in a browser (Ctrl+C ends it):",
)
NOTEBOOKS = Text("ノートブック：", "Notebooks:")
INSTALL = Text("JupyterLabがないので、先に入れる：", "JupyterLab is not installed; install it first:")
OPEN = Text("ノートブックを開く：", "Open the notebooks:")
STYLE = """
body{font-family:"Noto Sans JP","Hiragino Sans","Yu Gothic UI",Meiryo,sans-serif;line-height:1.7;color:#1a1a1c;
max-width:64rem;margin:0 auto;padding:1rem}
h1{font-size:1.6rem}caption{font-weight:bold;text-align:left;padding:.5rem 0}
table{border-collapse:collapse;font-size:.9rem;margin-top:1.5rem}
.wide{overflow-x:auto}th,td{border-bottom:1px solid #b3b3b3;padding:.3rem .6rem;text-align:left}
.number{text-align:right;font-variant-numeric:tabular-nums}li{font-size:.85rem}svg{max-width:44rem;width:100%;height:auto}
@media print{.wide{overflow:visible}}
"""


def views(file: CaseFile, town: Government) -> list[dashboard.View]:
    """The three tables of the dashboard, and the cases of bodies near to the town in size."""
    population = governments.figures.load()
    return [
        dashboard.by_prefecture(file.cases, population=population),
        dashboard.by_kind(file.cases, population=population),
        dashboard.by_area(file.cases, population=population, areas=systems.areas_ours(), areas_label=OURS),
        dashboard.cases_near(town, file.cases, population=population),
    ]


def page(file: CaseFile, shown: list[dashboard.View], lang: Lang) -> str:
    """One self-contained HTML page with the issues, the tables and a tile map."""
    title = Text("自治体システムの共同調達", "Joint procurements of local government systems")
    counts = {
        body.code: (number or None)
        for body in governments.prefectures()
        for number in [sum(body.code in case.prefectures for case in file.cases)]
    }
    tiles = tile_map(
        counts,
        title=Text("都道府県別の事例数", "Cases by prefecture"),
        unit=Text("件", "cases"),
    ).to_svg(lang)
    issues = "\n".join(
        f"<li>[{issue.severity.label.to(lang)}] {escape(issue.to(lang))}</li>" for issue in file.issues
    )
    tables = "\n".join(f'<div class="wide">{view.to_html(lang)}</div>' for view in shown)
    return f"""<!DOCTYPE html>
<html lang="{lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title.to(lang)}</title><style>{STYLE}</style></head><body>
<h1>{title.to(lang)}</h1>
{tiles}
{tables}
<h2>{ISSUES.to(lang)} ({len(file.issues)})</h2>
<ul>{issues}</ul>
<footer><p>{escape(ATTRIBUTION.to(lang))}</p></footer>
</body></html>
"""


def further(lang: Lang) -> str:
    """What else there is to see, with the commands that start it: the portal and the notebooks."""
    here = Path(__file__).parent
    python = Path(sys.executable)
    if python.is_relative_to(Path.cwd()):
        python = python.relative_to(Path.cwd())
    lines = [PORTAL.to(lang), "  make portal", "", NOTEBOOKS.to(lang)]
    lines += [f"  examples/{path.name}: {title(path, lang)}" for path in sorted(here.glob("*.ipynb"))]
    if find_spec("jupyterlab") is None:
        lines += [INSTALL.to(lang), f"  {python} -m pip install -c constraints.txt '.[notebooks]' jupyterlab"]
    return "\n".join([*lines, OPEN.to(lang), f"  {python} -m jupyterlab examples"])


def title(notebook: Path, lang: Lang) -> str:
    """The title of a notebook, which stands in its first cell in Japanese, then in English."""
    cell = json.loads(notebook.read_text(encoding="utf-8"))["cells"][0]
    headings = [line.lstrip("# ").strip() for line in cell["source"] if line.startswith("#")]
    return Text(*headings).to(lang)


def main() -> int:
    """Print everything, and write the page."""
    parser = argparse.ArgumentParser(description="chiho_digital demo")
    parser.add_argument("town", metavar="NAME", help="市区町村名 / name of a municipality")
    parser.add_argument("--lang", choices=("ja", "en"), default="ja")
    parser.add_argument("--html", type=Path, default=Path("demo.html"))
    options = parser.parse_args()
    lang: Lang = options.lang
    try:
        town = governments.find(options.town)
    except ChihoDigitalError as error:
        print(error.message(lang), file=sys.stderr)
        return 2
    file = procurement.read_cases()
    print(f"{ISSUES.to(lang)} ({file.name}, {file.encoding}, {len(file.cases)})")
    for issue in file.issues:
        print(f"  [{issue.severity.label.to(lang)}] {issue.to(lang)}")
    shown = views(file, town)
    for view in shown:
        print(f"\n{view.to_text(lang)}")
    options.html.write_text(page(file, shown, lang), encoding="utf-8")
    print(f"\n{ATTRIBUTION.to(lang)}")
    written = Text("図と表のページを書きました", "Wrote a page with the map and the tables")
    print(f"{written.to(lang)}: {options.html}")
    print(f"\n{further(lang)}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
