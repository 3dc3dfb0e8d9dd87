"""A release goes from draft to preview to publication and correction; who may say what, and when it counts."""

import re
import sys
from pathlib import Path

import pytest

from chiho_digital import dashboard, governments, procurement, tables
from chiho_digital.basics import ImpossibleMove, InvalidValue
from chiho_digital.dashboard.releases import MOVES, AnswerState, Move, Release, State
from chiho_digital.procurement import PUBLISHED_CASES, CaseRow

sys.path.insert(0, str(Path(__file__).parent))
from release_worlds import DAY, KUSATSU, MORIYAMA, OTSU, PUBLISHER, SHIGA, correct, day, draft, previewed, row


def states(release, id_, on):
    return {one.body: one.state for one in release.on(on).row(id_).answers}


def test_a_release_goes_through_its_states_and_the_preview_ends_by_the_calendar():
    release = correct(previewed(days=14).publish(day=day(21)), day(30)).publish(day=day(31))

    stood = {number: release.on(day(number)).state for number in (0, 6, 7, 20, 21, 29, 30, 31)}
    assert stood == {
        0: State.DRAFT,
        6: State.DRAFT,
        7: State.PREVIEW,
        20: State.PREVIEW,
        21: State.PUBLISHED,
        29: State.PUBLISHED,
        30: State.CORRECTED,
        31: State.PUBLISHED,
    }
    assert previewed(days=14).on(day(21)).state is State.PREVIEWED


@pytest.mark.parametrize(
    ("release", "move", "allowed"),
    [
        (draft(), lambda r: r.publish(day=day(1)), "correct a row, open a preview"),
        (draft(), lambda r: r.confirm("大津市", "chat", day=day(1)), "correct a row, open a preview"),
        (previewed(), lambda r: r.publish(day=day(20)), "end of the preview"),
        (previewed(), lambda r: r.preview(day=day(20), days=1), "end of the preview"),
    ],
)
def test_an_impossible_move_names_the_possible_ones(release, move, allowed):
    with pytest.raises(ImpossibleMove) as caught:
        move(release)

    assert allowed in caught.value.message("en")
    assert "できるのは" in caught.value.message("ja")


def test_a_preview_can_be_opened_again_once_it_is_over():
    release = previewed(days=14)

    again = release.preview(day=day(21), days=7).confirm("大津市", "chat", day=day(27))
    assert again.on(day(27)).row("chat").last_confirmed.day == day(27)
    assert again.on(day(28)).state is State.PREVIEWED


def test_only_after_a_preview_are_there_answers_and_publications():
    for state in State:
        reached = MOVES.allowed(state)
        assert (state is State.DRAFT) == (Move.CONFIRMATION not in reached)
        assert (state in {State.DRAFT, State.PREVIEW}) == (Move.PUBLICATION not in reached)


def test_lead_body_named_participants_and_prefectures_are_concerned():
    data = previewed().on(day(7))

    assert [one.body for one in data.row("chat").answers] == [SHIGA, OTSU, KUSATSU]
    assert [one.body for one in data.row("form").answers] == [SHIGA, OTSU, MORIYAMA]
    assert [one.id for one in data.rows_of("滋賀県守山市")] == ["form"]
    assert [one.id for one in data.rows_of(governments.get(SHIGA))] == ["chat", "form"]
    assert data.rows_of("山口県萩市") == ()


def test_a_body_that_is_no_more_is_stood_for_by_its_successor():
    old = row(prefecture="宮城県", lead_body="宮城県", participants_named="富谷町", observed_as_of="2015")
    release = Release.draft("old", [old], day=DAY, by=PUBLISHER).preview(day=DAY, days=14)

    named = [governments.get(one.body).name for one in release.on(DAY).row("chat").answers]
    assert named == ["宮城県", "富谷市"]
    assert release.confirm("富谷市", "chat", day=DAY).on(DAY).row("chat").last_confirmed is not None


