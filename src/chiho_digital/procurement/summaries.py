"""Sums over tables of cases and of participations: frames in, the same kind of frame out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chiho_digital import tables
from chiho_digital.basics import InvalidValue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narwhals.typing import IntoFrameT

__all__ = ["count_by", "participations_by"]


def count_by(frame: IntoFrameT, key: str) -> IntoFrameT:
    """Cases and municipalities for each value of a column (事例数・参加自治体数), in its order.

    frame: of any engine; case_id (text), the key, municipalities (whole numbers, null is unknown). A case counts once for
    each key, however many rows it has there.
    Returns the key, cases, cases_with_count, municipalities (Int64): the last is the sum over the cases whose count is
    known, and null where none is.

    Raises:
        InvalidFrame: as `tables.sums_by`.
        InvalidValue: as `tables.sums_by`; or the rows of a case state different counts for one key.
    """
    import narwhals as nw

    stated: Any = tables.sums_by(frame, (key, "case_id", "municipalities"), ())
    of_cases: Any = tables.sums_by(stated, (key, "case_id"), ("municipalities",))
    several: Any = nw.from_native(of_cases).filter(nw.col("municipalities_known") > 1).head(1)
    for row in several.lazy().collect().rows(named=True):
        raise InvalidValue("procurement.counts_differ", value=row["case_id"], key=row[key])
    counted: Any = tables.sums_by(of_cases, (key,), ("municipalities",), rows="cases")
    renamed: IntoFrameT = (
        nw.from_native(counted).rename({"municipalities_known": "cases_with_count"}).to_native()
    )
    return renamed


def participations_by(
    frame: IntoFrameT, keys: Sequence[str] = ("prefecture", "kind", "fiscal_year")
) -> IntoFrameT:
    """Participations and their amounts for each group (参加件数・金額), in the order of the keys; a lazy frame is run, once.

    frame: of any engine, a row for each participation of a body in a case: the keys, say prefecture and kind (text or
    categories) and fiscal_year (whole numbers); amount (yen, null is unknown). Other columns are not read.
    Returns the keys, participations, amount_known, amount (Int64): the last is the sum over the participations whose
    amount is known, and null where none is.

    Raises:
        InvalidFrame, InvalidValue: as `tables.sums_by`.
    """
    return tables.sums_by(frame, keys, ("amount",), rows="participations")
