"""Stacked columns of yen, one for each year or payment: what is known in its colour, what is not known hatched."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import frozen

from chiho_digital.basics import Lang, Text
from chiho_digital.bonds.steps import yen

from ._altair import UNKNOWN, WIDTH, altair, colours, data, edges, yen_axis

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Stack", "columns"]

_HEIGHT = 260
_THIN = 60  # with more columns the white lines between parts would hide them


@frozen
class Stack:
    """One column. Strictly read-only.

    parts: yen, in the order of the chart.  gap: yen of which only the sum is known.
    is_open: whether there is more, nobody knows how much.
    """

    label: Text
    parts: tuple[int, ...]
    gap: int = 0
    is_open: bool = False

    @property
    def top(self) -> int:
        """The end of what is known."""
        return sum(part for part in self.parts if part > 0) + self.gap


def columns(stacks: Sequence[Stack], parts: Sequence[Text], across: Text, lang: Lang) -> Any:
    """The columns side by side; an open one is hatched to the top of the chart."""
    alt = altair()
    highest = max((stack.top for stack in stacks), default=0)
    top = (highest or 1) * 1.08
    rows = [row for stack in stacks for row in _segments(stack, parts, top, lang)]
    low = min(0, *(row["end"] for row in rows))
    unit, axis = yen_axis(highest, lang)
    line = 0 if len(stacks) > _THIN else 1
    return (
        alt.Chart(data(rows))
        .mark_bar(strokeWidth=line)
        .encode(
            x=alt.X(
                "row:N",
                sort=[stack.label.to(lang) for stack in stacks],
                title=across.to(lang),
                axis=alt.Axis(labelAngle=0, labelOverlap=True),
            ),
            y=alt.Y("start:Q", title=unit, axis=axis, scale=alt.Scale(domain=[low, top], nice=False)),
            y2="end:Q",
            color=colours(parts, lang, unknown=any(stack.gap or stack.is_open for stack in stacks)),
            stroke=edges(lang),
            tooltip="tip:N",
        )
        .properties(width=WIDTH, height=_HEIGHT)
    )


def _segments(stack: Stack, parts: Sequence[Text], top: float, lang: Lang) -> Iterator[dict[str, Any]]:
    row = stack.label.to(lang)

    def segment(part: Text, start: float, end: float, amount: int | None) -> dict[str, Any]:
        said = UNKNOWN if amount is None else yen(amount)
        words = dict.fromkeys((row, part.to(lang), said.to(lang)))
        return {"row": row, "part": part.to(lang), "start": start, "end": end, "tip": " ".join(words)}

    up = down = 0
    for part, amount in zip(parts, stack.parts, strict=True):
        start = up if amount >= 0 else down
        end = start + amount
        up, down = (end, down) if amount >= 0 else (up, end)
        if amount:
            yield segment(part, start, end, amount)
    if stack.gap:
        yield segment(UNKNOWN, up, up + stack.gap, stack.gap)
    if stack.is_open:
        yield segment(UNKNOWN, stack.top, top, None)
    if not (any(stack.parts) or stack.gap or stack.is_open):  # a column of nothing keeps its place
        yield segment(parts[0], 0, 0, 0)
