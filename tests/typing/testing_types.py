"""The types users of the strategies see; read by the type checkers, never run."""

from datetime import date
from fractions import Fraction
from typing import assert_type

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from chiho_digital import bonds, governments, procurement, testing
from chiho_digital.basics import FiscalYear, PartialDate, Period
from chiho_digital.governments import LocalGovernmentCode

assert_type(st.from_type(procurement.Case), SearchStrategy[procurement.Case])
assert_type(testing.records(bonds.Project), SearchStrategy[bonds.Project])
assert_type(testing.records(bonds.Project, cost=st.just(1)), SearchStrategy[bonds.Project])
assert_type(testing.facts(bonds.ProjectFacts, known="all"), SearchStrategy[bonds.ProjectFacts])
assert_type(testing.row_records(procurement.CaseRow), SearchStrategy[procurement.CaseRow])
assert_type(testing.wrong_rows(procurement.CaseRow), SearchStrategy[testing.DrawnRow])
assert_type(testing.files(procurement.CaseRow, form="csv_cp932"), SearchStrategy[testing.DrawnFile])
assert_type(testing.bodies(on=date(2020, 1, 1)), SearchStrategy[governments.Government])
assert_type(testing.body_codes(), SearchStrategy[LocalGovernmentCode])
assert_type(testing.wrong_codes(), SearchStrategy[testing.WrongText])
assert_type(testing.fiscal_years(2024, 2026), SearchStrategy[FiscalYear])
assert_type(testing.partial_dates(), SearchStrategy[PartialDate])
assert_type(testing.periods(), SearchStrategy[Period])
assert_type(testing.amounts(), SearchStrategy[int])
assert_type(testing.ratios(), SearchStrategy[Fraction])
