"""The types users of plots see; read by the type checkers, never run."""

from datetime import date
from typing import assert_type

from chiho_digital import bonds, dashboard, plots
from chiho_digital.basics import Period, Text

title, unit = Text("事例", "cases"), Text("件", "cases")
view = dashboard.View(title, (title, unit), ())
assert_type(plots.counts_of(view), dict[str, int | None])
assert_type(plots.tile_map({"350001": 3, "130001": None}, title=title, unit=unit), plots.Drawing)
assert_type(plots.outline_map(plots.counts_of(view), title=title, unit=unit, source=title), plots.Drawing)

chart = plots.repayment_chart(bonds.schedule(1_000, "0.01", years=5, method="level_payment"))
assert_type(chart, plots.Plot)
assert_type(chart.title, Text)
assert_type(chart.table, dashboard.View)
assert_type(chart.text("en"), str)
assert_type(chart.to_svg(), str)
assert_type(chart.to_png("en", scale=1.5), bytes)
assert_type(chart.to_html(), str)

window = Period(date(2024, 4, 1), date(2025, 3, 31))
assert_type(plots.timeline_chart([plots.Span(title, window, None)], title=title, window=window), plots.Plot)
assert_type(plots.distribution_chart([1, None], title=title, unit=unit, of=unit, steps="growing"), plots.Plot)
assert_type(plots.scaling_chart({title: [(1, None)]}, title=title, across=unit, up=unit), plots.Plot)
