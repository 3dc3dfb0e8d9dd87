"""The tools that turn issuers' files into the shipped data: the same bytes for what ships, and doctored copies told apart."""

import json
import shutil
import sys
from datetime import date
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))
sys.path.insert(0, str(Path(__file__).parent))
import issuer_changes
import issuers
import update_bodies
import updating

from chiho_digital.governments import Registry, codes, get, shipped
from chiho_digital.governments.dates import FILES, SHIPPED_FOLDER, Dates, Tables

CHECKED, LATER, DAY = date(2026, 1, 1), date(2027, 4, 1), date(2027, 3, 1)


def coded(five):
    return five + codes.check_digit(five)


class Files:
    """The issuers' files of a later day, to be doctored, and what the tool makes of them."""

    def __init__(self, folder):
        self.folder = folder
        self.sheets = issuers.code_list_sheets("R9.4.1")
        self.changes = issuers.change_rows()

    def rows(self, code):
        return [row for rows in self.sheets.values() for row in rows if row[0] == code]

    def drop(self, *gone):
        self.sheets = {n: [row for row in rows if row[0] not in gone] for n, rows in self.sheets.items()}

    def add(self, code, name, kana, after):
        """A body below another one, in every sheet where that stands."""
        for rows in self.sheets.values():
            places = [n for n, row in enumerate(rows) if row[0] == after]
            for place in places:
                rows.insert(place + 1, [code, rows[place][1], name, rows[place][3], kana])

    def change(self, code, name, reason, day=DAY):
        self.changes.append(issuers.row_of(code, name, day, reason))

    def written(self, encoding="cp932"):
        return {
            "code_list": issuers.write_workbook(self.folder / "list.xlsx", self.sheets),
            "changes": issuers.write_csv(self.folder / "changes.csv", self.changes, encoding),
        }

    def made(self, *, checked=LATER, **how):
        return update_bodies.updated(SHIPPED_FOLDER, **self.written(), checked=checked, **how)

    def registry(self, **how):
        """The registry that is made; there must be nothing that does not fit."""
        tables, report = self.made(**how)
        assert [] == [fault.to("en") for fault in report.faults]
        return Registry(tables), report


@pytest.fixture
def files(tmp_path):
    return Files(tmp_path)


def values(report, heading):
    return [said.value for said in report.entries.get(heading, [])]


def merger(files):
    """Two towns become a city with a code of its own."""
    new = coded("35217")
    files.add(new, "新熊毛市", "ｼﾝｸﾏｹﾞｼ", after="352161")
    files.drop("353418", "353434")
    reason = "上関町(35341)、田布施町(35343)が合併し、新熊毛市(35217)を新設"
    for code, name in (("353418", "上関町"), ("353434", "田布施町"), (new, "新熊毛市")):
        files.change(code, name, reason)
    return new


