"""The conformance suite: `python tools/conformance.py` writes what the library gives for its inputs, `--check` compares.

tests/conformance/README.md says what the files are and how another implementation uses them. Inputs are written by hand and
never changed: records, rows of text, texts, facts. What the library gives for the last three stands beside them. Pickles are
added for new values and never written again: they are those of the version that made them.

Exit status: 0 all is as it should be, 1 it is not.
"""

from __future__ import annotations

import argparse
import base64
import json
import pickle  # only pickles of this repository are read
import sys
import tempfile
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from api_snapshot import public_modules
from pydantic import BaseModel

from chiho_digital import bonds, commonization, governments, planning, procurement, rules, tables, talent
from chiho_digital.basics import (
    ChihoDigitalError,
    FiscalYear,
    PartialDate,
    exact_ratio,
    parse_date,
    parse_yen,
    require,
)
from chiho_digital.governments import CorporateNumber, LocalGovernmentCode
from chiho_digital.procurement import exchange
from chiho_digital.tables import RowModel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["SUITE", "decided", "fixtures", "models", "read", "records_of", "values"]

SUITE = Path(__file__).parents[1] / "tests" / "conformance"
PROTOCOL = 4
"""Of the pickles: the oldest that every supported Python writes by default or could write."""

READERS: dict[str, Callable[[str], object]] = {
    "basics.FiscalYear.parse": FiscalYear.parse,
    "basics.PartialDate.parse": PartialDate.parse,
    "basics.exact_ratio": exact_ratio,
    "basics.parse_date": parse_date,
    "basics.parse_yen": parse_yen,
    "governments.CorporateNumber.parse": CorporateNumber.parse,
    "governments.LocalGovernmentCode.parse": LocalGovernmentCode.parse,
}


def models() -> dict[str, type[BaseModel]]:
    """The public records and row models by room and name."""
    found: dict[str, type[BaseModel]] = {}
    for module in public_modules():
        room = module.__name__.removeprefix("chiho_digital.")
        named = ((f"{room}.{name}", getattr(module, name)) for name in module.__all__)
        every = [
            (name, item) for name, item in named if isinstance(item, type) and issubclass(item, BaseModel)
        ]
        found.update((name, item) for name, item in every if item.model_fields and item not in found.values())
    return found


def read(path: str) -> Any:
    """A JSON file of the suite."""
    return json.loads((SUITE / path).read_text(encoding="utf-8"))


def records_of(name: str) -> list[BaseModel]:
    """The records of a fixture, as the library reads them."""
    return [models()[name].model_validate_json(json.dumps(record)) for record in read(f"records/{name}.json")]


def fixtures() -> dict[str, str]:
    """The text of every file that the library writes, by its path in the suite."""
    found = {f"rows/{name}.json": _json(_checked(name)) for name in _held("rows")}
    found |= {
        f"decisions/{name}.json": _json(decided(read(f"decisions/{name}.json")))
        for name in _held("decisions")
    }
    found["texts.json"] = _json([_text(case) for case in read("texts.json")])
    found["ocds/package.json"] = _json(_package())
    found["parquet.json"] = _json({name: _parquet(frame) for name, frame in sorted(_frames().items())})
    found["store.json"] = _json(_store())
    found["pickles.json"] = _json(_pickles())
    return found


def _held(folder: str) -> list[str]:
    """The names of the files in a folder of the suite."""
    return sorted({path.stem for path in (SUITE / folder).iterdir()})


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _checked(name: str) -> dict[str, Any]:
    """What a file of rows gives: records, rows refused, issues."""
    model: Any = models()[name]
    found = tables.check_rows(tables.read_rows(SUITE / "rows" / f"{name}.csv", model), model)
    return {
        "good": [
            {"row": good.row, "record": json.loads(good.record.model_dump_json())} for good in found.good
        ],
        "rejected": [row for row, _ in found.rejected],
        "issues": [
            [issue.row, issue.column, issue.code, issue.severity, issue.value] for issue in found.issues
        ],
    }


