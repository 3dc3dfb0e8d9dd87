"""What a release refuses, in both languages and with the likely repair; at the door of JSON as in the moves."""

import json
import re
import sys
from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

from chiho_digital.basics import ImpossibleMove, InvalidValue
from chiho_digital.dashboard.releases import Move, Objection, Preview, Release
from chiho_digital.governments import AmbiguousName, UnknownCode, UnknownName
from chiho_digital.procurement import CaseRow
from chiho_digital.tables import check, columns_of, read

sys.path.insert(0, str(Path(__file__).parent))
from release_worlds import DAY, PUBLISHER, correct, day, draft, previewed, row

JAPANESE = re.compile("[ぁ-んァ-ヶ一-龠]")


def refused(move, code, error=InvalidValue):
    with pytest.raises(error) as caught:
        move()
    assert caught.value.code == code
    assert JAPANESE.search(caught.value.message("ja"))
    assert re.search("[a-z]{3}", caught.value.message("en"))
    return caught.value


def test_an_unknown_row_is_refused_with_near_ids():
    error = refused(lambda: previewed().confirm("大津市", "chta", day=day(8)), "dashboard.unknown_row")
    assert error.suggestion == ("chat",)

    refused(lambda: correct(draft(), day(1), row="x"), "dashboard.unknown_row")
    refused(lambda: previewed().object_to("大津市", "x", day=day(8), words="a"), "dashboard.unknown_row")
    refused(lambda: draft().on(DAY).row("cha"), "dashboard.unknown_row")
    published = previewed()
    refused(lambda: published.publish(day=day(21), despite={"x": "a"}), "dashboard.unknown_row")


def test_an_unknown_body_is_refused_with_near_names():
    with pytest.raises(UnknownName) as caught:
        previewed().confirm("滋賀県大津町", "chat", day=day(8))
    assert "滋賀県大津市（252018）" in caught.value.suggestion
    with pytest.raises(AmbiguousName):
        previewed().confirm("府中市", "chat", day=day(8))
    with pytest.raises(UnknownCode):
        previewed().confirm("252000", "chat", day=day(8))


def test_a_body_that_a_row_does_not_concern_is_refused_and_told_whom_it_concerns():
    for body in ("山口県萩市", "守山市"):
        error = refused(
            lambda body=body: previewed().confirm(body, "chat", day=day(8)), "dashboard.not_concerned"
        )
        assert "滋賀県、滋賀県大津市、滋賀県草津市" in error.message("ja")


@pytest.mark.parametrize("words", ["", "  ", "　"])
def test_an_objection_needs_words(words):
    error = refused(
        lambda: previewed().object_to("大津市", "chat", day=day(8), words=words),
        "dashboard.objection_without_words",
    )
    assert error.path == ("words",)


def test_an_objection_with_a_value_names_its_field():
    refused(
        lambda: previewed().object_to("大津市", "chat", day=day(8), words="違う", value=3),
        "dashboard.value_without_field",
    )


@pytest.mark.parametrize(
    ("name", "near"),
    [("participants_count", "participants_municipal_count"), ("参加自治体の数", "参加自治体数")],
)
def test_a_field_that_does_not_exist_is_refused_with_near_names(name, near):
    values = {"day": day(8), "reason": "誤記", "by": PUBLISHER}
    error = refused(lambda: draft().correct("chat", name, "3", **values), "dashboard.unknown_field")
    assert near in error.suggestion
    refused(
        lambda: previewed().object_to("大津市", "chat", day=day(8), words="違う", field=name),
        "dashboard.unknown_field",
    )


def test_the_id_of_a_row_stays():
    values = {"day": day(8), "reason": "誤記", "by": PUBLISHER}
    refused(lambda: draft().correct("chat", "case_id", "chat-2", **values), "dashboard.id_stays")


WRONG = [
    ("annual_cost_jpy", "12.5円"),
    ("annual_cost_jpy", "-1"),
    ("participants_municipal_count", "1800"),
    ("participants_municipal_count", "三十"),
    ("prefecture", "山口"),
    ("lead_body", ""),
    ("status", "in_servise"),
    ("service_start", "2021-13"),
    ("source_url", "example.org"),
    ("notes", "a\x00b"),
]


