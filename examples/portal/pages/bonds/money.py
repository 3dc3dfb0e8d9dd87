"""How the project would be paid: the funding and the repayment that the library reckons from what was typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from chiho_digital import bonds
from chiho_digital.basics import FiscalYear, InvalidValue, LabelledEnum, Text, exact_ratio
from chiho_digital.rules import Figure, Unknown

from ...forms import Answers
from ...records import Place, body_named, read, record, told, yen_of
from .answers import NOT_KNOWN, Case

__all__ = [
    "COST_FIELDS",
    "KNOWN_YEAR",
    "LABELS",
    "PARTS",
    "REPAYMENT_FIELDS",
    "funding_of",
    "repayment_of",
    "term",
]

COST_FIELDS = (
    "cost",
    "grants",
    "other_revenue",
    "receives",
    "standard_need",
    "standard_revenue",
    "joint_with",
    "cost_scope",
    "tax_basis",
    "as_in_2025",
    "deduct_first",
)
REPAYMENT_FIELDS = ("rate", "years", "method", "grace")
LABELS = {
    "cost": "borrow.cost",
    "grants": "borrow.grants",
    "other_revenue": "borrow.other_revenue",
    "receives": "borrow.receives",
    "standard_need": "borrow.standard_need",
    "standard_revenue": "borrow.standard_revenue",
    "joint_with": "borrow.joint_with",
    "cost_scope": "borrow.cost_scope",
    "tax_basis": "borrow.tax_basis",
    "rate": "borrow.rate",
    "years": "borrow.years",
    "method": "borrow.method",
    "grace": "borrow.grace",
}
PARTS = ("bond_ceiling", "grants", "other_revenue", "general_funds")
"""What the cost is paid from; together they are the cost."""
_FIGURES = ("bond_financing_ratio", "allocation_tax_support_ratio")
KNOWN_YEAR = FiscalYear(2025)
"""The year of which ratios and term are known."""
_MOST_BODIES = 50
_YES_NO = {"yes": True, "no": False}
_PLACES = {
    "receives_allocation_tax": "receives",
    "amount": "cost",
    "expenses": "cost",
}
_THIS = Text("この事業", "this project")


def funding_of(case: Case, answers: Answers) -> bonds.Funding | None:
    """The funding; None where no cost is typed, or something cannot be read, which `answers.errors` then says."""
    values = {name: yen_of(answers, name) for name in ("cost", "grants", "other_revenue")}
    applicant = {
        "body": _code(case),
        "body_kind": case.body_kind,
        "receives_allocation_tax": _YES_NO.get(answers.choice("receives", {*_YES_NO, NOT_KNOWN}) or ""),
        "standard_need": yen_of(answers, "standard_need"),
        "standard_revenue": yen_of(answers, "standard_revenue"),
    }
    bases = {
        "cost_scope": _member(answers, "cost_scope", bonds.CostScope),
        "tax_basis": _member(answers, "tax_basis", bonds.TaxBasis),
    }
    partners = _partners(case, answers)
    if values["cost"] is None or _wrong(answers, COST_FIELDS):
        return None
    facts = case.facts.known()
    own = {name: facts.get(name) for name in ("carried_out_by", "specified_collection", "standardisation")}
    about = {name: facts.get(name) for name in bonds.ProjectFacts.definitions if name != "jointly_procured"}
    name = case.name or _THIS.ja
    project = record(
        bonds.Project,
        {
            **about,
            **values,
            **bases,
            "name": name,
            "body": _code(case),
            "joint_with": partners,
            "expenses": [{"name": name, "amount": values["cost"], **own}],
        },
        answers.errors,
        _field_of,
    )
    body = record(bonds.Applicant, applicant, answers.errors, _field_of)
    if project is None or body is None:
        return None
    try:
        return bonds.funding(
            project,
            body,
            assume=dict.fromkeys(_FIGURES, KNOWN_YEAR.year) if answers.given("as_in_2025") else None,
            stacking="deduct_first" if answers.given("deduct_first") else None,
        )
    except InvalidValue as error:
        answers.errors["cost"] = told(error)
        return None


def repayment_of(paid: bonds.Funding, answers: Answers) -> bonds.Schedule | None:
    """The schedule of the bond; None where there is none to repay, no rate is typed, or something cannot be read."""
    rate = read(answers, "rate", exact_ratio)
    years, grace = answers.number("years", 100), answers.number("grace", 99)
    method = _member(answers, "method", bonds.RepaymentMethod)
    bond = paid.bond_ceiling
    if rate is None or isinstance(bond, Unknown) or not bond or _wrong(answers, REPAYMENT_FIELDS):
        return None
    try:
        return bonds.schedule(
            bond,
            rate / 100,  # it is typed in percent
            years=years or 1,
            method=method or bonds.RepaymentMethod.EQUAL_PRINCIPAL,
            grace_years=grace or 0,
        )
    except InvalidValue as error:
        answers.errors["rate" if "annual_rate" in error.path else "grace"] = told(error)
        return None


def term() -> Figure | Unknown:
    """The term of repayment that was read, which is that of FY2025."""
    return bonds.PARAMETERS["repayment_term"].at(KNOWN_YEAR)


def _partners(case: Case, answers: Answers) -> list[str] | None:
    """The bodies it is bought together with; None is unknown."""
    if case.facts.jointly_procured is False:
        return []
    named = answers.text("joint_with", 1_000)
    if not named or not case.facts.jointly_procured:
        return None
    parts = [
        part
        for part in named.replace("、", ",").replace("，", ",").replace("\n", ",").split(",")
        if part.strip()
    ]
    if len(parts) > _MOST_BODIES:
        answers.errors["joint_with"] = "errors.text"
        return None
    one = Answers({"joint_with": ""}, answers.errors)
    codes: list[str] = []
    for part in parts:
        one.fields = {"joint_with": part}
        if (body := read(one, "joint_with", body_named)) is not None:
            codes.append(str(body.code))
    return codes


def _code(case: Case) -> str | None:
    return None if case.body is None else str(case.body.code)


def _member(answers: Answers, name: str, kind: type[LabelledEnum]) -> Any:
    """A member of a vocabulary; None where it is blank or not known."""
    value = answers.choice(name, {*(member.value for member in kind), NOT_KNOWN})
    return None if value in {None, NOT_KNOWN} else kind(value)


def _wrong(answers: Answers, names: Sequence[str]) -> bool:
    return any(name in answers.errors for name in names)


def _field_of(place: Place) -> str:
    names = [part for part in place if isinstance(part, str)]
    last = names[-1] if names else "cost"
    last = _PLACES.get(last, last)
    return last if last in COST_FIELDS else "cost"
