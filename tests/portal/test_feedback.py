"""Feedback and the list of changes: who may say what, how much is kept, and that nothing of it is public by itself."""

import threading
from datetime import timedelta
from html import escape
from xml.etree import ElementTree as ET

import pytest
from attrs import evolve
from portal.board import Board, ChangeKind, FeedbackKind
from portal_running import ROOMY, form_token, running

from chiho_digital.basics import Text

HAGI, UBE = "352047", "352021"
HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>{{7*7}}]]>'
ATOM = "{http://www.w3.org/2005/Atom}"


def send(client, lang="ja", **fields):
    page = f"/{lang}/feedback"
    given = {"form_token": form_token(client, page), "kind": "wish", "words": "地図がほしい。"} | fields
    return client.post(page, data=given)


def last(site):
    return site.portal.board.feedback()[-1]


def feed_of(site, lang):
    return ET.fromstring(site.get(f"/{lang}/changes.atom").content)  # noqa: S314 -- our own; a bomb would be a finding


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_anybody_sends_feedback_and_is_told_its_number(site, lang):
    with site.client() as client:
        sent = send(
            client, lang, kind="wrong_data", page="/cases/osaka-line", words=" 年が違う。\r\n出典は広報誌。 "
        )
        kept = last(site)
        assert f"/{lang}/feedback/received?number={kept.number}" == sent.headers["location"]
        assert str(kept.number) in client.get(sent.headers["location"]).text
    assert (FeedbackKind.WRONG_DATA, "/cases/osaka-line", "年が違う。\r\n出典は広報誌。", "") == (
        kept.kind,
        kept.page,
        kept.words,
        kept.body,
    )
    assert (site.clock(), None, False) == (kept.at, kept.answer, kept.published)


def test_a_body_sends_as_itself_only_if_it_says_so_and_is_logged_in(site):
    with site.logged_in(HAGI) as hagi:
        assert "山口県萩市として送る" in hagi.get("/ja/feedback").text
        assert 303 == send(hagi, as_body="1").status_code
        assert HAGI == last(site).body
        assert 303 == send(hagi).status_code
        assert "" == last(site).body
    with site.client() as anybody:
        assert 303 == send(anybody, as_body="1", body=HAGI).status_code
        assert "" == last(site).body


def test_a_body_whose_token_was_taken_back_does_not_send_as_itself(tmp_path):
    from portal.security import tokens

    with running(tmp_path) as site, site.logged_in(HAGI) as hagi:
        (line,) = (tmp_path / "tokens.jsonl").read_text().splitlines()
        tokens.revoke(tmp_path / "tokens.jsonl", line.partition('"number": "')[2].partition('"')[0])
        assert 401 == send(hagi, as_body="1").status_code
        assert [] == site.portal.board.feedback()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", ""),
        ("kind", "nope"),
        ("words", ""),
        ("words", " \r\n "),
        ("words", "あ" * 2_001),
        ("words", "a\x1b[2Jb"),
        ("words", "a\u202eb"),
        ("page", "x" * 201),
        ("page", "a\nb\x00"),
    ],
)
def test_what_cannot_be_taken_is_explained_beside_its_field_and_what_was_typed_is_kept(site, field, value):
    before = len(site.portal.board.feedback())
    with site.client() as client:
        sent = send(client, **{"page": "/kinds", "words": "残る言葉", field: value})
    assert 422 == sent.status_code
    assert f'href="#{field}"' in sent.text
    assert f'id="{field}-error"' in sent.text
    assert all(
        kept in sent.text for name, kept in (("page", "/kinds"), ("words", "残る言葉")) if name != field
    )
    assert before == len(site.portal.board.feedback())


def test_the_form_is_proved_to_be_ours(site):
    with site.client() as client, site.client() as other:
        for forged in ("", "0" * 64, form_token(other)):
            assert 403 == send(client, form_token=forged).status_code
        token = form_token(client, "/ja/feedback")
        foreign = {"Origin": "https://evil.example"}
        fields = {"form_token": token, "kind": "wish", "words": "偽"}
        assert 403 == client.post("/ja/feedback", data=fields, headers=foreign).status_code


def test_a_client_that_sends_too_often_is_told_to_wait_and_keeps_what_it_wrote(tmp_path):
    with running(tmp_path, evolve(ROOMY, feedback=2)) as site, site.client() as client:
        assert [303, 303] == [send(client).status_code for _ in range(2)]
        refused = send(client, words="三つめの言葉")
        assert 429 == refused.status_code
        assert "1分ほど待って" in refused.text
        assert "三つめの言葉" in refused.text
        assert "Wait a minute" in send(client, "en").text
        assert 2 == len(site.portal.board.feedback())
        site.clock.move(minutes=1)
        assert 303 == send(client).status_code


