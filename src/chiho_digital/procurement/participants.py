"""Reading the words of published cases about who takes part."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

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
    from collections.abc import Mapping
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

    bodies: list[Participation] = Factory(list[Participation])
    unresolved: list[str] = Factory(list[str])
    unnamed: int | None = None
    names_as_of: PartialDate | None = None
    issues: list[Issue] = Factory(list[Issue])


def read_participants(
    row: int,
    columns: Mapping[str, str | None],
    prefectures: tuple[LocalGovernmentCode, ...],
    observed: date | None,
    left_in: PartialDate | None,
) -> Participants:
    """The participants named in the columns of a row; names are looked up in its prefectures as of the date observed.

    left_in: when those went who are listed as having left, if the row says it.
    """
    found = Participants()
    day = min(max(observed or LAST_CHECKED, HISTORY_FROM), LAST_CHECKED)
    for column, words in columns.items():
        if words is None:
            continue
        reader = _Reader(found, row, column, prefectures, day)
        for item in reader.items(words):
            reader.read(item, left_in)
    return found


@define
class _Reader:
    """Reads one cell into what is found."""

    found: Participants
    row: int
    column: str
    prefectures: tuple[LocalGovernmentCode, ...]
    day: date
    gone: bool = False  # the list names those who went

    def say(self, code: str, severity: Severity, value: str, **rest: Any) -> None:
        suggestion = rest.pop("suggestion", None)
        self.found.issues.append(Issue(self.row, self.column, code, severity, value, rest, suggestion))

    def items(self, words: str) -> list[str]:
        """The items of the cell. 「2021-05時点:」 before them dates the list; 「離脱:」 means that they left."""
        labelled = _LABEL.fullmatch(words)
        if labelled is not None:
            label = labelled["label"].strip()
            if label == "離脱":
                self.gone, words = True, labelled["rest"]
            else:
                try:
                    as_of = PartialDate.parse(label.removesuffix("時点"))
                except InvalidDate:
                    pass
                else:
                    self.found.names_as_of, words = as_of, labelled["rest"]
                    self.say("procurement.list_of_other_date", Severity.NOTE, label, names_as_of=str(as_of))
        return [item.strip() for item in words.split(";") if item.strip()]

    def read(self, item: str, left_in: PartialDate | None) -> None:
        """One item: a body, with or without a remark, or words that are kept as text."""
        if others := _OTHERS.fullmatch(item):
            count = int(others["count"])
            self.found.unnamed = (self.found.unnamed or 0) + count
            self.say("procurement.others_unnamed", Severity.NOTE, item, count=count)
            item = others["head"]
        name, remark = split_remark(item)
        body, error = _look_up(name, self.prefectures, self.day)
        if body is None:
            self.found.unresolved.append(item)
            lead = _PREFECTURE_WITH_OTHERS.fullmatch(item)
            if lead is not None or self.column == "participants_other":
                self.say("procurement.participants_text", Severity.NOTE, item)
            else:
                self.say(
                    "procurement.unknown_participant",
                    Severity.WARNING,
                    item,
                    name=name,
                    where=tuple(get(code).name for code in self.prefectures),
                    suggestion=None if error is None else error.suggestion,
                )
            if lead is None:
                return
            name, remark = lead["name"], None
            body, _ = _look_up(name, self.prefectures, self.day)
            if body is None:
                return
        self.found.bodies.append(
            Participation(
                name=name,
                code=body.code,
                body_type=BodyType.MUNICIPALITY if body.kind.is_municipality else BodyType.PREFECTURE,
                joined=_joined(remark),
                left=left_in if self.gone else None,
                has_left=self.gone,
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
