"""The cost of a project by what the rules find: every yen in one of three sums."""

from funded import AID, BUILD, RUN, expense, resident_system, small_yen, why
from hypothesis import given
from hypothesis import strategies as st

from chiho_digital.bonds import Acquisition, Carrier, Project, cost_split
from chiho_digital.rules import Outcome


def test_each_expense_is_decided_and_the_sums_add_up_to_the_cost():
    split = cost_split(resident_system(expenses=(BUILD, RUN, AID)))

    assert [Outcome.ELIGIBLE, Outcome.INELIGIBLE, Outcome.UNDETERMINED] == [
        part.decision.outcome for part in split.parts
    ]
    assert (8_000_000, 1_500_000, 500_000) == (split.eligible, split.ineligible, split.undetermined)
    assert 10_000_000 == split.cost


def test_what_the_expenses_do_not_cover_is_undetermined():
    split = cost_split(resident_system(cost=9_000_000, expenses=(BUILD,)))

    assert (8_000_000, 0, 1_000_000) == (split.eligible, split.ineligible, split.undetermined)
    assert split.parts[-1].expense is None


def test_a_cost_without_expenses_is_undetermined_as_one():
    split = cost_split(resident_system(cost=9_000_000))

    assert (0, 0, 9_000_000) == (split.eligible, split.ineligible, split.undetermined)


def test_the_cost_of_an_ineligible_project_is_ineligible():
    for expenses in (None, (expense("構築", 1),)):
        split = cost_split(resident_system(cost=9_000_000, fiscal_year=2030, expenses=expenses))

        assert (0, 9_000_000, 0) == (split.eligible, split.ineligible, split.undetermined)


def test_the_rest_of_a_cost_may_be_acquired_in_another_way_than_the_project():
    build = expense("改修", 1_000_000, category=Acquisition.MODIFY)
    split = cost_split(resident_system(acquisition=Acquisition.OPERATE, cost=3_000_000, expenses=(build,)))

    assert (1_000_000, 0, 2_000_000) == (split.eligible, split.ineligible, split.undetermined)


def test_a_project_with_an_empty_list_of_expenses_costs_nothing():
    split = cost_split(resident_system(expenses=()))

    assert (0, 0, 0, 0) == (split.cost, split.eligible, split.ineligible, split.undetermined)


def test_a_cost_that_is_not_stated_is_unknown():
    split = cost_split(Project(name="窓口"))

    assert "bonds.cost_not_stated" == why(split.cost) == why(split.undetermined)
    assert (0, 0) == (split.eligible, split.ineligible)


@given(
    amounts=st.lists(
        st.tuples(small_yen, st.sampled_from(Acquisition), st.sampled_from(Carrier)), max_size=5
    ),
    rest=small_yen,
    year=st.integers(2024, 2030),
)
def test_the_three_sums_always_add_up_to_the_cost(amounts, rest, year):
    expenses = tuple(
        expense("x", amount, category=category, carried_out_by=carrier)
        for amount, category, carrier in amounts
        if category is not Acquisition.LEASE
    )
    total = sum(part.amount for part in expenses) + rest
    split = cost_split(
        resident_system(fiscal_year=year, cost=total, expenses=expenses, acquisition=Acquisition.INTRODUCE)
    )

    assert total == split.cost == split.eligible + split.ineligible + split.undetermined
