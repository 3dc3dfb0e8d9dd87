"""What people type into forms and addresses: read gently, refused with a reason that stands beside the field."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Annotated
from urllib.parse import urlsplit

from attrs import define, field
from fastapi import Depends, HTTPException, Request

from chiho_digital.basics import fold

from .portal import COOKIE, Here
from .settings import Limits

__all__ = ["Answers", "Sent", "asked"]


@define
class Answers:
    """The fields of a form. What cannot be read is None, and `errors` holds the key of the words that say why."""

    fields: Mapping[str, str]
    errors: dict[str, str] = field(factory=dict[str, str])

    def given(self, name: str) -> str:
        """What was typed, to be shown again."""
        return self.fields.get(name, "")

    def text(self, name: str, longest: int = 200) -> str | None:
        """A text, blanks around it dropped; None if there is none."""
        text = self.fields.get(name, "").strip()
        if len(text) > longest or any(not sign.isprintable() and sign not in "\r\n\t\u3000" for sign in text):
            self.errors[name] = "errors.text"
            return None
        return text or None

    def number(self, name: str, most: int = 10_000) -> int | None:
        """A whole number from 0 on, in half- or full-width digits; None if the field is blank."""
        text = fold(self.fields.get(name, "")).strip()
        if not text:
            return None
        if not text.isascii() or not text.isdecimal() or len(text) > 15 or int(text) > most:
            self.errors[name] = "errors.number"
            return None
        return int(text)

    def choice(self, name: str, allowed: Collection[str]) -> str | None:
        """One of the values offered; None if the field is blank."""
        text = self.fields.get(name, "")
        if not text:
            return None
        if text not in allowed:
            self.errors[name] = "errors.choice"
            return None
        return text


def asked(request: Request, limits: Limits) -> Answers:
    """What stands behind the question mark of an address.

    Raises:
        HTTPException: it is too much (413).
    """
    return Answers(_bounded(request.query_params.multi_items(), limits))


async def _sent(request: Request, portal: Here) -> Answers:
    """The fields of a form that one of our own pages sent; anything else is refused."""
    origin = request.headers.get("origin")
    if origin not in {None, "null"} and urlsplit(origin or "").netloc != request.headers.get("host"):
        raise HTTPException(403)
    limits = portal.settings.limits
    form = await request.form(max_files=0, max_fields=limits.fields)
    fields = _bounded([(name, value) for name, value in form.multi_items() if isinstance(value, str)], limits)
    if not portal.sessions.is_ours(request.cookies.get(COOKIE), fields.pop("form_token", "")):
        raise HTTPException(403)
    return Answers(fields)


Sent = Annotated[Answers, Depends(_sent)]
"""What a page that changes something takes: the fields of its form, proved to come from our own page."""


def _bounded(items: list[tuple[str, str]], limits: Limits) -> dict[str, str]:
    if len(items) > limits.fields or any(len(value) > limits.field_characters for _, value in items):
        raise HTTPException(413)
    return dict(items)
