"""Who may change what, how much may be asked, and what hostile input becomes: nothing."""

import csv
import json
import logging
import socket
import threading
from html import escape
from urllib.parse import urlsplit

import pytest
from portal_running import AS_OF, ROOMY, form_token, running

from chiho_digital import tables
from chiho_digital.procurement import PUBLISHED_CASES

HAGI, KUSATSU = "352047", "252069"
HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>{{7*7}}'


def department_form(client, body, **changes):
    path = f"/ja/bodies/{body}/department"
    fields = {"form_token": form_token(client, path), "department": "情報政策課"} | changes
    return client.post(path, data=fields)


# Tokens and logins.


def test_a_body_changes_its_own_answers_and_they_are_shown(site):
    with site.logged_in(HAGI) as hagi:
        assert 303 == department_form(hagi, HAGI).status_code
        assert "情報政策課" in site.get(f"/en/bodies/{HAGI}").text


def test_a_body_cannot_change_the_answers_of_another(site):
    with site.logged_in(HAGI) as hagi:
        assert 403 == hagi.get(f"/ja/bodies/{KUSATSU}/department").status_code
        own = form_token(hagi, f"/ja/bodies/{HAGI}/department")
        foreign = hagi.post(f"/ja/bodies/{KUSATSU}/department", data={"form_token": own, "department": "他"})
        assert 403 == foreign.status_code
        assert site.portal.store.department(KUSATSU) is None


def test_nobody_writes_without_a_login(site):
    with site.client() as anybody:
        token = form_token(anybody)
        sent = anybody.post(f"/ja/bodies/{HAGI}/department", data={"form_token": token, "department": "誰か"})
        assert 401 == sent.status_code


@pytest.mark.parametrize("token", ["", "nonsense", "000000000000.x", "." * 500, "\u3042.\u3044", "a.b.c"])
def test_a_wrong_token_opens_nothing(site, token):
    with site.client() as client:
        sent = client.post("/ja/login", data={"form_token": form_token(client), "token": token})
        assert 422 == sent.status_code
        assert 'href="#token"' in sent.text
        assert 401 == client.get(f"/ja/bodies/{HAGI}/department").status_code


def test_a_token_with_one_letter_changed_opens_nothing(site):
    number, _, secret = site.token(HAGI).partition(".")
    other = f"{number}.{'A' if secret[0] != 'A' else 'B'}{secret[1:]}"
    with site.client() as client:
        assert (
            422
            == client.post("/ja/login", data={"form_token": form_token(client), "token": other}).status_code
        )


def test_a_token_is_kept_as_a_hash_only_and_stands_in_no_file_log_or_address(site, caplog):
    token = site.token(KUSATSU)
    secret = token.partition(".")[2]
    with caplog.at_level(logging.DEBUG), site.client() as client:
        client.post("/ja/login", data={"form_token": form_token(client), "token": token})
        client.post("/ja/login", data={"form_token": form_token(client), "token": token + "x"})
        cookie = client.cookies["portal"]
    kept = [path.read_bytes() for path in site.folder.rglob("*") if path.is_file()]
    assert not any(secret.encode() in data or cookie.encode() in data for data in kept)
    theirs = ("httpx", "httpcore")  # of the client, which may log what it sends
    logged = "".join(str(record.__dict__) for record in caplog.records if not record.name.startswith(theirs))
    assert secret not in logged
    assert cookie not in logged
    assert 0o600 == (site.folder / "tokens.jsonl").stat().st_mode & 0o777
    assert all(set(entry) == {"number", "body", "issued", "salt", "hash"} for entry in entries(site))


def entries(site):
    return [json.loads(line) for line in (site.folder / "tokens.jsonl").read_text().splitlines()]


def test_a_login_gets_a_new_cookie_out_of_reach_of_scripts(site):
    with site.client() as client:
        token = form_token(client)
        before = client.cookies["portal"]
        sent = client.post("/ja/login", data={"form_token": token, "token": site.token(HAGI)})
        assert before != client.cookies["portal"]
        cookie = sent.headers["set-cookie"].lower()
        assert all(word in cookie for word in ("httponly", "samesite=strict", "path=/"))
        assert "secret" not in urlsplit(sent.headers["location"]).query
        assert f"/ja/bodies/{HAGI}" == sent.headers["location"]


def test_a_login_ends_by_itself_and_at_the_wish_of_the_body(tmp_path):
    with running(tmp_path) as site:
        with site.logged_in(HAGI) as client:
            page = f"/ja/bodies/{HAGI}/department"
            assert 200 == client.get(page).status_code
            assert 303 == client.post("/ja/logout", data={"form_token": form_token(client)}).status_code
            assert 401 == client.get(page).status_code
        with site.logged_in(HAGI) as client:
            assert 200 == client.get(page).status_code
            site.clock.move(hours=22)
            assert 401 == client.get(page).status_code


