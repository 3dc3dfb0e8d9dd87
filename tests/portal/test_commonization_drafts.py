"""Drafting a proposal: wrong input is explained, drafts are their body's alone, and nothing that was typed is lost."""

import json
import re
from html import escape, unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from portal_running import form_token, running

from chiho_digital import commonization, governments
from chiho_digital.commonization import FlagFacts, Ledger, Proposer

SHIMONOSEKI, UBE, HOFU = "352012", "352021", "352063"
DRAFTS = "/ja/commonization/drafts"
HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>{{7*7}}'
GOOD = {"body": "山口県防府市", "year": "令和8年", "title": "架空の様式を一つに"}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    with running(tmp_path_factory.mktemp("drafts")) as site:
        yield site


@pytest.fixture
def anybody(site):
    with site.client() as client:
        yield client


def main(answer):
    return answer.text.partition("<main")[2].partition("</main>")[0]


def send(client, path=DRAFTS, **fields):
    return client.post(path, data={"form_token": form_token(client, DRAFTS), **fields})


def look(client, **changes):
    return send(client, do="look", **(GOOD | changes))


def file(client, **changes):
    return send(client, do="file", **(GOOD | changes))


def keep(client, **changes):
    kept = send(client, do="keep", **(GOOD | changes))
    assert 303 == kept.status_code, main(kept)
    return kept.headers["location"]


def version(client, draft):
    return re.search(r'name="version" value="(\d+)"', client.get(f"{draft}/edit").text)[1]


def errors(answer):
    """What the summary says, by the field it leads to."""
    assert 422 == answer.status_code
    summary = answer.text.partition('class="errors"')[2].partition("</div>")[0]
    return {name: unescape(said) for name, said in re.findall(r'<a href="#(\w+)">(.*?)</a>', summary)}


# Looking at a draft, without a login.


def test_a_draft_is_looked_at_without_a_login_and_kept_nowhere(site, anybody):
    before = site.portal.store.read("select count(*) from commonization_drafts")
    answer = look(anybody, measure="様式を全国で一つにする。")
    assert 200 == answer.status_code
    assert "様式を全国で一つにする。" in main(answer)
    assert "まだどこにも保存されていません" in answer.text
    assert "no-store" == answer.headers["cache-control"]
    assert before == site.portal.store.read("select count(*) from commonization_drafts")


def test_what_was_typed_comes_back_for_writing_on(anybody):
    answer = send(
        anybody, do="back", **GOOD, measure="一行目\r\n二行目", linked="no", ministry2="1", kind="nope"
    )
    assert 200 == answer.status_code
    assert re.search(r'<textarea id="measure"[^>]*>\s*一行目\s+二行目</textarea>', answer.text)
    assert '<option value="no" selected>' in answer.text
    assert re.search(r'id="ministry2"[^>]* checked', answer.text)


def test_a_draft_is_saved_as_a_file_that_the_library_reads(anybody):
    answer = file(
        anybody,
        measure="か\u3099を直す。",
        joint="山口県宇部市\n下関市",
        joint_other="架空の任意組織",
        joint_kind="voluntary",
        ministry2="1",
        ministry_other="農林水産省",
        ministry_source="農林水産省設置法",
        benefits="同じ様式で受け取れる\n早く受け取れる",
        consulted_on="Ｒ８.３.２",
        linked="yes",
        link_year="令和7年",
        link_number="12",
        link_title="架空の分権提案",
        link_url="https://example.jp/",
        fiscal_year="令和９年度",
        whole_affair="yes",
        widely_from="５",
    )
    assert 200 == answer.status_code, errors(answer)
    assert "attachment" in answer.headers["content-disposition"]
    written = answer.json()
    ledger = Ledger.model_validate(written["ledger"])
    (proposal,), (course,) = ledger.proposals, ledger.courses
    assert ["山口県宇部市", "山口県下関市", "架空の任意組織"] == [
        one.name for one in proposal.joint_proposers
    ]
    assert ["総務省", "農林水産省"] == [one.name for one in proposal.ministries]
    assert "2026-03-02" == str(proposal.prior_consultations[0].on)
    assert ("12", 2025) == (course.proposal.control_number, course.proposal.year.year)
    assert ("d1",) == proposal.decentralisation
    assert {"fiscal_year": 2027, "whole_affair": True, "widely_from": 5} == written["answers"]


