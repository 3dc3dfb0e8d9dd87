"""Calls to join: who may open, answer and change them, until when, and that nothing that was said is lost."""

import threading
from datetime import UTC, datetime
from html import escape

import icalendar
import pytest
from portal_running import form_token, running

pytestmark = pytest.mark.slow  # each starts a portal of its own

HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>{{7*7}}'
YAMAGUCHI, HAGI, UBE, HOFU = "350001", "352047", "352021", "352063"
OPENED = {
    "subject": "電子申請を一緒に",
    "kind": "online_application",
    "deadline": "令和8年1月31日",
    "words": "説明会を開きます。",
    "prefecture": YAMAGUCHI,
}


def send(client, page, path, **fields):
    return client.post(path, data={"form_token": form_token(client, page), **fields})


def opened(client, **changes):
    """Opens a call, and says where it stands."""
    answer = send(client, "/ja/calls/new", "/ja/calls", **OPENED | changes)
    assert 303 == answer.status_code, answer.text
    return answer.headers["location"]


def said(client, call, answer, **more):
    return send(client, "/ja/login", f"{call}/answer", answer=answer, **more)


def moved(client, call, move, **fields):
    path = f"{call}/moves/{move}"
    return client.post(path, data={"form_token": form_token(client), "reason": "理由"} | fields)


def as_json(site, call):
    return site.get(call.replace("/ja/", "/api/")).json()


def counts(site, call):
    return as_json(site, call)["counts"]


@pytest.fixture
def portal(tmp_path):
    """A portal of a test's own, with a call of Yamaguchi to its nineteen municipalities."""
    with running(tmp_path) as site:
        with site.logged_in(YAMAGUCHI) as lead:
            site.call = opened(lead)
        yield site


# Opening.


def test_a_call_stands_as_it_was_opened_and_under_an_id_of_its_own(portal):
    call = as_json(portal, portal.call)
    assert ("350001-1", "open", "2026-01-31", 19) == (
        call["id"],
        call["state"]["value"],
        call["deadline"],
        call["invited"],
    )
    assert {"join": 0, "consider": 0, "decline": 0, "no_answer": 19} == call["counts"]
    text = portal.get(portal.call).text
    assert "山口県が、「電子申請」を一緒に調達する団体を募っています。" in text
    assert "令和8年1月31日（土）" in text
    assert "（あと30日）" in text


def test_a_call_without_costs_says_that_they_are_not_known(portal):
    text = portal.get(portal.call).text
    assert "データなし" in text.partition("費用の見込み（事業全体）")[2][:80]
    assert [] == as_json(portal, portal.call)["terms"]


def test_the_lead_is_who_is_logged_in_whatever_the_form_says(portal):
    with portal.logged_in(UBE) as ube:
        call = opened(ube, lead=YAMAGUCHI, id="350001-9", bodies="山口県")
    found = as_json(portal, call)
    assert ("352021-1", UBE, 20) == (found["id"], found["lead"]["value"], found["invited"])


