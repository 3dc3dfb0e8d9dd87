"""Cases and loads of other rooms as neutral tables: rows of words, or a frame of any engine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

from attrs import frozen

from chiho_digital.basics import FiscalYear, InvalidValue, Text, message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chiho_digital.basics import Lang

__all__ = ["EARLIER_WORK", "STANDARDISATION_WORK", "JointCase", "bodies_carrying", "read_cases"]

STANDARDISATION_WORK = {
    "standardisation": Text("標準化", "standardisation"),
    "later_migration": Text("特定移行支援システムの移行", "migration allowed later"),
}
"""Kinds of work on standardised systems, in a table of loads."""

EARLIER_WORK = {"common_system": Text("共通化システムの導入", "commonized system being introduced")}
"""Kinds of work on what earlier years chose to commonize, in a table of loads."""

_CASE = ("case_id", "kind")
_MORE = ("prefecture", "lead", "method", "source")
_LOAD = ("body", "kind", "fiscal_year")
_SURE = "sure"


@frozen
class JointCase:
    """A joint procurement, as a table of cases has it (共同調達の事例). Strictly read-only. None is not known; texts are the table's."""

    id: str
    kinds: tuple[str, ...]
    prefectures: tuple[str, ...]
    lead: str | None
    method: str | None
    source: str | None

    def to(self, lang: Lang) -> str:
        """The case in one line."""
        unknown = message("rules.unknown", {}, lang)
        params = {
            "id": self.id,
            "kinds": self.kinds,
            "prefectures": self.prefectures or unknown,
            "lead": self.lead or unknown,
            "method": self.method or unknown,
            "source": self.source or unknown,
        }
        return message("commonization.joint_case", params, lang)

    def to_dict(self) -> dict[str, Any]:
        """The case as JSON values."""
        return {
            "id": self.id,
            "kinds": list(self.kinds),
            "prefectures": list(self.prefectures),
            "lead": self.lead,
            "method": self.method,
            "source": self.source,
        }


def read_cases(table: Any) -> tuple[JointCase, ...]:
    """The cases of a neutral table, in the order of their ids.

    Raises:
        InvalidFrame: columns or rows that cannot be.
        InvalidValue: it is no table.
    """
    rows: dict[str, list[Mapping[str, Any]]] = {}
    for row in _rows(table, _CASE, _MORE, texts=(*_CASE, *_MORE)):
        rows.setdefault(row["case_id"], []).append(row)
    return tuple(
        JointCase(
            id_,
            _known(found, "kind"),
            _known(found, "prefecture"),
            *(next(iter(_known(found, name)), None) for name in ("lead", "method", "source")),
        )
        for id_, found in sorted(rows.items())
    )


def bodies_carrying(table: Any, year: FiscalYear) -> dict[str, tuple[int, int]]:
    """How many bodies of a neutral table carry each kind of work in a fiscal year: surely, and perhaps.

    Raises:
        InvalidFrame: columns or rows that cannot be.
        InvalidValue: it is no table.
    """
    carried: dict[str, tuple[set[str], set[str]]] = {}
    for row in _rows(table, _LOAD, (_SURE,), texts=("body", "kind")):
        if _number(row["fiscal_year"]) == year.year:
            surely, perhaps = carried.setdefault(row["kind"], (set(), set()))
            (surely if row.get(_SURE, True) else perhaps).add(row["body"])
    return {kind: (len(surely), len(perhaps - surely)) for kind, (surely, perhaps) in carried.items()}


def _number(year: object) -> object:
    return year.year if isinstance(year, FiscalYear) else year


def _known(rows: list[Mapping[str, Any]], name: str) -> tuple[str, ...]:
    return tuple(sorted({row[name] for row in rows if row.get(name) is not None}))


def _rows(
    table: Any, needed: tuple[str, ...], more: tuple[str, ...], texts: tuple[str, ...]
) -> list[Mapping[str, Any]]:
    """The rows of a table, each once if it is a frame; refused where they cannot be."""
    from chiho_digital.rules import InvalidFrame

    if isinstance(table, Sequence) and not isinstance(table, str):
        rows = cast("list[Mapping[str, Any]]", list(cast("Sequence[object]", table)))
        problems = [*_no_rows(rows, needed)]
    else:
        rows, problems = _of_frame(table, needed, more), []
    if problems := problems or [*_wrong_cells(rows, needed[0], texts)]:
        raise InvalidFrame(problems)
    return rows


def _of_frame(table: Any, needed: tuple[str, ...], more: tuple[str, ...]) -> list[Mapping[str, Any]]:
    import narwhals as nw

    from chiho_digital.tables import sums_by
    from chiho_digital.tables.grouping import grouping_of

    present = grouping_of(table).names()
    distinct: Any = sums_by(table, (*needed, *(name for name in more if name in present)), ())
    found: list[Mapping[str, Any]] = nw.from_native(distinct).lazy().collect().rows(named=True)
    return found


def _no_rows(rows: list[Any], needed: tuple[str, ...]) -> Iterator[InvalidValue]:
    for place, row in enumerate(rows):
        if not isinstance(row, Mapping):
            yield InvalidValue("commonization.no_row", value=type(row).__name__).at(place)
            continue
        for name in needed:
            if name not in row:
                yield InvalidValue("tables.no_column", value=name).at(place)


def _wrong_cells(rows: list[Mapping[str, Any]], of: str, texts: tuple[str, ...]) -> Iterator[InvalidValue]:
    """Cells that hold no text, years that are no whole number, and rows that do not say whose they are."""
    for place, row in enumerate(rows):
        if row[of] is None:
            yield InvalidValue("commonization.row_of_nobody", value=of).at(place, of)
        for name in texts:
            if not isinstance(row.get(name), str | None):
                yield InvalidValue("commonization.not_text", value=row[name]).at(place, name)
        year = _number(row.get("fiscal_year"))
        if not isinstance(year, int | None) or isinstance(year, bool):
            yield InvalidValue("commonization.not_year", value=year).at(place, "fiscal_year")
        if not isinstance(row.get(_SURE), bool | None):
            yield InvalidValue("commonization.not_yes_or_no", value=row[_SURE]).at(place, _SURE)
