"""Users' opinions and the answers to them: kept with dates and what was changed, without persons."""

import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from chiho_digital.basics import InvalidValue
from chiho_digital.dashboard.releases import SENDERS, CorrectionLink, Opinion, Opinions, Reply
from chiho_digital.governments import LocalGovernmentCode, UnknownName

sys.path.insert(0, str(Path(__file__).parent))
from release_worlds import correct, day, draft

NOTHING = Opinions()


def two():
    first = NOTHING.add("件数が古い", about="事例一覧", sender="市区町村", day=day(1), body="滋賀県大津市")
    return first.add("見やすい", about="都道府県別", sender="一部事務組合", day=day(2))


def test_an_opinion_without_an_answer_is_listed_as_open():
    opinions = two()
    assert [one.number for one in opinions.unanswered(day(2))] == [1, 2]
    assert [one.number for one in opinions.unanswered(day(1))] == [1]

    answered = opinions.reply(1, "直した", day=day(3), by="公開担当", changed=())
    assert [one.number for one in answered.unanswered(day(2))] == [1, 2]
    assert [one.number for one in answered.unanswered(day(3))] == [2]


def test_an_answer_says_what_was_changed():
    release = correct(draft(), day(2))
    link = release.correction("chat", "参加自治体数", day=day(2))
    opinions = two().reply(1, "直した", day=day(3), by="公開担当", changed=[link])
    opinions = opinions.reply(2, "ありがとうございます", day=day(4), by="公開担当", changed=())

    assert opinions.replies[0].changed == (
        CorrectionLink(release="spring", row="chat", field="participants_municipal_count", day=day(2)),
    )
    rows = opinions.to_rows()
    assert [row["changed"] for row in rows] == ["spring/chat/participants_municipal_count/2025-04-03", ""]
    shown = opinions.to_view().to_text("ja")
    assert "chatの参加自治体数（2025-04-03）" in shown
    assert "変更なし" in shown


def test_an_opinion_may_have_several_answers_or_none():
    opinions = two().reply(1, "二つ目", day=day(9), by="公開担当", changed=())
    opinions = opinions.reply(1, "一つ目", day=day(5), by="公開担当", changed=())

    assert [(row["number"], row["reply"]) for row in opinions.to_rows()] == [
        (1, "一つ目"),
        (1, "二つ目"),
        (2, None),
    ]
    assert "not answered" in opinions.to_view().to_text("en")


@pytest.mark.parametrize(
    ("words", "kept"), [("市区町村", "municipality"), ("company", "company"), ("NPO", "NPO")]
)
def test_the_kinds_of_sender_are_an_open_vocabulary(words, kept):
    assert NOTHING.add("a", about="b", sender=words, day=day(1)).opinions[0].sender == kept


def test_the_table_names_body_and_sender_in_both_languages():
    text = two().to_view().to_text("en")

    assert "municipality: Otsu (core city, Shiga)" in text
    assert "一部事務組合" in text


@pytest.mark.parametrize(
    "words",
    [
        "連絡は taro@example.jp まで",
        "ｔａｒｏ＠ｅｘａｍｐｌｅ．ｊｐ",
        "電話03-1234-5678へ",
        "０９０－１２３４－５６７８",
    ],
)
def test_contacts_are_refused(words):
    with pytest.raises(InvalidValue) as caught:
        NOTHING.add(words, about="a", sender="citizen", day=day(1))
    assert caught.value.code == "dashboard.opinion_contact"
    with pytest.raises(InvalidValue) as caught:
        two().reply(1, words, day=day(3), by="公開担当", changed=())
    assert caught.value.code == "dashboard.opinion_contact"


@pytest.mark.parametrize(
    "words", ["2025-04-01の表", "費用 12-3400-5600 円", "事例@一覧", "ID 352047-2021-0001"]
)
def test_dates_figures_and_ids_are_no_contacts(words):
    assert NOTHING.add(words, about="a", sender="citizen", day=day(1)).opinions[0].words == words


def test_what_cannot_be_is_refused():
    def code(move):
        with pytest.raises(InvalidValue) as caught:
            move()
        return caught.value.code

    assert code(lambda: two().reply(3, "a", day=day(3), by="b", changed=())) == "dashboard.unknown_opinion"
    early = "dashboard.reply_before_opinion"
    assert code(lambda: two().reply(2, "a", day=day(1), by="b", changed=())) == early
    assert code(lambda: two().reply(2, " ", day=day(3), by="b", changed=())) == "dashboard.words_missing"
    assert code(lambda: NOTHING.add("a", about=" ", sender="b", day=day(1))) == "dashboard.words_missing"
    assert code(lambda: NOTHING.add("a", about="b", sender=" ", day=day(1))) == "dashboard.words_missing"
    with pytest.raises(UnknownName):
        NOTHING.add("a", about="b", sender="c", day=day(1), body="大津")
    with pytest.raises(ValidationError, match="番号が重複"):
        Opinions(opinions=(two().opinions[0], two().opinions[0]))


words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=9).filter(
    lambda text: text.strip() and "@" not in text and "-" not in text
)
days = st.dates(date(2025, 1, 1), date(2025, 12, 31))
fields = st.sampled_from(["notes", "annual_cost_jpy"])
links = st.builds(CorrectionLink, release=st.just("spring"), row=words, field=fields, day=days)


@st.composite
def every(draw):
    number = draw(st.integers(0, 3))
    opinions = [
        Opinion(
            number=at,
            day=draw(days),
            about=draw(words),
            words=draw(words),
            sender=draw(words | st.sampled_from(sorted(SENDERS))),
            body=draw(st.none() | st.just(LocalGovernmentCode("252018"))),
        )
        for at in range(1, number + 1)
    ]
    replies = [
        Reply(
            to=opinion.number,
            day=draw(st.dates(opinion.day, date(2025, 12, 31))),
            by=draw(words),
            words=draw(words),
            changed=tuple(draw(st.lists(links, max_size=2))),
        )
        for opinion in opinions
        for _ in range(draw(st.integers(0, 2)))
    ]
    return Opinions(opinions=tuple(opinions), replies=tuple(replies))


@given(every(), days)
def test_opinions_survive_json_and_none_is_lost(opinions, on):
    assert Opinions.model_validate_json(opinions.model_dump_json()) == opinions
    answered = {reply.to for reply in opinions.replies if reply.day <= on}
    received = {one.number for one in opinions.opinions if one.day <= on}
    assert {one.number for one in opinions.unanswered(on)} == received - answered
    assert {row["number"] for row in opinions.to_rows()} == {one.number for one in opinions.opinions}
