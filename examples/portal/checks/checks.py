"""Who checks, how much at once, and how long what was found is kept.

A file lies in a folder of its own, under a name of ours, while it is checked, and no longer. The workbook and what was
found are kept for the holder of one cookie, for minutes, and at most so many of so many bytes; the oldest go first. They
are gone when the portal ends, and what a crash has left is gone when it starts again.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
import shutil
import signal
import subprocess
import sys
from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from threading import Lock
from typing import BinaryIO

from anyio import CapacityLimiter, to_thread
from attrs import define, field, frozen

from chiho_digital import excel
from chiho_digital.basics import Lang

from ..caches import Cache
from ..settings import Limits
from .outcomes import Outcome

__all__ = ["Checks", "Kept"]

_LOG = logging.getLogger("portal")
_EXAMPLES = Path(__file__).parents[2]
_NAMES = {"ja": "送られたファイル", "en": "uploaded"}
_ENDINGS = {".csv", ".tsv", ".txt", ".jsonl", ".xlsx", ".xlsm", ".xls"}
_NO_ROOM = {3, -signal.SIGABRT, -9}  # said by itself, by an allocator, by the system
_LONGEST_NAME = 100


@frozen
class Kept:
    """What is kept of a check. file: what the user called it, to be shown only.  lang: of the workbook."""

    owner: str
    file: str
    model: str
    lang: Lang
    until: datetime
    outcome: Outcome
    workbook: Path
    size: int


@define
class Checks:
    """The checks of this process. folder: all of it is ours."""

    folder: Path
    now: Callable[[], datetime]
    limits: Limits
    _kept: OrderedDict[str, Kept] = field(factory=OrderedDict[str, Kept], repr=False)
    _turn: Lock = field(factory=Lock)
    _one: CapacityLimiter = field(factory=lambda: CapacityLimiter(1))  # one after another
    _templates: Cache = field(factory=lambda: Cache(2 * len(excel.MODELS)))

    def __attrs_post_init__(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    async def check(self, file: BinaryIO, called: str, model: str, lang: Lang, owner: str) -> str | None:
        """Checks a file, when it is its turn; gives the name of what is kept.

        None where it could not be done with the time and memory that a check may take.
        """
        work = partial(self._check, file, called, model, lang, owner)
        return await to_thread.run_sync(work, limiter=self._one)

    def _check(self, file: BinaryIO, called: str, model: str, lang: Lang, owner: str) -> str | None:
        self.folder.mkdir(mode=0o700, exist_ok=True)
        name = secrets.token_urlsafe(24)
        place = self.folder / name
        place.mkdir(mode=0o700)
        ending = PurePosixPath(called).suffix.lower()
        source = place / f"{_NAMES[lang]}{ending if ending in _ENDINGS else ''}"
        out = place / "result.xlsx"
        try:
            with source.open("xb") as copy:
                shutil.copyfileobj(file, copy)
            outcome = self._run(source, model, out, lang)
            source.unlink()
        except BaseException:
            shutil.rmtree(place, ignore_errors=True)
            raise
        if outcome is None:
            shutil.rmtree(place)
            return None
        until = self.now() + timedelta(minutes=self.limits.result_minutes)
        self._keep(name, Kept(owner, _shown(called), model, lang, until, outcome, out, out.stat().st_size))
        return name

    def _run(self, source: Path, model: str, out: Path, lang: Lang) -> Outcome | None:
        """What the process says that checks one file; None where it had to give up."""
        limits = self.limits
        asked = [str(source), model, str(out), lang, str(limits.findings), str(limits.check_bytes)]
        try:
            done = subprocess.run(  # noqa: S603 -- our own program; nothing of the file's is among the words
                [sys.executable, "-m", f"{__package__}.work", *asked],
                cwd=_EXAMPLES,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=limits.check_seconds,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return None
        if done.returncode == 0:
            return Outcome.model_validate_json(done.stdout)
        if done.returncode not in _NO_ROOM:
            _LOG.error("a check failed (%s): %s", done.returncode, done.stderr.decode(errors="replace"))
        return None

    def _keep(self, name: str, kept: Kept) -> None:
        with self._turn:
            self._kept[name] = kept
            while len(self._kept) > self.limits.results or (
                len(self._kept) > 1
                and sum(one.size for one in self._kept.values()) > self.limits.results_bytes
            ):
                self._drop(next(iter(self._kept)))

    def _drop(self, name: str) -> None:
        gone = self._kept.pop(name, None)
        if gone is not None:
            shutil.rmtree(gone.workbook.parent, ignore_errors=True)

    def find(self, name: str, owner: str | None) -> Kept | None:
        """What is kept under a name for its owner."""
        self.tidy()
        with self._turn:
            kept = self._kept.get(name)
        return kept if kept is not None and kept.owner == owner else None

    def workbook(self, name: str, owner: str | None) -> bytes | None:
        """The workbook of a check."""
        kept = self.find(name, owner)
        try:
            return kept.workbook.read_bytes() if kept else None
        except FileNotFoundError:  # it went in between
            return None

    def forget(self, name: str, owner: str | None) -> None:
        """Drops what is kept, at the wish of its owner."""
        if self.find(name, owner) is not None:
            with self._turn:
                self._drop(name)

    def tidy(self) -> None:
        """Drops what has been kept long enough."""
        now = self.now()
        with self._turn:
            for name in [name for name, kept in self._kept.items() if kept.until <= now]:
                self._drop(name)

    async def tidy_up(self, seconds: float = 60) -> None:
        """Does so again and again, also when nobody asks for anything."""
        while True:
            await asyncio.sleep(seconds)
            await to_thread.run_sync(self.tidy)

    def template(self, model: str, lang: Lang) -> bytes:
        """The workbook to fill in for a row model."""

        def made() -> bytes:
            with TemporaryDirectory() as folder:
                return excel.template(model, Path(folder) / "template.xlsx", lang=lang).read_bytes()

        return self._templates.get((model, lang), made)

    def close(self) -> None:
        """Deletes everything."""
        with self._turn:
            self._kept.clear()
            shutil.rmtree(self.folder, ignore_errors=True)


def _shown(called: str) -> str:
    """What a user calls a file, without the folder that some browsers send, as it can be shown."""
    name = called.replace("\\", "/").rpartition("/")[2].strip()
    plain = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in name)
    return plain if len(plain) <= _LONGEST_NAME else f"{plain[:_LONGEST_NAME]}…"
