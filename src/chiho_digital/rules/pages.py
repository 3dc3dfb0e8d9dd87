"""Decisions and rules written out: plain text, JSON, HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from chiho_digital.basics import FiscalYear, Note, message

from .conditions import Holds
from .wording import sentence

if TYPE_CHECKING:
    from chiho_digital.basics import Lang, Source
    from chiho_digital.basics.messages import Spoken

    from .decisions import Decision, Finding
    from .facts import FactDefinition
    from .rulesets import Rule, RuleSet

__all__ = ["decision_to_dict", "explain", "footer", "headline", "remarks", "rule_page"]

_ROLES = {
    "requires": "rules.role_requires",
    "excludes": "rules.role_excludes",
    "alternative": "rules.role_alternative",
}
_MARKS = {True: "○", False: "×", None: "？"}


def explain(decision: Decision[Any], lang: Lang) -> str:
    """A decision with its reasons as plain text."""
    lines = [_say("rules.outcome_line", lang, title=decision.ruleset.title, outcome=decision.answer)]
    lines.append("")
    for finding in decision.findings:
        lines.append(f"{_MARKS[finding.supports]} {headline(finding).to(lang)}")
        lines.append(f"    {finding.text.to(lang)}")
        lines += [f"    {_say('rules.source_line', lang)}{source.to(lang)}" for source in finding.sources]
    for heading, items in remarks(decision):
        lines += ["", heading.to(lang), *(f"- {item.to(lang)}" for item in items)]
    lines += ["", *(line.to(lang) for line in footer(decision))]
    return "\n".join(lines)


def headline(finding: Finding) -> Note:
    """A rule by its title, with its role and whether it holds."""
    code = {True: "rules.value_true", False: "rules.value_false", None: "rules.value_unknown"}[finding.value]
    role = _ROLES[finding.rule.role.value]
    return Note("rules.headline", {"title": finding.rule.title, "role": Note(role), "value": Note(code)})


def remarks(decision: Decision[Any]) -> list[tuple[Note, tuple[Spoken, ...]]]:
    """What a decision has to say beside its findings: a heading with the facts missing, the unknown law, the assumptions."""
    definitions = decision.facts.definitions
    sections: list[tuple[Note, tuple[Spoken, ...]]] = [
        (Note("rules.missing_heading"), tuple(definitions[name].question for name in decision.missing)),
        (Note("rules.unknown_law_heading"), decision.unknown_law),
        (Note("rules.assumptions_heading"), decision.assumptions),
    ]
    return [(heading, items) for heading, items in sections if items]


def footer(decision: Decision[Any]) -> tuple[Spoken, ...]:
    """What a decision rests on, and that it is not official."""
    from chiho_digital._version import __version__

    return (
        Note("rules.grade_line", {"grade": decision.grade.label}),
        Note("rules.as_read_line", {"read_on": decision.as_read_on, "version": __version__}),
        decision.ruleset.official,
    )


def _say(code: str, lang: Lang, **params: object) -> str:
    return message(code, params, lang)


def decision_to_dict(decision: Decision[Any]) -> dict[str, Any]:
    """A decision as JSON values."""
    from chiho_digital._version import __version__

    return {
        "ruleset": decision.ruleset.id,
        "outcome": decision.outcome.value,
        "facts": {name: _json(value) for name, value in decision.facts},
        "findings": [
            {
                "rule": finding.id,
                "role": finding.rule.role.value,
                "value": finding.value,
                "supports": finding.supports,
                "facts": {name: _json(value) for name, value in finding.facts.items()},
                "text": finding.text.to_dict(),
                "sources": [source.to_dict() for source in finding.sources],
            }
            for finding in decision.findings
        ],
        "missing": list(decision.missing),
        "unknown_law": [reason.to_dict() for reason in decision.unknown_law],
        "assumptions": [note.to_dict() for note in decision.assumptions],
        "grade": decision.grade.value,
        "as_read_on": decision.as_read_on.isoformat(),
        "library_version": __version__,
        "official": decision.ruleset.official.to_dict(),
    }


def _json(value: object) -> Any:
    from .facts import Facts

    match value:
        case FiscalYear():
            return value.year
        case Facts():
            return {name: _json(item) for name, item in value}
        case tuple():
            return [_json(item) for item in cast("tuple[object, ...]", value)]
        case bool() | int() | None:
            return value
        case _:
            return str(value)


def rule_page(ruleset: RuleSet[Any], rule_id: str, lang: Lang) -> str:
    """The page of one rule in Markdown: what it does, what it asks in each text, its sources, figures and facts.

    Raises:
        KeyError: the set has no such rule.
    """
    texts = [
        (revision.first, {rule.id: rule for rule in (*ruleset.standing, *revision.rules)})
        for revision in ruleset.revisions
    ]
    held = [text[rule_id] for _, text in texts if rule_id in text]
    if not held:
        raise KeyError(rule_id)
    lines = [f"# {held[-1].title.to(lang)}", "", f"`{ruleset.id}` / `{rule_id}`", ""]
    lines += [_say(_ROLES[held[-1].role.value], lang), ""]
    previous: Rule | None = None
    for first, text in texts:
        rule = text.get(rule_id)
        if rule != previous:
            lines += [f"## {_say('rules.from_year', lang, year=first)}", ""]
            lines += _version(rule, {known.id: known.title.to(lang) for known in text.values()}, lang)
        previous = rule
    lines += _figures(held[-1], lang)
    lines += [f"## {_say('rules.facts_heading', lang)}", ""]
    lines += [
        f"- `{name}` {definition.label.to(lang)}: {definition.question.to(lang)}"
        for name, definition in _facts_read(
            held[-1], {name: r for _, t in texts for name, r in t.items()}
        ).items()
    ]
    return "\n".join(lines) + "\n"


def _version(rule: Rule | None, titles: dict[str, str], lang: Lang) -> list[str]:
    """A rule as one text has it."""
    if rule is None:
        return [_say("rules.dropped", lang), ""]
    asked = _say("rules.asked_line", lang, asked=sentence(rule.condition, lang, titles))
    sources = [f"- {_say('rules.source_line', lang)}{_cited(source, lang)}" for source in rule.sources]
    return [rule.says.to(lang), "", f"- {asked}", *sources, ""]


def _cited(source: Source, lang: Lang) -> str:
    """A source with its address as a link."""
    cited = source.to(lang)
    return cited.replace(source.url, f"<{source.url}>") if source.url else cited


def _figures(rule: Rule, lang: Lang) -> list[str]:
    lines: list[str] = []
    for parameter in rule.parameters.values():
        for dated in parameter.values:
            until = _say("rules.figure_until", lang, year=dated.last) if dated.last else ""
            figure = parameter.text(dated.value).to(lang)
            line = _say("rules.figure_line", lang, figure=figure, first=dated.first, last=until)
            lines.append(f"- {line} {_say('rules.source_line', lang)}{_cited(dated.source, lang)}")
    return [f"## {_say('rules.figures_heading', lang)}", "", *lines, ""] if lines else []


def _facts_read(rule: Rule, rules: dict[str, Rule]) -> dict[str, FactDefinition]:
    """The facts a rule reads, itself and through the rules it rests on."""
    found = dict(rule.condition.definitions())
    for node in rule.condition.walk():
        if isinstance(node, Holds):
            found |= _facts_read(rules[node.rule], rules)
    return found
