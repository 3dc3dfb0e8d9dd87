"""What the portal keeps of calls: each opening and every event, in the order in which they came; nothing is written over.

Of the answers of a body on one day the last one stands in the call; the earlier ones stay in the store.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone
from typing import Any

from attrs import frozen
from fastapi import HTTPException
from pydantic import ValidationError

from chiho_digital.basics import InvalidValue
from chiho_digital.procurement.calls import Answered, Call, CallState, Event, LateReply, Situation

from ...caches import Cache
from ...portal import Portal

__all__ = ["LAYOUT", "Sent", "add", "open_call", "sent_by", "situation", "state_now", "today"]

LAYOUT = """
create table if not exists calls (number bigint not null, id varchar not null, moment varchar not null,
    lead varchar not null, kind varchar not null, title varchar not null, opened_on varchar not null,
    opening varchar not null);
create table if not exists call_states (id varchar not null, deadline varchar not null, state varchar not null,
    later varchar not null, invited bigint not null);
create table if not exists call_bodies (id varchar not null, body varchar not null);
create table if not exists call_events (number bigint not null, id varchar not null, moment varchar not null,
    who varchar not null, day varchar not null, replied varchar, event varchar not null);
create table if not exists wishes (number bigint not null, moment varchar not null, body varchar not null,
    kind varchar not null, wish varchar not null);
"""

MOST_OPEN = 20  # calls of one lead that are open at once
MOST_CALLS = 100  # calls of one lead in all
MOST_SENT = 50  # what one body can send to one call, its lead included
_JAPAN = timezone(timedelta(hours=9))
_REMEMBERED = 20_000  # invited bodies and events of the situations that are kept in memory
_LAST_OF_A_DAY = (
    "qualify replied is null or row_number() over (partition by replied, day order by number desc) = 1"
)


def today(portal: Portal) -> date:
    """The day in Japan by the portal's clock: deadlines are days there."""
    return portal.settings.now().astimezone(_JAPAN).date()


def in_japan(moment: str) -> datetime:
    """A moment of the store as clocks in Japan show it."""
    return datetime.fromisoformat(moment).astimezone(_JAPAN)


def state_now() -> str:
    """The state of a call as SQL, for the day that is its one parameter: the library found what holds until the deadline and after it."""
    return "case when deadline >= ? then state else later end"


def _situations(portal: Portal) -> Cache:
    kept: Cache = portal.data.views.get("call situations", lambda: Cache(_REMEMBERED, _weight))
    return kept


def _weight(one: Situation) -> int:
    return 1 + len(one.answers) + len(one.call.events)


def situation(portal: Portal, call: str) -> Situation:
    """How a call stands today.

    Raises:
        HTTPException: there is no such call (404).
    """
    return _situation(portal, call, _situations(portal))


def _situation(portal: Portal, call: str, kept: Cache) -> Situation:
    # Nothing here asks the store while it holds the turn of the cache: two threads would wait for one another.
    ((last,),) = portal.store.read("select coalesce(max(number), 0) from call_events where id = ?", [call])
    key = (call, last, today(portal))
    found: Situation | None = kept.find(key)
    if found is None:
        made = _read(portal, call, last).as_of(key[2])
        found = kept.get(key, lambda: made)
    return found


def _read(portal: Portal, call: str, last: int) -> Call:
    """The call from its opening and its events, through the checks of the library."""
    rows = portal.store.read("select opening from calls where id = ?", [call])
    if not rows:
        raise HTTPException(404)
    query = f"select event from call_events where id = ? and number <= ? {_LAST_OF_A_DAY} order by number"  # noqa: S608 -- of constants
    events = ",".join(event for (event,) in portal.store.read(query, [call, last]))
    return Call.model_validate_json(f'{rows[0][0].removesuffix("}")},"events":[{events}]}}')


