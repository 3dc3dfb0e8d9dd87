"""JSON Lines: one object a line, read alike as rows and as columns, however nasty the lines."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chiho_digital.procurement import CaseRow
from chiho_digital.tables import read_rows

GOOD = {"case_id": "a", "prefecture": "山口県", "lead_body": "x", "system_kind_ja": "y", "source_url": "z"}
KEYS = ["case_id", "prefecture", "lead_body", "都道府県", "ＣＡＳＥ＿ＩＤ", "other", "notes", "a.*", 'q"', ""]

nasty = st.sampled_from(
    [
        '"a"',
        '""',
        '"山口県"',
        '"\\u5c71\\u53e3"',
        '"\\ud83d\\ude00"',
        '"\\ud83d"',
        '"\\ude00\\ud83d"',
        '"\\"\\n\\/\\\\"',
        '"\\u0000"',
        '"\\x"',
        '"\t"',
        '"\x00"',
        '"\x1c"',
        '"\u2028"',
        '"',
        '"a":"b"',
        '"}"',
        '",\\"case_id\\":1"',
        "null",
        "true",
        "false",
        "12",
        "0",
        "-0",
        "012",
        "-5",
        "1.50",
        "1e5",
        "1E400",
        "99999999999999999999",
        "123456789012345678",
        "NaN",
        "-Infinity",
        "[]",
        "[1]",
        "{}",
        '{"a":1}',
        "nul",
        "",
        " 1 ",
    ]
)
member = st.tuples(st.sampled_from(KEYS).map(json.dumps) | st.just('"case_id"'), nasty)
loose = st.builds(
    lambda members, colon, comma: "{" + comma.join(f"{key}{colon}{value}" for key, value in members) + "}",
    st.lists(member, max_size=4),
    st.sampled_from([":", ": ", " : "]),
    st.sampled_from([",", ", ", " ,", ",,"]),
)
other = st.sampled_from(
    ["", " ", "{", "}", "[]", "1", '"a"', "null", "{} ", "{}{}", '{"case_id":"a",}', "\u3000{}"]
)


@st.composite
def regular(draw):
    """Lines of the same keys, as programs write them: nulls there or left out, escapes or none."""
    fields = draw(st.lists(st.sampled_from(["case_id", "prefecture", "notes", "事例ID", "x"]), unique=True))
    value = st.none() | st.text(max_size=4) | st.integers() | st.booleans() | st.floats()
    ascii_only, sparse = draw(st.booleans()), draw(st.booleans())
    rows = draw(st.lists(st.tuples(*(value for _ in fields)), max_size=6))
    return [
        json.dumps(
            {k: v for k, v in zip(fields, row, strict=True) if v is not None or not sparse},
            ensure_ascii=ascii_only,
            separators=draw(st.sampled_from([(",", ":"), None])),
        )
        for row in rows
    ]


@settings(max_examples=400)
@given(
    st.lists(loose | other | st.just(json.dumps(GOOD)), max_size=8) | regular(),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.booleans(),
)
@pytest.mark.usefixtures("portions")
def test_any_lines_are_read_alike(both, lines, end, ended):
    text = end.join(["{}", *lines]) + (end if ended else "")
    both(text.encode(errors="surrogatepass"), encoding="utf-8")


@settings(max_examples=200)
@given(st.data())
@pytest.mark.usefixtures("portions")
def test_lines_whose_members_keep_their_types_are_read_alike(both, data):
    fields = data.draw(st.lists(st.sampled_from(["case_id", "prefecture", "notes", "x"]), unique=True))
    kinds = st.sampled_from([st.text(max_size=4), st.integers(), st.booleans()])
    columns = [data.draw(kinds.map(lambda kind: st.none() | kind)) for _ in fields]
    rows = data.draw(st.lists(st.tuples(*columns), max_size=6))
    compact = {"ensure_ascii": False, "separators": (",", ":")}
    lines = [json.dumps(dict(zip(fields, row, strict=True)), **compact) for row in rows]
    both("\n".join(lines).encode(), encoding="utf-8")


@given(st.lists(st.sampled_from(list(GOOD)), min_size=1), st.lists(st.permutations(list(GOOD)), max_size=6))
def test_keys_in_any_order_are_read_alike(both, first, orders):
    lines = [json.dumps({key: GOOD[key] for key in keys}) for keys in (first, *orders)]
    assert len(lines) == len(both("\n".join(lines).encode()).frame)


def read(*lines):
    return read_rows("\n".join(lines).encode(), CaseRow)


def test_values_are_text_as_they_stand():
    loaded = read(
        '{"case_id":"012","notes":null,"lead_body":true,"initial_cost_jpy":1.50,"status":12,"annual_cost_jpy":1E400}',
        '{"case_id":"\\u5c71\\n"}',
    )

    first, second = (cells for _, cells in loaded.rows)
    assert {
        "case_id": "012",
        "notes": "",
        "lead_body": "true",
        "initial_cost_jpy": "1.50",
        "status": "12",
        "annual_cost_jpy": "1E400",
    } == first
    assert {**dict.fromkeys(first, ""), "case_id": "山\n"} == second
    assert [1, 2] == [number for number, _ in loaded.rows]


def test_keys_may_be_japanese_headings_and_are_matched_once_for_the_file(codes):
    loaded = read('{"事例ID":"a","x":"1"}', '{"事例ID":"b","x":"2"}', '{"Prefecture":"山口県"}')

    assert [("a", ""), ("b", ""), ("", "山口県")] == [(c["case_id"], c["prefecture"]) for _, c in loaded.rows]
    assert [(None, "x", "tables.heading_unknown")] == codes(loaded)


def test_a_field_under_two_keys_is_a_heading_that_stands_twice(codes):
    assert [(None, "事例ID", "tables.heading_twice")] == codes(read('{"case_id":"a"}', '{"事例ID":"b"}'))


@pytest.mark.parametrize(
    ("line", "column", "code", "params"),
    [
        ('{"case_id":"a"', None, "json_invalid", {"place": 15}),
        ('{"case_id":"a",}', None, "json_invalid", {}),
        ('{"case_id":012}', None, "json_invalid", {}),
        ('{"case_id":NaN}', None, "json_invalid", {"reason": "NaN is no JSON value"}),
        ('{"case_id":"\\ud83d"}', None, "json_invalid", {"reason": "half of a surrogate pair"}),
        ('{"case_id":' + "[" * 200_000, None, "json_invalid", {"reason": "nested too deeply"}),
        ('{"case_id":"a"} {}', None, "json_invalid", {}),
        ('["a"]', None, "json_not_object", {}),
        ("12", None, "json_not_object", {}),
        ('{"case_id":"a","case_id":"b"}', "case_id", "json_key_twice", {}),
        ('{"case_id":["a"]}', "case_id", "json_nested", {}),
        ('{"case_id":{"a":1}}', "case_id", "json_nested", {}),
        ("", None, "blank_row", {}),
    ],
)
def test_a_line_that_cannot_be_read_is_said_with_its_number_and_the_others_are_read(
    both, codes, *, line, column, code, params
):
    loaded = both(f'{{"case_id":"x"}}\n{line}\n{{"case_id":"y"}}'.encode())

    assert [(2, column, f"tables.{code}")] == codes(loaded)
    (issue,) = [i for i in loaded.issues if i.row == 2]
    assert params.items() <= issue.params.items()
    assert {1: "x", 3: "y"} == dict(loaded.frame.select("row_no", "case_id").iter_rows())


@pytest.mark.parametrize(
    "text", ['[{"case_id":"a"}]', ' [\n {"case_id":"a"}\n]', '{\n "case_id": "a"\n}', '["a","b"]']
)
def test_a_json_document_is_told_to_become_json_lines(both, text):
    assert ["tables.json_document"] == [issue.code for issue in both(text.encode()).issues]


def test_a_heading_in_brackets_is_no_json(both):
    assert "tables.json_document" not in [issue.code for issue in both("[番号],case_id\n1,a".encode()).issues]


def test_a_file_of_which_no_line_can_be_read_says_so(both, codes):
    assert [(None, None, "tables.no_objects"), (1, None, "tables.json_invalid")] == codes(both(b"{"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_the_encoding_is_found_as_for_csv(both, encoding):
    loaded = both((json.dumps(GOOD, ensure_ascii=False) + "\n").encode(encoding))

    assert (encoding, ["山口県"]) == (loaded.encoding, loaded.frame["prefecture"].to_list())


def test_nulls_only_are_rows_of_blanks(both):
    loaded = both((json.dumps(dict.fromkeys(GOOD)) + "\n").encode() * 2)

    assert [{"row_no": n, **dict.fromkeys(GOOD, "")} for n in (1, 2)] == loaded.frame.to_dicts()


def test_a_line_too_long_is_said_with_its_size_and_the_others_are_read(both, codes):
    line = json.dumps({**GOOD, "notes": "長" * 4_000_000}, ensure_ascii=False).encode()

    loaded = both(b"\n".join([json.dumps(GOOD).encode(), line, json.dumps(GOOD).encode()]))

    assert [(2, None, "tables.record_too_long")] == codes(loaded)
    assert [1, 3] == loaded.frame["row_no"].to_list()


def test_ever_new_keys_lose_no_cell_of_the_known_ones(both):
    lines = [json.dumps({f"k{n}": n, "case_id": str(n)}) for n in range(60)]
    lines += [json.dumps({"notes": "x"}), *(json.dumps({"notes": str(n)}) for n in range(5))]

    loaded = both("\n".join(lines).encode())

    assert [*map(str, range(60)), *[""] * 6] == loaded.frame["case_id"].to_list()
    assert ["x", *map(str, range(5))] == loaded.frame["notes"].to_list()[60:]


def test_an_object_of_thousands_of_keys_is_no_table(both, codes):
    wide = json.dumps({f"k{n}": "" for n in range(20_000)})

    assert [(None, None, "tables.too_many_headings")] == codes(both(f"{wide}\n{wide}\n".encode()))
    some = json.dumps({f"k{n}": "" for n in range(2_000)} | {"case_id": "a"})
    assert ["a", "a"] == both(f"{some}\n{some}\n".encode()).frame["case_id"].to_list()
