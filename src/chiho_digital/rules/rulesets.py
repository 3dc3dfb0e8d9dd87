"""Rules, and sets of them by revision of the law."""

from __future__ import annotations

from datetime import date
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from attrs import define, frozen

from chiho_digital.basics import FiscalYear, Grade, InvalidValue, Note, Source, Text

from .conditions import Compare, Condition, ParameterAt
from .facts import Facts
from .soundness import faults

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from narwhals.typing import IntoFrameT

    from .decisions import Decision
    from .parameters import Parameter
    from .programs import Program
    from .questions import Question

__all__ = ["Change", "Revision", "Role", "Rule", "RuleSet"]

F = TypeVar("F", bound=Facts)


class Role(Enum):
    """What a rule does to the outcome (規則の役割)."""

    REQUIRES = "requires"
    EXCLUDES = "excludes"
    ALTERNATIVE = "alternative"


@frozen
class Rule:
    """One rule of a text (規則). Strictly read-only.

    id: the concept, the same across revisions.
    role: it must hold, must not hold, or is one of the alternatives of its group of which one must hold.
    condition: what it asks. sources: where the text stands. says: what the text says, restated.
    """

    id: str
    title: Text
    role: Role
    condition: Condition
    sources: tuple[Source, ...]
    says: Text
    group: str = ""

    def __attrs_post_init__(self) -> None:
        if not self.sources:
            raise ValueError(f"the rule {self.id} has no source")

    @property
    def grade(self) -> Grade:
        """The weakest grade among its sources."""
        return Grade.weakest(*(source.grade for source in self.sources))

    @property
    def parameters(self) -> dict[str, Parameter]:
        """The dated parameters its condition compares with, by name."""
        operands = [node.operand for node in self.condition.walk() if isinstance(node, Compare)]
        return {found.parameter.name: found.parameter for found in operands if isinstance(found, ParameterAt)}


@frozen
class Revision:
    """The rules of one revision of a text (改正時点ごとの規則). Strictly read-only.

    first: the fiscal year from which it is in force. read_on: the date of the text that was read.
    """

    title: Text
    first: FiscalYear
    read_on: date
    rules: tuple[Rule, ...]


@frozen
class Change:
    """What differs between two revisions for one rule (新旧対照). Strictly read-only.

    kind: "added", "removed", or "changed" (its condition or role), "moved" (only its place in the text).
    """

    rule: str
    kind: str
    before: Rule | None
    after: Rule | None

    def to(self, lang: str) -> str:
        """One line that says what changed."""
        from chiho_digital.basics import message

        from .wording import sentence

        language = cast("Any", lang)
        rule = cast("Rule", self.after or self.before)
        params = {
            "rule": rule.title,
            "before": sentence(self.before.condition, language) if self.before else None,
            "after": sentence(self.after.condition, language) if self.after else None,
            "old": _articles(self.before),
            "new": _articles(self.after),
        }
        code = {
            "added": "rules.rule_added",
            "removed": "rules.rule_removed",
            "changed": "rules.rule_changed",
            "moved": "rules.rule_moved",
        }[self.kind]
        return message(code, params, language)