def test_when_it_is_full_it_says_so_keeps_what_there_is_and_goes_on_when_one_is_removed(tmp_path):
    with running(tmp_path, evolve(ROOMY, feedback_kept=2)) as site, site.client() as client:
        token = form_token(client, "/ja/feedback")
        assert [303, 303] == [send(client, words=f"{n}番").status_code for n in (1, 2)]
        fields = {"form_token": token, "kind": "wish", "words": "入らない言葉"}
        full = client.post("/ja/feedback", data=fields)
        assert 503 == full.status_code
        assert "上限に達している" in full.text
        assert "入らない言葉" in full.text
        page = client.get("/en/feedback").text
        assert "none can be taken now" in page
        assert "<button" not in page
        board = site.portal.board
        assert ["1番", "2番"] == [one.words for one in board.feedback()]
        assert board.remove(site.clock(), 1)
        assert not board.remove(site.clock(), 1)
        assert 303 == client.post("/ja/feedback", data=fields).status_code
        assert [2, 3] == [one.number for one in board.feedback()]  # a number is given once


def test_a_link_names_the_page_and_the_kind(site):
    assert 'href="/ja/feedback?page=/cases/osaka-line"' in site.get("/ja/cases/osaka-line").text
    form = site.get("/en/feedback", params={"page": HOSTILE, "kind": "hard_to_use"}).text
    assert '<option value="hard_to_use" selected>' in form
    assert escape(HOSTILE, quote=True).replace("&quot;", "&#34;") in form
    assert 200 == site.get("/ja/feedback", params={"page": "x" * 5_000, "kind": "nope"}).status_code


def test_a_received_page_without_a_number_is_none(site):
    for number in ("", "x", "0", "-1", "9" * 20):
        assert 404 == site.get("/ja/feedback/received", params={"number": number}).status_code


# What becomes public.


def test_nothing_is_public_before_the_operator_publishes_it_and_it_can_be_taken_back(tmp_path):
    with running(tmp_path) as site, site.logged_in(UBE) as ube:
        send(ube, words="秘密の言葉", as_body="1", page="/秘密の場所")
        board, now = site.portal.board, site.clock()

        def public():
            paths = ("/ja/changes", "/en/changes", "/ja/changes.atom", "/en/changes.atom", "/api/changes")
            return [("秘密の言葉" in site.get(path).text, "回答文" in site.get(path).text) for path in paths]

        assert [(False, False)] * 5 == public()
        assert board.answer(now, 1, Text("回答文", ""), publish=False)
        assert [(False, False)] * 5 == public()
        site.clock.move(hours=1)
        assert board.answer(site.clock(), 1, Text("回答文", ""), publish=True)
        assert [(True, True)] * 5 == public()
        assert "山口県宇部市" in site.get("/ja/changes").text
        assert "秘密の場所" not in site.get("/ja/changes").text
        assert 'lang="ja">回答文' in site.get("/en/changes").text
        assert board.answer(site.clock(), 1, Text("回答文", ""), publish=False)
        assert [(False, False)] * 5 == public()
        assert not board.answer(now, 9, Text("回答文", ""), publish=True)


def test_every_change_stands_in_the_audit_log_without_what_was_said(tmp_path):
    with running(tmp_path) as site, site.logged_in(HAGI) as hagi:
        send(hagi, words="言葉", as_body="1")
        board, now = site.portal.board, site.clock()
        board.answer(now, 1, Text("回答", ""), publish=False)
        board.answer(now, 1, Text("回答", ""), publish=True)
        board.tell(now, ChangeKind.SITE, Text("変更", ""))
        board.remove(now, 1)
        log = [entry[1:] for entry in board.audit_log()]
    assert [
        ("", "change", "1"),
        (HAGI, "feedback", "1"),
        ("", "answer", "1"),
        ("", "answer published", "1"),
        ("", "change", "2"),
        ("", "feedback removed", "1"),
    ] == log


def test_hostile_words_are_shown_as_text_on_the_page_and_in_the_feed(tmp_path):
    with running(tmp_path) as site, site.client() as client:
        send(client, words=HOSTILE, page=HOSTILE)
        site.portal.board.answer(site.clock(), 1, Text(HOSTILE, HOSTILE), publish=True)
        for path in ("/ja/changes", "/en/changes"):
            text = site.get(path).text
            assert "<script" not in text
            assert "<img src=x" not in text
            assert "{{7*7}}" in text
        feed = feed_of(site, "ja")
        contents = [content.text for content in feed.iter(f"{ATOM}content")]
        assert any(HOSTILE in text for text in contents)
        assert [] == [child for content in feed.iter(f"{ATOM}content") for child in content]
        (out,) = [one for one in site.get("/api/changes").json()["changes"] if one["feedback"]]
        assert (HOSTILE, None) == (out["feedback"]["words"], out["feedback"]["body"])


def test_each_load_of_the_data_stands_on_the_list_once(tmp_path):
    from portal.data import put_cases

    from chiho_digital import tables
    from chiho_digital.procurement import PUBLISHED_CASES

    for _ in range(2):
        with running(tmp_path) as site:
            assert 1 == site.get("/api/changes").json()["total"]
            assert "53行" in site.get("/ja/changes").text
    lines = PUBLISHED_CASES.read_text(encoding="utf-8").splitlines(keepends=True)
    source = tmp_path / "five.csv"
    source.write_text("".join(lines[:6]), encoding="utf-8")
    with tables.store(tmp_path / "cases.duckdb") as store:
        put_cases(store, source, as_of=site.app.state.portal.settings.as_of, origin="five.csv")
    with running(tmp_path) as site:
        newest, before = site.get("/api/changes").json()["changes"]
        assert "five.csv" in newest["text"]["ja"]
        assert "5 rows" in newest["text"]["en"]
        assert "53行" in before["text"]["ja"]


