"""What the JSON of calls answers with. Null is unknown, never zero; who has not answered stands apart from who declined."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field

from chiho_digital.basics import LabelledEnum, Text
from chiho_digital.governments import Government
from chiho_digital.procurement.calls import BodyAnswer, Situation, WishCount
from chiho_digital.procurement.sharing import Share, Shares

from ..models import MOST_PAGES, TextOut
from .costs import METHODS, REMAINDERS, UNITS

__all__ = [
    "AnswerOut",
    "CallList",
    "CallOut",
    "ListedOut",
    "SharesOut",
    "SharesQuery",
    "SharingOut",
    "WishOut",
]


class _Out(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class NamedOut(_Out):
    """A value of a vocabulary with what it is called; or a body with its code."""

    value: str
    label: TextOut

    @classmethod
    def of(cls, value: str, label: Text) -> Self:
        """From the library's own."""
        return cls(value=value, label=TextOut.of(label))

    @classmethod
    def of_enum(cls, member: LabelledEnum) -> Self:
        """From a member of a closed vocabulary."""
        return cls.of(member.value, member.label)

    @classmethod
    def of_body(cls, body: Government) -> Self:
        """From a body: its code and its name."""
        return cls.of(str(body.code), body.title)


class ListedOut(_Out):
    """A call as the list shows it."""

    id: str
    title: str
    lead: NamedOut
    kind: NamedOut
    state: NamedOut
    deadline: date = Field(description="The last day for answers, in Japan.")
    invited: int = Field(description="How many bodies are invited.")


class CallQuery(BaseModel):
    """What the list of calls can be asked for; a blank is no filter."""

    prefecture: str = Field("", max_length=6, description="Code: calls of it or that invite a body in it.")
    kind: str = Field("", max_length=100, description="Id of the kind.")
    state: str = Field("", max_length=20, description="open, closed, case or abandoned.")
    page: int = Field(1, ge=1, le=MOST_PAGES)


class CallList(_Out):
    """A page of the list of calls."""

    total: int
    page: int
    calls: list[ListedOut]


class AnswerOut(_Out):
    """What an invited body has said; what it wrote with it is for the lead alone."""

    body: NamedOut
    answer: NamedOut
    since: date | None = Field(description="From when the answer counts; null where there is none yet.")
    late: bool

    @classmethod
    def of(cls, one: BodyAnswer) -> Self:
        """From the library's own."""
        answer = NamedOut.of_enum(one.answer)
        return cls(body=NamedOut.of_body(one.body), answer=answer, since=one.since, late=one.late)


class CallOut(ListedOut):
    """A call in full, as it stands today."""

    opened_on: date
    acting_for: str | None
    words: str | None
    estimates: list[dict[str, Any]] = Field(description="Records of the library (Estimate).")
    terms: list[dict[str, Any]] = Field(description="Records of the library (Terms).")
    counts: dict[str, int] = Field(description="Bodies by answer; no_answer is not decline.")
    answers: list[AnswerOut]

    @classmethod
    def of(cls, now: Situation, lead: Government) -> Self:
        """From the library's own."""
        call = now.call
        return cls(
            id=call.id,
            title=call.title,
            lead=NamedOut.of_body(lead),
            kind=NamedOut.of(call.kind, call.system_kind.label),
            state=NamedOut.of_enum(now.state),
            deadline=now.deadline,
            invited=len(now.answers),
            opened_on=call.opened_on,
            acting_for=call.acting_for,
            words=call.words,
            estimates=[one.model_dump(mode="json") for one in now.estimates],
            terms=[one.model_dump(mode="json") for one in now.terms],
            counts={answer.value: count for answer, count in now.counts.items()},
            answers=[AnswerOut.of(one) for one in now.answers],
        )


class SharesQuery(BaseModel):
    """What a simulation can be asked for; read as on the page, where a blank is not said."""

    total: str = Field("", max_length=40, description="Yen; without it, the estimate of the call.")
    scope: str = Field("", max_length=10, description="initial, annual or total: which terms of the call.")
    method: str = Field("", max_length=20, description=f"terms (those of the call), {', '.join(METHODS)}.")
    part: str = Field("", max_length=40, description="For mixed and prefecture: 1/2, 0.35.")
    twice: str = Field("", max_length=40, description="For diminishing: 1.5.")
    fixed: str = Field("", max_length=40, description="For fixed_first: yen.")
    usage: str = Field("", max_length=10_000, description="For usage: lines of a code and a number.")
    remainder: str = Field("", max_length=20, description=f"{', '.join(REMAINDERS)}.")
    unit: str = Field("", max_length=10, description=f"Of each share, in yen: {', '.join(UNITS)}.")
    direction: str = Field("", max_length=10, description="down, up or half_up.")
    consider: str = Field("", max_length=1, description="1: those who consider it take part too.")
    more: str = Field("", max_length=10_000, description="Codes or names of bodies that take part too.")


class ShareOut(_Out):
    """What one body would pay. yen: null is unknown.  remainder: what of it came from the remainder."""

    code: str
    name: str
    yen: int | None
    remainder: int | None
    how: list[TextOut] | None = Field(description="How it came about; null where there are many bodies.")

    @classmethod
    def of(cls, one: Share, *, explained: bool) -> Self:
        """From the library's own."""
        how = [TextOut(ja=line.to("ja"), en=line.to("en")) for line in one.lines] if explained else None
        return cls(code=one.sharer.code, name=one.sharer.name, yen=one.yen, remainder=one.given, how=how)


class SharesOut(_Out):
    """Shares of a total; they and what is kept add up to it."""

    total: int
    rule: TextOut
    rounding: TextOut
    remainder: TextOut
    left: int | None
    kept: int | None
    shares: list[ShareOut]
    unknown: list[TextOut]
    notes: list[TextOut]

    @classmethod
    def of(cls, shares: Shares, rule: Text, *, explained: bool) -> Self:
        """From the library's own. rule: in words.  explained: with how each share came about."""
        return cls(
            total=shares.total,
            rule=TextOut.of(rule),
            rounding=TextOut.of(shares.rounding.text),
            remainder=TextOut.of(shares.remainder.text),
            left=shares.left,
            kept=shares.kept,
            shares=[ShareOut.of(one, explained=explained) for one in shares.shares],
            unknown=[TextOut(ja=note.to("ja"), en=note.to("en")) for note in shares.unknown],
            notes=[TextOut(ja=note.to("ja"), en=note.to("en")) for note in shares.notes],
        )


class SharingOut(_Out):
    """A simulation. shares: of those who take part; null where nobody does or nothing is to be shared.  with_more: with those typed in too."""

    call: str
    shares: SharesOut | None
    with_more: SharesOut | None


class WishOut(_Out):
    """The municipalities that wish for a kind of system."""

    kind: NamedOut
    bodies: list[NamedOut]

    @classmethod
    def of(cls, count: WishCount) -> Self:
        """From the library's own."""
        return cls(
            kind=NamedOut.of(count.kind.id, count.kind.label),
            bodies=[NamedOut.of_body(body) for body in count.bodies],
        )