@define(slots=False, eq=False, kw_only=True)
class RuleSet(Generic[F]):
    """The rules of one question, by revision (規則集): decides one case or a whole table. Strictly read-only.

    id: its name. facts: the class of facts. year: the name of the fact that dates a case, a fiscal year.
    standing: rules of the statute, the same in all revisions. revisions: of the ordinance, earliest first.
    official: whom to ask for an official answer, said with every decision.
    words: what "eligible" and "ineligible" are called for this question, where they need other words.

    Raises:
        ValueError: the rules cannot be read as they are written; everything wrong is named.
    """

    id: str
    title: Text
    facts: type[F]
    year: str
    standing: tuple[Rule, ...]
    revisions: tuple[Revision, ...]
    official: Text
    words: tuple[Text, Text] | None = None

    def __attrs_post_init__(self) -> None:
        self._programs: dict[tuple[int, ...] | None, Program] = {}
        self._decide: Callable[[RuleSet[F], F, date | None], Decision[F]] | None = None
        self.spoken: dict[int, tuple[Any, ...]] = {}  # sentences written out before, by revision
        if found := list(faults(self)):
            raise ValueError(f"{self.id}: {'; '.join(found)}")

    @cached_property
    def newest(self) -> date:
        """The date of the newest text that ships: what `as_read_on` means when it is not given."""
        return self.revisions[-1].read_on

    def known(self, as_read_on: date | None = None) -> int:
        """How many revisions were known on a day.

        Raises:
            InvalidValue: none was.
        """
        if as_read_on is None:
            return len(self.revisions)
        count = sum(revision.read_on <= as_read_on for revision in self.revisions)
        if not count:
            raise InvalidValue("rules.nothing_read", value=as_read_on, first=self.revisions[0].read_on)
        return count

    def program(self, as_read_on: date | None = None) -> Program:
        """The set as one program, under the texts known on a day; what both engines run."""
        key = None if as_read_on is None else self._read_by(as_read_on)
        program = self._programs.get(key)
        if program is None:
            from .programs import lower

            known = len(self.revisions) if as_read_on is None else self.known(as_read_on)
            program = self._programs[key] = lower(self, known, as_read_on)
        return program

    def _read_by(self, day: date) -> tuple[int, ...]:
        """How much was read by a day: of the texts, and of each parameter."""
        return (self.known(day), *(len(parameter.periods(day)) for parameter in self.parameters))

    @cached_property
    def parameters(self) -> tuple[Parameter, ...]:
        """The dated parameters the rules compare with."""
        rules = [*self.standing, *(rule for revision in self.revisions for rule in revision.rules)]
        found = {name: parameter for rule in rules for name, parameter in rule.parameters.items()}
        return tuple(found.values())

    def rules(
        self, year: FiscalYear | int | None = None, *, as_read_on: date | None = None
    ) -> tuple[Rule, ...]:
        """The rules in a fiscal year (of the last known revision by default); before the first, those of the first."""
        revision = self.revision(year, as_read_on=as_read_on)
        return (*self.standing, *revision.rules)

    def revision(self, year: FiscalYear | int | None = None, *, as_read_on: date | None = None) -> Revision:
        """The revision read for a fiscal year: the last one in force by then; before the first, the first."""
        known = self.revisions[: self.known(as_read_on)]
        if year is None:
            return known[-1]
        number = year.year if isinstance(year, FiscalYear) else year
        return [known[0], *(revision for revision in known if revision.first.year <= number)][-1]

    def assumptions(self, year: FiscalYear | None, as_read_on: date | None = None) -> tuple[Note, ...]:
        """What a decision for a year takes for granted: that a text read before it still stands."""
        last = self.revisions[self.known(as_read_on) - 1]
        if year is None or year <= FiscalYear.of(last.read_on):
            return ()
        return (Note("rules.text_as_read", {"what": last.title, "read_on": last.read_on, "year": year}),)

    def decide(self, facts: F, *, as_read_on: date | None = None) -> Decision[F]:
        """The decision on one case.

        as_read_on: only texts read up to this day are known; by default the newest that ships.

        Raises:
            InvalidValue: no text was known on that day.
            TypeError: the facts are of another class.
        """
        if self._decide is None:
            from .decisions import decide

            self._decide = decide
        return self._decide(self, facts, as_read_on)

    def decide_frame(
        self,
        frame: IntoFrameT,
        *,
        children: Mapping[str, tuple[Any, str]] | None = None,
        as_read_on: date | None = None,
    ) -> IntoFrameT:
        """The decisions on a table: the same rows in the same kind of frame, with columns added.

        The facts are read from columns of their names (enumerations as their values, fiscal years as whole numbers);
        a fact without a column is unknown in every row.
        Added: `outcome` (text: eligible, ineligible, undetermined), `rule_<id>` for every rule (Boolean, null = unknown),
        `missing` (Int64, bit i stands for the i-th name of `program().facts`), `unknown_law` (Boolean).
        children: for lists of child records, a frame and the name of its column that holds the key of the parent;
        the parent frame has that column too.

        Raises:
            InvalidFrame: columns of the wrong type, values that a fact cannot have, names that are taken.
        """
        from .columns import decide_frame

        decided: IntoFrameT = decide_frame(self, frame, children or {}, as_read_on)
        return decided

    def next_question(
        self, facts: F, *, as_read_on: date | None = None, unanswerable: Collection[str] = ()
    ) -> Question | None:
        """The question to ask next; None when no answer can change the outcome any more.

        unanswerable: names of facts to which "not known" was the answer: they stay unknown and are not asked again.
        """
        from .questions import next_question

        return next_question(self, facts, as_read_on, unanswerable)

    def diff(self, before: FiscalYear | int, after: FiscalYear | int) -> tuple[Change, ...]:
        """What changed between the texts of two fiscal years, in the order of the newer text."""
        old = {rule.id: rule for rule in self.rules(before)}
        new = {rule.id: rule for rule in self.rules(after)}
        changes: list[Change] = []
        for name in [*new, *(name for name in old if name not in new)]:
            was, now = old.get(name), new.get(name)
            if was is None or now is None:
                changes.append(Change(name, "added" if was is None else "removed", was, now))
            elif (was.condition, was.role, was.group) != (now.condition, now.role, now.group):
                changes.append(Change(name, "changed", was, now))
            elif _places(was.sources) != _places(now.sources):
                changes.append(Change(name, "moved", was, now))
        return tuple(changes)

    def __reduce__(self) -> str | tuple[Any, ...]:
        names = ("id", "title", "facts", "year", "standing", "revisions", "official", "words")
        return _rebuild, ({name: getattr(self, name) for name in names},)


def _rebuild(content: dict[str, Any]) -> RuleSet[Any]:
    return RuleSet(**content)


def _articles(rule: Rule | None) -> tuple[str, ...] | None:
    return None if rule is None else tuple(source.article for source in rule.sources if source.article)


def _places(sources: Sequence[Source]) -> list[tuple[str | None, str]]:
    return [(source.article, source.title.ja) for source in sources]
