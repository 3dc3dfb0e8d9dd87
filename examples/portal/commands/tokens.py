"""`token BODY`, `revoke NUMBER`: issues the token of a body, shown once, and takes one back."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from chiho_digital.governments import get

from ..security import tokens
from .clock import now

__all__ = ["add"]


def add(commands: Any) -> None:
    """Adds the commands."""
    token = commands.add_parser("token", help="issue a token of a body, shown once")
    token.add_argument("body", help="its six-digit code")
    token.set_defaults(run=_token)
    revoke = commands.add_parser("revoke", help="take a token back")
    revoke.add_argument("number", help="what stands before the full stop of the token")
    revoke.set_defaults(run=_revoke)


def _token(arguments: argparse.Namespace) -> None:
    arguments.folder.mkdir(parents=True, exist_ok=True)
    body = get(arguments.body)
    token = tokens.issue(arguments.folder / "tokens.jsonl", str(body.code), day=now().date())
    print(f"{body.full_name} ({body.code})", file=sys.stderr)
    print(token)


def _revoke(arguments: argparse.Namespace) -> None:
    if not tokens.revoke(arguments.folder / "tokens.jsonl", arguments.number):
        raise SystemExit(f"there is no token of the number {arguments.number}")
