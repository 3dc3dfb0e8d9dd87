"""The board, the calendar and candidates: what is known with its grade and source, what is not known apart."""

import pytest
from portal_running import AS_OF, running
from portal_seeds import commonization as seed_proposal

from chiho_digital import commonization

COUNT = len(commonization.known_candidates())


@pytest.fixture(scope="module")
def board(tmp_path_factory):
    with running(tmp_path_factory.mktemp("board")) as site:
        seed_proposal(site)
        yield site


def main(answer):
    return answer.text.partition("<main")[2].partition("</main>")[0]


def test_every_known_candidate_stands_on_the_board_with_its_grade_and_leads_to_its_page(board):
    page = main(board.get("/ja/commonization"))
    for number, one in enumerate(commonization.known_candidates(), 1):
        assert one.name in page
        own = main(board.get(f"/ja/commonization/candidates/{number}"))
        assert one.name in own
        assert one.grade.label.ja in own
        assert one.source_url in own
    assert "総務省［推論］" in page


def test_what_is_not_known_stands_apart(board):
    page = main(board.get("/ja/commonization"))
    known, _, rest = page.partition('<h2 id="unknown">')
    unknown = rest.partition('<h2 id="here">')[0]
    assert "事業者・自治体間の障害福祉関係手続" in unknown
    assert "事業者・自治体間の障害福祉関係手続" not in known
    assert "共通化の対象候補 計12業務" in rest.partition('<h2 id="beside">')[2]
    answers = board.get("/api/commonization").json()
    assert [None] == [
        one["stage"] for one in answers["candidates"] if one["kind"]["en"] == "probable candidate"
    ]


def test_no_outcome_is_told_of_any_candidate(board):
    for number in range(1, COUNT + 1):
        assert "検討の結論は分かりません" in main(board.get(f"/ja/commonization/candidates/{number}"))
    outcomes = [outcome.label.ja for outcome in commonization.Outcome]
    page = main(board.get("/ja/commonization"))
    told = page.partition('<h2 id="known">')[2]
    assert not any(outcome in told for outcome in outcomes)


@pytest.mark.parametrize(
    ("query", "there", "gone"),
    [
        ("ministry=総務省", "ふるさと納税", "預貯金照会"),
        ("ministry=unknown", "預貯金照会", "ふるさと納税"),
        ("state=candidate", "預貯金照会", "障害福祉関係手続"),
        ("state=unknown", "障害福祉関係手続", "預貯金照会"),
        ("state=here", "架空の証明書の様式", "預貯金照会"),
        ("year=2026", "架空の証明書の様式", "預貯金照会"),
        ("year=fy2024", "預貯金照会", "架空の証明書の様式"),
        ("state=reported", "該当するものがありません", "預貯金照会"),
    ],
)
def test_the_board_is_filtered_by_year_ministry_and_stage(board, query, there, gone):
    answer = board.get(f"/ja/commonization?{query}")
    assert 200 == answer.status_code
    found = main(answer).partition('<h2 id="known">')[2].partition('<h2 id="beside">')[0]
    assert there in found
    assert gone not in found


@pytest.mark.parametrize("query", ["year=1999", "year=fy", "ministry=<b>", "state=none", "page=many"])
def test_a_filter_that_cannot_be_read_is_explained(board, query):
    answer = board.get(f"/ja/commonization?{query}")
    assert 422 == answer.status_code
    assert 'role="alert"' in answer.text
    assert "<b>" not in main(answer)


def test_the_twenty_standardised_affairs_are_listed(board):
    page = main(board.get("/ja/commonization"))
    for affair in commonization.standardisation().affairs:
        assert f"<li>{affair.label.ja}</li>" in page
    assert 20 == len(board.get("/api/commonization").json()["standardised"]["rows"])


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("name", ["review", "course"])
def test_the_diagrams_are_those_of_the_library_and_stand_as_tables_too(board, lang, name):
    machine = {"review": commonization.process.REVIEW, "course": commonization.process.COURSE}[name]
    answer = board.get(f"/{lang}/commonization/process/{name}.svg")
    assert "image/svg+xml" == answer.headers["content-type"]
    assert commonization.process.diagram(machine, lang) == answer.text
    page = main(board.get(f"/{lang}/commonization/process"))
    for region in machine.regions:
        for step in region.steps:
            assert step.move.label.to(lang) in page.replace("&#39;", "'")


def test_the_calendar_says_what_comes_next_and_what_is_not_published(board):
    page = main(board.get("/ja/commonization/calendar"))
    ahead = commonization.known_calendar().ahead(as_of=AS_OF)
    assert () == ahead.upcoming
    assert "公表が確認できたものはありません" in page
    for one in ahead.unknown:
        assert one.reason.to("ja") in page
    assert "推定（公表された日ではありません）" in page
    data = board.get("/api/commonization/calendar").json()
    assert [] == data["upcoming"]
    assert {"推論"} == {
        row[-1]["ja"] if isinstance(row[-1], dict) else row[-1] for row in data["estimates"]["rows"]
    }
    assert all(one["days_left"] is None for one in data["past"])


def test_days_to_come_are_counted_from_the_day_the_pages_stand_for(tmp_path):
    from datetime import date

    import portal_running

    before = portal_running.AS_OF
    portal_running.AS_OF = date(2024, 4, 1)
    try:
        with running(tmp_path) as site:
            page = main(site.get("/ja/commonization/calendar"))
            data = site.get("/api/commonization/calendar").json()
    finally:
        portal_running.AS_OF = before
    assert "提案募集の締切（令和6年）（あと1か月9日）" in page
    assert ("2024-05-10", 39) == (data["upcoming"][0]["day"], data["upcoming"][0]["days_left"])


def test_the_calendar_is_there_as_a_file_of_the_published_days(board):
    answer = board.get("/ja/commonization/calendar.ics")
    assert answer.headers["content-type"].startswith("text/calendar")
    assert "attachment" in answer.headers["content-disposition"]
    assert commonization.known_calendar().to_ical() == answer.content


def test_where_the_file_cannot_be_written_the_page_says_what_is_missing(tmp_path, monkeypatch):
    import sys

    from portal.pages.commonization import dates

    dates._file.cache_clear()
    monkeypatch.setitem(sys.modules, "icalendar", None)
    with running(tmp_path) as site:
        answer = site.get("/ja/commonization/calendar.ics")
    assert 503 == answer.status_code
    assert "chiho-digital[calendar]" in answer.text
    dates._file.cache_clear()


def test_a_submitted_proposal_is_an_example_that_no_step_of_the_process_follows_here(board):
    page = main(board.get("/ja/commonization/proposals/1"))
    assert "このポータルで提案（例）" in page
    assert "候補に選定（連絡協議会だけが行えます）" in page.replace("\n", "").replace(" ", "")
    assert "このポータルでは行えません" in page
    assert "架空の分権提案" in page
    listed = board.get("/api/commonization").json()
    assert 1 == listed["submitted_total"]
    assert ("352071", 2026, ["総務省"]) == tuple(
        listed["submitted"][0][name] for name in ("body", "year", "ministries")
    )
