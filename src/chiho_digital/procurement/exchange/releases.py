"""From a case to its releases: one for the procurement, and one for each call-off under a framework agreement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from attrs import frozen

from chiho_digital.procurement.vocabulary import ContractForm
from chiho_digital.systems import kind_of

from .names import OWN, SYSTEM_KINDS
from .own_fields import own_fields, own_lot_fields, without_unknown
from .parties import Parties

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from chiho_digital.governments import CorporateNumber
    from chiho_digital.procurement.effects import Effect
    from chiho_digital.procurement.records import Case, Participation

    from .shares import CostShare

__all__ = ["TENDER_STATUS", "Publishing", "call_offs", "kind_item", "ocid_of", "release_of"]

TENDER_STATUS = {
    "tendering": "active",
    "selected": "complete",
    "awarded": "complete",
    "in_service": "complete",
    "completed": "complete",
}
"""What the standing of a case says about its tender; other words leave it open."""
_EACH_CONTRACTS = {ContractForm.JOINT_SELECTION, ContractForm.AGREEMENT_AMONG_PREFECTURES}


@frozen
class Publishing:
    """What all releases of a package share: the prefix of their ids, their date, and the corporate numbers known."""

    prefix: str
    date: str
    numbers: Mapping[str, CorporateNumber]


def ocid_of(case_id: str, prefix: str) -> str:
    """The ocid of a case; what may not stand in an address is escaped, and dots, which part off a call-off."""
    return f"{prefix}-{_escaped(case_id)}"


def _escaped(text: str) -> str:
    return quote(text, safe="", errors="surrogatepass").replace(".", "%2E")


def release_of(
    case: Case, publishing: Publishing, shares: Iterable[CostShare] = (), effects: Iterable[Effect] = ()
) -> dict[str, Any]:
    """The release of a case. It has no single `buyer`: who takes part are parties of that role."""
    parties = Parties(publishing.numbers)
    ocid = ocid_of(case.id, publishing.prefix)
    lead = parties.body("procuringEntity", case.lead, case.lead_code)
    awards = _awards(case, parties)
    own = own_fields(case, parties, shares, effects)
    contracts = _contracts(case, own)
    tender = {
        "id": ocid,
        "status": TENDER_STATUS.get(case.status or ""),
        "procuringEntity": lead,
        "items": [kind_item(place, words) for place, words in enumerate(case.kinds, 1)] or None,
        "procurementMethodDetails": case.contract.selection_method,
        "lots": [
            without_unknown({"id": str(place), "title": lot.name, **own_lot_fields(lot)})
            for place, lot in enumerate(case.lots, 1)
        ]
        or None,
    }
    tags = ["tender", *(["award"] if awards else []), *(["contract"] if contracts else [])]
    return without_unknown(
        {
            **_head(ocid, publishing, tags),
            "parties": list(parties.written.values()),
            "tender": without_unknown(tender),
            "awards": awards or None,
            "contracts": contracts or None,
            OWN: own,
        }
    )


def _head(ocid: str, publishing: Publishing, tags: list[str]) -> dict[str, Any]:
    return {
        "ocid": ocid,
        "id": f"{ocid}-{publishing.date[:10]}",
        "date": publishing.date,
        "tag": tags,
        "initiationType": "tender",
        "language": "ja",
    }


def kind_item(place: int, words: str) -> dict[str, Any]:
    """A kind of system as an item of the tender: the words of the case, and the id of the kind where it is known."""
    kind = kind_of(words)
    classification = {"scheme": SYSTEM_KINDS, "id": kind.id} if kind.known else None
    return without_unknown({"id": str(place), "description": words, "classification": classification})


def _awards(case: Case, parties: Parties) -> list[dict[str, Any]]:
    """One for each lot whose supplier is known; a lot without one has no award."""
    return [
        {
            "id": str(place),
            "relatedLots": [str(place)],
            "suppliers": [parties.supplier(lot.supplier)],
        }
        for place, lot in enumerate(case.lots, 1)
        if lot.supplier is not None
    ]


def _contracts(case: Case, own: dict[str, Any]) -> list[dict[str, Any]]:
    """Where each body contracts on its own: one for each that is named, if it is plain under which award."""
    single = len(case.lots) == 1 and case.lots[0].supplier is not None
    if case.contract.form not in _EACH_CONTRACTS or not single:
        return []
    return [
        {"id": str(place), "awardID": "1", "buyer": buyer}
        for place, buyer in enumerate(_buyers(own).values(), 1)
    ]


def _buyers(own: dict[str, Any]) -> dict[str, dict[str, str]]:
    """References to the bodies that take part, each once, by their id."""
    buyers: dict[str, dict[str, str]] = {}
    for one in own.get("participations", ()):
        party: dict[str, str] = one["party"]
        buyers.setdefault(party["id"], {name: words for name, words in party.items() if words})
    return buyers


def call_offs(case: Case, publishing: Publishing) -> list[dict[str, Any]]:
    """The second stage of a framework agreement: a release for each named body, linked to that of the case.

    There is none while the tender of the framework is open.
    """
    if case.contract.form is not ContractForm.FRAMEWORK_AND_USAGE or case.status == "tendering":
        return []
    bodies: dict[str, Participation] = {}
    for one in case.participations:
        bodies.setdefault(one.key, one)
    return [_call_off(case, publishing, body) for body in bodies.values()]


def _call_off(case: Case, publishing: Publishing, body: Participation) -> dict[str, Any]:
    framework = ocid_of(case.id, publishing.prefix)
    ocid = f"{framework}.{_escaped(body.key)}"
    parties = Parties(publishing.numbers)
    buyer = parties.body("buyer", body.name, body.code)
    supplier = case.lots[0].supplier if len(case.lots) == 1 else None
    award = {"id": "1", "suppliers": None if supplier is None else [parties.supplier(supplier)]}
    return {
        **_head(ocid, publishing, ["award", "contract"]),
        "parties": list(parties.written.values()),
        "buyer": buyer,
        "tender": {"id": ocid},
        "awards": [without_unknown(award)],
        "contracts": [{"id": "1", "awardID": "1"}],
        "relatedProcesses": [
            {"id": "1", "relationship": ["framework"], "scheme": "ocid", "identifier": framework}
        ],
    }
