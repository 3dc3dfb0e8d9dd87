"""Checking a file: what is found, what comes back, who sees it and for how long, and what hostile files do: nothing."""

import re
import subprocess
import sys
import threading
import zipfile
from html import escape, unescape
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote

import openpyxl
import pytest
from attrs import evolve
from portal_running import ROOMY, form_token, running

from chiho_digital import excel

pytestmark = pytest.mark.slow  # each check is a process of its own

EXAMPLES = Path(__file__).parents[2] / "examples"
HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>{{7*7}}'
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEAD = "事例ID,参加団体,参加時期,離脱時期,備考\n"
GOOD = "kagawa-eapp-2004,香川県,平成16年度,,\n"
BAD = "kagawa-eapp-2004,高松市,2004-13,2009年度,\n"


def send(client, data, name="一覧.csv", kind="participations", lang="ja", **more):
    page = f"/{lang}/check"
    fields = {"form_token": form_token(client, page), "kind": kind}
    return client.post(page, data=fields, files={"file": (name, data)}, **more)


def found(client, data, **more):
    """The page of what was found."""
    answer = send(client, data, **more)
    assert 303 == answer.status_code, answer.text
    page = client.get(answer.headers["location"])
    assert 200 == page.status_code
    return page


def told(page):
    """The cells of the rows of the findings."""
    table = page.text.partition('id="findings"')[2]
    rows = re.findall(r"<tr>\n(.*?)</tr>", table, flags=re.DOTALL)
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in rows]
    return [[unescape(re.sub("<[^>]*>", "", cell)) for cell in row] for row in cells]


def workbook_of(client, page):
    return client.get(f"{page.url.path}/workbook")


def marked_template(folder, name="participations"):
    """A template filled in with a row that is right and one that is not."""
    book = openpyxl.load_workbook(excel.template(name, folder / "template.xlsx"))
    book["入力"].append(["shiga-chat-2021", "滋賀県草津市", "2021-05"])
    book["入力"].append(["shiga chat", "滋賀県大津市", "2021-13"])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


# What is found.


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
@pytest.mark.parametrize("separator", [",", "\t"])
def test_everything_wrong_in_a_text_is_shown_at_once(client, encoding, separator):
    text = (HEAD + GOOD + BAD + "kagawa eapp,,令和99年度,,\n").replace(",", separator)
    page = found(client, text.encode(encoding))
    rows = told(page)
    assert [("3", "参加時期", "✗ 誤り", "2004-13")] == [tuple(row[:4]) for row in rows if row[0] == "3"]
    assert {"事例ID", "参加団体"} <= {row[1] for row in rows if row[0] == "4"}
    (date,) = [row for row in rows if row[0] == "3"]
    assert "暦にない日付" in date[4]
    assert "令和3年度" in date[5]
    assert "<dt>使える行</dt><dd>1</dd>" in page.text
    assert "<dt>使えない行</dt><dd>2</dd>" in page.text
    assert "<dd>一覧.csv</dd>" in page.text


def test_a_likely_repair_is_shown_in_the_language_of_the_page(client):
    data = "case_id,prefecture,lead_body,system_kind_ja,source_url\na-1,山口,萩市,電子入札,https://example.org/a\n"
    for lang, heading in (("ja", "都道府県"), ("en", "prefecture")):
        page = found(client, data.encode(), kind="procurement", lang=lang)
        (row,) = [row for row in told(page) if row[3] == "山口"]
        assert [heading, "山口県"] == [row[1], row[6]]
    japanese = client.get(str(page.url.path).replace("/en/", "/ja/")).text
    assert "ブックの言葉は英語です。" in japanese
    assert "都道府県" in japanese


def test_json_lines_are_read(client):
    page = found(
        client, '{"事例ID": "a-1", "参加団体": "草津市"}\n{"事例ID": "a 2"}\n'.encode(), name="a.jsonl"
    )
    assert {"2"} <= {row[0] for row in told(page)}


def test_a_file_without_faults_is_said_to_have_none(client):
    page = found(client, (HEAD + GOOD).encode())
    assert "直すところは見つかりませんでした。" in page.text
    assert [] == told(page)


