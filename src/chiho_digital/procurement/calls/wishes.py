"""Wishes (要望): municipalities say for which kind of system they would like another body to lead, and are counted.

Counts and lists, no percentages; kinds stand in the order of the vocabulary, prefectures and bodies by code, so that nobody
stands first for having said more, or last for having said less.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Self

from attrs import frozen
from pydantic import ConfigDict, Field, model_validator

from chiho_digital.basics import ImpossibleMove, InvalidValue, Lang, Note, Text, message
from chiho_digital.governments import Government, LocalGovernmentCode
from chiho_digital.systems import SystemKind, kind_of, kinds
from chiho_digital.systems.fields import Words

from .bodies import as_municipality, body_on, last_known
from .fields import Kind, Record, kind_notes, titled

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chiho_digital.tables import Issue, NumberedRow

    from .rows import WishRow

__all__ = ["Wish", "WishCount", "WishCounts", "count_wishes"]


class Wish(Record):
    """That a municipality would like another body to lead on a kind of system (要望). Strictly read-only.

    body: the municipality.  kind: id of the kind; one that our file does not know stands as it was written.
    lead: who is wished for, usually the prefecture; None where it is not said.
    on, withdrawn: the day it was stated and the day it was taken back, None while it holds.

    Raises:
        pydantic.ValidationError: no municipality bears the code on that day, or it was withdrawn before it was stated.
    """

    model_config: ClassVar[ConfigDict] = titled(
        "要望", "市区町村が、ある種類のシステムについて都道府県などに主導を求める意思を示したもの。"
    )

    body: Annotated[LocalGovernmentCode, Field(title="団体", description="要望した市区町村の団体コード。")]
    kind: Annotated[
        Kind,
        Field(title="システムの種類", description="システムの種類のID。対応表にない種類は書かれたまま。"),
    ]
    on: Annotated[date, Field(title="要望した日", description="要望を示した日。")]
    lead: Annotated[
        LocalGovernmentCode | None,
        Field(
            title="主導を求める団体", description="主導を求める相手の団体コード。示されていなければ null。"
        ),
    ] = None
    words: Annotated[Words | None, Field(title="内容", description="要望の内容。ないときは null。")] = None
    withdrawn: Annotated[
        date | None, Field(title="取り下げた日", description="要望を取り下げた日。続いているときは null。")
    ] = None

    @model_validator(mode="after")
    def _sound(self) -> Self:
        as_municipality(body_on(self.body, self.on))
        if self.lead is not None:
            body_on(self.lead, self.on)
        if self.withdrawn is not None and self.withdrawn < self.on:
            raise InvalidValue("procurement.wish_withdrawn_early", value=self.withdrawn, on=self.on)
        return self

    @classmethod
    def from_rows(
        cls, rows: Iterable[NumberedRow[WishRow]], *, within: str | None = None
    ) -> tuple[tuple[Wish, ...], tuple[Issue, ...]]:
        """The wishes of checked rows, and what is to be said about them by row and column; a row with an error is no wish.

        within: the code of the prefecture in which names are looked up.
        """
        from .reading_wishes import wishes_of_rows

        return wishes_of_rows(rows, within)

    @property
    def system_kind(self) -> SystemKind:
        """The kind of system it is about."""
        return kind_of(self.kind)

    @property
    def notes(self) -> tuple[Note, ...]:
        """That its kind is not known, with near names."""
        return kind_notes(self.kind)

    def holds(self, day: date) -> bool:
        """Whether it was stated and not taken back by a day."""
        return self.on <= day and (self.withdrawn is None or day < self.withdrawn)

    def withdraw(self, on: date) -> Wish:
        """The wish, taken back on a day.

        Raises:
            ImpossibleMove: it was already.
            pydantic.ValidationError: it was not stated by then.
        """
        if self.withdrawn is not None:
            raise ImpossibleMove("procurement.wish_withdrawn", value=self.withdrawn)
        return Wish.model_validate({**dict(self), "withdrawn": on})


@frozen
class WishCount:
    """The bodies that wish for a kind of system (要望の件数). Strictly read-only.

    prefecture: of the bodies; None where all are counted together.  bodies: each once, by code.
    """

    kind: SystemKind
    prefecture: Government | None
    bodies: tuple[Government, ...]

    @property
    def count(self) -> int:
        """How many they are."""
        return len(self.bodies)

    def to(self, lang: Lang) -> str:
        """The count and the list, on one line."""
        params = {
            "kind": self.kind.label,
            "where": Text("", "")
            if self.prefecture is None
            else Text(f"（{self.prefecture.title.ja}）", f" ({self.prefecture.title.en})"),
            "count": self.count,
            "bodies": tuple(body.title for body in self.bodies),
        }
        return message("procurement.wish_count", params, lang)


@frozen
class WishCounts:
    """Wishes counted as of a day (要望の集計). Strictly read-only.

    counts: kinds in the order of the vocabulary, unknown ones after them; prefectures and bodies by code.
    notes: kinds that are not known, with near names.
    """

    day: date
    counts: tuple[WishCount, ...]
    notes: tuple[Note, ...]

    def explain(self, lang: Lang = "ja") -> str:
        """The counts as plain text in `"ja"` or `"en"`."""
        title = message("procurement.wish_counts", {"day": self.day}, lang)
        return "\n".join(
            [title, *(count.to(lang) for count in self.counts), *(n.to(lang) for n in self.notes)]
        )

    def to_dict(self) -> dict[str, Any]:
        """The counts as JSON values."""
        return {
            "day": self.day.isoformat(),
            "counts": [
                {
                    "kind": count.kind.id,
                    "label": count.kind.label.to_dict(),
                    "prefecture": None if count.prefecture is None else str(count.prefecture.code),
                    "count": count.count,
                    "bodies": [str(body.code) for body in count.bodies],
                }
                for count in self.counts
            ],
            "notes": [note.to_dict() for note in self.notes],
        }


def count_wishes(wishes: Iterable[Wish], day: date, *, by_prefecture: bool = False) -> WishCounts:
    """Which bodies wish for what on a day (要望の集計), by kind, and by prefecture if asked.

    A body counts once for a kind, however often it said so.

    >>> town = Wish(body="352047", kind="電子申請", on=date(2025, 5, 1))
    >>> print(count_wishes([town, town.withdraw(date(2025, 6, 1))], date(2025, 5, 2)).counts[0].to("en"))
    online application: 1 (Hagi (city, Yamaguchi))
    """
    found: dict[tuple[str, str], dict[LocalGovernmentCode, Government]] = {}
    for wish in wishes:
        if wish.holds(day):
            place = wish.body.prefecture_digits if by_prefecture else ""
            bodies = found.setdefault((wish.kind, place), {})
            bodies[wish.body] = last_known(wish.body, day, wish.on)
    known = {kind.id: place for place, kind in enumerate(kinds())}
    order = sorted(found, key=lambda key: (known.get(key[0], len(known)), key))
    counts: list[WishCount] = []
    for kind, place in order:
        listed = tuple(body for _, body in sorted(found[kind, place].items()))
        counts.append(WishCount(kind_of(kind), listed[0].prefecture if place else None, listed))
    notes = tuple(note for kind in dict.fromkeys(kind for kind, _ in order) for note in kind_notes(kind))
    return WishCounts(day, tuple(counts), notes)
