"""What comes in: files and standard input, JSON, records, and the values of options."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from chiho_digital.basics import ChihoDigitalError, FiscalYear, InvalidValue, Text, parse_date

from .problems import Problems

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from pydantic import BaseModel

__all__ = [
    "STDIN",
    "bytes_of",
    "day_of",
    "object_of",
    "record_of",
    "source_of",
    "text_of",
    "year_of",
]

_Record = TypeVar("_Record", bound="BaseModel")

STDIN = "-"

# What pydantic found, by the beginning of its name for it.
_EXPECTED = {
    "bool": Text("true か false", "true or false"),
    "int": Text("整数", "a whole number"),
    "decimal": Text("数", "a number"),
    "date": Text("日付（例：2026-04-01）", "a date (for instance 2026-04-01)"),
    "string_too_short": Text("空でない文字列", "a text that is not empty"),
    "string": Text("文字列", "a text"),
    "tuple": Text("配列", "an array"),
    "model": Text("オブジェクト", "an object"),
}


def source_of(name: str) -> Path | bytes:
    """What a reader of files takes: a path, or what comes on standard input."""
    return sys.stdin.buffer.read() if name == STDIN else Path(name)


def bytes_of(name: str) -> bytes:
    """A file, or what comes on standard input.

    Raises:
        OSError: it cannot be read.
    """
    source = source_of(name)
    return source if isinstance(source, bytes) else source.read_bytes()


def text_of(data: bytes) -> str:
    """The text of lines of names, in UTF-8 or cp932.

    Raises:
        InvalidValue: in neither.
    """
    for encoding in ("utf-8-sig", "cp932"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InvalidValue("cli.not_text", value=STDIN)


def year_of(text: str) -> FiscalYear:
    """A fiscal year as it is written; here a bare number can only be one."""
    return FiscalYear(int(text)) if text.isdecimal() else FiscalYear.parse(text)


def day_of(text: str | None) -> date | None:
    """A date as it is written, if it is."""
    return None if text is None else parse_date(text)


def object_of(source: str) -> dict[str, Any]:
    """The JSON object of a file, of standard input, or of a text that is JSON itself.

    Raises:
        InvalidValue: it is no JSON, or no object, or a name stands twice in it.
        OSError: the file cannot be read.
    """
    data = source if source.lstrip().startswith("{") else bytes_of(source)
    name = source if isinstance(data, bytes) else "JSON"
    try:
        value = json.loads(data, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        raise InvalidValue("cli.not_json", value=name, line=error.lineno, column=error.colno) from None
    except UnicodeDecodeError:
        raise InvalidValue("cli.not_utf8", value=name) from None
    if not isinstance(value, dict):
        raise InvalidValue("cli.not_an_object", value=name)
    return cast("dict[str, Any]", value)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise InvalidValue("cli.key_twice", value=next(name for name in names if names.count(name) > 1))
    return found


def record_of(model: type[_Record], values: Mapping[str, Any]) -> _Record:
    """The record that values are.

    Raises:
        Problems: everything that is wrong in them.
    """
    from pydantic import ValidationError

    try:
        return model.model_validate(values)
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
        raise Problems([said for one in found for said in _said(model, one)]) from None


def _said(model: type[BaseModel], found: Any) -> Iterator[ChihoDigitalError]:
    """What pydantic found, as errors of this library. The value is not repeated: it may be about a person."""
    kind, path = found["type"], found["loc"]
    own = found.get("ctx", {}).get("error")
    if isinstance(own, ChihoDigitalError):
        for error in getattr(own, "problems", ()) or (own,):
            yield error.at(*path)
    elif kind == "missing":
        yield InvalidValue("cli.field_missing", path=path)
    elif kind == "extra_forbidden":
        yield InvalidValue("cli.field_unknown", path=path, suggestion=_near(model, path))
    else:
        yield InvalidValue("cli.field_expected", path=path, expected=_expected(found))


def _expected(found: Any) -> Text:
    context = found.get("ctx", {})
    if "expected" in context:
        choices = context["expected"].replace(" or ", ", ").replace("'", "")
        return Text(f"次のいずれか：{choices}", f"one of: {choices}")
    for name, said in _EXPECTED.items():
        if found["type"].startswith(name):
            return said
    return Text(found["msg"], found["msg"])


def _near(model: type[BaseModel], path: tuple[str | int, ...]) -> str | None:
    """The field that was likely meant, in the record itself; parts of it have fields of their own."""
    from difflib import get_close_matches

    near = get_close_matches(str(path[-1]), model.model_fields, n=1) if len(path) == 1 else []
    return near[0] if near else None
