"""Summaries on Spark are those of Polars: the same rows in the same order, the same errors, however the session treats overflow."""

from random import Random

import polars as pl
import pyarrow as pa
import pytest

from chiho_digital.basics import MAX_YEN, InvalidValue
from chiho_digital.bonds import eligibility_frame
from chiho_digital.bonds.summaries import projects_by
from chiho_digital.procurement.summaries import count_by, participations_by
from chiho_digital.rules import InvalidFrame
from chiho_digital.tables import sums_by

pytestmark = pytest.mark.slow

KEYS = ("prefecture", "kind", "fiscal_year")


def drawn(count, seed):
    """Participations, a tenth of every column unknown."""
    random = Random(seed)  # noqa: S311 -- test data
    kinds = {
        "prefecture": (pa.string(), ["山口県", "広島県", "z", "Z", "", "\ud7ff", "𠮷野"]),
        "kind": (pa.dictionary(pa.int8(), pa.string()), ["hr", "library"]),
        "fiscal_year": (pa.int16(), range(2023, 2027)),
        "amount": (pa.int64(), [0, 1, 123_456_789, MAX_YEN]),
    }
    return pa.table(
        {
            name: pa.array(
                [random.choice(values) if random.random() > 0.1 else None for _ in range(count)], kind
            )
            for name, (kind, values) in kinds.items()
        }
    )


def rows(frame):
    return [tuple(row) for row in frame.collect()]


def refused(frame, *names):
    with pytest.raises(InvalidValue) as caught:
        sums_by(frame, *names)
    return type(caught.value), caught.value.message("ja"), caught.value.message("en")


@pytest.fixture(params=["true", "false"])
def session(spark, request):
    """The session, once with overflow as an error and once with overflow unseen."""
    before = spark.conf.get("spark.sql.ansi.enabled")
    spark.conf.set("spark.sql.ansi.enabled", request.param)
    yield spark
    spark.conf.set("spark.sql.ansi.enabled", before)


def test_participations_are_summed_as_on_polars(session):
    for count, seed in ((500, 1), (0, 2)):
        table = drawn(count, seed)
        frame = session.createDataFrame(table)
        summed = participations_by(frame)

        assert type(frame) is type(summed)
        assert participations_by(pl.from_arrow(table)).rows() == rows(summed)
        whole = [kind for name, kind in summed.dtypes if name not in KEYS]
        assert ["bigint"] * 3 == whole


def test_the_largest_sum_there_is_room_for_is_exact_and_one_more_is_an_error(session):
    most, left = divmod(2**63 - 1, MAX_YEN)
    fits = session.range(most + 1).selectExpr("'a' AS kind", f"if(id = 0, {left}, {MAX_YEN}) AS amount")
    over = fits.unionAll(session.createDataFrame(pa.table({"kind": ["a"], "amount": [1]})))

    assert [("a", most + 1, most + 1, 2**63 - 1)] == rows(sums_by(fits, ["kind"], ["amount"]))
    kind, _, english = refused(over, ["kind"], ["amount"])
    assert kind is InvalidValue
    assert english.startswith(
        "The sum of 'amount' for kind = a exceeds the largest there is room for, 9223372036854775807"
    )


def test_what_cannot_be_summed_is_refused_as_on_polars(session):
    table = pa.table({"kind": ["a"], "amount": [-1], "cost": [2**62], "ratio": [0.5], "text": ["1"]})
    for names in (
        (["kind"], ["amount", "cost"]),
        (["ratio"], ["text"]),
        (["kin"], ["amount", "amount"]),
        ([], ["amount"]),
    ):
        expected = refused(pl.from_arrow(table), *names)
        assert expected[0] is InvalidFrame
        assert expected == refused(session.createDataFrame(table), *names)


def test_names_may_hold_any_sign(session):
    table = pa.table({'a"b`c.d e': ["x", "x", None], "金額 'yen'": [1, 2, None]})
    summed = sums_by(session.createDataFrame(table), ['a"b`c.d e'], ["金額 'yen'"])

    assert ['a"b`c.d e', "rows", "金額 'yen'_known", "金額 'yen'"] == summed.columns
    assert [("x", 2, 2, 3), (None, 1, 0, None)] == rows(summed)


def test_cases_and_projects_are_summed_as_on_polars(spark):
    cases = pa.table(
        {"case_id": ["a", "a", "b", "c"], "kind": ["x", "x", "x", None], "municipalities": [3, 3, None, 4]}
    )
    projects = pa.table({"kind": ["system", "equipment"], "fiscal_year": [2025, 2024], "cost": [5, None]})

    assert count_by(pl.from_arrow(cases), "kind").rows() == rows(
        count_by(spark.createDataFrame(cases), "kind")
    )
    terms = (("kind",), ("cost",))
    expected = projects_by(eligibility_frame(pl.from_arrow(projects)), *terms).rows()
    assert expected == rows(projects_by(eligibility_frame(spark.createDataFrame(projects)), *terms))
