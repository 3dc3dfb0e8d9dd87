"""Which words a drop-down offers for a column: those of its vocabulary, each of which the column reads."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, get_args, get_origin

from attrs import evolve, frozen

from chiho_digital.basics import InvalidValue, LabelledEnum
from chiho_digital.tables import AsStated, Choice, Listed, Prefecture, Words, columns_of

from .words import NO, YES

if TYPE_CHECKING:
    from chiho_digital.basics import Lang
    from chiho_digital.tables import Column, Kind, RowModel

__all__ = ["Choices", "choices_of"]


@frozen
class Choices:
    """The words that a drop-down offers; `closed`: a cell holds one of them and nothing else."""

    words: tuple[str, ...]
    closed: bool


def choices_of(model: type[RowModel], field: str, lang: Lang) -> Choices | None:
    """The words for a column of a row model; None where it has no vocabulary."""
    column = columns_of(model)[field]
    types = _types(model.model_fields[field].annotation)
    found = _by_type(column, types, lang) or _by_kind(column.kind, lang) or _by_heading(column, lang)
    if found is None:
        return None
    words = tuple(dict.fromkeys(word for word in found.words if _reads(column, word)))
    return evolve(found, words=words) if words else None


def _types(annotation: Any) -> set[Any]:
    """The types that an annotation is made of, without None."""
    parts = get_args(annotation)
    if not parts or get_origin(annotation) in {tuple, list}:
        return {annotation}
    return {found for part in parts if part is not type(None) for found in _types(part)}


def _reads(column: Column, word: str) -> bool:
    try:
        column.read(word)
    except InvalidValue:
        return False
    return True


def _by_type(column: Column, types: set[Any], lang: Lang) -> Choices | None:
    """The members of a closed vocabulary, by the name that the column reads as that member; yes and no."""
    if bool in types:
        return Choices((YES.to(lang), NO.to(lang)), closed=True)
    for kind in types:
        if isinstance(kind, type) and issubclass(kind, LabelledEnum):
            return Choices(tuple(_spelt(column, member, lang) for member in kind), closed=True)
    return None


def _spelt(column: Column, member: LabelledEnum, lang: Lang) -> str:
    """The name of a member if the column reads it as that member; else a short one, or its value."""
    names = (member.label.to(lang), *(["不明"] if lang == "ja" else []))
    return next(
        (name for name in names if _reads(column, name) and column.read(name) == member), member.value
    )


def _by_kind(kind: Kind, lang: Lang) -> Choices | None:
    from chiho_digital.talent.cells import BodyCell, Skills, TermCell

    match kind:
        case Choice(words=words):
            return Choices(words, closed=True)
        case AsStated(kind=one) | Listed(kind=one):
            found = _by_kind(one, lang)
            return None if found is None else evolve(found, closed=False)
        case Prefecture():
            from chiho_digital.governments import prefectures

            return Choices(tuple(body.name for body in prefectures()), closed=False)
        case BodyCell():
            return Choices(_bodies(), closed=False)
        case TermCell(vocabulary=vocabulary) | Skills(vocabulary=vocabulary):
            return Choices(tuple(term.label.to(lang) for term in vocabulary.terms), closed=False)
        case _:
            return None


def _by_heading(column: Column, lang: Lang) -> Choices | None:
    """Columns of free text whose words are known: kinds of system, and bodies."""
    if not isinstance(column.kind, Words | Listed):
        return None
    match column.ja:
        case "システムの種類":
            from chiho_digital.systems import kinds

            return Choices(tuple(kind.label.to(lang) for kind in kinds()), closed=False)
        case "団体" | "参加団体" | "主導団体":
            return Choices(_bodies(), closed=False)
        case _:
            return None


@cache
def _bodies() -> tuple[str, ...]:
    """Every prefecture and municipality, by its name with the prefecture's."""
    from chiho_digital.governments import municipalities, prefectures

    return tuple(body.full_name for body in (*prefectures(), *municipalities()))
