"""The pictures of the guide to plots, drawn from the published cases and from made-up figures.

Usage: python examples/plots.py [--check] [DOCS]

Without --check the pictures are written. With it nothing is written: the names of the files that differ are printed, and
the exit status is 1 if there are any. Where things stand in a picture depends on the fonts of the machine, so only the rest
is compared: every text, colour and mark. The text alternative holds every value.
"""

from __future__ import annotations

import argparse
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from chiho_digital import bonds, dashboard, governments, planning, plots, procurement, systems, talent
from chiho_digital.basics import FiscalYear, Lang, Period, Text
from chiho_digital.procurement.sharing import By, LargestShare, Only

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chiho_digital.plots import Picture

DOCS = Path(__file__).parents[1] / "docs"
FOLDER = "plots"
LANGUAGES: tuple[Lang, ...] = get_args(Lang)
POPULATION = governments.figures.load()
HAGI = governments.find("山口県萩市").code
# Made up but for the names.
NAMED = """事例ID,参加団体,参加時期
kagawa-eapp-2004,高松市,2004年度
kagawa-eapp-2004,善通寺市,2004年度
kagawa-eapp-2004,三豊市,2006-01
kagawa-eapp-2004,土庄町,2004年度
kagawa-eapp-2004,直島町,2004年度
kagawa-eapp-2004,宇多津町,2004年度
kagawa-eapp-2004,まんのう町,2006-03
"""
AMOUNTS = """事例ID,金額の範囲,金額,消費税の扱い,期間の始め,期間の終わり
kagawa-eapp-2004,年間費用,1700万円,税込,2008年度,2009年度
kagawa-eapp-2004,年間費用,700万円,税込,2010年度,2010年度
"""
_PLACES = re.compile(r'( (?:transform|d|[xy]2?|width|height|viewBox|opacity)=)"[^"]*"')
_NAMES = re.compile(r"chart-[0-9a-f]{8}|chiho_digital [0-9][0-9a-z.]*")


def pictures() -> Iterator[tuple[str, Picture]]:
    """Every picture of the guide, by the name of its file."""
    yield from _cases()
    yield from _money()
    yield (
        "distribution",
        plots.distribution_chart(
            [
                int(number)
                for body in governments.municipalities()
                if (number := POPULATION.value(body)) is not None
            ],
            title=Text(
                "市区町村の人口（令和2年国勢調査の速報）", "Population of the municipalities (census of 2020)"
            ),
            unit=Text("人", "residents"),
            of=Text("市区町村数", "municipalities"),
            steps="growing",
        ),
    )
    work = planning.work_of_cases(procurement.read_cases().cases)
    shiga = governments.municipalities(prefecture="滋賀県")
    table = planning.load_table(work, [2021, 2026], bodies=shiga)
    yield "load", plots.load_chart(planning.load_distribution(table))
    yield (
        "scaling",
        plots.scaling_chart(
            {
                Text("DuckDB", "DuckDB"): [
                    (1e5, 0.016),
                    (1e6, 0.042),
                    (1e7, 0.168),
                    (1e8, 1.42),
                    (1e9, 13.23),
                ],
                Text("Polars", "Polars"): [
                    (1e5, 0.023),
                    (1e6, 0.075),
                    (1e7, 0.277),
                    (1e8, 2.076),
                    (1e9, 20.394),
                ],
            },
            title=Text("参加の集計にかかる時間", "Seconds to sum participations"),
            across=Text("行", "rows"),
            up=Text("秒", "seconds"),
        ),
    )


def _cases() -> Iterator[tuple[str, Picture]]:
    file = procurement.read_cases(procurement.PUBLISHED_CASES)
    by_prefecture = dashboard.by_prefecture(file.cases, population=POPULATION)
    counts = plots.counts_of(by_prefecture)
    unit = Text("件", "cases")
    yield "tile-map", plots.tile_map(counts, title=by_prefecture.title, unit=unit)
    yield "outline-map", plots.outline_map(counts, title=by_prefecture.title, unit=unit)
    areas = dashboard.by_area(file.cases, population=POPULATION, areas=systems.areas_ours())
    yield "bars", plots.bar_chart(areas)
    kagawa = next(case for case in file.cases if case.id == "kagawa-eapp-2004")
    window = Period(date(2004, 4, 1), date(2012, 3, 31))
    yield (
        "timeline",
        plots.timeline_chart(
            plots.participation_spans(kagawa, window=window),
            title=Text("かがわ電子自治体システムの参加団体", "Who took part in the system of Kagawa"),
            window=window,
        ),
    )
    joined = procurement.read_participations(NAMED.encode(), [kagawa])
    made_up = procurement.read_amounts(AMOUNTS.encode(), joined.cases).cases[0]
    days = [
        procurement.standing(made_up, day, population=POPULATION).shares(
            Only("municipality", By("population")), remainder=LargestShare(), population=POPULATION
        )
        for day in (date(2009, 2, 1), date(2009, 6, 1), date(2010, 4, 1))
    ]
    yield "shares", plots.shares_chart(days, title=Text("分担額（金額は架空）", "Shares of a cost (made up)"))


def _money() -> Iterator[tuple[str, Picture]]:
    project = bonds.Project(
        name="窓口システム", fiscal_year=FiscalYear(2025), cost=12_345_678, grants=0, other_revenue=0
    )
    applicant = bonds.Applicant(receives_allocation_tax=True)
    yield "funding", plots.funding_chart(bonds.funding(project, applicant, eligible_cost=12_345_678))
    schedule = bonds.schedule(11_100_000, "0.01", years=5, method="level_payment", grace_years=1)
    yield "repayment", plots.repayment_chart(schedule)
    aide = talent.Cost(
        id="aide",
        body=HAGI,
        fiscal_year=FiscalYear(2024),
        item=talent.CostItem.ENGAGEMENT,
        amount=6_000_000,
        revenue=0,
        engagement=talent.Engagement(
            external=True,
            cio_aide=True,
            duty=talent.Duty.OWN_WORK,
            employment=talent.EmploymentForm.OUTSOURCED,
        ),
    )
    yield "outlook", plots.outlook_chart(talent.outlook(aide.in_years(2024, 2028), 2024, 5), body=HAGI)


def alike(svg: str) -> str:
    """A picture without what depends on the fonts of a machine or on the version."""
    return _NAMES.sub("", _PLACES.sub(r"\1", svg))


def differing(docs: Path) -> dict[Path, str]:
    """The files that differ, as they should be."""
    found: dict[Path, str] = {}
    for name, picture in pictures():
        for lang in LANGUAGES:
            file, svg = docs / FOLDER / f"{name}.{lang}.svg", picture.to_svg(lang) + "\n"
            if not file.is_file() or alike(file.read_text(encoding="utf-8")) != alike(svg):
                found[file] = svg
    return found


def main() -> int:
    """Write the pictures, or check them."""
    parser = argparse.ArgumentParser(description="the pictures of the guide to plots")
    parser.add_argument("docs", nargs="?", type=Path, default=DOCS, help="folder of the documentation")
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 if a file differs")
    options = parser.parse_args()
    docs: Path = options.docs
    changed = differing(docs)
    for file, svg in changed.items():
        print(file.relative_to(docs).as_posix())
        if not options.check:
            file.parent.mkdir(exist_ok=True)
            file.write_text(svg, encoding="utf-8", newline="\n")
    return 1 if options.check and changed else 0


if __name__ == "__main__":
    raise SystemExit(main())