@pytest.mark.parametrize(("field", "text"), WRONG)
def test_a_value_that_a_check_of_a_file_refuses_is_refused_with_the_same_issue(field, text):
    cells = {name: column.write(getattr(row(), name)) for name, column in columns_of(CaseRow).items()}
    line = json.dumps({**cells, field: text}, ensure_ascii=False).encode()
    issue = next(one for one in check(read(line, CaseRow), CaseRow).issues if one.severity == "error")
    by_move = {"day": day(8), "reason": "誤記", "by": PUBLISHER}
    at_the_door = draft().model_dump(mode="json")
    old = columns_of(CaseRow)[field].write(getattr(row(), field))
    event = {"event": "correction", "row": "chat", "field": field, "old": old, "new": text}
    at_the_door["events"] = [{**event, "day": "2025-04-09", "reason": "誤記", "by": PUBLISHER}]

    for move in (
        lambda: draft().correct("chat", field, text, **by_move),
        lambda: previewed().object_to("大津市", "chat", day=day(8), words="違う", field=field, value=text),
    ):
        error = refused(move, issue.code)
        assert error.path == ("chat", field)
        assert error.suggestion == issue.suggestion
        for lang in ("ja", "en"):
            assert issue.to(lang).partition(": ")[2] == error.message(lang).partition(": ")[2]
    with pytest.raises(ValidationError) as caught:
        Release.model_validate(at_the_door)
    assert issue.to("ja").partition(": ")[2] in str(caught.value)


def test_two_rows_of_one_id_are_refused():
    rows = [row(), row("form"), row(lead_body="大津市")]

    error = refused(lambda: Release.draft("x", rows, day=DAY, by=PUBLISHER), "dashboard.row_twice")
    assert error.value == ("chat",)


@pytest.mark.parametrize("days", [0, -1, 367])
def test_a_preview_lasts_at_least_a_day_and_at_most_a_year(days):
    refused(lambda: draft().preview(day=day(1), days=days), "dashboard.preview_days")


def test_a_preview_of_a_day_and_one_at_the_end_of_the_calendar():
    assert Preview(day=day(1), days=1).last == day(1)
    assert Preview(day=date(9999, 12, 31), days=14).last == date(9999, 12, 31)


def test_nothing_happens_before_the_draft():
    before = day(-1)
    refused(lambda: draft().preview(day=before, days=14), "dashboard.before_draft")
    refused(lambda: correct(draft(), before), "dashboard.before_draft")
    refused(lambda: draft().on(before), "dashboard.before_draft")


def test_a_correction_changes_something_and_says_why_and_by_whom():
    refused(lambda: correct(draft(), day(1), "２"), "dashboard.nothing_corrected")
    values = {"day": day(8), "reason": " ", "by": PUBLISHER}
    refused(lambda: draft().correct("chat", "備考", "a", **values), "dashboard.words_missing")
    refused(
        lambda: draft().correct("chat", "備考", "a", **{**values, "reason": "誤記", "by": ""}),
        "dashboard.words_missing",
    )
    refused(
        lambda: draft().correct("chat", "備考", "a", **{**values, "reason": "あ" * 4001}), "tables.too_long"
    )


def test_a_value_of_another_type_is_refused():
    with pytest.raises(ValidationError, match="days"):
        draft().preview(day=day(1), days="14")
    values = {"day": day(8), "reason": "誤記", "by": PUBLISHER}
    error = refused(lambda: draft().correct("chat", "prefecture", 25, **values), "tables.wrong_type")
    assert error.path == ("chat", "prefecture")


def test_a_reason_is_given_for_each_open_objection_and_for_nothing_else():
    objected = previewed().object_to("大津市", "chat", day=day(8), words="違う")

    refused(lambda: objected.publish(day=day(21), despite={"form": "a"}), "dashboard.open_objections")
    both = {"chat": "a", "form": "b"}
    error = refused(lambda: objected.publish(day=day(21), despite=both), "dashboard.reason_needless")
    assert error.value == ("form",)
    refused(lambda: objected.publish(day=day(21), despite={"chat": " "}), "dashboard.words_missing")


