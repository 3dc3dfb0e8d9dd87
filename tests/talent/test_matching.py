"""Who goes where: what is chosen is the best there is, exceeds nobody's time, keeps what is fixed, and is explained."""

import signal
import subprocess
import sys
from collections import Counter
from datetime import date
from fractions import Fraction
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chiho_digital import governments, talent
from chiho_digital.rules import InvalidFacts

HAGI, SHUNAN, HIKARI = "352047", "352152", "352101"
BODIES = (HAGI, SHUNAN, HIKARI)
YEAR = {"start": date(2026, 4, 1), "end": date(2027, 3, 31)}


def person(name: str, **changes: Any) -> talent.StaffMember:
    """A project manager of all skills, under contract for five years."""
    return talent.StaffMember.model_validate(
        {
            "id": name,
            "employer": "350001",
            "role": "project_manager",
            "skills": [{"field": "data", "level": 4}],
            "engagement": {"duty": "support"},
            "time_share": 100,
            "start": date(2025, 4, 1),
            "end": date(2030, 3, 31),
            **changes,
        }
    )


def need(name: str, municipality: str = HAGI, **changes: Any) -> talent.Need:
    """A need of a project manager for 40 % of fiscal year 2026."""
    stated = {"role": "project_manager", "skills": [], "time_share": 40, "priority": 1, **YEAR}
    return talent.Need.model_validate({"id": name, "municipality": municipality, **stated, **changes})


def pool(*staff: talent.StaffMember, **changes: Any) -> talent.Pool:
    """A pool of these people."""
    return talent.Pool.model_validate(
        {
            "id": "yamaguchi",
            "name": "人材プール",
            "lead": "350001",
            "staff": staff,
            "members": BODIES,
            **changes,
        }
    )


def pairs(found: talent.Matching) -> dict[str, str]:
    """Who meets which need."""
    return {one.need.id: one.assignment.staff for one in found.matches}


def test_a_need_goes_to_the_person_who_fits_and_the_answer_says_why() -> None:
    found = talent.match(pool(person("p1", role="engineer"), person("p2")), [need("n1")])
    assert pairs(found) == {"n1": "p2"}
    (one,) = found.matches
    assert (one.assignment.time_share, one.assignment.start, one.assignment.end) == (40, *YEAR.values())
    assert found.explain("en").splitlines()[:8] == [
        "Who goes where: pool yamaguchi",
        "needs of priority 1: 1 of 1 met",
        "",
        "need n1 (山口県萩市, priority 1): p2",
        "  - role: project manager, as asked",
        "  - contract: 2025-04-01 to 2030-03-31, all of the dates",
        "  - time: 40 % from 2026-04-01 to 2027-03-31; 40 % of 100 % in all on the busiest day",
        "  - nobody else fits",
    ]
    assert "需要n1（山口県萩市、優先順位1）→ p2" in found.explain("ja")


@pytest.mark.parametrize(
    ("changes", "asked", "said"),
    [
        ({"role": "engineer"}, {}, "p1 lacks the role alone (engineer)"),
        ({"skills": []}, {"skills": [{"field": "data"}]}, "p1 lacks fields or levels alone: data use"),
        (
            {},
            {"skills": [{"field": "data", "level": 5}]},
            "p1 lacks fields or levels alone: data use (level 5)",
        ),
        ({"time_share": 30}, {}, "p1 lacks the time alone (30 %; asked: 40 %)"),
        ({"end": "2026-09-30"}, {}, "p1 lacks the dates alone (contract: 2025-04-01 to 2026-09-30)"),
        ({"start": "2026-05-01"}, {}, "p1 lacks the dates alone (contract: 2026-05-01 to 2030-03-31)"),
        ({"engagement": {"duty": "own_work"}}, {}, "p1 lacks the duty alone (the body's own work)"),
        ({"employer": HAGI}, {}, "p1 fits but for being employed by the municipality itself"),
        ({"role": None}, {}, "p1 may fit once these are known: role"),
        (
            {"skills": None},
            {"skills": [{"field": "data"}]},
            "p1 may fit once these are known: fields and levels",
        ),
        (
            {"skills": [{"field": "data"}]},
            {"skills": [{"field": "data", "level": 2}]},
            "p1 may fit once these are known: fields and levels",
        ),
        ({"time_share": None}, {}, "p1 may fit once these are known: share of time"),
        ({"end": None, "start": None}, {}, "p1 may fit once these are known: dates of the contract"),
    ],
)
def test_who_does_not_fit_and_why(changes: dict[str, Any], asked: dict[str, Any], said: str) -> None:
    found = talent.match(pool(person("p1", **changes)), [need("n1", **asked)])
    (one,) = found.unmet
    assert one.because is talent.UnmetBecause.NOBODY_FITS
    assert one.reasons[0].to("en") == said
    assert one.reasons[0].to("ja")


