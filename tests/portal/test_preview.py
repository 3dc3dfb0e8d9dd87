"""The preview window: what everybody sees of it, what a body says of its own cases and changes, and what nobody can do."""

import csv
import re
from datetime import date, timedelta
from html import escape

import pytest
from portal_running import form_token, running

from chiho_digital.dashboard.releases import AnswerState, State
from chiho_digital.procurement import PUBLISHED_CASES, CaseRow
from chiho_digital.tables import check_rows, read_rows

OSAKA, SAKAI, TOYONAKA, HAGI = "270008", "271403", "272035", "352047"
CHAT = "osaka-chat-2021"
HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>{{7*7}}'
OBJECTS = {"answer": "object", "words": "団体数が違います。"}


def published_rows():
    return [one.record for one in check_rows(read_rows(PUBLISHED_CASES, CaseRow), CaseRow).good]


def open_over(site, rows, days=14):
    from portal.pages.preview.operating import open_window

    last = site.clock().date() + timedelta(days=days - 1)
    return open_window(site.portal.store, rows, at=site.clock(), last=last, by="公表の担当")


def say(client, body, case, fields):
    page = f"/ja/preview/{body}/{case}"
    return client.post(page, data={"form_token": form_token(client, page), **fields})


@pytest.fixture
def window(tmp_path):
    """A portal of its own with a window over the chat of Osaka and one more case."""
    with running(tmp_path) as site:
        rows = [row for row in published_rows() if row.case_id in {CHAT, "shiga-chat-2021"}]
        open_over(site, rows)
        yield site


# What everybody sees.


def test_without_a_window_the_page_and_its_json_say_so(tmp_path):
    with running(tmp_path) as site:
        assert "いま、確認する期間はありません。" in site.get("/ja/preview").text
        told = site.get("/api/preview").json()
        assert told.pop("open") is False
        assert {None} == set(told.values())
        with site.logged_in(OSAKA) as osaka:
            assert 404 == osaka.get(f"/ja/preview/{OSAKA}").status_code
            assert 404 == osaka.get(f"/ja/preview/{OSAKA}/{CHAT}").status_code


def test_the_counts_are_those_of_the_library_and_say_nothing_of_who_said_what(window):
    with window.logged_in(OSAKA) as osaka, window.logged_in(SAKAI) as sakai:
        assert 303 == say(osaka, OSAKA, CHAT, {"answer": "confirm"}).status_code
        assert 303 == say(sakai, SAKAI, CHAT, OBJECTS).status_code
    told = window.get("/api/preview").json()

    from portal.pages.preview.keeping import current, in_parts

    portal = window.portal
    (release,) = in_parts(portal.store, current(portal.store))
    data = release.on(date(2026, 1, 1))
    by_body = {}
    for row in data.rows:
        for one in row.answers:
            by_body.setdefault(one.body, []).append(one.state is not AnswerState.NOT_ANSWERED)
    assert len(by_body) == told["bodies"]
    assert sum(all(said) for said in by_body.values()) == told["answered_all"] == 2
    assert sum(not any(said) for said in by_body.values()) == told["answered_none"] == len(by_body) - 2
    assert (2, 0, True) == (told["rows"], told["answered_some"], told["open"])
    assert ("2026-01-01", "2026-01-14", None) == (told["first"], told["last"], told["published"])
    page = window.get("/ja/preview").text
    assert "2026-01-14まで回答できます" in page
    for secret in ("団体数が違います", "大阪府", "堺市", CHAT):
        assert secret not in page.partition("<main")[2]


def test_a_body_that_answered_about_some_of_its_cases_is_counted_as_such(tmp_path):
    with running(tmp_path) as site:
        open_over(site, published_rows())
        with site.logged_in(OSAKA) as osaka:
            say(osaka, OSAKA, CHAT, {"answer": "confirm"})
        told = site.get("/api/preview").json()
        assert (1, 0) == (told["answered_some"], told["answered_all"])
        assert told["bodies"] - 1 == told["answered_none"]


