"""Work items from the records of other rooms: what they state is sure, what they do not state stays open."""

from datetime import date

import pytest

from chiho_digital import bonds, commonization, planning, procurement
from chiho_digital.basics import FiscalYear, Grade, InvalidValue, PartialDate
from chiho_digital.commonization import process
from chiho_digital.planning import WorkKind
from chiho_digital.procurement import BodyType, Participation, calls
from chiho_digital.tables import Stated

HAGI, BOFU = "352047", "352063"
CASES = {case.id: case for case in procurement.read_cases().cases}
DAY = date(2026, 6, 1)


def joined(when=None, code=HAGI):
    day = None if when is None else PartialDate.parse(when)
    return Participation(name="甲", code=code, body_type=BodyType.MUNICIPALITY, joined=day)


def case(*participations, start=None, remark=None, observed=None, lead=None, status="in_service"):
    def stated(text):
        return None if text is None else Stated(text, PartialDate.parse(text), remark)

    changes = {
        "participations": participations,
        "service_start": stated(start),
        "observed": None if observed is None else Stated(observed, PartialDate.parse(observed)),
        "names_as_of": None,
        "lead_code": lead,
        "status": status,
    }
    return CASES["osaka-chat-2021"].model_copy(update=changes)


def bounds(one):
    years = (one.first, one.last, one.not_before, one.not_after)
    return tuple(None if year is None else year.year for year in years)


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (case(joined("2025-06")), (2025, 2025, None, None)),
        (case(joined("2025")), (None, None, 2024, 2025)),
        (case(joined(), start="2025-06-01", observed="2026-01"), (2025, 2025, None, None)),
        (case(joined(), start="2023-06-01", observed="2026-01"), (None, None, 2023, 2025)),
        (case(joined(), start="2026-04-01", observed="2026-03"), (2026, 2026, None, None)),
        (case(joined(), start="2023-06-01"), (None, None, 2023, None)),
        (case(joined(), start="2023-06-01", remark="順次", observed="2026-01"), (None, None, None, 2025)),
        (case(joined(), observed="2024-05"), (None, None, None, 2024)),
        (case(joined(), observed="2024-05", status="tendering"), (None, None, None, None)),
        (case(joined()), (None, None, None, None)),
        (case(lead=HAGI, start="2023-06-01", observed="2026-01"), (2023, 2023, None, None)),
    ],
    ids=[
        "a day of its own",
        "a calendar year, which is two fiscal years",
        "named in the year of the start",
        "named later",
        "named before the start",
        "no day of the list",
        "words beside the start",
        "in service on the day of the list",
        "not yet in service",
        "no day at all",
        "the lead",
    ],
)
def test_a_body_of_a_case_starts_in_the_years_that_the_case_leaves_open(one, expected):
    (found,) = planning.work_of_cases([one])

    assert (HAGI, WorkKind.JOINT_PROCUREMENT) == (found.body, found.kind)
    assert expected == bounds(found)
    assert (one.grade, one.sources[0].url) == (found.grade, found.url)


def test_a_lead_that_takes_part_and_an_association_have_no_item_of_their_own():
    association = Participation(name="架空広域連合", code=None, body_type=BodyType.ASSOCIATION)
    one = case(joined("2025-06"), association, lead=HAGI)

    assert 1 == len(planning.work_of_cases([one]))


def test_every_published_case_gives_work_of_bodies_that_exist():
    found = planning.work_of_cases(CASES.values())

    named = sum(one.code is not None for case in CASES.values() for one in case.participations)
    assert named <= len(found) <= named + len(CASES)
    sure = [one for one in found if one.first is not None]
    assert "osaka-chat-2021" in {one.source.ja.split("「")[1].rstrip("」") for one in sure}


def call(**more):
    fields = {
        "id": "chat-2026",
        "lead": "350001",
        "kind": "business_chat",
        "title": "チャットを一緒に",
        "invited": (HAGI, BOFU, "352039"),
        "opened_on": date(2026, 3, 1),
        "deadline": date(2026, 6, 30),
        **more,
    }
    return calls.Call(**fields)


