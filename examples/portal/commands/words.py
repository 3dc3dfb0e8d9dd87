"""What the commands say: errors in words, and texts of strangers without what would act on a terminal."""

from __future__ import annotations

from ..forms import Answers
from ..words import Words

__all__ = ["CommandError", "printable", "text_of"]


class CommandError(Exception):
    """A command cannot be done; its text says why and what to do."""


def printable(text: str) -> str:
    """A text that moves no cursor and hides nothing: control and invisible characters by their number."""
    return "".join(sign if sign.isprintable() else f"<U+{ord(sign):04X}>" for sign in text)


def text_of(text: str, longest: int) -> str:
    """A text that is to be shown on a page: not blank, not too long, nothing invisible in it.

    Raises:
        CommandError: it is none.
    """
    answers = Answers({"text": text})
    found = answers.text("text", longest)
    if found is None:
        key = str(answers.errors.get("text", "feedback.needed"))
        raise CommandError(f"{printable(text[:50])!r}: {Words().texts[key].en}")
    return found
