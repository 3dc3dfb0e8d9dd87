"""The types users see; read by the type checkers, never run."""

from datetime import date
from fractions import Fraction
from typing import Any, assert_type

import polars as pl

from chiho_digital import bonds, dashboard, governments, planning, procurement, rules, systems, tables
from chiho_digital.basics import (
    FiscalYear,
    OddYen,
    PartialDate,
    Period,
    Text,
    apportion,
    parse_date,
    parse_yen,
)
from chiho_digital.governments import CorporateNumber, Figures, Government, LocalGovernmentCode
from chiho_digital.procurement import calls
from chiho_digital.tables import Entry, Issue, Restored, Stated, Store, Stored, restore, store

hagi = governments.find("山口県萩市")
assert_type(hagi, Government)
assert_type(hagi.code, LocalGovernmentCode)
assert_type(hagi.prefecture, Government)
assert_type(hagi.kana, str | None)
assert_type(governments.municipalities(prefecture="山口県"), list[Government])
assert_type(governments.convert("221350", date(2023, 4, 1), date(2025, 4, 1)), tuple[Government, ...])
assert_type(governments.corporate_numbers.validate("5835678256246"), CorporateNumber)

population = governments.figures.load()
assert_type(population, Figures)
assert_type(population.value(hagi), int | Fraction | None)

assert_type(FiscalYear(2025) - FiscalYear(2024), int)
assert_type(FiscalYear(2025) - 1, FiscalYear)
assert_type(FiscalYear(2025).start, date)
assert_type(PartialDate.parse("2021-05").period, Period)
assert_type(parse_date("R7.1.14"), date)
assert_type(parse_yen("3億円"), int)
assert_type(apportion(100, [1, 2], odd_yen=OddYen.FIRST), tuple[int, ...])

file = procurement.read_cases()
assert_type(file.cases, tuple[procurement.Case, ...])
assert_type(file.cases[0].municipal_count, int | None)
assert_type(file.cases[0].service_start, Stated[PartialDate] | None)
assert_type(dashboard.by_kind(file.cases, population=population), dashboard.View)

with store("town.duckdb") as kept:
    assert_type(kept, Store)
    assert_type(kept.names(), tuple[str, ...])
    assert_type(kept.entry("cases"), Entry)
    assert_type(kept.get("cases", engine="pandas"), Stored)
    assert_type(kept.get("cases").issues, tuple[Issue, ...])
assert_type(restore("town.duckdb"), Restored)


class Town(rules.Facts):
    """Facts of one's own."""

    year = rules.fact(FiscalYear, Text("年度", "year"), Text("何年度？", "Which year?"))
    joint = rules.fact(bool, Text("共同", "joint"), Text("共同？", "Joint?"))
    cost = rules.fact(int, Text("経費", "cost"), Text("いくら？", "How much?"), unit="yen")


town = Town(cost=1)
assert_type(Town.cost, rules.Fact[int])
assert_type(town.cost, int | None)
assert_type(town.year, FiscalYear | None)
assert_type(Town.cost >= 1, rules.Condition)
assert_type(Town.joint & (Town.cost > 1) | ~Town.joint, rules.Condition)
assert_type(rules.value_of(Town.joint.holds(), town), bool | None)

project = bonds.Project(name="窓口", fiscal_year=FiscalYear(2025))
decision = bonds.eligibility(project)
assert_type(decision, rules.Decision[bonds.ProjectFacts])
assert_type(decision.outcome, rules.Outcome)
assert_type(decision.missing, tuple[str, ...])
assert_type(decision.missing_exact(), tuple[str, ...] | None)
assert_type(decision.facts.kind, bonds.ProjectKind | None)
assert_type(decision.ways_to_eligible(), rules.Ways[bonds.ProjectFacts])
assert_type(bonds.eligibility(bonds.ExpenseFacts()), rules.Decision[bonds.ExpenseFacts])
assert_type(bonds.next_question(decision.facts), rules.Question | None)
assert_type(bonds.eligibility_frame(pl.DataFrame({"kind": ["system"]})), pl.DataFrame)
assert_type(bonds.PARAMETERS["bond_financing_ratio"].at(FiscalYear(2025)), rules.Figure | rules.Unknown)
assert_type(project.total_cost, int | None)

assert_type(systems.catalogue.search(), tuple[systems.catalogue.Hit, ...])
price = procurement.EstimatedPrice(included=500_000)
limits = procurement.threshold_rules("352047", procurement.ContractClass.OTHER, price, date(2025, 5, 1))
assert_type(limits, procurement.Thresholds)
assert_type(limits.small_contract.decision, rules.Decision[procurement.ThresholdFacts])
assert_type(tables.check(tables.read(b"", procurement.CaseRow), procurement.CaseRow), tables.Checked[Any])
assert_type(tables.sums_by(pl.DataFrame(), [], []), pl.DataFrame)
assert_type(tables.sums_by(pl.LazyFrame(), [], []), pl.LazyFrame)

way = planning.pathway(hagi, "電子申請", 2026)
assert_type(way, planning.Pathway)
assert_type(way.cases, procurement.CasesLike)
assert_type(way.steps, tuple[planning.Step, ...])
assert_type(procurement.cases_like(hagi).nearest, tuple[procurement.LikeCase, ...])


def of_calls_and_releases(call: calls.Call, release: dashboard.releases.Release, day: date) -> None:
    """What calls and releases give."""
    assert_type(call.answer("352047", "join", day), calls.Call)
    assert_type(call.as_of(day), calls.Situation)
    assert_type(call.as_of(day).counts, dict[calls.Answer, int])
    assert_type(release.on(day), dashboard.releases.DataSet)
    assert_type(release.published(day).cases, tuple[procurement.Case, ...])
