"""Several years of a pool: what is supported when, what changes, what falls to the bodies; nothing unknown becomes zero."""

import json
import pickle
from datetime import date

import polars as pl
import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st
from talent_costs import AIDE, HAGI, PREFECTURE, SHUNAN, SUPPORTER, cost, member, why

from chiho_digital.basics import MAX_YEN, Grade, InvalidValue
from chiho_digital.rules import InvalidFacts, Unknown
from chiho_digital.talent import FiscalIndex, Measure, choices, outlook

NEITHER = {"worker_type": "none", "local_adviser": False, "partnership_agreement": False}
ENGAGED = cost("engaged", yen=25_000_000, person="p1", **NEITHER)
RECRUITED = cost("recruited", "recruiting", 1_500_000, **NEITHER)
AIDED = cost("aide", body=HAGI, yen=6_000_000, person="p2", engagement=AIDE, **NEITHER)
SPECIALIST = cost(
    "specialist",
    yen=8_000_000,
    person="p9",
    partnership_agreement=True,
    dispatch="sent",
    recipient="other_municipality",
)
FULL_TIME = {**SUPPORTER, "employment": "full_time"}


def planned(first, last, *costs):
    return [one for each in costs for one in each.in_years(first, last)]


def by_year(view, **of):
    return [view.sums(fiscal_year=year.fiscal_year, **of).supported for year in view.years]


def said(view, year):
    """The codes of what changes in a year, with the measure each is about."""
    (wanted,) = (one for one in view.years if one.fiscal_year.year == year)
    return {(change.note.code, str(change.note.params.get("measure", ""))) for change in wanted.changes}


def notes_of(view, year):
    (wanted,) = (one for one in view.years if one.fiscal_year.year == year)
    return {change.note.code: change for change in wanted.changes}


def problems_of(*args, **terms):
    with pytest.raises(InvalidFacts) as caught:
        outlook(*args, **terms)
    for lang in ("ja", "en"):
        assert caught.value.message(lang)
    return [(problem.code, problem.path) for problem in caught.value.problems]


# What is supported when.


def test_the_cap_on_recruiting_makes_the_same_costs_worth_less_from_fy2028():
    view = outlook(planned(2025, 2029, ENGAGED, RECRUITED), 2025)

    assert [15_050_000] * 3 + [14_700_000] * 2 == by_year(view)
    assert 74_550_000 == view.total.supported
    assert 5 * 26_500_000 - 74_550_000 == view.total.net_burden


def test_after_its_last_year_a_measure_supports_nothing_and_the_whole_cost_falls_to_the_body():
    view = outlook(planned(2024, 2028, AIDED), 2024)

    assert [4_200_000, 4_200_000, 0, 0, 0] == by_year(view)
    assert [1_800_000, 1_800_000, 6_000_000, 6_000_000, 6_000_000] == [
        year.total.net_burden for year in view.years
    ]
    assert [(Measure.OWN_CIO_AIDE, 1_800_000)] * 2 + [(None, 6_000_000)] * 3 == [
        (line.measure, line.net_burden) for line in view.lines
    ]


def test_the_measure_for_a_prefectures_talent_ends_with_fy2029():
    view = outlook(planned(2029, 2030, RECRUITED), 2029, 2)

    assert [700_000, 0] == by_year(view) == by_year(view, measure="prefecture_talent")


def test_a_year_without_costs_is_shown_as_such():
    view = outlook([ENGAGED.with_(fiscal_year=2026)], 2025, 2)

    assert [0, 14_000_000] == by_year(view)
    assert "No costs are recorded" in view.explain("en")


def test_revenue_is_deducted_and_stands_apart():
    view = outlook([AIDED.with_(amount=1_200_000, revenue=400_000)], 2025, 1)

    assert (1_200_000, 400_000, 560_000, 240_000) == (
        view.total.cost,
        view.total.revenue,
        view.total.supported,
        view.total.net_burden,
    )


