"""The public API as a text, one line a name: `python tools/api_snapshot.py` writes it, `--check` compares.

It lists what the rooms name in `__all__`, with the rooms within them: kinds, signatures with types, fields of records and
values, members of enumerations, bases of classes. The lines are sorted and the same on every supported Python.

The snapshot stands in tests/public_api.txt. Its digest stands in CHANGELOG.md, so that no change of the API comes without a
change of the changelog; it needs no history of the repository, which a shallow clone or a source distribution lacks. The
tool never writes the changelog: whoever changes the API copies the digest, next to the words for users.

Exit status: 0 all is as it should be, 1 it is not.
"""

from __future__ import annotations

import argparse
import difflib
import hashlib
import inspect
import re
import sys
import typing
from collections.abc import Callable, Iterable, Iterator
from enum import Enum
from functools import cached_property
from importlib import import_module
from pathlib import Path
from types import FunctionType, ModuleType, NoneType, UnionType
from typing import Any, Literal, Union, cast, get_args, get_origin

import attrs
from pydantic import BaseModel
from pydantic_core import PydanticUndefined

import chiho_digital

__all__ = ["changelog_digest", "digest", "problems", "public_modules", "snapshot"]

ROOT = Path(__file__).parents[1]
SNAPSHOT = ROOT / "tests" / "public_api.txt"
CHANGELOG = ROOT / "CHANGELOG.md"
BESIDE = ("testing",)
"""Public rooms that the front door does not show, since they need an extra when they are imported."""

_PACKAGE = chiho_digital.__name__
_FOLDER = str(Path(chiho_digital.__file__).parent)
_DIGEST = re.compile(r"Public API: `([0-9a-f]{12})`")
_OPERATORS = re.compile(
    "__(r?(add|and|floordiv|mod|mul|or|sub|truediv)|bool|call|contains|enter|eq|exit|float|ge|get|getitem|gt|hash|index|int|"
    "invert|iter|le|len|lt|ne|neg|str)__"
)


def snapshot() -> str:
    """The public API, one line a name."""
    modules = public_modules()
    homes = _homes(modules)
    lines: set[str] = set()
    for module in modules:
        for name in module.__all__:
            lines.update(_lines(f"{module.__name__}.{name}", module, name, homes))
    return "\n".join(sorted(lines)) + "\n"


