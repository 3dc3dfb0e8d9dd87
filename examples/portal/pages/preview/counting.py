"""The public page: whether a window is open, until when, and how many bodies have answered. Nothing of what they said."""

from __future__ import annotations

from datetime import date

from attrs import frozen
from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, ConfigDict, Field

from chiho_digital.basics import Text
from chiho_digital.dashboard import View
from chiho_digital.dashboard.releases import State

from ...portal import Here, Portal
from ..models import TextOut
from .keeping import Window, current

__all__ = ["Counts", "api", "counts_of", "pages"]

pages = APIRouter()
api = APIRouter(tags=["preview"])

_COUNTED = """
with asked as (select distinct id, body from preview_bodies where release = $1),
said as (select distinct id, body from preview_events where release = $1 and body <> ''),
per as (select asked.body, count(*) as asked, count(said.id) as said
    from asked left join said on said.id = asked.id and said.body = asked.body group by asked.body)
select count(*), count(*) filter (said = asked), count(*) filter (said > 0 and said < asked),
    count(*) filter (said = 0), coalesce(sum(asked), 0), coalesce(sum(said), 0) from per
"""


@frozen
class Counts:
    """How many bodies are asked and have answered about all, some or none of their rows; rows; answers asked for and given.

    A body has answered about a row as the library says it: its state there is another than `not_answered`.
    """

    bodies: int
    all: int
    some: int
    none: int
    asked: int
    given: int
    rows: int


def counts_of(portal: Portal, window: Window) -> Counts:
    """The counts of a window, made anew when somebody has answered."""
    ((last, rows),) = portal.store.read(
        "select (select coalesce(max(number), 0) from preview_events), (select count(*) from preview_rows where release = ?)",
        [window.number],
    )

    def made() -> Counts:
        ((bodies, every, some, none, asked, given),) = portal.store.read(_COUNTED, [window.number])
        return Counts(bodies, every, some, none, int(asked), int(given), rows)

    return portal.data.views.get(("preview", window.number, last), made)


def _view(portal: Portal, counts: Counts) -> View:
    texts = portal.words.texts
    return View(
        texts["preview.counts"],
        (texts["preview.what"], texts["preview.number"]),
        (
            (texts["preview.rows"], counts.rows),
            (texts["preview.bodies"], counts.bodies),
            (texts["preview.all"], counts.all),
            (texts["preview.some"], counts.some),
            (texts["preview.none"], counts.none),
        ),
        (Text(texts["preview.silence"].ja, texts["preview.silence"].en),),
    )


@pages.get("/preview")
def preview(request: Request, portal: Here) -> HTMLResponse:
    """The window, for everybody."""
    window = current(portal.store)
    state = window.state(portal.settings.today) if window else None
    return portal.page(
        request,
        "preview/window.html",
        window=window,
        state=state,
        is_open=state is State.PREVIEW,
        counts=_view(portal, counts_of(portal, window)) if window else None,
    )


class PreviewOut(BaseModel):
    """The preview window. Null where there is none, or where it has not come to that."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    state: TextOut | None
    open: bool
    first: date | None = Field(description="First day of the last window.")
    last: date | None = Field(description="Last day on which an answer counts, in Japan.")
    published: date | None
    rows: int | None
    bodies: int | None = Field(description="Bodies that are asked.")
    answered_all: int | None = Field(description="Bodies that have answered about all of their rows.")
    answered_some: int | None
    answered_none: int | None


@api.get("/preview", summary="The preview window: whether it is open, and how many bodies have answered")
def api_preview(portal: Here) -> PreviewOut:
    """Counts only; no answer is neither consent nor objection."""
    window = current(portal.store)
    if window is None:
        return PreviewOut(
            state=None,
            open=False,
            first=None,
            last=None,
            published=None,
            rows=None,
            bodies=None,
            answered_all=None,
            answered_some=None,
            answered_none=None,
        )
    state, counts = window.state(portal.settings.today), counts_of(portal, window)
    return PreviewOut(
        state=TextOut.of(state.label),
        open=state is State.PREVIEW,
        first=window.preview.day,
        last=window.preview.last,
        published=window.published_on,
        rows=counts.rows,
        bodies=counts.bodies,
        answered_all=counts.all,
        answered_some=counts.some,
        answered_none=counts.none,
    )