def test_bodies_are_invited_by_name_by_code_and_by_prefecture_each_once(portal):
    with portal.logged_in(UBE) as ube:
        call = opened(ube, prefecture="", bodies="３５２０４７、萩市\n352063 山口県")
    assert [YAMAGUCHI, HAGI, HOFU] == [one["body"]["value"] for one in as_json(portal, call)["answers"]]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"subject": ""}, "subject"),
        ({"subject": "x" * 101}, "subject"),
        ({"subject": "a\x07b"}, "subject"),
        ({"kind": ""}, "kind"),
        ({"kind": "nope"}, "kind"),
        ({"other_kind": "量子暗号"}, "other_kind"),
        ({"deadline": ""}, "deadline"),
        ({"deadline": "いつか"}, "deadline"),
        ({"deadline": "令和8年2月30日"}, "deadline"),
        ({"deadline": "2025-12-31"}, "deadline"),
        ({"words": "x" * 2_001}, "words"),
        ({"prefecture": "", "bodies": ""}, "prefecture"),
        ({"prefecture": HAGI}, "prefecture"),
        ({"bodies": "府中市"}, "bodies"),
        ({"bodies": "352048"}, "bodies"),
        ({"bodies": "中央区"}, "bodies"),
        ({"bodies": "141003 141011"}, "bodies"),
        ({"bodies": "萩市 " * 2_001}, "bodies"),
        ({"yen": "1,000万円"}, "tax_basis"),
        ({"yen": "たくさん", "tax_basis": "excluded", "scope": "annual"}, "yen"),
        ({"yen": "▲1", "tax_basis": "excluded", "scope": "annual"}, "yen"),
        ({"yen": "1000兆円", "tax_basis": "excluded", "scope": "annual"}, "yen"),
        ({"yen": "1", "tax_basis": "excluded"}, "scope"),
        ({"method": "equal", "scope": "annual"}, "remainder"),
        ({"method": "mixed", "scope": "annual", "remainder": "lead"}, "part"),
        ({"method": "mixed", "part": "1", "scope": "annual", "remainder": "lead"}, "part"),
        ({"method": "diminishing", "scope": "annual", "remainder": "lead"}, "twice"),
        ({"method": "diminishing", "twice": "2", "scope": "annual", "remainder": "lead"}, "twice"),
        ({"method": "fixed_first", "scope": "annual", "remainder": "lead"}, "fixed"),
        ({"method": "usage", "usage": "萩市 -1", "scope": "annual", "remainder": "lead"}, "usage"),
        ({"method": "usage", "usage": "萩市", "scope": "annual", "remainder": "lead"}, "usage"),
        (
            {"method": "equal", "scope": "annual", "remainder": "largest_remainder", "direction": "up"},
            "remainder",
        ),
    ],
)
def test_what_is_wrong_with_a_call_stands_beside_its_field_and_what_was_typed_stays(site, changes, field):
    with site.logged_in(YAMAGUCHI) as lead:
        before = lead.get("/api/calls").json()["total"]
        answer = send(
            lead, "/ja/calls/new", "/ja/calls", **{"words": "説明会を開きます。"} | OPENED | changes
        )
        assert 422 == answer.status_code
        assert f'href="#{field}"' in answer.text
        assert f'id="{field}-error"' in answer.text
        assert escape(changes.get("words", OPENED["words"])) in answer.text
        assert before == lead.get("/api/calls").json()["total"]


def test_a_kind_that_the_list_does_not_hold_is_kept_and_told(portal):
    with portal.logged_in(UBE) as ube:
        call = opened(ube, kind="", other_kind="電子申込")
    assert "電子申込" in portal.get("/ja/calls?kind=電子申込").text
    assert "電子申請" in portal.get(call).text  # the near name


def test_nobody_opens_a_call_without_a_login_or_without_our_form(site):
    with site.client() as anybody:
        assert 401 == anybody.get("/ja/calls/new").status_code
        assert 401 == anybody.post("/ja/calls", data={"form_token": form_token(anybody)} | OPENED).status_code
    with site.logged_in(YAMAGUCHI) as lead:
        for path in (
            "/ja/calls",
            "/ja/calls/340006-1/answer",
            "/ja/calls/340006-1/moves/close",
            "/ja/wishes",
        ):
            assert 403 == lead.post(path, data=OPENED | {"form_token": "0" * 64}).status_code


def test_a_body_can_have_only_so_many_open_calls(tmp_path):
    with running(tmp_path) as site, site.logged_in(UBE) as ube:
        for _ in range(20):
            call = opened(ube, prefecture="", bodies="萩市")
        refused = send(ube, "/ja/calls/new", "/ja/calls", **OPENED)
        assert 422 == refused.status_code
        assert "受付中は20件まで" in refused.text
        assert 20 == site.get("/api/calls").json()["total"]
        assert 303 == moved(ube, call, "close").status_code
        opened(ube)


# Answers.


def test_who_has_not_answered_is_not_who_declined(portal):
    for body, answer in ((HAGI, "join"), (UBE, "consider"), (HOFU, "decline")):
        with portal.logged_in(body) as client:
            assert 303 == said(client, portal.call, answer).status_code
    assert {"join": 1, "consider": 1, "decline": 1, "no_answer": 16} == counts(portal, portal.call)


def test_a_body_answers_anew_the_last_counts_and_the_earlier_stay(portal):
    with portal.logged_in(HAGI) as hagi:
        for answer, words in (("consider", "まず検討"), ("decline", ""), ("join", "議会が了承")):
            assert 303 == said(hagi, portal.call, answer, words=words).status_code
            portal.clock.move(minutes=5)
        portal.clock.move(days=1)
        with portal.logged_in(HAGI) as later:
            assert 303 == said(later, portal.call, "consider", words="予算を確認").status_code
            page = later.get(f"{portal.call}/answer").text
    assert {"join": 0, "consider": 1, "decline": 0, "no_answer": 18} == counts(portal, portal.call)
    history = page.partition('id="history"')[2]
    assert ["まず検討", "議会が了承", "予算を確認"] == [
        word for word in ("まず検討", "議会が了承", "予算を確認") if word in history
    ]
    assert [(4,)] == portal.portal.store.read("select count(*) from call_events where replied = ?", [HAGI])
    assert "令和8年1月2日 18:1" in history  # in Japan


