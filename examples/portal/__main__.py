"""The portal's commands: start it, put a file of cases into it, issue and revoke tokens of bodies.

python -m portal start                     starts it with the published cases
python -m portal load FILE                 puts a file of cases in (while the portal is stopped)
python -m portal token 352047              issues a token of a body, shown once
python -m portal revoke NUMBER             takes a token back
"""

from __future__ import annotations

import argparse
import socket
import sys
from datetime import UTC, date, datetime
from pathlib import Path

from chiho_digital import tables
from chiho_digital.basics import ChihoDigitalError
from chiho_digital.governments import LAST_CHECKED, get

from .app import create_app
from .data import put_cases
from .security import tokens
from .settings import Settings

_FOLDER = Path(__file__).parent / ".data"


def _now() -> datetime:
    """The only place where the portal reads the clock."""
    return datetime.now(UTC)


def _start(arguments: argparse.Namespace) -> None:
    import uvicorn

    settings = Settings(arguments.folder, arguments.as_of, _now, secure_cookies=arguments.https)
    app = create_app(settings)
    place = socket.create_server((arguments.host, arguments.port))  # before its address is told
    print(f"http://{arguments.host}:{place.getsockname()[1]}/", flush=True)
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=10,
    )
    uvicorn.Server(config).run(sockets=[place])


def _load(arguments: argparse.Namespace) -> None:
    arguments.folder.mkdir(parents=True, exist_ok=True)
    with tables.store(arguments.folder / "cases.duckdb") as store:
        entry = put_cases(store, arguments.file, as_of=arguments.as_of, origin=arguments.file.name)
    # The listing is made here too, so that starting takes no time and no memory for it.
    create_app(Settings(folder=arguments.folder, as_of=arguments.as_of, now=_now)).state.portal.close()
    print(f"{entry.rows} rows, {entry.rejected} rejected, {entry.errors} errors, {entry.warnings} warnings")


def _token(arguments: argparse.Namespace) -> None:
    arguments.folder.mkdir(parents=True, exist_ok=True)
    body = get(arguments.body)
    token = tokens.issue(arguments.folder / "tokens.jsonl", str(body.code), day=_now().date())
    print(f"{body.full_name} ({body.code})", file=sys.stderr)
    print(token)


def _revoke(arguments: argparse.Namespace) -> None:
    if not tokens.revoke(arguments.folder / "tokens.jsonl", arguments.number):
        raise SystemExit(f"there is no token of the number {arguments.number}")


def main(arguments: list[str] | None = None) -> int:
    """Runs a command; 2 if it could not be done."""
    parser = argparse.ArgumentParser(prog="portal", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--folder", type=Path, default=_FOLDER, help="where stores and tokens lie")
    parser.add_argument("--as-of", type=date.fromisoformat, default=LAST_CHECKED, help="the day of the data")
    commands = parser.add_subparsers(required=True)
    start = commands.add_parser("start", help="start the portal; port 0 takes a free one")
    start.add_argument("--host", default="127.0.0.1")
    start.add_argument("--port", type=int, default=8000)
    start.add_argument("--https", action="store_true", help="behind HTTPS: cookies over it only")
    start.set_defaults(run=_start)
    load = commands.add_parser("load", help="put a file of cases in")
    load.add_argument("file", type=Path)
    load.set_defaults(run=_load)
    token = commands.add_parser("token", help="issue a token of a body")
    token.add_argument("body", help="its six-digit code")
    token.set_defaults(run=_token)
    revoke = commands.add_parser("revoke", help="take a token back")
    revoke.add_argument("number", help="what stands before the full stop of the token")
    revoke.set_defaults(run=_revoke)
    chosen = parser.parse_args(arguments)
    try:
        chosen.run(chosen)
    except ChihoDigitalError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
