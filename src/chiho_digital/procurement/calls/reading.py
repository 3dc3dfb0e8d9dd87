"""Files of answers and of wishes: read, checked, and every issue of every row at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from attrs import frozen

from chiho_digital.basics import Text
from chiho_digital.basics.shown import Shown
from chiho_digital.tables import (
    CheckedRows,
    Issue,
    LoadedRows,
    RowModel,
    Severity,
    check_rows,
    columns_of,
    in_order,
    read_rows,
)
from chiho_digital.tables.shown import REJECTED, file_checked

from .events import Answered, LateReply
from .rows import AnswerRow, WishRow
from .wishes import Wish

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from chiho_digital.basics.shown import Part

    from .records import Call

__all__ = ["AnswerFile", "WishFile", "read_answers", "read_wishes"]

_Cells = tuple[tuple[int, dict[str, str]], ...]
_Row = TypeVar("_Row", bound=RowModel)


@frozen
class AnswerFile(Shown):
    """A file of answers, read and checked for a call (回答ファイル). Strictly read-only.

    answers: what can be used, in the file's order, late ones as late replies; `call.with_events(*answers)` takes them in.
    rejected: (row number, cells) of rows with an error.  issues: all that was found, by row and column.
    """

    name: str
    encoding: str | None
    answers: tuple[Answered | LateReply, ...]
    rejected: _Cells
    issues: tuple[Issue, ...]

    def __shown__(self) -> Iterable[Part]:
        counts = {Text("回答", "answers"): len(self.answers), REJECTED: len(self.rejected)}
        return file_checked(self.name, self.encoding, counts, self.issues)


@frozen
class WishFile(Shown):
    """A file of wishes, read and checked (要望ファイル). Strictly read-only.

    wishes: what can be used, in the file's order.  rejected: (row number, cells) of rows with an error.
    issues: all that was found, by row and column.
    """

    name: str
    encoding: str | None
    wishes: tuple[Wish, ...]
    rejected: _Cells
    issues: tuple[Issue, ...]

    def __shown__(self) -> Iterable[Part]:
        counts = {Text("希望", "wishes"): len(self.wishes), REJECTED: len(self.rejected)}
        return file_checked(self.name, self.encoding, counts, self.issues)


def read_answers(source: Path | str | bytes, call: Call, *, encoding: str | None = None) -> AnswerFile:
    """The answers to a call in a file (CSV, Excel …, with the columns of `AnswerRow`), with every issue of the file.

    Raises:
        OSError: the file cannot be read. Everything wrong inside it becomes an issue instead.
        MissingExtra: what reads Excel or Parquet is not installed.
    """
    loaded, checked = _checked(source, AnswerRow, encoding)
    answers, issues = Answered.from_rows(checked.good, call)
    return AnswerFile(loaded.name, loaded.encoding, answers, *_findings(loaded, checked, issues, AnswerRow))


def read_wishes(
    source: Path | str | bytes, *, within: str | None = None, encoding: str | None = None
) -> WishFile:
    """The wishes of a file (CSV, Excel …, with the columns of `WishRow`), with every issue of the file.

    within: the code of the prefecture in which names are looked up.

    Raises:
        OSError: the file cannot be read. Everything wrong inside it becomes an issue instead.
        InvalidCode, UnknownCode: `within` is no code of a body.
        MissingExtra: what reads Excel or Parquet is not installed.
    """
    loaded, checked = _checked(source, WishRow, encoding)
    wishes, issues = Wish.from_rows(checked.good, within=within)
    return WishFile(loaded.name, loaded.encoding, wishes, *_findings(loaded, checked, issues, WishRow))


def _checked(
    source: Path | str | bytes, model: type[_Row], encoding: str | None
) -> tuple[LoadedRows, CheckedRows[_Row]]:
    loaded = read_rows(source, model, encoding=encoding)
    return loaded, check_rows(loaded, model)


def _findings(
    loaded: LoadedRows, checked: CheckedRows[_Row], issues: Iterable[Issue], model: type[RowModel]
) -> tuple[_Cells, tuple[Issue, ...]]:
    """The rows with an error, of themselves or beside the others, and all issues."""
    every = in_order((*checked.issues, *issues), columns_of(model))
    bad = {number for number, _ in checked.rejected}
    bad |= {issue.row for issue in every if issue.severity is Severity.ERROR and issue.row is not None}
    return tuple((number, cells) for number, cells in loaded.rows if number in bad), every
