"""What stands in each chart: the rows it was given, nothing else, and what is not known as such."""

import json
import xml.etree.ElementTree as ET
from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chiho_digital import bonds, dashboard, governments, planning, procurement, systems, talent
from chiho_digital.basics import InvalidValue, Period, Text
from chiho_digital.dashboard import View
from chiho_digital.plots import (
    Span,
    bar_chart,
    counts_of,
    distribution_chart,
    funding_chart,
    load_chart,
    outlook_chart,
    participation_spans,
    repayment_chart,
    scaling_chart,
    shares_chart,
    timeline_chart,
)
from chiho_digital.rules import InvalidFrame

SVG = "{http://www.w3.org/2000/svg}"
LANGS = pytest.mark.parametrize("lang", ["ja", "en"])
TITLE, UNIT, BODIES = Text("題名", "a title"), Text("件", "cases"), Text("団体数", "bodies")
POPULATION = governments.figures.load()
UNKNOWN_FILL = "#f4f5f7"
HOSTILE = '</script><script>alert(1)</script>&"\'\\x00\\" + 1]];alert(1)//\x00\x0b\ud800 {signal:1} ${x}'
EVIL = Text(HOSTILE, HOSTILE)
CLEAN = HOSTILE.replace("\x00", "\ufffd").replace("\x0b", "\ufffd").replace("\ud800", "\ufffd")


@pytest.fixture(scope="module")
def cases():
    return procurement.read_cases(procurement.PUBLISHED_CASES).cases


def rows_of(plot, lang="ja"):
    """Every row of the chart's data."""
    return [row for rows in plot.chart(lang).to_dict()["datasets"].values() for row in rows]


def words_in(plot, lang="ja"):
    root = ET.fromstring(plot.to_svg(lang))  # noqa: S314 – our own text
    return ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]


# Tables of the dashboard.


def test_bars_stand_in_the_order_of_the_view_without_its_total(cases):
    view = dashboard.by_kind(cases, population=POPULATION)
    rows = rows_of(bar_chart(view))

    assert [(row["label"], row["end"]) for row in rows] == [(row[0].ja, row[1]) for row in view.rows[:-1]]
    assert [row["row"] for row in rows] == list(range(len(rows)))


@LANGS
def test_a_row_without_a_number_shows_no_data_and_is_never_zero(cases, lang):
    plot = bar_chart(dashboard.by_prefecture(cases, population=POPULATION), column=3)
    without = [row for row in rows_of(plot, lang) if row["fill"] == UNKNOWN_FILL]

    assert len(rows_of(plot, lang)) == 47
    assert len(without) > 1
    assert {row["said"] for row in without} == {{"ja": "データなし", "en": "no data"}[lang]}
    assert {"ja": "データなし", "en": "no data"}[lang] in words_in(plot, lang)


def test_rows_of_one_name_stay_apart():
    view = View(TITLE, (Text("名", "name"), UNIT), (("同じ", 1), ("同じ", 2)))
    plot = bar_chart(view)

    assert [row["end"] for row in rows_of(plot)] == [1, 2]
    assert words_in(plot).count("同じ") == 2


@pytest.mark.parametrize("column", [0, 4, -1])
def test_a_column_that_is_not_there_is_refused_with_those_that_are(cases, column):
    view = dashboard.by_prefecture(cases, population=POPULATION)
    for ask in (bar_chart, counts_of):
        with pytest.raises(InvalidValue) as caught:
            ask(view, column)
        assert caught.value.code == "plots.no_such_column"
        assert "事例数" in caught.value.message("ja")


def test_counts_of_a_view_are_those_of_its_rows_by_code(cases):
    view = dashboard.by_prefecture(cases, population=POPULATION)
    codes = {body.name: str(body.code) for body in governments.prefectures()}

    assert counts_of(view) == {codes[row[0].ja]: row[1] for row in view.rows[:-1]}
    assert None in counts_of(view).values()
    assert 0 not in counts_of(view).values()


# Time.


def days_of(spans, name):
    """The days on which a body is in, perhaps in, or neither."""
    return [(span.period.start, span.period.end, span.kind) for span in spans if span.label.ja == name]


