"""What a notebook shows of a value: tables and remarks as data, which one writer (`html`) turns into HTML.

Whatever is `Shown` says what it shows; it writes no HTML itself, so that nothing can be left unescaped.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeAlias, runtime_checkable

from attrs import frozen

from .text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .messages import Spoken
    from .text import Lang

__all__ = ["NOT_ASKED", "NO_DATA", "InCell", "Part", "Remarks", "Shown", "Table", "parts_of"]

NO_DATA = Text("データなし", "no data")
"""What an unknown value shows: a legend value of its own, never 0."""

NOT_ASKED = Text("－", "–")
"""What stands in a cell that has no value because the question does not arise."""


@frozen
class Table:
    """A table to be shown (表). Strictly read-only.

    headings: one for each column, with the unit.  rows: cells, the first of which names its row; None shows データなし,
    whole numbers stand to the right with separators.
    """

    caption: Spoken
    headings: tuple[Spoken, ...]
    rows: Sequence[Sequence[object]]


@frozen
class Remarks:
    """A list to be shown, under a heading if it has one (注記). Strictly read-only. Nothing is shown of an empty one."""

    heading: Spoken | None
    items: Sequence[object]


Part: TypeAlias = Table | Remarks


@runtime_checkable
class InCell(Protocol):
    """What says itself how it is written in a cell of a table."""

    def __cell__(self, lang: Lang, /) -> str:
        """The words in one language."""
        ...


class Shown:
    """Base of what shows itself as HTML: Japanese first, the same in English beneath it, folded."""

    __slots__ = ()

    def __shown__(self) -> Iterable[Part]:
        """What is shown, in order."""
        raise NotImplementedError

    def to_html(self, lang: Lang = "ja") -> str:
        """All of it as a piece of HTML in `"ja"` or `"en"`: tables with captions and scoped headings, everything escaped."""
        from .html import piece

        return piece(self.__shown__(), lang)

    def _repr_html_(self) -> str:
        from .html import for_notebook

        return for_notebook(self.__shown__())


def parts_of(*shown: Shown) -> Iterable[Part]:
    """What several things show, one after the other, for those that are made of them."""
    for one in shown:
        yield from one.__shown__()