def test_what_a_need_does_not_state_is_not_asked_and_said() -> None:
    wanted = need("n1", role=None, skills=None, priority=None)
    found = talent.match(pool(person("p1", engagement={}), members=None), [wanted])
    assert pairs(found) == {"n1": "p1"}
    assert [note.code for note in found.assumptions] == [
        "talent.match_no_role",
        "talent.match_no_fields",
        "talent.match_no_priority",
        "talent.match_no_duty",
        "talent.match_no_members",
    ]
    assert found.by_priority == {None: (1, 1)}
    assert "needs without a priority: 1 of 1 met" in found.explain("en")


@pytest.mark.parametrize(
    ("changes", "because", "said"),
    [
        ({"time_share": None}, "not_stated", "Its time is not stated; record a share of time or hours."),
        ({"end": None}, "not_stated", "Its dates are not stated; record its first and last day."),
        (
            {"time_share": None, "hours": 500},
            "not_stated",
            "It is stated in hours alone (500); name the hours of a full-time week (full_time_week) to make them a share.",
        ),
        ({"municipality": "352128"}, "not_a_member", None),
    ],
)
def test_needs_that_cannot_be_planned_say_so(changes: dict[str, Any], because: str, said: str | None) -> None:
    found = talent.match(pool(person("p1")), [need("n1", **changes)])
    (one,) = found.unmet
    assert one.because == because
    assert [note.to("en") for note in one.reasons] == [said] * (said is not None)
    assert one.because.label.en in one.explain("en")


def test_a_pool_whose_people_are_not_known_meets_nothing() -> None:
    found = talent.match(pool(staff=None), [need("n1")])
    assert [one.because for one in found.unmet] == ["staff_unknown"]


def test_hours_become_a_share_rounded_up() -> None:
    wanted = need("n1", time_share=None, hours=100, start="2026-04-01", end="2026-06-30")  # 13 weeks
    found = talent.match(pool(person("p1")), [wanted], full_time_week=40)
    assert found.matches[0].assignment.time_share == 20  # 100 / 520 hours = 19.2 %
    much = talent.match(pool(person("p1")), [wanted.with_(hours=600)], full_time_week=Fraction(155, 4))
    assert much.unmet[0].reasons[0].params == {"hours": 600, "share": 120}


def test_those_stated_first_come_first_and_the_others_say_who_takes_the_time() -> None:
    needs = [need("n1", time_share=60), need("n2", SHUNAN, time_share=60, priority=2)]
    found = talent.match(pool(person("p1")), needs)
    assert pairs(found) == {"n1": "p1"}
    (one,) = found.unmet
    assert one.because == "all_taken"
    assert one.reasons[0].to("en") == (
        "p1 fits, but 60 % of 100 % are taken on 2026-04-01 by need n1 (60 %); 60 % are asked"
    )
    swapped = talent.match(pool(person("p1")), [needs[0].with_(priority=3), needs[1]])
    assert pairs(swapped) == {"n2": "p1"}


def test_more_needs_of_the_first_priority_before_any_number_of_the_second() -> None:
    needs = [need("n1", time_share=100)] + [need(f"n{n}", time_share=20, priority=2) for n in range(2, 7)]
    assert pairs(talent.match(pool(person("p1")), needs)) == {"n1": "p1"}


def test_the_least_travel_among_plans_that_meet_as_many() -> None:
    minutes = {("p1", HAGI): 90, ("p1", SHUNAN): 10, ("p2", HAGI): 20, ("p2", SHUNAN): 50}
    needs = [need("n1", HAGI, time_share=100), need("n2", SHUNAN, time_share=100)]
    found = talent.match(pool(person("p1"), person("p2")), needs, cost=minutes)
    assert (pairs(found), found.cost, found.bound) == ({"n1": "p2", "n2": "p1"}, 30, 30)
    assert [one.cost for one in found.matches] == [20, 10]
    assert found.matches[0].others == ("p1",)