def test_a_body_may_change_its_mind_in_the_preview_and_the_log_keeps_both():
    release = previewed().confirm("大津市", "chat", day=day(8))
    assert release.on(day(8)).row("chat").last_confirmed.bodies == (OTSU,)

    release = release.object_to("大津市", "chat", day=day(9), words="違う")
    assert release.on(day(9)).row("chat").last_confirmed is None
    assert states(release, "chat", day(9))[OTSU] is AnswerState.OBJECTS

    release = release.confirm("大津市", "chat", day=day(10))
    assert states(release, "chat", day(10))[OTSU] is AnswerState.CONFIRMED
    assert [entry.event for entry in release.log[2:]] == ["confirmation", "objection", "confirmation"]


def test_silence_is_listed_and_is_neither_consent_nor_objection():
    release = previewed().confirm("大津市", "chat", day=day(8)).publish(day=day(21))

    published = release.published(day(30))
    assert published.row("chat").not_answered == (SHIGA, KUSATSU)
    assert published.row("form").last_confirmed is None
    assert published.row("form").not_answered == (SHIGA, OTSU, MORIYAMA)
    assert "not answered" in published.answers_view().to_text("en")


def test_an_answer_after_the_preview_is_kept_and_shown_but_does_not_count():
    release = previewed().confirm("大津市", "chat", day=day(21))
    release = release.object_to("草津市", "chat", day=day(21), words="遅れたが違う").publish(day=day(22))

    stands = release.published(day(22)).row("chat")
    assert (stands.last_confirmed, stands.objections) == (None, ())
    assert [one.day for one in stands.late] == [day(21), day(21)]
    assert stands.not_answered == (SHIGA,)
    assert states(release, "chat", day(22))[KUSATSU] is AnswerState.LATE
    assert [entry.late for entry in release.log] == [False, False, True, True, False]
    assert "【確認期間の後のため、数えない】" in release.log[2].to("ja")
    assert "2025-04-22：遅れたが違う" in release.published(day(22)).answers_view().to_text("ja")


def test_what_a_body_said_in_time_stands_beside_what_it_said_late():
    release = previewed().confirm("大津市", "chat", day=day(8))
    late = release.object_to("大津市", "chat", day=day(21), words="やはり違う")
    assert states(late, "chat", day(21))[OTSU] is AnswerState.CONFIRMED
    assert late.on(day(21)).row("chat").late[0].words == "やはり違う"

    settled = late.withdraw("大津市", "chat", day=day(22)).on(day(22)).row("chat")
    assert settled.last_confirmed.day == day(8)
    assert settled.late == ()


def test_nothing_is_published_with_an_open_objection_unless_a_reason_is_given():
    release = previewed().object_to("大津市", "chat", day=day(8), words="違う")
    with pytest.raises(InvalidValue) as caught:
        release.publish(day=day(21))
    assert caught.value.code == "dashboard.open_objections"
    assert caught.value.value == ("chat",)

    release = release.publish(day=day(21), despite={"chat": "出典どおり"})
    stands = release.published(day(21)).row("chat")
    assert [one.words for one in stands.objections] == ["違う"]
    assert stands.reason == "出典どおり"
    assert "出典どおり" in release.published(day(21)).to_view().to_text("ja")
    assert [entry.event for entry in release.log[-2:]] == ["publication", "reason"]
    assert "出典どおり" in release.log[-1].to("en")


def test_the_tables_show_the_value_that_an_objection_calls_right():
    release = previewed().object_to("大津市", "chat", day=day(8), words="違う", field="備考", value="順次")
    blank = release.object_to("草津市", "chat", day=day(9), words="不明", field="参加自治体数")

    shown = blank.on(day(9)).to_view().to_text("ja")
    assert "滋賀県大津市：違う［備考→順次］、滋賀県草津市：不明［参加自治体数→空欄］" in shown
    assert "notes should be '順次'" in blank.log[2].to("en")
    assert "（参加自治体数は「空欄」が正しい）" in blank.log[3].to("ja")


