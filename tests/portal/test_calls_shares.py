"""What each body would pay: whole yen that add up, by every method that is offered, as the library finds it."""

from time import perf_counter

import pytest
from portal_running import AS_OF, running
from test_calls import HAGI, HOFU, UBE, YAMAGUCHI, counts, opened, said

from chiho_digital import governments
from chiho_digital.procurement.calls import Call

COSTS = {
    "yen": "10,000,001円",
    "tax_basis": "excluded",
    "scope": "annual",
    "method": "mixed",
    "part": "1/3",
    "remainder": "largest_share",
}


@pytest.fixture(scope="module")
def called(tmp_path_factory):
    """A call with terms of its own, which two join and one considers."""
    with running(tmp_path_factory.mktemp("portal")) as site:
        with site.logged_in(YAMAGUCHI) as lead:
            site.call = opened(lead, bodies="山口県", **COSTS)
            site.bare = opened(lead)
        for body, answer in ((HAGI, "join"), (UBE, "join"), (HOFU, "consider")):
            with site.logged_in(body) as client:
                assert 303 == said(client, site.call, answer).status_code
        yield site


def shares(site, call, **query):
    answer = site.get(f"{call.replace('/ja/', '/api/')}/shares", params=query)
    assert 200 == answer.status_code, (query, answer.text)
    return answer.json()


def yen(found):
    return {one["code"]: one["yen"] for one in found["shares"]}


def test_the_calls_own_terms_give_what_the_library_finds_for_those_who_join(called):
    found = shares(called, called.call)
    ((opening,),) = called.portal.store.read("select opening from calls where id = '350001-1'")
    call = Call.model_validate_json(opening)
    call = call.answer(HAGI, "join", AS_OF).answer(UBE, "join", AS_OF)
    library = call.simulate(AS_OF, "annual", always=["join"], may_join=[])
    assert library.yen([HAGI, UBE]) == yen(found["shares"])
    assert 10_000_001 == sum(yen(found["shares"]).values())
    assert found["with_more"] is None


def test_those_who_consider_are_counted_if_asked_and_others_if_typed_in(called):
    assert {HAGI, UBE, HOFU} == yen(shares(called, called.call, consider="1")["shares"]).keys()
    found = shares(called, called.call, more="下関市、350001, 萩市")
    assert {HAGI, UBE} == yen(found["shares"]).keys()
    assert {HAGI, UBE, "352012", YAMAGUCHI} == yen(found["with_more"]).keys()
    text = called.get(f"{called.call}/shares", params={"more": "下関市"}).text
    assert "山口県下関市も加わったとき（円）" in text
    assert "今「参加」と回答している団体で計算しました。" in text
    assert "見積り（年間費用、事業全体）：10,000,001円（税抜）" in text
    other = called.get(f"{called.call}/shares", params={"total": "9", "consider": "1"}).text
    assert "今「参加」または「検討中」と回答している団体で計算しました。" in other
    assert "見積り（年間費用、事業全体）" not in other


METHODS = {
    "equal": {},
    "population": {},
    "mixed": {"part": "０．３５"},
    "diminishing": {"twice": "1.5"},
    "fixed_first": {"fixed": "1万円"},
    "prefecture": {"part": "1/2", "more": "山口県"},
    "usage": {"usage": "萩市 120\n352021：1,080\n防府市 0"},
}


@pytest.mark.parametrize("remainder", ["largest_share", "largest_remainder", "first_by_code", "lead"])
@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("unit", ["", "1000"])
def test_every_method_gives_whole_yen_that_add_up_to_the_total(called, method, remainder, unit):
    asked = {
        "total": "９，９９９，９９７円",
        "method": method,
        "remainder": remainder,
        "unit": unit,
    } | METHODS[method]
    found = shares(called, called.call, **asked)
    for one in (found["shares"], found["with_more"]):
        if one is None or one["unknown"]:
            assert one is None or method == "prefecture"
            continue
        assert 9_999_997 == sum(yen(one).values()) + one["kept"] == one["total"]
        assert all(isinstance(value, int) and value >= 0 for value in yen(one).values())
        assert one["kept"] == 0 or remainder == "lead"
    text = called.get(f"{called.call}/shares", params=asked).text
    assert "端数処理" in text
    assert "9,999,997" in text
    assert "%" not in text.partition("<table")[2].partition("</main>")[0].replace("%E", "")


