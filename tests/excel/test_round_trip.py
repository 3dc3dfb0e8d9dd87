"""Whatever is typed into a template is read back as it was typed, and checked as if it had stood in a CSV file."""

import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from chiho_digital.procurement import AmountRow, CaseRow
from chiho_digital.tables import check_rows, columns_of, read, read_rows
from chiho_digital.talent import IndexRow, ResultRow

sys.path.insert(0, str(Path(__file__).parents[1]))
from workbook_making import empty, filled

from row_models import file_of, right, row_models

MODELS = row_models()


@pytest.mark.parametrize("name", MODELS)
def test_rows_typed_as_text_are_the_rows_of_a_csv_file(name):
    model = MODELS[name]
    columns = columns_of(model)
    template = empty(model)
    cells = {name: st.sampled_from(right(column.kind)) for name, column in columns.items()}

    @settings(max_examples=8)
    @given(st.lists(st.fixed_dictionaries(cells), min_size=1, max_size=4))
    def agree(rows):
        data = filled(model, rows, template=template)
        loaded = read_rows(data, model)
        assert [(n, row) for n, row in enumerate(rows, 2)] == list(loaded.rows)
        plain = check_rows(
            read_rows(file_of(columns, [[row[name] for name in columns] for row in rows]), model), model
        )
        checked = check_rows(loaded, model)
        assert (plain.good, plain.rejected) == (checked.good, checked.rejected)
        assert list(plain.issues) == [i for i in checked.issues if i.code != "tables.other_sheets"]

    agree()


@settings(max_examples=25)
@example("一行目\n二行目")
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), min_size=1))
def test_any_text_is_read_back_as_it_was_typed(text):
    loaded = read_rows(filled(ResultRow, [{"remark": text, "assignment": "a"}], template=RESULTS), ResultRow)

    assert text == loaded.rows[0][1]["remark"]


RESULTS = empty(ResultRow)


def test_leading_zeros_and_digits_stay_as_they_were_typed():
    typed = {"body": "011002", "fiscal_year": "07", "index": "0.50"}

    assert typed == read_rows(filled(IndexRow, [typed]), IndexRow).rows[0][1]


def test_numbers_and_days_that_excel_made_of_what_was_typed_are_read_too():
    row = {
        "case_id": "a",
        "scope": "総額",
        "yen": 1_200_000,
        "tax_basis": "税込",
        "period_start": date(2025, 4, 1),
    }

    (good,) = check_rows(read_rows(filled(AmountRow, [row]), AmountRow), AmountRow).good

    assert (1_200_000, "2025-04-01") == (good.record.yen, str(good.record.period_start))


def test_columns_read_a_template_like_rows():
    data = filled(CaseRow, [{"case_id": "a", "prefecture": "山口県", "notes": "=1+1"}])

    assert [dict(row) for _, row in read_rows(data, CaseRow).rows] == read(data, CaseRow).frame.drop(
        "row_no"
    ).to_dicts()