# The lengths.


@pytest.mark.parametrize(
    ("sign", "counts"),
    [
        ("あ", 1),
        ("Ａ", 1),
        ("か\u3099", 1),
        ("\U0001f600", 1),
        ("葛\U000e0100", 2),
        ("\U0001f468\u200d\U0001f469", 3),
        ("あ\r\n", 1),
    ],
)
def test_a_text_of_just_the_limit_is_taken_and_one_character_more_is_counted(anybody, sign, counts):
    most = sign * (250 // counts) + "い" * (250 % counts)
    answer = look(anybody, measure=most)
    assert 200 == answer.status_code, errors(answer)
    assert "250字（250字まで）" in main(answer)
    told = errors(look(anybody, measure="う" + most))["measure"]
    assert "251字" in told
    assert "1字超えています" in told


def test_problem_and_effect_are_counted_together(anybody):
    assert 200 == look(anybody, problem="あ" * 400, effect="い" * 300).status_code
    told = errors(look(anybody, problem="あ" * 400, effect="い" * 303))["problem"]
    assert "上限700字を3字超えています" in told
    assert "problem" not in told


def test_the_lengths_are_said_before_anything_is_typed(anybody):
    page = anybody.get(DRAFTS).text
    assert "250字まで" in page
    assert "支障事例と効果を合わせて700字まで" in page


# What is wrong.


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"title": "　"}, "title", "入力してください"),
        ({"title": "あ" * 201}, "title", "長すぎる"),
        ({"title": "\u202e逆"}, "title", "使えない文字"),
        ({"year": ""}, "year", "入力してください"),
        ({"year": "令和6年度"}, "year", "令和6年"),
        ({"year": "来年"}, "year", "来年"),
        ({"body": ""}, "body", "入力してください"),
        ({"body": "大阪府太子市"}, "body", "太子町"),
        ({"body": "府中市"}, "body", "広島県"),
        ({"body": "株式会社架空"}, "body", "株式会社架空"),
        ({"joint": "山口県萩市\n架空市"}, "joint", "架空市"),
        ({"joint": "山口県防府市"}, "joint", "二度"),
        ({"joint": "\n".join(f"{n}" for n in range(51))}, "joint", "50行"),
        ({"joint_other": "架空の組織"}, "joint_kind", "両方"),
        ({"joint_kind": "voluntary"}, "joint_other", "両方"),
        ({"joint_kind": "company"}, "joint_kind", "一覧から"),
        ({"joint_other": "架空株式会社", "joint_kind": "voluntary"}, "joint_other", "提案できません"),
        ({"ministry_other": "総務庁"}, "ministry_other", "総務省"),
        ({"ministry_source": "設置法"}, "ministry_other", "両方"),
        ({"consulted_on": "春"}, "consulted_on", "春"),
        ({"linked": "yes", "link_year": "令和7年"}, "link_title", "入力してください"),
        ({"linked": "yes", "link_title": "架空"}, "link_year", "入力してください"),
        ({"link_title": "架空"}, "linked", "「はい」"),
        ({"linked": "maybe"}, "linked", "一覧から"),
        ({"linked": "yes", "link_body": "架空市"}, "link_body", "架空市"),
        ({"linked": "yes", "link_url": "javascript:alert(1)"}, "link_url", "https://"),
        ({"kind": "nope"}, "kind", "一覧から"),
        ({"fiscal_year": "2026"}, "fiscal_year", "2026年度"),
        ({"widely_from": "0"}, "widely_from", "1"),
        ({"widely_from": "たくさん"}, "widely_from", "整数"),
        ({"whole_affair": "たぶん"}, "whole_affair", "一覧から"),
    ],
)
def test_what_is_wrong_is_told_beside_its_field_and_what_was_typed_stays(anybody, changes, field, said):
    answer = look(anybody, measure="残る文", **changes)
    told = errors(answer)
    assert said in told[field]
    assert f'id="{field}-error"' in answer.text
    assert "残る文" in answer.text
    assert not re.search(r"[a-z]+_[a-z]+:|proposals /|courses /", told[field])