def test_every_publication_states_its_reasons_anew():
    release = previewed().object_to("大津市", "chat", day=day(8), words="違う")
    release = release.publish(day=day(21), despite={"chat": "出典どおり"})

    with pytest.raises(InvalidValue) as caught:
        release.publish(day=day(30))
    assert caught.value.code == "dashboard.open_objections"


def test_an_objection_is_settled_by_a_correction_that_the_objector_accepts():
    release = previewed().object_to(
        "大津市", "chat", day=day(8), words="3団体", field="参加自治体数", value=3
    )
    assert release.on(day(8)).row("chat").objections[0].value == "3"

    with pytest.raises(InvalidValue) as caught:
        release.accept("大津市", "chat", day=day(9))
    assert caught.value.code == "dashboard.not_corrected"

    release = correct(release, day(22))
    assert len(release.on(day(22)).row("chat").objections) == 1
    release = release.accept("大津市", "chat", day=day(23)).publish(day=day(24))
    stands = release.published(day(24)).row("chat")
    assert (stands.objections, stands.reason, stands.last_confirmed) == ((), None, None)
    assert stands.case.municipal_count == 3
    assert states(release, "chat", day(24))[OTSU] is AnswerState.ACCEPTED


def test_an_objection_is_settled_by_the_objector_withdrawing_it_on_any_day():
    release = previewed().object_to("大津市", "chat", day=day(8), words="違う")
    release = release.withdraw("大津市", "chat", day=day(40)).publish(day=day(41))

    assert release.published(day(41)).row("chat").objections == ()
    assert states(release, "chat", day(41))[OTSU] is AnswerState.WITHDRAWN
    with pytest.raises(InvalidValue) as caught:
        release.withdraw("大津市", "chat", day=day(42))
    assert caught.value.code == "dashboard.no_objection"


def test_a_late_objection_can_be_settled_too():
    release = previewed().object_to("大津市", "chat", day=day(30), words="違う")

    accepted = correct(release, day(31)).accept("大津市", "chat", day=day(32))
    assert states(accepted, "chat", day(32))[OTSU] is AnswerState.ACCEPTED
    with pytest.raises(InvalidValue) as caught:
        release.accept("大津市", "chat", day=day(31))
    assert caught.value.code == "dashboard.not_corrected"


def test_a_confirmation_of_what_stood_before_a_correction_no_longer_counts():
    release = previewed().confirm("滋賀県", "chat", day=day(8)).confirm("大津市", "chat", day=day(9))
    release = correct(release, day(10)).confirm("滋賀県", "chat", day=day(11)).publish(day=day(21))

    stands = release.published(day(21)).row("chat")
    assert (stands.last_confirmed.day, stands.last_confirmed.bodies) == (day(11), (SHIGA,))
    assert stands.confirmed_before_correction.day == day(9)
    assert stands.confirmed_before_correction.bodies == (OTSU,)
    assert states(release, "chat", day(21))[OTSU] is AnswerState.CONFIRMED_BEFORE
    assert "2025-04-10 (Otsu (core city, Shiga))" in release.published(day(21)).to_view().to_text("en")


def test_a_correction_of_the_published_data_shows_when_it_is_published_again():
    release = correct(previewed().publish(day=day(21)), day(30), new=None)
    assert release.published(day(30)).row("chat").case.municipal_count == 2
    assert release.on(day(30)).row("chat").case.municipal_count is None

    release = release.publish(day=day(31))
    assert release.published(day(30)).row("chat").case.municipal_count == 2
    assert release.published(day(31)).row("chat").case.municipal_count is None
    assert release.published(day(99)).published_on == day(31)