def test_spans_of_participation_say_what_standing_says_on_every_day(cases):
    case = next(case for case in cases if case.id == "kagawa-eapp-2004")
    window = Period(date(2003, 10, 1), date(2011, 3, 31))
    spans = participation_spans(case, window=window)
    for number in range(0, (window.end - window.start).days + 1, 10):
        day = window.start + timedelta(days=number)
        standing = procurement.standing(case, day, population=POPULATION)
        seen = [span for span in spans if day in span.period]
        assert [s.label.ja for s in seen if s.kind is not None] == [p.name for p in standing.taking_part]
        assert [s.label.ja for s in seen if s.kind is None] == [p.name for p in standing.perhaps]


def test_spans_of_a_body_do_not_overlap_and_change_where_they_meet(cases):
    window = Period(date(2000, 4, 1), date(2026, 3, 31))
    for case in cases:
        for participation in case.participations:
            spans = days_of(participation_spans(case, window=window), participation.name)
            for (_, end, kind), (start, _, after) in pairwise(spans):
                assert end < start
                assert kind is not after or end + timedelta(days=1) < start


@LANGS
def test_a_timeline_shows_spans_within_its_window_and_hatches_what_is_not_sure(lang):
    kind = Text("運用", "in use")
    spans = [
        Span(Text("一", "one"), Period(None, date(2021, 3, 31)), kind),
        Span(Text("一", "one"), Period(date(2022, 4, 1), None), None),
        Span(Text("二", "two"), Period(date(1990, 1, 1), date(1990, 12, 31)), kind),
    ]
    plot = timeline_chart(spans, title=TITLE, window=Period(date(2020, 4, 1), date(2023, 3, 31)))

    assert [(row["row"], row["start"], row["end"]) for row in rows_of(plot, lang)] == [
        (0, "2020-04-01", "2021-04-01"),
        (0, "2022-04-01", "2023-04-01"),
    ]
    assert {kind.to(lang), {"ja": "不明", "en": "unknown"}[lang]} <= set(words_in(plot, lang))
    assert len(plot.table.rows) == 2


def test_a_timeline_needs_a_whole_window_and_few_kinds(cases):
    for ends in ((None, date(2020, 1, 1)), (date(2020, 1, 1), None), (date(2020, 1, 1), date.max)):
        for ask in (
            lambda window: timeline_chart([], title=TITLE, window=window),
            lambda window: participation_spans(cases[0], window=window),
        ):
            with pytest.raises(InvalidValue) as caught:
                ask(Period(*ends))
            assert caught.value.code == "plots.open_window"
    year = Period(date(2020, 1, 1), date(2020, 12, 31))
    seven = [Span(TITLE, year, Text(str(n), str(n))) for n in range(7)]
    with pytest.raises(InvalidValue) as caught:
        timeline_chart(seven, title=TITLE, window=year)
    assert caught.value.code == "plots.too_many"
    assert "6" in caught.value.message("en")


# Money.


@pytest.mark.parametrize("method", ["equal_principal", "level_payment"])
def test_every_payment_of_a_schedule_stands_in_the_chart(method):
    schedule = bonds.schedule(9_000_000, "0.012", years=10, method=method, grace_years=2)
    plot = repayment_chart(schedule)
    rows = rows_of(plot)
    for part, name in (("元金", "principal"), ("利子", "interest")):
        found = {int(row["row"]): row["end"] - row["start"] for row in rows if row.get("part") == part}
        assert found == {row.number: getattr(row, name) for row in schedule.rows if getattr(row, name)}
    balances = {int(row["row"]): row["yen"] for row in rows if "part" not in row}
    assert balances == {row.number: row.balance for row in schedule.rows}
    assert plot.table.rows[0][1:] == (0, 54_000, 54_000, 9_000_000)
    assert plot.table.notes[0].en in plot.text("en")


def funded(**changes):
    facts = {"name": "窓口", "fiscal_year": 2025, "cost": 12_345_678, "grants": 0, "other_revenue": 0}
    project = bonds.Project(**facts | changes)
    return bonds.funding(project, bonds.Applicant(receives_allocation_tax=True), eligible_cost=12_345_678)


@LANGS
def test_the_parts_of_a_funding_follow_one_another_up_to_the_cost(lang):
    rows = rows_of(funding_chart(funded()), lang)
    for block in (rows[:5], rows[5:]):
        whole, *parts = block
        assert (whole["start"], whole["end"]) == (0, 12_345_678)
        assert parts[0]["start"] == 0
        assert all(before["end"] == after["start"] for before, after in pairwise(parts))
        assert parts[-1]["end"] == 12_345_678
    assert {"ja": "11,100,000円", "en": "11,100,000 yen"}[lang] in words_in(funding_chart(funded()), lang)


