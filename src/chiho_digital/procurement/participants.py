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

__all__ = ["Participants", "body_type_of", "is_association", "look_up", "read_participants"]

_LABEL = re.compile(r"(?P<label>[^:：;；(（]{1,20})[:：]\s*(?P<rest>.+)")
_OTHERS = re.compile(r"(?P<head>.*?)\s*ほか(?P<count>[0-9]+)(?:市|町|村|区|市町村|市町|町村)")
_JOINED = re.compile(r"(?P<date>.+?)(?:から.*|開始時.*|から)")
_PREFECTURE_WITH_OTHERS = re.compile(r"(?P<name>北海道|東京都|.{2,3}[府県])(?:\+|と|を含む).+")

# Words that plainly name one association of bodies: not 1組合, 一部事務組合, 全組合, 三重県と事務組合, 職員共済組合.
_ASSOCIATION = re.compile(
    r"(?![各全他])(?!.*(?:[0-9]|等|など|ほか|[都道府県市区町村内]の|[都道府県市区町村]と))(?!一部事務組合$)"
    r".{2,}(?:広域連合|(?<!共済)(?<!協同)(?<!労働)(?<!保険)(?<!森林)(?<!信用)組合)"
)


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
        body, error = look_up(name, self.prefectures, self.day)
        if body is None and is_association(name):
            self.say("procurement.association_named", Severity.NOTE, item)
            self.take(name, None, remark, left_in)
            return
        if body is None:
            self.found.unresolved.append(item)
            lead = _PREFECTURE_WITH_OTHERS.fullmatch(item)
            if lead is not None or self.column == "participants_other":
                self.say("procurement.participants_text", Severity.NOTE, item)
            elif isinstance(error, AmbiguousName):
                candidates = error.params["candidates"]
                self.say(
                    "procurement.ambiguous_participant",
                    Severity.WARNING,
                    item,
                    name=name,
                    candidates=candidates,
                )
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
            body, _ = look_up(name, self.prefectures, self.day)
            if body is None:
                return
        self.take(name, body, remark, left_in)

    def take(
        self, name: str, body: Government | None, remark: str | None, left_in: PartialDate | None
    ) -> None:
        """A body that takes part; once, even if it is named again, and with no date that contradicts the other."""
        joined, left = _joined(remark), left_in if self.gone else None
        if joined is not None and left is not None and left.end < joined.start:
            self.say("procurement.left_before_joined", Severity.WARNING, str(left), joined=joined)
            joined = None
        one = Participation(
            name=name,
            code=None if body is None else body.code,
            body_type=body_type_of(body),
            joined=joined,
            left=left,
            has_left=self.gone,
            remark=remark,
        )
        if one.key in {other.key for other in self.found.bodies}:
            self.say("procurement.named_twice", Severity.WARNING, name)
        else:
            self.found.bodies.append(one)


def body_type_of(body: Government | None) -> BodyType:
    """What kind of body takes part; one that the registry does not hold is an association."""
    if body is None:
        return BodyType.ASSOCIATION
    return BodyType.MUNICIPALITY if body.kind.is_municipality else BodyType.PREFECTURE


def is_association(name: str) -> bool:
    """Whether a name is plainly that of one association of bodies (一部事務組合, 広域連合)."""
    return _ASSOCIATION.fullmatch(fold(name)) is not None


def look_up(
    name: str, prefectures: tuple[LocalGovernmentCode, ...], day: date
) -> tuple[Government | None, UnknownName | AmbiguousName | None]:
    """The one body of a name in the prefectures, or the most helpful error; wards are no participants."""
    failure: UnknownName | AmbiguousName | None = None
    found: list[Government] = []
    for code in prefectures:
        try:
            body = find(name, within=code, as_of=day)
        except (UnknownName, AmbiguousName) as error:
            failure = error if failure is None or failure.suggestion is None else failure
            continue
        if body.kind.is_municipality or body.parent_code is None:
            found.append(body)
    if len(found) == 1:
        return found[0], None
    if found:
        candidates = tuple(f"{body.full_name}（{body.code}）" for body in found)
        failure = AmbiguousName("governments.ambiguous_name", value=name, candidates=candidates)
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
