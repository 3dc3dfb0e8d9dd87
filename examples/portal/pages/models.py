"""What the JSON endpoints answer with, where it is no record of the library."""

from __future__ import annotations

from typing import Self

from pydantic import BaseModel, ConfigDict, Field

from chiho_digital.basics import Text
from chiho_digital.dashboard import View
from chiho_digital.governments import Government

__all__ = ["MOST_PAGES", "BodyOut", "CaseList", "CaseQuery", "ElsewhereOut", "TextOut", "ViewOut"]

MOST_PAGES = 100_000
"""The last page of a list that can be asked for."""


class _Out(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class TextOut(_Out):
    """A text in both languages."""

    ja: str
    en: str

    @classmethod
    def of(cls, text: Text) -> Self:
        """From the library's own."""
        return cls(ja=text.ja, en=text.en)


class ViewOut(_Out):
    """A table as the pages show it. Null is unknown (データなし), never zero."""

    title: TextOut
    headings: list[TextOut]
    rows: list[list[TextOut | str | int | None]]
    notes: list[TextOut]

    @classmethod
    def of(cls, view: View) -> Self:
        """From the library's own."""
        return cls(
            title=TextOut.of(view.title),
            headings=[TextOut.of(heading) for heading in view.headings],
            rows=[[TextOut.of(c) if isinstance(c, Text) else c for c in row] for row in view.rows],
            notes=[TextOut.of(note) for note in view.notes],
        )


class CaseQuery(BaseModel):
    """What the list of cases can be asked for; read as on the page, where a blank is no filter."""

    prefecture: str = Field("", description="Six-digit code.")
    kind: str = Field("", description="Id of the kind.")
    area: str = Field("", description="Name of the area, as the area table has it in Japanese.")
    body: str = Field("", description="Six-digit code of a body that takes part or leads.")
    at_least: str = Field("", description="Participating municipalities.")
    at_most: str = Field("", description="Participating municipalities.")
    without_count: str = Field("", description="1: only the cases whose number is not known.")
    words: str = Field("", description="All of these stand in id, lead body, kinds, suppliers or products.")
    page: int = Field(1, ge=1, le=MOST_PAGES)


class CaseList(_Out):
    """A page of the list of cases."""

    total: int = Field(description="How many cases the filter leaves.")
    page: int = Field(description="From 1.")
    cases: list[str] = Field(description="Their ids; a case is at /api/cases/{id}.")
    table: ViewOut


class ElsewhereOut(_Out):
    """Kinds bought together elsewhere; those of which nothing is known stand apart."""

    prefecture: str
    elsewhere: ViewOut
    unknown: ViewOut


class BodyOut(_Out):
    """A local government."""

    code: str
    name: str
    full_name: str
    kana: str | None
    romaji: str | None
    kind: TextOut
    prefecture: str = Field(description="The code of its prefecture.")
    population: int | None = Field(description="Residents, 2020 census, preliminary count; null is unknown.")

    @classmethod
    def of(cls, body: Government, population: int | None) -> Self:
        """From the library's own."""
        return cls(
            code=str(body.code),
            name=body.name,
            full_name=body.full_name,
            kana=body.kana,
            romaji=body.romaji,
            kind=TextOut.of(body.kind.label),
            prefecture=str(body.prefecture.code),
            population=population,
        )