def test_amounts_that_are_not_known_are_hatched_and_never_zero():
    project = bonds.Project(name="窓口", fiscal_year=2026, cost=1_000_000, grants=0, other_revenue=0)
    plot = funding_chart(bonds.funding(project, eligible_cost=1_000_000))
    rows = {row["label"]: row for row in rows_of(plot)}
    unknown = [label for label, row in rows.items() if row["fill"] == UNKNOWN_FILL]

    assert "起債の上限額" in unknown
    assert {rows[label]["said"] for label in unknown} == {"不明"}
    assert (rows["事業費"]["said"], rows["事業費"]["end"]) == ("1,000,000円", 1_000_000)
    assert "令和8年度の充当率は不明です" in plot.text("ja")


def test_a_funding_of_which_nothing_is_known_is_drawn_without_amounts():
    plot = funding_chart(bonds.funding(bonds.Project(name="窓口")))

    assert {row["said"] for row in rows_of(plot)} == {"不明"}
    assert not [word for word in words_in(plot) if word in {"0", "1"}]


@LANGS
def test_the_charts_of_results_say_that_they_are_not_official(pictures, lang):
    for name in ("funding", "outlook"):
        words = "".join(words_in(pictures[name], lang))
        assert {"ja": "公式の判断ではありません", "en": "not an official determination"}[lang] in words
        assert {"ja": "時点", "en": "as read on"}[lang] in words
    assert {"ja": "現金ではありません", "en": "not cash"}[lang] in "".join(
        words_in(pictures["outlook"], lang)
    )


def outlook(**unknown):
    facts = {
        "body": "352047",
        "item": "engagement",
        "revenue": 0,
        "engagement": {"external": True, "cio_aide": True, "duty": "own_work", "employment": "outsourced"},
    }
    first = talent.Cost(id="a", fiscal_year=2024, amount=6_000_000, **facts)
    second = talent.Cost(**{"id": "b", "fiscal_year": 2025, "amount": 4_000_000, **facts, **unknown})
    return talent.outlook([first, second], 2024, 3)


def columns_of(plot):
    """The ends of the parts of each year, by part."""
    found = {}
    for row in rows_of(plot):
        found.setdefault(row["row"], {}).setdefault(row["part"], []).append(row["end"] - row["start"])
    return found


def test_the_parts_of_a_year_come_to_its_cost():
    plot = outlook_chart(outlook(), body="352047")
    found = columns_of(plot)

    assert {year: sum(map(sum, parts.values())) for year, parts in found.items()} == {
        "令和6年度": 6_000_000,
        "令和7年度": 4_000_000,
        "令和8年度": 0,
    }
    assert found["令和6年度"]["措置額"] == [4_200_000]
    assert "不明" not in words_in(plot)


def test_a_year_whose_cost_is_not_known_is_hatched_to_the_top():
    plot = outlook_chart(outlook(amount=None))
    found = columns_of(plot)
    top = plot.chart("ja").to_dict()["encoding"]["y"]["scale"]["domain"][1]

    assert found["令和7年度"] == {"不明": [top]}
    assert "令和7年度：経費（円） 不明、" in plot.text("ja")
    assert "不明" in words_in(plot)


def test_a_year_of_which_only_the_division_is_not_known_is_hatched_as_long_as_it_cost():
    found = columns_of(outlook_chart(outlook(revenue=None)))

    assert found["令和7年度"]["不明"] == [4_000_000 - sum(found["令和7年度"].get("措置額", [0]))]


def test_shares_say_who_pays_on_each_day_and_who_is_not_there(pictures):
    table = pictures["shares"].table
    cells = {row[0]: row[1:] for row in table.rows}

    assert cells["高松市"][0] == 7_468_237
    assert {column[1].ja for column in cells.values()} == {"不明"}
    assert cells["丸亀市"][2].ja == "不参加"
    assert sum(column[0] for column in cells.values()) == 17_000_000
    rows = [row for row in rows_of(pictures["shares"]) if "丸亀市" in row["tip"]]
    assert [(row["tip"], row["end"] is None) for row in rows] == [
        ("2009-02-01 丸亀市 1,958,903", False),
        ("2009-06-01 丸亀市 不明", False),
        ("2010-04-01 丸亀市 不参加", True),
    ]