def test_who_joins_considers_or_is_silent_may_have_a_procurement_who_declines_has_none():
    one = call().answer(HAGI, "join", date(2026, 5, 1)).answer(BOFU, "decline", date(2026, 5, 2))

    found = {item.body: bounds(item) for item in planning.work_of_calls([one], DAY)}
    assert {HAGI: (None, None, 2026, None), "352039": (None, None, 2025, None)} == found


def test_after_the_end_of_a_call_only_those_who_join_have_work_and_a_case_speaks_for_itself():
    one = call().answer(HAGI, "join", date(2026, 5, 1))
    closed = date(2026, 7, 1)
    became = one.become_case("c1", closed, by="350001")
    given_up = one.abandon(DAY, by="350001", reason="予算がない")

    assert [HAGI] == [item.body for item in planning.work_of_calls([one], closed)]
    assert () == planning.work_of_calls([became], closed)
    assert () == planning.work_of_calls([given_up], DAY)
    assert () == planning.work_of_calls([one], date(2026, 2, 28))


def review(*events, **more):
    selected = process.Selected(by="council", fiscal_year=2024)
    return commonization.Review(id="r1", title="架空の業務", events=[selected, *events], **more)


ASSESSED = (
    process.Assessed(criterion="needs", met=True),
    process.Assessed(criterion="effect", met=True),
    process.Assessed(criterion="feasibility", met=True),
)


def test_a_candidate_or_what_goes_ahead_may_be_introduced_by_anybody_and_surely_by_nobody():
    going = review(*ASSESSED, process.Concluded(outcome="go_ahead", on="2025-06"))

    for one, since in ((review(), 2024), (going, 2025)):
        found = planning.work_of_reviews([one], ["山口県萩市", BOFU])
        assert [HAGI, BOFU] == [item.body for item in found]
        assert {(None, None, since, None)} == {bounds(item) for item in found}
        assert {WorkKind.COMMON_SYSTEM} == {item.kind for item in found}
        assert {None} == {item.carried_in(FiscalYear(2026)) for item in found}


def test_other_outcomes_and_what_is_no_candidate_are_no_work():
    postponed = review(*ASSESSED, process.Concluded(outcome="postpone"))
    proposed = commonization.Review(id="r2")

    assert () == planning.work_of_reviews([postponed, proposed], [HAGI])


def test_known_candidates_may_be_work_from_their_year_with_the_weaker_grade():
    found = planning.work_of_candidates(commonization.known_candidates(), [HAGI])

    assert len(commonization.known_candidates()) == len(found)
    assert (None, None, 2024, None) == bounds(found[0])
    assert Grade.INFERRED == found[0].grade


def proposal(**more):
    fields = {
        "id": "p1",
        "year": 2025,
        "title": "様式の統一",
        "proposer": {"name": "山口県萩市", "kind": "municipality", "code": HAGI},
        "joint_proposers": [{"name": "架空の任意組織", "kind": "voluntary"}],
        **more,
    }
    return commonization.Proposal.model_validate(fields)


@pytest.mark.parametrize(
    ("submitted", "expected"),
    [("2025-02-01", (2024, 2024, None, None)), (None, (None, None, 2024, 2025))],
)
def test_making_a_proposal_is_work_of_its_proposers_in_the_fiscal_year_of_the_day(submitted, expected):
    (found,) = planning.work_of_proposals([proposal(submitted_on=submitted)])

    assert (HAGI, WorkKind.CHOOSING) == (found.body, found.kind)
    assert expected == bounds(found)


def test_when_a_plan_is_written_is_open_up_to_its_end():
    plan = bonds.Plan(title="計画", body=HAGI, start=date(2026, 4, 1), end=date(2030, 3, 31))

    (found,) = planning.work_of_plans([plan])
    assert (WorkKind.PLAN, (None, None, None, 2029)) == (found.kind, bounds(found))
    with pytest.raises(InvalidValue, match="does not say whose it is"):
        planning.work_of_plans([bonds.Plan(title="計画")])
