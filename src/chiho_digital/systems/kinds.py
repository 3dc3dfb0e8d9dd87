"""Kinds of system (システムの種類): an open vocabulary. Spellings are folded to kinds by a file that ships and is shown.

Which spellings are one kind is our judgement, grade *inferred*; see data/SOURCES.md.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from attrs import frozen

from chiho_digital.basics import Text, fold

__all__ = ["UNCLASSIFIED", "SystemKind", "areas_ours", "kind_of", "kinds"]

UNCLASSIFIED = "未分類"
"""The area of a kind for which no mapping is given."""


@frozen
class SystemKind:
    """A kind of system (システムの種類). Strictly read-only.

    id: stable name; for a kind that our file does not know, the spelling itself.
    label: what it is called.  known: whether our file knows it.
    """

    id: str
    label: Text
    known: bool = True


@cache
def _table() -> tuple[tuple[str, SystemKind, str], ...]:
    import csv

    text = (Path(__file__).parent / "data" / "kinds.csv").read_text(encoding="utf-8")
    return tuple(
        (row["spelling"], SystemKind(row["kind"], Text(row["ja"], row["en"])), row["area_ours"])
        for row in csv.DictReader(text.splitlines())
    )


@cache
def _by_spelling() -> dict[str, SystemKind]:
    return {fold(spelling): kind for spelling, kind, _ in _table()}


def kinds() -> tuple[SystemKind, ...]:
    """Every kind our file knows, in its order."""
    return tuple(dict.fromkeys(kind for _, kind, _ in _table()))


def kind_of(spelling: str) -> SystemKind:
    """The kind a spelling is counted as; an unknown spelling is a kind of its own.

    >>> kind_of("電子申請（共通基盤）").label.ja
    '電子申請'
    >>> kind_of("量子暗号").known
    False
    """
    own = SystemKind(spelling, Text(spelling, spelling), known=False)
    return _by_spelling().get(fold(spelling), own)


def areas_ours() -> dict[str, str]:
    """Our own mapping of kinds (ids) to the dashboard's three areas (総務部門, 事業部門, ツール): not the published one.

    The published mapping is not known; without a mapping every kind is 未分類.
    """
    return {kind.id: area for _, kind, area in _table()}
