"""A call to join (共同調達の呼びかけ): its opening, and what has happened to it since, day by day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Self

from pydantic import AfterValidator, ConfigDict, Field, model_validator

from chiho_digital.basics import Note
from chiho_digital.governments import LocalGovernmentCode
from chiho_digital.systems import SystemKind, kind_of
from chiho_digital.systems.fields import Identifier, Words

from .estimates import Estimate
from .events import (
    Abandoned,
    Admitted,
    Answered,
    BecameCase,
    Closed,
    Corrected,
    Event,
    Events,
    Extended,
    Invited,
    LateReply,
)
from .fields import Kind, Record, kind_notes, raise_problems, titled
from .terms import StatedFigures, Terms
from .vocabulary import CALL_MOVES, Answer
from .wishes import Wish

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from chiho_digital.basics import PartialDate
    from chiho_digital.procurement.records import Amount, Case, Contract, Lot
    from chiho_digital.procurement.vocabulary import AmountScope
    from chiho_digital.tables import Link

    from .simulating import CallSimulation
    from .situations import Situation

__all__ = ["Call"]


def _by_code(codes: tuple[LocalGovernmentCode, ...]) -> tuple[LocalGovernmentCode, ...]:
    return tuple(sorted(codes))


class Call(Record):
    """A call of a lead body to buy a kind of system together (共同調達の呼びかけ). Strictly read-only; moves give a new call.

    The fields before `events` are its opening. lead: a prefecture or municipality.  acting_for: for whom it acts, where it
    is not for itself: a council, an association (words, since these have no code).
    kind: id of the kind of system; one that our file does not know stands as it was written.
    invited: prefectures and municipalities; a lead that would take part itself invites itself.
    deadline: the last day for answers.  estimates, terms: one for each scope at most.  figures: those that the terms read.
    wishes: those that the call answers.
    events: by day, those of one day in the order given.

    Raises:
        pydantic.ValidationError: what it says is not sound, or an event is not possible; all of it is named at once.
    """

    model_config: ClassVar[ConfigDict] = titled(
        "共同調達の呼びかけ", "代表団体が、ある種類のシステムの共同調達への参加を呼びかけたもの。"
    )

    id: Annotated[Identifier, Field(title="呼びかけID", description="一つに決まる英数字の名前。")]
    lead: Annotated[LocalGovernmentCode, Field(title="代表団体", description="呼びかける団体のコード。")]
    kind: Annotated[
        Kind,
        Field(title="システムの種類", description="システムの種類のID。対応表にない種類は書かれたまま。"),
    ]
    title: Annotated[Words, Field(title="件名", description="呼びかけの件名。")]
    invited: Annotated[
        tuple[LocalGovernmentCode, ...],
        Field(min_length=1, title="呼びかけ先", description="呼びかけ先の団体のコード。"),
        AfterValidator(_by_code),
    ]
    opened_on: Annotated[date, Field(title="呼びかけの日", description="呼びかけを始めた日。")]
    deadline: Annotated[date, Field(title="期限", description="初めの回答期限。その日を含む。")]
    acting_for: Annotated[
        Words | None,
        Field(
            title="代行する相手",
            description="代表団体が協議会・組合などのために呼びかけるとき、その名称。自らのときは null。",
        ),
    ] = None
    words: Annotated[Words | None, Field(title="内容", description="呼びかけの説明。ないときは null。")] = (
        None
    )
    estimates: Annotated[tuple[Estimate, ...], Field(title="見積り", description="範囲ごとに一つまで。")] = ()
    terms: Annotated[tuple[Terms, ...], Field(title="費用負担の案", description="範囲ごとに一つまで。")] = ()
    figures: Annotated[
        tuple[StatedFigures, ...],
        Field(title="数値", description="費用負担の案が用いる数値。名前ごとに一つまで。"),
    ] = ()
    wishes: Annotated[tuple[Wish, ...], Field(title="要望", description="この呼びかけが応える要望。")] = ()
    events: Annotated[Events, Field(title="出来事", description="呼びかけの後の出来事。日付の順。")] = ()

    @model_validator(mode="after")
    def _possible(self) -> Self:
        from .opening import problems_of_opening
        from .replay import replay

        raise_problems(problems_of_opening(self))
        raise_problems(replay(self, self.events).problems)
        return self

    @property
    def system_kind(self) -> SystemKind:
        """The kind of system it is about."""
        return kind_of(self.kind)

    @property
    def notes(self) -> tuple[Note, ...]:
        """That its kind is not known, with near names."""
        return kind_notes(self.kind)

    def as_of(self, day: date) -> Situation:
        """How it stood at the end of a day: state, deadline, terms, and what each invited body has said (ある日の状況).

        Raises:
            InvalidValue: it was not opened by then.
        """
        from .situations import situation_of

        return situation_of(self, day)

    def with_events(self, *events: Event) -> Self:
        """The call with further events, in any order: the answers of a file, say.

        Raises:
            InvalidValue: an event is not possible on its day; `ImpossibleMove` where the state does not allow it, and
                where the call has ended.
        """
        from .replay import replay

        state = replay(self, self.events).state
        if events and not CALL_MOVES.allowed(state):
            CALL_MOVES.after(state, events[0].move)  # which is refused
        every = tuple(sorted((*self.events, *events), key=lambda event: event.on))
        raise_problems(replay(self, every).problems)
        return self.model_copy(update={"events": every})

    def answer(
        self,
        body: str,
        answer: Answer | str,
        on: date,
        *,
        said_by: str | None = None,
        words: str | None = None,
    ) -> Self:
        """A body answers: join, consider or decline (回答). Until the deadline it may answer anew; the last answer counts.

        said_by: the body itself unless given; the lead, where it records what it was told.

        Raises:
            ImpossibleMove: the call is closed: `reply_late` keeps the reply apart.
            InvalidValue: the body was not invited or is gone (near ones are suggested), or answered on that day already.
            pydantic.ValidationError: no code, or no such answer.
        """
        fields = {"body": body, "answer": answer, "on": on, "said_by": said_by or body, "words": words}
        return self.with_events(Answered.model_validate(fields))

    def reply_late(
        self,
        body: str,
        answer: Answer | str,
        on: date,
        *,
        said_by: str | None = None,
        words: str | None = None,
    ) -> Self:
        """Keeps a reply that came after the deadline; it does not count until `admit` (期限後の回答の記録).

        Raises:
            ImpossibleMove: the call is open, or has ended.
            InvalidValue, pydantic.ValidationError: as `answer`.
        """
        fields = {"body": body, "answer": answer, "on": on, "said_by": said_by or body, "words": words}
        return self.with_events(LateReply.model_validate(fields))

    def admit(self, body: str, on: date, *, by: str, reason: str) -> Self:
        """The lead lets the late reply of a body count, from that day (期限後の回答の受入れ).

        Raises:
            ImpossibleMove: there is no late reply of it, or the call has ended.
            InvalidValue: another than the lead does it, or the body was not invited.
            pydantic.ValidationError: no code, or no reason.
        """
        return self._moved(Admitted, on, by, body=body, reason=reason)

    def invite(self, bodies: Iterable[str], on: date, *, by: str, reason: str) -> Self:
        """The lead invites further bodies (呼びかけ先の追加), say the successor of one that was merged.

        Raises:
            ImpossibleMove: the call is not open.
            InvalidValue: another than the lead does it; a body is invited already, or does not exist on that day.
            pydantic.ValidationError: no code, or no reason.
        """
        return self._moved(Invited, on, by, bodies=tuple(bodies), reason=reason)

    def correct(self, on: date, *contents: Estimate | Terms | StatedFigures, by: str, reason: str) -> Self:
        """The lead replaces estimates and terms, by scope, and figures, by name (内容の訂正).

        Raises:
            ImpossibleMove: the call has ended.
            InvalidValue: another than the lead does it; a scope or name stands there twice, or terms read figures that
                are not stated.
            pydantic.ValidationError: nothing is corrected, or no reason.
        """
        changes = {
            "estimates": tuple(one for one in contents if isinstance(one, Estimate)),
            "terms": tuple(one for one in contents if isinstance(one, Terms)),
            "figures": tuple(one for one in contents if isinstance(one, StatedFigures)),
        }
        return self._moved(Corrected, on, by, reason=reason, **changes)

    def extend(self, deadline: date, on: date, *, by: str, reason: str) -> Self:
        """The lead extends the deadline; a closed call is open again (期限の延長).

        Raises:
            ImpossibleMove: the call has ended.
            InvalidValue: another than the lead does it, or the deadline is not later.
            pydantic.ValidationError: no code, or no reason.
        """
        return self._moved(Extended, on, by, deadline=deadline, reason=reason)

    def close(self, on: date, *, by: str, reason: str) -> Self:
        """The lead closes the call before its deadline (締切り); the passing of the deadline needs no move.

        Raises:
            ImpossibleMove: it is closed already.
            InvalidValue: another than the lead does it.
            pydantic.ValidationError: no code, or no reason.
        """
        return self._moved(Closed, on, by, reason=reason)

    def become_case(self, case: str, on: date, *, by: str) -> Self:
        """The closed call becomes the case of an id (事例化); `to_case` builds it.

        Raises:
            ImpossibleMove: the call is not closed.
            InvalidValue: another than the lead does it; nobody joins, or a body that joins does not exist on that day.
            pydantic.ValidationError: no code, or no id.
        """
        return self._moved(BecameCase, on, by, case=case)

    def abandon(self, on: date, *, by: str, reason: str) -> Self:
        """The lead gives the call up (取りやめ).

        Raises:
            ImpossibleMove: it has ended already.
            InvalidValue: another than the lead does it.
            pydantic.ValidationError: no code, or no reason.
        """
        return self._moved(Abandoned, on, by, reason=reason)

    def _moved(self, event: type[Any], on: date, by: str, **fields: object) -> Self:
        return self.with_events(event.model_validate({"on": on, "by": by, **fields}))

    def simulate(
        self,
        on: date,
        scope: AmountScope | str,
        *,
        always: Iterable[Answer | str],
        may_join: Iterable[Answer | str],
    ) -> CallSimulation:
        """What each body pays for every set of joiners, by estimate and terms of a scope as of a day (負担の試算).

        always: bodies with these answers are in every set.  may_join: bodies with these are in some; at most 18.
        "If all who consider it join": `always=["join"], may_join=["consider"]`; "if only these five join":
        `always=[], may_join=list(Answer)`.

        Raises:
            InvalidValue: the call states no terms of the scope, or no estimate that these divide; an answer stands in both
                lists; nobody is left; too many are open; or the amounts do not fit the terms.
        """
        from .simulating import simulated

        return simulated(self.as_of(on), scope, always, may_join)

    def to_case(  # noqa: PLR0913 -- each is a fact of the case that the call does not know
        self,
        *,
        sources: Iterable[Link],
        amounts: Iterable[Amount] = (),
        joined: Mapping[str, PartialDate] | None = None,
        service_start: PartialDate | None = None,
        lots: Iterable[Lot] = (),
        contract: Contract | None = None,
    ) -> Case:
        """The case that the call became, with those who joined as its participants (事例への引継ぎ).

        amounts: those of contracts, which no estimate is; what is not stated stays unknown.
        joined: from when bodies take part, by code, where it is not from the day the call became a case.

        Raises:
            InvalidValue: the call has not become a case, or `joined` names a body that did not join (near ones are suggested).
        """
        from .becoming import case_of_call

        return case_of_call(
            self,
            sources=tuple(sources),
            amounts=tuple(amounts),
            joined=joined or {},
            service_start=service_start,
            lots=tuple(lots),
            contract=contract,
        )
