"""Review flags of one proposal, with their reasons: raised, not raised, or such that it cannot be said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import frozen

from chiho_digital._version import __version__
from chiho_digital.basics import Grade, LabelledEnum, Note, Source, Text, message
from chiho_digital.basics.shown import Shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chiho_digital.basics import Lang
    from chiho_digital.basics.shown import Part
    from chiho_digital.commonization.proposals import Proposal
    from chiho_digital.commonization.vocabulary import Outcome
    from chiho_digital.rules import Decision, Finding

    from .facts import FlagFacts
    from .tables import JointCase

__all__ = ["Advice", "Flag", "FlagState", "Flags"]


class FlagState(LabelledEnum):
    """Whether a flag is raised (確認事項の状態)."""

    RAISED = "raised", "確認したい", "raised"
    NOT_RAISED = "not_raised", "確認は不要", "not raised"
    OPEN = "open", "判断できない", "cannot be said"


STATES: dict[bool | None, FlagState] = {
    True: FlagState.RAISED,
    False: FlagState.NOT_RAISED,
    None: FlagState.OPEN,
}


@frozen
class Flag:
    """One thing to look at in a proposal (確認事項). Strictly read-only. It rejects nothing.

    finding: of the rule.  notes: what records and tables say.  to_do: what to do if it is raised.
    read: sources of what was compared, beside those of the rule.
    """

    finding: Finding
    notes: tuple[Note, ...]
    to_do: Text
    read: tuple[Source, ...] = ()

    @property
    def id(self) -> str:
        """The rule's id."""
        return self.finding.id

    @property
    def title(self) -> Text:
        """What the flag says."""
        return self.finding.rule.title

    @property
    def state(self) -> FlagState:
        """Raised, not raised, or such that it cannot be said."""
        return STATES[self.finding.value]

    @property
    def missing(self) -> tuple[str, ...]:
        """The facts to be answered before it can be said, by their names in `FlagFacts`; none once it can."""
        if self.finding.value is not None:
            return ()
        return tuple(name for name, value in self.finding.facts.items() if value is None)

    @property
    def sources(self) -> tuple[Source, ...]:
        """Where the rule stands, and what was compared."""
        return tuple(dict.fromkeys((*self.finding.sources, *self.read)))

    @property
    def grade(self) -> Grade:
        """The weakest grade among the sources."""
        return Grade.weakest(*(source.grade for source in self.sources))


@frozen
class Advice:
    """Another method that suggests itself (別の方法の提案). Strictly read-only. The outcome is not ours to give.

    cases: the joint procurements it rests on; none where the caller states their number alone.
    """

    outcome: Outcome
    cases: tuple[JointCase, ...]

    @property
    def prefectures(self) -> tuple[str, ...]:
        """Where the cases are, as far as that is known."""
        return tuple(dict.fromkeys(name for case in self.cases for name in case.prefectures))

    def to(self, lang: Lang) -> str:
        """The advice in a sentence."""
        counted = {"count": len(self.cases), "prefectures": len(self.prefectures)}
        code = "commonization.advice" if self.cases else "commonization.advice_without_cases"
        return message(code, {"outcome": self.outcome.label, **counted}, lang)


@frozen
class Flags(Shown):
    """What there is to look at in a proposal before its review (提案の確認事項). Strictly read-only. No flag rejects it.

    names: of affairs and systems, that were compared.  flags: all of them, in the order of the rules.
    advice: another method, where the system is widely procured jointly; None else.
    """

    proposal: Proposal
    names: tuple[str, ...]
    decision: Decision[FlagFacts]
    flags: tuple[Flag, ...]
    advice: Advice | None

    def __shown__(self) -> Iterable[Part]:
        from chiho_digital.commonization.shown import flags_parts

        return flags_parts(self)

    def __getitem__(self, rule: str) -> Flag:
        """The flag of a rule.

        Raises:
            KeyError: there is no such rule.
        """
        return {flag.id: flag for flag in self.flags}[rule]

    def of(self, state: FlagState) -> tuple[Flag, ...]:
        """The flags in a state."""
        return tuple(flag for flag in self.flags if flag.state is state)

    @property
    def raised(self) -> tuple[Flag, ...]:
        """The flags that are raised."""
        return self.of(FlagState.RAISED)

    @property
    def open(self) -> tuple[Flag, ...]:
        """The flags of which it cannot be said."""
        return self.of(FlagState.OPEN)

    def explain(self, lang: Lang = "ja") -> str:
        """All flags with their reasons, what to do, and what is still asked, as plain text in `"ja"` or `"en"`."""
        about = {
            "title": self.decision.ruleset.title,
            "proposal": self.proposal.title,
            "id": self.proposal.id,
        }
        lines = [message("commonization.flags_title", about, lang)]
        for state in (FlagState.RAISED, FlagState.OPEN, FlagState.NOT_RAISED):
            for flag in self.of(state):
                lines += ["", *self._told(flag, lang)]
        if self.advice is not None:
            lines += ["", self.advice.to(lang), *(f"- {case.to(lang)}" for case in self.advice.cases)]
        if assumptions := self.decision.assumptions:
            lines += ["", message("rules.assumptions_heading", {}, lang)]
            lines += [f"- {note.to(lang)}" for note in assumptions]
        about = {"read_on": self.decision.as_read_on, "version": __version__}
        lines += ["", message("rules.as_read_line", about, lang), self.decision.ruleset.official.to(lang)]
        return "\n".join(lines)

    def _told(self, flag: Flag, lang: Lang) -> list[str]:
        """A flag as lines of text."""
        state = {"state": flag.state.label, "title": flag.title}
        lines = [message("commonization.flag_line", state, lang), f"  {flag.finding.rule.says.to(lang)}"]
        lines += [f"  {flag.finding.text.to(lang)}", *(f"  - {note.to(lang)}" for note in flag.notes)]
        if flag.state is FlagState.RAISED:
            lines.append(f"  {message('commonization.flag_to_do', {'to_do': flag.to_do}, lang)}")
        lines += [
            f"  {message('commonization.flag_asks', {'question': self._question(name)}, lang)}"
            for name in flag.missing
        ]
        return [
            *lines,
            *(f"  {message('rules.source_line', {}, lang)}{source.to(lang)}" for source in flag.sources),
        ]

    def _question(self, name: str) -> Text:
        return self.decision.facts.definitions[name].question

    def to_dict(self) -> dict[str, Any]:
        """The flags as JSON values; the form is pinned by the tests."""
        return {
            "proposal": self.proposal.id,
            "names": list(self.names),
            "flags": [
                {
                    "rule": flag.id,
                    "title": flag.title.to_dict(),
                    "state": flag.state.value,
                    "says": flag.finding.rule.says.to_dict(),
                    "text": flag.finding.text.to_dict(),
                    "notes": [note.to_dict() for note in flag.notes],
                    "to_do": flag.to_do.to_dict(),
                    "missing": list(flag.missing),
                    "sources": [source.to_dict() for source in flag.sources],
                    "grade": flag.grade.value,
                }
                for flag in self.flags
            ],
            "advice": self.advice
            and {
                "outcome": self.advice.outcome.value,
                "text": {"ja": self.advice.to("ja"), "en": self.advice.to("en")},
                "cases": [case.to_dict() for case in self.advice.cases],
            },
            "assumptions": [note.to_dict() for note in self.decision.assumptions],
            "as_read_on": self.decision.as_read_on.isoformat(),
            "library_version": __version__,
            "official": self.decision.ruleset.official.to_dict(),
        }
