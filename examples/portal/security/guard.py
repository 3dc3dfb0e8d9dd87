"""The outermost layer: limits before anything is read, secure headers on everything that leaves, no trace in any answer."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Collection

from attrs import define
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..settings import Limits
from .rates import Rates

__all__ = ["HEADERS", "Guard"]

_LOG = logging.getLogger("portal")

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@define
class Guard:
    """Wraps the application: rate, size and time of a request; headers and errors of its answer."""

    app: ASGIApp
    limits: Limits
    rates: Rates
    uploads: Collection[str]
    """The paths that take a file."""
    upload_rates: Rates
    refusal: Callable[[Scope, int], ASGIApp]
    secure: bool
    _under_way: int = 0
    """Uploads that are being read or checked."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False

        async def sent(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                self._secure(scope, message)
            await send(message)

        host = (scope.get("client") or ("",))[0]
        is_upload = scope["method"] == "POST" and scope["path"] in self.uploads
        if not self.rates.allows(host) or (is_upload and not self.upload_rates.allows(host)):
            await self.refusal(scope, 429)(scope, receive, sent)
            return
        try:
            if is_upload:
                await self._upload(scope, receive, sent)
                return
            body = await self._read(scope, receive)
            if isinstance(body, int):
                await self.refusal(scope, body)(scope, receive, sent)
                return
            await self.app(scope, _replayed(body, receive), sent)
        except Exception:  # the reader gets a page, the log the trace; neither holds what was sent
            _LOG.exception("a page failed: %s %r", scope["method"], scope["path"])
            if started:
                raise
            await self.refusal(scope, 500)(scope, receive, sent)

    async def _upload(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hands on a request with a file as it comes, for it is too large to be held in memory."""
        if self._under_way >= self.limits.uploads_at_once:
            await self.refusal(scope, 503)(scope, receive, send)
            return
        self._under_way += 1
        try:
            await self.app(scope, _measured(receive, self.limits), send)
        finally:
            self._under_way -= 1

    async def _read(self, scope: Scope, receive: Receive) -> bytes | int:
        """The body of a request, or the status that refuses it."""
        if scope["method"] in {"GET", "HEAD"}:
            return b""
        stated = Headers(scope=scope).get("content-length", "0")
        if not stated.isdecimal() or int(stated) > self.limits.body_bytes:
            return 413
        parts, size = list[bytes](), 0
        try:
            async with asyncio.timeout(self.limits.body_seconds):
                while True:
                    message = await receive()
                    if message["type"] == "http.disconnect":
                        return 400
                    part: bytes = message.get("body", b"")
                    parts.append(part)
                    size += len(part)
                    if size > self.limits.body_bytes:
                        return 413
                    if not message.get("more_body", False):
                        return b"".join(parts)
        except TimeoutError:
            return 408

    def _secure(self, scope: Scope, message: Message) -> None:
        headers = MutableHeaders(scope=message)
        for name, value in HEADERS.items():
            headers[name] = value
        if self.secure:
            headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
        if "cache-control" not in headers:
            static = scope["path"].startswith("/static/")
            headers["Cache-Control"] = "public, max-age=3600" if static else "no-cache"


def _measured(receive: Receive, limits: Limits) -> Receive:
    """The same body, refused where it is too large or too slow. The server throws away what is still sent then."""
    size, ends, whole = 0, asyncio.get_running_loop().time() + limits.upload_seconds, False

    async def measured() -> Message:
        nonlocal size, whole
        if whole:
            return await receive()
        try:
            async with asyncio.timeout_at(ends):
                message = await receive()
        except TimeoutError:
            raise HTTPException(408) from None
        if message["type"] == "http.disconnect":
            raise HTTPException(400)
        size += len(message.get("body", b""))
        if size > limits.upload_bytes:
            raise HTTPException(413)
        whole = not message.get("more_body", False)
        return message

    return measured


def _replayed(body: bytes, receive: Receive) -> Receive:
    """Hands over the body that was read; after it, what the server still says."""
    left = [body]

    async def again() -> Message:
        if left:
            return {"type": "http.request", "body": left.pop(), "more_body": False}
        return await receive()

    return again
