"""Sums over tables of cases: frames in, the same kind of frame out."""

from __future__ import annotations

from typing import Any

__all__ = ["count_by"]


def count_by(frame: Any, key: str) -> Any:
    """Cases and municipalities for each value of a column, in its order.

    frame: case_id (text), the key, municipalities (Int64, null is unknown). A case counts once for each key.
    Returns the key, cases, cases_with_count, municipalities (Int64): the last is the sum over the cases whose count is
    known, and null where none is.
    """
    import narwhals as nw

    once = nw.from_native(frame, eager_only=True).unique(subset=["case_id", key], maintain_order=True)
    # pyarrow takes only plain aggregations; types and nulls are set right afterwards
    counted = once.group_by(key).agg(
        nw.len().alias("cases"),
        nw.col("municipalities").count().alias("cases_with_count"),
        nw.col("municipalities").sum().alias("total"),
    )
    known = nw.when(nw.col("cases_with_count") > 0).then(nw.col("total").cast(nw.Int64()))
    summed = counted.select(
        key,
        nw.col("cases", "cases_with_count").cast(nw.Int64()),
        known.alias("municipalities"),
    ).sort(key)
    return nw.maybe_reset_index(summed).to_native()
