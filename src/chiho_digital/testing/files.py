"""Files of rows to draw, in every form that the library reads, with what is wrong in them known beforehand."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Any, Literal, get_args

from attrs import frozen
from hypothesis import strategies as st

from chiho_digital.basics import InvalidValue, require
from chiho_digital.tables import RowModel, columns_of
from chiho_digital.tables.rows import asked_of

from .rows import DrawnRow, rows, wrong_rows

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

__all__ = ["FORMS", "DrawnFile", "Form", "files"]

Form = Literal["csv", "csv_bom", "csv_cp932", "tsv", "json_lines", "xlsx", "parquet"]
FORMS: tuple[Form, ...] = get_args(Form)
"""The forms of file that can be drawn."""

_TEXT = {"csv": "utf-8", "csv_bom": "utf-8-sig", "csv_cp932": "cp932", "tsv": "utf-8"}
_UNKNOWN = "知らない列"
_Issue = tuple["int | None", "str | None", str]


@frozen
class DrawnFile:
    """A file with what must be found in it (ファイルと、報告されるべき指摘). Strictly read-only.

    data: its bytes.  form: as asked for.  rows: what stands in it, by row number as issues have it.
    issues: (row, field or heading, code) of every issue that must be reported, in the order of `check`, and no other.
    rejected: the numbers of the rows that become no records.
    """

    data: bytes
    form: Form
    rows: tuple[tuple[int, DrawnRow], ...]
    issues: tuple[_Issue, ...]
    rejected: tuple[int, ...]


@frozen
class _Content:
    """What is to be written: headings with their fields, rows of texts, and what is wrong beside the rows."""

    headings: list[tuple[str, str | None]]
    rows: list[DrawnRow]
    ragged: frozenset[int] = frozenset()
    blank: frozenset[int] = frozenset()


def files(
    model: type[RowModel], *, form: Form | None = None, wrong: bool | None = None, max_rows: int = 4
) -> SearchStrategy[DrawnFile]:
    """Files of rows of a model (表のファイル): every field has its column, under its English or Japanese heading.

    form: by default any of those in text; workbooks (extra `excel`) and Parquet (extra `polars`) take longer to write.
    wrong: without errors (False), with at least one (True), or either. Errors are in cells, between cells and between
    rows; besides there are unknown and missing columns, blank rows, and rows with too few cells.

    Raises:
        InvalidValue: there is no such form.
    """
    if form is not None and form not in FORMS:
        raise InvalidValue("testing.no_form", value=form, forms=FORMS)
    forms = st.sampled_from([*_TEXT, "json_lines"] if form is None else [form])
    return _files(model, forms, max_rows, wrong=wrong)


@st.composite
def _files(
    draw: st.DrawFn,
    model: type[RowModel],
    forms: SearchStrategy[Any],
    max_rows: int,
    *,
    wrong: bool | None,
) -> DrawnFile:
    form: Form = draw(forms)
    columns = columns_of(model)
    right, bad = rows(model, plain=True), wrong_rows(model, plain=True)
    found = draw(st.lists(right if wrong is False else right | bad, max_size=max_rows))
    found = [*found, draw(right if wrong is False or found else bad | right)]
    if wrong and all(row.is_right for row in found):
        found.append(draw(bad))
    if wrong is False:
        found = _each_once(model, found)
    japanese = form == "csv_cp932" or draw(st.booleans())
    headings: list[tuple[str, str | None]] = [
        (column.ja if japanese else name, name) for name, column in columns.items()
    ]
    content = _Content(headings, found)
    file = _drawn(model, form, content)
    if wrong is False:
        return file
    spoiled = _drawn(model, form, draw(_spoiled(content, form)))
    # The column that is missing, or the row that is too short, may be the one with the only error.
    return spoiled if spoiled.rejected or not wrong else file


def _each_once(model: type[RowModel], found: list[DrawnRow]) -> list[DrawnRow]:
    """The rows, without those that repeat a value which no two rows may share."""
    told, kept = _Told(model, frozenset()), list[DrawnRow]()
    for row in found:
        if not told.of(0, row)[1]:
            kept.append(row)
    return kept


@st.composite
def _spoiled(draw: st.DrawFn, content: _Content, form: Form) -> _Content:
    """The content, perhaps with something wrong beside its cells."""
    headings = content.headings
    numbers = st.frozensets(st.integers(0, len(content.rows) - 1), max_size=1)
    gone = draw(st.sampled_from(headings))
    left = [heading for heading in headings if heading != gone]
    match draw(st.sampled_from(("nothing", "unknown", "missing", "ragged", "blank", "repeated"))):
        case "unknown":
            return _Content([*headings, (_UNKNOWN, None)], content.rows)
        case "missing" if _stand(content.rows, left):
            return _Content(left, content.rows)
        case "ragged" if form in _TEXT and _stand(content.rows, headings[:-1]):
            return _Content(headings, content.rows, ragged=draw(numbers))
        case "blank" if form in _TEXT:
            return _Content(headings, content.rows, blank=draw(numbers))
        case "repeated":
            return _Content(headings, [*content.rows, draw(st.sampled_from(content.rows))])
        case _:
            return content


def _stand(found: list[DrawnRow], headings: list[tuple[str, str | None]]) -> bool:
    """Whether no row is blank in these columns alone; it would be no row then."""
    return all(any(name and row.cells[name].strip() for _, name in headings) for row in found)


def _first_row(form: Form) -> int:
    return 1 if form in {"json_lines", "parquet"} else 2


def _drawn(model: type[RowModel], form: Form, content: _Content) -> DrawnFile:
    """The file, and what must be said of it."""
    columns = columns_of(model)
    heading_row = None if _first_row(form) == 1 else 1
    present = [name for _, name in content.headings if name is not None]
    absent = [name for name in columns if name not in present]
    issues: list[_Issue] = [(None, None, "tables.separator")] if form == "tsv" else []
    issues += [
        (heading_row, heading, "tables.heading_unknown") for heading, name in content.headings if name is None
    ]
    issues += [(heading_row, name, "tables.heading_missing") for name in absent]
    unread = any(columns[name].required for name in absent)
    rejected: list[int] = []
    written: list[tuple[int, DrawnRow]] = []
    told = _Told(model, frozenset(absent))
    for number, (place, row) in enumerate(_with_blanks(content), _first_row(form)):
        if place is None:
            issues.append((number, None, "tables.blank_row"))
        elif place in content.ragged:
            issues.append((number, None, "tables.ragged_row"))
        else:
            written.append((number, row))
            found, is_wrong = told.of(number, row)
            issues += found
            if is_wrong or unread:
                rejected.append(number)
    order = {name: at for at, name in enumerate(columns)}
    issues.sort(key=lambda issue: (issue[0] or 0, order.get(issue[1] or "", -1)))
    data = _WRITERS[form](content, form)
    return DrawnFile(data, form, tuple(written), tuple(issues), tuple(rejected))


def _with_blanks(content: _Content) -> list[tuple[int | None, DrawnRow]]:
    """The rows by their places, and before some of them a blank one, which has none."""
    found: list[tuple[int | None, DrawnRow]] = []
    for place, row in enumerate(content.rows):
        if place in content.blank:
            found.append((None, row))
        found.append((place, row))
    return found


class _Told:
    """What is said of one row after the other: values that no two rows may share are remembered."""

    def __init__(self, model: type[RowModel], absent: frozenset[str]) -> None:
        self.columns, self.absent = columns_of(model), absent
        self.met: dict[str, set[Any]] = {
            name: set() for name, column in self.columns.items() if column.unique
        }
        self.across = {
            name for asked in asked_of(model) for name in (fact.field for fact in asked.facts)
        } & absent

    def of(self, number: int, row: DrawnRow) -> tuple[list[_Issue], bool]:
        """What is said of a row, and whether it is rejected."""
        kept = [
            (name, code)
            for name, code in row.issues
            if name not in self.absent and not (name is None and self.across)
        ]
        issues: list[_Issue] = [(number, name, code) for name, code in kept]
        is_wrong = any(issue in row.errors for issue in kept)
        for name, seen in self.met.items():
            if name not in self.absent and not any(at == name for at, _ in row.errors):
                value = self.columns[name].read(row.cells[name])
                if value is not None and value in seen:
                    issues.append((number, name, "tables.duplicate"))
                    is_wrong = True
                seen.add(value)
        return issues, is_wrong


def _table(content: _Content) -> list[list[str]]:
    """The heading and the rows as texts."""
    table = [[heading for heading, _ in content.headings]]
    for place, row in _with_blanks(content):
        texts = ["" if name is None else row.cells[name] for _, name in content.headings]
        if place is None:
            texts = [""] * len(texts)
        table.append(texts[:-1] if place is not None and place in content.ragged else texts)
    return table


def _delimited(content: _Content, form: Form) -> bytes:
    out = StringIO()
    csv.writer(out, delimiter="\t" if form == "tsv" else ",").writerows(_table(content))
    return out.getvalue().encode(_TEXT[form])


def _json_lines(content: _Content, _: Form) -> bytes:
    heading, *below = _table(content)
    lines = [json.dumps(dict(zip(heading, texts, strict=True)), ensure_ascii=False) for texts in below]
    return "\n".join([*lines, ""]).encode()


def _workbook(content: _Content, _: Form) -> bytes:
    book = require("openpyxl", extra="excel").Workbook()
    for number, texts in enumerate(_table(content), 1):
        for place, text in enumerate(texts, 1):
            if text:
                cell = book.active.cell(number, place, text)
                cell.data_type = "s"  # a text that starts with = is no formula
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _parquet(content: _Content, _: Form) -> bytes:
    pl = require("polars", extra="polars")
    heading, *below = _table(content)
    out = BytesIO()
    pl.DataFrame(below, schema=dict.fromkeys(heading, pl.String), orient="row").write_parquet(out)
    return out.getvalue()


_Writer = Callable[[_Content, Form], bytes]
_WRITERS: dict[Form, _Writer] = {
    "csv": _delimited,
    "csv_bom": _delimited,
    "csv_cp932": _delimited,
    "tsv": _delimited,
    "json_lines": _json_lines,
    "xlsx": _workbook,
    "parquet": _parquet,
}
