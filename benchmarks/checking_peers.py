"""The same checks as others do them: dataframely and pandera on columns, pydantic line by line and as a list.

dataframely and pandera check what a pattern can say of a text, that ids do not repeat, and lengths. They do not know the
calendar (2023-02-29, 平成33年) or the bounds of yen, report remarks and free text beside dates, suggest repairs, or find
wrong lines: a CSV with a wrong quote ends their reading, which is Polars'. Nor do they read values: with `values`, numbers,
codes of prefectures and addresses are made of the texts by expressions of Polars, so that the good rows are the same.
pydantic's model has validators for everything but repeated ids, with the readers of one text that the side by hand has.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import by_hand_checks as by_hand
import by_hand_texts as readers
import polars as pl
from by_hand_checks import COLUMNS
from pydantic import BaseModel, BeforeValidator, StringConstraints, TypeAdapter, ValidationError

from chiho_digital.governments import prefectures

__all__ = ["Case", "Remembered", "as_list", "by_dataframely", "by_pandera", "line_by_line"]

_UNCONTROLLED = f"^[^{readers.SIGNS}]*$"
_NUMBER = r"[0-9０-９]{1,3}(?:[,，][0-9０-９]{3})+|[0-9０-９]+"
_YEAR = "(?:[12１２][0-9０-９]{3}|(?:明治|大正|昭和|平成|令和|[MTSHR])(?:元|[0-9０-９]{1,2}))"
_MONTH = "(?:[0０]?[1-9１-９]|[1１][0-2０-２])"
_DAY = "(?:[0０]?[1-9１-９]|[12１２][0-9０-９]|[3３][01０１])"
_DATE = (
    rf"(?:{_YEAR}年(?:度|{_MONTH}月(?:{_DAY}日)?)?|{_YEAR}(?:-{_MONTH}(?:-{_DAY})?|/{_MONTH}(?:/{_DAY})?|\.{_MONTH}(?:\.{_DAY})?)"
    r"|[0-9]{4}|[0-9]{8}|FY[0-9]{4})"
)
_REMARK = r"(?:\s*[(（].*[)）])?"
_LINK = rf"(?:[(（][^)）]*[)）]\s*)?{readers.ADDRESS}"
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


@cache
def _patterns() -> dict[str, str]:
    """What a text of each column looks like."""
    known = [text for body in prefectures() for text in (body.name, body.code, body.code.translate(_WIDE))]
    home = f"(?:{'|'.join(known)})"
    yen = rf"[¥￥]?(?:{_NUMBER})円?|(?:(?:{_NUMBER})億)?(?:(?:{_NUMBER})万)?(?:(?:{_NUMBER})千)?(?:{_NUMBER})?円?"
    forms = {
        "case_id": "[a-z0-9][a-z0-9-]{0,99}",
        "prefecture": f"{home}(?:[;；]{home})*",
        "system_kind_ja": r"\s*[^;；\s][^;；]*(?:[;；]\s*[^;；\s][^;；]*)*",
        "participants_municipal_count": r"[0-9０-９]{1,3}|[1１],?[0-6０-６][0-9０-９]{2}|[1１],?[7７](?:[0-3０-３][0-9０-９]|[4４][01０１])",
        **dict.fromkeys(("observed_as_of", "service_start"), _DATE + _REMARK),
        **dict.fromkeys(("initial_cost_jpy", "annual_cost_jpy", "total_cost_jpy"), yen),
        "status": f"(?:{'|'.join(readers.STATUSES)}){_REMARK}",
        "confidence": "|".join(readers.GRADES),
        "source_url": readers.ADDRESS,
        "other_source_urls": rf"{_LINK}(?:\s;\s{_LINK})*",
    }
    return {name: f"^(?:{form})$" for name, form in forms.items()}


_LENGTHS = {"lead_body": 10_000, "source_kind": 10_000, "system_kind_ja": 100}
_SCHEMA = dict.fromkeys(COLUMNS, pl.String)


def _text_of(path: Path) -> pl.LazyFrame:
    """The file as text, blank cells null, with the number of each row."""
    if path.suffix == ".csv":
        return pl.scan_csv(path, schema=_SCHEMA, row_index_name="row_no", row_index_offset=2)
    return pl.scan_ndjson(path, schema=_SCHEMA, row_index_name="row_no", row_index_offset=1)


def _with_values(good: pl.DataFrame) -> pl.DataFrame:
    """The good rows with the values of their texts."""
    codes = {
        text: str(body.code)
        for body in prefectures()
        for text in (body.name, body.code, body.code.translate(_WIDE))
    }
    home, count, links = (
        pl.col(name) for name in ("prefecture", "participants_municipal_count", "other_source_urls")
    )
    amounts = [pl.col(name) for name in ("initial_cost_jpy", "annual_cost_jpy", "total_cost_jpy")]
    return (
        good.lazy()
        .with_columns(
            home.str.replace_all("；", ";", literal=True)
            .str.split(";")
            .list.eval(pl.element().replace_strict(codes))
            .list.join(";"),
            by_hand.narrow(count).str.replace_all(",", "", literal=True).cast(pl.Int64),
            *(pl.coalesce(by_hand.plain_yen(yen), by_hand.written_yen(yen)) for yen in amounts),
            pl.coalesce(by_hand.plain_links(links), by_hand.written_links(links)),
        )
        .collect()
    )


def _matches(pattern: str) -> Callable[[pl.Expr], pl.Expr]:
    return lambda text: text.str.contains(pattern)


def _dated(pattern: str) -> Callable[[pl.Expr], pl.Expr]:
    return lambda text: text.str.contains(pattern) | ~text.str.contains(f"^(?:{readers.MEANT_AS_DATE})$")


def _checks(name: str) -> dict[str, Callable[[pl.Expr], pl.Expr]]:
    """The checks of a column by name."""
    checks: dict[str, Callable[[pl.Expr], pl.Expr]] = {}
    if (pattern := _patterns().get(name)) is not None:
        checks["form"] = (_dated if name in {"observed_as_of", "service_start"} else _matches)(pattern)
    if name in _LENGTHS:
        checks["length"] = lambda text: text.str.len_chars() <= _LENGTHS[name]
        checks["control"] = _matches(_UNCONTROLLED)
    if COLUMNS[name].required:
        checks["blank"] = _matches(r"\S")
    return checks


def by_dataframely(path: Path, *, values: bool = True) -> tuple[pl.DataFrame, list[int]]:
    """The good rows, as text or with values, and the numbers of the rejected ones."""
    dy: Any = import_module("dataframely")
    columns = {
        name: dy.String(nullable=not column.required, primary_key=name == "case_id", check=_checks(name))
        for name, column in COLUMNS.items()
    }
    schema: Any = type("Cases", (dy.Schema,), {"row_no": dy.UInt32(), **columns})
    good, failure = schema.filter(_text_of(path)).collect_all()
    return _with_values(good) if values else good, failure.details()["row_no"].to_list()


def by_pandera(path: Path, *, values: bool = True) -> tuple[pl.DataFrame, list[int]]:
    """The good rows, as text or with values, and the numbers of the rejected ones; every failed check is collected."""
    pa: Any = import_module("pandera.polars")
    errors: Any = import_module("pandera.errors")

    def check(test: Callable[[pl.Expr], pl.Expr], name: str) -> Any:
        def tested(data: Any) -> Any:
            return data.lazyframe.select(test(pl.col(data.key)))

        return pa.Check(tested, name=name)

    columns = {
        name: pa.Column(
            pl.String,
            [check(test, kind) for kind, test in _checks(name).items()],
            nullable=not column.required,
            unique=name == "case_id",
        )
        for name, column in COLUMNS.items()
    }
    frame, rejected = _text_of(path).collect(), list[int]()
    try:
        pa.DataFrameSchema(columns).validate(frame, lazy=True)
    except errors.SchemaErrors as error:
        places = error.failure_cases["index"].drop_nulls().unique().cast(pl.UInt32)
        wrong = pl.int_range(len(frame), dtype=pl.UInt32, eager=True).is_in(places.implode())
        frame, rejected = frame.filter(~wrong), frame.filter(wrong)["row_no"].to_list()
    return _with_values(frame) if values else frame, rejected


# Records: a pydantic model


def _blank(text: str | None) -> bool:
    return text is None or not text.strip()


def _by(read: Callable[[str], Any]) -> BeforeValidator:
    return BeforeValidator(lambda text: None if _blank(text) else read(text.strip()))


def _date(text: str) -> object:
    return readers.date(text).value


_Words = Annotated[
    str | None, StringConstraints(strip_whitespace=True, max_length=10_000, pattern=_UNCONTROLLED)
]
_Yen = Annotated[int | None, _by(readers.yen)]
_Date = Annotated[str | None, _by(_date)]
_OnceDate = Annotated[str | None, _by(cache(_date))]


class Case(BaseModel):
    """A case row as plain pydantic, with validators for what its types do not say."""

    case_id: Annotated[str, StringConstraints(max_length=100, pattern="^[a-z0-9][a-z0-9-]*$")]
    prefecture: Annotated[str, _by(readers.homes)]
    lead_body: Annotated[
        str, StringConstraints(strip_whitespace=True, min_length=1, max_length=10_000, pattern=_UNCONTROLLED)
    ]
    system_kind_ja: Annotated[str, _by(readers.kinds)]
    participants_municipal_count: Annotated[int | None, _by(readers.count)] = None
    observed_as_of: _Date = None
    service_start: _Date = None
    initial_cost_jpy: _Yen = None
    annual_cost_jpy: _Yen = None
    total_cost_jpy: _Yen = None
    status: Annotated[str | None, _by(lambda text: readers.status(text).value)] = None
    source_kind: _Words = None
    confidence: Annotated[str | None, _by(readers.grade)] = None
    source_url: Annotated[str, _by(readers.address)]
    other_source_urls: Annotated[str | None, _by(readers.links)] = None


class Remembered(Case):
    """The same with the readers remembering the texts that come again and again."""

    prefecture: Annotated[str, _by(cache(readers.homes))]
    observed_as_of: _OnceDate = None
    service_start: _OnceDate = None


def line_by_line(path: Path, model: type[Case] = Case) -> tuple[list[Case], dict[int, ValidationError]]:
    """The records of JSON Lines, and the errors of each other line by its number."""
    good: list[Case] = []
    wrong: dict[int, ValidationError] = {}
    validate = model.model_validate_json
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            try:
                good.append(validate(line))
            except ValidationError as error:
                wrong[number] = error
    return good, wrong


def as_list(path: Path, model: type[Case] = Case) -> list[Case]:
    """The records of a CSV without faults, all at once."""
    with path.open(encoding="utf-8", newline="") as file:
        return TypeAdapter(list[model]).validate_python(list(csv.DictReader(file)))  # type: ignore[valid-type] # known at run time only
