"""Releases of the dashboard with what happened to them, opinions with their answers, and work items."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from chiho_digital.basics import InvalidValue
from chiho_digital.dashboard import CaseExtras, CaseFilter, releases
from chiho_digital.dashboard.releases import (
    Correction,
    CorrectionLink,
    Objection,
    Opening,
    Opinion,
    Opinions,
    Release,
    Reply,
)
from chiho_digital.planning import WorkItem
from chiho_digital.procurement import CaseRow
from chiho_digital.tables import columns_of

from .codes import body_codes, lasting_codes
from .making import fields, settling, whole
from .of_cases import prefecture_codes
from .of_systems import kind_ids
from .rows import row_records
from .texts import words
from .times import days

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hypothesis.strategies import SearchStrategy

    from chiho_digital.governments import LocalGovernmentCode

__all__ = ["release_histories"]

_FIELDS = tuple(name for name, column in columns_of(CaseRow).items() if not column.unique)
_PUBLISHER = "公開担当"


def _case_rows() -> SearchStrategy[tuple[CaseRow, ...]]:
    rows = st.lists(row_records(CaseRow), min_size=1, max_size=2, unique_by=lambda row: row.case_id)
    return rows.map(tuple)


def _said() -> SearchStrategy[str]:
    """Words without an address or number of a person, of which hardly any has one."""
    return words().filter(lambda text: "@" not in text and "-" not in text)


_field_names = st.sampled_from(_FIELDS)
fields(Correction, lambda: {"field": _field_names})
fields(CorrectionLink, lambda: {"field": _field_names})
fields(Objection, lambda: {"field": st.none() | _field_names})
fields(Opening, lambda: {"rows": _case_rows()})
fields(Opinion, lambda: {"words": _said(), "sender": st.sampled_from(tuple(releases.SENDERS)) | words()})
fields(Reply, lambda: {"words": _said()})
fields(WorkItem, lambda: {"body": lasting_codes()})


@settling(Objection)
def _objection(values: dict[str, Any]) -> None:
    if values["field"] is None:
        values["value"] = None


@settling(Opinions)
def _opinions(values: dict[str, Any]) -> None:
    received = {opinion.number: opinion for opinion in values["opinions"]}
    values["opinions"] = tuple(received.values())
    numbers = sorted(received)
    replies: Sequence[Reply] = values["replies"] if numbers else ()
    values["replies"] = tuple(
        reply.model_copy(update={"to": to, "day": max(reply.day, received[to].day)})
        for place, reply in enumerate(replies)
        for to in [numbers[place % len(numbers)]]
    )


@settling(WorkItem)
def _work_item(values: dict[str, Any]) -> None:
    names = [name for name in ("not_before", "first", "last", "not_after") if values[name] is not None]
    values.update(zip(names, sorted(values[name] for name in names), strict=True))


@whole(Release)
def release_histories() -> SearchStrategy[Release]:
    """Releases after whatever of some moves was possible, day by day (データセットの公開)."""
    return _release_histories()


@st.composite
def _release_histories(draw: st.DrawFn) -> Release:
    day = draw(days())
    release = Release.draft("release", draw(_case_rows()), day=day, by=_PUBLISHER)
    for gap in draw(st.lists(st.integers(0, 3), max_size=8)):
        day += timedelta(days=gap)
        with suppress(InvalidValue):
            release = draw(st.sampled_from(_MOVES))(draw, release, day)
    return release


def _row_and_body(draw: st.DrawFn, release: Release, day: date) -> tuple[LocalGovernmentCode, str]:
    row = draw(st.sampled_from(release.on(day).rows))
    return draw(st.sampled_from([one.body for one in row.answers])), row.id


def _objected(draw: st.DrawFn, release: Release, day: date) -> Release:
    body, row = _row_and_body(draw, release, day)
    return release.object_to(body, row, day=day, words=draw(words()))


def _corrected(draw: st.DrawFn, release: Release, day: date) -> Release:
    row, new = draw(st.sampled_from(release.on(day).rows)).id, str(draw(st.integers(0, 1_741)))
    reason = draw(words())
    return release.correct(row, "participants_municipal_count", new, day=day, reason=reason, by=_PUBLISHER)


def _published(_: st.DrawFn, release: Release, day: date) -> Release:
    objected = [one.id for one in release.on(day).rows if one.objections]
    return release.publish(day=day, despite=dict.fromkeys(objected, "確認中のため"))


_MOVES: tuple[Callable[[st.DrawFn, Release, date], Release], ...] = (
    lambda draw, release, day: release.preview(day=day, days=draw(st.integers(1, 6))),
    lambda draw, release, day: release.confirm(*_row_and_body(draw, release, day), day=day),
    _objected,
    lambda draw, release, day: release.withdraw(*_row_and_body(draw, release, day), day=day),
    lambda draw, release, day: release.accept(*_row_and_body(draw, release, day), day=day),
    _corrected,
    _published,
)

whole(CaseExtras)(
    lambda: st.builds(CaseExtras, st.none() | st.booleans(), st.none() | words(), st.none() | st.booleans())
)
whole(CaseFilter)(
    lambda: st.builds(
        CaseFilter,
        prefecture=st.none() | prefecture_codes(),
        kind=st.none() | kind_ids(),
        body=st.none() | body_codes(),
        at_least=st.none() | st.integers(0, 10),
        at_most=st.none() | st.integers(10, 1_741),
        words=st.none() | words(),
    )
)
