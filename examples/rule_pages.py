"""The pages about the rules, one per rule and language, written from the rules themselves.

Usage: python examples/rule_pages.py [--check] [DOCS]

Without --check the pages are written and those of rules that are gone are removed. With it nothing is written: the names of
the pages that differ are printed, and the exit status is 1 if there are any.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from chiho_digital.basics import Lang, Text
from chiho_digital.bonds import EXPENSE_RULES, NOTIFICATION_RULES, PERMISSION_RULES, PLAN_RULES, PROJECT_RULES
from chiho_digital.commonization import FLAG_RULES
from chiho_digital.procurement import SMALL_CONTRACT_RULES, WTO_RULES
from chiho_digital.rules import Rule, RuleSet, rule_page
from chiho_digital.talent import RULES as TALENT_RULES

if TYPE_CHECKING:
    from collections.abc import Mapping

DOCS = Path(__file__).parents[1] / "docs"
RULESETS: tuple[RuleSet[Any], ...] = (
    PROJECT_RULES,
    EXPENSE_RULES,
    PLAN_RULES,
    PERMISSION_RULES,
    NOTIFICATION_RULES,
    SMALL_CONTRACT_RULES,
    WTO_RULES,
    *TALENT_RULES.values(),
    FLAG_RULES,
)
LANGUAGES: tuple[Lang, ...] = get_args(Lang)

TITLE = Text("規則の一覧", "The rules one by one")
INTRODUCTION = Text(
    "デジタル活用推進事業債、契約の金額の基準、デジタル人材の財政措置の規則と、共通化の提案の確認事項です。1件に1ページ、ライブラリが判定に使う規則そのものから作っています。"
    "使い方は[デジタル活用推進事業債](../bonds.md)、[人材プール](../talent.md)、[共通化](../commonization.md)、書き方は[規則を書く](../rules.md)にあります。",
    "The rules of the digital-promotion bond, of the limits of contracts and of the measures for digital talent, and the review "
    "flags of proposals for commonization, one page each, made from the very rules that the library decides by. "
    "How to use them: [the bond](../bonds.md), [talent pools](../talent.md), [commonization](../commonization.md). How to write some: [write rules](../rules.md).",
)
MORE = Text(
    "対象事業の規則もすべて当てはまります。ここにはそれに加わる規則だけを挙げます。",
    "The rules on projects apply as well; listed here is what comes on top of them.",
)
GONE = Text("（最新の条文にはありません）", " (not in the newest text)")


def listed(ruleset: RuleSet[Any]) -> dict[str, Rule]:
    """The rules that have a page, by id, each as its newest text has it."""
    rules = {rule.id: rule for revision in ruleset.revisions for rule in (*ruleset.standing, *revision.rules)}
    if ruleset is EXPENSE_RULES:
        return {name: rule for name, rule in rules.items() if name not in listed(PROJECT_RULES)}
    return rules


def index_page(lang: Lang) -> str:
    """The page that lists all rules with links."""
    lines = [f"# {TITLE.to(lang)}", "", INTRODUCTION.to(lang), ""]
    for ruleset in RULESETS:
        title = ruleset.title.to(lang)
        lines += [f"## {title[:1].upper()}{title[1:]}", "", f"`{ruleset.id}`", ""]
        if ruleset is EXPENSE_RULES:
            lines += [MORE.to(lang), ""]
        if ruleset is FLAG_RULES:
            lines += [ruleset.official.to(lang), ""]
        newest = {rule.id for rule in ruleset.rules()}
        lines += [
            f"- [{rule.title.to(lang)}]({ruleset.id}/{name}.md){'' if name in newest else GONE.to(lang)}"
            for name, rule in listed(ruleset).items()
        ]
        lines.append("")
    return "\n".join(lines[:-1]) + "\n"


def pages() -> dict[str, str]:
    """Every page: its path below the folder of the documentation, and its text."""
    made: dict[str, str] = {}
    for lang in LANGUAGES:
        made[f"{lang}/rules/index.md"] = index_page(lang)
        for ruleset in RULESETS:
            for name in listed(ruleset):
                made[f"{lang}/rules/{ruleset.id}/{name}.md"] = rule_page(ruleset, name, lang)
    return made


def differing(made: Mapping[str, str], docs: Path) -> list[str]:
    """The paths of pages that are missing, differ, or belong to no rule, in order."""
    standing = {
        path.relative_to(docs).as_posix(): path.read_text(encoding="utf-8")
        for lang in LANGUAGES
        for path in (docs / lang / "rules").rglob("*.md")
    }
    return sorted(path for path in {*made, *standing} if made.get(path) != standing.get(path))


def write(made: Mapping[str, str], docs: Path) -> list[str]:
    """Writes the pages that differ and removes those of no rule; their paths."""
    changed = differing(made, docs)
    for path in changed:
        file = docs / path
        if path in made:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(made[path], encoding="utf-8", newline="\n")
        else:
            file.unlink()
    return changed


def main() -> int:
    """Write the pages, or check them."""
    parser = argparse.ArgumentParser(description="pages about the rules")
    parser.add_argument("docs", nargs="?", type=Path, default=DOCS, help="folder of the documentation")
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 if a page differs")
    options = parser.parse_args()
    docs: Path = options.docs
    if options.check:
        changed = differing(pages(), docs)
        print("\n".join(changed), end="\n" if changed else "")
        return 1 if changed else 0
    for path in write(pages(), docs):
        print(path)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