def test_one_person_for_all_needs_of_a_municipality_where_no_cost_is_given() -> None:
    needs = [need("n1"), need("n2"), need("n3", SHUNAN), need("n4", SHUNAN)]
    found = talent.match(pool(person("p1"), person("p2")), needs)
    assert len(found.matches) == 4
    assert found.cost == 2
    assert len({(one.assignment.staff, one.need.municipality) for one in found.matches}) == 2


def test_no_more_municipalities_at_a_time_than_allowed() -> None:
    needs = [need(f"n{place}", body, time_share=10) for place, body in enumerate(BODIES)]
    found = talent.match(pool(person("p1")), needs, max_bodies=2)
    assert len(found.matches) == 2
    assert found.unmet[0].reasons[0].code == "talent.match_most_bodies"
    assert "at most" in found.unmet[0].explain("en") or "the most municipalities allowed, 2" in found.unmet[
        0
    ].explain("en")
    later = needs[2].with_(start="2027-04-01", end="2028-03-31")
    assert len(talent.match(pool(person("p1")), [*needs[:2], later], max_bodies=2).matches) == 3


def fixed(name: str, staff: str = "p1", **changes: Any) -> talent.Assignment:
    """A kept assignment of half the time in FY2026."""
    return talent.Assignment.model_validate(
        {"id": name, "staff": staff, "municipality": HAGI, "time_share": 50, **YEAR, **changes}
    )


def test_fixed_assignments_stay_and_take_their_time() -> None:
    kept = fixed("m1")
    found = talent.match(pool(person("p1")), [need("n1", SHUNAN), need("n2", HIKARI)], fixed=[kept])
    assert len(found.matches) == 1
    assert found.kept == (kept,)
    assert [one.id for one in found.assignments] == ["m1", "m2"]  # the name m1 is taken
    assert "assignment m1 (50 %)" in found.unmet[0].explain("en")


@pytest.mark.parametrize(
    ("changes", "met", "code"),
    [
        ({}, True, None),
        ({"time_share": 30}, False, "talent.match_kept_short"),
        ({"end": "2026-12-31"}, False, "talent.match_kept_short"),
        ({"start": "2026-05-01"}, False, "talent.match_kept_short"),
        ({"end": None}, False, "talent.match_kept_open"),
        ({"time_share": None}, False, "talent.match_kept_open"),
    ],
)
def test_a_need_that_fixed_assignments_answer_is_left_to_them(
    changes: dict[str, Any], met: bool, code: str | None
) -> None:
    found = talent.match(
        pool(person("p1"), person("p2")), [need("n1")], fixed=[fixed("a1", need="n1", **changes)]
    )
    assert found.matches == ()
    assert [one.id for one in found.met] == ["n1"] * met
    assert [one.reasons[0].code for one in found.unmet] == [code] * (not met)
    assert found.by_priority == {1: (int(met), 1)}


def test_a_fixed_assignment_of_unknown_time_or_end_takes_all_that_it_may() -> None:
    for changes in ({"time_share": None}, {"end": None}):
        found = talent.match(
            pool(person("p1", time_share=60)),
            [need("n1", SHUNAN, start="2028-04-01" if "end" in changes else "2026-04-01", end="2029-03-31")],
            fixed=[fixed("a1", **changes)],
        )
        assert found.matches == ()
        assert found.assumptions[0].code == "talent.match_kept_unknown"


def test_everything_that_contradicts_is_said_at_once() -> None:
    bad = [fixed("a1", "p9"), fixed("a2", need="n7"), fixed("a3", municipality=SHUNAN, time_share=80)]
    with pytest.raises(InvalidFacts) as caught:
        talent.match(
            pool(person("p1")),
            [need("n1"), need("n1")],
            fixed=bad,
            cost={("p1", HAGI): -1},
            max_bodies=0,
            full_time_week=200,
            gap=Fraction(3, 2),
            max_nodes=0,
        )
    assert [(".".join(map(str, one.path)), one.code) for one in caught.value.problems] == [
        ("needs.n1", "talent.id_twice"),
        ("fixed.a1.staff", "talent.no_such_record"),
        ("fixed.a2.need", "talent.no_such_record"),
        ("fixed.a3.time_share", "talent.time_exceeded"),
        ("max_bodies", "talent.match_max_bodies"),
        ("full_time_week", "talent.match_week"),
        ("gap", "talent.match_gap"),
        ("max_nodes", "talent.match_max_nodes"),
        ("cost", "talent.match_cost"),
    ]