def test_everything_that_is_wrong_is_told_at_once_in_the_order_of_the_form(anybody):
    told = errors(look(anybody, title="", measure="あ" * 251, ministry_other="総務庁", link_title="x"))
    assert ["title", "measure", "ministry_other", "linked"] == list(told)


def test_labels_are_those_of_the_records(anybody):
    page = unescape(anybody.get(DRAFTS).text)
    fields = commonization.Proposal.model_fields
    for name in ("year", "title", "proposer", "joint_proposers", "proposal_class", "field", "measure", "problem",
                 "effect", "legal_basis", "decentralisation", "benefits"):  # fmt: skip
        assert f">{fields[name].title}</label>" in page, name
    assert fields["ministries"].title in page
    assert fields["prior_consultations"].title in page
    for name in ("whole_affair", "already_candidate", "standardised", "fiscal_year", "widely_from"):
        assert getattr(FlagFacts, name).definition.question.ja in page


# What there is to look at.


def test_flags_come_with_their_reasons_sources_and_questions(anybody):
    page = unescape(main(look(anybody, title="県と市町村の入札", about="電子入札", widely_from="5")))
    raised = page.partition("<h3>確認したい</h3>")[2].partition("<h3>")[0]
    assert "共同調達が広く行われている" in raised
    assert "53件のうち7件" in raised
    assert "出典：" in raised
    assert "住民など利用者にとっての利点が示されていますか。" in page
    assert "/ja/cases/gifu-ebid-2005" in page
    assert "/ja/cases?kind=electronic_bidding" in page
    assert "確認事項は提案を退けるものではありません" in page


def test_an_overlap_with_a_candidate_or_a_standardised_affair_is_found_by_name(anybody):
    page = unescape(main(look(anybody, about="預貯金照会\n国民年金")))
    raised = page.partition("<h3>確認したい</h3>")[2].partition("<h3>")[0]
    assert "対象候補と重なる" in raised
    assert "標準化の対象業務と重なる" in raised
    assert "名称が同じもの：国民年金" in raised


def test_without_a_kind_of_system_the_page_says_how_to_see_its_cases(anybody):
    page = main(look(anybody))
    assert "「システムの種類」を選ぶか" in page
    assert "渡されていません" not in page


def test_a_linked_proposal_is_named_by_its_title_and_no_id_of_ours_is_shown(anybody):
    linked = {"linked": "yes", "link_year": "令和7年", "link_title": "架空の分権提案"}
    page = main(look(anybody, **linked))
    assert "分権提案（架空の分権提案）と連動しています" in page
    assert not re.search(r"\b[dp]1\b", re.sub("<[^>]*>", "", page))


def test_what_was_answered_stands_on_the_page(anybody):
    page = main(
        look(anybody, fiscal_year="令和9年度", whole_affair="no", kind="electronic_bidding", widely_from="7")
    )
    answered = page.partition('<h2 id="answered">')[2].partition("<section>")[0]
    for said in ("令和9年度", "いいえ", "電子入札", "<dd>7</dd>"):
        assert said in answered


def test_that_similar_wording_is_not_searched_is_said(anybody):
    assert "このポータルでは使っていません" in look(anybody).text


# Kept drafts.


def test_nobody_keeps_a_draft_without_a_login_or_by_a_forged_form(site, anybody):
    assert 401 == send(anybody, do="keep", **GOOD).status_code
    with site.logged_in(SHIMONOSEKI) as own:
        draft = keep(own)
        for path in (DRAFTS, f"{draft}/edit", f"{draft}/delete", f"{draft}/submit"):
            forged = own.post(path, data={**GOOD, "do": "keep", "version": "1", "form_token": "0" * 64})
            assert 403 == forged.status_code
        assert 200 == own.get(draft).status_code


