"""What the scheme is, which pools are known, and what is known of the pool of one prefecture."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse

from chiho_digital import talent
from chiho_digital.basics import Source, Text
from chiho_digital.dashboard import View
from chiho_digital.governments import Government, get, prefectures
from chiho_digital.rules import Figure
from chiho_digital.talent import FIELDS, SHAPES, Help, Measure, RealPool

from ...portal import Here, Portal
from ..municipalities import body_of
from .models import PoolsOut

__all__ = ["api", "pages"]

pages = APIRouter()
api = APIRouter()

_YEAR = 2025  # the first of the text that stands
_LINES = (
    ("talent.line_prefecture", "prefecture", Measure.PREFECTURE_TALENT),
    ("talent.line_contribution", "municipality", Measure.SUPPORTING_MUNICIPALITY),
    ("talent.line_staff", "prefecture", Measure.ORDINARY_TAX_STAFF),
    ("talent.line_own", "municipality", Measure.OWN_CIO_AIDE),
)


def pools_by_prefecture() -> dict[str, RealPool]:
    """The real pools by the code of their prefecture."""
    return {str(one.prefecture): one for one in talent.real_pools()}


def lines_of(portal: Portal) -> list[tuple[Text, tuple[Source, ...]]]:
    """What the scheme is, in five lines, each with its sources."""
    words = portal.words.texts
    found: list[tuple[Text, tuple[Source, ...]]] = [
        (words["talent.line_scheme"], (talent.PARAMETERS.source("minutes_2025_01"),))
    ]
    for key, kind, measure in _LINES:
        (help_,) = (one for one in talent.measures(kind, _YEAR) if one.measure is measure)
        found.append((_filled(words[key], help_), _places(help_)))
    return found


def _filled(words: Text, help_: Help) -> Text:
    """A line with rate and years of a measure, as the library has them."""
    rate = help_.rates[0].rate if help_.rates else None
    years = {"first": help_.first, "last": help_.last}

    def said(text: str, lang: Any) -> str:
        spans = {name: year.to(lang) if year else "" for name, year in years.items()}
        return text.format(rate=rate.value if isinstance(rate, Figure) else "", **spans)

    return Text(said(words.ja, "ja"), said(words.en, "en"))


def _places(help_: Help) -> tuple[Source, ...]:
    """Where a measure itself stands: the source of its rate, or its first."""
    rates = tuple(rate.rate.source for rate in help_.rates[:1] if isinstance(rate.rate, Figure))
    return rates or help_.sources[:1]


def known_view(portal: Portal) -> View:
    """The pools that were noted, by prefecture."""
    words = portal.words.texts
    rows = [
        (get(one.prefecture).title, one.pool.name, _shape(one), _since(one)) for one in talent.real_pools()
    ]
    heads = ("talent.prefecture", "talent.pool", "talent.shape", "talent.since")
    title = words["talent.pools"]
    return View(title, tuple(words[key] for key in heads), tuple(rows), ())


def _shape(one: RealPool) -> Text | None:
    return None if one.pool.shape is None else SHAPES.of(one.pool.shape).label


def _since(one: RealPool) -> Text | None:
    return None if one.since is None else Text(one.since.to("ja"), one.since.to("en"))


def _about(portal: Portal, one: RealPool) -> View:
    """What is noted of a pool, item by item; what is not is no data."""
    fields = None
    if one.fields is not None:
        labels = [FIELDS.of(field).label for field in one.fields]
        fields = Text("、".join(label.ja for label in labels), ", ".join(label.en for label in labels))
    served = [get(code).title for code in one.served]
    named = Text("、".join(s.ja for s in served), ", ".join(s.en for s in served)) if served else None
    lead = None if one.pool.lead is None else get(one.pool.lead).title
    items: tuple[tuple[str, Text | str | None], ...] = (
        ("talent.pool", one.pool.name),
        ("talent.lead_body", lead),
        ("talent.shape", _shape(one)),
        ("talent.since", _since(one)),
        ("talent.fields", fields),
        ("talent.served", named),
        ("talent.staff", None if one.pool.staff is None else str(len(one.pool.staff))),
    )
    words = portal.words.texts
    rows = tuple((words[key], value) for key, value in items)
    return View(words["talent.known"], (words["talent.item"], words["talent.content"]), rows, ())


def _prefecture(code: str) -> Government:
    """The prefecture with a code.

    Raises:
        HTTPException: it is no prefecture (404).
    """
    body = body_of(code)
    if body.parent_code is not None:
        raise HTTPException(404)
    return body


@pages.get("/talent")
def page(request: Request, portal: Here) -> HTMLResponse:
    """The scheme, the pools, the counts."""
    pools = pools_by_prefecture()
    return portal.page(
        request,
        "talent/talent.html",
        lines=lines_of(portal),
        view=known_view(portal),
        codes=list(pools),
        national=talent.national_counts(),
        others=[body for body in prefectures() if str(body.code) not in pools],
    )


@pages.get("/talent/{code}")
def prefecture(request: Request, portal: Here, code: str) -> HTMLResponse:
    """What is known of the pool of a prefecture, and what is not."""
    body = _prefecture(code)
    found = pools_by_prefecture().get(code)
    return portal.page(
        request,
        "talent/prefecture.html",
        body=body,
        found=found,
        about=_about(portal, found) if found else None,
    )


@api.get("/talent", summary="Real pools and national counts")
def api_pools() -> PoolsOut:
    """As far as they were noted."""
    return PoolsOut(
        pools=[one.to_dict() for one in talent.real_pools()],
        national=[one.to_dict() for one in talent.national_counts()],
    )


@api.get("/talent/pools/{code}", summary="What is known of the pool of a prefecture")
def api_prefecture(code: str) -> dict[str, Any] | None:
    """Null where no pool of it was noted; there may be one."""
    found = pools_by_prefecture().get(str(_prefecture(code).code))
    return found.to_dict() if found else None
