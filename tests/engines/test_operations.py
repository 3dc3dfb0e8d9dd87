"""Every operation on tables says on every engine what the row path says, and runs there as the support matrix states."""

from functools import cache

import pandas as pd
import pytest
from operations import OPERATIONS, How, rule_sets

TRIALS = {(operation.call, name): operation for operation in OPERATIONS for name in operation.trials}


@cache
def made(call, name):
    """The trial, made once for all engines."""
    return TRIALS[call, name].trials[name]()


@pytest.mark.parametrize(("call", "name"), TRIALS, ids=[f"{call}-{name}" for call, name in TRIALS])
def test_every_operation_says_on_every_engine_what_the_rows_say(engine, call, name):
    trial = made(call, name)
    watched = {part: engine.watched(*table) for part, table in trial.tables.items()}

    result = trial.run({part: frame for part, (frame, _) in watched.items()})
    ran = any(asked() for _, asked in watched.values())
    rows = engine.said(result)

    assert type(watched["frame"][0]) is type(result)  # as the types of the functions promise
    added = list(trial.expected[0])
    columns, _ = trial.tables["frame"]
    assert TRIALS[call, name].how[engine.name] is how(result, added, ran=ran)
    if trial.own:
        assert trial.expected == sorted(rows, key=lambda row: (row["key"], row.get("row_no", 0)))
        assert added == list(rows[0])
        return
    assert trial.expected == [{column: row[column] for column in added} for row in rows]
    assert [*columns, *added] == list(rows[0])
    assert columns["key"] == [row["key"] for row in rows]
    assert all(asked() for _, asked in watched.values())


def how(result, added, *, ran):
    """How an operation ran: whether it asked for rows, and what its columns in a pandas table are made of."""
    if not ran:
        return How.LAZILY
    if isinstance(result, pd.DataFrame) and all(
        isinstance(result[name].dtype, pd.ArrowDtype) for name in added
    ):
        return How.THROUGH_ARROW
    return How.AT_ONCE


def test_the_trials_decide_every_way_and_leave_some_cases_to_the_law():
    for name in rule_sets():
        rows = made("RuleSet.decide_frame(frame)", name).expected
        assert {"eligible", "ineligible", "undetermined"} == {row["outcome"] for row in rows}, name
        assert len({row["missing"] for row in rows}) > 5, name
    lists = made("RuleSet.decide_frame(frame, children=…)", "lists").expected
    assert {"eligible", "ineligible", "undetermined"} == {row["outcome"] for row in lists}


def test_the_library_has_the_rule_sets_that_are_known():
    assert {"bonds-project", "bonds-expense", "bonds-plan", "bonds-permission", "bonds-notification"} <= set(
        rule_sets()
    )