# What a body says.


def test_a_body_confirms_a_case_changes_its_mind_and_sees_what_it_said(window):
    with window.logged_in(SAKAI) as sakai:
        page = f"/ja/preview/{SAKAI}"
        assert "未回答" in sakai.get(page).text
        answer = say(sakai, SAKAI, CHAT, {"answer": "confirm"})
        assert (303, page) == (answer.status_code, answer.headers["location"])
        assert "確認済み" in sakai.get(page).text
        value = {"field": "participants_municipal_count", "value": "３５"}
        assert 303 == say(sakai, SAKAI, CHAT, OBJECTS | value).status_code
        assert "異議あり：団体数が違います。" in sakai.get(page).text
        shown = sakai.get(f"{page}/{CHAT}").text
        assert "参加自治体数: 35" in shown
        assert "団体数が違います。</textarea>" in shown
        assert 303 == say(sakai, SAKAI, CHAT, {"answer": "withdraw"}).status_code
        assert "異議を取下げ" in sakai.get(page).text
        assert 'value="withdraw"' not in sakai.get(f"{page}/{CHAT}").text
        assert 303 == say(sakai, SAKAI, CHAT, {"answer": "confirm"}).status_code
        assert "確認済み" in sakai.get(page).text
        # What was withdrawn stays in the log.
        kept = window.portal.store.read("select count(*) from preview_events where body = ?", [SAKAI])
        assert [(4,)] == kept


def test_every_answer_stands_in_the_audit_log_without_its_words(window):
    with window.logged_in(SAKAI) as sakai:
        say(sakai, SAKAI, CHAT, OBJECTS)
        say(sakai, SAKAI, CHAT, {"answer": "confirm"})
        say(sakai, SAKAI, CHAT, {"answer": "object"})  # without words it is none
    log = window.portal.store.audit_log()
    id_ = "cases-2026-01-01-1"
    assert [
        ("", "preview opened", id_),
        (SAKAI, "preview objection", f"{id_} {CHAT}"),
        (SAKAI, "preview confirmation", f"{id_} {CHAT}"),
    ] == [(entry.who, entry.what, entry.subject) for entry in log if entry.what.startswith("preview")]


def test_what_is_kept_is_read_back_as_the_records_of_the_library(window):
    from portal.pages.preview.keeping import current, release_of

    with window.logged_in(SAKAI) as sakai:
        say(sakai, SAKAI, CHAT, OBJECTS)
    kept = current(window.portal.store)
    release = release_of(window.portal.store, kept, [CHAT])
    (row,) = release.opening.rows
    assert next(one for one in published_rows() if one.case_id == CHAT) == row
    assert ["preview", "objection"] == [event.event for event in release.events]
    assert State.PREVIEW is release.on(date(2026, 1, 14)).state is kept.state(date(2026, 1, 14))
    assert State.PREVIEWED is release.on(date(2026, 1, 15)).state is kept.state(date(2026, 1, 15))


def test_a_prefecture_sees_the_cases_of_its_area_page_by_page(tmp_path):
    from attrs import evolve
    from portal_running import ROOMY

    with running(tmp_path, evolve(ROOMY, rows=3)) as site:
        open_over(site, published_rows())
        with site.logged_in(OSAKA) as osaka:
            pages = [osaka.get(f"/ja/preview/{OSAKA}", params={"page": page}).text for page in (1, 2, 3)]
        found = [re.findall(rf'href="/ja/preview/{OSAKA}/([^"?]+)"', page) for page in pages]
        concerned = [
            row.case_id for row in published_rows() if OSAKA in {str(code) for code in row.prefecture}
        ]
        assert concerned == [case for page in found for case in page]
        assert [3, 3, 2] == [len(page) for page in found]
        with site.logged_in(HAGI) as hagi:
            assert "この団体の事例はありません" in hagi.get(f"/ja/preview/{HAGI}").text


# The end of the window.


