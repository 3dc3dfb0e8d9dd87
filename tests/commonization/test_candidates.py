"""The known candidates: loaded with their grades; what is no candidate stands apart, and no cell is lost."""

import csv
import pickle

import pytest

from chiho_digital.basics import FiscalYear, Grade
from chiho_digital.commonization import (
    CANDIDATES_FILE,
    CandidateRow,
    CandidateRowKind,
    known_candidates,
    read_candidates,
)
from chiho_digital.tables import check_rows, columns_of, read_rows

HEADINGS = tuple(columns_of(CandidateRow))
WORDS = {
    "high": Grade.PRIMARY,
    "primary": Grade.PRIMARY,
    "medium": Grade.SECONDARY,
    "secondary": Grade.SECONDARY,
    "low": Grade.INFERRED,
    "inferred": Grade.INFERRED,
}


@pytest.fixture(scope="module")
def file():
    return read_candidates()


@pytest.fixture(scope="module")
def published():
    with CANDIDATES_FILE.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def one(**cells):
    """What becomes of a file of one row."""
    row = dict.fromkeys(HEADINGS, "") | {
        "row_type": "candidate",
        "selection_fiscal_year": "FY2024",
        "item_name_ja": "架空の業務",
        "ministry": "総務省",
        "ministry_confidence": "high",
        "confidence": "high",
    }
    return read_candidates(f"{','.join(HEADINGS)}\n{','.join((row | cells).values())}\n".encode())


def test_the_file_is_read_without_an_issue(file):
    assert ((), (), "utf-8") == (file.issues, file.rejected, file.encoding)


def test_every_row_is_a_candidate_or_stands_apart(file, published):
    assert (5, 7) == (len(file.candidates), len(file.not_candidates))
    assert sorted(row["item_name_ja"] for row in published) == sorted(
        found.name for found in (*file.candidates, *file.not_candidates)
    )


def test_the_candidates_are_those_named_with_the_grade_of_their_being_one():
    assert [
        ("公共事業の入札参加資格の審査（参加資格審査手続の統一・電子化）", False, Grade.SECONDARY),
        ("預貯金照会（残高・取引履歴のオンライン一括照会）", False, Grade.SECONDARY),
        ("国政選挙の調査報告（自治体から国への報告のオンライン集計）", False, Grade.SECONDARY),
        ("ふるさと納税の返礼品登録申請（返礼品の確認）", False, Grade.SECONDARY),
        ("事業者・自治体間の障害福祉関係手続", True, Grade.INFERRED),
    ] == [(found.name, found.is_probable, found.grade) for found in known_candidates()]


def test_the_fiscal_year_has_a_grade_of_its_own():
    assert {FiscalYear(2024)} == {found.fiscal_year for found in known_candidates()}
    assert ["inferred", "inferred", "inferred", "secondary", "inferred"] == [
        found.fiscal_year_grade for found in known_candidates()
    ]


def test_an_unknown_ministry_stays_unknown_and_an_inferred_one_is_graded_apart():
    assert [
        ("総務省", "inferred", "総務省"),
        (None, None, "unknown"),
        (None, None, "unknown (総務省 likely)"),
        ("総務省", "primary", "総務省"),
        ("厚生労働省", "primary", "厚生労働省"),
    ] == [(found.ministry, found.ministry_grade, found.ministry_words) for found in known_candidates()]


def test_what_is_no_candidate_says_what_it_is(file):
    assert [
        (CandidateRowKind.COUNT, "secondary", 2024),
        (CandidateRowKind.COUNT, "primary", 2024),
        (CandidateRowKind.EXPECTED, "secondary", None),
        (CandidateRowKind.EXPECTED, "secondary", None),
        (CandidateRowKind.EXPECTED, "secondary", None),
        (CandidateRowKind.NO_LIST, None, 2025),
        (CandidateRowKind.NO_LIST, None, 2026),
    ] == [
        (found.kind, found.grade, found.fiscal_year and found.fiscal_year.year)
        for found in file.not_candidates
    ]
    assert not any(found.kind.is_candidate for found in file.not_candidates)


def test_no_cell_is_dropped(published):
    checked = check_rows(read_rows(CANDIDATES_FILE, CandidateRow), CandidateRow)

    for cells, row in zip(published, checked.good, strict=True):
        columns = columns_of(CandidateRow).items()
        assert cells == {name: column.write(getattr(row.record, name)) or "" for name, column in columns}


def test_the_original_words_are_kept(file, published):
    rows = {row["item_name_ja"]: row for row in published}

    for found in (*file.candidates, *file.not_candidates):
        row = {name: text or None for name, text in rows[found.name].items()}
        statement = found.stage if found.kind.is_candidate else found.statement
        if found.kind is not CandidateRowKind.NO_LIST:  # two rows bear the same name
            assert (row["selection_fiscal_year"], row["stage_or_outcome"]) == (found.year_words, statement)
        assert (row["confidence"], row["note"]) == (found.confidence, found.note)
        assert (row["source_url"], row["source_locator"]) == (found.source_url, found.source_locator)
    assert [None] * 4 == [found.target for found in file.candidates[:4]]
    assert [None] * 3 == [found.related_proposal for found in file.candidates[:3]]


@pytest.mark.parametrize("word", WORDS)
def test_the_words_for_grades_are_read_by_the_table(word):
    (found,) = one(confidence=word, ministry_confidence=word).candidates

    assert (WORDS[word], WORDS[word], WORDS[word], word) == (
        found.grade,
        found.ministry_grade,
        found.fiscal_year_grade,
        found.confidence,
    )


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"confidence": "sure"}, "confidence"),
        ({"confidence": ""}, "confidence"),
        ({"confidence": "not found"}, "confidence"),
        ({"ministry_confidence": "unknown"}, "ministry_confidence"),
        ({"ministry_confidence": ""}, "ministry_confidence"),
    ],
)
def test_a_candidate_without_a_grade_is_rejected_with_the_words_that_may_stand(cells, column):
    file = one(**cells)
    (issue,) = file.issues

    assert ((), [2]) == (file.candidates, [number for number, _ in file.rejected])
    assert ("commonization.no_grade", 2, column) == (issue.code, issue.row, issue.column)
    for lang in ("ja", "en"):
        assert "secondary" in issue.to(lang)


def test_both_grades_are_asked_for_at_once():
    assert {"confidence", "ministry_confidence"} == {
        issue.column for issue in one(confidence="?", ministry_confidence="?").issues
    }


def test_a_kind_of_row_that_is_not_known_is_refused():
    file = one(row_type="press_expectation")

    assert ((), (), 1) == (file.candidates, file.not_candidates, len(file.rejected))
    assert "press_expectation_not_candidate" == file.issues[0].suggestion


def test_a_year_that_is_not_named_is_not_known():
    (found,) = one(selection_fiscal_year="before selection (2024-05)").candidates

    assert (None, None, "before selection (2024-05)") == (
        found.fiscal_year,
        found.fiscal_year_grade,
        found.year_words,
    )


def test_a_candidate_is_told_with_its_grades():
    tendering, deposits, *_, disability = known_candidates()

    assert "総務省［推論］" in tendering.to("ja")
    assert "令和6年度［推論］" in tendering.to("ja")
    assert "所管府省 不明" in deposits.to("ja")
    assert "probable candidate [inferred]" in disability.to("en")
    assert "ministry 厚生労働省 [primary]" in disability.to("en")
    assert "source: not known" in one().candidates[0].to("en")


def test_candidates_travel_by_pickle(file):
    assert file == pickle.loads(pickle.dumps(file))
