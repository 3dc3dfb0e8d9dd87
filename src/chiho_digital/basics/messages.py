"""The words of errors, issues and notes: code and parameters in, a sentence in Japanese or English out.

A code is `room.event`, say `governments.unknown_name`; its words stand in `messages.toml` of that room.
Libraries hand out codes and parameters; only this module makes sentences of them.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Protocol, cast, runtime_checkable

from attrs import field, frozen

from .text import Lang, Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["Note", "Spoken", "catalogue", "message", "phrase", "template"]


@runtime_checkable
class Spoken(Protocol):
    """What has words in both languages: texts, fiscal years, notes, sources."""

    def to(self, lang: Lang, /) -> str:
        """The words in one language."""
        ...


@cache
def catalogue(room: str) -> Mapping[str, Text]:
    """The message templates of one room, by event (メッセージ一覧).

    Raises:
        KeyError: the room has no catalogue.
    """
    import tomllib
    from pathlib import Path

    file = Path(__file__).parent.parent / room / "messages.toml"
    if not file.is_file():
        raise KeyError(room)
    entries = tomllib.loads(file.read_text(encoding="utf-8"))
    return {event: Text(ja=words["ja"], en=words["en"]) for event, words in entries.items()}


def template(code: str) -> Text:
    """The words of a code, with the names of its parameters in braces.

    Raises:
        KeyError: no room knows the code.
    """
    room, _, event = code.partition(".")
    return catalogue(room)[event]


def message(code: str, params: Mapping[str, Any], lang: Lang) -> str:
    """The sentence for a code with its parameters filled in.

    Raises:
        KeyError: no room knows the code, or a parameter of the sentence is missing.
    """
    return template(code).to(lang).format_map({name: phrase(value, lang) for name, value in params.items()})


def phrase(value: object, lang: Lang) -> str:
    """One parameter as it stands in a sentence: what has words in both languages in the one asked for, lists with commas.

    >>> phrase((Text("県", "prefecture"), 3), "ja")
    '県、3'
    """
    if type(value) is str:  # told at once: to ask what it speaks takes long
        return value
    if isinstance(value, Spoken):
        return value.to(lang)
    if isinstance(value, tuple | list):
        return ("、" if lang == "ja" else ", ").join(
            phrase(item, lang) for item in cast("Sequence[object]", value)
        )
    return "" if value is None else str(value)


@frozen
class Note:
    """A remark that travels with an answer (注記): what the answer rests on, or where it stops. Strictly read-only.

    code: stable name of the remark, `room.event`.
    params: what the sentence mentions.
    """

    code: str
    params: Mapping[str, Any] = field(factory=dict[str, Any], hash=False)

    def to(self, lang: Lang) -> str:
        """The remark as a sentence."""
        return message(self.code, self.params, lang)

    def to_dict(self) -> dict[str, str]:
        """Its code and its sentence in both languages as JSON values."""
        return {"code": self.code, "ja": self.to("ja"), "en": self.to("en")}