def test_a_pair_without_a_cost_is_named() -> None:
    with pytest.raises(InvalidFacts) as caught:
        talent.match(pool(person("p1"), person("p2")), [need("n1")], cost={("p1", HAGI): 5})
    assert caught.value.problems[0].value == ("p2", HAGI)


def test_the_plan_as_json() -> None:
    found = talent.match(pool(person("p1")), [need("n1"), need("n2", time_share=80)]).to_dict()
    assert found["matches"][0]["assignment"]["staff"] == "p1"
    assert found["unmet"][0]["because"] == "all_taken"
    assert (found["cost"], found["bound"], found["gap"]) == (1, 1, "1/1000")
    assert found["solver"].startswith("HiGHS ")


# Against brute force, and by properties.

_days = st.sampled_from([date(2026, 4, 1), date(2026, 7, 1), date(2026, 10, 1), date(2027, 3, 31)])


@st.composite
def worlds(draw: st.DrawFn, people: int = 3, wanted: int = 5, *, alike: bool = False) -> dict[str, Any]:
    """A small pool with needs, costs and kept assignments. alike: its people differ by their names alone."""
    drawn = [
        {
            "role": draw(st.sampled_from(["project_manager", "engineer"])),
            "time_share": draw(st.sampled_from([30, 60, 100, None])),
            "end": draw(st.sampled_from([date(2030, 3, 31), date(2026, 9, 30)])),
        }
        for _ in range(draw(st.integers(1, people)))
    ]
    staff = [
        person(f"p{place}", **({"time_share": 100} if alike else one)) for place, one in enumerate(drawn)
    ]
    needs = []
    for place in range(draw(st.integers(0, wanted))):
        start, end = sorted([draw(_days), draw(_days)])
        needs.append(
            need(
                f"n{place}",
                draw(st.sampled_from(BODIES)),
                role=draw(st.sampled_from(["project_manager", "engineer", None])),
                time_share=draw(st.sampled_from([10, 30, 50, 70])),
                priority=draw(st.sampled_from([1, 2, None])),
                start=start,
                end=end,
            )
        )
    kept = [
        fixed(
            "a0",
            "p0",
            time_share=20,
            end=min(draw(_days), staff[0].end or date.max),
            municipality=draw(st.sampled_from(BODIES)),
        )
    ]
    return {
        "pool": pool(*staff),
        "needs": needs,
        "cost": draw(
            st.none()
            | st.fixed_dictionaries({(one.id, body): st.integers(0, 9) for one in staff for body in BODIES})
        ),
        "fixed": kept if draw(st.booleans()) and (staff[0].time_share or 0) >= 20 else [],
        "max_bodies": draw(st.sampled_from([None, 1, 2])),
    }


def allowed(world: dict[str, Any], plan: list[tuple[talent.Need, talent.StaffMember]]) -> bool:
    """Whether a plan keeps within time, contracts and number of municipalities, looked at day by day."""
    for member in world["pool"].staff:
        works = [(one.municipality, one.time_share, one.start, one.end) for one, who in plan if who is member]
        works += [
            (one.municipality, one.time_share, one.start, one.end)
            for one in world["fixed"]
            if one.staff == member.id
        ]
        for day in {start for _, _, start, _ in works}:  # time is taken from the first day of something
            on = [(body, share) for body, share, start, end in works if start <= day <= end]
            if not any(one.start <= day <= one.end for one, who in plan if who is member):
                continue
            if sum(share for _, share in on) > (member.time_share or 0):
                return False
            if world["max_bodies"] and len({body for body, _ in on}) > world["max_bodies"]:
                return False
    return all(
        (one.role is None or one.role is who.role) and who.start <= one.start and one.end <= who.end
        for one, who in plan
    )


def value(world: dict[str, Any], plan: list[tuple[talent.Need, talent.StaffMember]]) -> tuple[int, ...]:
    """How good a plan is: needs met by priority, then the cost of its new pairs."""
    met = Counter(one.priority for one, _ in plan)
    before = {(one.staff, one.municipality) for one in world["fixed"]}
    new = {(who.id, one.municipality) for one, who in plan} - before
    costs = sum(1 if world["cost"] is None else world["cost"][pair] for pair in new)
    return met[1], met[2], met[None], -costs


