"""What the rules on small contracts and WTO thresholds say about one contract, however its price counts; what they do not say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import frozen

from chiho_digital._version import __version__
from chiho_digital.basics import Grade, Lang, Note, Source, Text, message
from chiho_digital.basics.shown import Shown
from chiho_digital.rules import OFFICIAL, Decision, Figure, Outcome, Parameter, Unknown
from chiho_digital.rules.wording import amount_text

from .facts import ThresholdFacts
from .inputs import OwnLimit, Stated
from .limits import BuyerKind, ContractClass, WtoClass

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from chiho_digital.basics.shown import Part
    from chiho_digital.governments import Government

__all__ = ["Limit", "Reading", "ThresholdAnswer", "Thresholds"]


def _yen(amount: int) -> Text:
    return Text(amount_text(amount, "yen", "ja"), amount_text(amount, "yen", "en"))


def _in_words(decision: Decision[ThresholdFacts]) -> Text:
    """The answer of a decision; where the price is within the ceiling and the body's own amount unknown, that."""
    values = decision.values
    if decision.is_eligible is None and any(values.get(name.value) for name in ContractClass):
        return Text(*(message("procurement.within_ceiling", {}, lang) for lang in ("ja", "en")))
    return decision.answer


@frozen
class Limit:
    """The limit of one class of contract on the day, for the kind of body (上限・基準額). Strictly read-only.

    parameter: the ceiling or threshold over time. figure: its value in yen with its source, or why it is unknown.
    own: the body's own amount in force on the day, for small contracts; None if it is not known.
    """

    contract_class: ContractClass | WtoClass
    parameter: Parameter
    figure: Figure | Unknown
    own: OwnLimit | None = None

    @property
    def amount(self) -> int | None:
        """The figure in yen; None where it is unknown."""
        return None if isinstance(self.figure, Unknown) else int(self.figure.value)

    def to(self, lang: Lang) -> str:
        """The limit on one line."""
        line = (
            self.figure.reason if isinstance(self.figure, Unknown) else self.parameter.text(self.figure.value)
        ).to(lang)
        if isinstance(self.contract_class, WtoClass):
            return line
        if self.own is None:
            return message("procurement.limit_own_unknown", {"limit": line}, lang)
        own = {"limit": line, "own": _yen(self.own.amount), "since": self.own.since}
        return message("procurement.limit_own", own, lang)

    def to_dict(self) -> dict[str, Any]:
        """The limit as JSON values; an unknown amount is null."""
        return {
            "class": self.contract_class.value,
            "amount": self.amount,
            "own_amount": self.own and self.own.amount,
            "own_amount_since": self.own and self.own.since.isoformat(),
        }


@frozen
class Reading:
    """One way in which the contract may be read: a class, and a price as it may count (読み方). Strictly read-only.

    counted: what the price covers. price: yen. decision: that of the contract read so.
    """

    contract_class: ContractClass | WtoClass
    counted: Text
    price: int
    decision: Decision[ThresholdFacts]

    @property
    def outcome(self) -> Outcome:
        """The outcome of the contract read so."""
        return self.decision.outcome

    @property
    def answer(self) -> Text:
        """The outcome in words."""
        return _in_words(self.decision)

    def to(self, lang: Lang) -> str:
        """The reading on one line."""
        params = {"counted": self.counted, "price": _yen(self.price), "answer": self.answer}
        return message("procurement.reading", params, lang)

    def to_dict(self) -> dict[str, Any]:
        """The reading as JSON values."""
        return {
            "class": self.contract_class.value,
            "counted": self.counted.to_dict(),
            "price": self.price,
            "outcome": self.outcome.value,
            "answer": self.answer.to_dict(),
        }


