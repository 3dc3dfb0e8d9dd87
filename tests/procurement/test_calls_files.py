"""Files of answers and of wishes: everything wrong is told at once, with rows and repairs, and nothing is dropped unsaid."""

from datetime import date
from io import BytesIO

import pytest
import xlsxwriter
from calls_worlds import LEAD, TOWNS, day, histories, opened
from hypothesis import given, settings

from chiho_digital.procurement.calls import (
    Answer,
    Answered,
    AnswerRow,
    LateReply,
    Wish,
    WishRow,
    read_answers,
    read_wishes,
)
from chiho_digital.tables import Severity, check, check_rows, columns_of, read, read_rows

HEADING = "団体,回答,回答日,回答を伝えた団体,内容\n"
WISHES = "body,kind,stated_on,lead,words,withdrawn_on\n"


def answers(rows, call=None):
    return read_answers((HEADING + rows).encode(), call or opened())


def said(file):
    return [
        (issue.row, issue.column, issue.code.partition(".")[2], issue.severity.value) for issue in file.issues
    ]


def given_answers(file):
    return [(event.body, event.answer.value, event.on.isoformat()) for event in file.answers]


def test_a_file_of_answers_is_read_and_taken_in():
    file = answers(
        "下関市,参加,2025-05-10,,R8から\n山口県宇部市,検討中,令和7年5月12日,,\n352039,不参加,2025/5/13,山口県,電話で\n"
    )
    call = opened().with_events(*file.answers)
    found = call.as_of(day(20))

    assert () == file.issues == file.rejected
    assert ("<bytes>", "utf-8") == (file.name, file.encoding) or file.encoding
    assert [Answer.JOIN, Answer.CONSIDER, Answer.DECLINE] == [found[code].answer for code in TOWNS[:3]]
    assert "R8から" == found[TOWNS[0]].words
    assert LEAD == file.answers[2].said_by


@pytest.mark.parametrize(
    ("word", "answer"),
    [
        ("参加", "join"),
        ("参加 する", "join"),
        ("ＪＯＩＮ", "join"),
        ("joins", "join"),
        ("検討中", "consider"),
        ("検討", "consider"),
        ("Considering", "consider"),
        ("不参加", "decline"),
        ("参加しません", "decline"),
        ("declines", "decline"),
    ],
)
def test_answers_are_read_in_the_words_that_bodies_use(word, answer):
    assert [(TOWNS[0], answer, "2025-05-10")] == given_answers(answers(f"下関市,{word},2025-05-10,,\n"))


@pytest.mark.parametrize("word", ["", "未回答", "回答なし", "no answer yet"])
def test_a_body_that_has_not_answered_is_noted_and_nothing_is_recorded(word):
    file = answers(f"下関市,{word},,,\n")

    assert [(2, "answer", "call_answer_blank", "note")] == said(file)
    assert ((), ()) == (file.answers, file.rejected)


def test_everything_that_is_wrong_is_told_at_once():
    file = answers(
        "下関,参加,2025-05-10,,\n"  # 2: no such name
        "宇部市,さんか,2025-05-10,,\n"  # 3: no such answer
        "宇部市,参加,,,\n"  # 4: no day
        "山口市,参加,2025-05,,\n"  # 5: no exact day
        "萩市,参加,2025-04-01,,\n"  # 6: before the call
        "光市,参加,2025-05-10,,\n"  # 7: not invited
        "防府市,参加,2025-05-10,宇部市,\n"  # 8: said by another
        "352048,参加,2025-05-10,,\n"  # 9: a wrong code
    )

    assert [
        (2, "body", "unknown_name", "error"),
        (3, "answer", "call_not_an_answer", "error"),
        (4, "answered_on", "call_day_missing", "error"),
        (5, "answered_on", "call_day_needed", "error"),
        (6, "answered_on", "call_before_opening", "error"),
        (7, "body", "call_not_invited", "error"),
        (8, "said_by", "call_said_by_other", "error"),
        (9, "body", "code_check_digit", "error"),
    ] == said(file)
    assert [*range(2, 10)] == [number for number, _ in file.rejected]
    assert () == file.answers
    assert "352012" in str(file.issues[0].suggestion)
    assert "352047" in str(file.issues[-1].suggestion)
    assert all(issue.to("ja") and issue.to("en") for issue in file.issues)


