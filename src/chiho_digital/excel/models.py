"""The row models of the library by short names, as a person asks for them."""

from __future__ import annotations

from difflib import get_close_matches
from importlib import import_module
from typing import TYPE_CHECKING

from chiho_digital.basics import InvalidValue

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chiho_digital.tables import RowModel

__all__ = ["MODELS", "model_of"]

MODELS: Mapping[str, str] = {
    "procurement": "procurement:CaseRow",
    "participations": "procurement:ParticipationRow",
    "amounts": "procurement:AmountRow",
    "answers": "procurement.calls:AnswerRow",
    "wishes": "procurement.calls:WishRow",
    "software": "systems:SoftwareRow",
    "offerings": "systems:OfferingRow",
    "staff": "talent:StaffRow",
    "needs": "talent:NeedRow",
    "assignments": "talent:AssignmentRow",
    "results": "talent:ResultRow",
    "costs": "talent:CostRow",
    "indices": "talent:IndexRow",
    "candidates": "commonization:CandidateRow",
}
"""The row models of the library (行モデルの一覧): short name, and the room and class behind it."""


def model_of(model: type[RowModel] | str) -> type[RowModel]:
    """A row model, given itself or by its short name.

    Raises:
        InvalidValue: there is no such name.
    """
    if not isinstance(model, str):
        return model
    if model not in MODELS:
        near = get_close_matches(model[:40], MODELS, n=1)
        raise InvalidValue(
            "excel.no_model", value=model, names=tuple(MODELS), suggestion=near[0] if near else None
        )
    room, _, name = MODELS[model].partition(":")
    found: type[RowModel] = getattr(import_module(f"chiho_digital.{room}"), name)
    return found
