"""Quantifiers over child records on tables: the children's table is counted per parent and joined back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import narwhals as nw

from chiho_digital.basics import InvalidValue

from .conditions import Every, Some
from .dialects import Dialect
from .doors import enter
from .errors import InvalidFrame
from .writing import Writer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .doors import Table
    from .facts import Facts
    from .programs import Program

__all__ = ["quantifiers", "with_quantifiers"]

_TEXT = (nw.String, nw.Categorical, nw.Enum)


def quantifiers(program: Program, prefix: str) -> dict[Every | Some, str]:
    """Every quantifier of a program with the column that will hold its value."""
    return {node: f"{prefix}quantifier {place}" for place, node in enumerate(program.quantifiers)}


def with_quantifiers(
    table: Table,
    kind: type[Facts],
    asked: Mapping[Every | Some, str],
    children: Mapping[str, tuple[Any, str]],
) -> Table:
    """The parents with a column for every quantifier: true, false, or null (unknown).

    A parent without rows in the children's table has an empty list; without the table, or where the parent's own column
    of the list's name is null or false, the list is unknown.

    Raises:
        InvalidFrame: a table for a list that no rule knows, children without parents, keys of two types.
    """
    lists = {name: known for name, known in kind.definitions.items() if known.has_children}
    if unknown := [name for name in children if name not in lists]:
        raise InvalidFrame(
            [InvalidValue("rules.no_such_list", value=name, names=tuple(lists)) for name in unknown]
        )
    if children:
        table = table.checked()
    opened: dict[str, Table] = {}
    for name, (native, key) in children.items():
        table, opened[name] = _children(table, native, key, lists[name].type)
    for node, column in asked.items():
        name = node.children.name
        if name in opened:
            table = _counted(table, opened[name], children[name][1], node, column)
        else:
            table = table.with_frame(table.frame.with_columns(nw.lit(None, dtype=nw.Boolean).alias(column)))
    return table


def _children(table: Table, native: Any, key: str, kind: type[Facts]) -> tuple[Table, Table]:
    """The parents' and the children's table, their keys of one type."""
    child = enter(native, kind, keys=(key,)).checked()
    ours, theirs = (side.frame.collect_schema()[side.name(key)] for side in (table, child))
    if table.frame.implementation is not child.frame.implementation or table.lazy != child.lazy:
        raise InvalidFrame(
            [
                InvalidValue(
                    "rules.frames_differ", value=type(native).__name__, parents=type(table.native).__name__
                )
            ]
        )
    if ours.is_integer() and theirs.is_integer():
        table, child = _cast(table, key, nw.Int64), _cast(child, key, nw.Int64)
    elif isinstance(ours, _TEXT) and isinstance(theirs, _TEXT):
        table, child = _cast(table, key, nw.String), _cast(child, key, nw.String)
    elif nw.Unknown in {ours, theirs}:  # a column of nulls only, or of no rows
        common = next((dtype for dtype in (ours, theirs) if dtype != nw.Unknown), nw.String)
        table, child = _cast(table, key, common), _cast(child, key, common)
    elif ours != theirs:
        raise InvalidFrame(
            [InvalidValue("rules.key_types", value=key, parents=str(ours), children=str(theirs))]
        )
    if table.lazy or child.lazy:
        return table, child
    parents = table.frame.select(nw.col(table.name(key)).alias(child.name(key)))
    orphans = child.frame.select(child.name(key)).join(parents, on=child.name(key), how="anti")
    if len(orphans):
        values = tuple(orphans[child.name(key)].to_list()[:5])
        raise InvalidFrame([InvalidValue("rules.orphans", value=values, key=key).at(key)])
    return table, child


def _cast(table: Table, key: str, dtype: Any) -> Table:
    return table.with_frame(table.frame.with_columns(nw.col(table.name(key)).cast(dtype)))


def _counted(table: Table, child: Table, key: str, node: Every | Some, column: str) -> Table:
    """The parents with one quantifier's value: counted among the children, joined by the key."""
    names = {name: child.name(name) for name in node.children.type.definitions}
    holds = Writer(names, {}, Dialect()).value(node.part)
    decisive = holds if isinstance(node, Some) else ~holds
    settling, open_, row = (table.name(f"count {word}") for word in ("settling", "open", "row"))
    counts = (
        child.frame.select(
            nw.col(child.name(key)).alias(table.name(key)),
            decisive.fill_null(False).cast(nw.Int64).alias(settling),
            holds.is_null().cast(nw.Int64).alias(open_),
        )
        .group_by(table.name(key))
        .agg(nw.col(settling).sum(), nw.col(open_).sum())
    )
    frame = table.frame if table.lazy else table.frame.with_row_index(row)
    frame = frame.join(counts, on=table.name(key), how="left")
    settled = nw.col(settling).fill_null(0) > 0
    unsettled = nw.col(open_).fill_null(0) > 0
    known = ~nw.col(table.name(key)).is_null()
    listed = table.name(node.children.name)
    if table.says_whether_known(node.children.name):
        known &= nw.col(listed).fill_null(False)
    value = nw.when(known & (settled | ~unsettled)).then(settled if isinstance(node, Some) else ~settled)
    frame = frame.with_columns(value.alias(column)).drop(settling, open_)
    return table.with_frame(frame if table.lazy else frame.sort(row).drop(row))
