"""Quantifiers over child records on tables: the children's table is counted per parent and joined back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import narwhals as nw

from chiho_digital.basics import InvalidValue

from .conditions import Every, Some
from .errors import InvalidFrame

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .programs import Program

__all__ = ["quantifiers", "with_quantifiers"]

_ROW = "chiho row"


def quantifiers(program: Program) -> dict[Every | Some, str]:
    """Every quantifier of a program with the column that will hold its value."""
    nodes = dict.fromkeys(node for node in program.nodes() if isinstance(node, Every | Some))
    return {node: f"chiho quantifier {place}" for place, node in enumerate(nodes)}


def with_quantifiers(
    frame: Any,
    asked: Mapping[Every | Some, str],
    children: Mapping[str, tuple[Any, str]],
    evaluate: Callable[[Any, Every | Some], tuple[Any, nw.Expr]],
) -> Any:
    """The parents' frame with a column for every quantifier: true, false, or null (unknown).

    A parent without rows in the children's table has an empty list; without the table, or where the parent's own column
    of the list's name is null or false, the list is unknown.
    """
    eager = isinstance(frame, nw.DataFrame)
    for node, column in asked.items():
        name = node.children.name
        if name not in children:
            frame = frame.with_columns(nw.lit(None, dtype=nw.Boolean).alias(column))
            continue
        native, key = children[name]
        child, holds = evaluate(native, node)
        _check(frame, child, key, eager=eager)
        counts = (
            child.with_columns(
                (~holds).fill_null(False).cast(nw.Int64).alias("chiho no"),
                holds.fill_null(False).cast(nw.Int64).alias("chiho yes"),
                holds.is_null().cast(nw.Int64).alias("chiho open"),
            )
            .group_by(key)
            .agg(nw.col("chiho no").sum(), nw.col("chiho yes").sum(), nw.col("chiho open").sum())
        )
        frame = frame.with_row_index(_ROW) if eager else frame
        frame = frame.join(counts, on=key, how="left")
        decisive = "yes" if isinstance(node, Some) else "no"
        some = nw.col(f"chiho {decisive}").fill_null(0) > 0
        open_ = nw.col("chiho open").fill_null(0) > 0
        settled = some if isinstance(node, Some) else ~some
        known = ~nw.col(key).is_null()
        if name in frame.collect_schema():
            known = known & nw.col(name).fill_null(False)
        value = nw.when(known & (some | ~open_)).then(settled)
        frame = frame.with_columns(value.alias(column)).drop("chiho no", "chiho yes", "chiho open")
        frame = frame.sort(_ROW).drop(_ROW) if eager else frame
    return frame


def _check(frame: Any, child: Any, key: str, *, eager: bool) -> None:
    """Both tables have the key, and no child is without its parent."""
    for side in (frame, child):
        if key not in side.collect_schema():
            raise InvalidFrame([InvalidValue("rules.no_key", value=key)])
    if not eager:
        return
    orphans = child.join(frame.select(key), on=key, how="anti")
    if len(orphans):
        values = tuple(orphans[key].to_list()[:5])
        raise InvalidFrame([InvalidValue("rules.orphans", value=values, key=key).at(key)])
