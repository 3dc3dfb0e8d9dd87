"""Our own field of a release: everything of a case that OCDS has no place for. Written here, read in `own_reading`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic.alias_generators import to_camel

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chiho_digital.basics import PartialDate, Period
    from chiho_digital.procurement.effects import Effect
    from chiho_digital.procurement.records import Amount, Case, Lot
    from chiho_digital.tables import Link, Stated

    from .parties import Parties
    from .shares import CostShare

__all__ = ["LOT_FIELDS", "TEXT_FIELDS", "own_fields", "own_lot_fields", "without_unknown"]

TEXT_FIELDS = {
    "lead_words": "leadDescription",
    "cost_note": "costNote",
    "cost_sharing": "costSharing",
    "saving_note": "savingNote",
    "status": "status",
    "status_remark": "statusRemark",
    "confidence": "confidence",
    "source_kind": "sourceKind",
    "notes": "notes",
}
"""Fields of a case that are texts, and what they are called in our field."""
LOT_FIELDS = ("product", "developer", "remark")
"""Fields of a lot that we add to those of the lots extension."""


def own_fields(
    case: Case, parties: Parties, shares: Iterable[CostShare], effects: Iterable[Effect]
) -> dict[str, Any]:
    """Our field of the release of a case. What is not known is left out."""
    participations = [
        without_unknown(
            {
                "party": {**parties.body("buyer", one.name, one.code), "name": one.name},
                "bodyType": one.body_type.value,
                "joined": _day(one.joined),
                "left": _day(one.left),
                "hasLeft": one.has_left or None,
                "remark": one.remark,
            }
        )
        for one in case.participations
    ]
    return without_unknown(
        {
            "caseId": case.id,
            "prefectures": [str(code) for code in case.prefectures] or None,
            "legalForm": None if case.legal_form is None else case.legal_form.value,
            "municipalCount": case.municipal_count,
            "participations": participations or None,
            "unresolvedParticipants": list(case.unresolved) or None,
            "unnamedCount": case.unnamed,
            "namesAsOf": _day(case.names_as_of),
            "observed": _stated(case.observed),
            "serviceStart": _stated(case.service_start),
            "contractForm": None if case.contract.form is None else case.contract.form.value,
            "contractDescription": case.contract.words,
            "amounts": [_amount(amount) for amount in case.amounts] or None,
            **{written: getattr(case, field) for field, written in TEXT_FIELDS.items()},
            "grade": case.grade.value,
            "sources": [_link(link) for link in case.sources] or None,
            "costShares": [{"party": parties.bearer(share.body), **_amount(share.amount)} for share in shares]
            or None,
            "effects": [_effect(effect) for effect in effects] or None,
        }
    )


def own_lot_fields(lot: Lot) -> dict[str, str | None]:
    """What we add to a lot."""
    return {name: getattr(lot, name) for name in LOT_FIELDS}


def without_unknown(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields that are known: what is unknown is left out, not written as null, 0 or an empty text."""
    return {name: value for name, value in fields.items() if value is not None}


def _day(day: PartialDate | None) -> str | None:
    return None if day is None else str(day)


def _stated(stated: Stated[PartialDate] | None) -> dict[str, Any] | None:
    if stated is None:
        return None
    return without_unknown({"text": stated.text, "date": _day(stated.value), "remark": stated.remark})


def _amount(amount: Amount) -> dict[str, Any]:
    value = None if amount.yen is None else {"amount": amount.yen, "currency": "JPY"}
    fields = {
        "scope": amount.scope.value,
        "value": value,
        "taxBasis": amount.tax_basis.value,
        "unknownReason": None if amount.unknown is None else amount.unknown.value,
        "period": None if amount.period is None else _span(amount.period),
        "source": None if amount.source is None else _link(amount.source),
    }
    return without_unknown(fields)


def _span(span: Period) -> dict[str, str]:
    start, end = span.start, span.end
    return without_unknown({"start": start and start.isoformat(), "end": end and end.isoformat()})


def _effect(effect: Effect) -> dict[str, Any]:
    said = effect.model_dump(mode="json", exclude={"case", "source"}, exclude_none=True)
    fields = {to_camel(name): value for name, value in said.items()}
    return fields if effect.source is None else {**fields, "source": _link(effect.source)}


def _link(link: Link) -> dict[str, Any]:
    return without_unknown({"url": link.url, "remark": link.remark})
