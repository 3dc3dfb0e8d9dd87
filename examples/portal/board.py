"""What people say of the portal, and what its operator answers and tells.

It stands in a SQLite file and not with the rest: DuckDB lets one process alone open a file, and an operator reads and
answers while the portal runs. Each change and its line in the audit log are one transaction.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Generator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from attrs import frozen

from chiho_digital.basics import LabelledEnum, Text

__all__ = ["LONGEST", "Board", "BoardError", "Change", "ChangeKind", "Feedback", "FeedbackKind"]

LONGEST = 2_000
"""Characters of a text, a stranger's or the operator's."""

_LAYOUT = """
create table if not exists feedback (number integer primary key autoincrement, moment text not null,
    kind text not null, page text not null, words text not null, body text not null);
create table if not exists answers (number integer primary key, moment text not null,
    feedback integer not null references feedback on delete cascade,
    ja text not null, en text not null, published integer not null);
create table if not exists changes (number integer primary key autoincrement, moment text not null,
    kind text not null, ja text not null, en text not null, mark text not null);
create table if not exists audit (number integer primary key autoincrement, moment text not null, who text not null,
    what text not null, subject text not null);
"""
_ANSWERED = """
select f.number, f.moment, f.kind, f.page, f.words, f.body, a.moment, a.ja, a.en, coalesce(a.published, 0)
from feedback f left join answers a
    on a.number = (select max(number) from answers where feedback = f.number)