def test_a_draft_is_kept_changed_submitted_withdrawn_and_deleted(site):
    with site.logged_in(SHIMONOSEKI) as own, site.client() as anybody:
        draft = keep(own, body="無視される", measure="初めの文")
        number = draft.rpartition("/")[2]
        public = f"/ja/commonization/proposals/{number}"
        assert "山口県下関市" in main(own.get(draft))
        assert f'href="{draft}"' in own.get(DRAFTS).text
        changed = send(own, f"{draft}/edit", version="1", **GOOD, measure="直した文")
        assert (303, draft) == (changed.status_code, changed.headers["location"])
        assert "直した文" in main(own.get(draft))
        assert 404 == anybody.get(public).status_code
        sent = send(own, f"{draft}/submit", version="2")
        assert (303, public) == (sent.status_code, sent.headers["location"])
        assert "直した文" in main(anybody.get(public))
        assert public in anybody.get("/ja/commonization").text
        assert 303 == own.get(f"{draft}/edit").status_code
        assert 409 == send(own, f"{draft}/delete", version="3").status_code
        assert 409 == send(own, f"{draft}/edit", version="3", **GOOD).status_code
        assert 303 == send(own, f"{draft}/withdraw", version="3").status_code
        assert 404 == anybody.get(public).status_code
        assert 303 == send(own, f"{draft}/delete", version="4").status_code
        assert 404 == own.get(draft).status_code
    whats = [entry.what for entry in site.portal.store.audit_log() if entry.subject == number]
    assert [
        "proposal draft kept",
        "proposal draft changed",
        "proposal submitted",
        "proposal withdrawn",
        "proposal draft deleted",
    ] == whats


def test_drafts_of_others_are_not_there(site):
    with site.logged_in(SHIMONOSEKI) as own, site.logged_in(UBE) as other, site.client() as anybody:
        draft = keep(own, title="ほかに見えない下書き")
        assert "ほかに見えない下書き" not in other.get(DRAFTS).text
        for path in ("", "/file", "/edit", "/submit", "/delete", "/withdraw"):
            assert 404 == other.get(draft + path).status_code, path
            assert 401 == anybody.get(draft + path).status_code, path
        for path in ("/edit", "/submit", "/delete", "/withdraw"):
            assert 404 == send(other, draft + path, version="1", **GOOD).status_code, path
            assert 401 == send(anybody, draft + path, version="1", **GOOD).status_code, path
        assert 404 == anybody.get(draft.replace("drafts", "proposals")).status_code
        assert "ほかに見えない下書き" in own.get(draft).text
        assert 303 == send(own, f"{draft}/submit", version="1").status_code
        for path in ("/withdraw", "/delete"):
            assert 404 == send(other, draft + path, version="2").status_code
        assert 200 == anybody.get(draft.replace("drafts", "proposals")).status_code


def test_of_two_tabs_the_later_is_told_and_nothing_is_lost(site):
    with site.logged_in(SHIMONOSEKI) as own:
        draft = keep(own, measure="初めの文")
        first = second = version(own, draft)
        early = GOOD | {"measure": "一つ目の画面の文", "about": "一つ目の業務", "fiscal_year": "令和10年度"}
        assert 303 == send(own, f"{draft}/edit", version=first, **early).status_code
        late = send(own, f"{draft}/edit", version=second, **GOOD, measure="二つ目の画面の文")
        assert 409 == late.status_code
        assert 'role="alert"' in late.text
        assert "一つ目の画面の文" in late.text
        assert "一つ目の業務" in late.text
        assert "令和10年度" in late.text
        assert "二つ目の画面の文" in late.text
        assert "一つ目の画面の文" in main(own.get(draft))
        new = re.search(r'name="version" value="(\d+)"', late.text)[1]
        assert 303 == send(own, f"{draft}/edit", version=new, **GOOD, measure="二つを合わせた文").status_code
        assert "二つを合わせた文" in main(own.get(draft))


