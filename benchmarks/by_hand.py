"""The decision on projects as one would write it by hand in Polars: the mark the compiled rules are measured against.

Three-valued throughout: null is unknown, and `&`, `|` and `~` of Polars follow Kleene. The forms were chosen by
measurement: stages of a lazy query (they share what they can and run side by side), `==` joined by `|` rather than
`is_in`, a mask in 16 bits, and the words of the outcome taken from a list of three by number.
"""

from __future__ import annotations

from functools import reduce

import polars as pl
from projects import FACTS

_REQUIREMENTS = (
    "rule_programme_period",
    "rule_local_public_body",
    "rule_under_plan",
    "rule_statutory_purpose",
    "rule_commonization_relation",
    "rule_running_costs",
)
_ALTERNATIVES = (
    "rule_resident_service_system",
    "rule_jointly_procured_system",
    "rule_cybersecurity_system",
    "rule_regional_issue_system",
    "rule_resident_service_equipment",
    "rule_regional_issue_equipment",
)
_RESULTS = (*_REQUIREMENTS, *_ALTERNATIVES, "outcome", "missing", "unknown_law")
_OUTCOMES = pl.Series(["ineligible", "eligible", "undetermined"])
_UNKNOWN = pl.lit(None, pl.Boolean)


def refuse(frame: pl.DataFrame, words: dict[str, tuple[str, ...]]) -> None:
    """Stop at a text that no fact can be, by comparison with every word it can be.

    Raises:
        ValueError: a column holds another text.
    """
    known = (
        frame.lazy().select(_one_of(column, *options).all() for column, options in words.items()).collect()
    )
    if not all(known.row(0)):
        raise ValueError(known)


def decide(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with a column per rule, the outcome, the missing facts as a bit mask, and whether law is unknown."""
    query = frame.lazy()
    for stage in (_conditions(), _subjects(), _rules(), _whole(), _results()):
        query = query.with_columns(**stage)
    return query.select(*frame.columns, *_RESULTS).collect()


def _conditions() -> dict[str, pl.Expr]:
    """What rests on single facts: five of the rules, and the parts that the others share."""
    year = pl.col("fiscal_year")
    return {
        "_in_force": (year >= 2025) | _UNKNOWN,
        "_system": pl.col("kind") == "system",
        "_equipment": pl.col("kind") == "equipment",
        "_service": pl.col("use") == "resident_service",
        "_got": _one_of("acquisition", "introduce", "modify"),
        "_bought": pl.col("acquisition") == "purchase",
        "_run": _one_of("acquisition", "lease", "operate"),
        "_issue": (pl.col("regional_issue") != "none") & (pl.col("beneficiaries") == "general"),
        "rule_programme_period": year.is_between(2025, 2029),
        "rule_local_public_body": pl.col("body_kind") != "not_a_local_government",
        "rule_under_plan": pl.col("under_plan"),
        "rule_statutory_purpose": pl.col("purpose") != "none",
        "rule_commonization_relation": ~pl.col("commonization_candidate") | _UNKNOWN,
    }


def _subjects() -> dict[str, pl.Expr]:
    """The two things the alternatives pay for."""
    return {
        "_new_system": pl.col("_system") & pl.col("_got") & pl.col("_in_force"),
        "_new_equipment": pl.col("_equipment") & pl.col("_bought") & pl.col("_in_force"),
    }


def _rules() -> dict[str, pl.Expr]:
    """The exclusion and the six alternatives."""
    system, equipment = pl.col("_new_system"), pl.col("_new_equipment")
    safe = pl.col("cybersecurity") & ~pl.col("related") & (pl.col("fiscal_year") >= 2026)
    return {
        "rule_running_costs": pl.col("_run") & pl.col("_in_force"),
        "rule_resident_service_system": system & pl.col("_service"),
        "rule_jointly_procured_system": system & pl.col("jointly_procured"),
        "rule_cybersecurity_system": system & safe,
        "rule_regional_issue_system": system & pl.col("_issue"),
        "rule_resident_service_equipment": equipment & pl.col("_service"),
        "rule_regional_issue_equipment": equipment & pl.col("_issue"),
    }


def _whole() -> dict[str, pl.Expr]:
    """Whether any alternative holds, and whether everything does."""
    some = reduce(pl.Expr.or_, map(pl.col, _ALTERNATIVES))
    required = reduce(pl.Expr.and_, map(pl.col, _REQUIREMENTS[:-1]))
    return {"_some": some, "_all": required & ~pl.col("rule_running_costs") & some}


def _results() -> dict[str, pl.Expr]:
    """The outcome, the missing facts and the unknown law."""
    open_ = {name: pl.col(name).is_null() for name in (*_RESULTS[:12], "_some", "_all")}
    missing = {fact: pl.col(fact).is_null() for fact in FACTS}
    some, running = open_["_some"], open_["rule_running_costs"]
    service = open_["rule_resident_service_system"] | open_["rule_resident_service_equipment"]
    issue = open_["rule_regional_issue_system"] | open_["rule_regional_issue_equipment"]
    # Facts not named here stand in a rule that is open whenever they are unknown.
    needed = {
        "kind": some,
        "related": open_["rule_cybersecurity_system"] & some,
        "use": service & some,
        "acquisition": running | some,
        "jointly_procured": open_["rule_jointly_procured_system"] & some,
        "cybersecurity": open_["rule_cybersecurity_system"] & some,
        "regional_issue": issue & some,
        "beneficiaries": issue & some,
    }
    bits = (
        _number(missing[fact] & needed[fact] if fact in needed else missing[fact], 1 << place, pl.Int16)
        for place, fact in enumerate(FACTS)
    )
    mask = pl.when(open_["_all"]).then(reduce(pl.Expr.or_, bits)).otherwise(pl.lit(0, pl.Int16))
    # While the outcome is open, a known year is one of the programme's, and in those the ordinance is in force.
    unknown_law = pl.col("commonization_candidate").fill_null(False)
    word = _number(pl.col("_all"), 1, pl.UInt8) | _number(open_["_all"], 2, pl.UInt8)
    return {
        "outcome": pl.lit(_OUTCOMES).gather(word.cast(pl.UInt32)),
        "missing": mask.cast(pl.Int64),
        "unknown_law": open_["_all"] & unknown_law,
    }


def _one_of(column: str, *words: str) -> pl.Expr:
    """Whether a column holds one of some words."""
    return reduce(pl.Expr.or_, (pl.col(column) == word for word in words))


def _number(condition: pl.Expr, number: int, kind: type[pl.DataType]) -> pl.Expr:
    """A number where a condition holds, else nought, also where the condition is unknown."""
    return pl.when(condition).then(pl.lit(number, kind)).otherwise(pl.lit(0, kind))