def test_two_different_answers_of_one_day_are_both_rejected_and_the_same_one_is_recorded_once():
    file = answers(
        "下関市,参加,2025-05-10,,\n宇部市,参加,2025-05-10,,\n下関市,不参加,2025-05-10,,\n352021,参加,2025-05-10,,\n"
        "宇部市,検討中,2025-05-11,,\n"
    )

    assert [
        (2, "answer", "call_rows_differ", "error"),
        (4, "answer", "call_rows_differ", "error"),
        (5, "body", "call_row_again", "note"),
    ] == said(file)
    assert [2, 4] == [number for number, _ in file.rejected]
    assert [(TOWNS[1], "join", "2025-05-10"), (TOWNS[1], "consider", "2025-05-11")] == given_answers(file)


def test_an_answer_after_the_deadline_is_kept_as_a_late_reply():
    file = answers("下関市,参加,2025-06-02,,\n宇部市,参加,2025-05-31,,\n")
    call = opened().with_events(*file.answers)

    assert [(2, "answered_on", "call_row_late", "warning")] == said(file)
    assert [LateReply, Answered] == [type(event) for event in file.answers]
    assert "2025-05-31" in file.issues[0].to("en")
    assert () == file.rejected
    assert [TOWNS[0]] == [one.body.code for one in call.as_of(date(2025, 6, 3)).waiting]


def test_an_answer_that_contradicts_what_the_call_has_is_rejected_and_the_same_is_passed_over():
    call = opened().answer(TOWNS[0], "join", day(9)).answer(TOWNS[1], "join", day(9))
    file = answers("下関市,参加,2025-05-10,,\n宇部市,不参加,2025-05-10,,\n", call)

    assert [
        (2, "body", "call_answer_known", "note"),
        (3, "answered_on", "call_answered_twice", "error"),
    ] == said(file)
    assert () == file.answers


def test_a_call_that_has_ended_takes_no_answers_from_a_file():
    call = opened().abandon(day(20), by=LEAD, reason="x")
    file = answers("下関市,参加,2025-05-10,,\n", call)

    assert [(2, "answered_on", "no_more_moves", "error")] == said(file)


def test_a_name_that_several_bodies_bear_is_that_of_the_one_invited():
    fuchu, other = "132063", "342084"
    call = opened(lead="130001", invited=(fuchu, "131016"))
    both = opened(lead="130001", invited=(fuchu, other))

    assert [fuchu] == [event.body for event in answers("府中市,参加,2025-05-10,,\n", call).answers]
    assert [(2, "body", "ambiguous_participant", "error")] == said(
        answers("府中市,参加,2025-05-10,,\n", both)
    )


def test_a_body_is_looked_up_as_of_the_day_of_its_answer():
    call = opened(lead="040002", invited=("044237",), opened_on=date(2016, 9, 1), deadline=date(2016, 12, 1))
    file = answers("富谷町,参加,2016-10-11,,\n", call)

    assert [(2, "body", "code_abolished", "error")] == said(file)
    assert "042161" in str(file.issues[0].suggestion)


@settings(max_examples=30)
@given(histories())
def test_the_answers_of_a_call_written_to_a_file_and_read_again_change_nothing(call):
    rows = [event for event in call.events if isinstance(event, Answered | LateReply)]
    lines = "".join(f"{event.body},{event.answer},{event.on},,{event.words or ''}\n" for event in rows)
    if lines:
        again, anew = answers(lines, call), answers(lines)

        assert () == again.answers
        assert {"call_answer_known"} == {code for _, _, code, _ in said(again)}
        assert len(rows) >= len(anew.answers)


