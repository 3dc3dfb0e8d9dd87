"""What is to be said of the rows of a part: kept by text, since a text says the same in every row, until somebody asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import frozen

from chiho_digital.basics import require

from .issues import Issue, issue_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from .readings import Reading

__all__ = ["Found", "Told", "of_texts"]


@frozen
class Told:
    """What texts of one column say, and in which rows they stand. Strictly read-only.

    rows, texts: series of Polars.  readings: of every text in them.
    """

    rows: Any
    texts: Any
    readings: Mapping[str, Reading]

    def issues(self) -> list[Issue]:
        """An issue for every row."""
        return [
            issue
            for row, text in zip(self.rows.to_list(), self.texts.to_list(), strict=True)
            for issue in self.readings[text].issues(row)
        ]

    def frame(self) -> Any:
        """The same as `issue_table`; each sentence is made once for a text."""
        pl = require("polars", extra="polars")
        said = [(text, issue) for text, reading in self.readings.items() for issue in reading.issues(None)]
        texts = pl.Series("text", [text for text, _ in said], dtype=pl.String)
        table = issue_table(issue for _, issue in said).drop("row").insert_column(0, texts)
        rows = pl.DataFrame([self.rows.alias("row"), self.texts.alias("text")])
        row = pl.col("row").cast(pl.String)
        return (
            rows.join(table, on="text", maintain_order="left_right")
            .drop("text")
            .with_columns(ja=row + "行目 " + pl.col("ja"), en="row " + row + ", " + pl.col("en"))
        )


@frozen
class Found:
    """All that was found in the rows of a table: of texts, and issues of any other kind. Strictly read-only."""

    told: list[Told]
    others: list[Issue]

    def issues(self) -> list[Issue]:
        """Every issue, in no order."""
        return [*(issue for told in self.told for issue in told.issues()), *self.others]

    def frame(self, of_file: Iterable[Issue], fields: Sequence[str]) -> Any:
        """Those of the file and all these as `issue_table`, in the order of `in_order`."""
        pl = require("polars", extra="polars")
        frames = [issue_table(of_file), *(told.frame() for told in self.told), issue_table(self.others)]
        row = pl.col("row").fill_null(0)
        place = pl.col("column").replace_strict(fields, range(len(fields)), default=-1, return_dtype=pl.Int64)
        return pl.concat(frames).sort(row, place, maintain_order=True)


def of_texts(rows: Any, texts: Any, readings: Mapping[str, Reading]) -> list[Told]:
    """What is to be said of texts, in every row in which they stand; nothing where they say nothing."""
    said = {text: reading for text, reading in readings.items() if reading.said}
    if not said:
        return []
    spoken = texts.is_in(list(said))
    return [Told(rows.filter(spoken), texts.filter(spoken), said)]
