"""Everything that the portal depends on, said once and handed in: no clock, no environment, no global state."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from attrs import frozen

__all__ = ["JAPAN", "Limits", "Settings"]

JAPAN = timezone(timedelta(hours=9))
"""The time of Japan, which has no summer time."""


@frozen
class Limits:
    """How much one may ask of the portal. Requests are counted by the minute.

    body_bytes, body_seconds: of a request's body.  fields, field_characters: of a form or a query.
    requests: of one client.  writes: with one body's token.  logins: attempts of one client.
    feedback: of one client.  feedback_kept: at most so many, answered ones too; one that is removed makes room.
    clients: how many are remembered.  sessions, session_minutes: logins that are kept, and for how long: more than 20 hours, so that nobody is hurried (WCAG 2.2.1).
    threads: pages that are made at once; more only wait for one another.  rows: of a page of a list.  remembered: results that are kept for a version of the data.
    uploads: files that one client sends.  uploads_at_once: of all; they are checked one after another.
    upload_bytes, upload_seconds: of a request with a file.  check_seconds, check_bytes: time and memory of one check.
    findings: that a page shows of a file.  results, results_bytes, result_minutes: of checks that are kept, and how long.
    plan_needs, plan_seconds: of a plan of who goes where, one of which is made at a time.
    """

    body_bytes: int = 1_000_000
    body_seconds: float = 30
    fields: int = 100
    field_characters: int = 10_000
    requests: int = 600
    writes: int = 60
    logins: int = 10
    feedback: int = 5
    feedback_kept: int = 1_000
    clients: int = 10_000
    sessions: int = 1_000
    session_minutes: int = 1_260
    threads: int = 4
    rows: int = 20
    remembered: int = 256
    plan_needs: int = 200
    plan_seconds: float = 20
    uploads: int = 20
    uploads_at_once: int = 4
    upload_bytes: int = 10_000_000
    upload_seconds: float = 60
    check_seconds: float = 60
    check_bytes: int = 750_000_000
    findings: int = 200
    results: int = 40
    results_bytes: int = 100_000_000
    result_minutes: int = 30


@frozen
class Settings:
    """What `create_app` is given.

    folder: where the stores and the hashed tokens lie.  as_of: the day the pages stand for.
    now: tells the time, for sessions, limits and the audit log; with a time zone.
    secure_cookies: cookies over HTTPS only; to be set wherever others than oneself can reach the portal.
    warm: pages are made once before the first request is answered (`warming.py`).
    """

    folder: Path
    as_of: date
    now: Callable[[], datetime]
    limits: Limits = Limits()
    secure_cookies: bool = False
    warm: bool = False

    @property
    def today(self) -> date:
        """The day in Japan."""
        return self.now().astimezone(JAPAN).date()
