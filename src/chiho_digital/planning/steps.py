"""The steps of a pathway as they are shown: what is known, what is still asked, what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from attrs import frozen

from chiho_digital.basics import LabelledEnum, Note, Text, message
from chiho_digital.basics.shown import Shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chiho_digital.basics import Lang, Source
    from chiho_digital.basics.shown import Part

__all__ = ["Entry", "Step", "StepName", "both", "entry_of"]


class StepName(LabelledEnum):
    """The steps, in their order (手順): the path of the minutes, and what stands beside it."""

    OFFERINGS = "offerings", "どのようなソフトウェアがあるか", "Which software exists"
    CASES = "cases", "他の団体はどう調達したか", "How others bought it"
    CALLS = "calls", "受付中の共同調達の呼びかけ", "Open calls to join"
    METHODS = "methods", "契約の方法と金額の基準", "Contract methods and thresholds"
    BOND = "bond", "財源：デジタル活用推進事業債", "How to pay: the digital-promotion bond"
    TALENT = "talent", "人材：支援する財政措置", "Who can help: measures for talent"


class _Spoken(Protocol):
    def to(self, lang: Lang, /) -> str: ...


@frozen
class Entry:
    """One thing that a step knows (項目). Strictly read-only.

    details: what more is to be said of it.  url: a page about it.
    """

    text: Text
    details: tuple[Text, ...] = ()
    url: str | None = None


@frozen
class Step(Shown):
    """One step of a pathway (手順). Strictly read-only.

    missing: what still has to be known, as questions.  notes: what the entries rest on, and what is not known at all.
    """

    name: StepName
    entries: tuple[Entry, ...]
    missing: tuple[Text, ...] = ()
    notes: tuple[Text, ...] = ()
    sources: tuple[Source, ...] = ()

    def __shown__(self) -> Iterable[Part]:
        from .shown import step_parts

        return step_parts(self)

    @property
    def title(self) -> Text:
        """The question that the step answers."""
        return self.name.label

    @property
    def remarks(self) -> tuple[tuple[Text, tuple[Text, ...]], ...]:
        """What stands under the entries: a heading with what is missing, one with the notes; none where there are none."""
        found = (
            (both(Note("planning.missing")), self.missing),
            (both(Note("planning.notes")), self.notes),
        )
        return tuple((heading, texts) for heading, texts in found if texts)

    def explain(self, lang: Lang = "ja") -> str:
        """The step as plain text in `"ja"` or `"en"`."""
        lines = [self.title.to(lang)]
        for entry in self.entries:
            lines.append(f"- {entry.text.to(lang)}")
            lines += [f"    {detail.to(lang)}" for detail in entry.details]
            if entry.url:
                lines.append(f"    {entry.url}")
        for heading, texts in self.remarks:
            lines += [f"  {heading.to(lang)}", *(f"  - {text.to(lang)}" for text in texts)]
        if self.sources:
            lines.append(f"  {message('planning.sources', {}, lang)}")
        return "\n".join([*lines, *(f"  - {source.to(lang)}" for source in self.sources)])

    def to_dict(self) -> dict[str, Any]:
        """The step as JSON values."""
        return {
            "name": self.name.value,
            "title": self.title.to_dict(),
            "entries": [
                {
                    "text": entry.text.to_dict(),
                    "details": [one.to_dict() for one in entry.details],
                    "url": entry.url,
                }
                for entry in self.entries
            ],
            "missing": [one.to_dict() for one in self.missing],
            "notes": [one.to_dict() for one in self.notes],
            "sources": [one.to_dict() for one in self.sources],
        }


def both(spoken: _Spoken) -> Text:
    """What has words in both languages as a text."""
    return Text(spoken.to("ja"), spoken.to("en"))


def entry_of(ja: str, en: str, url: str | None = None) -> Entry:
    """An entry from an explanation of several lines in each language, the first of which is its text."""
    lines = zip(ja.splitlines(), en.splitlines(), strict=True)
    first, *rest = (Text(a.strip(), b.strip()) for a, b in lines)
    return Entry(first, tuple(rest), url)
