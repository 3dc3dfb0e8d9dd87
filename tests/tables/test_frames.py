"""Tables of the user's own are checked as files are: in memory or lazy, with values of any single type."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from chiho_digital.basics import InvalidValue, PartialDate
from chiho_digital.governments import LocalGovernmentCode
from chiho_digital.procurement import PUBLISHED_CASES, CaseRow
from chiho_digital.tables import (
    Choice,
    Column,
    PartialDay,
    Prefecture,
    RowModel,
    Severity,
    Whole,
    Words,
    Yen,
    check,
    read,
)


class OfficeRow(RowModel):
    """One line of a list of offices."""

    code: Annotated[str, Column("番号", Words(20), required=True, unique=True)]
    prefecture: Annotated[LocalGovernmentCode | None, Column("都道府県", Prefecture())] = None
    staff: Annotated[int | None, Column("職員数", Whole(0, 5000))] = None
    opened: Annotated[PartialDate | None, Column("開設", PartialDay())] = None
    rent: Annotated[int | None, Column("賃料", Yen())] = None
    form: Annotated[str | None, Column("形態", Choice(("true", "false")))] = None


TYPED = {
    "番号": ["a", "b", "b", None],
    "prefecture": [350001, 10006, None, 350001],
    "staff": [12.0, 12.5, float("nan"), None],
    "開設": [date(2024, 4, 1), None, date(1800, 1, 1), date(2024, 4, 1)],
    "rent": [Decimal(5), Decimal("5.5"), None, Decimal(-1)],
    "form": [True, False, None, True],
}
GOOD = [
    {
        "row_no": 1,
        "code": "a",
        "prefecture": "350001",
        "staff": 12,
        "opened": "2024-04-01",
        "rent": 5,
        "form": "true",
    }
]
BAD = [
    (2, "prefecture", "governments.code_six_digits", "10006"),
    (2, "staff", "tables.not_whole", "12.5"),
    (2, "rent", "basics.yen_fraction", "5.5"),
    (3, "code", "tables.duplicate", "b"),
    (3, "opened", "basics.date_before_calendar", "1800-01-01"),
    (4, "code", "tables.required", ""),
    (4, "rent", "tables.out_of_bounds", "-1.0"),  # a column of decimals has one scale
]
FORMS = {
    "Polars": lambda: pl.DataFrame(TYPED),
    "lazy Polars": lambda: pl.LazyFrame(TYPED),
    "PyArrow": lambda: pa.table(TYPED),
    "DuckDB": lambda: duckdb.from_arrow(pa.table(TYPED)),
    "pandas": lambda: pd.DataFrame(TYPED, index=[7, 7, 3, 1]),
    "pandas with objects": lambda: pd.DataFrame(TYPED, dtype=object),
    "pandas with its own types": lambda: pd.DataFrame(TYPED).convert_dtypes(),
}


def rows_of(frame):
    if isinstance(frame, pl.LazyFrame):
        return frame.sort("row_no").collect().to_dicts()
    if isinstance(frame, pl.DataFrame):
        return frame.to_dicts()
    if isinstance(frame, pd.DataFrame):
        return pa.Table.from_pandas(frame).to_pylist()
    return (frame.to_arrow_table() if isinstance(frame, duckdb.DuckDBPyRelation) else frame).to_pylist()


@pytest.mark.parametrize("form", FORMS)
def test_values_of_any_type_are_read_as_the_text_they_show(form):
    table = FORMS[form]()

    checked = check(table, OfficeRow)

    assert GOOD == rows_of(checked.good)
    assert BAD == [(issue.row, issue.column, issue.code, issue.value) for issue in checked.issues]
    assert [2, 3, 4] == [row["row_no"] for row in rows_of(checked.rejected)]
    assert isinstance(checked.good, type(table))


@pytest.mark.parametrize("form", FORMS)
def test_the_issues_as_a_table_say_the_same(form):
    checked = check(FORMS[form](), OfficeRow)

    found = rows_of(checked.issue_frame()) if form != "lazy Polars" else None
    if found is None:
        found = checked.issue_frame().sort("row", "column").collect().to_dicts()
        assert sorted(BAD) == sorted((r["row"], r["column"], r["code"], r["value"]) for r in found)
    else:
        assert BAD == [(row["row"], row["column"], row["code"], row["value"]) for row in found]
    by_value = {row["value"]: row for row in found}
    assert "010006" in by_value["10006"]["suggestion"]
    assert "row 2, column staff" in by_value["12.5"]["en"]


def test_a_lazy_table_of_text_is_the_table_in_memory():
    loaded = read(PUBLISHED_CASES, CaseRow)
    twice = pl.concat([loaded.frame, loaded.frame.with_columns(pl.col("row_no") + 100)])

    at_once, lazily = check(twice, CaseRow), check(twice.lazy(), CaseRow)

    assert at_once.good.equals(lazily.good.sort("row_no").collect())
    assert at_once.rejected.equals(lazily.rejected.sort("row_no").collect())
    assert at_once.issues == lazily.issues
    assert 53 == sum(issue.code == "tables.duplicate" for issue in lazily.issues)


def test_a_moment_at_midnight_is_a_day():
    moments = [datetime(2024, 4, 1, hour, tzinfo=UTC).replace(tzinfo=None) for hour in (0, 9)]
    frame = pl.DataFrame({"code": ["a", "b"], "opened": moments})

    checked = check(frame, OfficeRow)

    assert ["2024-04-01"] == checked.good["opened"].to_list()
    assert ["2024-04-01 09:00:00"] == [issue.value for issue in checked.issues if issue.row == 2]


@pytest.mark.parametrize("empty", [pl.DataFrame(), pl.DataFrame({"code": []}), pd.DataFrame(), pa.table({})])
def test_an_empty_table_is_said(empty):
    checked = check(empty, OfficeRow)

    assert not len(checked.good)
    assert "tables.no_rows" in [issue.code for issue in checked.issues]


def test_a_table_of_nulls_rejects_every_row_for_what_is_required():
    checked = check(pl.DataFrame({"code": [None] * 3, "staff": [None] * 3}), OfficeRow)

    assert [1, 2, 3] == checked.rejected["row_no"].to_list()
    assert ["tables.required"] * 3 == [i.code for i in checked.issues if i.severity is Severity.ERROR]


def test_columns_that_stand_twice_or_hold_what_has_no_text_are_said():
    twice = pd.DataFrame([["a", "b", [1]]], columns=["code", "code", "staff"])

    checked = check(twice, OfficeRow)

    assert {("code", "tables.heading_twice"), ("staff", "tables.column_type")} <= {
        (issue.column, issue.code) for issue in checked.issues
    }


def test_a_pandas_column_of_several_types_is_said():
    checked = check(pd.DataFrame({"code": ["a"], "staff": [object()]}), OfficeRow)

    assert ("staff", "tables.column_mixed") in [(issue.column, issue.code) for issue in checked.issues]


def test_what_is_no_table_is_refused():
    with pytest.raises(InvalidValue, match="list"):
        check([{"code": "a"}], OfficeRow)
