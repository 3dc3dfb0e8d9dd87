"""Tokens of bodies: issued by a command, shown once, kept as a salted hash (scrypt) in a file of their own.

A token is `number.secret`. The file is replaced as a whole, so that tokens can be issued while the portal runs.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
from datetime import date
from pathlib import Path
from typing import Any

from attrs import frozen

__all__ = ["Holder", "holder_of", "issue", "revoke", "stands"]

_COST: dict[str, int] = {"n": 2**14, "r": 8, "p": 1, "maxmem": 64 * 2**20, "dklen": 32}
_NOBODY = "0" * 32


@frozen
class Holder:
    """Whose token it is: the number of the token, and the code of the body."""

    number: str
    body: str


def issue(file: Path, body: str, *, day: date) -> str:
    """A new token of a body. It is nowhere kept, only its hash."""
    number, secret, salt = secrets.token_hex(6), secrets.token_urlsafe(32), secrets.token_hex(16)
    line = {
        "number": number,
        "body": body,
        "issued": day.isoformat(),
        "salt": salt,
        "hash": _hash(secret, salt),
    }
    _write(file, [*_lines(file), line])
    return f"{number}.{secret}"


def revoke(file: Path, number: str) -> bool:
    """Takes a token back; False if there is none of that number."""
    lines = _lines(file)
    left = [line for line in lines if line["number"] != number]
    _write(file, left)
    return len(left) < len(lines)


def holder_of(file: Path, token: str) -> Holder | None:
    """Whose token a text is; None if it is nobody's. Takes as long for a wrong number as for a wrong secret."""
    number, _, secret = token.strip().partition(".")
    line = next((line for line in _lines(file) if line["number"] == number), None)
    salt, kept = (line["salt"], line["hash"]) if line else (_NOBODY, "")
    right = hmac.compare_digest(_hash(secret, salt), kept)
    return Holder(line["number"], line["body"]) if line and right else None


def stands(file: Path, number: str) -> bool:
    """Whether a token was not taken back."""
    return any(line["number"] == number for line in _lines(file))


def _hash(secret: str, salt: str) -> str:
    return hashlib.scrypt(secret.encode(errors="replace"), salt=bytes.fromhex(salt), **_COST).hex()


def _lines(file: Path) -> list[dict[str, Any]]:
    if not file.exists():
        return []
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def _write(file: Path, lines: list[dict[str, Any]]) -> None:
    """Writes to the side, then replaces; only the owner can read it."""
    aside = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
    handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        out.writelines(json.dumps(line) + "\n" for line in lines)
        out.flush()
        os.fsync(out.fileno())
    aside.replace(file)
