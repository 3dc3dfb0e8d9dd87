"""The change list of e-Stat (廃置分合等情報, CSV) as edges: the reasons (改正事由) are prose with codes in brackets.

One line of prose is read by its verb: 市制施行, 町制施行, 編入, 合併し…を新設, 名称変更, 区域変更, 分離し…を新設, に再編, and
中核市 / 特例市に移行. Counties and boundaries are passed over; whatever else is not understood is a fault.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from attrs import Factory, define
from updating import folded, read_csv

from chiho_digital.governments import Change, GovernmentKind, LocalGovernmentCode

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from updating import Report

__all__ = ["IssuerChanges", "read_changes"]

_COLUMNS = {
    "code": "標準地域コード",
    "city": "政令市・郡・支庁・振興局等",
    "name": "市区町村",
    "day": "廃置分合等施行年月日",
    "reason": "改正事由",
}
_BODY = re.compile(r"(?P<name>[^\s、,()（）]+?)[(（](?P<code>[0-9]{5})[)）]")
_REMARK = re.compile(r"[(（][^()（）0-9]*[)）]$")
_NEW_NAME = re.compile(r"([^\s、,()（）]+)(?:[(（][0-9]{5}[)）])?を新設$")
_RENAMED = re.compile(r"が([^\s、,()（）が]+)(?:[(（][0-9]{5}[)）])?に名称変更$")
_STATUS = re.compile(r"が(?:(?:施行時)?特例市から)?(?P<kind>中核市|特例市|施行時特例市)に移行$")
_PASSED_OVER = re.compile(r"(郡|支庁|振興局)[^、]*の(廃止|新設)$|境界変更$|の区の再編(?:[(（].*[)）])?$")
_PARTICLE = re.compile("^[がをのと]")  # between the code of one body and the name of the next
_KINDS = {"中核市": GovernmentKind.CORE_CITY}  # the others are special cities of the time


@define
class IssuerChanges:
    """What a change list says: edges by day and codes, cities that became core or special cities, and what lies ahead."""

    edges: tuple[Change, ...] = ()
    status: dict[str, tuple[date, GovernmentKind]] = Factory(dict[str, tuple[date, GovernmentKind]])
    ahead: tuple[Change, ...] = ()


def read_changes(path: Path, report: Report, *, after: date, checked: date) -> IssuerChanges:
    """The changes of a file after a day; those after the day on which it was read lie ahead.

    Raises:
        InvalidValue, OSError: the file cannot be read.
    """
    found = IssuerChanges()
    edges: dict[tuple[date, str, str], Change] = {}
    for where, day, reason, cities in _rows(path, report):
        if day <= after:
            continue
        for line in re.split(r"[\n\u3000]+", reason.replace("\r", "")):
            text = _REMARK.sub("", line.strip())
            if not text or _PASSED_OVER.search(text):
                continue
            if status := _STATUS.search(text):
                code = LocalGovernmentCode.parse(_BODY.findall(text)[0][1], digits=5)
                found.status[code] = (day, _KINDS.get(status["kind"], GovernmentKind.SPECIAL_CITY))
                continue
            read = list(_edges(text, day, cities))
            if not read:
                report.fault(
                    f"改正事由を読めません：「{line.strip()}」",
                    f"the reason is not understood: '{line.strip()}'",
                    line.strip(),
                    where,
                )
            for edge in read:
                edges[edge.day, edge.old_code, edge.new_code] = edge
    in_order = [edges[key] for key in sorted(edges)]
    joined = _from_first_to_last(in_order)
    found.edges = tuple(edge for edge in joined if edge.day <= checked)
    found.ahead = tuple(edge for edge in joined if edge.day > checked)
    return found


def _rows(path: Path, report: Report) -> Iterator[tuple[str, date, str, Mapping[str, str]]]:
    lines = read_csv(path)
    heading = [folded(cell).replace("･", "・") for cell in lines[0][2]] if lines else []
    missing = [name for name in _COLUMNS.values() if name not in heading]
    if missing:
        names = "、".join(missing)
        report.fault(f"見出しがありません：{names}", f"headings are missing: {names}", names, path.name)
        return
    at = {key: heading.index(name) for key, name in _COLUMNS.items()}
    cities: dict[str, str] = {}
    rows: list[tuple[str, date, str]] = []
    for name, number, cells in lines[1:]:
        where = f"{name} {number}"
        if len(cells) != len(heading):
            report.fault(
                "項目の数が見出しと合いません", "as many cells as headings are due", str(cells), where
            )
            continue
        city = cells[at["city"]].strip()
        if city.endswith("市") and cells[at["name"]].strip():
            cities[cells[at["code"]].strip()] = city
        try:
            rows.append((where, date.fromisoformat(cells[at["day"]].strip()), cells[at["reason"]]))
        except ValueError:
            value = cells[at["day"]]
            report.fault(f"「{value}」は日付ではありません", f"'{value}' is no date", value, where)
    for where, day, reason in rows:
        yield where, day, reason, cities


def _edges(text: str, day: date, cities: Mapping[str, str]) -> Iterator[Change]:
    """The edges of one line of prose; none if it is not understood."""
    bodies: _Bodies = []
    for found in _BODY.finditer(text):
        close_by = text[: found.start()].endswith((")", "）"))
        name = _PARTICLE.sub("", found["name"]) if close_by else found["name"]
        bodies.append(
            (_full(name, found["code"], cities), LocalGovernmentCode.parse(found["code"], digits=5))
        )
    if not bodies:
        return
    kind, olds, news = _parts(text, bodies)
    for old_name, old in olds:
        for new_name, new in news:
            yield Change(day, kind, old, old_name, new, new_name)


_Bodies = list[tuple[str, LocalGovernmentCode]]


def _parts(  # noqa: PLR0911 – one return for each verb
    text: str, bodies: _Bodies
) -> tuple[str, _Bodies, _Bodies]:
    """The type of change, what was, and what is; empty lists if it is not understood."""
    first, last = bodies[:1], bodies[-1:]
    for ending, kind in (("に再編", "wards_reorganised"), ("に編入", "absorbed"), ("に編入合併", "absorbed")):
        if text.endswith(ending):
            return kind, bodies[:-1], last
    if "から分離し" in text and text.endswith("を新設"):
        return "split", first, bodies[1:]
    if "合併し" in text and (new := _NEW_NAME.search(text)):
        head = text[: text.index("合併し")]
        olds = [body for body in bodies if f"{body[1].five_digits}" in head]
        if len(olds) < len(bodies):
            return "merged", olds, last
        same = [body for body in olds if body[0] == new[1]]  # the code is left out where a name lives on
        return "merged", olds, same[:1]
    for ending, kind in (
        ("に市制施行", "city_status"),
        ("に町制施行", "town_status"),
        ("区域変更", "recoded"),
    ):
        if text.endswith(ending):
            return kind, first, last
    if text.endswith("に名称変更"):
        if "に市制施行" in text or "に町制施行" in text:
            return "city_status" if "に市制施行" in text else "town_status", first, last
        renamed = _RENAMED.search(text)
        new_name = renamed[1] if renamed else last[0][0]
        return "renamed", first, [(new_name, last[0][1])]
    return "", [], []


def _full(name: str, code: str, cities: Mapping[str, str]) -> str:
    """A ward's name with its city."""
    if not name.endswith("区") or code.startswith("131"):
        return name
    city = cities.get(code, "")
    return name if name.startswith(city) else city + name


def _from_first_to_last(edges: list[Change]) -> list[Change]:
    """Edges of one day that follow one another, as edges from what was on the day before to what is after it."""
    result: list[Change] = []
    for edge in edges:
        end = edge
        for _ in edges:
            after = [
                other
                for other in edges
                if other.day == end.day
                and other.old_code == end.new_code != other.new_code
                and other.type != "split"
                and other != end
            ]
            if not after:
                break
            end = after[0]
        result.append(
            edge
            if end is edge
            else Change(edge.day, edge.type, edge.old_code, edge.old_name, end.new_code, end.new_name)
        )
    return sorted(result, key=lambda one: (one.day, one.old_code, one.new_code))
