"""The words of the user interface, in both languages, from words/: a file for each group of pages."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path

from attrs import field, frozen

from chiho_digital.basics import Lang, Text

__all__ = ["LANGUAGES", "Words"]

LANGUAGES: tuple[Lang, ...] = ("ja", "en")
_FOLDER = Path(__file__).parent / "words"


def _read() -> dict[str, Text]:
    return {
        f"{group}.{name}": Text(words["ja"], words["en"])
        for file in sorted(_FOLDER.glob("*.toml"))
        for group, entries in tomllib.loads(file.read_text(encoding="utf-8")).items()
        for name, words in entries.items()
    }


@frozen
class Words:
    """Every text of the interface by its key, `group.name`."""

    texts: Mapping[str, Text] = field(factory=_read)

    def speaker(self, lang: Lang) -> Callable[..., str]:
        """What templates call as `t("group.name", count=3)`.

        Raises:
            KeyError: there is no such key, or a parameter of its text is not given.
        """

        def t(key: str, /, **params: object) -> str:
            return self.texts[key].to(lang).format_map(params)

        return t