@pytest.mark.parametrize("measure", ["間に合わなかった文", "あ" * 251])
def test_a_tab_that_was_left_open_while_the_draft_was_submitted_changes_nothing(site, measure):
    with site.logged_in(UBE) as own:
        draft = keep(own, measure="提案した文")
        assert 303 == send(own, f"{draft}/submit", version="1").status_code
        late = send(own, f"{draft}/edit", version="1", **GOOD, measure=measure)
        assert 409 == late.status_code
        assert "先に取り下げてください" in late.text
        assert measure in late.text
        assert "提案した文" in site.get(draft.replace("drafts", "proposals")).text


@pytest.mark.parametrize("step", ["submit", "delete"])
def test_a_step_is_not_taken_with_a_draft_that_was_changed_since_it_was_looked_at(site, step):
    with site.logged_in(UBE) as own:
        draft = keep(own)
        assert 303 == send(own, f"{draft}/edit", version="1", **GOOD, measure="新しい文").status_code
        for old in ("1", "", "x", "99999"):
            late = send(own, f"{draft}/{step}", version=old)
            assert 409 == late.status_code
            assert "別の画面で変更されました" in late.text
        assert "新しい文" in main(own.get(draft))
        assert 404 == own.get(draft.replace("drafts", "proposals")).status_code


def test_a_wrong_change_is_explained_and_the_kept_draft_stays(site):
    with site.logged_in(UBE) as own:
        draft = keep(own, measure="残る")
        assert "measure" in errors(send(own, f"{draft}/edit", version="1", **GOOD, measure="あ" * 251))
        assert "残る" in main(own.get(draft))


def test_a_body_keeps_so_many_drafts_and_no_more(tmp_path):
    from portal.pages.commonization.kept import MOST_DRAFTS

    with running(tmp_path) as site, site.logged_in(HOFU) as own:
        drafts = [keep(own) for _ in range(MOST_DRAFTS)]
        full = send(own, do="keep", **GOOD, measure="入りきらない文")
        assert "keep" in errors(full)
        assert "入りきらない文" in full.text
        assert 303 == send(own, f"{drafts[0]}/delete", version="1").status_code
        assert f"{DRAFTS}/{MOST_DRAFTS}" < keep(own)


def test_drafts_and_what_was_submitted_outlive_a_restart(tmp_path):
    with running(tmp_path) as site, site.logged_in(HOFU) as own:
        draft, other = keep(own, title="残る下書き"), keep(own, title="残る提案")
        assert 303 == send(own, f"{other}/submit", version="1").status_code
        assert (
            303
            == send(own, f"{draft}/edit", version="1", **(GOOD | {"title": "直して残る下書き"})).status_code
        )
    with running(tmp_path) as site, site.logged_in(HOFU) as own:
        assert "直して残る下書き" in main(own.get(draft))
        assert "残る提案" in site.get("/ja/commonization").text
        gone = keep(own)
        assert 303 == send(own, f"{gone}/delete", version="1").status_code
    with running(tmp_path) as site, site.logged_in(HOFU) as own:
        assert gone != keep(own)


def test_many_proposals_stand_on_pages(tmp_path):
    from attrs import evolve
    from portal_running import ROOMY

    with running(tmp_path, evolve(ROOMY, rows=2)) as site, site.logged_in(HOFU) as own:
        for number in range(1, 4):
            draft = keep(own, title=f"架空の提案その{number}")
            assert 303 == send(own, f"{draft}/submit", version="1").status_code
        first, second = site.get("/ja/commonization").text, site.get("/ja/commonization?page=2").text
        assert "その3" in first
        assert "その2" in first
        assert "その1" not in first
        assert "その1" in second
        assert 3 == site.get("/api/commonization?page=2").json()["submitted_total"]