def test_a_token_that_is_taken_back_opens_nothing_and_ends_its_logins(tmp_path):
    from portal.security import tokens

    with running(tmp_path) as site, site.logged_in(HAGI) as client:
        page = f"/ja/bodies/{HAGI}/department"
        assert 200 == client.get(page).status_code
        (entry,) = entries(site)
        assert tokens.revoke(tmp_path / "tokens.jsonl", entry["number"])
        assert 401 == client.get(page).status_code
        assert not tokens.revoke(tmp_path / "tokens.jsonl", entry["number"])


def test_cookies_are_for_https_only_where_the_portal_is_told_so(tmp_path):
    with running(tmp_path, secure_cookies=True) as site, site.client() as client:
        answer = client.get("/ja/login")
        assert "secure" in answer.headers["set-cookie"].lower()
        assert "max-age" in answer.headers["strict-transport-security"]


# Forms that others forge.


def test_a_form_without_its_token_or_with_that_of_another_cookie_is_refused(site):
    with site.logged_in(HAGI) as hagi, site.client() as other:
        for forged in ("", "0" * 64, form_token(other), "あ"):
            assert 403 == department_form(hagi, HAGI, form_token=forged, department="偽").status_code
        assert "偽" not in (site.portal.store.department(HAGI) or "")


def test_a_form_from_another_site_is_refused(site):
    with site.logged_in(HAGI) as hagi:
        path = f"/ja/bodies/{HAGI}/department"
        fields = {"form_token": form_token(hagi, path), "department": "偽"}
        assert 403 == hagi.post(path, data=fields, headers={"Origin": "https://evil.example"}).status_code
        assert 303 == hagi.post(path, data=fields, headers={"Origin": site.address}).status_code


# Sizes and rates.


def test_a_body_too_large_is_refused_whether_it_says_so_or_not(site):
    most = ROOMY.body_bytes
    with site.client() as client:
        assert 413 == client.post("/ja/login", content=b"x" * (most + 1)).status_code
        assert 413 == client.post("/ja/login", content=iter([b"x" * 100_000] * 11)).status_code


def test_too_many_fields_and_too_long_ones_are_refused(site):
    with site.client() as client:
        many = {f"f{n}": "1" for n in range(ROOMY.fields + 1)}
        assert 400 == client.post("/ja/login", data=many).status_code
        assert 413 == client.post("/ja/login", data={"token": "x" * (ROOMY.field_characters + 1)}).status_code
        assert 413 == client.get("/ja/cases", params=many).status_code
        assert 422 == client.get("/ja/cases", params={"words": "x" * 101}).status_code


def test_a_body_that_does_not_come_is_not_waited_for(tmp_path):
    from attrs import evolve

    with running(tmp_path, evolve(ROOMY, body_seconds=0.3)) as site:
        address = urlsplit(site.address)
        with socket.create_connection((address.hostname, address.port), timeout=10) as line:
            line.sendall(b"POST /ja/login HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nf")
            assert b" 408 " in line.recv(1000)


def test_a_client_that_asks_too_often_is_told_to_wait_and_may_go_on_later(tmp_path):
    from attrs import evolve

    with running(tmp_path, evolve(ROOMY, requests=5)) as site, site.client() as client:
        assert [200] * 5 + [429] * 2 == [client.get("/en/login").status_code for _ in range(7)]
        refused = client.get("/en/login")
        assert "too many requests" in refused.text
        assert "content-security-policy" in refused.headers
        site.clock.move(minutes=1)
        assert 200 == client.get("/en/login").status_code


def test_tokens_cannot_be_tried_out(tmp_path):
    from attrs import evolve

    with running(tmp_path, evolve(ROOMY, logins=3)) as site, site.client() as client:
        fields = {"form_token": form_token(client), "token": "x.y"}
        assert [422, 422, 422, 429] == [client.post("/ja/login", data=fields).status_code for _ in range(4)]
        right = fields | {"token": site.token(HAGI)}
        assert 429 == client.post("/ja/login", data=right).status_code


def test_a_token_writes_only_so_often(tmp_path):
    from attrs import evolve

    with running(tmp_path, evolve(ROOMY, writes=2)) as site, site.logged_in(HAGI) as hagi:
        assert [303, 303, 429] == [department_form(hagi, HAGI).status_code for _ in range(3)]


def test_what_is_remembered_of_clients_is_bounded(tmp_path):
    from portal.security.rates import Rates

    with running(tmp_path) as site:
        rates = Rates(site.clock, 10, 100)
        assert all(rates.allows(str(number)) for number in range(1_000))
        assert 100 == len(rates)


# Hostile words.


def test_hostile_words_never_become_markup(site):
    for path in ("/ja/bodies", "/en/cases"):
        for name in ("q", "words", "prefecture", "at_least", "page", HOSTILE):
            answer = site.get(path, params={name: HOSTILE})
            assert "<script" not in answer.text
            assert "<img src=x" not in answer.text