def test_what_was_not_published_cannot_be_had():
    error = refused(lambda: previewed().published(day(8)), "dashboard.not_published")
    assert "open for preview" in error.message("en")


def test_an_id_is_ascii():
    refused(lambda: Release.draft("春", [row()], day=DAY, by=PUBLISHER), "tables.pattern")


def test_there_is_a_link_only_to_a_correction_that_was_made():
    release = correct(draft(), day(1))

    assert release.correction("chat", "参加自治体数", day=day(1)).field == "participants_municipal_count"
    for wanted in (
        ("chat", "notes", day(1)),
        ("form", "参加自治体数", day(1)),
        ("chat", "参加自治体数", day(2)),
    ):
        refused(
            lambda wanted=wanted: release.correction(*wanted[:2], day=wanted[2]),
            "dashboard.no_such_correction",
        )


EVENT = {"event": "confirmation", "day": "2025-04-09", "row": "chat", "body": "252018"}
PREVIEW = {"event": "preview", "day": "2025-04-08", "days": 14}
PUBLICATION = {"event": "publication", "day": "2025-04-22"}
CORRECTION = {"event": "correction", "day": "2025-04-09", "row": "chat", "field": "notes"}
TOLD = {"reason": "a", "by": "b"}


@pytest.mark.parametrize(
    ("events", "says"),
    [
        ([EVENT], "2025-04-09 / confirmation: データセット「spring」は「下書き」のため"),
        ([PREVIEW, {**EVENT, "row": "chta"}], "修正案：chat"),
        ([PREVIEW, {**EVENT, "body": "352047"}], "does not concern Hagi"),
        ([PREVIEW, {**EVENT, "body": "999997"}], "does not concern 999997"),
        ([PREVIEW, {**EVENT, "body": "252019"}], "検査数字"),
        ([PREVIEW, {**EVENT, "event": "objection", "words": " "}], "異議には内容と理由が必要です"),
        ([PREVIEW, {**EVENT, "event": "objection", "words": "a", "value": "b"}], "どの項目のものか"),
        ([{**PREVIEW, "days": 0}], "1以上366以下"),
        ([{**PREVIEW, "day": "2025-03-01"}], "下書きの作成日（2025-04-01）より前"),
        ([{**CORRECTION, "old": "x", "new": "y", **TOLD}], "いまの値は「空欄」"),
        (
            [{**CORRECTION, "field": "備考欄", "old": None, "new": "y", **TOLD}],
            "「備考欄」という項目はありません",
        ),
        (
            [PREVIEW, {**PUBLICATION, "reasons": [{"row": "chat", "words": "a"}] * 2}],
            "公開する理由が2回以上",
        ),
        ([PREVIEW, {**PUBLICATION, "reasons": [{"row": "chat", "words": "a"}]}], "理由を除いてください"),
        ([{"event": "celebration", "day": "2025-04-09"}], "celebration"),
    ],
)
def test_the_door_of_json_refuses_what_the_moves_refuse(events, says):
    values = {**draft().model_dump(mode="json"), "events": events}

    with pytest.raises(ValidationError) as caught:
        Release.model_validate_json(json.dumps(values))
    assert says in str(caught.value)


def test_a_field_may_be_named_by_its_japanese_heading_at_the_door_too():
    assert Objection(day=DAY, row="a", body="252018", words="b", field="備考").field == "notes"


def test_an_impossible_move_leaves_the_release_as_it_was():
    release = previewed()
    before = release.model_dump_json()

    with pytest.raises(ImpossibleMove):
        release.publish(day=day(8))
    assert release.model_dump_json() == before
    assert Move.CONFIRMATION in release.on(day(8)).allowed
    assert release.confirm("大津市", "chat", day=day(8)).on(day(8)).row("chat").last_confirmed
