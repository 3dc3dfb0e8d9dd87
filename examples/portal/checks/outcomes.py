"""What a check found, as the process that made it hands it over: small, whatever the file was."""

from __future__ import annotations

from typing import Self

from pydantic import BaseModel, ConfigDict

from chiho_digital.basics import Text

__all__ = ["Finding", "KindOfFinding", "Outcome", "Said"]

_LONGEST = 300  # characters of a text that is shown; the workbook holds more


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Said(_Record):
    """A text in both languages, cut where it is too long to be shown."""

    ja: str
    en: str

    @classmethod
    def of(cls, ja: str, en: str) -> Self:
        """From texts of any length."""
        return cls(ja=_cut(ja), en=_cut(en))

    @property
    def text(self) -> Text:
        """As the library's own."""
        return Text(self.ja, self.en)


class Finding(_Record):
    """One finding. row: None for the file as a whole.  column: None for the whole row.  The rest is None where unknown."""

    severity: str
    row: int | None
    column: Said | None
    value: Said | None
    says: Said
    expected: Said | None
    repair: Said | None


class KindOfFinding(_Record):
    """How often something of a kind was found, and where first."""

    count: int
    first: Finding


class Outcome(_Record):
    """What a check found. kinds: each with its number, the gravest first.  findings: the first ones, by row and column.

    marked: whether the workbook is the user's own with marks; if not, `unmarked` says why.
    """

    good: int
    rejected: int
    counts: dict[str, int]
    kinds: tuple[KindOfFinding, ...]
    findings: tuple[Finding, ...]
    marked: bool
    unmarked: Said | None

    @property
    def total(self) -> int:
        """How much was found in all."""
        return sum(self.counts.values())


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
