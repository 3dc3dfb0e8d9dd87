"""The error tree: every error carries a stable code, the value, where it stood, and the likely repair.

Each class also inherits the natural builtin, so `except ValueError` and `except LookupError` work.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from .messages import message, phrase

if TYPE_CHECKING:
    from .text import Lang

__all__ = ["ChihoDigitalError", "ImpossibleMove", "InvalidDate", "InvalidValue", "MissingExtra"]

_LONGEST = 120  # characters of a refused value that a sentence shows


class ChihoDigitalError(Exception):
    """Base of all errors of this library (本ライブラリの例外の基底).

    code: stable name of what happened, `room.event`; the words for it stand in the message catalogues.
    value: the value that was refused, as given.
    path: where the value stood (row, column, field …), outermost first; empty when it stood alone.
    suggestion: the likely repair, where it can be known.
    params: what else the sentence mentions.
    """

    def __init__(
        self,
        code: str,
        *,
        value: object = None,
        path: tuple[str | int, ...] = (),
        suggestion: object = None,
        **params: object,
    ) -> None:
        super().__init__(code, value)
        self.code = code
        self.value = value
        self.path = path
        self.suggestion = suggestion
        self.params: dict[str, Any] = params

    def at(self, *path: str | int) -> Self:
        """The same error, found further out: `path` is put before the error's own."""
        return type(self)(
            self.code, value=self.value, path=path + self.path, suggestion=self.suggestion, **self.params
        )

    def message(self, lang: Lang) -> str:
        """What happened, where, and the likely repair, as one sentence in `"ja"` or `"en"`."""
        sentence = message(self.code, {"value": _shown(self.value, lang), **self.params}, lang)
        if self.path:
            sentence = f"{' / '.join(map(str, self.path))}: {sentence}"
        if self.suggestion is not None:
            sentence += message("basics.suggestion", {"suggestion": phrase(self.suggestion, lang)}, lang)
        return sentence

    def __str__(self) -> str:
        return f"{self.message('ja')}\n{self.message('en')}"

    def __reduce__(self) -> tuple[Any, ...]:
        fields = {"value": self.value, "path": self.path, "suggestion": self.suggestion, **self.params}
        return _rebuild, (type(self), self.code, fields)


def _shown(value: object, lang: Lang) -> str:
    """A refused value as it stands in a sentence: on one line, unprintable characters escaped, its end cut if long."""
    try:
        text = phrase(value, lang)
    except ValueError:  # Python refuses to write out integers of thousands of digits
        return f"<{type(value).__name__}>"
    shown = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    return "".join(sign if sign.isprintable() or sign in " \u3000" else ascii(sign)[1:-1] for sign in shown)


def _rebuild(kind: type[ChihoDigitalError], code: str, fields: dict[str, Any]) -> ChihoDigitalError:
    return kind(code, **fields)


class InvalidValue(ChihoDigitalError, ValueError):
    """A text or number is not what it should be (値の誤り)."""


class InvalidDate(InvalidValue):
    """A text is no date of the calendar, western or era (日付の誤り)."""


class ImpossibleMove(InvalidValue):
    """A thing is not in the state for this move; the message names the moves that are possible (できない操作)."""


class MissingExtra(ChihoDigitalError, ImportError):
    """An optional dependency is not installed; the message names the command that installs it."""

    path: Any  # a tuple as in every error here, although `ImportError` has a text of that name