def test_sums_are_asked_for_by_body_year_and_measure():
    view = outlook(planned(2025, 2026, ENGAGED, AIDED), 2025, 2)

    assert (PREFECTURE, HAGI) == view.bodies
    assert 28_000_000 == view.sums(body=PREFECTURE).supported
    assert 4_200_000 == view.sums(measure="own_cio_aide").supported
    assert 6_000_000 == view.sums(body=HAGI, fiscal_year=2026).net_burden
    assert 0 == view.sums(body=HAGI, measure="prefecture_talent").cost
    with pytest.raises(KeyError):
        view.sums(body=SHUNAN)
    with pytest.raises(KeyError):
        view.sums(fiscal_year=2027)
    with pytest.raises(InvalidValue, match="own_cio_aide"):
        view.sums(measure="own_cio_aid")


def test_costs_are_decided_by_the_records_of_the_people_and_the_index_is_that_of_the_year():
    adviser = cost(
        "adviser", body=HAGI, engagement=None, person="p1", item_for_body=True, local_adviser=True
    ).with_(recognised_adviser=False, worker_part="none", partnership_agreement=False, amount=5_000_000)
    index = FiscalIndex(body=HAGI, fiscal_year=2026, index="0.65")
    person = member(employer=HAGI, engagement={"duty": "other", "external": True})

    view = outlook(adviser.in_years(2025, 2026), 2025, 2, staff=[person], indices=[index])

    assert "talent.index_not_stated" == why(by_year(view)[0])
    assert 3_750_000 == by_year(view)[1]


def test_the_order_of_deduction_is_the_callers():
    capped = ENGAGED.with_(revenue=1_000_000)

    assert "talent.netting_unknown" == why(outlook([capped], 2025, 1).total.supported)
    assert 14_000_000 == outlook([capped], 2025, 1, netting="before_cap").total.supported


# Unknown amounts.


def test_unknown_amounts_make_sums_unknown_and_what_is_known_stands_apart():
    view = outlook(
        [ENGAGED, RECRUITED.with_(amount=None), AIDED.with_(revenue=None), AIDED.with_(id="b", body=SHUNAN)],
        2025,
        1,
    )
    total = view.total

    assert ("talent.cost_unknown", 37_000_000) == (why(total.cost), total.known_cost)
    assert ("talent.revenue_unknown", 0) == (why(total.revenue), total.known_revenue)
    assert ("talent.amount_not_stated", 4_200_000) == (why(total.supported), total.known_supported)
    assert "talent.cost_unknown" == why(total.net_burden)
    assert "talent.revenue_unknown" == why(view.sums(body=HAGI).net_burden)
    assert "37,000,000 yen are known" in view.explain("en")
    assert "分かっている分 37,000,000円" in view.explain("ja")


def test_a_year_before_any_text_is_unknown():
    view = outlook(planned(2023, 2024, AIDED), 2023, 2)

    assert "talent.undetermined_cost" == why(by_year(view)[0])
    assert 4_200_000 == by_year(view)[1] == view.total.known_supported


def test_a_measure_without_a_known_amount_is_unknown():
    view = outlook([cost("a", engagement=FULL_TIME)], 2025, 1, under={"a": "ordinary_tax_staff"})

    assert "talent.amount_not_read" == why(view.total.supported)
    assert "were not read" in view.explain("en")


def test_only_texts_read_by_a_day_are_known():
    costs = planned(2025, 2026, RECRUITED)
    view = outlook(costs, 2025, 2, as_read_on=date(2025, 6, 1))

    assert [700_000, 0] == by_year(view)
    assert ("2025-06-01", "rules.text_as_read") == (str(view.as_read_on), view.years[1].texts[0].code)
    for ask in (outlook, lambda costs, *_, **terms: choices(costs, **terms)):
        with pytest.raises(InvalidValue) as caught:
            ask(costs, 2025, 2, as_read_on=date(2020, 1, 1))
        assert "rules.nothing_read" == caught.value.code


