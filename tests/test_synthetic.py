"""Synthetic data: reproducible, right where it says so, wrong exactly where it says so, and never half a file."""

import json
import signal
import subprocess
import sys
import time
from collections import Counter
from importlib import import_module
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq
import pytest
from pydantic import ValidationError

from chiho_digital.governments import get, municipalities
from chiho_digital.procurement import CaseRow
from chiho_digital.systems import kinds
from chiho_digital.tables import Severity, check_rows, columns_of, read_rows

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"
ROWS = 3_000
SHARE = 0.2

# Of all codes of tables/, those that speak of the file, the heading, or what is no fault; and Python objects, not text.
NOT_OF_ROWS = {
    "contradiction",  # no condition across the fields of a case
    "no_engine",
    "no_spark_session",
    "not_a_table",
    "no_row_numbers",
    "column_mixed",
    "encoding",
    "encoding_utf16",
    "encoding_nul",
    "separator",
    "record_too_long",
    "too_many_headings",
    # Of other forms than CSV:
    "json_document",
    "no_objects",
    "json_invalid",
    "json_not_object",
    "json_key_twice",
    "json_nested",
    "parquet_broken",
    "column_type",
    "workbook_broken",
    "workbook_unknown",
    "workbook_password",
    "workbook_too_large",
    "workbook_too_far",
    "other_sheets",
    "heading_blank",
    "empty_file",
    "no_rows",
    "heading_twice",
    "heading_unknown",
    "heading_missing",
    "blank_row",
    "extra_blanks",
    "wrong_type",
    "kept_as_text",
    "remark_kept",
    # Of sums:
    "no_keys",
    "no_column",
    "column_twice",
    "result_twice",
    "key_type",
    "amount_type",
    "mixed_column",
    "amount_bounds",
    "sum_too_large",
    "engine_failed",
    # Of stores:
    "store_held",
    "store_open_here",
    "store_damaged",
    "store_damaged_alone",
    "store_missing",
    "store_foreign",
    "store_newer",
    "store_not_migrated",
    "store_engine_newer",
    "store_unusable",
    "store_not_written",
    "store_in_log",
    "store_snapshot_failed",
    "store_no_snapshot",
    "store_closed",
    "store_snapshots",
    "store_text",
    "store_as_of",
    "store_other_model",
    "store_no_table",
    "store_columns_differ",
    "store_column_gone",
    "store_column_missing",
    "store_column_changed",
    "store_conditions_changed",
}


@pytest.fixture(scope="module")
def synthetic():
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(BENCHMARKS)
        return import_module("synthetic")


@pytest.fixture(scope="module")
def faults(synthetic):
    return synthetic.faults_by_name()


@pytest.fixture(scope="module")
def files(synthetic, tmp_path_factory):
    """The same rows without and with faults, and how many there are of each."""
    folder = tmp_path_factory.mktemp("synthetic")
    clean, faulty = folder / "clean.csv", folder / "faulty.csv"
    none = synthetic.write_cases(clean, ROWS, faults=0)
    return clean, faulty, none, synthetic.write_cases(faulty, ROWS, faults=SHARE)


def checked(path):
    return check_rows(read_rows(path, CaseRow), CaseRow)


def differing(clean, faulty):
    """The rows that a fault changed, as a spreadsheet numbers them."""
    pairs = zip(clean.read_bytes().split(b"\n"), faulty.read_bytes().split(b"\n"), strict=True)
    return {number for number, (one, other) in enumerate(pairs, 1) if one != other}


def test_the_same_seed_gives_the_same_bytes_whatever_the_chunk_and_another_seed_others(synthetic, tmp_path):
    def written(**options):
        counts = synthetic.write_cases(tmp_path / "cases", 500, faults=SHARE, **options)
        return counts, (tmp_path / "cases").read_bytes()

    first = written(seed=7)
    assert first == written(seed=7)
    assert first == written(seed=7, chunk=64)
    assert first != written(seed=8)
    assert written(seed=7, form="jsonl") == written(seed=7, form="jsonl", chunk=64)


def test_a_small_file_is_the_beginning_of_a_large_one(synthetic, files, tmp_path):
    synthetic.write_cases(tmp_path / "few.csv", 100, faults=SHARE)

    assert files[1].read_bytes().startswith((tmp_path / "few.csv").read_bytes())


