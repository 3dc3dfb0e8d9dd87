"""What the program says: text or one JSON document on stdout, remarks and errors on stderr, in the language asked for."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast, get_args

from attrs import frozen

from chiho_digital.basics import Lang

from .problems import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TextIO

    from chiho_digital.basics import ChihoDigitalError

__all__ = ["LANGUAGE", "Output", "error_document", "free", "unbreakable"]

LANGUAGE = "CHIHO_DIGITAL_LANG"
"""The variable that names the language where `--lang` does not."""


@frozen
class Output:
    """How the program answers: its language, whether as JSON, whether with the traceback of an error."""

    lang: Lang = "ja"
    as_json: bool = False
    debug: bool = False

    @classmethod
    def of(cls, arguments: Sequence[str]) -> Output:
        """As the arguments ask for. They are looked through before they are understood: errors in them are told as asked, too."""
        own = list(arguments[: arguments.index("--")] if "--" in arguments else arguments)
        lang = os.environ.get(LANGUAGE)
        for place, argument in enumerate(own):
            if argument == "--lang":
                lang = "".join(own[place + 1 : place + 2])
            elif argument.startswith("--lang="):
                lang = argument.removeprefix("--lang=")
        known = cast("Lang", lang) if lang in get_args(Lang) else "ja"
        return cls(known, "--json" in own, "--debug" in own)

    def show(self, text: Callable[[], str], document: Callable[[], Any]) -> None:
        """The answer: as text, or as a JSON document."""
        if self.as_json:
            self.document(document())
        else:
            _write(sys.stdout, text())

    def document(self, value: Any) -> None:
        """One JSON document. Where the console cannot show every character, those beyond ASCII are escaped, not lost."""
        plain = not (sys.stdout.encoding or "").lower().startswith("utf")
        _write(sys.stdout, json.dumps(value, ensure_ascii=plain, indent=2))

    def page(self, text: str) -> None:
        """A page, in UTF-8 whatever the console: it says of itself that it is."""
        sys.stdout.buffer.write(text.encode())

    def remark(self, text: str) -> None:
        """What is worth knowing beside the answer."""
        _write(sys.stderr, text)

    def errors(self, errors: Sequence[ChihoDigitalError], *, also_json: bool = True) -> None:
        """Errors as sentences; and, where JSON is asked for, as the document."""
        for error in errors:
            _write(sys.stderr, error.message(self.lang))
        if self.as_json and also_json:
            self.document({"errors": [error_document(error) for error in errors]})


def error_document(error: ChihoDigitalError) -> dict[str, Any]:
    """An error as JSON values."""
    from chiho_digital.basics import phrase

    said = error.suggestion
    return {
        "code": error.code,
        "path": list(error.path),
        "suggestion": None if said is None else {"ja": phrase(said, "ja"), "en": phrase(said, "en")},
        "ja": error.message("ja"),
        "en": error.message("en"),
    }


def free(file: str, *, overwrite: bool) -> Path:
    """A path to write to; somebody may have worked on a file that is there.

    Raises:
        Refused: there is a file, and it is not to be replaced.
    """
    path = Path(file)
    if path.exists() and not overwrite:
        raise Refused("cli.exists", value=file)
    return path


def unbreakable(*streams: TextIO) -> None:
    """Lets a console that cannot show a character show a question mark instead of failing."""
    for stream in streams:
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _write(stream: TextIO, text: str) -> None:
    """Writes at once, so that answers and remarks stand in their order where both go to one place."""
    stream.write(f"{text}\n")
    stream.flush()
