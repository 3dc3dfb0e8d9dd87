"""Fields of the records of calls, and the base of the records themselves."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    PlainValidator,
    WithJsonSchema,
)

from chiho_digital.basics import InvalidValue, LabelledEnum, Note, Text, exact_ratio
from chiho_digital.basics.shown_records import ShownRecord
from chiho_digital.governments import LocalGovernmentCode
from chiho_digital.procurement.cells import ScopeCell
from chiho_digital.procurement.vocabulary import AmountScope
from chiho_digital.systems import kind_of, near_kinds
from chiho_digital.systems.fields import Words

from .cells import answer_of
from .vocabulary import Answer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = [
    "By",
    "Exact",
    "Given",
    "Kind",
    "Reason",
    "Record",
    "Scope",
    "enumeration",
    "kind_notes",
    "labels",
    "raise_problems",
    "scope_of",
    "titled",
]


class Record(ShownRecord, BaseModel):
    """Base of the records of this package: frozen, and refusing fields that it does not know."""

    model_config: ClassVar[ConfigDict] = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


def titled(title: str, description: str) -> ConfigDict:
    """What a record is called and what it is, for its JSON Schema."""
    return ConfigDict(title=title, json_schema_extra={"description": description})


def scope_of(value: AmountScope | str) -> AmountScope:
    """The scope meant by a value or by its words, as a cell has them.

    Raises:
        InvalidValue: there is no such scope.
    """
    return value if isinstance(value, AmountScope) else ScopeCell().read(value)


def enumeration(words: Mapping[str, str]) -> WithJsonSchema:
    """The JSON Schema of a closed vocabulary: its values, with what each is called."""
    said = "、".join(f"{value}＝{label}" for value, label in words.items())
    return WithJsonSchema({"type": "string", "enum": list(words), "description": said})


def labels(members: Iterable[LabelledEnum]) -> dict[str, str]:
    """What the members of a vocabulary are called in Japanese, by value."""
    return {member.value: member.label.ja for member in members}


_GIVEN = tuple(answer for answer in Answer if answer is not Answer.NO_ANSWER)


def _read_answer(value: object) -> object:
    return answer_of(value) if isinstance(value, str) else value


def _given(answer: Answer) -> Answer:
    if answer not in _GIVEN:
        expected = tuple(given.label for given in _GIVEN)
        raise InvalidValue("procurement.call_no_answer_given", value=answer.label, expected=expected)
    return answer


def _kind_id(spelling: str) -> str:
    return kind_of(spelling).id


def _exact(value: Any) -> int | Fraction:
    ratio = exact_ratio(value)
    if ratio < 0:
        raise InvalidValue("procurement.sharing_negative_figure", value=value)
    return ratio.numerator if ratio.denominator == 1 else ratio


def _plain(value: int | Fraction) -> int | str:
    return value if isinstance(value, int) else str(value)


By = Annotated[
    LocalGovernmentCode,
    Field(title="操作した団体", description="操作した団体のコード。呼びかけの代表団体に限る。"),
]
Reason = Annotated[Words, Field(title="理由", description="操作の理由。")]
Kind = Annotated[Words, AfterValidator(_kind_id)]
Scope = Annotated[AmountScope, enumeration(labels(AmountScope))]
Given = Annotated[Answer, BeforeValidator(_read_answer), AfterValidator(_given), enumeration(labels(_GIVEN))]
Exact = Annotated[
    int | Fraction,
    PlainValidator(_exact),
    PlainSerializer(_plain, when_used="json"),
    WithJsonSchema({"type": ["integer", "string"], "examples": [44661, "291/2"]}),
]


def kind_notes(kind: str) -> tuple[Note, ...]:
    """That our file does not know a kind of system, with near names; nothing where it does."""
    if kind_of(kind).known:
        return ()
    near = near_kinds(kind)
    if near is None:
        return (Note("procurement.kind_unknown", {"value": kind}),)
    return (Note("procurement.call_kind_near", {"value": kind, "near": near}),)


def raise_problems(problems: Iterable[InvalidValue]) -> None:
    """The one problem, or one error that names all of them, if there are any.

    Raises:
        InvalidValue: there are.
    """
    found = tuple(problems)
    if len(found) == 1:
        raise found[0]
    if found:
        sentences = tuple(Text(problem.message("ja"), problem.message("en")) for problem in found)
        raise InvalidValue("procurement.call_invalid", value=len(found), problems=sentences, errors=found)
