"""A data set and its log as tables to show: no shares, no order by body other than the code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chiho_digital.basics import Text, phrase
from chiho_digital.dashboard.view import View

from .contents import body_named, cell_text, label_of
from .records import Objection

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from chiho_digital.dashboard.view import Cell

    from .data_sets import BodyAnswer, Confirmed, DataSet
    from .log import LogEntry

__all__ = ["answers_view", "log_view", "rows_view"]

_NONE = Text("なし", "none")
_NOT_CONFIRMED = Text("未確認", "not confirmed")
_CASE, _BODY = Text("事例", "case"), Text("団体", "body")


def rows_view(data: DataSet) -> View:
    """The rows of a data set with their last confirmation and open objections."""
    rows: list[tuple[Cell, ...]] = [
        (
            row.id,
            _NOT_CONFIRMED if row.last_confirmed is None else str(row.last_confirmed.day),
            _bodies(row.last_confirmed, data.drafted_on),
            _before(row.confirmed_before_correction, data.drafted_on),
            _joined(_objection(one, data.drafted_on) for one in row.objections),
            _NONE if row.reason is None else row.reason,
        )
        for row in data.rows
    ]
    return View(
        _title(data),
        (
            _CASE,
            Text("最終確認日", "last confirmed"),
            Text("確認した団体", "by"),
            Text("修正前の確認", "confirmed before the correction"),
            Text("解決していない異議", "open objections"),
            Text("異議があるまま公開した理由", "why published in spite of it"),
        ),
        tuple(rows),
        (
            Text(
                "未確認は、どの団体もまだ確認していないことで、誤りがあるという意味ではありません。",
                "'not confirmed' means that no body has confirmed the row yet, not that it is wrong.",
            ),
        ),
    )


def answers_view(data: DataSet) -> View:
    """A line for each row and each body that it concerns."""
    rows: list[tuple[Cell, ...]] = [
        (row.id, body_named(one.body, data.drafted_on), one.state.label, *_said(one))
        for row in data.rows
        for one in row.answers
    ]
    return View(
        _title(data),
        (
            _CASE,
            _BODY,
            Text("回答", "answer"),
            Text("回答日", "day"),
            Text("内容", "words"),
            Text("期間後の回答", "after the preview"),
        ),
        tuple(rows),
        (
            Text(
                "未回答は、同意でも異議でもありません。",
                "'not answered' is neither consent nor objection.",
            ),
        ),
    )


def log_view(release: str, entries: Iterable[LogEntry]) -> View:
    """The log, a line for everything that happened."""
    return View(
        Text(f"データセット「{release}」の記録", f"Log of the release '{release}'"),
        (Text("日付", "day"), Text("出来事", "what happened")),
        tuple((str(entry.day), Text(entry.to("ja"), entry.to("en"))) for entry in entries),
    )


def _title(data: DataSet) -> Text:
    state = data.state.label
    return Text(
        f"データセット「{data.release}」（{data.day}、{state.ja}）",
        f"Data set '{data.release}' ({data.day}, {state.en})",
    )


def _joined(texts: Iterable[Text]) -> Text:
    every = tuple(texts)
    return Text(phrase(every, "ja"), phrase(every, "en")) if every else _NONE


def _bodies(confirmed: Confirmed | None, named_on: date) -> Text:
    return _joined(body_named(body, named_on) for body in confirmed.bodies) if confirmed else _NONE


def _before(confirmed: Confirmed | None, named_on: date) -> Text:
    if confirmed is None:
        return _NONE
    bodies = _bodies(confirmed, named_on)
    return Text(f"{confirmed.day}（{bodies.ja}）", f"{confirmed.day} ({bodies.en})")


def _words(objection: Objection) -> Text:
    """The words of an objection, with the value that it says is right."""
    if objection.field is None:
        return Text(objection.words, objection.words)
    field, value = label_of(objection.field), cell_text(objection.value)
    return Text(
        f"{objection.words}［{field.ja}→{phrase(value, 'ja')}］",
        f"{objection.words} [{field.en} → {phrase(value, 'en')}]",
    )


def _objection(objection: Objection, named_on: date) -> Text:
    body, words = body_named(objection.body, named_on), _words(objection)
    return Text(f"{body.ja}：{words.ja}", f"{body.en}: {words.en}")


def _said(one: BodyAnswer) -> tuple[Cell, Cell, Cell]:
    """The day and words of an answer, and what was said after the preview."""
    words = _words(one.answer) if isinstance(one.answer, Objection) else _NONE
    late: Text = _NONE
    if one.late is not None:
        said = _words(one.late) if isinstance(one.late, Objection) else Text("確認", "confirmed")
        late = Text(f"{one.late.day}：{said.ja}", f"{one.late.day}: {said.en}")
    return (_NONE if one.answer is None else str(one.answer.day)), words, late
