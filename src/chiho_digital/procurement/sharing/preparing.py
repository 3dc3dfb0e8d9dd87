"""What a sharing is given, checked all at once, and made ready to be divided."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING

from attrs import frozen

from chiho_digital.basics import MAX_YEN, Direction, InvalidValue, Rounding, Text, whole_yen

from .bodies import figure_words
from .composed import ByItem
from .division import Division
from .remainders import Kept, LargestRemainder, Lead, Remainder
from .rules import Part, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from .bodies import Sharer

__all__ = ["Prepared", "in_order", "prepared", "problems_of_bodies", "raise_all"]


@frozen
class Prepared:
    """A sharing that can be divided: bodies in order of code, parts of the total, and the division."""

    sharers: tuple[Sharer, ...]
    rule: Rule | ByItem
    parts: tuple[Part, ...]
    division: Division


def prepared(
    total: int | Mapping[str, int],
    among: Iterable[Sharer],
    rule: Rule | ByItem,
    rounding: Rounding,
    remainder: Remainder,
) -> Prepared:
    """A sharing made ready.

    Raises:
        InvalidValue: something is wrong; all of it is named.
    """
    sharers = in_order(among)
    rules: dict[str | None, Rule] = dict(rule.items if isinstance(rule, ByItem) else ((None, rule),))
    totals: dict[str | None, int] = dict(total.items() if isinstance(total, Mapping) else ((None, total),))
    raise_all(
        [
            *problems_of_bodies(sharers, rule.figures),
            *_of_totals(totals, rules),
            *_of_remainder(sharers, remainder),
        ]
    )
    parts = tuple(
        part
        for item, of_item in rules.items()
        for part in of_item.parts(Part.whole(totals[item], sharers, item), sharers)
    )
    raise_all(_of_rounding(parts, rounding, remainder))
    codes = [sharer.code for sharer in sharers]
    division = Division.of(sum(totals.values()), codes, parts, rounding, remainder)
    return Prepared(sharers, rule, parts, division)


def in_order(among: Iterable[Sharer]) -> tuple[Sharer, ...]:
    """The bodies by code."""
    return tuple(sorted(among, key=lambda sharer: sharer.code))


def raise_all(problems: Iterable[InvalidValue]) -> None:
    """One error that names all problems, if there are any.

    Raises:
        InvalidValue: there are.
    """
    found = tuple(problems)
    if found:
        sentences = tuple(Text(problem.message("ja"), problem.message("en")) for problem in found)
        raise InvalidValue("procurement.sharing_invalid", value=len(found), problems=sentences, errors=found)


def problems_of_bodies(sharers: Sequence[Sharer], figures: Iterable[str]) -> Iterator[InvalidValue]:
    """What is wrong with the bodies and with the figures that are read of them."""
    if not sharers:
        yield InvalidValue("procurement.sharing_nobody_named")
    codes = [sharer.code for sharer in sharers]
    twice = sorted({code for code in codes if codes.count(code) > 1})
    if twice:
        yield InvalidValue("procurement.sharing_twice", value=twice)
    stated = sorted({name for sharer in sharers for name in sharer.figures})
    for figure in sorted(figures):
        if sharers and figure not in stated:
            near = get_close_matches(figure, stated, 1)
            suggestion = near[0] if near else None
            yield InvalidValue(
                "procurement.sharing_figure_nowhere", value=figure, stated=stated, suggestion=suggestion
            )
        tables = {
            (table.what, table.as_of)
            for sharer in sharers
            if (table := sharer.tables.get(figure)) is not None
        }
        if len(tables) > 1:
            listed = tuple(
                Text(f"{what.ja} {day}", f"{what.en} {day}") for what, day in sorted(tables, key=str)
            )
            yield InvalidValue("procurement.sharing_mixed_tables", value=figure_words(figure), tables=listed)


def _of_totals(totals: Mapping[str | None, int], rules: Mapping[str | None, Rule]) -> Iterator[InvalidValue]:
    items, named = set(totals), set(rules)
    if items != named:
        yield InvalidValue(
            "procurement.sharing_items",
            value=_named(items),
            rules=_named(named),
        )
    for item, yen in totals.items():
        try:
            if not 0 <= whole_yen(yen) <= MAX_YEN:
                raise InvalidValue("procurement.sharing_total", value=yen, most=f"{MAX_YEN:,}")  # noqa: TRY301 -- kept with the others
        except InvalidValue as error:
            yield error if item is None else error.at(item)


def _named(items: Iterable[str | None]) -> tuple[Text | str, ...]:
    whole = Text("総額", "the whole")
    return tuple(sorted((whole if item is None else item for item in items), key=str))


def _of_remainder(sharers: Sequence[Sharer], remainder: Remainder) -> Iterator[InvalidValue]:
    codes = {sharer.code for sharer in sharers}
    match remainder:
        case Lead(code=code) if code not in codes:
            yield InvalidValue("procurement.sharing_lead_elsewhere", value=code)
        case Kept(by=code) if code in codes:
            yield InvalidValue("procurement.sharing_kept_by_sharer", value=code)
        case _:
            pass


def _of_rounding(parts: Iterable[Part], rounding: Rounding, remainder: Remainder) -> Iterator[InvalidValue]:
    if isinstance(remainder, LargestRemainder) and (
        rounding.direction != Direction.DOWN or any(part.rounding is not None for part in parts)
    ):
        yield InvalidValue("procurement.sharing_remainder_rounding")
