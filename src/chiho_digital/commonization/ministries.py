"""Ministries (府省): the names that were read, and others with the text in which the caller read them."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from pydantic import BeforeValidator, ConfigDict, Field

from chiho_digital.basics import InvalidValue, fold

from .fields import Record, Words, titled
from .texts import GAZETTE, MINUTES

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["MINISTRIES", "Ministry", "MinistryField"]

MINISTRIES = {"内閣官房": MINUTES, "デジタル庁": MINUTES, "総務省": MINUTES, "厚生労働省": GAZETTE}
"""The names that were read, each with where. There are more ministries: a `Ministry` with a source of the caller's own."""


def _read_name(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    plain = fold(value)
    return next((known for known in MINISTRIES if fold(known) == plain), value)


class Ministry(Record):
    """A ministry or agency of the state (府省). Strictly read-only.

    source: the text in which its name was read; must be given for a name that is not in `MINISTRIES`.

    Raises:
        pydantic.ValidationError: the name is not known and has no source; near names are suggested.
    """

    model_config: ClassVar[ConfigDict] = titled(
        "府省", "国の府省。一覧にない府省は、名称を読んだ資料を書き添える。"
    )

    name: Annotated[Words, BeforeValidator(_read_name), Field(title="名称", description="府省の正式な名称。")]
    source: Annotated[
        Words | None,
        Field(
            title="名称の出典",
            description="名称を読んだ資料。本ライブラリの一覧にない府省には必要。ないときは null。",
        ),
    ] = None

    def problems(self) -> Iterable[InvalidValue]:
        """A name that is not known and has no source."""
        if self.name not in MINISTRIES and self.source is None:
            yield InvalidValue(
                "commonization.unknown_ministry",
                value=self.name,
                known=tuple(MINISTRIES),
                sources=tuple(dict.fromkeys(MINISTRIES.values())),
                suggestion=tuple(get_close_matches(fold(self.name)[:40], MINISTRIES, n=2, cutoff=0.5))
                or None,
            ).at("name")


def _read_ministry(value: object) -> object:
    return {"name": value} if isinstance(value, str) else value


MinistryField = Annotated[Ministry, BeforeValidator(_read_ministry)]
"""A ministry, or its name alone."""