def digest(text: str) -> str:
    """What stands for a snapshot in the changelog."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def changelog_digest(changelog: str) -> str | None:
    """The digest that the newest section of a changelog states, of those that state one."""
    found = _DIGEST.search(changelog)
    return found[1] if found else None


def problems(now: str, kept: str, changelog: str) -> list[str]:
    """What is wrong with a kept snapshot and a changelog."""
    if now != kept:
        changed = difflib.unified_diff(
            kept.splitlines(), now.splitlines(), "snapshot", "library", n=0, lineterm=""
        )
        return [
            *changed,
            "",
            "The public API is not the one of tests/public_api.txt. If that is meant: run `python tools/api_snapshot.py`, and",
            f"write under [Unreleased] of CHANGELOG.md what changes for users, and `Public API: `{digest(now)}``.",
        ]
    stated = changelog_digest(changelog)
    if stated != digest(now):
        return [
            f"CHANGELOG.md was written for the public API {stated or 'of no digest'}; tests/public_api.txt is {digest(now)}.",
            "Write under [Unreleased] what has changed for users since, and the line",
            f"Public API: `{digest(now)}`",
        ]
    return []


def public_modules() -> list[ModuleType]:
    """The front door, the rooms, and the public rooms within them."""
    found = [chiho_digital, *(import_module(f"{_PACKAGE}.{name}") for name in BESIDE)]
    for module in found:
        inner = (getattr(module, name) for name in module.__all__)
        found += [item for item in inner if isinstance(item, ModuleType) and item not in found]
    return found


def _homes(modules: list[ModuleType]) -> dict[int, str]:
    """Where each class and function is described, by its identity: in the public module nearest to where it is defined."""
    found: dict[int, tuple[int, str]] = {}
    for module in modules:
        for name in module.__all__:
            item = _uncached(getattr(module, name))
            if isinstance(item, type | FunctionType):
                near = item.__module__.startswith(module.__name__)
                place = (-len(module.__name__) if near else 0), f"{module.__name__}.{name}"
                found[id(item)] = min(place, found.get(id(item), place))
    return {item: place for item, (_, place) in found.items()}


def _uncached(item: Any) -> Any:
    """The function behind one that keeps its answers."""
    return item.__wrapped__ if hasattr(item, "cache_info") else item


def _lines(path: str, module: ModuleType, name: str, homes: dict[int, str]) -> Iterator[str]:
    """One name, and what it holds."""
    item = _uncached(getattr(module, name))
    if isinstance(item, ModuleType):
        yield f"{path}: module"
    elif homes.get(id(item), path) != path:
        yield f"{path}: is {homes[id(item)]}"
    elif isinstance(item, type) and get_origin(item) is None:
        yield from _class(path, item, homes)
    elif isinstance(item, FunctionType):
        yield from (f"{path}: function {signature}" for signature in _signatures(item))
    elif get_origin(item) is not None:
        yield f"{path}: type {_type(item)}"
    else:
        yield f"{path}: constant {_declared(module, name) or _type_of(item)}"


def _class(path: str, kind: type[Any], homes: dict[int, str]) -> Iterator[str]:
    bases = [
        base for base in kind.__mro__[1:-1] if id(base) in homes or not base.__module__.startswith(_PACKAGE)
    ]
    yield f"{path}: class({', '.join(base.__name__ for base in _nearest(bases))})"
    fields = _fields(kind)
    if not fields and not issubclass(kind, Enum | BaseModel):
        yield from _construction(path, kind)
    yield from (f"{path}.{name}: {text}" for name, text in fields.items())
    if issubclass(kind, Enum):
        members = cast("dict[str, Enum]", kind.__members__)
        yield from (f"{path}.{name}: member {member.value!r}" for name, member in members.items())
    for name, member in _members(kind, homes).items():
        if name not in fields:
            yield from (f"{path}.{name}: {text}" for text in _member(member))


def _nearest(bases: list[type]) -> list[type]:
    """The bases that no other of them already has."""
    return [base for base in bases if not any(base in other.__mro__[1:] for other in bases)]


def _fields(kind: type[Any]) -> dict[str, str]:
    """The fields of a record or value, with types and defaults."""
    if issubclass(kind, BaseModel):
        return {
            name: f"field {_type(field.annotation)}{_default(field.default, field.default_factory)}"
            for name, field in kind.model_fields.items()
        }
    if attrs.has(kind):
        return {
            field.name: f"field {_type(field.type)}{_default(field.default)}{' (not given)' * (not field.init)}"
            for field in attrs.fields(kind)
            if not field.name.startswith("_")
        }
    return {}


def _default(default: object, factory: object = None) -> str:
    if factory is not None or isinstance(default, cast("type", attrs.Factory)):
        return " = ..."
    if default is attrs.NOTHING or default is PydanticUndefined or default is ...:
        return ""
    return f" = {_value(default)}"


def _construction(path: str, kind: type) -> Iterator[str]:
    """How a class that is neither record nor value is made."""
    for name in ("__new__", "__init__"):
        made = inspect.getattr_static(kind, name)
        made = made.__func__ if isinstance(made, staticmethod) else made
        if isinstance(made, FunctionType) and _ours(made):
            yield from (f"{path}: made {signature}" for signature in _signatures(made))


def _members(kind: type, homes: dict[int, str]) -> dict[str, Any]:
    """The public attributes and operators that a class defines, or a base that is not public itself; types of attributes as `str`."""
    found: dict[str, Any] = {}
    for owner in reversed(kind.__mro__):
        if owner.__module__.startswith(_PACKAGE) and (owner is kind or id(owner) not in homes):
            declared: dict[str, Any] = vars(owner).get("__annotations__", {})
            own = {name: item for name, item in vars(owner).items() if not isinstance(item, str)} | declared
            found.update(
                (name, item) for name, item in own.items() if name[0] != "_" or _OPERATORS.fullmatch(name)
            )
    return found


def _member(member: object) -> Iterator[str]:
    if isinstance(member, str):
        if "ConfigDict" not in member:
            yield f"attribute {member}"
        return
    kind, function = _callable(member)
    if function is None or not _ours(function):
        return
    if kind == "property":
        yield f"property -> {_text(function.__annotations__.get('return'))}"
        return
    yield from (f"{kind} {signature}" for signature in _signatures(function))


def _callable(member: Any) -> tuple[str, FunctionType | None]:
    match member:
        case property():
            return "property", cast("FunctionType", member.fget)
        case cached_property():
            return "property", cast("FunctionType", member.func)
        case classmethod() | staticmethod():
            return type(cast("object", member)).__name__, cast("Any", member).__func__
        case FunctionType():
            return "method", member
        case _:
            return "", None


def _ours(function: FunctionType) -> bool:
    """Whether it is written in this library, and not made by attrs or pydantic."""
    file: str = inspect.unwrap(function).__code__.co_filename
    return file.startswith(_FOLDER)


def _signatures(function: FunctionType) -> Iterator[str]:
    overloads = typing.get_overloads(function)
    yield from (_signature(found) for found in overloads or [inspect.unwrap(function)])


def _signature(function: Callable[..., Any]) -> str:
    """Parameters with types and defaults as they stand in the source, and what is returned."""
    signature = inspect.signature(function)
    parameters = [item for name, item in signature.parameters.items() if name not in {"self", "cls"}]
    parts: list[str] = []
    kinds = inspect.Parameter
    for place, item in enumerate(parameters):
        before = parameters[place - 1].kind if place else None
        if before is kinds.POSITIONAL_ONLY and item.kind is not kinds.POSITIONAL_ONLY:
            parts.append("/")
        if item.kind is kinds.KEYWORD_ONLY and before not in {kinds.KEYWORD_ONLY, kinds.VAR_POSITIONAL}:
            parts.append("*")
        star = "*" if item.kind is kinds.VAR_POSITIONAL else "**" if item.kind is kinds.VAR_KEYWORD else ""
        default = "" if item.default is item.empty else f" = {_value(item.default)}"
        parts.append(f"{star}{item.name}: {_text(item.annotation)}{default}")
    if parameters and parameters[-1].kind is kinds.POSITIONAL_ONLY:
        parts.append("/")
    return f"({', '.join(parts)}) -> {_text(signature.return_annotation)}"


def _text(annotation: object) -> str:
    return annotation if isinstance(annotation, str) else _type(annotation)


def _declared(module: ModuleType, name: str) -> str | None:
    """The type that a constant is declared with, where it is defined."""
    item = getattr(module, name)
    for place, found in sorted(sys.modules.items()):
        if place.startswith(_PACKAGE) and vars(found).get(name) is item:
            declared = getattr(found, "__annotations__", {}).get(name)
            if declared is not None:
                return (
                    _text(declared)
                    .removeprefix("Final[")
                    .removesuffix("]" * _text(declared).startswith("Final["))
                )
    return None


def _type_of(value: Any) -> str:
    """The type of a constant by what it holds."""
    kind: type[Any] = value.__class__
    if kind in {tuple, frozenset}:
        return f"{kind.__name__}[{_types_of(value)}{', ...' * (kind is tuple)}]"
    if kind is dict:
        return f"dict[{_types_of(value)}, {_types_of(value.values())}]"
    return "Path" if issubclass(kind, Path) else kind.__name__


def _types_of(values: Iterable[Any]) -> str:
    return " | ".join(sorted({_type_of(value) for value in values}))


def _value(value: object) -> str:
    """A default as one would write it; what cannot be written so, as `...`."""
    if isinstance(value, Enum):
        return f"{type(value).__name__}.{value.name}"
    if isinstance(value, tuple):
        parts = [_value(part) for part in cast("tuple[object, ...]", value)]
        return f"({', '.join(parts)}{',' * (len(parts) == 1)})"
    return repr(value) if isinstance(value, bool | int | str | bytes | float | NoneType) else "..."


def _type(kind: Any) -> str:
    """A type as one would write it, the same on every Python."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is typing.Annotated:
        return _type(arguments[0])
    if origin in {Union, UnionType}:
        return " | ".join(map(_type, arguments))
    if origin is Literal:
        return f"Literal[{', '.join(map(_value, arguments))}]"
    if origin is not None:
        return f"{_type(origin)}[{', '.join(map(_type, arguments))}]"
    if isinstance(kind, list):
        return f"[{', '.join(_type(part) for part in cast('Any', kind))}]"
    names = {NoneType: "None", None: "None", ...: "..."}
    return kind if isinstance(kind, str) else names.get(kind) or str(getattr(kind, "__name__", kind))


def main() -> int:
    """Writes the snapshot, or compares."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--check", action="store_true", help="write nothing; compare, and say what differs")
    arguments = parser.parse_args()
    now = snapshot()
    kept = SNAPSHOT.read_text(encoding="utf-8") if SNAPSHOT.is_file() else ""
    if not arguments.check:
        SNAPSHOT.write_text(now, encoding="utf-8")
        names = {line.partition(":")[0] for line in set(now.splitlines()) ^ set(kept.splitlines())}
        sys.stdout.write("".join(f"changed: {name}\n" for name in sorted(names)))
        kept = now
    found = problems(now, kept, CHANGELOG.read_text(encoding="utf-8"))
    sys.stdout.write("".join(f"{line}\n" for line in found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