def test_hostile_words_stay_words(site):
    fields = {
        "year": "令和8年",
        **dict.fromkeys(
            ("title", "measure", "problem", "effect", "field", "proposal_class", "benefits", "legal_basis", "about",
             "joint_other", "ministry_other", "ministry_source", "consulted_advice", "link_title", "link_number"),
            HOSTILE,
        ),
        "joint_kind": "voluntary",
        "linked": "yes",
        "link_year": "令和7年",
        "link_url": 'https://example.jp/"><script>',
    }  # fmt: skip
    with site.logged_in(UBE) as own, site.client() as anybody:
        wrong = send(own, do="look", **(fields | {"year": HOSTILE, "kind": HOSTILE}))
        assert 422 == wrong.status_code
        kept = send(own, do="keep", **(fields | {"link_url": "https://example.jp/"}))
        assert 303 == kept.status_code, errors(kept)
        draft = kept.headers["location"]
        assert 303 == send(own, f"{draft}/submit", version="1").status_code
        pages = [
            wrong,
            own.get(draft),
            own.get(f"{draft}/delete"),
            own.get(DRAFTS),
            send(own, f"{draft}/edit", version="1", **fields),
            anybody.get(draft.replace("drafts", "proposals")),
            anybody.get("/ja/commonization"),
        ]
        for page in pages:
            assert "<script" not in page.text, page.url
            assert "<img src=x" not in page.text, page.url
            assert "49" not in main(page) or "{{7*7}}" in main(page), page.url
        assert escape(HOSTILE) in pages[5].text.replace("&#34;", "&quot;")
        assert HOSTILE == json.loads(own.get(f"{draft}/file").text)["ledger"]["proposals"][0]["title"]


# The form and the records.

_words = st.text(st.sampled_from("あ葛か\u3099Ａa1・ \U0001f600"), max_size=8).map(str.strip)
_listed = st.lists(_words.filter(bool), max_size=3).map("\n".join)
_choice = st.sampled_from(["", "yes", "no"])


@settings(max_examples=60, deadline=None)
@given(
    st.fixed_dictionaries(
        {
            "measure": _words,
            "problem": _words,
            "field": _words,
            "benefits": _listed,
            "legal_basis": _listed,
            "joint": st.sampled_from(["", "山口県宇部市", "山口県萩市\n山口県宇部市"]),
            "joint_other": st.sampled_from(["", "架空の任意組織"]),
            "ministry0": st.sampled_from(["", "1"]),
            "ministry_other": st.sampled_from(["", "農林水産省"]),
            "consulted_on": st.sampled_from(["", "令和8年3月", "2026-03-02", "令和7年度"]),
            "consulted_advice": _words,
            "linked": _choice,
            "whole_affair": _choice,
            "fiscal_year": st.sampled_from(["", "令和8年度", "FY2030"]),
            "widely_from": st.sampled_from(["", "３"]),
            "kind": st.sampled_from(["", "electronic_bidding"]),
            "about": _listed,
        }
    )
)
def test_a_draft_laid_out_in_the_form_again_is_the_same_draft(fields):
    from portal.forms import Answers
    from portal.pages.commonization.reading import read
    from portal.pages.commonization.records import Draft, fields_of

    more = {"year": "令和8年", "title": "架空"}
    if fields["joint_other"]:
        more["joint_kind"] = "voluntary"
    if fields["ministry_other"]:
        more["ministry_source"] = "農林水産省設置法"
    if fields["linked"] == "yes":
        more |= {
            "link_year": "2025",
            "link_title": "架空の分権提案",
            "link_body": "山口県",
            "link_number": "7",
        }
    proposer = Proposer.of(governments.get(HOFU))
    answers = Answers(fields | more)
    draft = read(answers, proposer, ["electronic_bidding"])
    assert {} == answers.errors
    assert draft == read(Answers(fields_of(draft)), proposer, ["electronic_bidding"])
    assert draft == Draft.model_validate_json(draft.model_dump_json())
