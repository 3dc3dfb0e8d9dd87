"""The types users of loads see; read by the type checkers, never run."""

from typing import assert_type

import polars as pl

from chiho_digital import commonization, planning
from chiho_digital.basics import FiscalYear

affairs = planning.standardisation_work("352047", without=["生活保護"])
assert_type(affairs, tuple[planning.WorkItem, ...])
assert_type(affairs[0].carried_in(FiscalYear(2025)), bool | None)

found = planning.load("352047", [2025], affairs=affairs)
assert_type(found, planning.Load)
assert_type(found[2025], planning.YearLoad)
assert_type(found[2025].kinds, dict[planning.WorkKind, tuple[int, int]])
assert_type(planning.load_distribution(pl.DataFrame()), pl.DataFrame)

assert_type(commonization.standardisation().affair("戸籍"), commonization.StandardAffair)
