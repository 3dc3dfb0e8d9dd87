"""Counts over tables of proposals and of reviews: frames in, the same kind of frame out.

Counts, and no percentages. `proposal_table` and `review_table` make the tables from a ledger.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chiho_digital import tables
from chiho_digital.basics import InvalidValue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narwhals.typing import IntoFrameT

__all__ = ["proposals_by", "reviews_by"]

_ROWS = "rows told"


def proposals_by(frame: IntoFrameT, keys: Sequence[str] = ("year", "ministry", "field")) -> IntoFrameT:
    """Proposals for each group (提案の件数), in the order of the keys; a lazy frame is run.

    frame: of any engine, as `proposal_table` makes it: `proposal` (text) and the keys. Other columns are not read. A proposal
    counts once for each group, however many rows it has: once for each ministry, once in totals without `ministry`.
    Returns the keys and proposals (Int64).

    Raises:
        InvalidFrame: as `tables.sums_by`; or rows without a proposal.
        InvalidValue: as `tables.sums_by`.
    """
    return _counted(frame, keys, "proposal", "proposals")


def reviews_by(
    frame: IntoFrameT, keys: Sequence[str] = ("fiscal_year", "ministry", "stage", "outcome")
) -> IntoFrameT:
    """Reviews for each group (検討の件数), in the order of the keys; a lazy frame is run.

    frame: of any engine, as `review_table` makes it: `review` (text) and the keys. Other columns are not read. A review counts
    once for each group, however many rows it has: once for each ministry and field, once in totals without them.
    Returns the keys and reviews (Int64).

    Raises:
        InvalidFrame: as `tables.sums_by`; or rows without a review.
        InvalidValue: as `tables.sums_by`.
    """
    return _counted(frame, keys, "review", "reviews")


def _counted(frame: IntoFrameT, keys: Sequence[str], of: str, count: str) -> IntoFrameT:
    """How many different identifiers each group has."""
    import narwhals as nw

    from chiho_digital.rules import InvalidFrame

    once: Any = tables.sums_by(frame, (*keys, of), (), rows=_ROWS)
    nobody: Any = nw.from_native(once).filter(nw.col(of).is_null()).head(1)
    if len(nobody.lazy().collect()):
        raise InvalidFrame([InvalidValue("commonization.row_of_nobody", value=of).at(of)])
    counted: IntoFrameT = tables.sums_by(once, keys, (), rows=count)
    return counted