@frozen
class ThresholdAnswer(Shown):
    """What one of the two rule sets says about the contract. Strictly read-only.

    decision: that of the rule set. limits: those of the class, or of every class where it was not named; none where the
    kind of body has none. readings: the answers for every class that is possible and every price that was stated.
    notes: what was not judged, and how the answer is to be read.
    """

    decision: Decision[ThresholdFacts]
    limits: tuple[Limit, ...]
    readings: tuple[Reading, ...]
    notes: tuple[Note, ...]

    def __shown__(self) -> Iterable[Part]:
        from chiho_digital.procurement.shown import threshold_answer_parts

        return threshold_answer_parts(self)

    @property
    def outcome(self) -> Outcome:
        """The outcome of the decision."""
        return self.decision.outcome

    @property
    def answer(self) -> Text:
        """The outcome in words; never a bare no."""
        return _in_words(self.decision)

    @property
    def missing(self) -> tuple[str, ...]:
        """The facts that could still settle it; what depends on the class of contract is not asked before that."""
        names = self.decision.missing
        later = {"own_limit", "rent_basis"} if "contract_class" in names else set[str]()
        return tuple(name for name in names if name not in later)

    @property
    def unknown_law(self) -> tuple[Text, ...]:
        """What no text that was read answers."""
        return self.decision.unknown_law

    @property
    def sources(self) -> tuple[Source, ...]:
        """Where the rules and the figures stand that were used."""
        rules = [source for rule in self.decision.rules for source in rule.sources]
        figures = [limit.figure.source for limit in self.limits if isinstance(limit.figure, Figure)]
        return tuple(dict.fromkeys((*rules, *figures)))

    @property
    def grade(self) -> Grade:
        """The weakest grade among the sources used. (The decision's own counts the figures of other bodies as well.)"""
        return Grade.weakest(*(source.grade for source in self.sources))

    def explain(self, lang: Lang = "ja") -> str:
        """The answer with its limits, readings, open points and sources, as plain text."""
        title = {"title": self.decision.ruleset.title, "outcome": self.answer}
        lines = [message("rules.outcome_line", title, lang)]
        for limit in self.limits:
            lines.append(f"- {limit.to(lang)}")
            if self.outcome is Outcome.UNDETERMINED:
                lines += [
                    f"    {reading.to(lang)}"
                    for reading in self.readings
                    if reading.contract_class is limit.contract_class
                ]
        questions = [self.decision.facts.definitions[name].question.to(lang) for name in self.missing]
        for heading, items in (
            ("rules.missing_heading", questions),
            ("rules.unknown_law_heading", [reason.to(lang) for reason in self.unknown_law]),
            ("rules.assumptions_heading", [note.to(lang) for note in self.decision.assumptions]),
            ("procurement.notes_heading", [note.to(lang) for note in self.notes]),
        ):
            if items:
                lines += [message(heading, {}, lang), *(f"- {item}" for item in items)]
        lines += [f"{message('rules.source_line', {}, lang)}{source.to(lang)}" for source in self.sources]
        about = {"read_on": self.decision.as_read_on, "version": __version__}
        lines.append(message("rules.grade_line", {"grade": self.grade.label}, lang))
        lines.append(message("rules.as_read_line", about, lang))
        return "\n".join(lines)

    def to_dict(self) -> dict[str, Any]:
        """The answer as JSON values."""
        return {
            "ruleset": self.decision.ruleset.id,
            "outcome": self.outcome.value,
            "answer": self.answer.to_dict(),
            "limits": [limit.to_dict() for limit in self.limits],
            "readings": [reading.to_dict() for reading in self.readings],
            "missing": list(self.missing),
            "unknown_law": [reason.to_dict() for reason in self.unknown_law],
            "assumptions": [note.to_dict() for note in self.decision.assumptions],
            "notes": [note.to_dict() for note in self.notes],
            "sources": [source.to_dict() for source in self.sources],
            "grade": self.grade.value,
            "as_read_on": self.decision.as_read_on.isoformat(),
        }


@frozen
class Thresholds(Shown):
    """What the small-contract and the WTO rules say about one contract (契約の方法と金額の基準). Strictly read-only.

    body: the body as of the day, where it was named by its code. prices: those stated, each with what it covers, in yen.
    """

    body: Government | None
    buyer: BuyerKind
    day: date
    prices: Stated
    small_contract: ThresholdAnswer
    wto: ThresholdAnswer
    notes: tuple[Note, ...]

    def __shown__(self) -> Iterable[Part]:
        from chiho_digital.procurement.shown import thresholds_parts

        return thresholds_parts(self)

    @property
    def official(self) -> Text:
        """That it is no official determination, and whom to ask."""
        return OFFICIAL

    def explain(self, lang: Lang = "ja") -> str:
        """Both answers as plain text in `"ja"` or `"en"`."""
        who = {
            "body": self.body.title if self.body else self.buyer.label,
            "kind": self.buyer.label,
            "day": self.day,
        }
        lines = [message("procurement.thresholds_title", who, lang)]
        for counted, price in self.prices:
            stated = {"counted": counted, "price": _yen(price)}
            lines.append(message("procurement.stated_price", stated, lang))
        lines += ["", self.small_contract.explain(lang), "", self.wto.explain(lang), ""]
        lines += [f"- {note.to(lang)}" for note in self.notes]
        return "\n".join([*lines, OFFICIAL.to(lang)])

    def to_dict(self) -> dict[str, Any]:
        """Both answers as JSON values; the form is pinned by the tests."""
        return {
            "body": self.body and str(self.body.code),
            "buyer": self.buyer.value,
            "day": self.day.isoformat(),
            "prices": [{"counted": counted.to_dict(), "yen": price} for counted, price in self.prices],
            "small_contract": self.small_contract.to_dict(),
            "wto": self.wto.to_dict(),
            "notes": [note.to_dict() for note in self.notes],
            "library_version": __version__,
            "official": OFFICIAL.to_dict(),
        }
