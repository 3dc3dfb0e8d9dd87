"""Our own field of a release, read: what it says of the case, its cost shares and its effects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import frozen
from pydantic import ValidationError

from chiho_digital.basics import Grade, InvalidValue, PartialDate, Period
from chiho_digital.procurement.effects import Effect, Exactness, Measure
from chiho_digital.procurement.records import Amount, Participation
from chiho_digital.procurement.vocabulary import (
    AmountScope,
    BodyType,
    ContractForm,
    LegalForm,
    TaxBasis,
    UnknownReason,
)
from chiho_digital.tables import Link, Stated

from .own_fields import TEXT_FIELDS
from .shares import CostShare

if TYPE_CHECKING:
    from .nodes import Node
    from .party_reading import Organisations

__all__ = ["OwnFields", "read_own"]


@frozen
class OwnFields:
    """What our field says. case: fields of the case by name; form, words: of its contract."""

    case: dict[str, Any]
    form: ContractForm | None
    words: str | None
    shares: tuple[CostShare, ...]
    effects: tuple[Effect, ...]


def read_own(node: Node, organisations: Organisations) -> OwnFields:
    """What our field says; whatever is wrong in it is an error."""
    case_id = node.text("caseId")
    for field in ("caseId", "grade"):
        node.require(field)
    fields = {
        "id": case_id,
        "prefectures": node.codes("prefectures"),
        "legal_form": node.word("legalForm", LegalForm),
        "municipal_count": node.count("municipalCount"),
        "participations": _participations(node, organisations),
        "unresolved": node.texts("unresolvedParticipants"),
        "unnamed": node.count("unnamedCount"),
        "names_as_of": node.day("namesAsOf"),
        "observed": _stated(node.node("observed")),
        "service_start": _stated(node.node("serviceStart")),
        "amounts": tuple(_amount(amount) for amount in node.nodes("amounts")),
        **{field: node.text(written) for field, written in TEXT_FIELDS.items()},
        "grade": node.word("grade", Grade),
        "sources": tuple(_link(source) for source in node.nodes("sources")),
    }
    return OwnFields(
        fields,
        node.word("contractForm", ContractForm),
        node.text("contractDescription"),
        _shares(node, case_id, organisations),
        _effects(node, case_id),
    )


def _participations(node: Node, organisations: Organisations) -> tuple[Participation, ...]:
    result: list[Participation] = []
    for one in node.nodes("participations"):
        for field in ("party", "bodyType"):
            one.require(field)
        party = one.node("party")
        name, organisation = organisations.reference(party, "buyer", exact=True) if party else ("", None)
        fields = {
            "name": name,
            "code": organisation.code if organisation else None,
            "body_type": one.word("bodyType", BodyType),
            "joined": one.day("joined"),
            "left": one.day("left"),
            "has_left": one.flag("hasLeft") or False,
            "remark": one.text("remark"),
        }
        if organisation is not None and fields["body_type"] is not None:
            try:
                result.append(Participation.model_validate(fields))
            except ValidationError as error:
                one.found.invalid(one.path, error)
    return tuple(result)


def _stated(node: Node | None) -> Stated[PartialDate] | None:
    if node is None:
        return None
    node.require("text")
    return Stated(node.text("text") or "", node.day("date"), node.text("remark"))


def _amount(node: Node) -> Amount:
    for field in ("scope", "taxBasis"):
        node.require(field)
    period, source = node.node("period"), node.node("source")
    return Amount(
        scope=node.word("scope", AmountScope) or AmountScope.TOTAL,  # without it the release is not used
        yen=node.yen("value"),
        tax_basis=node.word("taxBasis", TaxBasis) or TaxBasis.UNKNOWN,
        unknown=node.word("unknownReason", UnknownReason),
        period=_span(period) if period else None,
        source=_link(source) if source else None,
    )


def _span(node: Node) -> Period | None:
    start, end = node.exact_day("start"), node.exact_day("end")
    try:
        return Period(start, end)
    except InvalidValue as error:
        node.found.refused(node.path, error, node.gravity)
        return None


def _link(node: Node) -> Link:
    node.require("url")
    return Link(node.text("url") or "", node.text("remark"))


def _shares(node: Node, case_id: str | None, organisations: Organisations) -> tuple[CostShare, ...]:
    result: list[CostShare] = []
    for one in node.nodes("costShares"):
        one.require("party")
        party, amount = one.node("party"), _amount(one)
        body = organisations.bearer(party) if party else None
        if body is not None:
            result.append(CostShare(case=case_id or "", body=body, amount=amount))
    return tuple(result)


def _effects(node: Node, case_id: str | None) -> tuple[Effect, ...]:
    result: list[Effect] = []
    for one in node.nodes("effects"):
        one.require("grade")
        before = one.found.errors
        source = one.node("source")
        fields = {
            "case": case_id,
            "measure": one.word("measure", Measure),
            "what": one.text("what"),
            "saved": one.whole("saved"),
            "before": one.count("before"),
            "after": one.count("after"),
            "exactness": one.word("exactness", Exactness),
            "expected": one.flag("expected"),
            "tax_basis": one.word("taxBasis", TaxBasis) or TaxBasis.UNKNOWN,
            "bodies": one.count("bodies"),
            "since": one.day("since"),
            "until": one.day("until"),
            "said_by": one.text("saidBy"),
            "words": one.text("words"),
            "source": _link(source) if source else None,
            "grade": one.word("grade", Grade),
        }
        if one.found.errors == before:
            try:
                result.append(Effect.model_validate(fields))
            except ValidationError as error:
                one.found.invalid(one.path, error)
    return tuple(result)