def test_shares_of_which_none_is_known_are_hatched(cases):
    case = next(case for case in cases if case.id == "kagawa-eapp-2004")
    rule = procurement.sharing.Equal()
    standing = procurement.standing(case, date(2009, 6, 1), population=POPULATION)
    day = standing.shares(rule, remainder=procurement.sharing.LargestShare())
    plot = shares_chart([day], title=TITLE)

    assert [row["tip"] for row in rows_of(plot)] == ["2009-06-01 — 不明"]
    assert day.unknown[0].to("ja") in plot.text("ja")


# Work.


def test_the_load_chart_shows_every_number_of_the_distribution_on_any_engine():
    work = planning.work_of_cases(procurement.read_cases().cases)
    shiga = governments.municipalities(prefecture="滋賀県")
    found = set()
    for engine in ("polars", "pyarrow"):
        table = planning.load_table(work, [2021, 2026], bodies=shiga, engine=engine)
        plot = load_chart(planning.load_distribution(table))
        found.add(plot.words)
        assert sum(row["bodies"] for row in rows_of(plot)) == 2 * 2 * len(shiga)
    distribution = planning.load_distribution(planning.load_table(work, [2021, 2026], bodies=shiga))
    expected = [count for row in distribution.rows() for count in row[2:]]
    assert [row["bodies"] for row in rows_of(load_chart(distribution.lazy()))] == expected
    assert len(found) == 1
    assert {"令和3年度", "令和8年度", "担う可能性のある取組も数えた団体数"} <= set(words_in(plot))


def test_a_load_of_several_prefectures_or_without_its_columns_is_refused():
    table = planning.load_table([], [2025], bodies=["352047", "322016"], affairs=())
    with pytest.raises(InvalidFrame, match="fiscal year and a number of items stand in several rows"):
        load_chart(planning.load_distribution(table, by_prefecture=True))
    with pytest.raises(InvalidFrame) as caught:
        load_chart(table)
    assert [problem.value for problem in caught.value.problems] == [
        "items",
        "bodies_surely",
        "bodies_at_most",
    ]


def test_a_load_of_hundreds_of_items_shows_the_numbers_that_occur():
    rows = {"fiscal_year": [2025, 2025], "items": [3, 900], "bodies_surely": [5, 0], "bodies_at_most": [0, 5]}
    plot = load_chart(pl.DataFrame(rows))

    assert {"3", "900"} <= set(words_in(plot))
    assert "899" not in words_in(plot)


# Numbers.


@settings(max_examples=60)
@given(
    st.lists(st.none() | st.integers(0, 40) | st.integers(0, 10**13)), st.sampled_from(["even", "growing"])
)
def test_every_value_of_a_distribution_falls_into_one_class_and_no_data_stands_apart(values, steps):
    rows = distribution_chart(values, title=TITLE, unit=UNIT, of=BODIES, steps=steps).table.rows
    counted = Counter()
    for name, count in rows:
        words = name if isinstance(name, str) else name.ja
        if words == "データなし":
            assert count == values.count(None)
            continue
        first, _, last = words.replace(",", "").partition("–")
        counted[words] = sum(v is not None and int(first) <= v <= int(last or first) for v in values)
        assert count == counted[words]
        assert (words == "0") or "0" != first
    assert counted.total() == sum(value is not None for value in values)


def test_classes_of_a_distribution_are_round():
    def names(values, steps="even"):
        rows = distribution_chart(values, title=TITLE, unit=UNIT, of=BODIES, steps=steps).table.rows
        return [name if isinstance(name, str) else name.ja for name, _ in rows]

    assert names([3, 5, 5, None, 0]) == ["データなし", "0", "3", "4", "5"]
    assert names([1, 95])[:2] == ["1–4", "5–9"]
    assert names([1, 95], "growing") == ["1", "2–4", "5–9", "10–19", "20–49", "50–99"]
    assert names([]) == []


def test_a_distribution_hatches_no_data():
    plot = distribution_chart([1, None, None], title=TITLE, unit=UNIT, of=BODIES)
    found = {row["row"]: (row["count"], row["fill"] == UNKNOWN_FILL) for row in rows_of(plot, "en")}

    assert found == {"no data": (2, True), "1": (1, False)}


@pytest.mark.parametrize("value", [-1, 1.0, True, "3", float("nan")])
def test_values_that_are_no_counts_are_refused(value):
    with pytest.raises(InvalidValue) as caught:
        distribution_chart([1, value], title=TITLE, unit=UNIT, of=BODIES)
    assert caught.value.code == "plots.not_counts"