def test_without_faults_no_row_is_rejected_and_every_way_of_writing_is_there(files):
    clean, _, none, _ = files
    result = checked(clean)
    text = clean.read_text(encoding="utf-8")

    assert {0} == set(none.values())
    assert [] == [issue for issue in result.issues if issue.severity is Severity.ERROR]
    assert ROWS == len(result.good)
    for sign in (
        "令和",
        "平成",
        "年度",
        "億",
        "千円",
        "￥",
        "１",
        '""',
        "；",
        "（予定）",
        "(順次)",
        " ; ",
    ):
        assert sign in text, sign
    assert {47} == {len({row.record.prefecture[0] for row in result.good})}
    assert {1, 2, 3} == {len(row.record.prefecture) for row in result.good}
    years = Counter(
        row.record.service_start.value.start.year
        for row in result.good
        if row.record.service_start and row.record.service_start.value
    )
    assert years[2017] < years[2021] < years[2025]
    assert {"tables.heading_missing", "tables.remark_kept", "tables.kept_as_text"} == {
        issue.code for issue in result.issues
    }


def test_errors_stand_exactly_in_the_rows_with_a_fault_one_in_each(files, faults):
    clean, faulty, _, expected = files
    errors = [issue for issue in checked(faulty).issues if issue.severity is Severity.ERROR]

    assert differing(clean, faulty) == {issue.row for issue in errors}
    assert sum(expected.values()) == len(errors)
    assert SHARE * ROWS * 0.9 < len(errors) < SHARE * ROWS * 1.1
    assert set(faults) == set(expected)
    assert 0 not in expected.values()
    codes = Counter()
    for name, count in expected.items():
        codes[faults[name].code] += count
    assert codes == Counter(issue.code for issue in errors)


def test_each_kind_of_fault_is_reported_where_and_as_it_says(synthetic, faults, tmp_path):
    path = tmp_path / "cases.csv"
    expected = synthetic.write_cases(path, ROWS, faults=1, seed=3)
    rows = synthetic.CaseRows(3, 1.0)
    numbers = pl.arange(ROWS, eager=True).to_numpy()
    names = [rows.kinds[place] for place in rows.fault_of(numbers)[0]]
    errors = {i.row: i for i in checked(path).issues if i.severity is Severity.ERROR}

    assert Counter(names) == Counter(expected)
    for number, name in enumerate(names, 2):
        issue, fault = errors[number], faults[name]
        assert fault.code == issue.code, name
        assert (issue.column is None) is fault.of_row, name
        assert fault.of_row or issue.column in {column for column, _ in fault.cells}, name


def test_all_that_can_be_wrong_with_a_row_is_among_the_faults(faults):
    from chiho_digital.tables import issues

    messages = (Path(issues.__file__).parent / "messages.toml").read_text(encoding="utf-8")
    codes = {line[1:-1] for line in messages.splitlines() if line.startswith("[")}

    assert codes - NOT_OF_ROWS == {
        fault.code.removeprefix("tables.") for fault in faults.values() if fault.code.startswith("tables.")
    }


def test_a_repeated_id_is_that_of_an_earlier_row_without_fault(files):
    clean, faulty, _, expected = files
    repeated = [issue for issue in checked(faulty).issues if issue.code == "tables.duplicate"]

    assert expected["duplicate_id"] == len(repeated)
    assert not differing(clean, faulty) & {issue.params["first"] for issue in repeated}


def test_json_lines_hold_the_same_cells_and_no_fault_of_csv(synthetic, faults, tmp_path, files):
    path = tmp_path / "cases.jsonl"
    expected = synthetic.write_cases(path, ROWS, faults=SHARE, form="jsonl")
    refused = 0
    seen = set()
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            record = CaseRow.model_validate(json.loads(line))
        except ValidationError:
            refused += 1
            continue
        refused += record.case_id in seen
        seen.add(record.case_id)

    assert sum(expected.values()) == refused
    assert {name for name, fault in faults.items() if not fault.csv_only} == set(expected)
    synthetic.write_cases(path, 50, faults=0, form="jsonl")
    csv = [cells for _, cells in read_rows(files[0], CaseRow).rows[:50]]
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert csv == [{name: cell or "" for name, cell in line.items()} for line in lines]
    assert list(csv[0]) == [name for name in columns_of(CaseRow) if name in csv[0]]
    assert 15 == len(csv[0])


@pytest.mark.parametrize("encoding", ["cp932", "utf-8-sig"])
def test_other_encodings_hold_the_same_rows(synthetic, files, tmp_path, encoding):
    synthetic.write_cases(tmp_path / "cases.csv", ROWS, faults=SHARE, encoding=encoding, chunk=1_000)
    loaded = read_rows(tmp_path / "cases.csv", CaseRow)

    assert encoding == loaded.encoding
    assert read_rows(files[1], CaseRow).rows == loaded.rows


