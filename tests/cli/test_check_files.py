"""`check`: any rows, in any form of file; the same issues whatever the form."""

import json
from io import BytesIO

import openpyxl
import polars as pl
import pytest
import xlsxwriter

HEADINGS = ["人材ID", "役割", "時間の割合", "契約の始まり"]
ROWS = [["p1", "エンジニア", "80", "令和7年度"], ["p1", "エンジニヤ", "180", "2025-10"]]


def delimited(sign, encoding="utf-8"):
    return "".join(sign.join(row) + "\n" for row in [HEADINGS, *ROWS]).encode(encoding)


def json_lines():
    rows = [dict(zip(HEADINGS, row, strict=True)) for row in ROWS]
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def parquet():
    out = BytesIO()
    pl.DataFrame(ROWS, schema=HEADINGS, orient="row").write_parquet(out)
    return out.getvalue()


def workbook():
    out = BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        for place, row in enumerate([HEADINGS, *ROWS]):
            sheet.write_row(place, 0, row)
    return out.getvalue()


FORMS = {
    "rows.csv": delimited(","),
    "rows.tsv": delimited("\t"),
    "rows-cp932.csv": delimited(",", "cp932"),
    "rows.jsonl": json_lines(),
    "rows.parquet": parquet(),
    "rows.xlsx": workbook(),
}


def told(ended):
    """The exit status, how many rows are good and rejected, and the errors."""
    document = json.loads(ended.out)
    errors = [(one["column"], one["code"]) for one in document["issues"] if one["severity"] == "error"]
    assert len(errors) == document["counts"]["error"]
    return ended.status, document["rows"], errors


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("piped", [False, True])
def test_every_form_of_file_gives_the_same_issues_from_a_path_and_from_a_pipe(run, folder, name, piped):
    (folder / name).write_bytes(FORMS[name])

    ended = run(
        "check", "-" if piped else name, "--model", "staff", "--json", stdin=FORMS[name] if piped else b""
    )

    errors = [("id", "tables.duplicate"), ("role", "talent.cell"), ("time_share", "tables.out_of_bounds")]
    assert (1, {"good": 1, "rejected": 1}, errors) == told(ended)


def test_json_has_its_keys_and_every_issue_has_both_languages(run):
    document = json.loads(run("check", "cases.csv", "--json").out)

    assert ["file", "model", "encoding", "rows", "counts", "issues", "written", "marked"] == list(document)
    (issue,) = [issue for issue in document["issues"] if issue["severity"] == "error"]
    assert ["row", "column", "code", "severity", "value", "suggestion", "ja", "en"] == list(issue)
    assert {"ja": "山口県", "en": "山口県"} == issue["suggestion"]


def test_a_file_without_errors_has_the_status_zero_although_there_are_notes(run):
    ended = run("check", "cases.csv", "--model", "procurement")

    assert 1 == ended.status  # 山口 is no prefecture
    assert 0 == run("check", "-", stdin=b"case_id,prefecture,lead_body,system_kind_ja,source_url\n").status


def test_unknown_rows_are_refused_with_the_names_there_are(run):
    ended = run("check", "cases.csv", "--model", "staf", "--lang", "en")

    assert (1, "") == (ended.status, ended.out)
    assert "Likely repair: staff" in ended.err
    assert "procurement" in ended.err


def test_the_encoding_can_be_named(run, folder):
    (folder / "rows.csv").write_bytes(delimited(",", "cp932"))

    shown = run("check", "rows.csv", "--model", "staff", "--encoding", "cp932", "--lang", "en").out

    assert "rows.csv (cp932): 1 rows usable, 1 rejected; 3 errors" in shown.splitlines()[-1]


def test_the_workbook_comes_back_with_marks_and_the_same_issues(run, folder):
    (folder / "rows.xlsx").write_bytes(FORMS["rows.xlsx"])
    plain = run("check", "rows.xlsx", "--model", "staff", "--json")

    ended = run("check", "rows.xlsx", "--model", "staff", "--out", "marked.xlsx", "--json")

    document = json.loads(ended.out)
    assert told(plain) == told(ended)
    assert ("marked.xlsx", True) == (document["written"], document["marked"])
    book = openpyxl.load_workbook(folder / "marked.xlsx")
    assert any(cell.comment for row in book.worksheets[0].iter_rows() for cell in row)
    assert FORMS["rows.xlsx"] == (folder / "rows.xlsx").read_bytes()


def test_a_workbook_that_is_there_is_replaced_only_when_asked(run, folder):
    (folder / "marked.xlsx").write_bytes(b"mine")
    arguments = ["check", "cases.csv", "--out", "marked.xlsx"]

    refused = run(*arguments)

    assert (2, b"mine", True) == (
        refused.status,
        (folder / "marked.xlsx").read_bytes(),
        "--overwrite" in refused.err,
    )
    assert 1 == run(*arguments, "--overwrite").status
    assert b"mine" != (folder / "marked.xlsx").read_bytes()
