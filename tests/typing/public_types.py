"""The types users see; read by the type checkers, never run."""

from datetime import date
from fractions import Fraction
from typing import assert_type

from chiho_digital import dashboard, governments, procurement
from chiho_digital.basics import FiscalYear, OddYen, PartialDate, Period, apportion, parse_date, parse_yen
from chiho_digital.governments import CorporateNumber, Figures, Government, LocalGovernmentCode
from chiho_digital.tables import Stated

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