def decided(fixture: dict[str, Any]) -> dict[str, Any]:
    """A decision fixture with what the library decides; sentences and addresses of sources are not part of it."""
    room, ruleset = fixture["ruleset"].split(".")
    decision = _ruleset(room, ruleset).decide(
        _ruleset(room, ruleset).facts(**fixture["facts"]),
        as_read_on=date.fromisoformat(fixture["as_read_on"]),
    )
    told = decision.to_dict()
    told["findings"] = [
        {key: value for key, value in finding.items() if key not in {"text", "sources", "figures"}}
        for finding in told["findings"]
    ]
    told["unknown_law"] = len(told["unknown_law"])
    kept = ("outcome", "facts", "findings", "missing", "unknown_law", "grade", "as_read_on")
    return {**fixture, "decision": {key: told[key] for key in kept}}


def _ruleset(room: str, name: str) -> rules.RuleSet[Any]:
    found = import_module(f"chiho_digital.{room}")
    return talent.RULES[talent.Measure(name)] if room == "talent" else getattr(found, name)


def _text(case: dict[str, Any]) -> dict[str, Any]:
    """What a text is read as, or the code of the error."""
    given = {"reader": case["reader"], "text": case["text"]}
    try:
        return {**given, "value": str(READERS[case["reader"]](case["text"]))}
    except ChihoDigitalError as error:
        return {**given, "error": error.code}


def _cases() -> list[procurement.Case]:
    return [
        procurement.Case.model_validate_json(json.dumps(case)) for case in read("ocds/cases.json")["cases"]
    ]


def _package() -> dict[str, Any]:
    """The cases of the suite as a package of OCDS."""
    terms: dict[str, Any] = read("ocds/cases.json")["terms"]
    terms["published_on"] = date.fromisoformat(terms["published_on"])
    return exchange.to_ocds(_cases(), **terms)


def _frames() -> dict[str, Any]:
    """A frame of every kind that the library makes."""
    return {**_frames_of_files(), **_frames_of_records(), **_frames_of_frames()}


def _frames_of_files() -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, model in models().items():
        if issubclass(model, RowModel):
            checked = tables.check(tables.read(SUITE / "rows" / f"{name}.csv", model), model)
            found[f"{name}: good"], found["issues of a check"] = checked.good, checked.issue_frame()
    return found


def _frames_of_records() -> dict[str, Any]:
    """Tables of records, and sums over them."""
    of_cases = procurement.to_tables(_cases(), population=governments.figures.load())
    pools: list[Any] = records_of("talent.Ledger")
    supply, needs = talent.supply_table(pools, [2025]), talent.need_table(pools, [2025])
    (ledger,) = cast("list[commonization.Ledger]", records_of("commonization.Ledger"))
    proposals, reviews = commonization.proposal_table(ledger), commonization.review_table(ledger)
    load = planning.load_table([], [2025], bodies=["352047"])
    return {
        "procurement.to_tables: cases": of_cases.cases,
        "procurement.to_tables: by_prefecture": of_cases.by_prefecture,
        "procurement.to_tables: by_kind": of_cases.by_kind,
        "procurement.summaries.count_by": procurement.summaries.count_by(of_cases.by_kind, "kind"),
        "talent.supply_table": supply,
        "talent.need_table": needs,
        "talent.summaries.supply_by": talent.summaries.supply_by(supply),
        "talent.summaries.needs_by": talent.summaries.needs_by(needs),
        "talent.summaries.unmet_by": talent.summaries.unmet_by(needs),
        "commonization.proposal_table": proposals,
        "commonization.review_table": reviews,
        "commonization.summaries.proposals_by": commonization.summaries.proposals_by(proposals),
        "commonization.summaries.reviews_by": commonization.summaries.reviews_by(reviews),
        "planning.load_table": load,
        "planning.load_distribution": planning.load_distribution(load),
    }


