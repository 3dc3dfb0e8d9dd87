"""What is known of the candidates for commonization (共通化の対象候補): which affairs are named, how surely, and what is no candidate."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from chiho_digital.basics import FiscalYear, Grade, Text, message
from chiho_digital.basics.shown import Shown
from chiho_digital.tables import Issue, NumberedRow, Severity, check_rows, columns_of, in_order, read_rows
from chiho_digital.tables.shown import REJECTED, file_checked

from .candidate_rows import GRADES, CandidateRow, CandidateRowKind, fiscal_year_in, grade_in, known

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chiho_digital.basics import Lang
    from chiho_digital.basics.shown import Part

__all__ = [
    "CANDIDATES_FILE",
    "CandidateFile",
    "KnownCandidate",
    "NotCandidate",
    "known_candidates",
    "read_candidates",
]

CANDIDATES_FILE = Path(__file__).parent / "data" / "commonization_candidates.csv"
"""The file that ships: four affairs named as candidates of FY2024, a probable one, and what is no candidate."""

_UNKNOWN = Text("不明", "not known")


@frozen
class KnownCandidate:
    """An affair known as a candidate (知られている対象候補). Strictly read-only. None is not known; texts are the file's.

    kind: candidate or probable candidate.  grade: of its being one, read from `confidence`.
    fiscal_year: for which it was chosen, read from `year_words`, with the grade of that.
    ministry: with the grade of that, which is not the candidacy's; `ministry_words` may say which is likely.
    target: the year aimed at.  related_proposal: the decentralisation proposal it may come from.
    """

    kind: CandidateRowKind
    name: str
    grade: Grade
    confidence: str
    fiscal_year: FiscalYear | None
    fiscal_year_grade: Grade | None
    year_words: str | None
    ministry: str | None
    ministry_grade: Grade | None
    ministry_words: str | None
    stage: str | None
    target: str | None
    related_proposal: str | None
    source_url: str | None
    source_locator: str | None
    note: str | None

    @property
    def is_probable(self) -> bool:
        """Whether no source names it as a candidate, though much speaks for it."""
        return self.kind is CandidateRowKind.PROBABLE

    def to(self, lang: Lang) -> str:
        """The affair, for which year, and whose it is, each with its grade; and where it was read."""
        ministry = Text(self.ministry, self.ministry) if self.ministry else None
        year = Text(self.fiscal_year.to("ja"), self.fiscal_year.to("en")) if self.fiscal_year else None
        params = {
            "name": self.name,
            "kind": _graded(self.kind.label, self.grade),
            "year": _graded(year, self.fiscal_year_grade),
            "ministry": _graded(ministry, self.ministry_grade),
            "source": self.source_url or _UNKNOWN,
        }
        return message("commonization.candidate", params, lang)


@frozen
class NotCandidate:
    """What a file of candidates says beside them (対象候補でないもの). Strictly read-only. None is not known; texts are the file's.

    kind: a count, an expectation of the press, or a year without a list.  grade: of the statement, read from `confidence`.
    """

    kind: CandidateRowKind
    name: str
    fiscal_year: FiscalYear | None
    year_words: str | None
    statement: str | None
    grade: Grade | None
    confidence: str | None
    source_url: str | None
    source_locator: str | None
    note: str | None


@frozen
class CandidateFile(Shown):
    """A file of candidates, read and checked (対象候補ファイル). Strictly read-only.

    candidates, not_candidates: every row that can be used, in the file's order.
    rejected: (row number, cells) of the rows that cannot be used.  issues: all that was found, by row and column.
    """

    name: str
    encoding: str | None
    candidates: tuple[KnownCandidate, ...]
    not_candidates: tuple[NotCandidate, ...]
    rejected: tuple[tuple[int, dict[str, str]], ...]
    issues: tuple[Issue, ...]

    def __shown__(self) -> Iterable[Part]:
        counts = {
            Text("対象候補", "candidates"): len(self.candidates),
            Text("対象候補でない行", "rows that are no candidates"): len(self.not_candidates),
            REJECTED: len(self.rejected),
        }
        return file_checked(self.name, self.encoding, counts, self.issues)


def read_candidates(
    source: Path | str | bytes = CANDIDATES_FILE, *, encoding: str | None = None
) -> CandidateFile:
    """The candidates of a file (the one that ships unless you name yours), and what it says that is no candidate.

    Raises:
        OSError: the file cannot be read. Everything wrong inside it becomes an issue instead.
    """
    loaded = read_rows(source, CandidateRow, encoding=encoding)
    checked = check_rows(loaded, CandidateRow)
    candidates: list[KnownCandidate] = []
    others: list[NotCandidate] = []
    ungraded: list[Issue] = []
    for row in checked.good:
        kind = CandidateRowKind(row.record.row_type)
        if not kind.is_candidate:
            others.append(_other(kind, row.record))
            continue
        candidate = _candidate(kind, row.record)
        if candidate is None:
            ungraded += _ungraded(row)
        else:
            candidates.append(candidate)
    bad = {number for number, _ in checked.rejected} | {issue.row for issue in ungraded}
    return CandidateFile(
        loaded.name,
        loaded.encoding,
        tuple(candidates),
        tuple(others),
        tuple((number, cells) for number, cells in loaded.rows if number in bad),
        in_order((*checked.issues, *ungraded), columns_of(CandidateRow)),
    )


@cache
def known_candidates() -> tuple[KnownCandidate, ...]:
    """The candidates for commonization that are known by name. Twelve affairs were studied in FY2024, eleven went on: more are not known.

    What the file says beside them stands in `read_candidates().not_candidates`.

    >>> [candidate.ministry for candidate in known_candidates()]
    ['総務省', None, None, '総務省', '厚生労働省']
    """
    return read_candidates().candidates


def _candidate(kind: CandidateRowKind, row: CandidateRow) -> KnownCandidate | None:
    """The candidate of a row; None where a grade is missing."""
    grade, ministry = _candidacy(row), known(row.ministry)
    ministry_grade = grade_in(row.ministry_confidence) if ministry else None
    if grade is None or (ministry and ministry_grade is None):
        return None
    year = fiscal_year_in(row.selection_fiscal_year)
    return KnownCandidate(
        kind=kind,
        name=row.item_name_ja,
        grade=grade,
        confidence=row.confidence or "",
        fiscal_year=year,
        fiscal_year_grade=(grade_in(row.confidence, "FY") or grade) if year else None,
        year_words=row.selection_fiscal_year,
        ministry=ministry,
        ministry_grade=ministry_grade,
        ministry_words=row.ministry,
        stage=known(row.stage_or_outcome),
        target=known(row.target_year),
        related_proposal=known(row.related_bunken_proposal),
        source_url=row.source_url,
        source_locator=row.source_locator,
        note=row.note,
    )


def _candidacy(row: CandidateRow) -> Grade | None:
    return grade_in(row.confidence, "candidate", "候補") or grade_in(row.confidence)


def _ungraded(row: NumberedRow[CandidateRow]) -> list[Issue]:
    """The cells of a candidate that should state a grade and do not."""
    record = row.record
    cells = {"confidence": record.confidence} if _candidacy(record) is None else {}
    if known(record.ministry) and grade_in(record.ministry_confidence) is None:
        cells["ministry_confidence"] = record.ministry_confidence
    code, params = "commonization.no_grade", {"words": tuple(GRADES)}
    return [Issue(row.row, column, code, Severity.ERROR, words, params) for column, words in cells.items()]


def _other(kind: CandidateRowKind, row: CandidateRow) -> NotCandidate:
    return NotCandidate(
        kind=kind,
        name=row.item_name_ja,
        fiscal_year=fiscal_year_in(row.selection_fiscal_year),
        year_words=row.selection_fiscal_year,
        statement=row.stage_or_outcome,
        grade=grade_in(row.confidence),
        confidence=row.confidence,
        source_url=row.source_url,
        source_locator=row.source_locator,
        note=row.note,
    )


def _graded(what: Text | None, grade: Grade | None) -> Text:
    """Something with its grade, or that it is not known."""
    if what is None or grade is None:
        return _UNKNOWN
    return Text(f"{what.ja}［{grade.label.ja}］", f"{what.en} [{grade.label.en}]")
