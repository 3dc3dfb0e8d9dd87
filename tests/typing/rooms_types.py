"""The types users see in the rooms within the rooms, and in what is written out; read by the type checkers, never run."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, assert_type

from chiho_digital import bonds, dashboard, governments, procurement, rules, systems
from chiho_digital.basics import (
    Direction,
    FiscalYear,
    Grade,
    Note,
    Rounding,
    Source,
    Text,
    exact_ratio,
    whole_yen,
)
from chiho_digital.commonization import process
from chiho_digital.dashboard import releases
from chiho_digital.governments import LocalGovernmentCode
from chiho_digital.procurement import calls, exchange, sharing

assert_type(exact_ratio("1/3"), Fraction)
assert_type(whole_yen(3), int)
assert_type(Rounding(1_000, Direction.DOWN).apply(Fraction(10, 3)), int)
assert_type(Grade.weakest(Grade.PRIMARY), Grade)

hagi = governments.find("山口県萩市")
assert_type(governments.get("352047", as_of=date(2020, 1, 1)), governments.Government)
assert_type(LocalGovernmentCode.parse("352047"), LocalGovernmentCode)
assert_type(
    governments.similar(hagi, figures={"population": governments.figures.load()}), governments.Similar
)
assert_type(governments.successors("221350"), tuple[governments.Government, ...])
assert_type(governments.changes(), tuple[governments.Change, ...])

case = procurement.read_cases().cases[0]
assert_type(case.with_participations(()), procurement.Case)
assert_type(
    procurement.standing(case, date(2025, 4, 1), population=governments.figures.load()), procurement.Standing
)
tables = procurement.to_tables([case], population=governments.figures.load())
assert_type(tables, procurement.CaseTables)
sharers = [sharing.Sharer.of(hagi), sharing.Sharer.of("352110", staff=30)]
shared = sharing.share(100, sharers, sharing.Equal(), remainder=sharing.LargestShare())
assert_type(shared, sharing.Shares)
assert_type(shared["352047"], sharing.Share)
assert_type(shared.yen, dict[str, int | None])
assert_type(sharing.formulas()["equal"], sharing.Formula)

package = exchange.to_ocds(
    [case],
    publisher="市",
    published_on=date(2026, 1, 1),
    uri="https://example.org/",
    ocid_prefix="ocds-a1b2c3",
)
assert_type(package, dict[str, Any])
assert_type(exchange.from_ocds(package), exchange.Imported)
assert_type(exchange.from_ocds(package).cases, tuple[procurement.Case, ...])

assert_type(calls.read_wishes("wishes.csv"), calls.WishFile)
assert_type(calls.CallState.OPEN.label.ja, str)

catalogue = systems.catalogue.published()
assert_type(catalogue, systems.Catalogue)
assert_type(catalogue.offerings[0].prices, tuple[systems.Price, ...] | None)
assert_type(systems.find_kind("電子申請"), systems.SystemKind)

listing = dashboard.Listing.of([case], population=governments.figures.load())
assert_type(listing.select(), list[str])
assert_type(dashboard.by_prefecture([case], population=governments.figures.load()), dashboard.View)
assert_type(releases.State.DRAFT.label.ja, str)
assert_type(process.REVIEW, process.Machine)

project = bonds.Project(name="窓口")
assert_type(bonds.funding(project), bonds.Funding)
assert_type(bonds.schedule(1_000, Decimal("0.01"), years=5, method="level_payment"), bonds.Schedule)
assert_type(bonds.other_money(project), tuple[bonds.OtherMoney, ...])
decision = bonds.eligibility(project)
assert_type(decision.to_dict(), dict[str, Any])
assert_type(decision.to_json(), str)
assert_type(decision.findings[0].sources, tuple[Source, ...])
assert_type(decision.unknown_law, tuple[Text, ...])
assert_type(decision.assumptions, tuple[Note, ...])
assert_type(decision.grade, Grade)
assert_type(bonds.PROJECT_RULES.rules(FiscalYear(2025)), tuple[rules.Rule, ...])
assert_type(bonds.PROJECT_RULES.diff(2025, 2026), tuple[rules.Change, ...])
