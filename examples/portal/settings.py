"""Everything that the portal depends on, said once and handed in: no clock, no environment, no global state."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from attrs import frozen

__all__ = ["Limits", "Settings"]


@frozen
class Limits:
    """How much one may ask of the portal. Requests are counted by the minute.

    body_bytes, body_seconds: of a request's body.  fields, field_characters: of a form or a query.
    requests: of one client.  writes: with one body's token.  logins: attempts of one client.
    clients: how many are remembered.  sessions, session_minutes: logins that are kept, and for how long.
    threads: pages that are made at once; more only wait for one another.  rows: of a page of a list.  remembered: results that are kept for a version of the data.
    """

    body_bytes: int = 1_000_000
    body_seconds: float = 30
    fields: int = 100
    field_characters: int = 10_000
    requests: int = 600
    writes: int = 60
    logins: int = 10
    clients: int = 10_000
    sessions: int = 1_000
    session_minutes: int = 480
    threads: int = 4
    rows: int = 20
    remembered: int = 256


@frozen
class Settings:
    """What `create_app` is given.

    folder: where the stores and the hashed tokens lie.  as_of: the day the pages stand for.
    now: tells the time, for sessions, limits and the audit log; with a time zone.
    secure_cookies: cookies over HTTPS only; to be set wherever others than oneself can reach the portal.
    """

    folder: Path
    as_of: date
    now: Callable[[], datetime]
    limits: Limits = Limits()
    secure_cookies: bool = False