def test_the_window_is_open_to_the_end_of_its_last_day_in_japan_and_then_nothing_changes(window):
    page = f"/ja/preview/{SAKAI}/{CHAT}"
    window.clock.move(days=13, hours=5, minutes=59)  # 23:59 of the 14th in Japan
    with window.logged_in(SAKAI) as sakai:
        assert 303 == say(sakai, SAKAI, CHAT, OBJECTS).status_code
        fields = {"form_token": form_token(sakai, page), "answer": "confirm"}
        window.clock.move(minutes=2)
        late = sakai.post(page, data=fields)
        assert 422 == late.status_code
        assert "確認期間が終わったため" in late.text
        shown = sakai.get(page).text
        assert "異議があるまま公表する理由を付けて公表します" in shown
        assert 'type="radio"' not in shown
        assert "異議あり" in sakai.get(f"/ja/preview/{SAKAI}").text
    assert window.get("/api/preview").json()["open"] is False
    assert "確認期間は2026-01-14に終わりました" in window.get("/ja/preview").text
    assert [(1,)] == window.portal.store.read("select count(*) from preview_events where body <> ''")


# What nobody can do.


def test_a_body_sees_and_answers_its_own_cases_only(window):
    with window.logged_in(SAKAI) as sakai, window.logged_in(HAGI) as hagi, window.client() as anybody:
        own = f"/ja/preview/{SAKAI}/{CHAT}"
        token = form_token(hagi)
        for client, status in ((hagi, 403), (anybody, 401)):
            assert status == client.get(own).status_code
            assert status == client.get(f"/ja/preview/{SAKAI}").status_code
            fields = {"form_token": form_token(client), "answer": "confirm"}
            assert status == client.post(own, data=fields).status_code
        # A case that is not its own, one that is not there, and one of no window.
        for case in (CHAT, "shiga-chat-2021", "nope", "kagawa-eapp-2004"):
            assert 404 == hagi.get(f"/ja/preview/{HAGI}/{case}").status_code
            sent = hagi.post(f"/ja/preview/{HAGI}/{case}", data={"form_token": token, "answer": "confirm"})
            assert 404 == sent.status_code
        assert 404 == sakai.get(f"/ja/preview/{SAKAI}/shiga-chat-2021").status_code
    assert [(0,)] == window.portal.store.read("select count(*) from preview_events where body <> ''")


def test_a_forged_form_is_refused(window):
    with window.logged_in(SAKAI) as sakai:
        page = f"/ja/preview/{SAKAI}/{CHAT}"
        assert 403 == sakai.post(page, data={"answer": "confirm"}).status_code
        fields = {"form_token": form_token(sakai, page), "answer": "confirm"}
        assert 403 == sakai.post(page, data=fields, headers={"Origin": "https://evil.example"}).status_code


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({}, "answer", "一覧から選んで"),
        ({"answer": "nope"}, "answer", "一覧から選んで"),
        ({"answer": "object"}, "words", "異議"),
        ({"answer": "object", "words": "　 "}, "words", "異議"),
        ({"answer": "object", "words": "x" * 1_001}, "words", "長すぎる"),
        ({"answer": "object", "words": "a\x00b"}, "words", "使えない文字"),
        ({"answer": "object", "words": "違う", "field": "case_id", "value": "x"}, "field", "一覧から"),
        ({"answer": "object", "words": "違う", "value": "35"}, "value|words", "35"),
        (
            {"answer": "object", "words": "違う", "field": "participants_municipal_count", "value": "多い"},
            "value",
            "多い",
        ),
        (
            {"answer": "object", "words": "違う", "field": "prefecture", "value": ""},
            "value",
            "",
        ),
        ({"answer": "withdraw"}, "words", "異議"),
    ],
)
def test_what_cannot_be_understood_is_explained_beside_its_field_and_what_was_typed_stays(
    site, fields, field, words
):
    with site.logged_in(TOYONAKA) as body:
        answer = say(body, TOYONAKA, CHAT, fields)
        assert 422 == answer.status_code
        found = re.search(rf'<p class="problem" id="(?:{field})-error">([^<]*)</p>', answer.text)
        assert found is not None, answer.text
        assert words in found[1]
        if 0 < len(fields.get("words", "").strip()) <= 1_000 and "\x00" not in fields["words"]:
            assert f"{fields['words']}</textarea>" in answer.text
        assert "未回答" in body.get(f"/ja/preview/{TOYONAKA}").text


