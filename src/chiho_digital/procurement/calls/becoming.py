"""A call becomes a case (事例化): those who joined are its participants; what nobody stated stays unknown."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from chiho_digital.basics import Grade, InvalidValue, PartialDate, Precision
from chiho_digital.procurement.records import Case, Contract, Lot, Participation
from chiho_digital.procurement.vocabulary import BodyType
from chiho_digital.tables import Stated

from .bodies import last_known, named
from .events import BecameCase
from .vocabulary import Answer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chiho_digital.governments import Government
    from chiho_digital.procurement.records import Amount
    from chiho_digital.tables import Link

    from .records import Call

__all__ = ["case_of_call"]


def case_of_call(  # noqa: PLR0913 -- each is a fact of the case that the call does not know
    call: Call,
    *,
    sources: tuple[Link, ...],
    amounts: tuple[Amount, ...],
    joined: Mapping[str, PartialDate],
    service_start: PartialDate | None,
    lots: tuple[Lot, ...],
    contract: Contract | None,
) -> Case:
    """The case that a call became.

    Raises:
        InvalidValue: as `Call.to_case`.
    """
    event = next((event for event in call.events if isinstance(event, BecameCase)), None)
    if event is None:
        raise InvalidValue("procurement.call_no_case", value=call.id)
    bodies = [one.body for one in call.as_of(event.on).of(Answer.JOIN)]
    codes = [str(body.code) for body in bodies]
    for code in joined:
        if code not in codes:
            near = tuple(named(bodies[codes.index(one)]) for one in get_close_matches(code, codes)) or None
            raise InvalidValue("procurement.call_not_joined", value=code, suggestion=near)
    day = PartialDate(event.on, Precision.DAY)
    lead = last_known(call.lead, event.on, call.opened_on)
    municipal = sum(1 for body in bodies if body.kind.is_municipality)
    return Case(
        id=event.case,
        prefectures=tuple(sorted({body.prefecture.code for body in (lead, *bodies)})),
        lead=lead.full_name,
        lead_code=lead.code,
        lead_words=call.acting_for,
        legal_form=None,
        kinds=(call.kind,),
        municipal_count=municipal,
        participations=tuple(_participation(body, joined.get(body.code, day)) for body in bodies),
        unresolved=(),
        unnamed=None,
        names_as_of=None,
        observed=Stated(str(day), day),
        service_start=None if service_start is None else Stated(str(service_start), service_start),
        lots=lots or (Lot(),),
        contract=contract or Contract(form=None, words=None, selection_method=None),
        amounts=amounts,
        cost_note=None,
        cost_sharing=None,
        saving_note=None,
        status=None,
        status_remark=None,
        grade=Grade.PRIMARY,
        confidence=None,
        source_kind=None,
        sources=sources,
        notes=None,
    )


def _participation(body: Government, joined: PartialDate) -> Participation:
    body_type = BodyType.MUNICIPALITY if body.kind.is_municipality else BodyType.PREFECTURE
    return Participation(name=body.name, code=body.code, body_type=body_type, joined=joined)
