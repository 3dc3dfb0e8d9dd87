"""What people type into forms and addresses: read gently, refused with a reason that stands beside the field."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Collection, Mapping
from http import HTTPStatus
from typing import Annotated
from urllib.parse import urlsplit

from attrs import define, field
from fastapi import Depends, Request
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException

from chiho_digital.basics import Text, fold

from .portal import COOKIE, Here, Portal
from .settings import Limits

__all__ = ["Answers", "Sent", "SentWithFile", "asked"]


@define
class Answers:
    """The fields of a form. What cannot be read is None, and `errors` says why: the key of our words, or a text of the library."""

    fields: Mapping[str, str]
    errors: dict[str, str | Text] = field(factory=dict[str, "str | Text"])
    file: UploadFile | None = None

    def given(self, name: str) -> str:
        """What was typed, to be shown again."""
        return self.fields.get(name, "")

    def text(self, name: str, longest: int = 200) -> str | None:
        """A text, blanks around it dropped; None if there is none."""
        text = self.fields.get(name, "").strip()
        if len(text) > longest or any(
            not sign.isprintable() and sign not in "\r\n\t\u3000\u200d" for sign in text
        ):
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
    _same_origin(request)
    form = await request.form(max_files=0, max_fields=portal.settings.limits.fields)
    return Answers(_proved(request, portal, form))


async def _sent_with_file(request: Request, portal: Here) -> AsyncGenerator[Answers]:
    """The same with one file at most, which is there while the page is made.

    Of one that is too large the fields are not read and prove nothing: the answer holds that error alone.
    """
    _same_origin(request)
    try:
        form = await request.form(max_files=1, max_fields=portal.settings.limits.fields)
    except HTTPException as error:
        if error.status_code != HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
            raise
        yield Answers({}, errors={"file": "errors.file_large"})
        return
    try:
        files = [value for _, value in form.multi_items() if isinstance(value, UploadFile) and value.filename]
        yield Answers(_proved(request, portal, form), file=files[0] if files else None)
    finally:
        await form.close()


Sent = Annotated[Answers, Depends(_sent)]
"""What a page that changes something takes: the fields of its form, proved to come from our own page."""

SentWithFile = Annotated[Answers, Depends(_sent_with_file)]
"""The same of a form with a file; its path stands in `PageGroup.uploads`."""


def _same_origin(request: Request) -> None:
    origin = request.headers.get("origin")
    if origin not in {None, "null"} and urlsplit(origin or "").netloc != request.headers.get("host"):
        raise HTTPException(403)


def _proved(request: Request, portal: Portal, form: FormData) -> dict[str, str]:
    fields = _bounded(
        [(name, value) for name, value in form.multi_items() if isinstance(value, str)],
        portal.settings.limits,
    )
    if not portal.sessions.is_ours(request.cookies.get(COOKIE), fields.pop("form_token", "")):
        raise HTTPException(403)
    return fields


def _bounded(items: list[tuple[str, str]], limits: Limits) -> dict[str, str]:
    if len(items) > limits.fields or any(len(value) > limits.field_characters for _, value in items):
        raise HTTPException(413)
    return dict(items)