# One cost, one measure.


def test_a_cost_under_several_measures_is_unknown_until_the_caller_chooses():
    costs = [SPECIALIST, RECRUITED]
    view = outlook(costs, 2025, 1)

    assert ("talent.overlap", 1_050_000) == (why(view.total.supported), view.total.known_supported)
    assert "specialist" in view.explain("ja")
    assert [5_600_000 + 1_050_000, 3_186_000 + 1_050_000, 1_050_000] == [
        outlook(costs, 2025, 1, under={"specialist": measure}).total.supported
        for measure in ("prefecture_talent", Measure.PARTNERSHIP_PREFECTURE, None)
    ]


def test_what_the_caller_chose_is_said():
    view = outlook([SPECIALIST], 2025, 1, under={"specialist": None})

    assert (0, 8_000_000) == (view.total.supported, view.total.net_burden)
    assert "talent.chosen" in {note.code for note in view.assumptions}
    assert {"specialist": None} == view.to_dict()["under"]


def test_a_cost_that_the_rules_leave_open_is_unknown_until_the_caller_says():
    both = cost("both", engagement={**SUPPORTER, "duty": "both"}, **NEITHER)

    assert "talent.undetermined_cost" == why(outlook([both], 2025, 1).total.supported)
    counted = outlook([both], 2025, 1, under={"both": "prefecture_talent"})
    assert 8_400_000 == counted.total.supported
    assert "talent.counted_as_stated" in {note.code for note in counted.assumptions}
    assert 0 == outlook([both], 2025, 1, under={"both": None}).total.supported


def test_full_time_staff_overlap_in_fy2025_alone_as_later_years_were_not_read():
    view = outlook(planned(2025, 2026, cost("a", engagement=FULL_TIME, person="p1", **NEITHER)), 2025, 2)

    assert "talent.overlap" == why(by_year(view)[0])
    assert 8_400_000 == by_year(view)[1]
    assert {"talent.measure_not_read"} == set(notes_of(view, 2026))


def test_why_no_measure_supports_a_cost_can_be_asked():
    (line,) = outlook([AIDED.with_(fiscal_year=2026)], 2026, 1).lines

    assert {"ineligible"} == {decision.outcome for _, decision in line.decisions}
    assert 10 == len(line.decisions)
    assert line.grade in Grade


# Contributions between bodies.


def shared(received=0, paid=2_000_000, year=2025):
    return [
        cost("whole", person="p1", revenue=received, fiscal_year=year, **NEITHER),
        cost(
            "share", "contribution", paid, body=HAGI, person="p1", paid_to=PREFECTURE, fiscal_year=year
        ).with_(**NEITHER),
    ]


def test_a_contribution_counts_for_the_payer_or_within_the_receivers_cost():
    for measure, supports in (("supporting_municipality", (7_000_000, 1_400_000)), (None, (8_400_000, 0))):
        view = outlook(shared(), 2025, 1, under={"share": measure})
        assert supports == tuple(view.sums(body=body).supported for body in (PREFECTURE, HAGI))
        # the receiver bears 10,000,000 yen of the 12,000,000, whatever counts
        assert (14_000_000, 2_000_000, 3_600_000) == (
            view.total.cost,
            view.total.revenue,
            view.total.net_burden,
        )


def test_while_a_contribution_is_open_so_is_the_receivers_cost():
    view = outlook(shared(), 2025, 1)

    for body in (PREFECTURE, HAGI):
        assert "talent.overlap_contribution" == why(view.sums(body=body).supported)
    assert 0 == view.total.known_supported


def test_a_contribution_that_may_count_leaves_the_receivers_cost_open_too():
    whole, share = shared()
    view = outlook([whole, share.with_(engagement={**SUPPORTER, "external": None})], 2025, 1)

    assert "talent.undetermined_cost" == why(view.sums(body=HAGI).supported)
    assert "talent.overlap_contribution" == why(view.sums(body=PREFECTURE).supported)


