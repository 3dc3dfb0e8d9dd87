"""The ministry's code list (全国地方公共団体コード, workbook): its sheets of bodies and of designated cities with wards."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from attrs import Factory, define, frozen
from updating import folded, read_sheets

from chiho_digital.basics import InvalidValue, parse_date
from chiho_digital.governments import LocalGovernmentCode

if TYPE_CHECKING:
    from pathlib import Path

    from updating import Cells, Report

__all__ = ["CodeList", "Listed", "read_code_list"]

_CODE, _NAME, _KANA = "団体コード", "市区町村名(漢字)", "市区町村名(カナ)"
_PREFECTURE, _PREFECTURE_KANA = "都道府県名(漢字)", "都道府県名(カナ)"
_DATED = re.compile(r"^[MTSHR][0-9]+[.][0-9]+[.][0-9]+")


@frozen
class Listed:
    """A body as the list has it: where it stands, its name with its city, its reading, the city of a ward."""

    where: str
    name: str
    kana: str
    city: LocalGovernmentCode | None


@define
class CodeList:
    """What a code list says: bodies by code, and its day as the names of its sheets have it."""

    bodies: dict[LocalGovernmentCode, Listed] = Factory(dict[LocalGovernmentCode, Listed])
    with_wards: set[LocalGovernmentCode] = Factory(set[LocalGovernmentCode])
    as_of: date | None = None


def read_code_list(path: Path, report: Report) -> CodeList:
    """The bodies of a workbook or CSV file; wrong codes and doubled rows are faults.

    Raises:
        InvalidValue, OSError: the file cannot be read.
    """
    found = CodeList()
    for name, lines in read_sheets(path):
        start = next((n for n, (_, _, cells) in enumerate(lines) if _CODE in map(folded, cells)), None)
        if start is None:
            continue
        if dated := _DATED.match(folded(name)):
            found.as_of = parse_date(dated[0])
        heading = [folded(cell) for cell in lines[start][2]]
        if missing := [one for one in (_PREFECTURE, _NAME, _KANA) if one not in heading]:
            names = "、".join(missing)
            report.fault(f"見出しがありません：{names}", f"headings are missing: {names}", names, name)
        else:
            _sheet(found, heading, lines[start + 1 :], report)
    if not found.bodies:
        report.fault("団体コードの表がありません", "there is no table of codes", path.name, path.name)
    return found


def _sheet(found: CodeList, heading: list[str], lines: list[Cells], report: Report) -> None:
    seen: dict[LocalGovernmentCode, str] = {}
    city: LocalGovernmentCode | None = None
    for sheet, number, cells in lines:
        row = dict(zip(heading, (cell.strip() for cell in cells), strict=False))
        where = f"{sheet} {number}"
        if not any(row.values()):
            continue
        try:
            code = LocalGovernmentCode.parse(row.get(_CODE, ""))
        except InvalidValue as error:
            report.refuse(error, where)
            continue
        if code in seen:
            report.fault(
                f"団体コード「{code}」は{seen[code]}にもあります",
                f"the code '{code}' stands in {seen[code]} too",
                code,
                where,
            )
            continue
        seen[code] = where
        name = row[_NAME] or row[_PREFECTURE]
        kana = folded(row[_KANA] if row[_NAME] else row.get(_PREFECTURE_KANA, ""))
        ward = name.endswith("区") and not code.startswith("131")
        if not ward:
            city = code
        if ward and city is not None:
            found.with_wards.add(city)
            above = found.bodies[city]
            name = name if name.startswith(above.name) else above.name + name
            kana = kana if kana.startswith(above.kana) else above.kana + kana
        listed = Listed(where, name, kana, city if ward else None)
        known = found.bodies.setdefault(code, listed)
        if (known.name, known.kana) != (name, kana):
            report.fault(
                f"「{code}」が{known.where}では「{known.name}」です（ここでは「{name}」）",
                f"'{code}' is '{known.name}' in {known.where} and '{name}' here",
                code,
                where,
            )
