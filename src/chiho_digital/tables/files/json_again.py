"""Portions of JSON Lines that Polars, writing what it read, writes again byte for byte: they surely hold nothing else."""

from __future__ import annotations

import json
from io import BytesIO
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["read_again", "shape_of"]

_SAMPLE = 100  # lines
_LONGEST = 1 << 16  # bytes of a line that is looked at
_MOST_KEYS = 1_000


def shape_of(pl: Any, data: bytes) -> dict[str, Any]:
    """The keys of the first lines in their order, each with the type of Polars that writes its values as they stand.

    Empty where the lines have not the same keys in the same order, or hold what is never written again alike.
    """
    found: dict[str, Any] = {}
    at = 0
    for _ in range(_SAMPLE):
        end = data.find(b"\n", at, at + _LONGEST)
        if end < 0:
            break
        try:
            line: Any = json.loads(data[at:end])
        except (ValueError, RecursionError):
            line = None
        at = end + 1
        if not isinstance(line, dict):
            continue
        members = cast("dict[str, object]", line)
        if found and list(members) != list(found):
            return {}
        for key, value in members.items():
            kind = (
                pl.Boolean if isinstance(value, bool) else pl.Int64 if isinstance(value, int) else pl.String
            )
            if value is None:
                found.setdefault(key, None)
            elif found.setdefault(key, kind) is None:
                found[key] = kind
    return {key: kind or pl.String for key, kind in found.items()} if len(found) <= _MOST_KEYS else {}


def read_again(pl: Any, shape: Mapping[str, Any], portion: bytes) -> Any:
    """A portion as columns of text; None unless writing what was read gives the same bytes.

    For then the portion is what a writer makes of these values: a flat object a line, no key twice, every digit in its place.
    """
    try:
        frame = pl.read_ndjson(portion, schema=shape)
    except pl.exceptions.PolarsError:
        return None
    written = BytesIO()
    frame.write_ndjson(written)
    same = written.getvalue() == (portion if portion.endswith(b"\n") else portion + b"\n")
    return frame.cast(pl.String) if same else None
