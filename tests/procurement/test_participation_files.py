"""Files of participations: dates come into the cases, and whatever is wrong with a row is said, with the likely repair."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chiho_digital.governments import municipalities
from chiho_digital.procurement import BodyType, read_cases, read_participations
from chiho_digital.tables import Severity

CASES = read_cases().cases
HEADINGS = "case_id,body,joined,left,remark\n"
CASE_HEADINGS = (
    "case_id,prefecture,lead_body,system_kind_ja,source_url,participants_municipal_count,"
    "participants_named,observed_as_of,service_start\n"
)


def cases_of(*lines):
    return read_cases((CASE_HEADINGS + "\n".join(lines) + "\n").encode()).cases


def join(cases, *lines):
    return read_participations((HEADINGS + "\n".join(lines) + "\n").encode(), cases)


def case_in(file, case_id):
    (case,) = [case for case in file.cases if case.id == case_id]
    return case


def said(file):
    return [
        (issue.row, issue.column, issue.code, issue.severity)
        for issue in file.issues
        if issue.code != "tables.heading_missing"
    ]


def test_dates_are_added_to_the_bodies_that_a_case_names():
    file = join(
        CASES,
        "omi-genai-2026,草津市,2026-04-01,,試行から",
        "omi-genai-2026,252077,令和8年度,2027-03-31,",
    )

    case = case_in(file, "omi-genai-2026")
    dated = {
        p.name: (str(p.joined), str(p.left), p.has_left, p.remark) for p in case.participations if p.joined
    }
    assert {
        "草津市": ("2026-04-01", "None", False, "試行から"),
        "守山市": ("FY2026", "2027-03-31", True, None),
    } == dated
    assert 6 == len({p.code for p in case.participations})
    assert ((), ()) == (file.issues, file.rejected)


def test_headings_may_be_japanese_and_cases_without_rows_stay_as_they_are():
    text = "事例ID,参加団体,参加時期,離脱時期,備考\nomi-genai-2026,草津市,,,\n"
    file = read_participations(text.encode("cp932"), CASES)

    assert ("cp932", CASES) == (file.encoding, file.cases)


def test_what_a_case_says_of_a_body_is_kept_where_the_file_says_nothing():
    file = join(CASES, "kagawa-eapp-2004,丸亀市,2004年度,,", "nagasaki-asp-2008,大村市,,,")
    (marugame,) = [p for p in case_in(file, "kagawa-eapp-2004").participations if p.name == "丸亀市"]
    (omura,) = case_in(file, "nagasaki-asp-2008").participations

    assert ("FY2004", "FY2009", True) == (str(marugame.joined), str(marugame.left), marugame.has_left)
    assert ("2009-12-16", "2009-12-16開始時") == (str(omura.joined), omura.remark)


def test_a_body_that_came_back_takes_part_twice():
    file = join(CASES, "kagawa-eapp-2004,丸亀市,2015-04,,")
    twice = [p for p in case_in(file, "kagawa-eapp-2004").participations if p.name == "丸亀市"]

    assert [("None", "FY2009"), ("2015-04", "None")] == [(str(p.joined), str(p.left)) for p in twice]


def test_dates_that_differ_from_those_of_the_case_are_said_and_the_file_counts():
    file = join(CASES, "nagasaki-asp-2008,長崎県大村市,2011-04,,", "kagawa-eapp-2004,372021,,2012年度,")

    differ = [issue for issue in file.issues if issue.code == "procurement.dates_differ"]
    assert [(2, "joined"), (3, "left")] == [(issue.row, issue.column) for issue in differ]
    assert "2009-12-16" in differ[0].to("en")
    assert "2011-04" == str(case_in(file, "nagasaki-asp-2008").participations[0].joined)


def test_a_row_of_no_case_is_rejected_with_near_ids():
    file = join(CASES, "kagawa-eapp-2005,高松市,,,")

    assert [(2, "case_id", "procurement.no_such_case", Severity.ERROR)] == said(file)
    assert "kagawa-eapp-2004" == file.issues[0].suggestion[0]
    assert [(2, "高松市")] == [(row, cells["body"]) for row, cells in file.rejected]


def test_unknown_and_ambiguous_bodies_are_rejected_with_near_names():
    cases = cases_of("a,東京都;広島県,x,電子申請,https://x.org,,,,", "b,大阪府,x,電子申請,https://x.org,,,,")
    file = join(
        cases,
        "a,府中市,,,",
        "a,広島県府中市,,,",
        "b,太子,,,",
        "b,府中市,,,",
        "b,東京都府中市,,,",
        "b,福井市,,,",
    )

    assert [
        (2, "procurement.ambiguous_participant"),
        (4, "governments.unknown_name"),
        (5, "procurement.ambiguous_participant"),
        (7, "governments.unknown_name"),
    ] == [(issue.row, issue.code) for issue in file.issues]
    assert ("大阪府太子町（273813）",) == file.issues[1].suggestion
    assert "広島県府中市（342084）" in file.issues[2].to("ja")
    assert ("福井県福井市（182010）",) == file.issues[3].suggestion[:1]
    assert ["342084"] == [p.code for p in case_in(file, "a").participations]
    assert ["132063"] == [p.code for p in case_in(file, "b").participations]
    assert 4 == len(file.rejected)


def test_a_name_in_a_list_that_two_prefectures_share_is_no_participant():
    (case,) = cases_of("a,東京都;広島県,x,電子申請,https://x.org,,府中市;広島県府中市,,")

    assert (("府中市",), ["広島県府中市"]) == (case.unresolved, [p.name for p in case.participations])


def test_a_wrong_code_is_rejected_with_its_repair():
    file = join(CASES, "omi-genai-2026,25206,,,", "omi-genai-2026,252060,,,", "omi-genai-2026,999997,,,")

    assert [2, 3, 4] == [row for row, _ in file.rejected]
    assert "252069" in file.issues[0].to("en")


def test_a_ward_is_no_participant_and_its_city_is_suggested():
    file = join(CASES, "osaka-chat-2021,大阪市北区,,,", "osaka-chat-2021,271276,,,")

    assert ["procurement.no_buyer"] * 2 == [issue.code for issue in file.issues]
    assert ("大阪府大阪市（271004）",) == file.issues[0].suggestion


def test_a_participant_counts_once_under_its_name_and_its_code():
    file = join(
        CASES,
        "omi-genai-2026,草津市,2026-04,,",
        "omi-genai-2026,252069,,,",
        "omi-genai-2026,滋賀県草津市,2026-04,,",
    )

    twice = [issue for issue in file.issues if issue.code == "procurement.participant_twice"]
    assert [(3, 2), (4, 2)] == [(issue.row, issue.params["first"]) for issue in twice]
    assert [3, 4] == [row for row, _ in file.rejected]
    assert 1 == [p.code for p in case_in(file, "omi-genai-2026").participations].count("252069")


def test_a_body_counts_once_under_the_codes_before_and_after_it_became_a_city():
    cases = cases_of("a,宮城県,x,電子申請,https://x.org,,,,")
    file = join(
        cases, "a,富谷町,2015-04,,", "a,富谷市,2017-04,,", "a,仙台市,2015-04,2016-03,", "a,仙台市,2017-04,,"
    )

    assert [(3, "procurement.participant_twice")] == [(i.row, i.code) for i in file.issues]
    assert ["富谷町", "仙台市", "仙台市"] == [p.name for p in file.cases[0].participations]


def test_a_body_that_did_not_exist_when_it_joined_is_said_with_what_there_was():
    cases = cases_of("a,宮城県,x,電子申請,https://x.org,,,,")
    file = join(cases, "a,富谷市,2015-04,,", "a,富谷町,2017-04,,", "a,仙台市,2005-04,,")

    assert [
        (2, "joined", "procurement.body_not_then", Severity.WARNING),
        (3, "body", "procurement.participant_twice", Severity.ERROR),
        (3, "joined", "procurement.body_not_then", Severity.WARNING),
        (4, "joined", "procurement.before_history", Severity.NOTE),
    ] == sorted(said(file))
    told = {issue.row: issue.suggestion for issue in file.issues if issue.code == "procurement.body_not_then"}
    assert {2: ("宮城県富谷町（044237）",), 3: ("宮城県富谷市（042161）",)} == told


def test_a_service_that_started_before_a_participant_existed_is_said():
    case = "a,宮城県,x,電子申請,https://x.org,,富谷市;仙台市,2020-04,2015-04"
    read = read_cases((CASE_HEADINGS + case).encode())
    file = join(cases_of("a,宮城県,x,電子申請,https://x.org,,,2020-04,2015-04"), "a,富谷市,,,", "a,仙台市,,,")

    assert [(2, "service_start", "procurement.service_before_body", Severity.WARNING)] == said(read)
    assert [(2, "body", "procurement.service_before_body", Severity.WARNING)] == said(file)
    assert "宮城県富谷町（044237）" in read.issues[-1].to("en")
    assert "宮城県富谷町（044237）" in file.issues[0].to("ja")


def test_nobody_leaves_before_it_joined():
    file = join(CASES, "omi-genai-2026,草津市,2026-04,2025-03,", "omi-genai-2026,守山市,2026,2026-12,")

    assert [(2, None, "tables.contradiction", Severity.ERROR)] == said(file)


def test_a_count_that_disagrees_with_the_list_is_said():
    line = "https://x.org,2,萩市;長門市,2020-04,2015-04"
    cases = cases_of(
        f"a,山口県,x,電子申請,{line}", f"b,山口県,x,電子申請,{line}", f"c,山口県,x,電子申請,{line}"
    )
    file = join(
        cases,
        "a,下松市,2018,,",  # three on the day of the count
        "b,下松市,2021,,",  # it came after the count
        "c,長門市,2016,2018,",  # one is left
        "c,萩市,,,",
    )

    assert [(2, 2, 3), (4, 2, 1)] == [
        (issue.row, issue.params["count"], issue.params["listed"]) for issue in file.issues
    ]
    assert {"procurement.list_disagrees"} == {issue.code for issue in file.issues}


def test_an_association_takes_part_without_a_code_and_is_not_counted():
    file = join(CASES, "omi-genai-2026,架空広域連合,2026-04,,", "omi-genai-2026,架空広域連合,2026-04,,")
    case = case_in(file, "omi-genai-2026")
    (association,) = [p for p in case.participations if p.body_type is BodyType.ASSOCIATION]

    assert (None, "架空広域連合", "架空広域連合") == (association.code, association.name, association.key)
    assert 6 == len(case.municipalities)
    assert {"procurement.association_named", "procurement.participant_twice"} == {i.code for i in file.issues}


def test_two_cases_of_one_id_are_refused():
    with pytest.raises(ValueError, match="omi-genai-2026"):
        read_participations(HEADINGS.encode(), [*CASES, *(c for c in CASES if c.id == "omi-genai-2026")])


NAMES = [body.full_name for body in municipalities(prefecture="香川県")] + [
    "高松",
    "香川県",
    "370002",
    "37201",
]
DAYS = ["", "2004", "2009年度", "2015-04", "2015-04-01", "2030"]
LINES = st.lists(
    st.tuples(
        st.sampled_from(["kagawa-eapp-2004", "kagawa-eapp-2004", "x"]),
        *map(st.sampled_from, (NAMES, DAYS, DAYS)),
    ),
    max_size=12,
)


@settings(max_examples=60)
@given(LINES)
def test_every_row_is_in_a_case_or_rejected_with_an_error(lines):
    file = join(CASES, *(",".join([*line, ""]) for line in lines))
    before = case_in(read_cases(), "kagawa-eapp-2004").participations
    after = case_in(file, "kagawa-eapp-2004").participations
    wrong = {issue.row for issue in file.issues if issue.severity is Severity.ERROR}

    assert wrong == {row for row, _ in file.rejected}
    assert {p.key for p in before} <= {p.key for p in after}
    good = [line for row, line in enumerate(lines, start=2) if row not in wrong]
    names = {name for _, name, _, _ in good} | {name.removeprefix("香川県") for _, name, _, _ in good}
    assert all(p in before or p.name in names or p.code in names for p in after)
    assert len(good) <= len(after)
