"""Parquet: values become text without loss, and what has no text is said."""

import math
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiho_digital.procurement import CaseRow
from chiho_digital.tables import ENGINES, check, read, read_rows


def parquet(**columns):
    out = BytesIO()
    pl.DataFrame(columns).write_parquet(out)
    return out.getvalue()


def texts(both, *values, dtype=None):
    column = pl.Series(values, dtype=dtype, strict=False)
    return both(parquet(notes=column)).frame["notes"].to_list()


@pytest.mark.parametrize(
    ("dtype", "value", "text"),
    [
        (pl.String, "012", "012"),
        (pl.Categorical, "山口県", "山口県"),
        (pl.Enum(["a", "b"]), "b", "b"),
        (pl.Int8, -5, "-5"),
        (pl.UInt64, 2**64 - 1, "18446744073709551615"),
        (pl.Float64, 12.0, "12"),
        (pl.Float64, -0.0, "0"),
        (pl.Float64, 1.5, "1.5"),
        (pl.Float64, 0.1 + 0.2, "0.30000000000000004"),
        (pl.Float32, 0.1, "0.1"),
        (pl.Float32, 3.0, "3"),
        (pl.Float64, 1e300, "1e+300"),
        (pl.Float64, float("inf"), "inf"),
        (pl.Float64, float("nan"), ""),
        (pl.Boolean, True, "true"),
        (pl.Boolean, False, "false"),
        (pl.Date, date(2021, 5, 1), "2021-05-01"),
        (pl.Datetime("ns"), datetime(2021, 5, 1), "2021-05-01"),  # noqa: DTZ001 -- a time without zone
        (pl.Datetime("ms"), datetime(2021, 5, 1, 9, 30), "2021-05-01 09:30:00"),  # noqa: DTZ001 -- as above
        (pl.Datetime("us", "UTC"), datetime(2021, 5, 1, tzinfo=UTC), "2021-05-01"),
        (pl.Datetime("us", "Asia/Tokyo"), datetime(2021, 5, 1, tzinfo=UTC), "2021-05-01 09:00:00+09:00"),
        (pl.Time, time(9, 30), "09:30:00"),
        (pl.Decimal(10, 2), Decimal("1.50"), "1.50"),
        (pl.Null, None, ""),
    ],
)
def test_every_value_has_its_text_and_null_is_blank(both, dtype, value, text):
    assert [text, ""] == texts(both, value, None, dtype=dtype)


@given(st.lists(st.floats() | st.none(), min_size=1))
def test_a_float_can_be_read_back_from_its_text(both, values):
    for value, text in zip(values, texts(both, *values, dtype=pl.Float64), strict=True):
        if value is None or math.isnan(value):
            assert text == ""
        else:
            assert value == float(text)


def test_whole_numbers_with_gaps_from_pandas_are_whole_numbers():
    import pandas as pd

    out = BytesIO()
    pd.DataFrame({"case_id": ["a", "b"], "participants_municipal_count": [12, None]}).to_parquet(out)

    assert ["12", ""] == [
        cells["participants_municipal_count"] for _, cells in read_rows(out.getvalue(), CaseRow).rows
    ]


def test_rows_are_numbered_from_1_and_headings_have_no_row(both, codes):
    loaded = both(parquet(事例ID=["a", "b"], x=[1, 2]))

    assert [(1, "a"), (2, "b")] == loaded.frame.select("row_no", "case_id").rows()
    assert [(None, "x", "tables.heading_unknown")] == codes(loaded)
    assert {None} == {issue.row for issue in loaded.issues}


@pytest.mark.parametrize(
    "values", [[[1]], [{"a": 1}], [b"a"], [timedelta(1)]], ids=["list", "struct", "binary", "duration"]
)
def test_a_column_without_a_text_is_said_with_its_type_and_treated_as_missing(both, codes, values):
    loaded = both(parquet(case_id=values, notes=["x"], other=values))

    assert [(None, "case_id", "tables.column_type"), (None, "other", "tables.heading_unknown")] == sorted(
        codes(loaded)
    )
    assert "case_id" in {i.column for i in loaded.issues if i.code == "tables.heading_missing"}
    assert ["row_no", "notes"] == loaded.frame.columns
    assert 0 == len(check(loaded, CaseRow).good)


def test_a_column_twice_is_a_heading_that_stands_twice(both, codes):
    out = BytesIO()
    pq.write_table(pa.Table.from_arrays([pa.array([1]), pa.array([2])], names=["case_id", "case_id"]), out)

    assert [(None, "case_id", "tables.heading_twice")] == codes(both(out.getvalue()))
    mixed = both(parquet(case_id=["a"], 事例ID=["b"]))
    assert [(None, "事例ID", "tables.heading_twice")] == codes(mixed)


def test_a_file_without_rows_or_without_known_columns_is_read_as_it_is(both, codes):
    assert [(None, None, "tables.no_rows")] == codes(both(parquet(case_id=pl.Series([], dtype=pl.String))))
    assert [1, 2] == both(parquet(x=[1, 2])).frame["row_no"].to_list()
    assert [(None, None, "tables.no_rows")] == codes(both(parquet()))


def test_dictionaries_of_other_programs_are_decoded(both):
    out = BytesIO()
    pq.write_table(pa.table({"prefecture": pa.array(["山口県", "山口県"]).dictionary_encode()}), out)

    assert ["山口県", "山口県"] == both(out.getvalue()).frame["prefecture"].to_list()


WHOLE = parquet(case_id=["a" * 100, "b"], notes=[1.5, None])


@pytest.mark.parametrize("kept", [4, 8, 40, len(WHOLE) // 2, len(WHOLE) - 4, len(WHOLE) - 1])
def test_a_truncated_file_is_one_issue(both, codes, kept):
    assert [(None, None, "tables.parquet_broken")] == codes(both(WHOLE[:kept]))


@given(st.lists(st.tuples(st.integers(4, len(WHOLE) - 1), st.integers(0, 255)), min_size=1, max_size=4))
def test_a_damaged_file_is_never_an_exception(changes):
    damaged = bytearray(WHOLE)
    for place, byte in changes:
        damaged[place] = byte

    read_rows(bytes(damaged), CaseRow)


@pytest.mark.parametrize("engine", [engine for engine in ENGINES if engine != "pyspark"])
def test_every_engine_holds_the_rows(engine):
    assert 2 == read(WHOLE, CaseRow, engine=engine).frame.shape[0]
