"""The legal map: every rule and every figure of the law with where it stands, when it was read, how surely, and what is unknown.

Usage: python examples/legal_map.py [--check] [DOCS]

Made from the rule sets and the parameters themselves. With --check nothing is written: the pages that differ are printed, and
the exit status is 1 if there are any.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rule_pages import DOCS, LANGUAGES, RULESETS, listed

from chiho_digital import bonds, procurement, talent
from chiho_digital.basics import FiscalYear, Lang, Source, Text
from chiho_digital.rules import UnknownLaw

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from chiho_digital.rules import Parameter, ParameterFile, Rule, RuleSet

PARAMETERS: Mapping[Text, ParameterFile] = {
    Text("デジタル活用推進事業債とその財源", "The bond and other money"): bonds.PARAMETERS,
    Text("契約の金額の基準", "Limits of contracts"): procurement.PARAMETERS,
    Text("デジタル人材の財政措置", "Measures for digital talent"): talent.PARAMETERS,
}
TITLE = Text("法令の地図", "The legal map")
INTRODUCTION = Text(
    "ライブラリが判定に使う規則と数値のすべてです。条文のどこにあり、いつの条文を読み、どれだけ確かか（一次資料、二次資料、推論）、何が分からないかを示します。"
    "規則と数値そのものから作っています。読んだ日より後の改正は分かりません。公式の判定ではありません。",
    "Every rule and figure that the library decides by: where it stands, which text was read, how surely (primary, secondary, "
    "inferred), and what is unknown. Made from the rules and figures themselves. Amendments after the text that was read are "
    "unknown. None of this is an official determination.",
)
RULES = Text("規則", "Rules")
FIGURES = Text("数値", "Figures")
FIGURES_SAY = Text(
    "「まで」のある数値は、その年度だけのものです。ほかの年度は不明です（`Unknown`）。「から」だけの数値は、次の改正が分かるまで続くものとして扱い、そう明記します。",
    "A figure with a last year holds for its years alone; in others it is unknown (`Unknown`). One with a first year alone is "
    "taken to hold until a later text is known, and every answer says so.",
)
RULE_HEADS = Text(
    "規則｜条文｜読んだ条文の日付｜根拠｜分からない点", "rule｜where it stands｜text read on｜grade｜unknown"
)
FIGURE_HEADS = Text("数値｜値｜年度｜出典｜根拠", "figure｜value｜fiscal years｜source｜grade")
NOT_DATED = Text("日付の記録なし", "not recorded")


def row(*cells: str) -> str:
    """A row of a table."""
    return f"| {' | '.join(cell.replace('|', '／') for cell in cells)} |"


def head(headings: str) -> list[str]:
    """The heading of a table and the line below it."""
    cells = headings.split("｜")
    return [row(*cells), f"|{'---|' * len(cells)}"]


def cited(source: Source, lang: Lang) -> str:
    """A source with its article, linked where it has an address."""
    words = f"{source.title.to(lang)} {source.article}" if source.article else source.title.to(lang)
    return f"[{words}]({source.url})" if source.url else words


def read_on(sources: Iterable[Source], lang: Lang) -> str:
    """The dates of the texts that were read."""
    dates = sorted({source.revision.isoformat() for source in sources if source.revision})
    return ("、" if lang == "ja" else ", ").join(dates) or NOT_DATED.to(lang)


def rule_row(ruleset: RuleSet[Any], rule: Rule, lang: Lang) -> str:
    """A rule with its page, its sources and what no text answers."""
    unknown = [node.reason.to(lang) for node in rule.condition.walk() if isinstance(node, UnknownLaw)]
    return row(
        f"[{rule.title.to(lang)}](rules/{ruleset.id}/{rule.id}.md)",
        "<br>".join(cited(source, lang) for source in rule.sources),
        read_on(rule.sources, lang),
        rule.grade.label.to(lang),
        "<br>".join(dict.fromkeys(unknown)),
    )


def figure_rows(parameter: Parameter, lang: Lang) -> list[str]:
    """The values of a parameter over time."""
    rows: list[str] = []
    for first, last, dated in parameter.periods():
        begin = FiscalYear(first).to(lang)
        if last is None:
            years = f"{begin}から" if lang == "ja" else f"from {begin}"
        elif last == first:
            years = begin
        else:
            end = FiscalYear(last).to(lang)
            years = f"{begin}から{end}まで" if lang == "ja" else f"{begin} to {end}"
        words = parameter.text(dated.value).to(lang)
        name, _, value = words.partition("＝" if lang == "ja" else " = ")
        source = dated.source
        rows.append(
            row(
                f"{name}<br>`{parameter.name}`",
                value,
                years,
                cited(source, lang),
                source.grade.label.to(lang),
            )
        )
    return rows


def page(lang: Lang) -> str:
    """The page in a language."""
    lines = [f"# {TITLE.to(lang)}", "", INTRODUCTION.to(lang), "", f"## {RULES.to(lang)}", ""]
    for ruleset in RULESETS:
        title = ruleset.title.to(lang)
        lines += [f"### {title[:1].upper()}{title[1:]}", "", *head(RULE_HEADS.to(lang))]
        lines += [rule_row(ruleset, rule, lang) for rule in listed(ruleset).values()]
        lines.append("")
    lines += [f"## {FIGURES.to(lang)}", "", FIGURES_SAY.to(lang), ""]
    for room, file in PARAMETERS.items():
        lines += [f"### {room.to(lang)}", "", *head(FIGURE_HEADS.to(lang))]
        lines += [line for parameter in file.parameters.values() for line in figure_rows(parameter, lang)]
        lines.append("")
    return "\n".join(lines[:-1]) + "\n"


def pages() -> dict[str, str]:
    """Both pages by their path below the folder of the documentation."""
    return {f"{lang}/legal_map.md": page(lang) for lang in LANGUAGES}


def main() -> int:
    """Write the pages, or check them."""
    parser = argparse.ArgumentParser(description="the legal map")
    parser.add_argument("docs", nargs="?", type=Path, default=DOCS, help="folder of the documentation")
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 if a page differs")
    options = parser.parse_args()
    differing = [
        path
        for path, text in pages().items()
        if not (options.docs / path).exists() or (options.docs / path).read_text(encoding="utf-8") != text
    ]
    for path in differing:
        print(path)
        if not options.check:
            (options.docs / path).write_text(pages()[path], encoding="utf-8", newline="\n")
    return int(bool(differing) and options.check)


if __name__ == "__main__":
    raise SystemExit(main())
