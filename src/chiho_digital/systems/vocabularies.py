"""Open vocabularies: terms with names in both languages and other spellings, from a file that ships; unknown ones are kept.

Spellings are compared with width, case, kana, spaces, hyphens and the short forms of 株式会社 and 有限会社 folded.
"""

from __future__ import annotations

from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Generic, TypeVar

from attrs import frozen

from chiho_digital.basics import Text
from chiho_digital.governments.folds import fold_name

__all__ = ["OpenVocabulary", "Term", "folded", "table"]

_DROPPED = str.maketrans("", "", "-‐‑‒–—―_・")
_FORMS = {"(株)": "株式会社", "(有)": "有限会社"}
_NEAR = 3
_LONGEST = 40  # no spelling is longer; longer texts are not worth comparing


@lru_cache(maxsize=10_000)  # the same spellings come again and again
def folded(text: str) -> str:
    """A text as spellings are compared.

    >>> folded("ＡＩ－ＯＣＲ") == folded("ai ocr"), folded("㈱グラファー") == folded("株式会社ぐらふぁー")
    (True, True)
    """
    plain = fold_name(text).translate(_DROPPED).casefold()
    if "(" in plain:
        for short, whole in _FORMS.items():
            plain = plain.replace(short, whole)
    return plain


def table(file: str) -> list[dict[str, str]]:
    """The rows of a data file of this room."""
    import csv

    text = (Path(__file__).parent / "data" / file).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@frozen
class Term:
    """A term of an open vocabulary. Strictly read-only.

    id: stable name; for a term that our file does not know, the spelling itself.
    label: what it is called.  known: whether our file knows it.  synonyms: other spellings that are read as it.
    """

    id: str
    label: Text
    known: bool = True
    synonyms: tuple[str, ...] = ()

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every text that is read as it."""
        return tuple(dict.fromkeys((self.id, self.label.ja, self.label.en, *self.synonyms)))


_Term = TypeVar("_Term", bound=Term)


@frozen
class OpenVocabulary(Generic[_Term]):
    """Terms by their spellings; a text that is none of them becomes a term of its own. Strictly read-only."""

    make: type[_Term]
    terms: tuple[_Term, ...]
    _by_spelling: dict[str, _Term]

    @classmethod
    def read(cls, make: type[_Term], file: str, id_column: str) -> OpenVocabulary[_Term]:
        """The vocabulary of a data file: a row for each spelling, with the id, ja and en of its term."""
        spellings: dict[tuple[str, str, str], list[str]] = {}
        for row in table(file):
            spellings.setdefault((row[id_column], row["ja"], row["en"]), []).append(row["spelling"])
        terms = tuple(
            make(id_, Text(ja, en), known=True, synonyms=tuple(s for s in every if s != ja))
            for (id_, ja, en), every in spellings.items()
        )
        return cls(make, terms, {folded(spelling): term for term in terms for spelling in term.spellings})

    def of(self, text: str) -> _Term:
        """The term a text is read as."""
        return self._by_spelling.get(folded(text)) or self.make(text, Text(text, text), known=False)

    def near(self, text: str) -> tuple[Text, ...]:
        """The names of the terms most like a text: those it contains or is part of, then those spelt alike."""
        wanted = folded(text[:_LONGEST])
        parts = [
            spelling
            for spelling in self._by_spelling
            if wanted and (wanted in spelling or spelling in wanted)
        ]
        alike = get_close_matches(wanted, self._by_spelling, n=_NEAR)
        near = dict.fromkeys(self._by_spelling[spelling].label for spelling in (*parts, *alike))
        return tuple(near)[:_NEAR]