def test_of_very_many_findings_the_first_are_shown_and_all_are_counted_and_in_the_workbook(client):
    page = found(client, (HEAD + BAD * 1_500).encode())
    assert ROOMY.findings == len(told(page))
    assert "はじめの200件を示しています。全部（1,500件）は" in page.text
    kinds = re.search(r'id="kinds".*?</section>', page.text, flags=re.DOTALL)[0]
    assert '<td class="number">1,500</td>' in kinds
    book = openpyxl.load_workbook(BytesIO(workbook_of(client, page).content))
    lines = [row for row in book.active.iter_rows(values_only=True) if row[0] == "✗ 誤り"]
    assert 1_500 == len(lines)


# What comes back.


def test_a_workbook_comes_back_byte_for_byte_as_the_library_marks_it(client, tmp_path):
    data = marked_template(tmp_path)
    for lang, called in (("ja", "送られたファイル.xlsx"), ("en", "uploaded.xlsx")):
        (tmp_path / called).write_bytes(data)
        report = excel.check(tmp_path / called, "participations", tmp_path / f"{lang}.xlsx", lang=lang)
        page = found(client, data, name="参加 一覧.xlsx", lang=lang)
        assert report.out.read_bytes() == workbook_of(client, page).content
        assert [(str(issue.row), issue.value) for issue in report.issues] == [
            (row[0], row[3]) for row in told(page)
        ]


def test_a_report_of_a_text_is_byte_for_byte_that_of_the_library(client, tmp_path):
    source = tmp_path / "送られたファイル.csv"
    source.write_bytes((HEAD + BAD).encode("cp932"))
    report = excel.check(source, "participations", tmp_path / "out.xlsx")
    assert report.out.read_bytes() == workbook_of(client, found(client, source.read_bytes())).content


def test_a_download_bears_a_name_of_ours_in_japanese(client):
    page = found(client, (HEAD + BAD).encode(), name="../../etc/passwd.csv")
    answer = workbook_of(client, page)
    assert (XLSX, "no-store") == (answer.headers["content-type"], answer.headers["cache-control"])
    disposition = answer.headers["content-disposition"]
    assert disposition.startswith("attachment; filename=\"check-participations.xlsx\"; filename*=UTF-8''")
    assert "点検結果_事例への参加_20260101.xlsx" == unquote(disposition.rpartition("''")[2])
    assert "<dd>passwd.csv</dd>" in page.text


def test_every_kind_of_list_has_its_template_in_both_languages(client):
    from portal.pages.checking import LISTED

    assert set(excel.MODELS) == set(LISTED)
    form = client.get("/ja/check").text
    for model in excel.MODELS:
        answer = client.get(f"/ja/check/templates/{model}")
        assert XLSX == answer.headers["content-type"]
        assert unquote(answer.headers["content-disposition"]).endswith(".xlsx")
        assert f'href="/ja/check/templates/{model}"' in form
    english = client.get("/en/check/templates/staff").content
    assert openpyxl.load_workbook(BytesIO(english)).sheetnames[0] == "Data"


def test_a_template_that_is_filled_in_and_sent_back_is_read(client, tmp_path):
    book = openpyxl.load_workbook(BytesIO(client.get("/ja/check/templates/participations").content))
    book["入力"].append(["shiga-chat-2021", "滋賀県草津市", "2021-05"])
    book.save(tmp_path / "filled.xlsx")
    page = found(client, (tmp_path / "filled.xlsx").read_bytes(), name="filled.xlsx")
    assert "<dt>使える行</dt><dd>1</dd>" in page.text
    assert [] == told(page)


# Who sees it, and for how long.


def test_what_was_found_is_seen_by_the_browser_that_sent_the_file_alone(site, client):
    page = found(client, (HEAD + BAD).encode())
    path = page.url.path
    assert "no-store" == page.headers["cache-control"]
    with site.client() as other, site.logged_in("352047") as body:
        for one in (other, body):
            assert 404 == one.get(path).status_code
            assert 404 == one.get(f"{path}/workbook").status_code
            fields = {"form_token": form_token(one, "/ja/check")}
            assert 303 == one.post(f"{path}/delete", data=fields).status_code
    assert 200 == client.get(path).status_code


