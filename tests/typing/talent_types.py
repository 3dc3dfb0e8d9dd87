"""The types users of talent see; read by the type checkers, never run."""

from fractions import Fraction
from typing import assert_type

import polars as pl

from chiho_digital import rules, talent

facts = talent.CostFacts(fiscal_year=2025, body_kind="prefecture")
decision = talent.eligibility(facts, talent.Measure.PREFECTURE_TALENT)
assert_type(decision, rules.Decision[talent.CostFacts])
assert_type(decision.facts.duty, talent.Duty | None)
assert_type(talent.eligibility_frame(pl.DataFrame({"duty": ["support"]}), "own_cio_aide"), pl.DataFrame)

cost = talent.Cost.model_validate({"id": "c", "body": "350001", "fiscal_year": 2025})
reckoned = talent.support("prefecture_talent", [cost])
assert_type(reckoned, talent.Support)
assert_type(reckoned.amount, int | rules.Unknown)
assert_type(reckoned.exact, Fraction | rules.Unknown)
assert_type(talent.amount("own_cio_aide", 2025, [talent.Outlay("engagement", 1)]), talent.Support)
assert_type(talent.support_frame(pl.LazyFrame()), pl.LazyFrame)
assert_type(talent.summaries.supply_by(pl.LazyFrame()), pl.LazyFrame)
assert_type(talent.summaries.staffing_by(pl.DataFrame()), pl.DataFrame)
assert_type(talent.choices([cost]).choices[0].measures.get("c"), talent.Measure | None)
view = talent.outlook(cost.in_years(2025, 2029), 2025)
assert_type(view, talent.Outlook)
assert_type(view.years[0], talent.YearView)
assert_type(view.sums(body="350001").net_burden, int | rules.Unknown)
assert_type(talent.measures("municipality", 2025), tuple[talent.Help, ...])
assert_type(talent.measures("municipality", 2025)[0].rates[0].cap, rules.Figure | rules.Unknown | None)
assert_type(talent.strength_factor("0.5", "prefecture", 2025), Fraction | rules.Unknown)
assert_type(talent.real_pools(), tuple[talent.RealPool, ...])
pool = talent.Pool.model_validate({"id": "p", "name": "県人材プール"})
plan = talent.match(pool, [], cost={("p1", "352047"): 30}, gap=Fraction(1, 100))
assert_type(plan, talent.Matching)
assert_type(plan.assignments, tuple[talent.Assignment, ...])
assert_type(plan.by_priority, dict[int | None, tuple[int, int]])
assert_type(plan.matches[0].cost, int | None)
