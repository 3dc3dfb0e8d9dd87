"""Conditions across the fields of a row: asked alike of records, of rows and of columns; the unknown passes."""

from typing import Annotated

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError, field_validator

from chiho_digital.basics import PartialDate, Text
from chiho_digital.tables import (
    Across,
    AsStated,
    Choice,
    Column,
    PartialDay,
    RowModel,
    Severity,
    Stated,
    Whole,
    Words,
    Yen,
    check,
    check_rows,
    columns_of,
    read,
    read_rows,
)


class StayRow(RowModel):
    """A body's stay in a case."""

    name: Annotated[str, Column("団体", Words(), required=True)]
    joined: Annotated[PartialDate | None, Column("参加", PartialDay())] = None
    left: Annotated[Stated[PartialDate] | None, Column("離脱", AsStated(PartialDay()))] = None
    fee: Annotated[int | None, Column("負担金", Yen())] = None
    total: Annotated[int | None, Column("総額", Yen())] = None
    members: Annotated[int | None, Column("団体数", Whole(0, 1741))] = None
    form: Annotated[str | None, Column("形態", Choice(("alone", "joint")))] = None

    @classmethod
    def across(cls):
        row = cls.facts()
        return (
            Across(
                row["left_end"] >= row["joined_start"],
                Text("参加より前に離脱しています", "It left before it joined"),
            ),
            Across(
                row["fee"] <= row["total"],
                Text("負担金が総額を超えています", "The fee is above the total"),
                Severity.WARNING,
            ),
            Across(
                ~((row["form"] == "alone") & (row["members"] > 1)),
                Text("単独なのに団体が複数あります", "It stands alone but has several members"),
            ),
        )


FIELDS = ("name", "joined", "left", "fee", "total", "members", "form")
DAYS = ["", "2021", "2021-05", "令和3年度", "2020-03-31", "2022-01-01", "2021-13", "順次", "2021(予定)"]
AMOUNTS = ["", "0", "5", "７", "1億円", "-1", "x"]
rows = st.lists(
    st.tuples(
        st.sampled_from(["a", "b", ""]),
        st.sampled_from(DAYS),
        st.sampled_from(DAYS),
        st.sampled_from(AMOUNTS),
        st.sampled_from(AMOUNTS),
        st.sampled_from(["", "0", "1", "2", "１２", "9999"]),
        st.sampled_from(["", "alone", "Joint", "ALONE", "together"]),
    ),
    max_size=12,
)


def file_of(lines, fields=FIELDS):
    return "\n".join(",".join(cells) for cells in [fields, *lines]).encode() + b"\n"


@settings(max_examples=300)
@given(rows)
def test_rows_columns_and_records_agree(lines):
    data = file_of(lines)

    by_row, by_column = check_rows(read_rows(data, StayRow), StayRow), check(read(data, StayRow), StayRow)

    assert by_row.issues == by_column.issues
    assert [row.row for row in by_row.good] == by_column.good["row_no"].to_list()
    good = {row.row for row in by_row.good}
    for number, cells in read_rows(data, StayRow).rows:
        try:
            StayRow.model_validate(cells)
        except ValidationError:
            assert number not in good
        else:
            assert number in good


def test_what_is_unknown_or_may_be_right_passes():
    # Joined in fiscal 2021 and left in 2021: it may have joined in April and left in May.
    data = file_of([("a", "令和3年度", "2021", "5", "", "", "alone"), ("b", "", "2000", "", "", "2", "")])

    assert 2 == len(check(read(data, StayRow), StayRow).good)


def test_a_contradiction_names_the_fields_and_their_values():
    data = file_of([("a", "2022-01-01", "2021", "5円", "1", "", "")])

    error, warning = check(read(data, StayRow), StayRow).issues

    assert (2, None, Severity.ERROR) == (error.row, error.column, error.severity)
    assert ["離脱（最後の日）＝2021-12-31", "参加（最初の日）＝2022-01-01"] == [
        text.ja for text in error.params["fields"]
    ]
    assert ["fee = 5 yen", "total = 1 yen"] == [text.en for text in warning.params["fields"]]


def test_a_column_that_the_file_has_not_is_unknown():
    data = file_of([("a", "2022-01-01", "5")], ("name", "joined", "fee"))

    assert 1 == len(check(read(data, StayRow), StayRow).good)


def test_a_condition_on_what_is_no_fact_of_the_row_is_refused():
    class Wrong(RowModel):
        name: Annotated[str, Column("団体", Words())]

        @classmethod
        def across(cls):
            return (Across(StayRow.facts()["fee"] > 1, Text("小さい", "too small")),)

    with pytest.raises(TypeError, match="fee"):
        check(read(b"name\na\n", Wrong), Wrong)


def test_validators_of_pydantic_are_refused_since_columns_would_not_ask_them():
    class Own(RowModel):
        name: Annotated[str, Column("団体", Words())]

        @field_validator("name")
        @classmethod
        def _short(cls, value):
            return value

    with pytest.raises(TypeError, match="across"):
        columns_of(Own)


def test_a_table_larger_than_a_part_is_checked_whole():
    lines = pl.Series([f"a{number}" for number in range(200_005)])
    data = file_of([(name, "2022-01-01", "2021", "", "", "", "") for name in lines.tail(10)])
    many = (
        b"name,joined,left\n"
        + b"a,,\n" * 200_005
        + b"".join(data.splitlines(keepends=True)[1:]).replace(b",,,,", b"")
    )

    checked = check(read(many, StayRow), StayRow)

    assert 200_005 == len(checked.good)
    assert [200_007 + place for place in range(10)] == [
        issue.row for issue in checked.issues if issue.severity is Severity.ERROR
    ]
