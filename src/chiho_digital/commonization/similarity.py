"""Similar proposals: pairs whose texts are nearly the same, with a score. Nothing is merged: that is for a person to decide.

Compared are title, measure, problem and effect, whatever is known of them: in plain form (NFKC), without case, spaces and
punctuation, cut into overlapping pieces of three characters. The score is the share of pieces that two proposals have in
common (Dice coefficient): twice the common pieces, divided by the pieces of both; every piece counts once.
1 is the same pieces, 0 none in common. It does not depend on the other proposals.
"""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar
from unicodedata import normalize

from attrs import frozen

from chiho_digital.basics import InvalidValue

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["SimilarPair", "Worded", "similar", "similar_to"]

_AT_LEAST = 0.6
_MOST = 1_000_000  # pairs: more are no list that a person could go through


class Worded(Protocol):
    """What can be compared (比べられる提案): a `Proposal`, or anything with the same four texts. None is not known."""

    @property
    def title(self) -> str | None:
        """The title (件名)."""
        ...

    @property
    def measure(self) -> str | None:
        """The measure sought (求める措置)."""
        ...

    @property
    def problem(self) -> str | None:
        """The problem (支障事例)."""
        ...

    @property
    def effect(self) -> str | None:
        """The effect (効果)."""
        ...


_Proposal = TypeVar("_Proposal", bound=Worded)


@frozen
class SimilarPair(Generic[_Proposal]):
    """Two proposals whose texts are alike (似た提案の組). Strictly read-only.

    first, second: in the order in which they were given.  score: the share of pieces in common, above 0 to 1.
    """

    first: _Proposal
    second: _Proposal
    score: float


def similar(
    proposals: Iterable[_Proposal], *, at_least: float = _AT_LEAST
) -> tuple[SimilarPair[_Proposal], ...]:
    """The pairs of proposals whose score is at least that, highest first, equal ones in the order given.

    Up to 2,048 proposals every pair is compared. Of more, pairs are first sorted out by a sketch of their texts, which misses
    fewer than one in a thousand of the pairs whose score is just `at_least`, and fewer still of those above; scores are exact.
    Time grows with the square of the number, and with more pairs near `at_least`. Needs scikit-learn (extra `similar`).

    Raises:
        InvalidValue: `at_least` is not above 0 and at most 1; or more than a million pairs are found.
        MissingExtra: scikit-learn is not installed.
    """
    _refuse_unless_share(at_least)
    from .pieces import Pieces

    given = tuple(proposals)
    if not given:
        return ()
    pieces = Pieces.of([_compared(one) for one in given])
    found: list[tuple[int, int, float]] = []
    for portion in pieces.alike(at_least):
        found += portion
        if len(found) > _MOST:
            raise InvalidValue("commonization.too_many_similar", value=at_least, most=_MOST)
    found.sort(key=lambda pair: (-pair[2], pair[0], pair[1]))
    return tuple(SimilarPair(given[one], given[other], score) for one, other, score in found)


def similar_to(
    proposal: _Proposal, among: Iterable[_Proposal], *, at_least: float = _AT_LEAST
) -> tuple[SimilarPair[_Proposal], ...]:
    """Those of other proposals whose score with one is at least that, highest first, equal ones in the order given.

    `first` of each pair is `proposal`. Every other is compared; one that equals `proposal` is left out, since it is the same.

    Raises:
        InvalidValue: `at_least` is not above 0 and at most 1.
        MissingExtra: scikit-learn is not installed (extra `similar`).
    """
    _refuse_unless_share(at_least)
    from .pieces import Pieces

    others = tuple(one for one in among if one != proposal)
    pieces = Pieces.of([_compared(proposal), *(_compared(one) for one in others)])
    found = sorted(pieces.like_first(at_least), key=itemgetter(2), reverse=True)
    return tuple(SimilarPair(proposal, others[place - 1], score) for _, place, score in found)


def _refuse_unless_share(at_least: float) -> None:
    if not 0 < at_least <= 1:
        raise InvalidValue("commonization.no_similarity", value=at_least)


def _compared(proposal: Worded) -> tuple[str, ...]:
    """The texts of a proposal in the form in which they are compared."""
    texts = (proposal.title, proposal.measure, proposal.problem, proposal.effect)
    return tuple("".join(filter(str.isalnum, normalize("NFKC", text).casefold())) for text in texts if text)