def test_two_bodies_that_answer_at_once_are_both_kept(portal):
    bodies = ["352012", UBE, "352039", HAGI, HOFU, "352071"]
    with_logins = [portal.logged_in(body) for body in bodies]
    clients = [one.__enter__() for one in with_logins]
    answers = []

    def say(client):
        answers.append(said(client, portal.call, "join").status_code)

    threads = [threading.Thread(target=say, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for one in with_logins:
        one.__exit__(None, None, None)
    assert [303] * 6 == answers
    assert 6 == counts(portal, portal.call)["join"]
    assert 6 == sum(entry.what == "call answered" for entry in portal.portal.store.audit_log())


def test_answers_are_taken_until_the_last_minute_of_the_deadline_in_japan(portal):
    portal.clock.time = datetime(2026, 1, 31, 14, 59, 59, tzinfo=UTC)
    with portal.logged_in(HAGI) as hagi:
        assert "（今日まで）" in hagi.get(portal.call).text
        assert 303 == said(hagi, portal.call, "consider").status_code
        token = form_token(hagi, f"{portal.call}/answer")
        portal.clock.move(seconds=1)
        fields = {"form_token": token, "answer": "join", "words": "間に合った?"}
        late = hagi.post(f"{portal.call}/answer", data=fields)
        assert 422 == late.status_code
        assert "受付は令和8年1月31日（土）に終わった" in late.text
        assert "期限後の回答として残す" in late.text
        assert "間に合った?" in late.text
    assert 0 == counts(portal, portal.call)["join"]
    assert 1 == counts(portal, portal.call)["consider"]
    assert "受付終了" in portal.get(portal.call).text
    assert 0 == portal.get("/api/calls?state=open").json()["total"]
    assert 1 == portal.get("/api/calls?state=closed").json()["total"]


def test_a_late_reply_counts_once_the_lead_admits_it(portal):
    portal.clock.move(days=40)
    with portal.logged_in(HAGI) as hagi:
        page = hagi.get(f"{portal.call}/answer").text
        assert 'name="late" value="1"' in page
        assert 303 == said(hagi, portal.call, "join", late="1").status_code
        assert "代表団体の受入れを待っています" in hagi.get(portal.call).text
    assert 0 == counts(portal, portal.call)["join"]
    with portal.logged_in(YAMAGUCHI) as lead:
        assert 422 == moved(lead, portal.call, "admit", body=UBE).status_code
        assert 303 == moved(lead, portal.call, "admit", body=HAGI).status_code
    assert 1 == counts(portal, portal.call)["join"]
    assert as_json(portal, portal.call)["answers"][3]["late"]


def test_a_late_reply_of_the_same_day_does_not_take_the_place_of_an_answer_in_time(portal):
    with portal.logged_in(HAGI) as hagi, portal.logged_in(YAMAGUCHI) as lead:
        assert 303 == said(hagi, portal.call, "join").status_code
        assert 303 == moved(lead, portal.call, "close").status_code
        refused = said(hagi, portal.call, "decline", late="1")
        assert 422 == refused.status_code
        assert "同じ日に改めて回答できません" in refused.text
    assert 1 == counts(portal, portal.call)["join"]


def test_a_body_that_is_not_invited_cannot_answer_and_is_told_why(portal):
    with portal.logged_in("342025") as kure:
        page = kure.get(f"{portal.call}/answer")
        assert 403 == page.status_code
        assert "呼びかけ先にないため、回答できません" in page.text
        token = {"form_token": form_token(kure), "answer": "join"}
        sent = kure.post(f"{portal.call}/answer", data=token)
        assert 422 == sent.status_code
        assert "呉市" in sent.text
    assert 19 == counts(portal, portal.call)["no_answer"]


@pytest.mark.parametrize("answer", ["", "no_answer", "yes", HOSTILE])
def test_an_answer_is_one_of_the_three(portal, answer):
    with portal.logged_in(HAGI) as hagi:
        sent = said(hagi, portal.call, answer, words="そのまま残る")
        assert 422 == sent.status_code
        assert 'href="#answer"' in sent.text
        assert "そのまま残る" in sent.text
        assert "<script" not in sent.text


def test_a_body_answers_for_itself_only(portal):
    with portal.logged_in(HAGI) as hagi:
        assert 303 == said(hagi, portal.call, "join", body=UBE, said_by=UBE).status_code
    answers = {
        one["body"]["value"]: one["answer"]["value"] for one in as_json(portal, portal.call)["answers"]
    }
    assert ("join", "no_answer") == (answers[HAGI], answers[UBE])


def test_what_a_body_writes_with_its_answer_is_for_the_lead_alone(portal):
    answers = f"{portal.call}/answers?answer=consider"
    with portal.logged_in(HAGI) as hagi, portal.logged_in(UBE) as ube, portal.logged_in(YAMAGUCHI) as lead:
        said(hagi, portal.call, "consider", words="財政課と協議中")
        assert "財政課と協議中" in hagi.get(f"{portal.call}/answer").text
        assert "財政課と協議中" in lead.get(answers).text
        assert "萩市" in ube.get(answers).text
        for client in (ube, lead):
            assert "萩市" not in client.get(f"{portal.call}/answers?answer=join").text
        for path in (portal.call, answers, portal.call.replace("/ja/", "/api/")):
            assert "財政課と協議中" not in ube.get(path).text
            assert "財政課と協議中" not in portal.get(path).text
        assert "財政課と協議中" not in ube.get(f"{portal.call}/answer").text


def test_a_body_sends_only_so_many_answers(portal):
    with portal.logged_in(HAGI) as hagi:
        assert 303 == said(hagi, portal.call, "join", words="前の言葉").status_code
        with portal.portal.store.writing() as cursor:  # as if it had been sent 49 times
            cursor.execute(
                "insert into call_events select number + unnest(range(1, 49)), * exclude (number) from call_events"
            )
        assert 303 == said(hagi, portal.call, "consider").status_code
        refused = said(hagi, portal.call, "decline")
        assert 422 == refused.status_code
        assert "50回" in refused.text
    assert 1 == counts(portal, portal.call)["consider"]


# What the lead does.


def test_only_the_lead_changes_its_call(portal):
    with portal.logged_in(HAGI) as hagi:
        assert 200 == hagi.get(portal.call).status_code
        for move in ("admit", "invite", "correct", "extend", "close", "become_case", "abandon"):
            assert 403 == hagi.get(f"{portal.call}/moves/{move}").status_code
            assert 403 == moved(hagi, portal.call, move, deadline="2026-02-28").status_code
    assert ("open", "2026-01-31") == (
        as_json(portal, portal.call)["state"]["value"],
        as_json(portal, portal.call)["deadline"],
    )


def test_the_lead_invites_corrects_extends_closes_and_makes_it_a_case(portal):
    with portal.logged_in(HAGI) as hagi:
        said(hagi, portal.call, "join")
    with portal.logged_in(YAMAGUCHI) as lead:
        assert 303 == moved(lead, portal.call, "invite", bodies="広島市、山口県").status_code
        assert 21 == as_json(portal, portal.call)["invited"]
        costs = {
            "yen": "500万円",
            "tax_basis": "included",
            "scope": "initial",
            "method": "equal",
            "remainder": "lead",
        }
        assert 303 == moved(lead, portal.call, "correct", **costs).status_code
        assert 5_000_000 == as_json(portal, portal.call)["estimates"][0]["yen"]
        assert 303 == moved(lead, portal.call, "extend", deadline="R8.2.28").status_code
        assert 303 == moved(lead, portal.call, "close", reason="急ぐため").status_code
        assert 303 == moved(lead, portal.call, "become_case").status_code
        text = lead.get(portal.call).text
    assert "事例化" in text
    assert "急ぐため" in text
    assert "できる操作はありません" in text
    with portal.logged_in(UBE) as ube:
        assert "「事例化」のため、回答できません" in ube.get(f"{portal.call}/answer").text
        assert 422 == said(ube, portal.call, "join").status_code


@pytest.mark.parametrize("move", ["become_case", "reply_late", "answer", "nope"])
def test_a_move_that_the_state_does_not_allow_is_refused_with_those_that_are(portal, move):
    with portal.logged_in(YAMAGUCHI) as lead:
        page, sent = lead.get(f"{portal.call}/moves/{move}"), moved(lead, portal.call, move)
    if move == "become_case":
        assert (422, 422) == (page.status_code, sent.status_code)
        assert "期限の延長" in page.text
        assert "期限の延長" in sent.text
    else:
        assert (404, 404) == (page.status_code, sent.status_code)


@pytest.mark.parametrize(
    ("move", "fields", "field"),
    [
        ("close", {"reason": ""}, "reason"),
        ("close", {"reason": "x" * 501}, "reason"),
        ("extend", {"deadline": ""}, "deadline"),
        ("extend", {"deadline": "2026-01-31"}, "deadline"),
        ("invite", {"bodies": "萩市"}, "bodies"),
        ("invite", {"bodies": "どこか市"}, "bodies"),
        ("invite", {}, "prefecture"),
        ("admit", {"body": HAGI}, "body"),
        ("correct", {}, "yen"),
        ("correct", {"yen": "x"}, "yen"),
    ],
)
def test_what_is_wrong_with_a_move_stands_beside_its_field(portal, move, fields, field):
    with portal.logged_in(YAMAGUCHI) as lead:
        sent = moved(lead, portal.call, move, **fields)
        assert 422 == sent.status_code
        assert f'href="#{field}"' in sent.text
        assert f'id="{field}-error"' in sent.text


def test_an_abandoned_call_takes_no_more(portal):
    with portal.logged_in(YAMAGUCHI) as lead:
        assert 303 == moved(lead, portal.call, "abandon", reason="予算が付かず").status_code
        assert 422 == moved(lead, portal.call, "extend", deadline="2026-03-31").status_code
    assert 1 == portal.get("/api/calls?state=abandoned").json()["total"]


# Lists, wishes, calendars, restarts.


def test_calls_are_filtered_by_place_kind_and_state_open_ones_first(tmp_path):
    with running(tmp_path) as site:
        with site.logged_in(YAMAGUCHI) as lead:
            opened(lead, subject="一", deadline="2026-03-01")
            opened(lead, subject="二", deadline="2026-02-01", kind="rpa")
            moved(lead, opened(lead, subject="三"), "close")
        with site.logged_in("342025") as kure:
            opened(kure, subject="四", prefecture="", bodies="福岡市")

        def titles(query=""):
            return [one["title"] for one in site.get(f"/api/calls{query}").json()["calls"]]

        assert ["四", "二", "一", "三"] == titles()
        assert ["二", "一", "三"] == titles("?prefecture=350001")
        assert ["四"] == titles("?prefecture=400009") == titles("?prefecture=340006")
        assert ["二"] == titles("?kind=rpa")
        assert ["三"] == titles("?state=closed")
        for query in ("?kind=nope", "?state=nope", "?prefecture=352047", "?page=0"):
            assert 422 == site.get(f"/api/calls{query}").status_code


def test_the_page_of_a_body_names_the_open_calls_that_invite_it(portal):
    assert "電子申請を一緒に" in portal.get(f"/ja/bodies/{HAGI}").text
    assert "電子申請を一緒に" not in portal.get("/ja/bodies/342025").text
    portal.clock.move(days=31)
    assert "電子申請を一緒に" not in portal.get(f"/ja/bodies/{HAGI}").text


def test_wishes_are_counted_by_kind_stand_in_the_call_and_are_taken_back(tmp_path):
    with running(tmp_path) as site:
        with site.logged_in(HAGI) as hagi, site.logged_in(UBE) as ube:
            for client, lead in ((hagi, ""), (ube, "広島県")):
                sent = send(client, "/ja/wishes", "/ja/wishes", kind="online_application", lead=lead)
                assert 303 == sent.status_code
            found = site.get("/api/wishes").json()
            assert [HAGI, UBE] == sorted((one["value"] for one in found[0]["bodies"]), reverse=True)
            assert [] == site.get("/api/wishes?prefecture=340006").json()
            with site.logged_in(YAMAGUCHI) as lead:
                call = opened(lead)
            assert "呼びかけ先のうち1団体が、この種類を要望していました。" in site.get(call).text
            withdrawn = send(hagi, "/ja/wishes", "/ja/wishes/withdraw", withdraw="online_application")
            assert 303 == withdrawn.status_code
            assert (
                404
                == send(hagi, "/ja/wishes", "/ja/wishes/withdraw", withdraw="online_application").status_code
            )
        assert [UBE] == [one["value"] for one in site.get("/api/wishes").json()[0]["bodies"]]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({}, "kind"),
        ({"kind": "rpa", "lead": "どこか市"}, "lead"),
        ({"kind": "rpa", "words": "x" * 501}, "words"),
    ],
)
def test_what_is_wrong_with_a_wish_stands_beside_its_field(site, fields, field):
    with site.logged_in(HAGI) as hagi:
        sent = send(hagi, "/ja/wishes", "/ja/wishes", **fields)
        assert 422 == sent.status_code
        assert f'href="#{field}"' in sent.text