def test_what_was_typed_is_shown_again_as_it_was(site):
    assert 'value="{{7*7}}' in site.get("/ja/bodies", params={"q": "{{7*7}}"}).text
    assert 'value="&#39;&#34;&lt;"' in site.get("/ja/cases", params={"words": "'\"<"}).text


def test_hostile_answers_of_a_body_are_shown_as_text(site):
    with site.logged_in(KUSATSU) as client:
        department_form(client, KUSATSU, department=HOSTILE)
        text = client.get(f"/ja/bodies/{KUSATSU}").text
        assert "<script" not in text
        assert escape(HOSTILE, quote=True).replace("&quot;", "&#34;") in text
        assert 422 == department_form(client, KUSATSU, department="a\x00b").status_code
        assert 422 == department_form(client, KUSATSU, department="x" * 101).status_code
        department_form(client, KUSATSU, department="")
        assert site.portal.store.department(KUSATSU) is None


def test_hostile_cases_are_shown_as_text(tmp_path):
    from portal.data import put_cases

    with PUBLISHED_CASES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    columns = {name: at for at, name in enumerate(rows[0])}
    for name in (
        "lead_body",
        "vendor",
        "product",
        "notes",
        "cost_note",
        "participants_named",
        "service_start",
    ):
        rows[1][columns[name]] = HOSTILE
    rows[1][columns["participants_municipal_count"]] = ""
    source = tmp_path / "hostile.csv"
    with source.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(rows)
    folder = tmp_path / "portal"
    folder.mkdir()
    with tables.store(folder / "cases.duckdb") as store:
        put_cases(store, source, as_of=AS_OF, origin=HOSTILE)
    with running(folder) as site, site.client() as client:
        for path in (
            f"/ja/cases/{rows[1][0]}",
            f"/en/cases/{rows[1][0]}",
            "/ja/cases",
            "/ja/prefectures/270008",
        ):
            answer = client.get(path)
            assert 200 == answer.status_code
            assert "<script" not in answer.text
            assert "<img src=x" not in answer.text
        assert escape("<script>alert(1)</script>") in client.get(f"/ja/cases/{rows[1][0]}").text


@pytest.mark.parametrize("words", ["' or 1=1 --", "%27%3B drop table audit", "*", "\\", "[", "１２", "%"])
def test_words_are_looked_for_as_they_are(site, words):
    answer = site.get("/api/cases", params={"words": words})
    assert 200 == answer.status_code
    assert answer.json()["total"] in {0, 1, 2, 3, 4, 5, 6, 7, 8}
    assert 404 == site.get("/ja/cases/' or 1=1 --").status_code


# The audit log, and what outlives a restart.


def test_the_audit_log_says_who_did_what_when(tmp_path):
    with running(tmp_path) as site, site.logged_in(HAGI) as hagi:
        number = entries(site)[0]["number"]
        department_form(hagi, HAGI)
        hagi.post("/ja/login", data={"form_token": form_token(hagi), "token": "no.no"})
        log = [(entry.who, entry.what, entry.subject) for entry in site.portal.store.audit_log()]
        assert [
            (HAGI, "login", number),
            (HAGI, "department", HAGI),
            ("", "login refused", ""),
        ] == log
        assert {"2026-01-01T09:00:00+00:00"} == {entry.at for entry in site.portal.store.audit_log()}


def test_answers_and_the_log_outlive_a_restart_and_logins_do_not(tmp_path):
    with running(tmp_path) as site, site.logged_in(HAGI) as hagi:
        department_form(hagi, HAGI)
        cookie = hagi.cookies["portal"]
    with running(tmp_path) as site, site.client() as client:
        assert "情報政策課" in client.get(f"/ja/bodies/{HAGI}").text
        assert ["login", "department"] == [entry.what for entry in site.portal.store.audit_log()]
        client.cookies.set("portal", cookie)
        assert 401 == client.get(f"/ja/bodies/{HAGI}/department").status_code


def test_answers_that_come_at_once_are_all_kept(tmp_path):
    with running(tmp_path) as site:
        store, now = site.portal.store, site.clock()

        def say(number):
            for at in range(10):
                store.say_department(now, HAGI, f"{number}-{at}")

        threads = [threading.Thread(target=say, args=(number,)) for number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert [(40, 40)] == store.read("select count(*), max(number) from departments")
        assert 40 == len(store.audit_log())


def test_an_error_of_ours_shows_no_trace(tmp_path, monkeypatch, caplog):
    with running(tmp_path) as site, site.client() as client:
        monkeypatch.setattr(type(site.portal.data), "select", lambda *_: 1 / 0)
        for path in ("/ja/cases", "/en/cases", "/api/cases"):
            answer = client.get(path, params={"words": "秘密"})
            assert 500 == answer.status_code
            assert "Traceback" not in answer.text
            assert "ZeroDivision" not in answer.text
            assert "content-security-policy" in answer.headers
        assert "ZeroDivisionError" in caplog.text
        assert "秘密" not in caplog.text
