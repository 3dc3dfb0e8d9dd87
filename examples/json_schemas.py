"""The JSON Schema of every public record and row model, one file each, with Japanese titles and descriptions.

Usage: python examples/json_schemas.py [--mode validation|serialization] FOLDER

`serialization` (the default) describes what the library writes, `validation` what it reads. Files are named by room and
record: `procurement.Case.json`.
"""

from __future__ import annotations

import argparse
import json
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, get_args

from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode

import chiho_digital

if TYPE_CHECKING:
    from collections.abc import Iterator

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def models() -> dict[str, type[BaseModel]]:
    """Every record and row model that a room names in its `__all__`, by room and name."""
    found: dict[str, type[BaseModel]] = {}
    for room in chiho_digital.__all__:
        if room != "__version__":
            for name, model in _models_of(import_module(f"chiho_digital.{room}")):
                if model not in found.values():
                    found[name] = model
    return found


def _models_of(module: ModuleType) -> Iterator[tuple[str, type[BaseModel]]]:
    place = module.__name__.removeprefix("chiho_digital.")
    for name in getattr(module, "__all__", ()):
        item = getattr(module, name)
        if isinstance(item, ModuleType):
            yield from _models_of(item)
        elif isinstance(item, type) and issubclass(item, BaseModel) and item.model_fields:
            yield f"{place}.{name}", item


def schema(model: type[BaseModel], mode: JsonSchemaMode = "serialization") -> dict[str, Any]:
    """The JSON Schema of a model, which says of which draft it is."""
    return {"$schema": DIALECT, **model.model_json_schema(mode=mode)}


def main() -> None:
    """Writes the files."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--mode", choices=get_args(JsonSchemaMode), default="serialization")
    parser.add_argument("folder", type=Path)
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    for name, model in models().items():
        text = json.dumps(schema(model, arguments.mode), ensure_ascii=False, indent=2)
        (arguments.folder / f"{name}.json").write_text(text + "\n", encoding="utf-8")
    print(f"{len(models())} schemas in {arguments.folder}")


if __name__ == "__main__":
    main()
