"""Why a total has no shares (分担額が出ない理由)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chiho_digital.basics import Note

from .bodies import figure_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .preparing import Prepared
    from .rules import Part

__all__ = ["why_unknown"]


def why_unknown(ready: Prepared, members: Sequence[int]) -> tuple[Note, ...]:
    """Every reason why the total cannot be divided among some of the bodies, each once; `Division.among` found none."""
    found = [note for part in ready.parts for note in _of_part(ready, part, members)]
    if not found:
        found = [Note("procurement.sharing_remainder_unplaced", {"rule": ready.division.remainder.text})]
    return tuple(note for place, note in enumerate(found) if note not in found[:place])


def _of_part(ready: Prepared, part: Part, members: Sequence[int]) -> Iterator[Note]:
    extras = [part.extras[place] for place in members]
    known = [extra for extra in extras if extra is not None]
    amount = part.base + sum(known)
    if len(known) == len(extras) and amount == 0:
        return
    untyped = [ready.sharers[place].name for place in members if part.bearers[place] is None]
    if untyped:
        yield Note("procurement.sharing_type_unknown", {"bodies": untyped})
    bearing = [place for place in members if part.bearers[place] is not False]
    for figure in sorted(part.reads):
        lacking = [
            ready.sharers[place].name for place in bearing if ready.sharers[place].figures.get(figure) is None
        ]
        if lacking:
            yield Note(
                "procurement.sharing_figure_unknown", {"figure": figure_words(figure), "bodies": lacking}
            )
    if part.unstated is not None:
        yield Note("procurement.sharing_basis_unknown", {"part": part.words, "why": part.unstated})
    if len(known) == len(extras) and amount < 0:
        yield Note("procurement.sharing_prices_exceed", {"part": part.words})
    weights = [part.weights[place] for place in members]
    if not untyped and all(weight == 0 for weight in weights):
        yield Note("procurement.sharing_no_bearer", {"part": part.words})