@pytest.mark.parametrize("ending", ["xlsx", "xls"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_files_that_say_what_ships_give_what_ships_byte_for_byte(tmp_path, ending, encoding):
    tables, report = update_bodies.updated(
        SHIPPED_FOLDER,
        code_list=issuers.write_workbook(tmp_path / f"list.{ending}", issuers.code_list_sheets()),
        changes=issuers.write_csv(tmp_path / "changes.csv", issuers.change_rows(), encoding),
        checked=CHECKED,
    )

    assert ([], {}) == (report.faults, report.entries)
    assert [(SHIPPED_FOLDER / name).read_bytes() for name in FILES] == [text.encode() for text in tables]
    assert "Nothing changed" in report.to("en")


def test_a_merger_of_two_towns_is_a_new_city_and_two_that_are_gone(files):
    new = merger(files)
    registry, report = files.registry()

    assert [new] == values(report, "new")
    assert ["353418", "353434"] == values(report, "gone") == values(report, "changes")
    assert [new] == values(report, "to_add")
    assert ("新熊毛市", "シンクマゲシ", None, "city") == (
        registry.get(new).name,
        registry.get(new).kana,
        registry.get(new).romaji,
        registry.get(new).kind,
    )
    assert [new] == [body.code for body in registry.convert("353418", date(2026, 1, 1), LATER)]
    assert "上関町" == registry.get("353418", as_of=date(2027, 2, 28)).name
    assert 1740 == len(registry.municipalities())


def test_what_no_issuer_says_comes_from_a_file_of_additions(files, tmp_path):
    new = merger(files)
    own = tmp_path / "additions.csv"
    own.write_text(f"code,romaji,kind,aliases\n{new},Shinkumage,,\n352047,,core_city,\n", encoding="utf-8")
    registry, report = files.registry(additions=own)

    assert "Shinkumage" == registry.get(new).romaji
    assert [] == values(report, "to_add")
    assert ["352047"] == values(report, "kind")


def test_a_merger_into_a_code_that_lives_on_starts_the_body_anew(files):
    files.drop("353418")
    for code, name in (("353418", "上関町"), ("353434", "田布施町")):
        files.change(code, name, "上関町(35341)、田布施町(35343)が合併し、田布施町を新設")
    registry, report = files.registry()

    assert ["353418"] == values(report, "gone")
    assert DAY == registry.get("353434").validity.start
    before = registry.convert("353434", LATER, date(2026, 1, 1))
    assert ["353418", "353434"] == [body.code for body in before]
    assert ["353434"] == [body.code for body in registry.convert("353434", date(2026, 1, 1), LATER)]


def test_a_new_name_under_the_same_code(files):
    for row in files.rows("352047"):
        row[2], row[4] = "長州市", "ﾁｮｳｼｭｳｼ"
    files.change("352047", "長州市", "萩市(35204)が長州市に名称変更")
    registry, report = files.registry()

    assert ["352047"] == values(report, "renamed") == values(report, "to_add")
    assert ("長州市", "チョウシュウシ") == (registry.find("長州市").name, registry.get("352047").kana)
    assert "萩市" == registry.get("352047", as_of=CHECKED).name


def test_a_town_that_became_a_city_keeps_its_romaji(files):
    new = coded("35217")
    files.add(new, "阿武市", "ｱﾌﾞｼ", after="352161")
    files.drop("355020")
    files.change("355020", "阿武町", "阿武町(35502)が阿武市(35217)に市制施行\n阿武郡(35500)の廃止")
    registry, report = files.registry()

    assert ["355020"] == values(report, "recoded")
    assert ("Abu", "city") == (registry.get(new).romaji, registry.get(new).kind)
    assert (new,) == tuple(body.code for body in registry.successors("355020"))


def test_a_ward_that_moved_to_another_code(files):
    new = coded("01111")
    files.add(new, "清田区", "ｷﾖﾀｸ", after="011100" if files.rows("011100") else coded("01110"))
    files.drop(coded("01110"))
    reason = "札幌市（01100）の区の再編\u3000清田区（01110）を清田区（01111）に再編（区名、区域の変更なし）"
    files.change(new, "札幌市清田区", reason)
    files.change(coded("01110"), "札幌市清田区", reason)
    registry, report = files.registry()

    assert [coded("01110")] == values(report, "moved")
    assert ("札幌市清田区", "サッポロシキヨタク", "Kiyota") == (
        registry.get(new).name,
        registry.get(new).kana,
        registry.get(new).romaji,
    )
    assert "011002" == registry.get(coded("01110"), as_of=CHECKED).parent_code


def test_a_part_that_was_split_off_leaves_the_old_body_as_it_is(files):
    new = coded("01112")
    files.add(new, "札幌市新北区", "ｻｯﾎﾟﾛｼｼﾝｷﾀｸ", after=coded("01110"))
    files.change("011029", "札幌市北区", "北区(01102)から分離し、新北区(01112)を新設")
    files.change(new, "札幌市新北区", "北区(01102)から分離し、新北区(01112)を新設")
    registry, report = files.registry()

    assert [new] == values(report, "new")
    assert ["011029", new] == [body.code for body in registry.convert("011029", CHECKED, LATER)]
    assert ["011029"] == [body.code for body in registry.convert(new, LATER, CHECKED)]
    assert get("011029").validity == registry.get("011029").validity
    assert ["011029", new] == [body.code for body in registry.successors("011029")]


def test_two_changes_of_one_day_become_one(files):
    new = coded("35217")
    files.add(new, "阿武市", "ｱﾌﾞｼ", after="352161")
    files.drop("355020", "353418")
    files.change("353418", "上関町", "上関町(35341)が阿武町(35502)に編入")
    files.change("355020", "阿武町", "阿武町(35502)が阿武市(35217)に市制施行")
    registry, _ = files.registry()

    assert [new] == [body.code for body in registry.convert("353418", CHECKED, LATER)]


def test_a_city_that_became_a_core_city_changes_its_kind(files):
    files.change("352039", "山口市", "山口市(35203)が中核市に移行")
    registry, report = files.registry()

    assert ["352039"] == values(report, "kind")
    assert "core_city" == registry.get("352039").kind


def test_a_change_that_lies_ahead_is_named_and_left_out(files):
    files.change("355020", "阿武町", "阿武町(35502)が阿武市(35217)に市制施行", day=date(2028, 1, 1))
    registry, report = files.registry()

    assert ["355020"] == values(report, "ahead")
    assert shipped().changes() == registry.changes()


def test_a_reading_that_differs_from_ours_is_named_and_ours_kept(files):
    files.rows("352047")[0][4] = "ﾊｷﾞｲｼ"
    registry, report = files.registry()

    assert ["352047"] == values(report, "reading")
    assert "ハギシ" == registry.get("352047").kana


def wrong_digit(files):
    files.rows("352047")[0][0] = "352048"


def missing(files):
    files.drop("352047")


def doubled(files):
    rows = next(iter(files.sheets.values()))
    rows.append(list(files.rows("352047")[0]))


def renamed_silently(files):
    files.rows("352047")[0][2] = "長州市"


def appeared(files):
    files.add(coded("35217"), "新市", "ｼﾝｼ", after="352161")


def no_successor(files):
    files.drop("355020")
    files.change("355020", "阿武町", "阿武町(35502)が阿武市(35217)に市制施行")


def still_there(files):
    files.add(coded("35217"), "阿武市", "ｱﾌﾞｼ", after="352161")
    files.change("355020", "阿武町", "阿武町(35502)が阿武市(35217)に市制施行")


def unread(files):
    files.change("355020", "阿武町", "阿武町(35502)の一部を分割")


def no_date(files):
    files.change("355020", "阿武町", "阿武町(35502)が阿武市(35217)に市制施行", day="令和9年3月")


def forgotten(files):
    files.changes = [row for row in files.changes if row[0] != "28221"]


def no_heading(files):
    del files.changes[0]


def no_table(files):
    files.sheets = {"R9.4.1": [["なし"]]}


@pytest.mark.parametrize(
    ("doctor", "value", "where"),
    [
        (wrong_digit, "352048", "R9.4.1現在の団体"),
        (missing, "352047", None),
        (doubled, "352047", "R9.4.1現在の団体 17"),
        (renamed_silently, "352047", None),
        (appeared, "352179", None),
        (no_successor, "352179", None),
        (still_there, "355020", None),
        (unread, "阿武町(35502)の一部を分割", "changes.csv"),
        (no_date, "令和9年3月", "changes.csv"),
        (forgotten, "282219", None),
        (no_heading, "標準地域コード", "changes.csv"),
        (no_table, "list.xlsx", "list.xlsx"),
    ],
)
def test_what_does_not_fit_is_said_with_its_place_and_value(files, doctor, value, where):
    doctor(files)
    _, report = files.made()

    fitting = [one for one in report.faults if value in one.value]
    assert fitting
    assert where is None or any((one.where or "").startswith(where) for one in fitting)
    assert {True} == {one.text.ja != "" != one.text.en for one in fitting}


def test_everything_that_does_not_fit_is_said_at_once(files):
    for doctor in (wrong_digit, appeared, unread, forgotten):
        doctor(files)
    _, report = files.made()

    assert {"352048", "352047", "352179", "282219"} <= {fault.value for fault in report.faults}


@pytest.mark.parametrize(
    ("checked", "value"), [(date(2025, 12, 31), "checked"), (date(2027, 1, 1), "2027-01-01")]
)
def test_a_list_that_is_older_than_what_there_is_or_than_its_check_is_refused(files, checked, value):
    _, report = files.made(checked=checked)

    assert value in [fault.value for fault in report.faults]


def test_an_older_code_list_is_taken_only_if_that_is_said(tmp_path):
    sheets = issuers.code_list_sheets("R5.4.1")
    how = {
        "code_list": issuers.write_workbook(tmp_path / "l.xlsx", sheets),
        "changes": None,
        "checked": CHECKED,
    }

    assert ["code list"] == [f.value for f in update_bodies.updated(SHIPPED_FOLDER, **how)[1].faults]
    tables, report = update_bodies.updated(SHIPPED_FOLDER, **how, older=True)
    assert [] == report.faults
    assert date(2023, 4, 1) == Dates.parse(tables.dates).code_list


def test_a_change_newer_than_the_code_list_needs_a_newer_list(tmp_path, files):
    files.change("355020", "阿武町", "阿武町(35502)が阿武市(35217)に市制施行")
    changes = issuers.write_csv(tmp_path / "changes.csv", files.changes)
    _, report = update_bodies.updated(SHIPPED_FOLDER, code_list=None, changes=changes, checked=LATER)

    assert "355020" in [fault.value for fault in report.faults]


def test_a_change_list_without_news_moves_the_date_of_the_check_alone(tmp_path):
    changes = issuers.write_csv(tmp_path / "changes.csv", issuers.change_rows())
    tables, report = update_bodies.updated(SHIPPED_FOLDER, code_list=None, changes=changes, checked=LATER)

    assert ([], ["last_checked"]) == (report.faults, values(report, "dates"))
    assert tables[:2] == Tables.read(SHIPPED_FOLDER)[:2]


@pytest.fixture
def ours(tmp_path):
    """A copy of the folder that ships."""
    return Path(shutil.copytree(SHIPPED_FOLDER, tmp_path / "ours"))


def run(files, ours, *more):
    paths = files.written()
    return update_bodies.main(
        [
            *("--code-list", str(paths["code_list"]), "--changes", str(paths["changes"])),
            *("--checked", str(LATER), "--folder", str(ours), *more),
        ]
    )


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_nothing_is_written_unless_asked_nor_while_anything_does_not_fit(files, ours, capsys):
    before = contents(ours)

    assert 0 == run(files, ours)
    assert "--write" in capsys.readouterr().out
    missing(files)
    assert 1 == run(files, ours, "--write", "--lang", "en")
    assert "352047" in capsys.readouterr().out
    assert before == contents(ours)


def test_what_is_written_is_a_registry_to_load_and_described_with_its_days(files, ours, capsys):
    new = merger(files)

    assert 0 == run(files, ours, "--write", "--json")
    said = json.loads(capsys.readouterr().out)
    assert ([new], sorted([*FILES, "data_sets.toml"])) == (
        [one["value"] for one in said["changed"]["new"]],
        sorted(said["written"]),
    )
    assert new == Registry.load(ours).find("新熊毛市").code
    described = (ours / "data_sets.toml").read_text(encoding="utf-8")
    assert 2 == described.count("as_of = 2027-04-01")
    before = contents(ours)
    assert 0 == run(files, ours, "--write", "--json")  # a second time nothing changes
    again = json.loads(capsys.readouterr().out)
    assert ({"to_add"}, []) == (set(again["changed"]), again["written"])
    assert before == contents(ours)


def test_a_file_that_cannot_be_read_is_said(tmp_path, capsys):
    assert 1 == update_bodies.main(["--changes", str(tmp_path / "none.csv"), "--checked", str(LATER)])
    assert "none.csv" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("reason", "edges"),
    [
        ("鹿部村(01343)が鹿部町(01343)に町制施行", ["town_status 01343 鹿部村 01343 鹿部町"]),
        (
            "広島町(01301)が広島市に市制施行し、北広島市(01234)に名称変更",
            ["city_status 01301 広島町 01234 北広島市"],
        ),
        (
            "川内町(02421)、脇野沢村(02427)がむつ市(02208)に編入\n下北郡(02420)の廃止",
            ["absorbed 02421 川内町 02208 むつ市", "absorbed 02427 脇野沢村 02208 むつ市"],
        ),
        (
            "木造町(02322)、森田村(02324)が合併し、つがる市(02209)を新設",
            ["merged 02322 木造町 02209 つがる市", "merged 02324 森田村 02209 つがる市"],
        ),
        ("幌泉町(01609)がえりも町(01609)に名称変更", ["renamed 01609 幌泉町 01609 えりも町"]),
        (
            "留萌支庁幌延町(01488)が宗谷支庁幌延町(01520)に区域変更",
            ["recoded 01488 留萌支庁幌延町 01520 宗谷支庁幌延町"],
        ),
        ("蒲原町(22382)が清水区(22103)に編入", ["absorbed 22382 蒲原町 22103 静岡市清水区"]),
        ("八戸市(02203)が特例市から中核市に移行", []),
        ("浜松市(22202)と磐田市(22211)の境界変更", []),
    ],
)
def test_a_reason_is_read_by_its_verb(tmp_path, reason, edges):
    rows = [list(issuers.CHANGES), ["22103", "静岡県", "静岡市", "", "清水区", "", "2030-01-01", reason]]
    report = updating.Report(update_bodies._TITLE, {})
    found = issuer_changes.read_changes(
        issuers.write_csv(tmp_path / "c.csv", rows), report, after=CHECKED, checked=date(2031, 1, 1)
    )

    assert [] == report.faults
    assert edges == [
        f"{e.type} {e.old_code[:5]} {e.old_name} {e.new_code[:5]} {e.new_name}" for e in found.edges
    ]
