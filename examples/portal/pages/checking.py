"""Checking a file: everything wrong in it at once, the workbook back with marks, and workbooks to fill in."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import RedirectResponse
from starlette.responses import Response

from chiho_digital import excel
from chiho_digital.basics import Text
from chiho_digital.dashboard import View

from ..checks import Finding, KindOfFinding
from ..forms import Answers, Sent, SentWithFile, asked
from ..portal import COOKIE, Here, Language, PageGroup, Portal
from ..settings import JAPAN

__all__ = ["GROUP", "LISTED"]

_pages = APIRouter()

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

LISTED = {
    "procurement": "listed.procurement",
    "participations": "listed.participations",
    "amounts": "listed.amounts",
    "answers": "listed.answers",
    "wishes": "listed.wishes",
    "software": "listed.software",
    "offerings": "listed.offerings",
    "staff": "listed.staff",
    "needs": "listed.needs",
    "assignments": "listed.assignments",
    "results": "listed.results",
    "costs": "listed.costs",
    "indices": "listed.indices",
    "candidates": "listed.candidates",
}
"""What each row model of `excel.MODELS` lists: the key of its words."""

_SIGNS = {"error": "checking.error_sign", "warning": "checking.warning_sign", "note": "checking.note_sign"}


def _listed(portal: Portal) -> dict[str, Text]:
    return {model: portal.words.texts[LISTED[model]] for model in excel.MODELS}


def _owner(portal: Portal, request: Request) -> str | None:
    """The mark of the holder of a cookie, which says nothing of the cookie."""
    name = request.cookies.get(COOKIE)
    return portal.sessions.form_token(name) if name else None


def _form(portal: Portal, request: Request, answers: Answers, status: int = 200) -> Response:
    limits = portal.settings.limits
    return portal.form_page(
        request,
        "checking/form.html",
        status=status,
        answers=answers,
        listed=_listed(portal),
        size=limits.upload_bytes // 1_000_000,
        minutes=limits.result_minutes,
    )


@_pages.get("/check")
def form(request: Request, portal: Here) -> Response:
    """The form; ?kind=… chooses what the file lists."""
    answers = asked(request, portal.settings.limits)
    answers.choice("kind", excel.MODELS)
    return _form(portal, request, answers, 422 if answers.errors else 200)


@_pages.post("/check")
async def check(request: Request, portal: Here, lang: Language, sent: SentWithFile) -> Response:
    """Checks a file, and leads to what was found."""
    if "file" in sent.errors:
        return _form(portal, request, sent, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    model = sent.choice("kind", excel.MODELS)
    if model is None:
        sent.errors.setdefault("kind", "checking.kind_missing")
    if sent.file is None:
        sent.errors["file"] = "checking.file_missing"
    owner = _owner(portal, request)
    if sent.errors or model is None or sent.file is None or owner is None:
        return _form(portal, request, sent, 422)
    name = await portal.checks.check(sent.file.file, sent.file.filename or "", model, lang, owner)
    if name is None:
        sent.errors["file"] = "checking.no_room"
        return _form(portal, request, sent, 422)
    return RedirectResponse(f"/{lang}/check/results/{name}", HTTPStatus.SEE_OTHER)


@_pages.get("/check/results/{name}")
def result(request: Request, portal: Here, name: str) -> Response:
    """What was found, for whom sent the file."""
    kept = portal.checks.find(name, _owner(portal, request))
    if kept is None:
        minutes = portal.settings.limits.result_minutes
        return portal.page(request, "checking/gone.html", status=404, minutes=minutes)
    return portal.form_page(
        request,
        "checking/result.html",
        name=name,
        kept=kept,
        outcome=kept.outcome,
        listed=_listed(portal)[kept.model],
        kinds=_kinds_view(portal, kept.outcome.kinds),
        findings=_findings_view(portal, kept.outcome.findings),
        until=kept.until.astimezone(JAPAN),
    )


@_pages.get("/check/results/{name}/workbook")
def workbook(request: Request, portal: Here, name: str) -> Response:
    """The workbook of a check, byte for byte as the library wrote it."""
    owner = _owner(portal, request)
    kept, data = portal.checks.find(name, owner), portal.checks.workbook(name, owner)
    if kept is None or data is None:
        raise HTTPException(404)
    called = portal.words.speaker(kept.lang)(
        "checking.workbook_name",
        kind=_listed(portal)[kept.model].to(kept.lang),
        day=f"{portal.settings.today:%Y%m%d}",
    )
    return _download(data, called, f"check-{kept.model}.xlsx", {"Cache-Control": "no-store"})


@_pages.post("/check/results/{name}/delete")
def forget(request: Request, portal: Here, lang: Language, name: str, sent: Sent) -> Response:  # noqa: ARG001 -- proves the form
    """Deletes what was found before its time."""
    portal.checks.forget(name, _owner(portal, request))
    return RedirectResponse(f"/{lang}/check", HTTPStatus.SEE_OTHER)


@_pages.get("/check/templates/{model}")
def template(portal: Here, lang: Language, model: str) -> Response:
    """The workbook to fill in for a kind of list."""
    if model not in excel.MODELS:
        raise HTTPException(404)
    called = portal.words.speaker(lang)("checking.template_name", kind=_listed(portal)[model].to(lang))
    return _download(portal.checks.template(model, lang), called, f"{model}.xlsx", {})


def _download(data: bytes, called: str, plain: str, headers: dict[str, str]) -> Response:
    """A workbook to keep. called: its name; plain: the same for programs that know no Japanese (RFC 5987)."""
    disposition = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(called, safe='')}"
    return Response(data, media_type=_XLSX, headers={"Content-Disposition": disposition, **headers})


def _headings(portal: Portal, *names: str) -> tuple[Text, ...]:
    return tuple(portal.words.texts[name] for name in names)


def _place(portal: Portal, finding: Finding) -> tuple[Any, Any]:
    """The row and the column."""
    texts = portal.words.texts
    row = texts["checking.whole_file"] if finding.row is None else str(finding.row)
    if finding.column is not None:
        return row, finding.column.text
    return row, texts["checking.none"] if finding.row is None else texts["checking.whole_row"]


def _kinds_view(portal: Portal, kinds: Sequence[KindOfFinding]) -> View:
    texts = portal.words.texts
    return View(
        texts["checking.kinds"],
        _headings(
            portal,
            "checking.severity",
            "checking.count",
            "checking.row",
            "checking.column",
            "checking.first",
        ),
        tuple(
            (texts[_SIGNS[one.first.severity]], one.count, *_place(portal, one.first), one.first.says.text)
            for one in kinds
        ),
    )


def _findings_view(portal: Portal, findings: Sequence[Finding]) -> View:
    texts = portal.words.texts
    none = texts["checking.none"]

    def value(finding: Finding) -> Text:
        if finding.value is None:
            return none
        return finding.value.text if finding.value.ja.strip() else texts["checking.blank"]

    return View(
        texts["checking.findings"],
        _headings(
            portal,
            "checking.row",
            "checking.column",
            "checking.severity",
            "checking.value",
            "checking.says",
            "checking.expected",
            "checking.repair",
        ),
        tuple(
            (
                *_place(portal, one),
                texts[_SIGNS[one.severity]],
                value(one),
                one.says.text,
                one.expected.text if one.expected else none,
                one.repair.text if one.repair else none,
            )
            for one in findings
        ),
    )


GROUP = PageGroup(_pages, uploads=("/check",))