"""


class BoardError(Exception):
    """The file cannot be read or written; nothing was changed."""


class FeedbackKind(LabelledEnum):
    """What a feedback is about (ご意見の種類)."""

    WRONG_DATA = "wrong_data", "データの誤り", "Wrong data"
    HARD_TO_USE = "hard_to_use", "使いにくいところ", "Something hard to use"
    WISH = "wish", "ほしい機能やデータ", "A wish"
    OTHER = "other", "その他", "Something else"


class ChangeKind(LabelledEnum):
    """What has changed (変更の種類)."""

    DATA = "data", "データの更新", "Data"
    PUBLICATION = "publication", "公表", "Publication"
    SITE = "site", "このサイトの変更", "This site"
    ANSWER = "answer", "ご意見への回答", "Answer to feedback"


@frozen
class Feedback:
    """What somebody said. page: what it is about, as told, or empty.  body: code of the body that says it, or empty.

    answer: the operator's last; its English may be empty.  published: whether both stand on the list of changes.
    """

    number: int
    at: datetime
    kind: FeedbackKind
    page: str
    words: str
    body: str
    answered: datetime | None
    answer: Text | None
    published: bool


@frozen
class Change:
    """A line of the public list of changes. id: never that of another.  text: its English may be empty.

    feedback: what was said and is answered by it.
    """

    id: str
    at: datetime
    kind: ChangeKind
    text: Text
    feedback: Feedback | None = None


class Board:
    """The file in a folder. Any number of threads and processes may use it; writers take turns."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "board.sqlite"
        self._file.touch(mode=0o600)  # what is not published is nobody else's to read
        with self._open("begin immediate") as file:
            for statement in filter(str.strip, _LAYOUT.split(";")):
                file.execute(statement)

    @contextmanager
    def _open(self, begin: str) -> Generator[sqlite3.Connection]:
        """A transaction: all of it, or nothing; on the disk when it ends."""
        try:
            with closing(sqlite3.connect(self._file, timeout=10, isolation_level=None)) as file:
                file.execute("pragma foreign_keys = on")
                file.execute(begin)
                yield file
                file.execute("commit")
        except sqlite3.Error as error:
            raise BoardError(f"{self._file} cannot be used ({error}). Nothing was changed.") from error

    def _rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        with self._open("begin") as file:
            return file.execute(query, values).fetchall()

    def kept(self) -> int:
        """How many feedbacks are kept."""
        ((number,),) = self._rows("select count(*) from feedback")
        return int(number)

    def say(  # noqa: PLR0913 -- what a feedback is made of
        self, at: datetime, kind: FeedbackKind, *, page: str, words: str, body: str, most: int
    ) -> int | None:
        """Keeps a feedback and gives its number; None where as many are kept as may be: all of them stay."""
        with self._open("begin immediate") as file:
            ((kept,),) = file.execute("select count(*) from feedback")
            if kept >= most:
                return None
            number = file.execute(
                "insert into feedback (moment, kind, page, words, body) values (?, ?, ?, ?, ?)",
                [at.isoformat(), kind, page, words, body],
            ).lastrowid
            _note(file, at, body, "feedback", str(number))
            return number

    def feedback(self, *, published: bool = False) -> list[Feedback]:
        """What was said, oldest first: all of it, or what is published with its answer."""
        found = [_feedback(*row) for row in self._rows(f"{_ANSWERED} order by f.number")]
        return [one for one in found if one.published] if published else found

    def answer(self, at: datetime, number: int, text: Text, *, publish: bool) -> bool:
        """Answers a feedback, in place of an earlier answer, which is kept; False if there is none of the number."""
        with self._open("begin immediate") as file:
            if not file.execute("select 1 from feedback where number = ?", [number]).fetchall():
                return False
            file.execute(
                "insert into answers (moment, feedback, ja, en, published) values (?, ?, ?, ?, ?)",
                [at.isoformat(), number, text.ja, text.en, publish],
            )
            _note(file, at, "", "answer published" if publish else "answer", str(number))
            return True

    def remove(self, at: datetime, number: int) -> bool:
        """Deletes a feedback with its answers, such as one that names a person; False if there is none of the number."""
        with self._open("begin immediate") as file:
            gone = file.execute("delete from feedback where number = ?", [number]).rowcount > 0
            if gone:
                _note(file, at, "", "feedback removed", str(number))
            return gone

    def tell(self, at: datetime, kind: ChangeKind, text: Text, *, mark: str = "") -> int | None:
        """Adds to the public list of changes and gives the number; None where the last of its kind has the same mark.

        mark: what is told of, say a version of the data, so that it is told once.
        """
        with self._open("begin immediate") as file:
            last = file.execute(
                "select mark from changes where kind = ? order by number desc limit 1", [kind]
            ).fetchone()
            if mark and last == (mark,):
                return None
            number = file.execute(
                "insert into changes (moment, kind, ja, en, mark) values (?, ?, ?, ?, ?)",
                [at.isoformat(), kind, text.ja, text.en, mark],
            ).lastrowid
            _note(file, at, "", "change", str(number))
            return number

    def changes(self) -> list[Change]:
        """The public list, newest first."""
        told = [
            Change(f"change-{number}", datetime.fromisoformat(at), ChangeKind(kind), Text(ja, en))
            for number, at, kind, ja, en in self._rows(
                "select number, moment, kind, ja, en from changes order by number desc"
            )
        ]
        answered = [
            Change(f"feedback-{one.number}", one.answered, ChangeKind.ANSWER, one.answer, one)
            for one in self.feedback(published=True)
            if one.answered and one.answer
        ]
        return sorted([*told, *answered], key=lambda one: one.at, reverse=True)

    def audit_log(self) -> list[tuple[str, str, str, str]]:
        """When, the code of the body or nothing, what, and of which number; oldest first."""
        return [
            (at, who, what, subject)
            for at, who, what, subject in self._rows(
                "select moment, who, what, subject from audit order by number"
            )
        ]


def _note(file: sqlite3.Connection, at: datetime, who: str, what: str, subject: str) -> None:
    file.execute(
        "insert into audit (moment, who, what, subject) values (?, ?, ?, ?)",
        [at.isoformat(), who, what, subject],
    )


def _feedback(  # noqa: PLR0913, PLR0917 -- the columns of a row
    number: int,
    at: str,
    kind: str,
    page: str,
    words: str,
    body: str,
    answered: str | None,
    ja: str,
    en: str,
    public: int,
) -> Feedback:
    return Feedback(
        number,
        datetime.fromisoformat(at),
        FeedbackKind(kind),
        page,
        words,
        body,
        datetime.fromisoformat(answered) if answered else None,
        Text(ja, en) if answered else None,
        bool(public),
    )
