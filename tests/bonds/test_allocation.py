"""What a bond brings in allocation tax: known for some bodies, unknown and never zero for the others."""

import pytest
from funded import METROPOLIS, RECIPIENT, RICH, WARD, codes, paid, why

from chiho_digital.bonds import Applicant, BodyKind


@pytest.mark.parametrize(
    ("need", "revenue", "cash"),
    [
        (10**9, 10**9, 4_500_000),
        (10**9, 10**9 + 1, 4_499_999),
        (10**9, 10**9 + 4_499_999, 1),
        (10**9, 10**9 + 4_500_000, 0),
        (10**9, 2 * 10**9, 0),
        (0, 0, 4_500_000),
    ],
)
@pytest.mark.parametrize("receives", [False, None])
def test_a_body_short_of_need_gains_only_what_reaches_above_its_revenue(need, revenue, cash, receives):
    got = paid(
        applicant=Applicant(receives_allocation_tax=receives, standard_need=need, standard_revenue=revenue)
    )

    assert (4_500_000, cash, 10_000_000 - cash) == (got.need_increase, got.cash_effect, got.net_burden)
    assert {"bonds.one_year_of_need", "bonds.no_proportional_cut"} <= codes(got.assumptions)


def test_a_body_whose_need_exceeds_its_revenue_gains_all():
    assert 4_500_000 == paid(applicant=Applicant(standard_need=2, standard_revenue=1)).cash_effect


@pytest.mark.parametrize(
    ("applicant", "code"),
    [
        (None, "bonds.recipient_not_stated"),
        (Applicant(), "bonds.recipient_not_stated"),
        (Applicant(standard_need=1), "bonds.recipient_not_stated"),
        (Applicant(receives_allocation_tax=False), "bonds.cash_needs_figures"),
        (Applicant(receives_allocation_tax=False, standard_revenue=1), "bonds.cash_needs_figures"),
        (
            Applicant(receives_allocation_tax=True, standard_need=1, standard_revenue=1),
            "bonds.status_against_figures",
        ),
        (
            Applicant(receives_allocation_tax=False, standard_need=2, standard_revenue=1),
            "bonds.status_against_figures",
        ),
        (Applicant(body=WARD, receives_allocation_tax=True), "bonds.wards_computed_together"),
        (
            Applicant(body_kind=BodyKind.SPECIAL_WARD, standard_need=2, standard_revenue=1),
            "bonds.wards_computed_together",
        ),
        (Applicant(body=METROPOLIS, receives_allocation_tax=False), "bonds.wards_computed_together"),
        (
            Applicant(body_kind=BodyKind.ASSOCIATION, receives_allocation_tax=True),
            "bonds.need_of_an_association",
        ),
    ],
)
def test_cash_that_cannot_be_reckoned_is_unknown_and_never_zero(applicant, code):
    got = paid(applicant=applicant)

    assert 4_500_000 == got.need_increase
    assert code == why(got.cash_effect) == why(got.net_burden)
    assert "bonds.no_proportional_cut" not in codes(got.assumptions)


def test_a_ward_is_known_by_the_project_too():
    assert "bonds.wards_computed_together" == why(paid(body=WARD).cash_effect)
    assert "bonds.wards_computed_together" == why(paid(applicant=None, body=METROPOLIS).cash_effect)


def test_without_a_bond_there_is_no_cash_whoever_borrows():
    for applicant in (None, Applicant(body=WARD), RECIPIENT, RICH, Applicant(receives_allocation_tax=False)):
        assert (0, 111_111) == (paid(111_111, applicant).cash_effect, paid(111_111, applicant).net_burden)
