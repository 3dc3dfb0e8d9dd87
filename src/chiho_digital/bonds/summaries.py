"""Sums over tables of projects: what a prefecture or a ministry adds up. Frames in, the same kind of frame out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chiho_digital import tables

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narwhals.typing import IntoFrameT

__all__ = ["projects_by"]


def projects_by(
    frame: IntoFrameT,
    keys: Sequence[str] = ("prefecture", "kind", "fiscal_year"),
    amounts: Sequence[str] = ("eligible_cost", "bond_ceiling", "general_funds", "need_increase"),
) -> IntoFrameT:
    """Projects and their amounts for each group and outcome (事業数・資金計画の合計); a lazy frame is run, once.

    frame: of any engine, a row for each project, as `eligibility_frame` and then `funding_frame` give it back: the keys,
    say prefecture and kind (text or categories) and fiscal_year (whole numbers); outcome (text); the amounts (yen, null
    is unknown). Further amounts can be named, say cost, grants and other_revenue. Other columns are not read.
    Returns the keys; outcome: ineligible, eligible and undetermined projects are apart, each in a row; projects; and for
    each amount `<name>_known`, the projects in which it is known, and its sum over these, null where there is none (Int64).

    Raises:
        InvalidFrame, InvalidValue: as `tables.sums_by`.
    """
    return tables.sums_by(frame, (*keys, "outcome"), amounts, rows="projects")
