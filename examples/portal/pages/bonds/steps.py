"""What has to be done before the body borrows: the procedure that the library finds from the figures that were typed."""

from __future__ import annotations

from attrs import frozen

from chiho_digital import bonds
from chiho_digital.basics import fold, parse_yen
from chiho_digital.rules import Decision, FactDefinition

from ...forms import Answers
from ...records import Place, read, record
from .answers import NOT_KNOWN, Case

__all__ = ["PROCEDURE_FIELDS", "PROCEDURE_LABELS", "TRUTHS", "Steps", "steps_of"]

_RATIOS = ("real_debt_service_ratio", "consolidated_deficit_ratio", "future_burden_ratio")
TRUTHS = {
    "permission_ground": bonds.ProcedureFacts.permission_ground.definition,
    "specified_public_money": bonds.ProcedureFacts.specified_public_money.definition,
    "own_enterprise": bonds.OtherMoneyFacts.own_enterprise.definition,
    "enterprise_shortage": bonds.ProcedureFacts.enterprise_with_shortage.definition,
    "distressed_enterprise": bonds.ProcedureFacts.distressed_enterprise.definition,
}
"""The questions to answer with yes or no, by their fields."""
PROCEDURE_FIELDS = (*_RATIOS, "real_deficit", *TRUTHS)
PROCEDURE_LABELS = {
    "real_debt_service_ratio": "borrow.real_debt_service_ratio",
    "real_deficit": "borrow.real_deficit",
    "consolidated_deficit_ratio": "borrow.consolidated_deficit_ratio",
    "future_burden_ratio": "borrow.future_burden_ratio",
}
_YES_NO = {"yes": True, "no": False}


@frozen
class Steps:
    """The procedure. missing: what could still settle it."""

    procedure: bonds.Procedure
    missing: tuple[FactDefinition, ...]

    @property
    def decisions(self) -> tuple[Decision[bonds.ProcedureFacts], ...]:
        """Whether permission is needed; unless it is, whether notification suffices."""
        one = self.procedure
        return (one.permission,) if one.permission.is_eligible else (one.permission, one.notification)


def steps_of(case: Case, answers: Answers) -> Steps | None:
    """The procedure; None where the year is not known, or something cannot be read, which `answers.errors` says."""
    figures: dict[str, object] = {
        name: fold(answers.text(name, 20) or "").removesuffix("%") or None for name in _RATIOS
    }
    figures["real_deficit"] = read(answers, "real_deficit", parse_yen)
    truths = {name: _YES_NO.get(answers.choice(name, {*_YES_NO, NOT_KNOWN}) or "") for name in TRUTHS}
    ground = truths.pop("permission_ground")
    indicators = record(
        bonds.FiscalIndicators, {**figures, "permission_ground": ground}, answers.errors, _field_of
    )
    wrong = any(name in answers.errors for name in PROCEDURE_FIELDS)
    if indicators is None or wrong or case.facts.fiscal_year is None:
        return None
    applicant = bonds.Applicant(body_kind=case.body_kind, indicators=indicators)
    found = bonds.procedure(applicant, case.facts.fiscal_year, **truths)
    definitions = bonds.ProcedureFacts.definitions
    return Steps(found, tuple(definitions[name] for name in found.missing))


def _field_of(place: Place) -> str:
    return str(place[-1])