def test_prefectures_and_strangers_state_no_wishes(site):
    with site.logged_in(YAMAGUCHI) as lead, site.client() as anybody:
        assert "要望を出せるのは市区町村です" in lead.get("/ja/wishes").text
        token = {"form_token": form_token(lead), "kind": "rpa"}
        assert 422 == lead.post("/ja/wishes", data=token).status_code
        assert (
            401
            == anybody.post("/ja/wishes", data={"form_token": form_token(anybody), "kind": "rpa"}).status_code
        )


def test_the_deadline_is_a_day_in_a_calendar_file(portal):
    answer = portal.get(f"{portal.call}/deadline.ics")
    assert "text/calendar" in answer.headers["content-type"]
    (event,) = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    assert "2026-01-31" == event["dtstart"].dt.isoformat()
    assert "回答期限：電子申請を一緒に" == str(event["summary"])


def test_calls_answers_and_history_outlive_a_restart(tmp_path):
    with running(tmp_path) as site, site.logged_in(YAMAGUCHI) as lead:
        call = opened(lead)
        with site.logged_in(HAGI) as hagi:
            said(hagi, call, "consider", words="前の言葉")
            said(hagi, call, "join")
        with site.logged_in(UBE) as ube:
            send(ube, "/ja/wishes", "/ja/wishes", kind="rpa")
        before = as_json(site, call)
    with running(tmp_path) as site, site.logged_in(HAGI) as hagi:
        assert before == as_json(site, call)
        assert "前の言葉" in hagi.get(f"{call}/answer").text
        assert [UBE] == [one["value"] for one in site.get("/api/wishes").json()[0]["bodies"]]
        assert 1 == site.get("/api/calls").json()["total"]