def test_a_contribution_to_a_cost_that_counts_nowhere_is_no_overlap():
    view = outlook(shared(), 2025, 1, under={"whole": None})

    assert 1_400_000 == view.total.supported


def test_a_cost_counted_on_the_callers_word_still_loses_the_contributions_to_it():
    whole, share = shared()
    both = whole.with_(engagement={**SUPPORTER, "duty": "both"})
    under = {"whole": "prefecture_talent", "share": "supporting_municipality"}

    assert 7_000_000 + 1_400_000 == outlook([both, share], 2025, 1, under=under).total.supported


def test_what_the_receiver_has_deducted_is_not_deducted_again():
    view = outlook(shared(received=2_000_000), 2025, 1)

    assert (8_400_000, 2_000_000, 3_600_000) == (
        view.total.supported,
        view.total.revenue,
        view.total.net_burden,
    )
    assert "talent.contribution_received" not in {note.code for note in view.assumptions}


def test_when_the_measures_are_over_a_contribution_is_still_the_receivers_revenue():
    view = outlook(shared(year=2030), 2030, 1, under={"whole": None})

    assert (0, 12_000_000) == (view.total.supported, view.total.net_burden)
    assert "talent.contribution_received" in {note.code for note in view.assumptions}


def test_an_unknown_contribution_makes_the_receivers_revenue_unknown():
    view = outlook(shared(paid=None), 2025, 1, under={"share": None})

    assert 8_400_000 == view.sums(body=PREFECTURE).supported
    assert "talent.revenue_unknown" == why(view.sums(body=PREFECTURE).net_burden)


def test_a_contribution_toward_a_cost_of_unknown_amount_is_unknown_and_not_too_much():
    whole, share = shared()
    whole = whole.with_(amount=None)

    assert "talent.amount_not_stated" == why(choices([whole, share]).choices[0].total)
    view = outlook([whole, share], 2025, 1, under={"share": "supporting_municipality"})
    assert ("talent.amount_not_stated", 1_400_000) == (why(view.total.supported), view.total.known_supported)


def test_a_contribution_without_person_or_receiver_is_pointed_out():
    alone = shared()[1].with_(person=None)

    assert "talent.contribution_alone" in {note.code for note in outlook([alone], 2025, 1).assumptions}


# What changes.


def test_the_changes_of_each_year_are_those_of_the_measures_that_matter():
    view = outlook(planned(2025, 2030, ENGAGED, RECRUITED), 2025, 6, under={"engaged-2030": None})

    assert [
        {"talent.last_year_moved", "talent.figure_changed"},
        set(),
        set(),
        {"talent.figure_changed"},
        {"talent.measure_last_year"},
        {"talent.measure_closed"},
    ] == [set(notes_of(view, year)) for year in range(2025, 2031)]
    changed = notes_of(view, 2028)["talent.figure_changed"]
    assert "1,000,000 yen from FY2028" in changed.to("en")
    assert "3,000,000円" in changed.to("ja")
    assert {"附則6条9項"} == {source.article for source in changed.sources}
    assert {str(Measure.PREFECTURE_TALENT.label)} == {name for _, name in said(view, 2028)}


def test_a_measure_that_closed_before_the_first_year_is_named_where_it_would_matter():
    view = outlook([AIDED.with_(fiscal_year=2026)], 2026, 1)

    assert {"talent.measure_closed"} == set(notes_of(view, 2026))
    assert "FY2025" in notes_of(view, 2026)["talent.measure_closed"].to("en")


def test_the_last_year_of_a_measure_is_named():
    view = outlook([AIDED], 2025, 1)

    assert {"talent.measure_last_year"} == set(notes_of(view, 2025))