def test_it_is_deleted_at_the_wish_of_its_owner_and_by_itself(tmp_path):
    with running(tmp_path) as site, site.client() as client:
        first, second = (found(client, (HEAD + BAD).encode()).url.path for _ in range(2))
        kept = tmp_path / "checks"
        assert ["result.xlsx"] * 2 == [path.name for path in kept.rglob("*") if path.is_file()]
        assert 0o700 == kept.stat().st_mode & 0o777
        fields = {"form_token": form_token(client, first)}
        assert 403 == client.post(f"{first}/delete", data={}).status_code
        assert 303 == client.post(f"{first}/delete", data=fields).status_code
        assert 404 == client.get(first).status_code
        site.clock.move(minutes=29)
        assert 200 == client.get(second).status_code
        site.clock.move(minutes=1)
        site.portal.checks.tidy()  # as it is done every minute, though nobody asks
        assert [] == list(kept.iterdir())
        gone = client.get(second)
        assert 404 == gone.status_code
        assert "結果は30分で消します" in gone.text
        found(client, (HEAD + BAD).encode())
    assert not kept.exists()


def test_what_a_crash_has_left_is_deleted_at_the_start(tmp_path):
    left = tmp_path / "checks" / "name"
    left.mkdir(parents=True)
    (left / "result.xlsx").write_bytes(b"x")
    with running(tmp_path):
        assert not left.exists()


def test_no_more_is_kept_than_there_is_room_for(tmp_path):
    with running(tmp_path, evolve(ROOMY, results=1)) as site, site.client() as client:
        pages = [found(client, (HEAD + BAD).encode()).url.path for _ in range(2)]
        assert [404, 200] == [client.get(page).status_code for page in pages]
        assert 1 == len(list((tmp_path / "checks").iterdir()))
    with running(tmp_path, evolve(ROOMY, results_bytes=10_000)) as site, site.client() as client:
        pages = [found(client, (HEAD + BAD).encode()).url.path for _ in range(2)]
        assert [404, 200] == [client.get(page).status_code for page in pages]


def test_nothing_of_a_file_is_written_down(tmp_path, caplog):
    himitsu = "himitsu-no-kotoba"
    with running(tmp_path) as site, site.client() as client:
        page = found(client, f"{HEAD}{himitsu},,,,\n".encode(), name=f"{himitsu}.csv")
        client.post(f"{page.url.path}/delete", data={"form_token": form_token(client, page.url.path)})
        assert [] == site.portal.store.audit_log()
        files = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
        assert not any(himitsu.encode() in data for data in files)
    theirs = ("httpx", "httpcore")
    assert not any(
        himitsu in str(record.__dict__) for record in caplog.records if not record.name.startswith(theirs)
    )


# What is refused, in words.


def test_a_form_without_a_file_or_a_kind_is_explained_and_keeps_the_kind(client):
    token = form_token(client, "/ja/check")
    for files in ({"file": ("", b"")}, None):
        answer = client.post("/ja/check", data={"form_token": token, "kind": "staff"}, files=files)
        assert 422 == answer.status_code
        assert 'id="file-error">ファイルを選んでください。' in answer.text
        assert '<option value="staff" selected>' in answer.text
    for kind in ("", "nope"):
        answer = send(client, b"x", kind=kind)
        assert 422 == answer.status_code
        assert 'id="kind-error"' in answer.text


def test_a_file_that_is_too_large_is_refused_with_words_whether_it_says_so_or_not(tmp_path):
    with running(tmp_path, evolve(ROOMY, upload_bytes=100_000)) as site, site.client() as client:
        assert 303 == send(client, b"x" * 90_000).status_code
        answer = send(client, b"x" * 200_000)
        assert 413 == answer.status_code
        assert 'id="file-error">ファイルが大きすぎます。' in answer.text
        kind = {"Content-Type": "multipart/form-data; boundary=b"}
        parts = iter(
            [
                b'--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n',
                *[b"x" * 9_000] * 30,
            ]
        )
        assert 413 == client.post("/ja/check", content=parts, headers=kind).status_code
        # Other addresses take no more than ever, and no files.
        assert 413 == client.post("/ja/login", content=b"x" * (ROOMY.body_bytes + 1)).status_code
        assert 400 == client.post("/ja/login", data={"token": "x"}, files={"file": ("a", b"x")}).status_code
        assert not any((tmp_path / "checks").rglob("送られた*"))


