"""Every row model of the library is checked alike row by row and as columns, on every engine in memory."""

import sys
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chiho_digital.tables import check, check_rows, columns_of, read, read_rows

sys.path.insert(0, str(Path(__file__).parent))
from row_models import file_of, row_models, texts_of, written

MODELS = row_models()


@st.composite
def files(draw, model):
    """A few rows, most cells right, some columns left out."""
    columns = columns_of(model)
    fields = [name for name in columns if draw(st.integers(0, 9))]
    cells = []
    for name in fields:
        texts = texts_of(columns[name])
        likely = st.sampled_from(texts[: max(len(texts) - 13, 1)])
        cells.append(st.one_of(likely, likely, likely, st.sampled_from(texts)))
    return file_of(fields, draw(st.lists(st.tuples(*cells), max_size=6)))


def rows_of(frame):
    if isinstance(frame, pl.DataFrame):
        return frame.to_dicts()
    if hasattr(frame, "iloc"):
        frame = pl.from_pandas(frame)
        return frame.to_dicts()
    return (frame.to_arrow_table() if hasattr(frame, "to_arrow_table") else frame).to_pylist()


@pytest.mark.parametrize("name", MODELS)
def test_rows_and_columns_agree(name):
    model = MODELS[name]

    @settings(max_examples=60)
    @given(st.data(), st.sampled_from(["polars", "polars", "pandas", "pyarrow", "duckdb"]))
    def agree(data, engine):
        file = data.draw(files(model))
        rows = check_rows(read_rows(file, model), model)
        columns = check(read(file, model, engine=engine), model)
        assert rows.issues == columns.issues
        assert [number for number, _ in rows.rejected] == [row["row_no"] for row in rows_of(columns.rejected)]
        assert [{"row_no": row.row, **written(model, row.record)} for row in rows.good] == rows_of(
            columns.good
        )

    agree()


def test_there_are_the_models_that_are_known():
    known = {"AmountRow", "CaseRow", "OfferingRow", "ParticipationRow", "SoftwareRow"}

    assert known <= {name.rpartition(".")[2] for name in MODELS}