def test_a_line_has_a_gap_where_nothing_was_measured():
    line = {Text("一", "one"): [(1e5, 0.5), (1e6, None), (1e9, 20)]}
    plot = scaling_chart(line, title=TITLE, across=Text("行", "rows"), up=Text("秒", "seconds"))

    assert [(row["x"], row["y"]) for row in rows_of(plot)] == [(1e5, 0.5), (1e6, None), (1e9, 20)]
    assert plot.text("en") == (
        "a title. one: rows 100,000, seconds 0.5. one: rows 1,000,000, seconds unknown. "
        "one: rows 1,000,000,000, seconds 20. "
    )
    assert {"0.1", "1", "10", "100", "100,000", "1,000,000,000"} <= set(words_in(plot))


def test_powers_of_ten_beyond_everyday_use_are_raised():
    plot = scaling_chart({TITLE: [(1e-5, 1), (1e12, 2)]}, title=TITLE, across=UNIT, up=UNIT)

    assert {"10⁻⁵", "0.001", "1,000,000,000", "10¹²"} <= set(words_in(plot))


@pytest.mark.parametrize("number", [0, -1, float("inf"), float("nan")])
def test_numbers_that_have_no_place_on_a_logarithmic_axis_are_refused(number):
    for point in ((number, 1), (1, number)):
        with pytest.raises(InvalidValue) as caught:
            scaling_chart({TITLE: [point]}, title=TITLE, across=UNIT, up=UNIT)
        assert caught.value.code == "plots.not_above_zero"


def test_more_lines_than_colours_are_refused():
    lines = {Text(str(n), str(n)): [(1, 1)] for n in range(7)}
    with pytest.raises(InvalidValue) as caught:
        scaling_chart(lines, title=TITLE, across=UNIT, up=UNIT)
    assert caught.value.code == "plots.too_many"


# All of them.


def empty_charts():
    year = Period(date(2020, 1, 1), date(2020, 12, 31))
    return [
        bar_chart(View(TITLE, (UNIT, UNIT), ())),
        timeline_chart([], title=TITLE, window=year),
        shares_chart([], title=TITLE),
        distribution_chart([], title=TITLE, unit=UNIT, of=BODIES),
        scaling_chart({}, title=TITLE, across=UNIT, up=UNIT),
    ]


@pytest.mark.parametrize("number", range(5))
def test_a_chart_of_nothing_is_drawn_and_says_its_title(number):
    plot = empty_charts()[number]

    assert [word for word in words_in(plot) if word.startswith("題名")]
    assert plot.text("en").startswith("a title")


def hostile_charts():
    year = Period(date(2020, 1, 1), date(2020, 12, 31))
    return [
        bar_chart(View(EVIL, (EVIL, EVIL), ((EVIL, 1), (HOSTILE, None)), (EVIL,))),
        timeline_chart([Span(EVIL, year, EVIL)], title=EVIL, window=year),
        distribution_chart([1], title=EVIL, unit=EVIL, of=EVIL),
        scaling_chart({EVIL: [(1, 1)]}, title=EVIL, across=EVIL, up=EVIL),
        funding_chart(funded(name=HOSTILE.replace("\ud800", ""))),
    ]


@pytest.mark.parametrize("number", range(5))
def test_hostile_texts_stay_texts(number):
    plot = hostile_charts()[number]
    root = ET.fromstring(plot.to_svg("en"))  # noqa: S314 – our own text
    html = plot.to_html("en")

    assert not list(root.iter(f"{SVG}script"))
    assert "alert(1)" in "".join(words_in(plot, "en"))
    assert "".join(CLEAN.split()) in "".join(root.find(f"{SVG}title").text.split()) or number == 4
    assert "<script>alert" not in html
    assert html.count("</script>") == 2
    html.encode()


def test_charts_use_no_addresses_for_their_data(pictures):
    for name, picture in pictures.items():
        if name.endswith("-map"):
            continue
        spec = picture.chart("en").to_dict()
        said = json.dumps(spec | {"$schema": ""})
        assert '"url"' not in said
        assert "http" not in said


def test_areas_of_our_own_mapping_are_named_so(cases):
    whose = Text("本ライブラリ独自の対応表", "a mapping of this library")
    view = dashboard.by_area(cases, population=POPULATION, areas=systems.areas_ours(), areas_label=whose)

    assert "本ライブラリ独自の対応表" in "".join(words_in(bar_chart(view)))