def _frames_of_frames() -> dict[str, Any]:
    """What is decided, reckoned and summed on tables of the user's own; only what is added where rows stay what they are."""
    pl = require("polars", extra="polars")
    year = pl.DataFrame({"fiscal_year": [2025]})
    amounts = {name: pl.lit(0) for name in ("eligible_cost", "cost", "grants", "other_revenue")}
    joined = pl.DataFrame({"prefecture": ["350001"], "kind": ["rpa"], "fiscal_year": [2025], "amount": [1]})
    outcomes = year.with_columns(outcome=pl.lit("eligible"), cost=pl.lit(1))
    texts = {"body": "352047", "measure": "own_cio_aide", "part": "engagement", "person": None}
    costs = pl.DataFrame({"fiscal_year": [2025], "amount": [1], "revenue": [0]}).with_columns(
        pl.lit(text, pl.String).alias(name) for name, text in texts.items()
    )
    bodies = pl.DataFrame({"prefecture": ["350001"], "code": ["352047"], "digital_staff": [1]})
    return {
        "bonds.eligibility_frame: added": bonds.eligibility_frame(year).drop("fiscal_year"),
        "bonds.expense_eligibility_frame: added": bonds.expense_eligibility_frame(year).drop("fiscal_year"),
        "bonds.funding_frame: added": bonds.funding_frame(year.with_columns(**amounts)).select(
            "bond_ceiling", "general_funds", "need_increase"
        ),
        "bonds.summaries.projects_by": bonds.summaries.projects_by(outcomes, ("fiscal_year",), ("cost",)),
        "procurement.summaries.participations_by": procurement.summaries.participations_by(joined),
        "talent.eligibility_frame: added": talent.eligibility_frame(year, "own_cio_aide").drop("fiscal_year"),
        "talent.support_frame": talent.support_frame(costs),
        "talent.summaries.staffing_by": talent.summaries.staffing_by(bodies),
        "commonization.flags_frame: added": commonization.flags_frame(year).drop("fiscal_year"),
        "tables.sums_by": tables.sums_by(outcomes, ("outcome",), ("cost",)),
    }


def _parquet(frame: Any) -> dict[str, str]:
    """The columns of a frame as a Parquet file holds them: physical and logical type."""
    parquet = require("pyarrow.parquet", extra="pyarrow")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "frame.parquet"
        frame.write_parquet(file)
        schema = parquet.ParquetFile(file).schema
    return {
        column.path: f"{column.physical_type} {column.logical_type.type}"
        for column in map(schema.column, range(len(schema)))
    }


def _store() -> dict[str, Any]:
    """The tables of a store with one entry, and the columns of each."""
    duckdb = require("duckdb", extra="duckdb")
    model = procurement.AmountRow
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "store.duckdb"
        with tables.store(file) as kept:
            checked = tables.check(tables.read(SUITE / "rows" / "procurement.AmountRow.csv", model), model)
            kept.put("amounts", checked, model=model, as_of=date(2026, 1, 1), source="tests/conformance")
        with duckdb.connect(str(file), read_only=True) as database:
            names = sorted(name for (name,) in database.execute("show tables").fetchall())
            ((layout,),) = database.execute("select layout from chiho_digital_store").fetchall()
            return {
                "layout": layout,
                "tables": {
                    name: {
                        column: kind for column, kind, *_ in database.execute(f"describe {name}").fetchall()
                    }
                    for name in names
                },
            }


def values() -> Iterator[tuple[str, object]]:
    """Every value of the suite that is pickled, by where it stands."""
    for name in models():
        path = f"records/{name}.json"
        if (SUITE / path).is_file():
            yield from ((f"{path}#{place}", record) for place, record in enumerate(records_of(name)))
    for case in read("texts.json"):
        if "value" in _text(case):
            yield f"texts.json#{case['reader']}#{case['text']}", READERS[case["reader"]](case["text"])
    for name in _held("decisions"):
        fixture = read(f"decisions/{name}.json")
        yield (
            f"decisions/{name}.json#facts",
            _ruleset(*fixture["ruleset"].split(".")).facts(**fixture["facts"]),
        )


def _pickles() -> dict[str, str]:
    """The pickles that are kept, and those of values that had none."""
    kept: dict[str, str] = read("pickles.json") if (SUITE / "pickles.json").is_file() else {}
    made = {
        where: base64.b64encode(pickle.dumps(value, protocol=PROTOCOL)).decode() for where, value in values()
    }
    return {**made, **kept}


def main() -> int:
    """Writes the files, or compares."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--check", action="store_true", help="write nothing; say what differs")
    arguments = parser.parse_args()
    differing: list[str] = []
    for path, text in fixtures().items():
        file = SUITE / path
        if not file.is_file() or file.read_text(encoding="utf-8") != text:
            differing.append(path)
            if not arguments.check:
                file.write_text(text, encoding="utf-8")
    sys.stdout.write(
        "".join(f"{'differs' if arguments.check else 'written'}: {path}\n" for path in differing)
    )
    return 1 if arguments.check and differing else 0


if __name__ == "__main__":
    sys.exit(main())
