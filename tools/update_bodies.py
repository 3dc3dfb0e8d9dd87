"""The registry from issuers' files: `python tools/update_bodies.py --code-list LIST.xlsx --changes CHANGES.csv --checked DAY`.

LIST is the ministry's code list (全国地方公共団体コード), CHANGES the list of changes of e-Stat (廃置分合等情報), both as they
are published; they are read together, since each must explain the other. DAY is the day on which CHANGES was fetched.
What the issuers do not say (romaji, other spellings, a kind that no list tells) is carried over, or comes from
`--additions`, a CSV file with the columns code, romaji, kind and aliases (those after the first may be empty).
`--folder` holds the registry that is brought up to date (the one that ships), `--out` the folder to write to (the same).

Nothing is written without `--write`, nor while anything does not fit. Exit status: 0 it fits, 1 it does not.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from datetime import date
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from issuer_changes import IssuerChanges, read_changes
from issuer_code_list import CodeList, read_code_list
from updating import Report, read_csv, replace

from chiho_digital.basics import InvalidValue, Text
from chiho_digital.governments import Change, GovernmentKind, LocalGovernmentCode, Registry
from chiho_digital.governments.dates import FILES, SHIPPED_FOLDER, Dates, Tables
from chiho_digital.governments.loading import faults_of

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["main", "updated"]

_HEADINGS = {
    "changes": Text("異動", "changes"),
    "new": Text("新しい団体", "bodies new"),
    "gone": Text("なくなった団体", "bodies gone"),
    "renamed": Text("名称の変わった団体", "bodies renamed"),
    "recoded": Text("コードの変わった団体", "bodies recoded"),
    "kind": Text("種類の変わった団体", "bodies of another kind"),
    "moved": Text("移った行政区", "wards moved"),
    "dates": Text("時点", "dates"),
    "reading": Text(
        "読みが発行者と違う団体（今の読みのまま）", "readings that differ from the issuer's (ours kept)"
    ),
    "to_add": Text("手で補うもの（--additions）", "to be added by hand (--additions)"),
    "ahead": Text("これからの異動（入れていません）", "changes ahead (left out)"),
}
_TITLE = Text("団体の台帳の更新", "Update of the registry of bodies")
_COLUMNS = ("code", "name", "kana", "romaji", "kind", "parent", "aliases")
_BY_SUFFIX = {"市": GovernmentKind.CITY, "町": GovernmentKind.TOWN, "村": GovernmentKind.VILLAGE}
_ONE_TO_ONE = {"city_status", "town_status", "recoded", "wards_reorganised"}

Row = dict[str, str]


def updated(  # noqa: PLR0913 – each says one thing about the update
    folder: Path,
    *,
    code_list: Path | None,
    changes: Path | None,
    checked: date,
    as_of: date | None = None,
    additions: Path | None = None,
    older: bool = False,
) -> tuple[Tables, Report]:
    """The tables that issuers' files make of those of a folder, with the report; usable only if it has no faults.

    Raises:
        InvalidValue, OSError: a file cannot be read.
    """
    report = Report(_TITLE, _HEADINGS)
    base = Registry.load(folder)
    listed = None if code_list is None else read_code_list(code_list, report)
    dates = _dates(base, listed, as_of, checked, report, older=older)
    found = IssuerChanges(edges=base.changes())
    if changes is not None:
        found = read_changes(changes, report, after=dates.history_from, checked=checked)
    rows = {row["code"]: row for row in csv.DictReader(StringIO(base.tables.bodies))}
    update = _Update(rows, set(base.changes()), found, _additions(additions, report), report)
    made = rows if listed is None else update.rows(listed)
    update.compare(made, listed, dates)
    text = "".join(",".join(made[code][name] for name in _COLUMNS) + "\n" for code in sorted(made))
    edges = "".join(
        f"{one.day},{one.type},{one.old_code},{one.old_name},{one.new_code},{one.new_name}\n"
        for one in found.edges
    )
    heading = base.tables.changes.splitlines()[0]
    tables = Tables(f"{','.join(_COLUMNS)}\n{text}", f"{heading}\n{edges}", dates.written())
    if not report.faults:
        for error in faults_of(tables):
            report.refuse(error)
    return tables, report


def _dates(  # noqa: PLR0913 – each says one thing about the update
    base: Registry,
    listed: CodeList | None,
    as_of: date | None,
    checked: date,
    report: Report,
    *,
    older: bool,
) -> Dates:
    """The dates of the new tables; files older than what there is are refused unless that is said."""
    old = base.dates
    own = None if listed is None else listed.as_of
    day = as_of or own or old.code_list
    if None not in {as_of, own} and as_of != own:
        report.fault(
            f"コード表のシート名は{own}で、--as-of は{as_of}です",
            f"the sheets of the code list say {own}, --as-of says {as_of}",
            str(own),
        )
    if listed is not None and day is old.code_list:
        report.fault(
            "コード表の時点が分かりません（--as-of で示してください）",
            "the day of the code list is not known; say it with --as-of",
            "--as-of",
        )
    for what, new, now in (("code list", day, old.code_list), ("checked", checked, old.last_checked)):
        if new < now and not older:
            report.fault(
                f"{new}は今の{now}より古いものです（戻すなら --older）",
                f"{new} is older than what there is, {now} (say --older to go back)",
                what,
            )
    if checked < day:
        report.fault(
            f"異動を確かめた日{checked}がコード表の時点{day}より前です",
            f"the changes were checked on {checked}, before the day of the code list, {day}",
            str(checked),
        )
    dates = Dates(old.history_from, checked, old.city_status, day)
    for name, new, now in zip(Dates._fields, dates, old, strict=True):
        if new != now:
            report.add("dates", f"{name}：{now} → {new}", f"{name}: {now} → {new}", name)
    return dates


def _additions(path: Path | None, report: Report) -> dict[str, Row]:
    if path is None:
        return {}
    (_, _, heading), *lines = read_csv(path)
    found: dict[str, Row] = {}
    for name, number, cells in lines:
        row = dict(zip(heading, (cell.strip() for cell in cells), strict=False))
        kind = row.get("kind", "")
        try:
            code = LocalGovernmentCode.parse(row.get("code", ""))
        except InvalidValue as error:
            report.refuse(error, f"{name} {number}")
            continue
        if kind and kind not in set(GovernmentKind):
            said = f"「{kind}」は団体の種類ではありません"
            report.fault(said, f"'{kind}' is no kind of body", kind, f"{name} {number}")
        found[code] = row
    return found


class _Update:
    """The rows before, the changes, and what people add: together the rows after."""

    def __init__(
        self,
        rows: dict[str, Row],
        known: set[Change],
        found: IssuerChanges,
        added: dict[str, Row],
        report: Report,
    ) -> None:
        self._before, self._known, self._found, self._added, self._report = rows, known, found, added, report
        self._new = [edge for edge in found.edges if edge not in known]

    def rows(self, listed: CodeList) -> dict[str, Row]:
        """The rows of the bodies listed: as they were where the name is the same, else made from what is known."""
        prefectures = {code[:2]: code for code in listed.bodies if code[2:5] == "000"}
        made: dict[str, Row] = {}
        for code, one in listed.bodies.items():
            before = self._before.get(code)
            row = dict.fromkeys(_COLUMNS, "") | {"code": code, "name": one.name, "kana": one.kana}
            if before is not None and before["name"] == one.name:
                row = dict(before)
                if row["kana"] != one.kana:
                    said = f"{code} {one.name}：{row['kana']}（{one.kana}）"
                    self._report.add("reading", said, said, code)
            else:
                row["romaji"] = self._carried(code, one.name)
            own_city = None if code[2:5] == "000" else prefectures.get(code[:2], "")
            row["parent"] = one.city or own_city or ""
            row["kind"] = self._kind(code, one.name, before, wards=code in listed.with_wards)
            row |= {name: value for name, value in self._added.get(code, {}).items() if name in row and value}
            if not row["romaji"]:
                said = f"{code} {one.name}：ローマ字"
                self._report.add("to_add", said, f"{code} {one.name}: romaji", code)
            made[code] = row
        return made

    def _carried(self, code: str, name: str) -> str:
        """The romaji of the one body that became this one and is called the same but for 市町村区."""
        olds = [edge.old_code for edge in self._new if edge.new_code == code and edge.type in _ONE_TO_ONE]
        if len(olds) == 1 and (old := self._before.get(olds[0])) and old["name"][:-1] == name[:-1]:
            return old["romaji"]
        return ""

    def _kind(self, code: str, name: str, before: Row | None, *, wards: bool) -> str:
        _, status = self._found.status.get(code, (None, None))
        if before is not None and before["name"][-1] == name[-1]:
            current = GovernmentKind(before["kind"])
            changed = status is not None and current in {GovernmentKind.CITY, GovernmentKind.SPECIAL_CITY}
            return (status if changed and status is not None else current).value
        if name.endswith("区"):
            return (GovernmentKind.SPECIAL_WARD if code.startswith("131") else GovernmentKind.WARD).value
        if wards:
            return GovernmentKind.DESIGNATED_CITY.value
        return _BY_SUFFIX.get(name[-1], GovernmentKind.PREFECTURE).value

    def compare(self, made: dict[str, Row], listed: CodeList | None, dates: Dates) -> None:
        """Report what differs, and what one list says and the other does not."""
        report, before = self._report, self._before
        for edge in sorted(self._known - set(self._found.edges), key=lambda one: (one.day, one.old_code)):
            said = f"{edge.day} {edge.old_code} {edge.old_name} → {edge.new_code} {edge.new_name}"
            report.fault(
                f"これまでの異動が新しい一覧にありません：{said}",
                f"a change known so far is not in the new list: {said}",
                edge.old_code,
            )
        olds, news = {edge.old_code for edge in self._new}, {edge.new_code for edge in self._new}
        for code in sorted(before.keys() - made.keys()):
            self._say("gone", before[code], explained=code in olds)
        for code in sorted(made.keys() - before.keys()):
            self._say("new", made[code], explained=code in news)
        for code in sorted(before.keys() & made.keys()):
            self._compare_one(before[code], made[code], {e.new_name for e in self._new if e.new_code == code})
        for edge in self._new:
            self._edge(edge, made, listed, dates)
        for edge in self._found.ahead:
            said = f"{edge.day} {edge.old_name}（{edge.old_code}）→ {edge.new_name}（{edge.new_code}）"
            report.add("ahead", said, said, edge.old_code)

    def _say(self, heading: str, row: Row, *, explained: bool) -> None:
        said = f"{row['code']} {row['name']}"
        self._report.add(heading, said, said, row["code"])
        if not explained:
            lost = heading == "gone"
            self._report.fault(
                f"{said}はコード表に{'ありません' if lost else '現れました'}が、異動の一覧に理由がありません",
                f"{said} {'is not' if lost else 'is new'} in the code list, and no change says why",
                row["code"],
            )

    def _compare_one(self, old: Row, new: Row, names: set[str]) -> None:
        code, report = old["code"], self._report
        if old["name"] != new["name"]:
            said = f"{code} {old['name']} → {new['name']}"
            report.add("renamed", said, said, code)
            if new["name"] not in names:
                report.fault(f"{said}：異動の一覧に名称変更がありません", f"{said}: no change says so", code)
        if old["kind"] != new["kind"]:
            was, now = GovernmentKind(old["kind"]).label, GovernmentKind(new["kind"]).label
            said = f"{code} {new['name']}"
            report.add("kind", f"{said}：{was.ja} → {now.ja}", f"{said}: {was.en} → {now.en}", code)
        if old["parent"] != new["parent"]:
            said = f"{code} {new['name']}：{old['parent']} → {new['parent']}"
            report.add("moved", said, said, code)

    def _edge(self, edge: Change, made: dict[str, Row], listed: CodeList | None, dates: Dates) -> None:
        said = f"{edge.day} {edge.type}：{edge.old_code} {edge.old_name} → {edge.new_code} {edge.new_name}"
        report = self._report
        report.add("changes", said, said, edge.old_code)
        if edge.type == "wards_reorganised":
            report.add("moved", said, said, edge.old_code)
        elif edge.type in _ONE_TO_ONE and edge.old_code != edge.new_code:
            report.add("recoded", said, said, edge.old_code)
        later = any(other.old_code == edge.new_code and other.day > edge.day for other in self._found.edges)
        if edge.new_code not in made and not later:
            report.fault(
                f"異動後の団体がコード表にありません：{said}",
                f"what a change led to is not in the code list: {said}",
                edge.new_code,
            )
        if listed is None or edge.day > dates.code_list:
            report.fault(
                f"異動が今のコード表（{dates.code_list}）より新しいので、新しいコード表も要ります：{said}",
                f"the change is newer than the code list ({dates.code_list}); a newer list is needed too: {said}",
                edge.old_code,
            )


def _described(folder: Path, dates: Dates) -> dict[str, bytes]:
    """The description of the data with the new days in it, where there is one."""
    file = folder / "data_sets.toml"
    if not file.is_file():
        return {}
    text = file.read_text(encoding="utf-8")
    for name, day in ((FILES[0], dates.code_list), (FILES[1], dates.last_checked)):
        text = re.sub(rf'(file = "{re.escape(name)}"\nas_of = )[0-9-]+', rf"\g<1>{day}", text)
    return {file.name: text.encode()}


def main(arguments: Sequence[str] | None = None) -> int:
    """Read, compare, report, and write if asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--code-list", type=Path)
    parser.add_argument(
        "--as-of", type=date.fromisoformat, help="day of the code list, if its sheets do not say it"
    )
    parser.add_argument("--changes", type=Path)
    parser.add_argument("--checked", type=date.fromisoformat, required=True)
    parser.add_argument("--additions", type=Path)
    parser.add_argument("--folder", type=Path, default=SHIPPED_FOLDER)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--older", action="store_true")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--lang", choices=("ja", "en"), default="ja")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args(arguments)
    try:
        tables, report = updated(
            given.folder,
            code_list=given.code_list,
            changes=given.changes,
            checked=given.checked,
            as_of=given.as_of,
            additions=given.additions,
            older=given.older,
        )
    except (InvalidValue, OSError) as error:
        report = Report(_TITLE, _HEADINGS)
        if isinstance(error, InvalidValue):
            report.refuse(error)
        else:
            report.fault(f"ファイルを読めません：{error}", f"a file cannot be read: {error}", str(error))
    else:
        if given.write and not report.faults:
            files = {name: text.encode() for name, text in zip(FILES, tables, strict=True)}
            files |= _described(given.folder, Dates.parse(tables.dates))
            report.written = replace(given.out or given.folder, files, Registry.load)
    sys.stdout.write(report.shown(given.lang, as_json=given.json) + "\n")
    return 1 if report.faults else 0


if __name__ == "__main__":
    sys.exit(main())
