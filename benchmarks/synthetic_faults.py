"""The faults of synthetic case rows: every kind that the row path can report about a cell or a row of their columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Literal, TypeAlias

from attrs import frozen

from chiho_digital.basics import MAX_YEN
from chiho_digital.governments import municipalities, prefectures

Form: TypeAlias = Literal["csv", "jsonl"]
FORMS: tuple[Form, ...] = ("csv", "jsonl")

DUPLICATE = "duplicate_id"
BLANK = "required_blank"

# Control characters that no cell holds stand for faults of the CSV itself, which a writer of CSV would mend: they are
# written, then replaced. Single bytes, since those are found many times as fast as longer ones.
_COMMA, _QUOTE, _NO_COMMA = "\x01", "\x02", "\x03"


@frozen
class Fault:
    """One kind of fault. Strictly read-only.

    code: the code of the issue that the row path reports.  cells: (column, text) of which one is written; none for the
    repeated id, which is another row's.  of_row: the issue is the whole row's.  csv_only: no such fault in JSON lines.
    """

    code: str
    cells: tuple[tuple[str, str | None], ...]
    of_row: bool = False
    csv_only: bool = False


def _each(columns: Sequence[str], texts: Iterable[str | None]) -> tuple[tuple[str, str | None], ...]:
    return tuple((column, text) for text in texts for column in columns)


@cache
def faults_by_name() -> dict[str, Fault]:
    """Every kind of fault, by name: all that the row path can report about a cell or a row of these columns."""
    where, words = ("prefecture",), ("lead_body", "source_kind")
    required = ("case_id", "prefecture", "lead_body", "system_kind_ja", "source_url")
    dates = ("observed_as_of", "service_start")
    yen = ("initial_cost_jpy", "annual_cost_jpy", "total_cost_jpy")
    bodies = prefectures()
    towns = municipalities()[::100]
    wrong_digit = [f"{body.code.five_digits}{(int(body.code[5]) + 1) % 10}" for body in bodies]
    unclosed = [f"{_QUOTE}大阪府の協議会", f"{_QUOTE}{_QUOTE}大阪府の協議会"]
    return {
        "fields_missing": Fault(
            "tables.ragged_row", _each(("confidence",), (f"{_NO_COMMA}high",)), of_row=True, csv_only=True
        ),
        "fields_surplus": Fault(
            "tables.ragged_row", _each(yen, (f"12{_COMMA}345{_COMMA}000",)), of_row=True, csv_only=True
        ),
        "quote_unclosed": Fault(
            "tables.quotes", _each(("lead_body",), unclosed[:1]), of_row=True, csv_only=True
        ),
        "quote_inside": Fault(
            "tables.quotes",
            _each(("lead_body",), (f"{_QUOTE}大阪府{_QUOTE}の協議会", unclosed[1])),
            of_row=True,
            csv_only=True,
        ),
        BLANK: Fault("tables.required", _each(required, (None, " ", "　"))),
        "control_character": Fault(
            "tables.control_character", _each(words, ("大阪\x07府", "情報化\x1b協議会", "official\x7f+news"))
        ),
        "too_long": Fault(
            "tables.too_long",
            (
                ("system_kind_ja", "電子申請" * 26),
                ("case_id", "case-" * 20 + "1"),
                ("source_kind", "official" * 1_251),
            ),
        ),
        "id_pattern": Fault(
            "tables.pattern", _each(("case_id",), ("Osaka-chat", "osaka_chat", "大阪-1", "-1"))
        ),
        DUPLICATE: Fault("tables.duplicate", ()),
        "prefecture_short": Fault(
            "tables.unknown_prefecture", _each(where, [b.name[:-1] for b in bodies if b.name != "北海道"])
        ),
        "prefecture_unknown": Fault("tables.unknown_prefecture", _each(where, ("関東", "山口懸", "480002"))),
        "prefecture_is_town": Fault(
            "tables.unknown_prefecture",
            _each(where, [*(b.code for b in towns), *(b.full_name for b in towns)]),
        ),
        "prefecture_five_digits": Fault(
            "governments.code_six_digits", _each(where, [b.code.five_digits for b in bodies])
        ),
        "prefecture_check_digit": Fault("governments.code_check_digit", _each(where, wrong_digit)),
        "prefecture_lost_zero": Fault("governments.code_ambiguous", _each(where, ("12203", "12211"))),
        "empty_item": Fault(
            "tables.empty_item",
            (
                ("prefecture", "大阪府;;奈良県"),
                ("prefecture", "大阪府；"),
                ("system_kind_ja", "電子申請;"),
                ("system_kind_ja", ";RPA"),
            ),
        ),
        "count_no_number": Fault(
            "tables.not_whole",
            _each(("participants_municipal_count",), ("34団体", "約30", "2.5", "全市町村")),
        ),
        "count_out_of_bounds": Fault(
            "tables.out_of_bounds", _each(("participants_municipal_count",), ("1742", "-1", "99,999"))
        ),
        "date_impossible": Fault(
            "basics.date_impossible", _each(dates, ("2023-02-29", "2021-13", "令和3年4月31日", "20250230"))
        ),
        "date_outside_era": Fault(
            "basics.date_outside_era", _each(dates, ("平成33年4月1日", "平成31年5月", "昭和65年4月"))
        ),
        "date_mixed": Fault(
            "basics.partial_date_format", _each(dates, ("2021-04/01", "21.4.1", "2021-4-1-1"))
        ),
        "date_too_early": Fault("basics.date_before_calendar", _each(dates, ("1868-01-25", "1872/12"))),
        "year_outside_era": Fault(
            "basics.fiscal_year_outside_era", _each(dates, ("平成40年度", "令和0年度"))
        ),
        "year_out_of_range": Fault("basics.fiscal_year_range", _each(dates, ("1800年度", "9999年度"))),
        "yen_negative": Fault("tables.out_of_bounds", _each(yen, ("-1000000", "▲5,000円", "△32万円"))),
        "yen_too_much": Fault("tables.out_of_bounds", _each(yen, (str(MAX_YEN + 1), "200,000億円"))),
        "yen_fraction": Fault("basics.yen_fraction", _each(yen, ("1234.5円", "0.00001万円", "１２．３"))),
        "yen_no_amount": Fault("basics.yen_format", _each(yen, ("約3億円", "未定", "1,23,456", "10兆円"))),
        "status_unknown": Fault(
            "tables.not_a_choice", _each(("status",), ("稼働中", "in service", "inservice(2021)"))
        ),
        "confidence_unknown": Fault("tables.not_a_choice", _each(("confidence",), ("certain", "高", "hihg"))),
        "address_wrong": Fault(
            "tables.not_an_address",
            _each(
                ("source_url",), ("www.pref.example/1", "ftp://pref.example/1", "https://a b", "県公式サイト")
            ),
        ),
        "link_wrong": Fault(
            "tables.not_an_address",
            _each(
                ("other_source_urls",), ("https://a.example ; b.example", "(要綱)", "未読 https://a.example")
            ),
        ),
    }


def unmended(text: bytes) -> bytes:
    """The CSV text with the faults that a writer of CSV would mend."""
    parts = text.split(_NO_COMMA.encode())
    text = b"".join([*(part[:-1] for part in parts[:-1]), parts[-1]])
    return text.replace(_COMMA.encode(), b",").replace(_QUOTE.encode(), b'"')