def test_a_body_cannot_fill_the_disk(window):
    from portal.pages.preview.answering import MOST_ANSWERS

    with window.logged_in(SAKAI) as sakai:
        page = f"/ja/preview/{SAKAI}/{CHAT}"
        fields = {"form_token": form_token(sakai, page), "answer": "confirm"}
        said = [sakai.post(page, data=fields) for _ in range(MOST_ANSWERS + 1)]
    assert [303] * MOST_ANSWERS + [422] == [answer.status_code for answer in said]
    assert "何度も回答している" in said[-1].text


def test_hostile_words_are_shown_as_text(tmp_path):
    from portal.pages.preview.operating import correct

    row = next(row for row in published_rows() if row.case_id == CHAT)
    hostile = CaseRow(**{**row.model_dump(mode="json"), "lead_body": HOSTILE, "notes": HOSTILE})
    with running(tmp_path) as site:
        open_over(site, [hostile])
        with site.logged_in(SAKAI) as sakai:
            fields = {"answer": "object", "words": HOSTILE, "field": "product", "value": HOSTILE}
            assert 303 == say(sakai, SAKAI, CHAT, fields).status_code
            correct(
                site.portal.store,
                at=site.clock(),
                row=CHAT,
                field="製品",
                value=HOSTILE + "!",
                reason=HOSTILE,
            )
            for path in (f"/ja/preview/{SAKAI}", f"/en/preview/{SAKAI}/{CHAT}", "/ja/preview"):
                text = sakai.get(path).text
                assert "<script" not in text
                assert "<img src=x" not in text
            shown = sakai.get(f"/ja/preview/{SAKAI}/{CHAT}").text
            assert escape("<script>alert(1)</script>") in shown
            assert "{{7*7}}" in shown


# What the operator does.


def test_after_a_correction_the_page_shows_it_and_asks_again(window):
    from portal.pages.preview.operating import correct

    with window.logged_in(SAKAI) as sakai:
        say(sakai, SAKAI, CHAT, {"answer": "confirm"})
        correct(
            window.portal.store,
            at=window.clock(),
            row=CHAT,
            field="参加自治体数",
            value="35",
            reason="数え直し",
        )
        assert "修正前に確認" in sakai.get(f"/ja/preview/{SAKAI}").text
        shown = sakai.get(f"/ja/preview/{SAKAI}/{CHAT}").text
        assert "数え直し" in shown
        assert "<dt>参加自治体数</dt><dd>35</dd>" in shown


def test_a_body_that_a_correction_brings_in_is_asked_and_one_that_it_takes_out_is_not(window):
    from portal.pages.preview.operating import correct

    before = window.get("/api/preview").json()["bodies"]
    correct(
        window.portal.store, at=window.clock(), row=CHAT, field="participants_named", value="堺市;豊中市;岸和田市",
        reason="出典の読み違い",
    )  # fmt: skip
    assert before > window.get("/api/preview").json()["bodies"]
    with window.logged_in("272027") as kishiwada:
        assert CHAT in kishiwada.get("/ja/preview/272027").text
    with window.logged_in("272051") as suita:
        assert "この団体の事例はありません" in suita.get("/ja/preview/272051").text


