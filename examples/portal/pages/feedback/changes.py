"""The public list of changes: loads of the data, publications, what the operator tells, answers to feedback."""

from __future__ import annotations

from typing import Annotated
from uuid import NAMESPACE_URL, uuid5

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, Field
from starlette.responses import Response

from chiho_digital.basics import Text
from chiho_digital.governments import get

from ...board import Change, ChangeKind, Feedback
from ...forms import asked
from ...portal import Here, Language, Portal
from ...settings import JAPAN
from ..models import MOST_PAGES, TextOut

__all__ = ["api", "pages", "tell_load"]

pages = APIRouter()
api = APIRouter(tags=["changes"])

_IN_FEED = 50


class FeedbackOut(BaseModel):
    """What somebody said, published with its answer."""

    number: int
    kind: TextOut
    words: str = Field(description="As it was written, in its language.")
    body: str | None = Field(description="Code of the body that said it as itself; null is nobody named.")

    @classmethod
    def of(cls, said: Feedback) -> FeedbackOut:
        """From what is kept; the page it was about is not public."""
        return cls(
            number=said.number, kind=TextOut.of(said.kind.label), words=said.words, body=said.body or None
        )


class ChangeOut(BaseModel):
    """A change. What was told in Japanese only has that text in both languages."""

    at: str = Field(description="ISO 8601, time of Japan.")
    kind: TextOut
    text: TextOut
    feedback: FeedbackOut | None = Field(description="What it answers.")

    @classmethod
    def of(cls, change: Change) -> ChangeOut:
        """From the list."""
        said = change.feedback
        return cls(
            at=at(change),
            kind=TextOut.of(change.kind.label),
            text=TextOut(ja=change.text.ja, en=change.text.en or change.text.ja),
            feedback=None if said is None else FeedbackOut.of(said),
        )


class ChangeList(BaseModel):
    """A page of the list, newest first."""

    total: int
    page: int = Field(description="From 1.")
    changes: list[ChangeOut]


def at(change: Change) -> str:
    """When, in the time of Japan."""
    return change.at.astimezone(JAPAN).isoformat(timespec="seconds")


def tell_load(portal: Portal) -> None:
    """Adds the data that the portal shows to the list, once for each version."""
    entry, words = portal.data.entry, portal.words.texts["changes.loaded"]
    told = {"source": entry.source, "as_of": entry.as_of, "rows": f"{entry.rows:,}"}
    text = Text(words.ja.format_map(told), words.en.format_map(told))
    portal.board.tell(portal.settings.now(), ChangeKind.DATA, text, mark=portal.data.version)


@pages.get("/changes")
def changes(request: Request, portal: Here) -> HTMLResponse:
    """The list, page by page."""
    rows = portal.settings.limits.rows
    page = max(asked(request, portal.settings.limits).number("page", MOST_PAGES) or 1, 1)
    every = portal.board.changes()
    shown = every[(page - 1) * rows : page * rows]
    return portal.page(
        request,
        "feedback/changes.html",
        changes=[(one, at(one)) for one in shown],
        bodies={
            one.feedback.body: get(one.feedback.body).title
            for one in shown
            if one.feedback and one.feedback.body
        },
        page=page,
        pages=max(-(-len(every) // rows), 1),
    )


@pages.get("/changes.atom")
def feed(portal: Here, lang: Language) -> Response:
    """The newest as an Atom feed; its links are relative to its own address. It is never empty: the load of the data stands in it."""
    every = portal.board.changes()
    entries = [(one, at(one), _id(f"{one.id} {(one.feedback or one).at}")) for one in every[:_IN_FEED]]
    xml = portal.templates.get_template("feedback/changes.xml").render(
        lang=lang,
        t=portal.words.speaker(lang),
        entries=entries,
        id=_id(f"{lang} {every[-1].at}"),
        updated=at(every[0]),
    )
    return Response(xml, media_type="application/atom+xml")


def _id(text: str) -> str:
    """An id of the feed or of an entry: with its moment, so that two portals do not share one."""
    return uuid5(NAMESPACE_URL, text).urn


@api.get("/changes", summary="The public list of changes")
def api_changes(portal: Here, page: Annotated[int, Query(ge=1, le=MOST_PAGES)] = 1) -> ChangeList:
    """Newest first."""
    rows, every = portal.settings.limits.rows, portal.board.changes()
    shown = every[(page - 1) * rows : page * rows]
    return ChangeList(total=len(every), page=page, changes=[ChangeOut.of(one) for one in shown])
