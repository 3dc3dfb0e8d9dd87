"""What the commands of `decide` share: an option for every fact, and decisions with reasons and the next question."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from chiho_digital.basics import ChihoDigitalError, FiscalYear, InvalidValue, LabelledEnum, Text

from .inputs import object_of, record_of, year_of
from .problems import Problems
from .words import Command, Option, offered

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pydantic import BaseModel

    from chiho_digital.basics import Lang
    from chiho_digital.rules import Answer, Decision, FactDefinition, Facts, Outcome

__all__ = [
    "FactCommand",
    "as_read_on_option",
    "decision_document",
    "explained",
    "facts_of",
    "facts_option",
    "option_of",
]

_Facts = TypeVar("_Facts", bound="Facts")
_Runs = TypeVar("_Runs", bound="Callable[..., Any]")

_YES_NO = {"yes": True, "はい": True, "true": True, "no": False, "いいえ": False, "false": False}
_NEXT = Text("次の質問", "Next question")
_EVERY = Text("、", ", ")


class FactCommand(Command):
    """A command with an option for every fact that the rules ask.

    kind: gives the class of facts; called when the command is used, since rules take a while to load.
    """

    def __init__(self, name: str, *, kind: Callable[[], type[Facts]], **attrs: Any) -> None:
        super().__init__(name, **attrs)
        self._kind = kind
        self._facts: list[click.Parameter] = []

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """The options of the facts first, then its own."""
        if not self._facts:
            self._facts = [_option(definition) for definition in self._kind().definitions.values()]
        return [*self._facts, *super().get_params(ctx)]


def option_of(fact: str) -> str:
    """The option that states a fact."""
    return f"--{fact.replace('_', '-')}"


def _option(definition: FactDefinition) -> Option:
    return Option(
        [option_of(definition.name)],
        about=_described(definition),
        metavar="YEAR" if definition.type is FiscalYear else "VALUE",
        shell_complete=offered(lambda: _values(definition.type)),
    )


def _values(kind: type[Any]) -> dict[str, Text]:
    """The values of a closed fact with their names."""
    if issubclass(kind, LabelledEnum):
        return {member.value: member.label for member in kind}
    return {"yes": Text("はい", "yes"), "no": Text("いいえ", "no")} if kind is bool else {}


def _described(definition: FactDefinition) -> Text:
    """The question, and under it the answers."""
    if definition.type is bool:
        return Text(f"{definition.question.ja}（yes/no）", f"{definition.question.en} (yes/no)")
    answers = _values(definition.type).items()
    return Text(
        "\n".join([definition.question.ja, *(f"{value}：{label.ja}" for value, label in answers)]),
        "\n".join([definition.question.en, *(f"{value}: {label.en}" for value, label in answers)]),
    )


def facts_option(command: _Runs) -> _Runs:
    """Where facts come from that options do not state."""
    about = Text(
        "JSONの事実またはレコード（ファイル、-、JSONそのもの）。\n上のオプションの答えが優先する。",
        "Facts or a record in JSON (a file, -, or the JSON itself).\nThe options above go before it.",
    )
    return click.option("--facts", "source", metavar="FILE|JSON", cls=Option, about=about)(command)


def as_read_on_option(command: _Runs) -> _Runs:
    """The day up to which texts are known."""
    about = Text("この日までに読んだ条文で判定する。", "Decides by the texts read up to this date.")
    return click.option("--as-read-on", metavar="DATE", cls=Option, about=about)(command)


def facts_of(
    kind: type[_Facts],
    record: tuple[str, type[BaseModel]],
    source: str | None,
    stated: Mapping[str, str | None],
) -> _Facts:
    """The facts of a source, with those that options state in their place.

    record: what the source may hold instead of facts, and the field by which that is told.

    Raises:
        Problems: everything that is wrong in what options state.
        InvalidFacts, Problems: everything that is wrong in the source.
    """
    from chiho_digital.rules import InvalidFacts

    own, model = record
    values = {} if source is None else object_of(source)
    facts: Any = cast("Any", record_of(model, values)).facts() if own in values else kind(**values)
    answers: dict[str, Any] = {}
    problems: list[ChihoDigitalError] = []
    for name, text in stated.items():
        if text is not None:
            try:
                answers[name] = _answer(kind.definitions[name].type, text)
            except InvalidValue as error:
                problems.append(error.at(name))
    try:
        facts = facts.with_(**answers)
    except InvalidFacts as error:
        problems += error.problems
    if problems:
        raise Problems(problems)
    return cast("_Facts", facts)


def _answer(kind: type[Any], text: str) -> object:
    if kind is FiscalYear:
        return year_of(text)
    if kind is not bool:
        return text  # of a closed vocabulary
    if text.lower() not in _YES_NO:
        raise InvalidValue("cli.not_yes_or_no", value=text)
    return _YES_NO[text.lower()]


def explained(decision: Decision[Any], lang: Lang) -> str:
    """A decision with its reasons, and the next question with the option that answers it."""
    question = decision.next_question()
    if question is None:
        return decision.explain(lang)
    lines = [decision.explain(lang), "", f"{_NEXT.to(lang)}: {question.text.to(lang)}"]
    lines += [question.help.to(lang)] if question.help else []
    for answer in question.answers:
        lines.append(f"  {option_of(question.fact)} {_written(answer)}  {_leads_to(answer, lang)}")
    return "\n".join(lines)


def _leads_to(answer: Answer, lang: Lang) -> str:
    """What an answer means, and what it can lead to."""
    label = answer.value.label.to(lang) if isinstance(answer.value, LabelledEnum) else ""
    outcomes = _EVERY.to(lang).join(outcome.label.to(lang) for outcome in _in_order(answer))
    return f"{label} → {outcomes}".strip()


def _in_order(answer: Answer) -> list[Outcome]:
    from chiho_digital.rules import Outcome

    return [outcome for outcome in Outcome if outcome in answer.outcomes]


def _written(answer: Answer) -> str:
    """An answer as the option takes it."""
    if isinstance(answer.value, bool):
        return "yes" if answer.value else "no"
    return str(answer.value.year) if isinstance(answer.value, FiscalYear) else str(answer.value)


def decision_document(decision: Decision[Any]) -> dict[str, Any]:
    """A decision and its next question as JSON values."""
    question = decision.next_question()
    return {
        "decision": decision.to_dict(),
        "next_question": question
        and {
            "fact": question.fact,
            "option": option_of(question.fact),
            "text": question.text.to_dict(),
            "help": question.help and question.help.to_dict(),
            "answers": [
                {"value": _written(answer), "outcomes": [outcome.value for outcome in _in_order(answer)]}
                for answer in question.answers
            ],
        },
    }
