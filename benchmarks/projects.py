"""Random projects on which the compiled rules are timed and checked: any number of rows, any share of unknown facts."""

from __future__ import annotations

import numpy as np
import polars as pl

from chiho_digital.bonds import ProjectFacts

FACTS = tuple(ProjectFacts.definitions)
_WORDS = {
    name: definition.choices for name, definition in ProjectFacts.definitions.items() if definition.choices
}
_SHARE_OF_TRUE = {
    "under_plan": 0.9,
    "related": 0.5,
    "jointly_procured": 0.5,
    "cybersecurity": 0.5,
    "commonization_candidate": 0.05,
}
_YEARS = tuple(range(2024, 2031))


def random_projects(rows: int, unknown: float, seed: int = 2025) -> pl.DataFrame:
    """Projects drawn at random, one column per fact; each fact is null with the probability `unknown`."""
    source = np.random.default_rng(seed)
    columns: list[pl.Series] = []
    for fact in FACTS:
        if fact in _SHARE_OF_TRUE:
            values = pl.Series(fact, source.random(rows) < _SHARE_OF_TRUE[fact])
        else:
            choices = pl.Series(fact, _WORDS.get(fact, _YEARS))
            values = choices.gather(source.integers(0, len(choices), rows))
        known = pl.Series(source.random(rows) >= unknown)
        columns.append(values.set(~known, None))
    # Equipment cannot be a related system: such projects are refused at the door.
    equipment = (pl.col("kind") == "equipment").fill_null(False)
    return pl.DataFrame(columns).with_columns(related=pl.col("related") & ~equipment)


def with_enums(frame: pl.DataFrame) -> pl.DataFrame:
    """The same projects with their text columns as enumerations."""
    return frame.cast({fact: pl.Enum(words) for fact, words in _WORDS.items()})