def open_call(portal: Portal, draft: Mapping[str, Any]) -> Call | None:
    """Opens a call under an id of its own; None where its lead has as many as it may.

    Raises:
        ValidationError: it is not sound.
    """
    lead, day, now = draft["lead"], today(portal), portal.settings.now()
    with portal.store.writing() as cursor:
        query = f"select count(*), count(*) filter ({state_now()} = 'open') from calls join call_states using (id) where lead = ?"  # noqa: S608 -- of constants
        ((count, still_open),) = portal.store.read(query, [day.isoformat(), lead])
        if still_open >= MOST_OPEN or count >= MOST_CALLS:
            return None
        call = Call.model_validate({**draft, "id": f"{lead}-{count + 1}", "opened_on": day})
        cursor.execute(
            "insert into calls select coalesce(max(number), 0) + 1, ?, ?, ?, ?, ?, ?, ? from calls",
            [
                call.id,
                now.isoformat(),
                lead,
                call.kind,
                call.title,
                day.isoformat(),
                call.model_dump_json(exclude={"events"}),
            ],
        )
        _index(cursor, call.as_of(day))
        portal.store.note(cursor, now, lead, "call opened", call.id)
    return call


def add(portal: Portal, call: str, event: Event, who: str) -> bool:
    """Keeps what a body says or does, if the library takes it; False where the body has sent as much as it may.

    Raises:
        InvalidValue: the library says why it is not possible.
    """
    now, kept = portal.settings.now(), _situations(portal)
    replied = str(event.body) if isinstance(event, Answered | LateReply) else None
    with portal.store.writing() as cursor:
        after = _with_event(_situation(portal, call, kept).call, event)
        counted = "select count(*) from call_events where id = ? and who = ?"
        ((count,),) = portal.store.read(counted, [call, who])
        if count >= MOST_SENT:
            return False
        cursor.execute(
            "insert into call_events select coalesce(max(number), 0) + 1, ?, ?, ?, ?, ?, ? from call_events",
            [call, now.isoformat(), who, event.on.isoformat(), replied, event.model_dump_json()],
        )
        if replied is None:
            _index(cursor, after.as_of(event.on))
        portal.store.note(cursor, now, who, f"call {event.event}", call)
    return True


def _with_event(call: Call, event: Event) -> Call:
    """The call with one more event; a further reply of a body on the same day takes the place of the first."""
    try:
        return call.with_events(event)
    except InvalidValue as error:
        if error.code != "procurement.call_answered_twice" or not isinstance(event, Answered | LateReply):
            raise
        left = [one for one in call.events if not _same_day(one, event)]
        if isinstance(event, LateReply) and any(
            isinstance(one, Answered) and _same_day(one, event) for one in call.events
        ):
            raise  # an answer in time is not given up for one that does not count
        try:
            return call.model_copy(update={"events": tuple(left)}).with_events(event)
        except InvalidValue:  # the lead has admitted the first one
            raise error from None


def _same_day(one: Event, event: Answered | LateReply) -> bool:
    return isinstance(one, Answered | LateReply) and (one.body, one.on) == (event.body, event.on)


def _index(cursor: Any, now: Situation) -> None:
    """What lists and filters ask for, as the library finds it: until the deadline, and from the day after it."""
    call, deadline = now.call, now.deadline
    later: CallState = call.as_of(max(now.day, deadline) + timedelta(days=1)).state
    cursor.execute("delete from call_states where id = ?", [call.id])
    cursor.execute(
        "insert into call_states values (?, ?, ?, ?, ?)",
        [call.id, deadline.isoformat(), now.state.value, later.value, len(now.answers)],
    )
    cursor.execute("delete from call_bodies where id = ?", [call.id])
    bodies = [str(one.body.code) for one in now.answers]
    cursor.execute("insert into call_bodies select ?, unnest(?::varchar[])", [call.id, bodies])


@frozen
class Sent:
    """What a body said to a call, once, and when in Japan. counts: whether it is its last of that day."""

    at: datetime
    reply: Answered | LateReply
    counts: bool


def sent_by(portal: Portal, call: str, body: str) -> list[Sent]:
    """All that a body said to a call, oldest first; the answers that no longer count too."""
    query = (
        "select moment, event, row_number() over (partition by day order by number desc) = 1 "
        "from call_events where id = ? and replied = ? order by number"
    )
    return [
        Sent(in_japan(moment), _reply(event), last)
        for moment, event, last in portal.store.read(query, [call, body])
    ]


def _reply(event: str) -> Answered | LateReply:
    try:
        return Answered.model_validate_json(event)
    except ValidationError:
        return LateReply.model_validate_json(event)
