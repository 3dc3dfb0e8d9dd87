"""Kinds of system (システムの種類): an open vocabulary. Spellings are folded to kinds by a file that ships and is shown.

Which spellings are one kind is our judgement, grade *inferred*; see data/SOURCES.md.
"""

from __future__ import annotations

from functools import cache

from attrs import frozen

from chiho_digital.basics import ChihoDigitalError, Text

from .vocabularies import OpenVocabulary, Term

__all__ = ["SystemKind", "UnknownKind", "find_kind", "kind_of", "kinds", "near_kinds"]


@frozen
class SystemKind(Term):
    """A kind of system (システムの種類). Strictly read-only.

    id: stable name; for a kind that our file does not know, the spelling itself.
    label: what it is called.  known: whether our file knows it.  synonyms: other spellings that are counted as it.
    """


class UnknownKind(ChihoDigitalError, LookupError):
    """No kind of system is called so; `suggestion` holds near names."""


@cache
def _kinds() -> OpenVocabulary[SystemKind]:
    return OpenVocabulary[SystemKind].read(SystemKind, "kinds.csv", "kind")


def kinds() -> tuple[SystemKind, ...]:
    """Every kind our file knows, in its order."""
    return _kinds().terms


def kind_of(spelling: str) -> SystemKind:
    """The kind a spelling is counted as: an id, a Japanese or English name or a synonym; an unknown one is a kind of its own.

    >>> kind_of("電子申請（共通基盤）").label.ja, kind_of("Online application").id
    ('電子申請', 'online_application')
    >>> kind_of("量子暗号").known
    False
    """
    return _kinds().of(spelling)


def find_kind(text: str) -> SystemKind:
    """The kind a text names, where our file knows it.

    >>> find_kind("ﾋﾞｼﾞﾈｽﾁｬｯﾄ").id
    'business_chat'

    Raises:
        UnknownKind: it names none; near names are suggested.
    """
    kind = kind_of(text)
    if not kind.known:
        raise UnknownKind("systems.unknown_kind", value=text, suggestion=near_kinds(text))
    return kind


def near_kinds(text: str) -> tuple[Text, ...] | None:
    """The names of the kinds most like a text, most alike first; None where none is."""
    return _kinds().near(text) or None