def test_changes_stand_newest_first_page_by_page_and_the_feed_holds_fifty(tmp_path):
    with running(tmp_path) as site:
        board, start = site.portal.board, site.clock()
        for number in range(60):
            at = start + timedelta(minutes=1 + number)
            board.tell(at, ChangeKind.SITE, Text(f"変更{number}番", f"change no {number}."))
        first = site.get("/api/changes").json()
        assert (61, 20) == (first["total"], len(first["changes"]))
        pages = [site.get(f"/api/changes?page={n}").json()["changes"] for n in (1, 2, 3, 4)]
        times = [one["at"] for page in pages for one in page]
        assert 61 == len(times)
        assert sorted(times, reverse=True) == times
        assert times[0].endswith("+09:00")
        assert "変更59番" in site.get("/ja/changes").text
        assert "change no 30." in site.get("/en/changes?page=2").text
        assert 'rel="next"' in site.get("/ja/changes").text
        assert "該当するものがありません" in site.get("/ja/changes?page=99").text
        feed = feed_of(site, "en")
        assert 50 == len(feed.findall(f"{ATOM}entry"))


def test_the_feed_is_atom_with_ids_that_stay_and_are_its_own(tmp_path):
    with running(tmp_path) as site, site.client() as client:
        send(client)
        board, now = site.portal.board, site.clock()
        board.answer(now, 1, Text("回答", "answer"), publish=True)
        answer = site.get("/ja/changes.atom")
        assert "application/atom+xml" == answer.headers["content-type"].partition(";")[0]
        feeds = [feed_of(site, lang) for lang in ("ja", "en")]
        assert 2 == len({feed.findtext(f"{ATOM}id") for feed in feeds})
        for feed in feeds:
            assert f"{ATOM}feed" == feed.tag
            for part in (feed, *feed.findall(f"{ATOM}entry")):
                assert part.findtext(f"{ATOM}title")
                assert part.findtext(f"{ATOM}updated").endswith("+09:00")
            entries = [entry.findtext(f"{ATOM}id") for entry in feed.findall(f"{ATOM}entry")]
            assert 2 == len(set(entries))
            assert all(one.startswith("urn:uuid:") for one in entries)
            for link in feed.iter(f"{ATOM}link"):
                assert 200 == site.get(link.get("href")).status_code
        site.clock.move(days=1)
        board.answer(site.clock(), 1, Text("新しい回答", "new answer"), publish=True)
        again = feed_of(site, "en")
        assert set(entries) == {entry.findtext(f"{ATOM}id") for entry in again.findall(f"{ATOM}entry")}


# What is kept.


def test_feedback_outlives_a_restart_and_only_its_owner_reads_the_file(tmp_path):
    with running(tmp_path) as site, site.client() as client:
        send(client, words="残る言葉")
    with running(tmp_path) as site:
        assert ["残る言葉"] == [one.words for one in site.portal.board.feedback()]
    assert 0o600 == (tmp_path / "board.sqlite").stat().st_mode & 0o777


def test_feedback_that_comes_at_once_is_kept_within_the_limit_by_any_process(tmp_path):
    from datetime import UTC, datetime

    now, numbers = datetime(2026, 1, 1, tzinfo=UTC), []

    def say():
        board = Board(tmp_path)
        numbers.extend(
            board.say(now, FeedbackKind.OTHER, page="", words="x", body="", most=25) for _ in range(10)
        )

    threads = [threading.Thread(target=say) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert list(range(1, 26)) == sorted(number for number in numbers if number)
    assert 15 == numbers.count(None)
    assert 25 == Board(tmp_path).kept() == len(Board(tmp_path).audit_log())


def test_a_file_that_is_no_board_is_named_in_words(tmp_path):
    from portal.board import BoardError

    (tmp_path / "board.sqlite").write_bytes(b"no database at all, and long enough to be looked at" * 10)
    with pytest.raises(BoardError, match=r"board\.sqlite cannot be used .* Nothing was changed"):
        Board(tmp_path)


# Accessibility.


@pytest.mark.parametrize(
    ("lang", "word"), [("ja", "適合を意味するものではありません"), ("en", "does not mean conformance")]
)
def test_the_page_on_accessibility_names_the_axe_that_the_tests_run_and_claims_no_conformance(
    site, lang, word
):
    from pathlib import Path

    head = (Path(__file__).parent / "axe.min.js").read_text(encoding="utf-8")[:100]
    version = head.partition("axe v")[2].split()[0]
    text = site.get(f"/{lang}/about/accessibility").text
    assert f"axe-core {version}" in text
    assert word in text
    assert f'href="/{lang}/feedback?kind=hard_to_use"' in text
