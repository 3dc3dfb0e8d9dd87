"""Projects and bodies that the tests of costs, funding and totals share."""

from hypothesis import strategies as st

from chiho_digital.basics import MAX_YEN
from chiho_digital.bonds import (
    Acquisition,
    Applicant,
    BodyKind,
    Carrier,
    Expense,
    Project,
    ProjectKind,
    Purpose,
    RegionalIssue,
    Use,
    funding,
)
from chiho_digital.rules import Unknown

RECIPIENT = Applicant(receives_allocation_tax=True)
RICH = Applicant(receives_allocation_tax=False, standard_need=10**10, standard_revenue=2 * 10**10)
FAR = Applicant(standard_need=10**12, standard_revenue=10**12 + 10**9)
ASSUME = {"bond_financing_ratio": 2025, "allocation_tax_support_ratio": 2025}
AMOUNTS = (
    "cost",
    "eligible_cost",
    "grants",
    "other_revenue",
    "base",
    "bond_ceiling",
    "general_funds",
    "need_increase",
    "cash_effect",
    "net_burden",
)
WARD = "131016"
METROPOLIS = "130001"
CITY = "352047"

yen = st.integers(0, MAX_YEN)
small_yen = st.integers(0, 3_000_000)
applicants = st.builds(
    Applicant,
    receives_allocation_tax=st.sampled_from([True, False, None]),
    standard_need=st.none() | small_yen,
    standard_revenue=st.none() | small_yen,
)


def project(cost=10_000_000, year=2025, **content):
    return Project(
        **{"name": "窓口", "fiscal_year": year, "cost": cost, "grants": 0, "other_revenue": 0, **content}
    )


def paid(cost=10_000_000, applicant=RECIPIENT, **content):
    return funding(project(cost, **content), applicant, eligible_cost=cost)


def resident_system(**content):
    """A project that the rules find eligible."""
    facts = {
        "name": "申請システム",
        "fiscal_year": 2025,
        "body_kind": BodyKind.MUNICIPALITY,
        "under_plan": True,
        "purpose": Purpose.RESIDENT_CONVENIENCE,
        "kind": ProjectKind.SYSTEM,
        "related": False,
        "use": Use.RESIDENT_SERVICE,
        "acquisition": Acquisition.INTRODUCE,
        "joint_with": (),
        "cybersecurity": False,
        "regional_issue": RegionalIssue.NONE,
        "commonization_candidate": False,
        "grants": 0,
        "other_revenue": 0,
    }
    return Project(**{**facts, **content})


def expense(name, amount, **content):
    return Expense(
        **{"name": name, "amount": amount, "carried_out_by": Carrier.OWN, "standardisation": False, **content}
    )


BUILD = expense("構築", 8_000_000)
RUN = expense("保守", 1_500_000, category=Acquisition.OPERATE)
AID = expense("負担金", 500_000, carried_out_by=None)


def why(amount):
    assert isinstance(amount, Unknown)
    for lang in ("ja", "en"):
        assert amount.reason.to(lang)
    return amount.reason.code


def codes(notes):
    return {note.code for note in notes}
