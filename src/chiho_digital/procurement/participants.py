"""Reading the words of published cases about who takes part."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from attrs import Factory, define

from chiho_digital.basics import InvalidDate, PartialDate, fold
from chiho_digital.governments import (
    HISTORY_FROM,
    LAST_CHECKED,
    AmbiguousName,
    Government,
    UnknownName,
    find,
    get,
)
from chiho_digital.tables import Issue, Severity, split_remark

from .records import Participation
from .vocabulary import BodyType

if TYPE_CHECKING:
    from datetime import date

    from chiho_digital.governments import LocalGovernmentCode

__all__ = ["Participants", "read_participants"]

_LABEL = re.compile(r"(?P<label>[^:：;；(（]{1,20})[:：]\s*(?P<rest>.+)")
_OTHERS = re.compile(r"(?P<head>.*?)\s*ほか(?P<count>[0-9]+)(?:市|町|村|区|市町村|市町|町村)")
_JOINED = re.compile(r"(?P<date>.+?)(?:から.*|開始時.*|から)")
_PREFECTURE_WITH_OTHERS = re.compile(r"(?P<name>北海道|東京都|.{2,3}[府県])(?:\+|と|を含む).+")


@define
class Participants:
    """What the words say: known bodies, words that name none, bodies counted but not named, and issues."""

    bodies: list[Participation] = Factory(list)
    unresolved: list[str] = Factory(list)
    unnamed: int | None = None
    names_as_of: PartialDate | None = None
    issues: list[Issue] = Factory(list)


def read_participants(
    row: int,
    named: str | None,
    other: str | None,
    prefectures: tuple[LocalGovernmentCode, ...],
    observed: date | None,
    left_in: PartialDate | None,
) -> Participants:
    """The participants of a case in its two columns; names are looked up in its prefectures as of the date observed."""
    found = Participants()
    day = min(max(observed or LAST_CHECKED, HISTORY_FROM), LAST_CHECKED)
    for column, words in (("participants_named", named), ("participants_other", other)):
        if words is None:
            continue
        rest = _after_label(row, column, words, found)
        gone = rest is None  # the list names those who went
        for item in (rest or words.partition(":")[2]).split(";"):
            _read_item(row, column, item.strip(), prefectures, day, found, left_in if gone else None, gone)
    return found


def _after_label(row: int, column: str, words: str, found: Participants) -> str | None:
    """The words behind a label: 「2021-05時点:」 dates the list; 「離脱:」 (then None) lists those who left."""
    labelled = _LABEL.fullmatch(words)
    if labelled is None:
        return words
    label = labelled["label"].strip()
    if label == "離脱":
        return None
    try:
        found.names_as_of = PartialDate.parse(label.removesuffix("時点"))
    except InvalidDate:
        return words
    params = {"names_as_of": str(found.names_as_of)}
    found.issues.append(Issue(row, column, "procurement.list_of_other_date", Severity.NOTE, label, params))
    return labelled["rest"]


def _read_item(
    row: int,
    column: str,
    item: str,
    prefectures: tuple[LocalGovernmentCode, ...],
    day: date,
    found: Participants,
    left: PartialDate | None,
    gone: bool,  # noqa: FBT001 – private
) -> None:
    if others := _OTHERS.fullmatch(item):
        found.unnamed = (found.unnamed or 0) + int(others["count"])
        params = {"count": int(others["count"])}
        found.issues.append(Issue(row, column, "procurement.others_unnamed", Severity.NOTE, item, params))
        item = others["head"]
    name, remark = split_remark(item)
    body, error = _look_up(name, prefectures, day)
    if body is None and (lead := _PREFECTURE_WITH_OTHERS.fullmatch(item)):
        body, _ = _look_up(lead["name"], prefectures, day)
        name, remark = (lead["name"], None) if body else (name, remark)
        found.unresolved.append(item)
        found.issues.append(Issue(row, column, "procurement.participants_text", Severity.NOTE, item))
    elif body is None:
        found.unresolved.append(item)
        if column == "participants_other":
            found.issues.append(Issue(row, column, "procurement.participants_text", Severity.NOTE, item))
        else:
            near = None if error is None else error.suggestion
            where = tuple(get(code).name for code in prefectures)
            params = {"name": name, "where": where}
            found.issues.append(
                Issue(
                    row, column, "procurement.unknown_participant", Severity.WARNING, item, params, near
                )
            )
    if body is None:
        return
    body_type = BodyType.MUNICIPALITY if body.kind.is_municipality else BodyType.PREFECTURE
    found.bodies.append(
        Participation(
            name=name,
            code=body.code,
            body_type=body_type,
            joined=_joined(remark),
            left=left,
            has_left=gone,
            remark=remark,
        )
    )


def _look_up(
    name: str, prefectures: tuple[LocalGovernmentCode, ...], day: date
) -> tuple[Government | None, UnknownName | AmbiguousName | None]:
    """The body of a name in any of the prefectures, or the most helpful error; wards are no participants."""
    failure: UnknownName | AmbiguousName | None = None
    for code in prefectures:
        try:
            body = find(name, within=code, as_of=day)
        except (UnknownName, AmbiguousName) as error:
            failure = error if failure is None or failure.suggestion is None else failure
            continue
        if body.kind.is_municipality or body.parent_code is None:
            return body, None
    return None, failure


def _joined(remark: str | None) -> PartialDate | None:
    """The date in a remark such as 令和7年度から段階導入 or 2009-12-16開始時."""
    found = _JOINED.fullmatch(fold(remark)) if remark else None
    if found is None:
        return None
    try:
        return PartialDate.parse(found["date"])
    except InvalidDate:
        return None
