"""Who is logged in, and forms that only our own pages can send.

A cookie holds a random name; what it stands for is kept here, under the hash of the name, and is gone after a restart.
The token of a form is a MAC of that name, so that a page of another site can neither read nor guess it.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Lock

from attrs import define, field, frozen

from .tokens import Holder

__all__ = ["Session", "Sessions"]


@frozen
class Session:
    """A login: whose it is, and until when."""

    holder: Holder
    until: datetime


@define
class Sessions:
    """The logins of this process, at most so many; the oldest go first."""

    now: Callable[[], datetime]
    most: int
    minutes: int
    _key: bytes = field(factory=lambda: secrets.token_bytes(32), repr=False)
    _kept: OrderedDict[str, Session] = field(factory=OrderedDict[str, Session], repr=False)
    _turn: Lock = field(factory=Lock)

    @staticmethod
    def new_name() -> str:
        """A name for a cookie."""
        return secrets.token_urlsafe(32)

    def open(self, holder: Holder) -> str:
        """Logs in; gives the name for the cookie, a new one each time."""
        name = self.new_name()
        with self._turn:
            self._kept[_hashed(name)] = Session(holder, self.now() + timedelta(minutes=self.minutes))
            while len(self._kept) > self.most:
                self._kept.popitem(last=False)
        return name

    def of(self, name: str | None) -> Session | None:
        """The login that a cookie stands for; None if there is none, or it is over."""
        if not name:
            return None
        with self._turn:
            session = self._kept.get(_hashed(name))
            if session is not None and session.until <= self.now():
                del self._kept[_hashed(name)]
                return None
            return session

    def close(self, name: str) -> None:
        """Logs out."""
        with self._turn:
            self._kept.pop(_hashed(name), None)

    def form_token(self, name: str) -> str:
        """What a form sent by the holder of a cookie carries."""
        return hmac.new(self._key, name.encode(errors="replace"), hashlib.sha256).hexdigest()

    def is_ours(self, name: str | None, token: str) -> bool:
        """Whether a form comes from a page that was handed to the holder of the cookie."""
        if not name:
            return False
        return hmac.compare_digest(self.form_token(name).encode(), token.encode(errors="replace"))


def _hashed(name: str) -> str:
    return hashlib.sha256(name.encode(errors="replace")).hexdigest()