def test_a_measure_that_starts_is_named():
    view = outlook([cost("a", engagement=FULL_TIME)], 2025, 1)

    assert ("talent.measure_opened", str(Measure.ORDINARY_TAX_STAFF.label)) in said(view, 2025)


def test_caps_that_move_and_caps_that_are_new_are_named():
    worker = cost("w", item_for_body=True, worker_type="side_job", worker_part="b", person="p1")
    changed = [change.to("en") for change in outlook([worker], 2025, 1, under={"w": None}).years[0].changes]

    assert any("5,900,000 yen from FY2025 on (5,600,000 yen the year before)" in one for one in changed)
    assert any("there is a cap on B (senior) of 2,000,000 yen" in one for one in changed)
    older = outlook([worker], 2025, 1, under={"w": None}, as_read_on=date(2025, 6, 1))
    assert not {"talent.figure_new", "talent.figure_changed"} & set(notes_of(older, 2025))


def test_nothing_is_said_to_change_with_the_first_text_that_was_read():
    assert () == outlook([AIDED.with_(fiscal_year=2024)], 2024, 1).years[0].changes


def test_a_contract_that_ends_is_named_in_its_year():
    people = [member(end="2027-03-31"), member("p7", end="2027-03-31"), member("p8", end=None)]
    view = outlook(planned(2025, 2027, ENGAGED), 2025, 3, staff=people)

    assert [[], ["p1: the contract ends on 2027-03-31."], []] == [
        [change.to("en") for change in year.changes if change.note.code == "talent.contract_ends"]
        for year in view.years
    ]


def test_years_after_the_last_text_say_that_it_is_taken_to_stand():
    view = outlook(planned(2025, 2026, ENGAGED), 2025, 2)

    assert [(), ("rules.text_as_read",)] == [tuple(note.code for note in year.texts) for year in view.years]
    assert "2026-03-16" in view.years[1].explain("en")


# A plan in one line.


def test_a_cost_is_planned_for_every_year():
    planned_ = RECRUITED.in_years(2025, 2029)

    assert [(f"recruited-{year}", year) for year in range(2025, 2030)] == [
        (one.id, one.fiscal_year.year) for one in planned_
    ]
    assert {1_500_000} == {one.amount for one in planned_}
    with pytest.raises(InvalidValue) as caught:
        RECRUITED.in_years(2026, 2025)
    assert "talent.years_reversed" == caught.value.code


@pytest.mark.parametrize(("stated", "later"), [(True, False), (False, False), (None, None)])
def test_a_post_has_one_first_year_of_dispatch(stated, later):
    plan = cost("c", first_year_of_post=stated).in_years(2025, 2027)

    assert [stated, later, later] == [one.first_year_of_post for one in plan]


# Bad input.


def test_all_that_is_wrong_is_said_at_once():
    costs = [cost("a"), cost("a"), cost("late", fiscal_year=2030), *shared(paid=12_000_001)]
    index = FiscalIndex(body=HAGI, fiscal_year=2025, index="0.5")

    assert [
        ("talent.id_twice", ("costs", 1)),
        ("talent.id_twice", ("staff", 1)),
        ("talent.id_twice", ("indices", 1)),
        ("talent.cost_outside_years", ("costs", 2, "fiscal_year")),
        ("talent.no_such_record", ("under", "laté")),
        ("rules.not_a_choice", ("under", "a")),
        ("talent.cannot_count", ("under", "whole")),
        ("talent.contributions_above_cost", ("costs", 3)),
        ("rules.not_a_choice", ("netting",)),
    ] == problems_of(
        costs,
        2025,
        2,
        staff=[member(), member()],
        indices=[index, index],
        under={"laté": None, "a": "prefecture_tallent", "whole": "own_cio_aide"},
        netting="before",
    )


