"""A file read as columns is the file read as rows: the same cells, the same row numbers, the same issues."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chiho_digital.basics import InvalidValue
from chiho_digital.procurement import PUBLISHED_CASES, CaseRow
from chiho_digital.tables import read

IN_MEMORY = ("polars", "pandas", "pyarrow", "duckdb")
HEADING = "case_id,prefecture,lead_body,system_kind_ja,source_url"
GOOD = "a,山口県,山口県,電子申請,https://example.org/a"


cells = st.sampled_from(
    [
        "a",
        "",
        " ",
        "山口県",
        '"x,y"',
        '"x ""y"""',
        '"x',
        'x"y',
        '"x"y',
        '"',
        '""',
        '"x\n y"',
        "\t",
        "\x00",
        "\u2028",
        "\x1c",
        ";",
        "é\u3000",
    ]
)
lines = st.lists(cells, max_size=7).map(",".join) | st.just(GOOD) | st.just("") | st.just(",,,,")
headings = st.sampled_from([HEADING, "", "case_id", "case_id,case_id,lead_body", '"事例ID",都道府県', '"x'])


@settings(max_examples=400)
@given(
    above=st.lists(st.just("") | st.just(" , "), max_size=2),
    heading=headings,
    below=st.lists(lines, max_size=8),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    ended=st.booleans(),
    separator=st.sampled_from(",;\t"),
)
@pytest.mark.usefixtures("portions")
def test_any_text_is_read_alike(both, *, above, heading, below, end, ended, separator):
    text = end.join([*above, heading, *below]) + (end if ended else "")
    both(text.replace(",", separator).encode())


@pytest.mark.parametrize(
    "data", [b"", b"\n", b"\xef\xbb\xbf", b"\xff\xfea\x00", b"\x81", (HEADING + "\n").encode()]
)
def test_files_without_rows_and_without_encoding_are_read_alike(both, data):
    both(data)


def test_a_cp932_file_is_read_alike(both):
    assert both(f"{HEADING}\r\n{GOOD}\r\n".encode("cp932")).encoding == "cp932"


def test_the_published_cases_are_read_alike(both):
    assert 53 == len(both(PUBLISHED_CASES.read_bytes()).frame)


@pytest.mark.parametrize("engine", IN_MEMORY)
def test_every_engine_holds_the_same_text(engine):
    data = f"{HEADING}\n{GOOD}\nb,,x,012345,y\n".encode()

    frame = read(data, CaseRow, engine=engine).frame

    if engine == "pandas":
        rows = frame.to_dict("records")
    else:
        arrow = {"polars": "to_arrow", "duckdb": "to_arrow_table"}.get(engine)
        rows = (getattr(frame, arrow)() if arrow else frame).to_pylist()
    assert [(2, "a", "山口県"), (3, "b", "")] == [
        (row["row_no"], row["case_id"], row["prefecture"]) for row in rows
    ]
    assert rows[1]["system_kind_ja"] == "012345"


def test_an_engine_that_there_is_not_is_named():
    with pytest.raises(InvalidValue, match="polars"):
        read(b"", CaseRow, engine="excel")