def test_a_correction_made_on_the_day_of_the_publication_but_after_it_was_not_published():
    release = correct(previewed().publish(day=day(21)), day(21))

    assert release.published(day(21)).row("chat").case.municipal_count == 2
    assert release.on(day(21)).row("chat").case.municipal_count == 3


def test_a_correction_knows_old_new_reason_day_and_by_whom():
    release = correct(correct(draft(), day(1)), day(2), "４")

    first, second = release.on(day(2)).row("chat").corrections
    assert (first.old, first.new, second.old, second.new) == ("2", "3", "3", "4")
    assert (first.field, first.reason, first.by) == ("participants_municipal_count", "誤記", PUBLISHER)


def test_a_body_that_a_correction_takes_out_may_still_object_and_is_not_listed_as_silent():
    release = previewed().correct("chat", "参加団体名", "大津市", day=day(8), reason="不参加", by=PUBLISHER)
    assert release.on(day(8)).row("chat").not_answered == (SHIGA, OTSU)

    release = release.object_to("草津市", "chat", day=day(9), words="参加している")
    assert [one.body for one in release.on(day(9)).row("chat").objections] == [KUSATSU]


def test_an_answer_may_be_recorded_later_than_others_and_counts_by_its_day():
    release = previewed().confirm("滋賀県", "chat", day=day(30)).confirm("大津市", "chat", day=day(8))

    assert [entry.body for entry in release.log[2:]] == [OTSU, SHIGA]
    assert release.on(day(30)).row("chat").last_confirmed.day == day(8)


def test_an_answer_recorded_later_does_not_undo_a_publication():
    release = previewed().publish(day=day(21))

    with pytest.raises(InvalidValue) as caught:
        release.object_to("大津市", "chat", day=day(8), words="違う")
    assert caught.value.code == "dashboard.open_objections"
    assert caught.value.path == ("2025-04-22", "publication")


def test_the_real_cases_go_through_the_views_as_they_do_without_a_release():
    checked = tables.check_rows(tables.read_rows(PUBLISHED_CASES, CaseRow), CaseRow)
    rows = [numbered.record for numbered in checked.good]
    release = Release.draft("all", rows, day=DAY, by=PUBLISHER).preview(day=day(1), days=14)
    published = release.publish(day=day(15)).published(day(15))

    file, population = procurement.read_cases(), governments.figures.load()
    assert published.cases == file.cases
    assert len(published.issues) == len(file.issues)
    for view in (dashboard.by_prefecture, dashboard.by_kind, dashboard.by_area, dashboard.case_list):
        assert view(published.cases, population=population) == view(file.cases, population=population)


def test_no_table_of_a_release_holds_a_percentage_or_a_ranking():
    release = previewed().confirm("大津市", "chat", day=day(8)).publish(day=day(21))
    data = release.published(day(21))

    for view in (data.to_view(), data.answers_view(), release.log_view()):
        for lang in ("ja", "en"):
            shown = view.to_text(lang) + view.to_html(lang)
            assert re.search(r"[%％]|割合|比率|順位|percent|\brate\b|\brank", shown) is None


def test_the_log_is_rows_of_one_shape_with_sentences_in_both_languages():
    release = correct(previewed().confirm("大津市", "chat", day=day(8)), day(9))

    rows = release.to_rows()
    assert {tuple(row) for row in rows} == {("day", "event", "row", "body", "late", "ja", "en")}
    assert [row["event"] for row in rows] == ["draft", "preview", "confirmation", "correction"]
    assert rows[1]["en"] == "A preview was opened (2025-04-08 to 2025-04-21, 14 days)."
    assert rows[2]["ja"] == "滋賀県大津市が行「chat」を確認した。"
    assert rows[3]["en"] == (
        "公開担当 corrected participants_municipal_count of the row 'chat' from '2' to '3'. Reason: 誤記"
    )
    assert "滋賀県大津市が行「chat」を確認した。" in release.log_view().to_text("ja")
