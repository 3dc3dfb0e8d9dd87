"""What others buy together and one's own prefecture does not (自県にない共同調達), as lists; what is not known stands apart.

That a file holds no case of a kind in a prefecture does not prove that there is none. So a prefecture of which the file
holds no case at all, and a kind of which it does not say that anything was bought, are data not known (データなし).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from chiho_digital.basics import Text
from chiho_digital.basics.shown import Shown, parts_of
from chiho_digital.governments import GovernmentKind
from chiho_digital.governments.registry import scope
from chiho_digital.systems import kinds

from .view import View
from .views import OTHER, places_cell, shown_kinds

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from collections.abc import Set as AbstractSet

    from chiho_digital.basics.shown import Part
    from chiho_digital.governments import Government

    from .listing import Listing
    from .view import Cell

__all__ = ["BOUGHT", "Elsewhere", "elsewhere"]

BOUGHT = frozenset(
    {
        "in_service",
        "rolling_start",
        "joining",
        "trial_then_use",
        "selected",
        "awarded",
        "completed",
        "withdrawals",
    }
)
"""The states of a case that say that a supplier was chosen; of the others nobody knows whether it came to that."""

_HEADINGS = (Text("種類", "kind"), Text("事例のある都道府県", "prefectures with cases"))


@frozen
class Elsewhere(Shown):
    """Kinds of system bought together elsewhere (他の都道府県にあって自県にない種類). Strictly read-only.

    elsewhere: bought in other prefectures; of one's own the file holds other cases, but none of the kind.
    unknown: bought in other prefectures; whether in one's own is not known, with the reason.
    """

    prefecture: Government
    elsewhere: View
    unknown: View

    def __shown__(self) -> Iterable[Part]:
        return parts_of(self.elsewhere, self.unknown)


def elsewhere(listing: Listing, prefecture: Government | str) -> Elsewhere:
    """The kinds bought together elsewhere, seen from a prefecture (a value, code or name).

    Kinds stand in the order of the vocabulary and prefectures in the order of their codes: nothing is ranked.

    Raises:
        LookupError, InvalidValue: there is no such prefecture.
    """
    own = scope(prefecture, kind=GovernmentKind.PREFECTURE)
    shown = shown_kinds(listing.tables)
    bought: dict[str, set[str]] = {}
    here: set[str] = set()
    maybe_here: set[str] = set()
    for kind, code, status in listing.states:
        if code == own.code:
            (here if status in BOUGHT else maybe_here).add(kind)
        elif status in BOUGHT:
            bought.setdefault(kind, set()).add(code)
    no_case = not (here or maybe_here)
    lacking = bought.keys() - here
    apart = lacking if no_case else lacking & maybe_here
    return Elsewhere(
        own,
        View(
            Text(
                f"他の都道府県にあり、{own.name}の事例がない種類",
                f"Kinds bought together elsewhere, without a case of {own.title.en}",
            ),
            _HEADINGS,
            _rows(lacking - apart, bought, shown),
            (
                Text(
                    "このデータに事例がないという意味で、共同調達をしていないという意味ではありません。",
                    "These data hold no case; that does not mean that nothing is bought together.",
                ),
            ),
        ),
        View(
            Text(
                f"{own.name}にあるか分からない種類（データなし）",
                f"Kinds of which it is not known for {own.title.en} (no data)",
            ),
            _HEADINGS,
            _rows(apart, bought, shown),
            (_why(own, no_case=no_case),),
        ),
    )


def _why(own: Government, *, no_case: bool) -> Text:
    if no_case:
        return Text(
            f"このデータには{own.name}の事例が1件もないため、どの種類についても分かりません。",
            f"These data hold no case of {own.title.en} at all, so nothing is known of any kind.",
        )
    return Text(
        "事例はありますが、事業者の選定まで進んだかどうかが分かりません。",
        "There is a case, but whether a supplier was chosen is not known.",
    )


def _rows(
    wanted: AbstractSet[str], bought: Mapping[str, set[str]], shown: Mapping[str, Text]
) -> tuple[tuple[Cell, ...], ...]:
    """A row for each label: kinds of the vocabulary in its order, then others by name, その他 last."""
    order = {kind.id: place for place, kind in enumerate(kinds())}
    labels: dict[Text, set[str]] = {}
    for kind in sorted(
        wanted, key=lambda kind: (shown[kind].ja == OTHER.ja, order.get(kind, len(order)), kind)
    ):
        labels.setdefault(shown[kind], set()).update(bought[kind])
    return tuple((label, places_cell(sorted(codes))) for label, codes in labels.items())
