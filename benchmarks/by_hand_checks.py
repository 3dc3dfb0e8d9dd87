"""Case rows read and checked by hand in Polars, for this one layout: the mark that `tables.check` is measured against.

Usage: python benchmarks/by_hand_checks.py PATH. Texts are settled by expressions: on the whole column where most of them
stand once (ids, addresses, plain yen), on the distinct texts where they repeat or are rare (dates, 億 and 万). What no
expression settles is read once per distinct text by the readers of `by_hand_texts`, which use `PartialDate.parse`,
`parse_yen` and `governments.find` as one would use a library of dates; so are the few words of the other columns. JSON
Lines hold an object of texts and nulls a line; other lines end the reading.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import by_hand_texts as readers
import polars as pl
from by_hand_texts import SIGNS, said

ISSUE = {
    "row": pl.Int64,
    "column": pl.String,
    "code": pl.String,
    "severity": pl.String,
    "value": pl.String,
    "suggestion": pl.String,
}
_WIDE, _NARROW = list("０１２３４５６７８９，￥"), list("0123456789,¥")
_ADDRESS = "https?://[!#-:=?-~]+"  # ASCII without blanks, quotes, <, > and ;
_THOUSANDS = "(?:[0-9]{1,13}|[0-9]{1,3}(?:,[0-9]{3}){1,3})"
_CELL = '(?:[^",]*|"(?:[^"]|"")*")'


class Checked(NamedTuple):
    """What was found: good rows with their values, rejected rows as text, and a row for every issue (`ISSUE`), in order."""

    good: pl.DataFrame
    rejected: pl.DataFrame
    issues: pl.DataFrame


# Expressions: the value of texts that are surely right, null of all others


def _if(sure: pl.Expr, value: pl.Expr) -> pl.Expr:
    return pl.when(sure).then(value)


def narrow(text: pl.Expr) -> pl.Expr:
    """Full-width digits, commas and ￥ as ASCII."""
    return text.str.replace_many(_WIDE, _NARROW)


def plain_identifier(text: pl.Expr) -> pl.Expr:
    """Ids."""
    return _if(text.str.contains("^[a-z0-9][a-z0-9-]*$") & (text.str.len_bytes() <= 100), text)


def plain_address(text: pl.Expr) -> pl.Expr:
    """An address in ASCII."""
    return _if(text.str.contains(f"^{_ADDRESS}$"), text)


def plain_links(text: pl.Expr) -> pl.Expr:
    """Addresses in ASCII, the first with a remark in brackets or none."""
    return _if(text.str.contains(rf"^(?:\([^()（）;\s{SIGNS}]+\) )?{_ADDRESS}(?: ; {_ADDRESS})*$"), text)


def written_links(text: pl.Expr) -> pl.Expr:
    """Likewise with a remark in full-width brackets."""
    sure = text.str.contains(rf"^（[^()（）;\s{SIGNS}]+） {_ADDRESS}(?: ; {_ADDRESS})*$")
    return _if(sure, text.str.replace("（", "(", literal=True).str.replace("）", ")", literal=True))


def plain_yen(text: pl.Expr) -> pl.Expr:
    """Digits, with or without commas and 円."""
    digits = text.str.replace_all(",", "", literal=True).str.strip_suffix("円")
    return _if(text.str.contains(f"^{_THOUSANDS}円?$"), digits.cast(pl.Int64, strict=False))


def written_yen(text: pl.Expr) -> pl.Expr:
    """Full-width digits, ￥, and 億, 万, 千."""
    text = narrow(text)
    digits = text.str.replace_all("[,円¥]", "").cast(pl.Int64, strict=False)
    plain = text.str.contains(rf"^¥?{_THOUSANDS}円?$")
    number = "([0-9]{1,4}|[0-9],[0-9]{3})"
    units = rf"^(?:{number}億)?(?:{number}万)?(?:([0-9]{{1,3}}(?:,[0-9]{{3}}){{0,3}})千)?{number}?円?$"
    parts = text.str.extract_groups(units).struct
    amounts = [
        parts[place].str.replace_all(",", "", literal=True).cast(pl.Int64, strict=False).fill_null(0) * unit
        for place, unit in enumerate((10**8, 10**4, 10**3, 1))
    ]
    united = text.str.contains(units) & text.str.contains("[億万千]")
    return pl.coalesce(_if(plain, digits), _if(united, sum(amounts, pl.lit(0))))


def plain_date(stated: pl.Expr) -> pl.Expr:
    """The usual notations, but for the years in which an era changed."""
    text = narrow(stated)
    n = "([0-9]{1,2})"
    rest = rf"(?:年{n}月(?:{n}日)?|-{n}(?:-{n})?|/{n}(?:/{n})?|\.{n}(?:\.{n})?)"
    parts = text.str.extract_groups(rf"^(?:(?:(平成|H)|(?:令和|R)){n}|([0-9]{{4}})){rest}$").struct
    era_year = parts[1].cast(pl.Int32, strict=False)
    heisei = parts[0].is_not_null()
    settled = _if(era_year.is_between(2, pl.when(heisei).then(30).otherwise(99)), era_year)
    year = pl.coalesce(
        parts[2].cast(pl.Int32, strict=False), settled + pl.when(heisei).then(1988).otherwise(2018)
    )
    month, day = (pl.coalesce(*(parts[place] for place in range(first, 11, 2))) for first in (3, 4))
    texts = (year.cast(pl.String), month.str.zfill(2), day.fill_null("1").str.zfill(2))
    iso = pl.concat_str(texts, separator="-").str.to_date("%Y-%m-%d", strict=False)
    compact = _if(text.str.contains("^[0-9]{8}$"), text).str.to_date("%Y%m%d", strict=False)
    dated = pl.coalesce(iso, compact).dt.year() >= 1887
    years = text.str.contains(
        r"^(?:(?:19|20)[0-9]{2}(?:年度?)?|FY(?:19|20)[0-9]{2}|(?:令和|平成)(?:[2-9]|[12][0-9])年度?)$"
    )
    return _if(dated | years, stated)


# Columns


class _Column(NamedTuple):
    """How a column is read: text by text, before that by an expression on the whole column or on its distinct texts."""

    read: Callable[[str], Any]
    required: bool = False
    whole: Callable[[pl.Expr], pl.Expr] | None = None
    distinct: Callable[[pl.Expr], pl.Expr] | None = None
    number: bool = False


COLUMNS = {
    "case_id": _Column(readers.identifier, required=True, whole=plain_identifier),
    "prefecture": _Column(readers.homes, required=True),
    "lead_body": _Column(readers.words, required=True),
    "system_kind_ja": _Column(readers.kinds, required=True),
    "participants_municipal_count": _Column(readers.count, number=True),
    "observed_as_of": _Column(readers.date, distinct=plain_date),
    "service_start": _Column(readers.date, distinct=plain_date),
    "initial_cost_jpy": _Column(readers.yen, whole=plain_yen, distinct=written_yen, number=True),
    "annual_cost_jpy": _Column(readers.yen, whole=plain_yen, distinct=written_yen, number=True),
    "total_cost_jpy": _Column(readers.yen, whole=plain_yen, distinct=written_yen, number=True),
    "status": _Column(readers.status),
    "source_kind": _Column(readers.words),
    "confidence": _Column(readers.grade),
    "source_url": _Column(readers.address, required=True, whole=plain_address),
    "other_source_urls": _Column(readers.links, whole=plain_links, distinct=written_links),
}
_WIDTH = len(COLUMNS)
_SCHEMA = dict.fromkeys(COLUMNS, pl.String)


def _column(rows: pl.DataFrame, name: str) -> tuple[pl.Series, pl.DataFrame]:
    """The values of a column, null where there are none, and its issues."""
    column, text = COLUMNS[name], pl.col(name)
    dtype = pl.Int64 if column.number else pl.String
    table = rows.select("row_no", name)
    table = table.with_columns(value=column.whole(text) if column.whole else pl.lit(None, dtype))
    open_ = table.filter(pl.col("value").is_null() & text.is_not_null())
    texts = open_.select(name).unique()
    texts = texts.with_columns(value=column.distinct(text) if column.distinct else pl.lit(None, dtype))
    left = texts.filter(pl.col("value").is_null())[name]
    read = [(one, *said(column.read, one)) for one in left if one.strip()]
    names = (name, "value", "code", "severity", "shown", "suggestion")
    answers = pl.DataFrame(read, schema={**dict.fromkeys(names, pl.String), "value": dtype}, orient="row")
    known = pl.concat([texts.filter(pl.col("value").is_not_null()), answers.select(name, "value")])
    if len(open_):
        found = text.replace_strict(known[name], known["value"], default=None, return_dtype=dtype)
        table = table.with_columns(value=pl.coalesce("value", found) if column.whole else found)
    told = open_.join(answers.filter(pl.col("code").is_not_null()).drop("value"), on=name)
    issues = [_issues(told, name)]
    if column.required:
        blank = table.filter(pl.col("value").is_null()).with_columns(text.fill_null(""))
        blank = blank.filter(text.str.strip_chars() == "").with_columns(code=pl.lit("tables.required"))
        issues.append(_issues(blank, name, shown=name))
    if name == "case_id":
        again = table.filter(pl.col("value").is_not_null() & ~pl.col("value").is_first_distinct())
        issues.append(_issues(again.with_columns(code=pl.lit("tables.duplicate")), name, shown=name))
    return table["value"].alias(name), pl.concat(issues)


def _issues(rows: pl.DataFrame, column: str, shown: str = "shown") -> pl.DataFrame:
    """The issues of rows with a `code`; errors, unless `severity` says otherwise."""
    given = {name: pl.col(name) for name in ("severity", "suggestion") if name in rows.columns}
    other = {"severity": pl.lit("error"), "suggestion": pl.lit(None, pl.String), **given}
    return rows.select(
        row="row_no",
        column=pl.lit(column),
        code="code",
        severity=other["severity"],
        value=shown,
        suggestion=other["suggestion"],
    )


def check(rows: pl.DataFrame, issues: list[tuple[Any, ...]]) -> Checked:
    """The rows (`row_no` and the fields as text, blank ones null) with their values; given are the issues of reading."""
    rows = rows.rechunk()  # in the many pieces that a file is read in, replacing texts takes thrice as long
    with ThreadPoolExecutor(2) as both:
        done = list(both.map(partial(_column, rows), COLUMNS))
    order = pl.Enum(["", *COLUMNS])
    found = pl.concat([pl.DataFrame(issues, schema=ISSUE, orient="row"), *(issues for _, issues in done)])
    found = found.sort("row", pl.col("column").fill_null("").cast(order), maintain_order=True)
    wrong = found.filter(pl.col("severity") == "error")["row"].unique()
    rejected = rows["row_no"].is_in(wrong.implode())
    values = pl.DataFrame([rows["row_no"], *(values for values, _ in done)])
    return Checked(values.filter(~rejected), rows.filter(rejected), found)


# Files


def check_csv(path: Path) -> Checked:
    """A CSV file in UTF-8 with the fields of the layout as its heading."""
    line = pl.col("line")
    whole = line.str.contains(f"^{_CELL}(?:,{_CELL}){{{_WIDTH - 1}}}$")
    lines = pl.scan_lines(path).with_columns(whole=whole).collect(engine="streaming")
    if lines[0, "line"] != ",".join(COLUMNS):
        raise ValueError(lines[0, "line"])
    issues: list[tuple[Any, ...]] = []
    if lines["whole"].all():
        rows = pl.read_csv(path, schema=_SCHEMA, row_index_name="row_no", row_index_offset=2)
    else:
        rows = _rows_of(lines, issues)
    rows = rows.with_columns(pl.col("row_no").cast(pl.Int64))
    blank = rows.filter(pl.col("case_id").is_null()).filter(
        pl.all_horizontal(_blank(name) for name in COLUMNS)
    )
    if len(blank):
        issues += [(row, None, "tables.blank_row", "note", None, None) for row in blank["row_no"]]
        rows = rows.join(blank, on="row_no", how="anti", maintain_order="left")
    return check(rows, issues)


def _blank(name: str) -> pl.Expr:
    return pl.col(name).is_null() | (pl.col(name).str.strip_chars() == "")


def _rows_of(lines: pl.DataFrame, issues: list[tuple[Any, ...]]) -> pl.DataFrame:
    """The rows of a file in which some lines are not one row each: those are read by the reader of Python, in place."""
    texts, after = lines["line"], 1
    records: list[tuple[int, list[str] | None]] = []
    inside: list[int] = []
    for place in (~lines["whole"]).arg_true().to_list():
        if place < after:
            continue
        reader = csv.reader((f"{texts[at]}\n" for at in range(place, len(texts))), strict=True)
        try:
            records.append((place, next(reader)))
            after = place + reader.line_num
        except csv.Error:
            records.append((place, None))
            after = place + 1
        inside += range(place + 1, after)
    starts = ~pl.int_range(len(lines), eager=True).is_in(inside)
    numbered = lines.with_columns(starts=starts, row_no=starts.cum_sum().cast(pl.Int64))
    kept: list[tuple[Any, ...]] = []
    for place, cells in records:
        number = numbered[place, "row_no"]
        if cells is None:
            issues.append((number, None, "tables.quotes", "error", texts[place][:120], None))
        elif not any(cell.strip() for cell in cells):
            issues.append((number, None, "tables.blank_row", "note", None, None))
        elif len(cells) == _WIDTH or (len(cells) > _WIDTH and not any(map(str.strip, cells[_WIDTH:]))):
            kept.append((number, *(cell or None for cell in cells[:_WIDTH])))
            if len(cells) > _WIDTH:
                issues.append((number, None, "tables.extra_blanks", "note", None, None))
        else:
            issues.append((number, None, "tables.ragged_row", "error", None, None))
    good = numbered.slice(1).filter("whole", "starts")
    text = BytesIO()
    good.select("line").write_csv(text, include_header=False, quote_style="never")
    rows = pl.read_csv(text.getvalue(), has_header=False, schema=_SCHEMA).insert_column(0, good["row_no"])
    odd = pl.DataFrame(kept, schema={"row_no": pl.Int64, **_SCHEMA}, orient="row")
    return pl.concat([rows, odd]).sort("row_no") if kept else rows


def check_jsonl(path: Path) -> Checked:
    """A file of JSON Lines in UTF-8."""
    rows = pl.read_ndjson(path, schema=_SCHEMA).with_row_index("row_no", 1)
    return check(rows.with_columns(pl.col("row_no").cast(pl.Int64)), [])


def main() -> None:
    """Check a file and say what was found."""
    path = Path(sys.argv[1])
    found = (check_csv if path.suffix == ".csv" else check_jsonl)(path)
    print(f"{len(found.good):,} good rows, {len(found.rejected):,} rejected, {len(found.issues):,} issues")


if __name__ == "__main__":
    main()