def test_a_share_that_is_not_known_is_no_data_with_its_reason(called):
    found = shares(
        called, called.call, total="100", method="usage", remainder="first_by_code", usage="萩市 3"
    )
    assert {HAGI: None, UBE: None} == yen(found["shares"])
    text = called.get(
        f"{called.call}/shares",
        params={"total": "100", "method": "usage", "remainder": "lead", "usage": "萩市 3"},
    ).text
    assert "データなし" in text
    assert "利用実績が不明の団体があります" in text
    assert "宇部市" in text


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"total": "", "method": "equal", "remainder": "lead"}, "total"),
        ({"total": "-1", "method": "equal", "remainder": "lead"}, "total"),
        ({"total": "1円50銭", "method": "equal", "remainder": "lead"}, "total"),
        ({"total": "100", "remainder": "lead"}, "method"),
        ({"total": "100", "method": "fair", "remainder": "lead"}, "method"),
        ({"total": "100", "method": "equal"}, "remainder"),
        ({"total": "100", "method": "mixed", "remainder": "lead"}, "part"),
        ({"total": "100", "method": "mixed", "part": "3/2", "remainder": "lead"}, "part"),
        ({"total": "100", "method": "diminishing", "twice": "x", "remainder": "lead"}, "twice"),
        ({"total": "100", "method": "fixed_first", "remainder": "lead"}, "fixed"),
        ({"total": "100", "method": "usage", "usage": "萩市 -3", "remainder": "lead"}, "usage"),
        ({"total": "100", "method": "equal", "remainder": "lead", "unit": "7"}, "unit"),
        ({"total": "100", "method": "equal", "remainder": "lead", "more": "どこか市"}, "more"),
        (
            {
                "total": "100",
                "method": "equal",
                "remainder": "largest_remainder",
                "direction": "up",
                "more": "萩市",
            },
            "method",
        ),
        ({"scope": "weekly"}, "scope"),
    ],
)
def test_what_is_wrong_with_a_question_stands_beside_its_field(called, asked, field):
    answer = called.get(f"{called.bare}/shares", params=asked)
    assert 422 == answer.status_code
    assert f'href="#{field}"' in answer.text
    for typed in asked.values():
        assert typed in answer.text
    api = called.get(f"{called.bare.replace('/ja/', '/api/')}/shares", params=asked)
    assert 422 == api.status_code


def test_a_call_nobody_has_joined_says_so(called):
    asked = {"total": "100", "method": "equal", "remainder": "first_by_code"}
    text = called.get(f"{called.bare}/shares", params=asked).text
    assert "「参加」と回答した団体がまだない" in text
    assert {"call": "350001-2", "shares": None, "with_more": None} == shares(called, called.bare, **asked)
    assert {"352012": 100} == yen(shares(called, called.bare, more="352012", **asked)["with_more"])
    assert 200 == called.get(f"{called.bare}/shares").status_code  # nothing is asked yet


@pytest.mark.slow
def test_a_thousand_answers_do_not_slow_the_pages(tmp_path):
    bodies = [str(body.code) for body in governments.municipalities()][:1_000]
    with running(tmp_path) as site, site.logged_in(YAMAGUCHI) as lead:
        call = opened(lead, prefecture="", bodies=" ".join(bodies), **COSTS)
        day = AS_OF.isoformat()
        event = '{{"on":"{1}","event":"answered","body":"{0}","answer":"join","said_by":"{0}"}}'
        events = [event.format(body, day) for body in bodies]
        with site.portal.store.writing() as cursor:
            cursor.execute(
                "insert into call_events select unnest(range(1, 1001)), ?, ?, unnest(?::varchar[]), ?, "
                "unnest(?::varchar[]), unnest(?::varchar[])",
                ["350001-1", site.clock().isoformat(), bodies, day, bodies, events],
            )
        assert 1_000 == counts(site, call)["join"]
        page = lead.get(call)
        assert len(page.content) < 20_000
        assert "負担額は別のページに示します" in page.text
        assert "10ページ中2ページ目" in lead.get(f"{call}/answers?answer=join&page=2").text
        for path in (call, f"{call}/shares", "/ja/calls", f"{call}/answers", f"{call}/moves/close"):
            started = perf_counter()
            assert 200 == lead.get(path).status_code
            assert perf_counter() - started < 5, (
                path
            )  # some 0.1 s; one that grew with the square would take minutes
        with site.logged_in(bodies[500]) as client:
            assert 303 == said(client, call, "decline").status_code
        found = shares(site, call)["shares"]
        assert 999 == len(found["shares"])
        assert 10_000_001 == sum(yen(found).values())
