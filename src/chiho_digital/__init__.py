"""chiho_digital: a domain-model SDK for the digitalisation of Japanese local government (地方自治体のデジタル化).

Prefectures, municipalities, systems and joint procurements as values to import. Every room is loaded when first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from . import (
        basics,
        bonds,
        commonization,
        dashboard,
        excel,
        governments,
        planning,
        plots,
        procurement,
        rules,
        systems,
        tables,
        talent,
    )
    from ._version import __version__

__all__ = [
    "__version__",
    "basics",
    "bonds",
    "commonization",
    "dashboard",
    "excel",
    "governments",
    "planning",
    "plots",
    "procurement",
    "rules",
    "systems",
    "tables",
    "talent",
]


if not TYPE_CHECKING:  # type checkers would let every misspelt name pass

    def __getattr__(name: str) -> object:
        if name == "__version__":
            from ._version import __version__

            return __version__
        if name in __all__:
            from importlib import import_module

            return import_module(f"{__name__}.{name}")
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

    def __dir__() -> list[str]:
        return __all__
