"""Shares of a total (分担額): what each body pays, how it came about, and who got the remainder."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from attrs import frozen

from chiho_digital._version import __version__
from chiho_digital.basics import Lang, Note, Rounding, Text, message
from chiho_digital.basics.shown import Shown
from chiho_digital.governments import LocalGovernmentCode

from .bodies import figure_words
from .preparing import Prepared, prepared
from .reasons import why_unknown
from .remainders import Remainder
from .words import NOT_OFFICIAL, WHOLE_YEN, exact_yen, number, or_unknown, yen

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from chiho_digital.basics.shown import Part as ShownPart

    from .bodies import Number, Sharer
    from .composed import ByItem
    from .division import Divided
    from .rules import Part, Rule

__all__ = ["Line", "PartTotal", "Share", "Shares", "share", "shares_among"]


@frozen
class PartTotal:
    """A part of the total (負担の一部). Strictly read-only.

    words: how it is divided.  item: its cost item, if any.  amount: yen, not rounded; None is unknown.
    weight: the sum of the weights; None is unknown.  rounding: of each body's share of it, if it has one of its own.
    """

    words: Text
    item: str | None
    amount: Fraction | None
    weight: Fraction | None
    rounding: Rounding | None

    @property
    def text(self) -> Text:
        """The part in words."""
        item = "" if self.item is None else f"{self.item}: "
        return Text(f"{item.replace(': ', '：')}{self.words.ja}", f"{item}{self.words.en}")

    def to_dict(self) -> dict[str, Any]:
        """The part as JSON values; what is exact is a text such as "10/3"."""
        return {
            "words": self.words.to_dict(),
            "item": self.item,
            "amount": _plain(self.amount),
            "weight": _plain(self.weight),
        }


@frozen
class Line:
    """What a body bears of one part. Strictly read-only. exact: yen before any rounding; None is unknown."""

    part: PartTotal
    weight: Number | None
    exact: Fraction | None

    def to(self, lang: Lang) -> str:
        """The line in words."""
        part = self.part
        if part.amount == 0:
            return message("procurement.sharing_amount_line", {"what": part.text, "exact": yen(0)}, lang)
        if self.weight is None or self.exact is None or part.amount is None or part.weight is None:
            return message("procurement.sharing_line_unknown", {"part": part.text}, lang)
        params = {
            "part": part.text,
            "amount": exact_yen(part.amount),
            "weight": number(self.weight),
            "whole": number(part.weight),
            "exact": exact_yen(self.exact),
        }
        if part.rounding is None:
            return message("procurement.sharing_line", params, lang)
        rounded = {"rounding": part.rounding.text, "rounded": yen(part.rounding.apply(self.exact))}
        return message("procurement.sharing_line_rounded", {**params, **rounded}, lang)


@frozen
class Share:
    """What one body pays of a total (分担額). Strictly read-only. None is unknown; `Shares.unknown` says why.

    yen: what it pays.  exact: its share before any rounding.  given: what of `yen` came from the remainder.
    lines: its share of each part that it bears.
    """

    sharer: Sharer
    yen: int | None
    exact: Fraction | None
    given: int | None
    lines: tuple[Line, ...]

    def explain(self, lang: Lang = "ja") -> str:
        """The share and how it came about as plain text in `"ja"` or `"en"`."""
        title = {"name": self.sharer.name, "yen": or_unknown(self.yen)}
        given = (
            () if not self.given else (message("procurement.sharing_given", {"yen": yen(self.given)}, lang),)
        )
        lines = (*(line.to(lang) for line in self.lines), *given)
        return "\n".join([message("procurement.sharing_body", title, lang), *(f"  {line}" for line in lines)])

    def to_dict(self) -> dict[str, Any]:
        """The share as JSON values; what is exact is a text such as "10/3"."""
        return {
            "code": str(self.sharer.code),
            "name": self.sharer.name,
            "yen": self.yen,
            "exact": _plain(self.exact),
            "remainder": self.given,
            "how": [{"ja": line.to("ja"), "en": line.to("en")} for line in self.lines],
        }


@frozen
class Shares(Shown):
    """A total and who pays what of it (分担額の一覧). Strictly read-only.

    The shares and `kept` add up to the total. total: yen.  shares: in order of code.  parts: of the total.
    left: what rounding left of the total, in yen, below zero where it rounded up; `remainder` says who got it.
    kept: what of it none of the bodies pays.  unknown: why there are no shares; then yen, left and kept are None.
    """

    total: int
    rule: Rule | ByItem
    rounding: Rounding
    remainder: Remainder
    parts: tuple[PartTotal, ...]
    shares: tuple[Share, ...]
    left: int | None
    kept: int | None
    unknown: tuple[Note, ...]

    def __shown__(self) -> Iterable[ShownPart]:
        from chiho_digital.procurement.shown import shares_parts

        return shares_parts(self)

    def __getitem__(self, code: str) -> Share:
        """The share of a body, by its code.

        Raises:
            KeyError: it does not take part.
        """
        for one in self.shares:
            if one.sharer.code == code:
                return one
        raise KeyError(code)

    @property
    def yen(self) -> dict[str, int | None]:
        """What each body pays, in yen, by code; None is unknown."""
        return {one.sharer.code: one.yen for one in self.shares}

    @property
    def notes(self) -> tuple[Note, ...]:
        """What the figures count, as of when, and how they were come by."""
        found: list[Note] = []
        for one in self.shares:
            for name, table in one.sharer.tables.items():
                if name in self.rule.figures:
                    about = {"figure": figure_words(name), "what": table.what, "day": table.as_of}
                    found.append(Note("procurement.sharing_table", about))
                    code = one.sharer.code
                    figure = table.of(code) if isinstance(code, LocalGovernmentCode) else None
                    found.extend(() if figure is None else figure.notes)
        return tuple(note for place, note in enumerate(found) if note not in found[:place])

    def explain(self, lang: Lang = "ja") -> str:
        """All shares and how they came about as plain text in `"ja"` or `"en"`."""
        about = {"total": yen(self.total), "rule": self.rule.text}
        rounding = {"rounding": self.rounding.text, "rule": self.remainder.text}
        if self.left is None:
            last = [*(note.to(lang) for note in self.unknown)]
        else:
            last = [message("procurement.sharing_rounding", {**rounding, "left": yen(self.left)}, lang)]
        return "\n".join(
            [
                message("procurement.sharing_title", about, lang),
                *(one.explain(lang) for one in self.shares),
                *last,
                *(note.to(lang) for note in self.notes),
                NOT_OFFICIAL.to(lang),
            ]
        )

    def to_dict(self) -> dict[str, Any]:
        """The shares as JSON values; unknown is null."""
        return {
            "total": self.total,
            "rule": self.rule.text.to_dict(),
            "rounding": {"unit": self.rounding.unit, "direction": str(self.rounding.direction)},
            "remainder": {"rule": self.remainder.text.to_dict(), "yen": self.left, "kept": self.kept},
            "parts": [part.to_dict() for part in self.parts],
            "shares": [one.to_dict() for one in self.shares],
            "unknown": [note.to_dict() for note in self.unknown],
            "notes": [note.to_dict() for note in self.notes],
            "library_version": __version__,
            "official": NOT_OFFICIAL.to_dict(),
        }


def share(
    total: int | Mapping[str, int],
    among: Iterable[Sharer],
    rule: Rule | ByItem,
    *,
    remainder: Remainder,
    rounding: Rounding = WHOLE_YEN,
) -> Shares:
    """A total divided among bodies (負担額の算定), exact in yen: shares and what is kept add up to the total.

    total: yen, or for `ByItem` yen by cost item; shares are of the scope and tax basis of the total.  among: the bodies, in any order.
    remainder: who gets the yen that rounding leaves.  rounding: of each body's whole share.
    Where a rule cannot answer (a figure is unknown, nobody is there to bear a part), no share is known, with the reasons.

    >>> from chiho_digital.procurement.sharing import By, LargestShare, Sharer
    >>> towns = [Sharer("a", "A", {"population": 100}), Sharer("b", "B", {"population": 200})]
    >>> share(1_000, towns, By("population"), remainder=LargestShare()).yen
    {'a': 333, 'b': 667}

    Raises:
        InvalidValue: nobody is named, a body stands there twice, a total is negative, too large or no whole yen, items without
            rule or rules without item, a figure that nobody states, counts of different tables, a remainder that does not
            fit: all are named in `params["errors"]`.
    """
    ready = prepared(total, among, rule, rounding, remainder)
    return shares_among(ready, range(len(ready.sharers)))


def shares_among(ready: Prepared, members: Sequence[int]) -> Shares:
    """The shares of some of the bodies, by their places."""
    division = ready.division
    divided = division.among(members)
    parts = tuple((_part_total(part, members), part) for part in ready.parts)
    shares = tuple(
        _share(ready.sharers[place], place, at, divided, parts) for at, place in enumerate(members)
    )
    return Shares(
        division.total,
        ready.rule,
        division.rounding,
        division.remainder,
        tuple(total for total, _ in parts),
        shares,
        None if divided is None else divided.left,
        None if divided is None else divided.kept,
        () if divided is not None else why_unknown(ready, members),
    )


def _part_total(part: Part, members: Sequence[int]) -> PartTotal:
    extras = [part.extras[place] for place in members]
    weights = [None if part.bearers[place] is None else part.weights[place] for place in members]
    known_extras = [extra for extra in extras if extra is not None]
    known_weights = [weight for weight in weights if weight is not None]
    amount = part.base + sum(known_extras) if len(known_extras) == len(extras) else None
    weight = Fraction(sum(known_weights)) if len(known_weights) == len(weights) else None
    return PartTotal(part.words, part.item, amount, weight, part.rounding)


def _share(
    sharer: Sharer, place: int, at: int, divided: Divided | None, parts: Iterable[tuple[PartTotal, Part]]
) -> Share:
    """A body's share: `place` among all bodies, `at` among those who take part."""
    lines = tuple(
        _line(total, part.weights[place]) for total, part in parts if part.bearers[place] is not False
    )
    if divided is not None:
        exact = Fraction(divided.exact[at], divided.scale)
        return Share(sharer, divided.yen[at], exact, divided.given[at], lines)
    known = [line.exact for line in lines if line.exact is not None]
    return Share(sharer, None, sum(known, Fraction(0)) if len(known) == len(lines) else None, None, lines)


def _line(part: PartTotal, weight: Number | None) -> Line:
    if part.amount == 0:
        return Line(part, weight, Fraction(0))
    if part.amount is None or not part.weight or weight is None:
        return Line(part, weight, None)
    return Line(part, weight, part.amount * weight / part.weight)


def _plain(value: Fraction | None) -> str | None:
    return None if value is None else str(value)
