"""Cases prepared for lists: a filter leaves exactly the cases that a plain loop over all cases leaves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiho_digital import dashboard, governments, procurement, systems
from chiho_digital.basics import InvalidValue
from chiho_digital.dashboard import CaseFilter, Listing

CASES = procurement.read_cases().cases
POPULATION = governments.figures.load()
LISTING = Listing.of(CASES, population=POPULATION)
AREAS = systems.areas_ours()
BODIES = sorted({str(p.code) for case in CASES for p in case.participations if p.code})


def kinds_of(case):
    return {systems.kind_of(spelling).id for spelling in case.kinds}


def by_hand(case, wanted):
    """Whether a case passes, said once more in plain words."""
    here = {p.code for p in case.participations if p.code and not p.has_left}
    count = case.municipal_count
    return all(
        (
            wanted.prefecture is None or wanted.prefecture in case.prefectures,
            wanted.kind is None or systems.kind_of(wanted.kind).id in kinds_of(case),
            wanted.area is None or wanted.area in {systems.area_of(kind, AREAS) for kind in kinds_of(case)},
            wanted.body is None or wanted.body in here or wanted.body == case.lead_code,
            wanted.at_least is None or (count is not None and count >= wanted.at_least),
            wanted.at_most is None or (count is not None and count <= wanted.at_most),
            not wanted.without_count or count is None,
        )
    )


@st.composite
def filters(draw):
    prefecture = st.sampled_from(
        sorted({str(code) for case in CASES for code in case.prefectures} | {"020001"})
    )
    spelling = st.sampled_from(sorted({s for case in CASES for s in case.kinds} | {"量子暗号"}))
    bounds = sorted(draw(st.lists(st.integers(0, 60), min_size=2, max_size=2)))
    low, high = (draw(st.one_of(st.none(), st.just(bound))) for bound in bounds)
    return CaseFilter(
        prefecture=draw(st.one_of(st.none(), prefecture)),
        kind=draw(st.one_of(st.none(), spelling)),
        area=draw(st.one_of(st.none(), st.sampled_from(sorted(systems.AREAS)))),
        body=draw(st.one_of(st.none(), st.sampled_from(BODIES))),
        at_least=low,
        at_most=high,
        without_count=low is None and high is None and draw(st.booleans()),
    )


@given(filters())
def test_a_filter_leaves_the_cases_that_a_loop_leaves(wanted):
    expected = sorted(case.id for case in CASES if by_hand(case, wanted))

    assert expected == LISTING.select(wanted, areas=AREAS)


def test_without_a_filter_every_case_is_there():
    assert sorted(case.id for case in CASES) == LISTING.select()


@given(st.integers(1, len(CASES) - 1), filters())
def test_a_listing_built_in_parts_is_that_of_the_whole(cut, wanted):
    parts = [Listing.of(some, population=POPULATION) for some in (CASES[:cut], CASES[cut:])]
    joined = Listing.joined(parts)

    assert LISTING.select(wanted, areas=AREAS) == joined.select(wanted, areas=AREAS)


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("LoGo 滋賀", ["shiga-chat-2021"]),
        ("ＬＯＧＯ\u3000滋賀", ["shiga-chat-2021"]),
        ("shiga-chat", ["shiga-chat-2021"]),
        ("generative", ["gunma-genai-2026", "omi-genai-2026"]),
        ("LoGo 北海道", []),
        (".*", []),
    ],
)
def test_all_words_have_to_stand_in_the_case_whatever_their_width(words, ids):
    assert ids == LISTING.select(CaseFilter(words=words))


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"at_least": -1}, "dashboard.filter_negative"),
        ({"at_least": 9, "at_most": 3}, "dashboard.filter_reversed"),
        ({"at_least": 1, "without_count": True}, "dashboard.filter_count_and_none"),
        ({"at_most": 0, "without_count": True}, "dashboard.filter_count_and_none"),
    ],
)
def test_a_filter_that_contradicts_itself_is_refused(fields, code):
    with pytest.raises(InvalidValue) as caught:
        CaseFilter(**fields)
    assert code == caught.value.code


def test_the_views_made_of_the_tables_are_those_made_of_the_cases():
    for view in (dashboard.by_prefecture, dashboard.by_kind, dashboard.by_area):
        assert view(CASES, population=POPULATION) == view(LISTING.tables, population=POPULATION)
    assert dashboard.shown_kinds(CASES) == dashboard.shown_kinds(LISTING.tables)
    assert dashboard.by_subsidy(CASES, {}) == dashboard.by_subsidy(LISTING.tables, {})


@pytest.mark.parametrize("body", ["352047", "252069", "131041"])
def test_the_nearest_cases_are_those_that_the_index_finds(body):
    index = procurement.CaseIndex.of(CASES).like(body, n=10)
    near = governments.similar(body, figures={"population": POPULATION}, n=2_000).nearest
    own = {one.case.id for one in index.own}
    found = [one for one in LISTING.nearest([str(one.government.code) for one in near], 20) if one not in own]

    assert [one.case.id for one in index.nearest] == found[:10]


@given(st.lists(st.sampled_from([case.id for case in CASES]), unique=True))
def test_a_list_made_of_the_frames_is_that_made_of_the_cases(ids):
    cases = {case.id: case for case in CASES}
    expected = dashboard.case_list([cases[one] for one in ids], population=POPULATION)

    assert expected == LISTING.view([*ids, "nope"], population=POPULATION)


CODES = [str(one.code) for one in governments.municipalities()]


@given(
    st.lists(st.sampled_from([*BODIES, *CODES[:200]]), max_size=120),
    st.integers(1, 30),
    st.one_of(st.none(), st.lists(st.sampled_from([case.id for case in CASES]), unique=True)),
)
def test_the_nearest_are_those_that_a_loop_over_the_bodies_finds(codes, n, among):
    found = {}
    for case in CASES:
        here = {str(p.code) for p in case.participations if p.code and not p.has_left}
        places = [place for place, code in enumerate(codes) if code in here]
        if places and (among is None or case.id in among):
            found[case.id] = places[0]
    expected = sorted(found, key=lambda one: (found[one], one))[:n]

    assert expected == LISTING.nearest(codes, n, among=among)


def test_the_states_name_each_kind_prefecture_and_status_that_a_case_has():
    expected = {
        (kind, str(code), case.status)
        for case in CASES
        for kind in kinds_of(case)
        for code in case.prefectures
    }

    assert expected == LISTING.states