@given(worlds() | worlds(alike=True))
@settings(max_examples=100, deadline=None)
def test_no_plan_is_better_than_the_one_found(world: dict[str, Any]) -> None:
    staff, needs = world["pool"].staff, world["needs"]
    plans = (
        [(one, who) for one, who in zip(needs, chosen, strict=True) if who]
        for chosen in product((None, *staff), repeat=len(needs))
    )
    best = max(value(world, plan) for plan in plans if allowed(world, plan))
    found = talent.match(**world, gap=Fraction(0), max_nodes=None)
    assert not found.unproved
    people = {one.id: one for one in staff}
    plan = [(one.need, people[one.assignment.staff]) for one in found.matches]
    assert allowed(world, plan)
    assert value(world, plan) == best
    assert found.bound == found.cost == -best[-1]


@given(worlds(people=5, wanted=12), st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_a_plan_can_be_recorded_and_does_not_depend_on_the_order(
    world: dict[str, Any], source: Random
) -> None:
    found = talent.match(**world)
    ledger = {"pool": world["pool"], "needs": world["needs"], "assignments": found.assignments}
    assert talent.Ledger.model_validate(ledger).assignments == found.assignments
    assert {one.need.id for one in (*found.matches, *found.unmet)} == {one.id for one in world["needs"]}
    shuffled = {name: list(world[name]) for name in ("needs", "fixed")}
    for listed in shuffled.values():
        source.shuffle(listed)
    people = list(world["pool"].staff)
    source.shuffle(people)
    assert talent.match(**{**world, **shuffled, "pool": world["pool"].with_(staff=people)}) == found


@given(worlds(people=5, wanted=12))
@settings(max_examples=20, deadline=None)
def test_planned_again_with_its_own_plan_kept_nothing_changes(world: dict[str, Any]) -> None:
    found = talent.match(**world)
    again = talent.match(**{**world, "fixed": found.assignments})
    assert again.kept == tuple(sorted(found.assignments, key=lambda one: one.id))
    assert {one.id for one in again.met} == set(pairs(found))
    assert again.matches == ()


@pytest.mark.slow
@pytest.mark.parametrize("name", ["東京都", "愛知県", "沖縄県"])
def test_a_large_pool_of_real_municipalities_is_planned_within_everyones_time(name: str) -> None:
    from pools import drawn_needs, drawn_pool, drawn_travel

    source = Random(47)  # noqa: S311 -- no secrets
    prefecture = governments.find(name)
    drawn, needs = drawn_pool(prefecture, 60, source), drawn_needs(prefecture, source, most=1)
    found = talent.match(drawn, needs, cost=drawn_travel(drawn, source), max_bodies=3, max_nodes=None)
    ledger = talent.Ledger(pool=drawn, needs=needs, assignments=found.assignments)
    assert found.cost - found.bound <= found.gap * found.cost
    for one in ledger.assignments:
        beside = [other for other in ledger.assignments if other.staff == one.staff]
        on = [other for other in beside if other.start <= one.start <= (other.end or other.start)]
        assert sum(other.time_share or 0 for other in on) <= (ledger.staff[one.staff].time_share or 0)
        assert len({other.municipality for other in on}) <= 3
    assert len(found.matches) + len(found.unmet) == len(needs)


def test_the_solver_writes_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    talent.match(pool(person("p1")), [need("n1")])
    assert capfd.readouterr() == ("", "")


@pytest.mark.slow
def test_a_long_search_can_be_interrupted() -> None:
    script = f"""
import sys; sys.path.insert(0, {str(Path(__file__).parents[2] / "benchmarks")!r})
from random import Random
from pools import drawn_needs, drawn_pool, drawn_travel
from chiho_digital import governments, talent
source, prefecture = Random(20), governments.find("長野県")
pool, needs = drawn_pool(prefecture, 133, source), drawn_needs(prefecture, source, most=8)
print("begun", flush=True)
talent.match(pool, needs, cost=drawn_travel(pool, source), max_bodies=3, max_nodes=None)
"""
    with subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as run:
        assert run.stdout is not None
        assert run.stdout.readline() == "begun\n"
        with pytest.raises(subprocess.TimeoutExpired):
            run.wait(5)
        run.send_signal(signal.SIGINT)
        _, said = run.communicate(timeout=60)
    assert run.returncode != 0
    assert "KeyboardInterrupt" in said
