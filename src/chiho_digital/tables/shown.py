"""How files that were read and checked are shown: how many rows can be used, and a table of what was found."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from chiho_digital.basics import Text
from chiho_digital.basics.shown import Table, parts_of

from .issues import Issues, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from chiho_digital.basics.shown import Part

    from .issues import Issue

__all__ = ["GOOD", "READ", "REJECTED", "WHAT", "checked", "file_checked"]

WHAT = (Text("項目", "item"), Text("値", "value"))
READ, GOOD, REJECTED = (
    Text("読み込んだ行", "rows read"),
    Text("使える行", "rows usable"),
    Text("使えない行", "rows rejected"),
)
_ENCODING = Text("文字コード", "encoding")
_NO_ENCODING = Text("（文字コードのないファイル）", "(no text file)")


def checked(caption: Text, counts: Mapping[Text, object], issues: Iterable[Issue]) -> Iterable[Part]:
    """How much there is of what, how many findings of each severity, and the findings. caption: what it is."""
    found = Issues(issues)
    severities = Counter(issue.severity for issue in found)
    rows = [*counts.items(), *((severity.label, severities[severity]) for severity in Severity)]
    yield Table(caption, WHAT, rows)
    yield from parts_of(found)


def file_checked(
    name: str, encoding: str | None, counts: Mapping[Text, object], issues: Iterable[Issue]
) -> Iterable[Part]:
    """The same of a file by its name. encoding: None if it is no text, or none fitted."""
    return checked(Text(name, name), {_ENCODING: encoding or _NO_ENCODING, **counts}, issues)
