"""What a price is for one of (単価の単位): an open but checked vocabulary. A unit our file does not know is kept, and said.

A unit is once, a thing counted (a body, a user, a resident …), a span of time, or a thing for a span of time.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from attrs import frozen

from chiho_digital.basics import Text

from .vocabularies import OpenVocabulary, Term

__all__ = ["PriceUnit", "near_unit", "unit_of", "unit_words"]

_BETWEEN = re.compile(r"[/・×]|\b(?:per|and)\b|[あ当]たり|当り|につき|ごと|毎", re.IGNORECASE)
_SPANS = ("month", "year")


@frozen
class PriceUnit:
    """What a price is for one of (単価の単位). Strictly read-only.

    id: what is counted and the span of time, such as `user/month`; for a unit our file does not know, the text itself.
    label: what it is called.  known: whether our file knows it.
    """

    id: str
    label: Text
    known: bool = True


@cache
def _words() -> OpenVocabulary[Term]:
    return OpenVocabulary[Term].read(Term, "units.csv", "word")


def unit_words() -> tuple[Text, ...]:
    """What a unit can be made of: the things counted and the spans of time that our file knows."""
    return tuple(word.label for word in _words().terms)


def unit_of(text: str) -> PriceUnit:
    """The unit a text names; an unknown one is a unit of its own.

    >>> unit_of("１ユーザーあたり月額").id, unit_of("per body per year").label.ja, unit_of("一式").id
    ('user/month', '団体／年', 'once')
    >>> unit_of("平米").known
    False
    """
    words = [_words().of(part) for part in _parts(text)]
    return _made_of(words) or PriceUnit(text, Text(text, text), known=False)


def near_unit(text: str) -> Text | None:
    """The unit that was likely meant, with every unknown part replaced by the nearest known one."""
    words: list[Term] = []
    for part in _parts(text):
        word = _words().of(part)
        near = (word.label,) if word.known else _words().near(part)
        words += [_words().of(label.ja) for label in near[:1]]
    unit = _made_of(words) if len(words) == len(_parts(text)) else None
    return unit.label if unit else None


def _parts(text: str) -> list[str]:
    plain = (part.strip() for part in _BETWEEN.split(unicodedata.normalize("NFKC", text)))
    return [part.removeprefix("1").strip() for part in plain if part]


def _made_of(words: list[Term]) -> PriceUnit | None:
    """The unit of some words: at most one thing and one span of time, in this order; None where they make none."""
    spans = [word for word in words if word.id in _SPANS]
    things = [word for word in words if word.id not in _SPANS]
    unit = [*things, *spans]
    whole = len(unit) == 1 or (len(things) == len(spans) == 1 and things[0].id != "once")
    if not whole or not all(word.known for word in words):
        return None
    return PriceUnit(
        "/".join(word.id for word in unit),
        Text("／".join(word.label.ja for word in unit), " / ".join(word.label.en for word in unit)),
    )
