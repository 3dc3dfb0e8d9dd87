"""Rows and files are drawn with what must be found in them: the row path and the column path find that, and nothing else."""

import csv
from io import StringIO
from typing import Annotated

import pytest
from attrs import frozen
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from chiho_digital import testing
from chiho_digital.basics import InvalidValue, Text
from chiho_digital.procurement import CaseRow, ParticipationRow
from chiho_digital.tables import (
    Across,
    Column,
    RowModel,
    Severity,
    Whole,
    check,
    check_rows,
    columns_of,
    read,
    read_rows,
)
from chiho_digital.testing.cells import Cell, wrong_in
from chiho_digital.testing.rows import drawn_row, faults

pytestmark = pytest.mark.slow  # many files of every form

MODELS = {kind.__name__: kind for kind in testing.drawn_classes() if issubclass(kind, RowModel)}
FEW = settings(max_examples=15, database=None, phases=[Phase.generate])


def written(*rows):
    """A file of rows, as text."""
    out = StringIO()
    csv.writer(out).writerows([list(rows[0].cells), *(list(row.cells.values()) for row in rows)])
    return out.getvalue().encode()


def told(issues):
    return [(issue.row, issue.column, issue.code) for issue in issues]


@pytest.mark.parametrize("name", MODELS)
def test_every_fault_of_every_column_is_refused_by_rows_and_columns_with_exactly_its_code(name):
    model = MODELS[name]
    columns, every = columns_of(model), faults(model)
    plain = find(
        testing.rows(model),
        lambda row: not row.issues and sum(map(bool, row.cells.values())) > 1,
        settings=settings(FEW, max_examples=500),
    )
    right = {field: Cell(text) for field, text in plain.cells.items()}
    rows = [drawn_row(model, {**right, **fault}) for fault in every]

    assert {(field, cell.code) for field in columns for cell in wrong_in(columns[field])} == {
        (field, cell.code) for fault in every for field, cell in fault.items() if cell.code is not None
    }
    for row in rows:
        assert 1 == len(row.errors) == len(row.issues)
        with pytest.raises(ValidationError) as raised:
            model.model_validate({field: text or None for field, text in row.cells.items()})
        assert [code for _, code in row.errors] == [error["type"] for error in raised.value.errors()]
    file = written(*rows)
    checked = check_rows(read_rows(file, model), model)
    expected = [(number, *issue) for number, row in enumerate(rows, 2) for issue in row.issues]
    assert expected == [issue for issue in told(checked.issues) if issue[2] != "tables.duplicate"]
    assert () == checked.good
    assert checked.issues == check(read(file, model), model).issues


@pytest.mark.parametrize("name", MODELS)
def test_right_rows_become_records(name):
    model = MODELS[name]

    @FEW
    @given(testing.rows(model))
    def become(row):
        assert row.is_right
        checked = check_rows(read_rows(written(row), model), model)
        assert [(2, *issue) for issue in row.issues] == told(checked.issues)
        assert 1 == len(checked.good)

    become()


@pytest.mark.parametrize("form", testing.FORMS)
@pytest.mark.parametrize("name", MODELS)
def test_in_files_of_every_form_exactly_the_issues_told_are_found(name, form):
    model = MODELS[name]

    @settings(FEW, max_examples=3)
    @given(testing.files(model, form=form))
    def found(file):
        rows = check_rows(read_rows(file.data, model), model)
        assert list(file.issues) == told(rows.issues)
        assert list(file.rejected) == [number for number, _ in rows.rejected]
        assert rows.issues == check(read(file.data, model), model).issues

    found()


def test_files_are_without_errors_or_with_some_as_asked():
    @FEW
    @given(testing.files(ParticipationRow, wrong=False), testing.files(ParticipationRow, wrong=True))
    def asked(right, wrong):
        assert () == right.rejected
        assert {Severity.ERROR} <= {
            issue.severity
            for issue in check_rows(read_rows(wrong.data, ParticipationRow), ParticipationRow).issues
        }

    asked()


def test_every_kind_of_fault_of_a_file_is_met():
    wanted = {
        "tables.blank_row",
        "tables.contradiction",
        "tables.duplicate",
        "tables.heading_missing",
        "tables.heading_unknown",
        "tables.ragged_row",
        "tables.required",
    }
    met = set()

    class AllMet(Exception):
        pass

    @settings(FEW, max_examples=1_000, derandomize=True)
    @given(testing.files(CaseRow, form="csv") | testing.files(ParticipationRow, form="csv"))
    def meet(file):
        met.update(code for _, _, code in file.issues)
        if wanted <= met:
            raise AllMet

    with pytest.raises(AllMet):
        meet()


def test_a_form_that_is_none_is_refused():
    with pytest.raises(InvalidValue, match="parquet") as raised:
        testing.files(CaseRow, form="pdf")
    assert "testing.no_form" == raised.value.code


@frozen
class Even:
    """A kind of cell of a user's own."""

    @property
    def expected(self):
        return Text("偶数", "an even number")

    def read(self, text):
        number = Whole(0, 100).read(text)
        if number % 2:
            raise InvalidValue("tables.not_whole", value=text)
        return number

    def write(self, value):
        return str(value)


class OwnRow(RowModel):
    low: Annotated[int, Column("下", Whole(0, 9), required=True)]
    high: Annotated[int, Column("上", Whole(0, 9), required=True)]
    even: Annotated[int | None, Column("偶数", Even())] = None

    @classmethod
    def across(cls):
        row = cls.facts()
        return (Across(row["low"] <= row["high"], Text("逆です", "the wrong way round")),)


def test_row_models_and_kinds_of_cells_of_a_users_own_are_drawn():
    with pytest.raises(InvalidValue, match="Even") as raised:
        testing.rows(OwnRow)
    assert "testing.no_strategy" == raised.value.code
    testing.cell_texts(
        Even,
        lambda _: st.integers(0, 50).map(lambda half: str(2 * half)),
        lambda _: [("3", "tables.not_whole")],
    )

    @settings(max_examples=100, database=None)
    @given(testing.files(OwnRow, form="csv"), testing.row_records(OwnRow))
    def drawn(file, record):
        assert record.low <= record.high
        assert list(file.issues) == told(check_rows(read_rows(file.data, OwnRow), OwnRow).issues)

    drawn()
    row = find(testing.wrong_rows(OwnRow), lambda row: row.issues[0] == (None, "tables.contradiction"))
    assert int(row.cells["low"]) > int(row.cells["high"])
