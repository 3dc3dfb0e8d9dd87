"""`start`: serves the portal until it is told to stop."""

from __future__ import annotations

import argparse
import os
import socket
from contextlib import suppress
from typing import Any

from ..app import create_app
from ..settings import Settings
from .clock import now
from .words import CommandError

__all__ = ["add"]


def add(commands: Any) -> None:
    """Adds the command."""
    start = commands.add_parser("start", help="start the portal; port 0 takes a free one")
    start.add_argument("--host", default="127.0.0.1")
    start.add_argument("--port", type=int, default=8000)
    start.add_argument("--https", action="store_true", help="behind HTTPS: cookies over it only")
    start.set_defaults(run=_start)


def _start(arguments: argparse.Namespace) -> None:
    import uvicorn

    class Telling(uvicorn.Server):
        """Tells its address once it answers."""

        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if self.started:
                print(f"http://{arguments.host}:{place.getsockname()[1]}/", flush=True)

    try:
        place = socket.create_server((arguments.host, arguments.port))
    except OSError as error:
        raise CommandError(
            f"port {arguments.port} of {arguments.host} cannot be used ({os.strerror(error.errno or 0)}). If a portal runs there, stop it; "
            "else name another with --port, or 0 for a free one."
        ) from error
    settings = Settings(arguments.folder, arguments.as_of, now, secure_cookies=arguments.https, warm=True)
    app = create_app(settings)
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=10,
    )
    with suppress(KeyboardInterrupt):  # which is how it is stopped
        Telling(config).run(sockets=[place])
