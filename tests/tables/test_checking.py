"""A table checked as columns accepts what the row path accepts, with the same values and the same issues."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chiho_digital.basics import phrase
from chiho_digital.procurement import PUBLISHED_CASES, CaseRow
from chiho_digital.tables import check, check_rows, columns_of, read, read_rows

COLUMNS = columns_of(CaseRow)
IN_MEMORY = ("polars", "pandas", "pyarrow", "duckdb")
TEXTS = [
    "",
    " ",
    "　",
    "a",
    "山口県",
    "山口県;広島県",
    "山口",
    "350001",
    "35000",
    "堺市",
    "電子申請",
    "電子申請；予約",
    "x;;y",
    "https://example.org/a",
    "http://例え.jp/",
    "https://a b",
    "ftp://x",
    "(注) https://example.org/b ; https://c.example/",
    "0",
    "12",
    "１２",
    "1,234",
    "1,234円",
    "3億円",
    "1,23",
    "-5",
    "▲5",
    "1.5",
    "99999999999999999999",
    "1742",
    "+3",
    "2021-05-01",
    "2021-05",
    "2021",
    "令和3年度",
    "R3.5.1",
    "H40.4.1",
    "2021-13",
    "2021-05(順次)",
    "順次",
    "in_service",
    "In_Service",
    "in_servce",
    "in_service（一部）",
    "high",
    "HIGH",
    "x" * 101,
    "x" * 10_001,
    "a\x00b",
    "a\u202eb",
    " a",
    "a ",
    "a\tb",
    "-a",
    "a-1",
    "A-1",
]


def both(data):
    """The same bytes checked both ways."""
    rows, columns = check_rows(read_rows(data, CaseRow), CaseRow), check(read(data, CaseRow), CaseRow)
    assert rows.issues == columns.issues
    assert columns.issue_frame().rows() == [
        (
            one.row,
            one.column,
            one.code,
            one.severity,
            one.value,
            said(one.suggestion),
            one.to("ja"),
            one.to("en"),
        )
        for one in rows.issues
    ]
    assert [number for number, _ in rows.rejected] == columns.rejected["row_no"].to_list()
    assert [(row.row, written(row.record)) for row in rows.good] == [
        (row.pop("row_no"), row) for row in columns.good.to_dicts()
    ]
    return columns


def said(suggestion):
    return suggestion if suggestion is None else phrase(suggestion, "ja")


def written(record):
    """A record as a table of columns holds it: numbers as they are, all else as text."""
    values = {name: getattr(record, name) for name in COLUMNS}
    return {
        name: value if isinstance(value, int | None) else COLUMNS[name].write(value)
        for name, value in values.items()
    }


def file_of(rows, fields):
    import csv
    from io import StringIO

    out = StringIO()
    writer = csv.writer(out)
    writer.writerows([fields, *rows])
    return out.getvalue().encode()


likely = {
    "case_id": st.sampled_from(["a", "b", "a-1", "A", ""]),
    "prefecture": st.sampled_from(["山口県", "山口", "350001;大阪府", ""]),
    "lead_body": st.just("山口県"),
    "system_kind_ja": st.just("電子申請"),
    "source_url": st.just("https://example.org/a"),
}


@st.composite
def files(draw):
    """A few rows of which most cells are right, so that some rows are good."""
    fields = draw(st.lists(st.sampled_from(list(COLUMNS)), unique=True, max_size=6))
    fields += [name for name in likely if name not in fields and draw(st.integers(0, 9))]
    odd = st.sampled_from(TEXTS)
    rows = st.lists(
        st.tuples(*(st.one_of(likely.get(name, st.just("")), likely.get(name, odd), odd) for name in fields)),
        max_size=8,
    )
    return file_of(draw(rows), fields)


@settings(max_examples=250)
@given(files())
def test_any_table_is_checked_alike(data):
    both(data)


@pytest.mark.parametrize("field", COLUMNS)
def test_every_text_is_read_alike_in_every_column(field):
    source = random.Random(field)  # noqa: S311 -- no secret
    texts = [*TEXTS, *source.choices(TEXTS, k=20)]
    fields = list(dict.fromkeys([*likely, field]))
    base = dict(zip(likely, ["", "山口県", "山口県", "電子申請", "https://example.org/a"], strict=True))
    rows = [
        [{**base, "case_id": f"c{n}", field: text}[name] for name in fields] for n, text in enumerate(texts)
    ]
    both(file_of(rows, fields))


def test_the_published_cases_are_checked_alike():
    assert 53 == len(both(PUBLISHED_CASES.read_bytes()).good)


@pytest.mark.parametrize("engine", IN_MEMORY)
def test_every_engine_gives_the_same_answer(engine):
    data = file_of([["a", "x"], ["b", "9,999"], ["c", "12"]], ["case_id", "participants_municipal_count"])

    checked = check(read(data, CaseRow, engine=engine), CaseRow)

    expected = both(data)
    assert expected.issues == checked.issues
    for one, other in ((expected.good, checked.good), (expected.rejected, checked.rejected)):
        assert one.shape == tuple(other.shape)