def test_an_excel_file_with_dates_is_read():
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["団体", "回答", "回答日"])
    sheet.write_row(1, 0, ["下関市", "参加"])
    sheet.write_datetime(1, 2, date(2025, 5, 10), book.add_format({"num_format": "yyyy/m/d"}))
    book.close()

    assert [(TOWNS[0], "join", "2025-05-10")] == given_answers(read_answers(buffer.getvalue(), opened()))


def test_a_file_of_wishes_is_read():
    text = (
        "萩市,電子申請,2025-05-01,山口県,県に音頭を取ってほしい,\n"
        "352021,量子暗号,2025-05-02,,,2025-06-01\n"
        "山口県萩市,オンライン申請,2025-05-03,,,\n"
    )
    file = read_wishes((WISHES + text).encode(), within=LEAD)

    assert [
        (3, "kind", "kind_unknown", Severity.WARNING),
        (4, "body", "wish_again", Severity.NOTE),
    ] == [(issue.row, issue.column, issue.code.partition(".")[2], issue.severity) for issue in file.issues]
    assert (
        Wish(body="352047", kind="電子申請", on=date(2025, 5, 1), lead=LEAD, words="県に音頭を取ってほしい")
        == file.wishes[0]
    )
    assert ("量子暗号", date(2025, 6, 1)) == (file.wishes[1].kind, file.wishes[1].withdrawn)
    assert 3 == len(file.wishes)


def test_everything_that_is_wrong_with_wishes_is_told_at_once():
    text = (
        "府中市,RPA,2025-05-01,,,\n"  # 2: several
        "山口県,RPA,2025-05-01,,,\n"  # 3: no municipality
        "萩市,RPA,2025,,,\n"  # 4: no exact day
        "萩市,RPA,2025-05-01,山口,,2025-04-01\n"  # 5: withdrawn before, which rejects the row
        "萩市,RPA,2025-05-01,山口,,\n"  # 6: no such lead
        ",,,,,\n"  # 7: blank
        "萩市,,2025-05-01,,,2025-06\n"  # 8: no kind
    )
    file = read_wishes((WISHES + text).encode())

    assert [
        (2, "body", "ambiguous_participant"),
        (3, "body", "wrong_kind"),
        (4, "stated_on", "call_day_needed"),
        (5, None, "contradiction"),
        (6, "lead", "unknown_name"),
        (7, None, "blank_row"),
        (8, "kind", "required"),
    ] == [(issue.row, issue.column, issue.code.partition(".")[2]) for issue in file.issues]
    assert () == file.wishes
    assert [2, 3, 4, 5, 6, 8] == [number for number, _ in file.rejected]


@pytest.mark.parametrize(
    ("model", "text"),
    [
        (AnswerRow, HEADING + "下関市,参加,2025-05-10,,\n,検討,2025-13,,\n宇部市,まだ,,,x\n宇部市,,,,\n"),
        (WishRow, WISHES + "萩市,RPA,2025-05-01,,,2025-04\n萩市,RPA,R7.5.1,,,2025-06\n萩市,,,,,\n"),
    ],
)
def test_columns_and_rows_are_checked_alike(model, text):
    rows, columns = (
        check_rows(read_rows(text.encode(), model), model),
        check(read(text.encode(), model), model),
    )

    assert rows.issues == columns.issues
    assert [number for number, _ in rows.rejected] == columns.rejected["row_no"].to_list()
    values = columns.good.to_dicts()
    assert [row.row for row in rows.good] == [one.pop("row_no") for one in values]
    assert [row.record for row in rows.good] == [model.model_validate(one) for one in values]


def test_every_column_has_its_japanese_heading():
    assert ["団体", "回答", "回答日", "回答を伝えた団体", "内容"] == [
        column.ja for column in columns_of(AnswerRow).values()
    ]


def test_a_file_that_is_not_there_is_an_error(tmp_path):
    for ask in (lambda path: read_answers(path, opened()), read_wishes):
        with pytest.raises(FileNotFoundError):
            ask(tmp_path / "none.csv")