def test_a_form_of_two_files_a_broken_one_and_a_forged_one_are_refused(client):
    fields = {"form_token": form_token(client, "/ja/check"), "kind": "staff"}
    two = [("file", ("a.csv", b"x")), ("file", ("b.csv", b"x"))]
    assert 400 == client.post("/ja/check", data=fields, files=two).status_code
    kind = {"Content-Type": "multipart/form-data; boundary=b"}
    assert 400 == client.post("/ja/check", content=b"--x\r\nnonsense", headers=kind).status_code
    forged = fields | {"form_token": "0" * 64}
    assert 403 == client.post("/ja/check", data=forged, files={"file": ("a.csv", b"x")}).status_code
    evil = {"Origin": "https://evil.example"}
    assert (
        403
        == client.post("/ja/check", data=fields, files={"file": ("a.csv", b"x")}, headers=evil).status_code
    )


def test_a_client_that_sends_too_many_files_is_told_to_wait(tmp_path):
    with running(tmp_path, evolve(ROOMY, uploads=2)) as site, site.client() as client:
        assert [303, 303, 429] == [send(client, HEAD.encode()).status_code for _ in range(3)]
        assert 200 == client.get("/ja/check").status_code
        site.clock.move(minutes=1)
        assert 303 == send(client, HEAD.encode()).status_code