def test_nothing_is_published_while_the_window_is_open_or_a_body_objects_without_a_reason(window, tmp_path):
    from portal.pages.preview.operating import (
        WindowError,
        again,
        answer_lines,
        note_publication,
        write_published,
    )

    from chiho_digital.basics import ImpossibleMove, InvalidValue

    store, out = window.portal.store, tmp_path / "out.jsonl"
    with window.logged_in(SAKAI) as sakai:
        say(sakai, SAKAI, CHAT, OBJECTS)

    def publish(day, **despite):
        out.unlink(missing_ok=True)
        return write_published(store, out, day=day, despite={CHAT: despite["why"]} if despite else {})

    with pytest.raises(ImpossibleMove):
        publish(date(2026, 1, 14))
    with pytest.raises(InvalidValue, match=CHAT):
        publish(date(2026, 1, 15))
    out.unlink()
    with pytest.raises(WindowError, match="nope"):
        write_published(store, out, day=date(2026, 1, 15), despite={CHAT: "確かめた", "nope": "x"})
    with pytest.raises(ImpossibleMove):
        again(store, at=window.clock(), last=date(2026, 2, 1))
    publication = publish(date(2026, 1, 15), why="出典どおりと確かめた")
    assert 2 == len(out.read_text(encoding="utf-8").splitlines())
    window.clock.move(days=14)
    note_publication(store, publication, at=window.clock())
    assert "2026-01-15に公表しました" in window.get("/ja/preview").text
    assert "2026-01-15" == window.get("/api/preview").json()["published"]
    with pytest.raises(WindowError):
        publish(date(2026, 1, 15))
    lines = {(line[0], line[1]): line for line in answer_lines(store, date(2026, 1, 15))}
    assert ("異議あり", "2026-01-01", "団体数が違います。") == lines[CHAT, SAKAI][3:6]
    assert "未回答" == lines[CHAT, OSAKA][3]


def test_a_window_that_is_over_is_opened_again_and_answers_stay(window):
    from portal.pages.preview.operating import again

    with window.logged_in(SAKAI) as sakai:
        say(sakai, SAKAI, CHAT, {"answer": "confirm"})
    window.clock.move(days=20)
    again(window.portal.store, at=window.clock(), last=date(2026, 1, 31))
    assert "2026-01-31まで回答できます" in window.get("/ja/preview").text
    with window.logged_in(SAKAI) as sakai:
        assert "確認済み" in sakai.get(f"/ja/preview/{SAKAI}").text
        assert 303 == say(sakai, SAKAI, CHAT, OBJECTS).status_code


def test_another_window_is_opened_only_instead_of_one_that_is_not_published(window):
    from portal.pages.preview.operating import WindowError, open_window

    store, rows, at = window.portal.store, published_rows(), window.clock()
    with pytest.raises(WindowError):
        open_window(store, rows, at=at, last=date(2026, 1, 9), by="公表の担当")
    open_window(store, rows, at=at, last=date(2026, 1, 9), by="公表の担当", instead=True)
    told = window.get("/api/preview").json()
    assert (53, "2026-01-09", 0) == (told["rows"], told["last"], told["answered_all"])


def test_answers_outlive_a_restart(tmp_path):
    with running(tmp_path) as site:
        open_over(site, published_rows())
        with site.logged_in(SAKAI) as sakai:
            say(sakai, SAKAI, CHAT, OBJECTS)
    with running(tmp_path) as site, site.logged_in(SAKAI) as sakai:
        assert "異議あり：団体数が違います。" in sakai.get(f"/ja/preview/{SAKAI}").text


def test_the_commands_write_answers_that_no_spreadsheet_takes_for_formulas(window, tmp_path):
    from portal.__main__ import main

    with window.logged_in(SAKAI) as sakai:
        say(
            sakai,
            SAKAI,
            CHAT,
            {"answer": "object", "words": "=cmd|'/c calc'!A1", "field": "product", "value": "+1"},
        )
    window.portal.store.close()
    out = tmp_path / "answers.csv"
    assert 0 == main(["--folder", str(window.folder), "preview", "answers", str(out)])
    with out.open(encoding="utf-8-sig", newline="") as file:
        lines = {(line["事例ID"], line["団体コード"]): line for line in csv.DictReader(file)}
    said = lines[CHAT, SAKAI]
    assert ("'=cmd|'/c calc'!A1", "'+1") == (said["内容"], said["正しい値"])