def test_participations_name_bodies_their_prefectures_and_kinds(synthetic, tmp_path):
    path = tmp_path / "participations.parquet"
    synthetic.write_participations(path, 30_000, row_group=10_000)
    table = pl.read_parquet(path)
    bodies = {body.code: body for body in municipalities()}
    pairs = table.select(pl.col("body", "prefecture").cast(pl.String)).unique().rows()
    years = dict(table["fiscal_year"].value_counts().rows())

    assert 3 == pq.ParquetFile(path).num_row_groups
    assert len(pairs) > 1_700
    assert all(bodies[body].prefecture == get(prefecture) for body, prefecture in pairs)
    assert set(table["kind"].cast(pl.String)) <= {kind.id for kind in kinds()}
    assert table.group_by("case_number").agg(pl.col("kind").n_unique()).get_column("kind").max() == 1
    assert table["case_number"].is_sorted()
    assert table["case_number"][0] >= 1
    assert sorted(years) == list(range(2015, 2027))
    assert years[2015] < years[2020] < years[2026]
    assert 0.04 < table["amount"].null_count() / len(table) < 0.06
    assert table["amount"].min() > 0
    assert table["amount"].mean() > 1.5 * table["amount"].median()
    larger = table.filter(pl.col("body").cast(pl.String) == "141003")  # 横浜市
    smaller = table.filter(pl.col("body").cast(pl.String) == "133621")  # 利島村
    assert len(larger) > 10 * len(smaller)


def test_participations_are_the_same_for_the_same_seed_in_row_groups_of_any_size(synthetic, tmp_path):
    one, two, three = (tmp_path / name for name in ("one", "two", "three"))
    synthetic.write_participations(one, 5_000, seed=4)
    synthetic.write_participations(two, 5_000, seed=4)
    synthetic.write_participations(three, 5_000, seed=4, row_group=700)

    assert one.read_bytes() == two.read_bytes()
    assert pl.read_parquet(one).equals(pl.read_parquet(three))


@pytest.mark.parametrize(
    ("write", "portion"), [("write_cases", "chunk"), ("write_participations", "row_group")]
)
def test_what_is_interrupted_leaves_no_file_and_the_old_one_stands(synthetic, tmp_path, write, portion):
    path = tmp_path / "file"
    path.write_bytes(b"old")
    heard = []

    def interrupt(done):
        heard.append(done)
        assert (tmp_path / "file.part").exists()
        if done == 20:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        getattr(synthetic, write)(path, 50, progress=interrupt, **{portion: 10})
    assert [10, 20] == heard
    assert [path] == list(tmp_path.iterdir())
    assert b"old" == path.read_bytes()


@pytest.mark.parametrize("write", ["write_cases", "write_participations"])
def test_no_rows_are_a_heading_alone_and_fewer_than_none_are_refused(synthetic, tmp_path, write):
    getattr(synthetic, write)(tmp_path / "none", 0)
    read = pl.read_csv if write == "write_cases" else pl.read_parquet

    assert 0 == len(read(tmp_path / "none"))
    with pytest.raises(ValueError, match="-1"):
        getattr(synthetic, write)(tmp_path / "less", -1)
    assert ["none"] == [path.name for path in tmp_path.iterdir()]


@pytest.mark.parametrize(
    "options", [{"form": "xlsx"}, {"faults": 1.5}, {"chunk": 0}, {"encoding": "klingon"}]
)
def test_what_makes_no_sense_is_refused(synthetic, tmp_path, options):
    with pytest.raises((ValueError, LookupError)):
        synthetic.write_cases(tmp_path / "cases", 5, **options)
    assert [] == list(tmp_path.iterdir())


def test_the_command_line_is_silent_in_a_pipe_and_deletes_what_it_could_not_finish(tmp_path):
    def start(*words):
        command = [sys.executable, str(BENCHMARKS / "synthetic.py"), *map(str, words)]
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    with (
        start("cases", tmp_path / "a.csv", 10, "--faults", "0.5", "--form", "csv", "--seed", "2") as short,
        start("participations", tmp_path / "b.parquet", 10**11) as endless,
    ):
        try:
            assert (b"", b"") == short.communicate(timeout=60)
            assert 0 == short.returncode
            deadline = time.monotonic() + 60
            while not (tmp_path / "b.parquet.part").exists() and time.monotonic() < deadline:
                time.sleep(0.05)
            endless.send_signal(signal.SIGTERM)
            assert (b"", b"") == endless.communicate(timeout=60)
            assert 128 + signal.SIGTERM == endless.returncode
        finally:
            endless.kill()  # or it would go on for ever where an assertion failed
    assert ["a.csv"] == [path.name for path in tmp_path.iterdir()]
