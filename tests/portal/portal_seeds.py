"""What the portal holds before it is looked at: what bodies said, so that no page of the tests is an empty one."""

from datetime import timedelta


def seed(site):
    """Puts it in, once for all tests of a run."""
    talent(site)
    calls(site)
    commonization(site)
    preview(site)
    feedback(site)


def preview(site):
    """A window over the published cases, from the day of the clock for two weeks; one body has confirmed a row."""
    from portal.pages.preview.operating import open_window

    from chiho_digital.procurement import PUBLISHED_CASES, CaseRow
    from chiho_digital.tables import check_rows, read_rows

    rows = [one.record for one in check_rows(read_rows(PUBLISHED_CASES, CaseRow), CaseRow).good]
    last = site.clock().date() + timedelta(days=13)
    open_window(site.portal.store, rows, at=site.clock(), last=last, by="事例の公表担当（架空）")
    page = "/ja/preview/252018/shiga-chat-2021"
    with site.logged_in("252018") as body:
        send(body, page, page, {"answer": "confirm"})


def commonization(site):
    """A made-up proposal that one body submitted: number 1."""
    fields = {
        "do": "keep",
        "year": "令和8年",
        "title": "架空の証明書の様式を一つに",
        "measure": "証明書の様式を全国で一つにする。",
        "problem": "様式が団体ごとに違う。\n確認に時間がかかる。",
        "effect": "住民がどこでも同じ様式で受け取れる。",
        "benefits": "同じ様式で受け取れる",
        "ministry2": "1",
        "linked": "yes",
        "link_year": "令和7年",
        "link_title": "架空の分権提案",
        "link_url": "https://example.jp/bunken",
    }
    with site.logged_in("352071") as body:
        page = body.get("/ja/commonization/drafts").text
        token = page.partition('name="form_token" value="')[2].partition('"')[0]
        kept = body.post("/ja/commonization/drafts", data={"form_token": token, **fields})
        assert "/ja/commonization/drafts/1" == kept.headers["location"]
        sent = body.post("/ja/commonization/drafts/1/submit", data={"form_token": token, "version": "1"})
        assert 303 == sent.status_code


def calls(site):
    """Two made-up calls of Hiroshima: one is open and answered, one was closed; and a wish."""
    fields = {
        "subject": "電子申請を一緒に",
        "kind": "online_application",
        "deadline": "令和8年1月31日",
        "words": "見積りは架空のものです。\n説明会は開きません。",
        "prefecture": "340006",
        "bodies": "広島県",
        "yen": "1,000万円",
        "tax_basis": "excluded",
        "scope": "annual",
        "method": "mixed",
        "part": "1/2",
        "remainder": "largest_share",
    }
    said = {"342025": "join", "342033": "join", "342041": "consider", "342050": "decline"}
    with site.logged_in("340006") as lead:
        assert "/ja/calls/340006-1" == send(lead, "/ja/calls/new", "/ja/calls", fields)
        second = {
            "subject": "統合型GISの共同利用",
            "kind": "integrated_gis",
            "deadline": "2026-02-27",
            "bodies": "竹原市 三原市",
        }
        assert "/ja/calls/340006-2" == send(lead, "/ja/calls/new", "/ja/calls", second)
        close = "/ja/calls/340006-2/moves/close"
        send(lead, close, close, {"reason": "都合により早く締め切ります。"})
    for body, answer in said.items():
        page = "/ja/calls/340006-1/answer"
        with site.logged_in(body) as client:
            send(client, page, page, {"answer": answer, "words": "議会に説明してから"})
    with site.logged_in("342050") as client:
        send(client, "/ja/wishes", "/ja/wishes", {"kind": "online_application", "lead": "広島県"})


def send(client, page, path, fields):
    """Sends a form as its page has it, and says where that leads."""
    token = client.get(page).text.partition('name="form_token" value="')[2].partition('"')[0]
    answer = client.post(path, data={"form_token": token, **fields})
    assert 303 == answer.status_code, answer.text
    return answer.headers["location"]


def talent(site):
    """A made-up need of one municipality."""
    with site.logged_in("352039") as body:
        page = body.get("/ja/bodies/352039/needs").text
        token = page.partition('name="form_token" value="')[2].partition('"')[0]
        fields = {"form_token": token, "role": "engineer", "time_share": "20"}
        assert 303 == body.post("/ja/bodies/352039/needs", data=fields).status_code


def feedback(site):
    """A change told by the operator; what somebody said, published with its answer; and what a body said."""
    from portal.board import ChangeKind

    from chiho_digital.basics import Text

    board, now = site.portal.board, site.clock()
    board.tell(now, ChangeKind.SITE, Text("ご意見の欄を設けました。", "A form for feedback is there."))
    said = {"kind": "wish", "page": "/cases", "words": "一覧を新しい順に並べたい。\n（架空のご意見）"}
    with site.client() as anybody:
        send(anybody, "/ja/feedback", "/ja/feedback", said)
    with site.logged_in("352080") as body:
        send(body, "/ja/feedback", "/ja/feedback", {"kind": "other", "words": "架空のご意見", "as_body": "1"})
    board.answer(now, 1, Text("検討します。", ""), publish=True)