def test_files_that_come_at_once_wait_their_turn_and_too_many_are_sent_away(tmp_path):
    with running(tmp_path, evolve(ROOMY, uploads_at_once=2)) as site:
        clients = [site.client() for _ in range(5)]
        tokens = [form_token(client, "/ja/check") for client in clients]
        all_ready, answers = threading.Barrier(5), []

        def work(client, token):
            all_ready.wait()
            fields = {"form_token": token, "kind": "participations"}
            answers.append(
                client.post(
                    "/ja/check", data=fields, files={"file": ("a.csv", (HEAD + BAD * 5_000).encode())}
                )
            )

        threads = [threading.Thread(target=work, args=pair) for pair in zip(clients, tokens, strict=True)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for client in clients:
            client.close()
        status = [answer.status_code for answer in answers]
        assert {303, 503} == set(status)
        assert 2 <= status.count(303)
        (refused, *_) = (answer for answer in answers if answer.status_code == 503)
        assert "ほかの人のファイルを点検しています" in refused.text
        with site.client() as client:  # and all places are free again
            assert 303 == send(client, HEAD.encode()).status_code


# Hostile and odd files.


def _docx(folder):
    import docx

    docx.Document().save(folder / "a.docx")
    return (folder / "a.docx").read_bytes()


def _bomb(path, size):
    """A template with one cell of very many letters."""
    whole = BytesIO(excel.template("participations", path).read_bytes())
    cell = b'<row r="2"><c r="A2" t="inlineStr"><is><t>' + b"A" * size + b"</t></is></c></row></sheetData>"
    out = BytesIO()
    with (
        zipfile.ZipFile(whole) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as bomb,
    ):
        for member in source.infolist():
            data = source.read(member)
            bomb.writestr(
                member.filename, data.replace(b"</sheetData>", cell) if "sheet1" in member.filename else data
            )
    return out.getvalue()


def _locked(_):
    """What Excel makes of a workbook with a password: a container that holds it encrypted."""
    name = "EncryptedPackage".encode("utf-16-le")
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504 + name + b"\x00" * 1_000


ODD = {
    "empty": lambda _: b"",
    "blank": lambda _: b" \n\n",
    "nul": lambda _: b"\x00" * 10_000,
    "nul_inside": lambda _: (HEAD + "a\x00b,高松市,,,\n").encode(),
    "utf_16": lambda _: (HEAD + GOOD).encode("utf-16"),
    "one_long_line": lambda _: b"a" * 3_000_000,
    "long_cell": lambda _: HEAD.encode() + b"x" * 3_000_000 + b",,,,\n",
    "broken_zip": lambda _: b"PK\x03\x04" + b"x" * 1_000,
    "old_excel": lambda _: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 2_000,
    "docx": _docx,
    "locked": _locked,
    "random": lambda _: bytes(range(256)) * 100,
    "json": lambda _: b'[{"a": 1}]',
    "deep_json": lambda _: b'{"a":' * 100_000,
    "parquet": lambda _: b"PAR1" + b"x" * 100 + b"PAR1",
    "many_columns": lambda _: b"a," * 200_000,
}


@pytest.mark.parametrize("name", ODD)
@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_odd_files_get_a_clear_answer(client, tmp_path, name, ending):
    page = found(client, ODD[name](tmp_path), name=f"odd{ending}")
    rows = told(page)
    assert any(row[2] == "✗ 誤り" for row in rows), rows
    assert "Traceback" not in page.text
    assert 200 == workbook_of(client, page).status_code
    assert len(page.text) < 500_000


@pytest.mark.slow
def test_workbooks_that_unpack_to_more_than_the_memory_allows_are_refused_in_words(tmp_path):
    with running(tmp_path, evolve(ROOMY, check_bytes=300_000_000)) as site, site.client() as client:
        large = send(client, _bomb(tmp_path / "large.xlsx", 400_000_000), name="bomb.xlsx")
        assert 422 == large.status_code
        assert "メモリーに収まりませんでした" in large.text
        page = found(client, _bomb(tmp_path / "larger.xlsx", 1_100_000_000), name="bomb.xlsx")
        assert any(row[2] == "✗ 誤り" for row in told(page))
        assert 303 == send(client, HEAD.encode()).status_code


@pytest.mark.slow
def test_a_check_that_needs_more_than_its_share_is_given_up_in_words(tmp_path, caplog):
    lines = b"case_id,prefecture\n" + b"x\n" * 200_000
    with running(tmp_path, evolve(ROOMY, check_bytes=250_000_000)) as site, site.client() as client:
        answer = send(client, lines, kind="procurement")
        assert 422 == answer.status_code
        assert "メモリーに収まりませんでした" in answer.text
        assert [] == list((tmp_path / "checks").iterdir())
    with running(tmp_path, evolve(ROOMY, check_seconds=0.05)) as site, site.client() as client:
        answer = send(client, (HEAD + GOOD).encode())
        assert 422 == answer.status_code
        assert "メモリーに収まりませんでした" in answer.text
        assert [] == list((tmp_path / "checks").iterdir())
    assert "a check failed" not in caplog.text


def test_hostile_words_in_cells_headings_sheets_and_names_are_shown_as_text(client):
    book = openpyxl.Workbook()
    book.active.title = "'=1+1<b>"
    book.active.append(["事例ID", "参加団体", HOSTILE, "=1+1"])
    book.active.append([HOSTILE, HOSTILE, '=HYPERLINK("https://evil.example")', "@SUM(1)"])
    book.create_sheet("<script>").append([HOSTILE])
    out = BytesIO()
    book.save(out)
    for name in (f"{HOSTILE}.xlsx", "a\u202excod" + "a" * 300 + ".xlsx"):
        page = found(client, out.getvalue(), name=name)
        assert "<script" not in page.text
        assert "<img src=x" not in page.text
        assert "\u202e" not in page.text
        assert "a" * 101 not in page.text
        assert escape("<script>alert(1)</script>") in page.text
        checked = openpyxl.load_workbook(BytesIO(workbook_of(client, page).content))
        summary = checked.worksheets[-1]
        assert not any(cell.data_type == "f" for row in summary.iter_rows() for cell in row)


def test_a_file_of_a_stranger_is_never_a_path(site, client):
    before = {path for path in site.folder.rglob("*") if path.is_file()}
    for name in ("../../../evil.csv", "/evil.csv", "C:\\evil.csv", "evil.csv\x00.xlsx", "nul", ".."):
        found(client, (HEAD + BAD).encode(), name=name)
    new = {path for path in site.folder.rglob("*") if path.is_file()} - before
    assert {"result.xlsx"} == {path.name for path in new}


def test_the_process_that_checks_says_nothing_of_the_file_when_it_fails(tmp_path):
    source = tmp_path / "secret.csv"
    source.write_text("himitsu", encoding="utf-8")
    asked = [str(source), "no-such-model-himitsu", str(tmp_path / "out.xlsx"), "ja", "10", str(10**9)]
    done = subprocess.run(
        [sys.executable, "-m", "portal.checks.work", *asked], cwd=EXAMPLES, capture_output=True, check=False
    )
    assert (1, b"") == (done.returncode, done.stdout)
    assert b"InvalidValue" in done.stderr
    assert b"himitsu" not in done.stderr