def test_contributions_above_those_costs_of_a_person_that_count_are_refused():
    own = cost("own", person="p1", engagement={**SUPPORTER, "duty": "own_work"})
    costs = [*shared(paid=13_000_000), own]

    assert [("talent.contributions_above_cost", ("costs",))] == problems_of(
        costs, 2025, 1, under={"share": "supporting_municipality"}
    )
    assert 8_400_000 == outlook(costs, 2025, 1, under={"share": None, "own": None}).total.supported


def test_a_measure_that_cannot_be_chosen_is_refused_with_those_that_can():
    with pytest.raises(InvalidFacts) as caught:
        outlook([SPECIALIST], 2025, 1, under={"specialist": "own_cio_aide"})
    (problem,) = caught.value.problems
    assert {"prefecture_talent", "partnership_prefecture", "None"} <= set(problem.suggestion)
    with pytest.raises(InvalidFacts):
        outlook(planned(2026, 2026, AIDED), 2026, 1, under={"aide-2026": "own_cio_aide"})


@pytest.mark.parametrize(("first", "years"), [(2025, 0), (2025, True), (2025, 2.0), (1885, 1), (9998, 2)])
def test_years_that_cannot_be_are_refused(first, years):
    (problem,) = problems_of([cost()], first, years)

    assert "years" == problem[1][0]


def test_no_costs_and_too_much_money_are_refused():
    assert [("talent.no_costs", ("costs",))] == problems_of([], 2025)
    assert [("talent.total_too_large", ("costs", 1, "amount"))] == problems_of(
        [cost("a", yen=MAX_YEN), cost("b", yen=1), cost("c", yen=1)], 2025
    )


# The result.


def whole():
    return outlook(
        planned(2025, 2030, ENGAGED, RECRUITED, AIDED),
        2025,
        6,
        staff=[member()],
        under={"recruited-2030": None},
    )


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        (
            "ja",
            (
                "令和7年度～令和12年度",
                "前年度から変わること",
                "山口県萩市（352047）",
                "どの措置に数えるか決まっていない経費（engaged-2030）",
                "全団体の計",
                "現金ではありません",
                "推論",
                "これは公式の判断ではありません",
            ),
        ),
        (
            "en",
            (
                "FY2025 to FY2030",
                "What changes against the year before",
                "Hagi (city, Yamaguchi), 352047",
                "Costs whose measure is not settled (engaged-2030)",
                "All bodies",
                "not cash",
                "inferred",
                "not an official determination",
            ),
        ),
    ],
)
def test_the_text_has_every_year_its_changes_the_totals_and_what_they_rest_on(lang, words):
    text = whole().explain(lang)

    assert all(word in text for word in words)
    assert all(year.fiscal_year.to(lang) in text for year in whole().years)
    assert "15,050,000" in text
    assert "{" not in text


def test_the_outlook_is_json_and_travels_by_pickle():
    view = whole()
    found = json.loads(json.dumps(view.to_dict()))

    assert (False, "inferred", "2026-03-16") == (found["is_cash"], found["grade"], found["as_read_on"])
    assert [year.year for year in (one.fiscal_year for one in view.years)] == [
        year["fiscal_year"] for year in found["years"]
    ]
    assert {"supported": None, "known_supported": 74_550_000}.items() <= found["bodies"][PREFECTURE].items()
    assert "talent.undetermined_cost" in {
        note["code"] for line in found["years"][5]["lines"] for note in line["reasons"]
    }
    assert view == pickle.loads(pickle.dumps(view))
    assert "not cash" in view.caution.to("en")
    assert "not an official determination" in view.official.en


def test_rows_are_a_data_frame_that_adds_up_to_the_totals():
    view = whole()
    frame = pl.DataFrame(view.rows())

    assert [
        view.total.known_cost,
        view.total.known_revenue,
        view.total.known_supported,
    ] == list(frame.select("known_cost", "known_revenue", "known_supported").sum().row(0))
    assert 1 == frame["open"].sum() == frame["supported"].null_count() == frame["net_burden"].null_count()
    assert len(view.lines) == frame.height


# Properties.

