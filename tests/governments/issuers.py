"""Files in the issuers' forms, made from the registry that ships: what a code list and a change list that say the same look like."""

import csv
from itertools import groupby
from unicodedata import normalize

from chiho_digital import governments
from chiho_digital.governments.dates import SHIPPED_FOLDER

CODE_LIST = (
    "団体コード",
    "都道府県名\n（漢字）",
    "市区町村名\n（漢字）",
    "都道府県名\n（カナ）",
    "市区町村名\n（カナ）",
)
CHANGES = (
    "標準地域コード",
    "都道府県",
    "政令市･郡･支庁･振興局等",
    "政令市･郡･支庁･振興局等（ふりがな）",
    "市区町村",
    "市区町村（ふりがな）",
    "廃置分合等施行年月日",
    "改正事由",
)
VERBS = {"city_status": "が{new}に市制施行", "absorbed": "が{new}に編入", "renamed": "が{new}に名称変更"}
BEFORE_OURS = (
    "01339",
    "北海道",
    "渡島支庁",
    "おしましちょう",
    "戸井町",
    "といちょう",
    "2004-12-01",
    "戸井町(01339)が函館市(01202)に編入",
)


def half_width(kana):
    """Katakana as the code list writes it, half as wide; voiced marks apart."""
    plain = {chr(sign): normalize("NFKC", chr(sign)) for sign in range(0xFF61, 0xFFA0)}
    back = {full: half for half, full in plain.items()} | {"\u3099": "\uff9e", "\u309a": "\uff9f"}
    return "".join(back.get(sign, sign) for sign in normalize("NFD", kana))


def code_list_sheets(dated="R6.1.1"):
    """The two sheets of the code list: bodies, and designated cities with their wards."""
    with (SHIPPED_FOLDER / "governments.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    prefecture = {row["code"][:2]: row for row in rows if row["kind"] == "prefecture"}

    def line(row):
        above = prefecture[row["code"][:2]]
        own = ("", "") if row is above else (row["name"], half_width(row["kana"]))
        return [row["code"], above["name"], own[0], half_width(above["kana"]), own[1]]

    bodies = [line(row) for row in rows if row["kind"] != "ward"]
    cities = [line(row) for row in rows if row["kind"] in {"designated_city", "ward"}]
    return {
        f"{dated}現在の団体": [list(CODE_LIST), *bodies],
        f"{dated}政令指定都市": [list(CODE_LIST), *cities],
    }


def change_rows():
    """The change list with its heading, and one row from before the history that ships."""
    rows = [list(CHANGES), list(BEFORE_OURS)]
    changes = governments.changes()
    for change in changes:
        if change.type != "wards_reorganised":
            old, new = (f"{name}({code[:5]})" for name, code in _ends(change))
            rows.append(
                row_of(change.old_code, change.old_name, change.day, old + VERBS[change.type].format(new=new))
            )
    ordered = sorted(changes, key=lambda change: change.new_code)
    reorganised = [change for change in ordered if change.type == "wards_reorganised"]
    for new_code, group in groupby(reorganised, key=lambda change: change.new_code):
        edges = list(group)
        olds = "、".join(f"{one.old_name.removeprefix('浜松市')}（{one.old_code[:5]}）" for one in edges)
        new = f"{edges[0].new_name.removeprefix('浜松市')}（{new_code[:5]}）"
        reason = f"浜松市（22130）の区の再編（７区から３区へ再編）\u3000{olds}を{new}に再編（区名の変更なし）"
        rows += [row_of(one.old_code, one.old_name, one.day, reason) for one in edges]
        rows.append(row_of(new_code, edges[0].new_name, edges[0].day, reason))
    return rows


def _ends(change):
    return (change.old_name, change.old_code), (change.new_name, change.new_code)


def row_of(code, name, day, reason):
    """One row of the change list; a ward's city stands in its own column."""
    city, ward = (
        (name[: name.index("市") + 1], name[name.index("市") + 1 :]) if name.endswith("区") else ("", name)
    )
    return [code[:5], "", city, "", ward, "", str(day), reason]


def write_csv(path, rows, encoding="utf-8"):
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def write_workbook(path, sheets):
    """A workbook, .xlsx or .xls by its name, all cells text."""
    if path.suffix == ".xlsx":
        import xlsxwriter

        with xlsxwriter.Workbook(path) as book:
            for name, rows in sheets.items():
                sheet = book.add_worksheet(name)
                for number, row in enumerate(rows):
                    sheet.write_row(number, 0, row)
        return path
    import xlwt

    book = xlwt.Workbook(encoding="utf-8")
    for name, rows in sheets.items():
        sheet = book.add_sheet(name)
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                sheet.write(number, place, cell)
    book.save(str(path))
    return path