def test_the_audit_log_says_who_did_what_with_a_call(portal):
    with portal.logged_in(HAGI) as hagi, portal.logged_in(YAMAGUCHI) as lead:
        said(hagi, portal.call, "join")
        moved(lead, portal.call, "close")
    log = [
        (entry.who, entry.what, entry.subject)
        for entry in portal.portal.store.audit_log()
        if "call" in entry.what
    ]
    assert [
        (YAMAGUCHI, "call opened", "350001-1"),
        (HAGI, "call answered", "350001-1"),
        (YAMAGUCHI, "call closed", "350001-1"),
    ] == log


def test_hostile_words_of_a_call_are_shown_as_text(tmp_path):
    with running(tmp_path) as site, site.logged_in(YAMAGUCHI) as lead:
        call = opened(lead, subject=HOSTILE, words=HOSTILE, acting_for=HOSTILE, kind="", other_kind=HOSTILE)
        with site.logged_in(HAGI) as hagi:
            said(hagi, call, "join", words=HOSTILE)
            send(hagi, "/ja/wishes", "/ja/wishes", other_kind=HOSTILE, words=HOSTILE)
            pages = [hagi.get(path) for path in (f"{call}/answer", "/ja/wishes", f"/ja/bodies/{HAGI}")]
        moved(lead, call, "close", reason=HOSTILE)
        pages += [
            lead.get(path)
            for path in (call, f"{call}/shares", "/ja/calls", "/en/wishes", f"{call}/moves/abandon")
        ]
        for field in (
            "subject",
            "other_kind",
            "words",
            "deadline",
            "bodies",
            "yen",
            "part",
            "usage",
            "method",
        ):
            pages.append(
                send(
                    lead, "/ja/calls/new", "/ja/calls", **OPENED | {"kind": "", field: HOSTILE, "scope": "x"}
                )
            )
        for page in pages:
            assert page.status_code in {200, 422}
            assert "<script" not in page.text, page.url
            assert "<img src=x" not in page.text, page.url
            assert "49" not in page.text.partition("<h1>")[2].partition("</h1>")[0]