YEARS = (2024, 2025, 2026, 2028, 2030)
KINDS = {
    "engaged": {"engagement": SUPPORTER},
    "recruited": {"item": "recruiting", "engagement": SUPPORTER},
    "own": {"engagement": {**SUPPORTER, "duty": "own_work"}},
    "full_time": {"engagement": FULL_TIME},
    "specialist": {"partnership_agreement": True, "dispatch": "sent", "recipient": "other_municipality"},
    "aide": {"body": HAGI, "engagement": AIDE},
    "share": {"item": "contribution", "body": HAGI, "paid_to": PREFECTURE},
}


@st.composite
def drawn_costs(draw, years=YEARS):
    """Costs of several bodies and years, some of them unknown, some contributions to others."""
    found = []
    for place in range(draw(st.integers(1, 6))):
        kind = draw(st.sampled_from(sorted(KINDS)))
        yen = draw(st.sampled_from([None, 0, 1_234_567, 8_000_000, 30_000_000]))
        if kind == "share":
            yen = yen and 1_234_567
        found.append(
            cost(
                f"c{place}",
                **{
                    "yen": yen,
                    "fiscal_year": draw(st.sampled_from(years)),
                    "revenue": None if yen is None else draw(st.sampled_from([0, 0, yen // 3])),
                    "person": draw(st.sampled_from(["p1", "p2"])),
                    **KINDS[kind],
                },
            )
        )
    return found


def seen(costs, **terms):
    """The outlook; where contributions exceed the costs they pay for, other costs are drawn."""
    try:
        return outlook(costs, 2024, 7, **terms)
    except InvalidFacts as error:
        if {"talent.contributions_above_cost"} != {problem.code for problem in error.problems}:
            raise
        reject()


@settings(deadline=None)
@given(drawn_costs(), st.data())
def test_years_bodies_and_rows_add_up_and_no_cost_counts_twice(costs, data):
    under = dict.fromkeys(data.draw(st.sets(st.sampled_from([one.id for one in costs]))))
    view = seen(costs, under=under)

    assert sorted(one.id for one in costs) == sorted(name for line in view.lines for name in line.costs)
    assert sum(one.amount or 0 for one in costs) == view.total.known_cost
    for name in ("cost", "revenue", "supported", "net_burden"):
        whole_, years, bodies, rows = (
            getattr(view.total, name),
            [getattr(year.total, name) for year in view.years],
            [getattr(view.sums(body=body), name) for body in view.bodies],
            [row[name] for row in view.rows()],
        )
        if isinstance(whole_, Unknown):
            assert None in rows
            assert any(isinstance(one, Unknown) for one in years)
            assert any(isinstance(one, Unknown) for one in bodies)
        else:
            assert whole_ == sum(years) == sum(bodies) == sum(rows)
    for name in ("known_cost", "known_revenue", "known_supported"):
        assert getattr(view.total, name) == sum(row[name] for row in view.rows())
    assert view == seen(data.draw(st.permutations(costs)), under=under)


@settings(deadline=None)
@given(drawn_costs(years=(2025,)))
def test_one_year_is_the_choice_that_the_caller_made(costs):
    try:
        found = choices(costs)
    except InvalidValue as error:
        if error.code != "talent.contributions_above_cost":
            raise
        reject()
    for choice in found.choices:
        view = seen(costs, under=choice.measures)
        assert choice.supports == tuple(line.support for line in view.lines if line.support)
        assert choice.known_total == view.total.known_supported
        assert {"talent.undetermined_cost"} >= {note.code for line in view.lines for note in line.reasons}
        counted = sum(
            part.counted
            for line in view.lines
            if line.support
            for part in line.support.parts
            if not isinstance(part.counted, Unknown)
        )
        if not isinstance(view.total.cost, Unknown) and not isinstance(view.total.revenue, Unknown):
            contributed = view.total.revenue - sum(one.revenue for one in costs)
            assert counted <= view.total.cost - contributed
