"""Files are read and tables checked on Spark as on Polars: the same rows, the same issues, without loading them here."""

from random import Random

import polars as pl
import pytest
from lease_row import LeaseRow
from operations import leases

from chiho_digital.basics import InvalidValue
from chiho_digital.bonds import PROJECT_RULES
from chiho_digital.procurement import PUBLISHED_CASES, CaseRow
from chiho_digital.tables import check, check_rows, columns_of, read, read_rows, staging
from row_models import file_of, row_models, texts_of, written

pytestmark = pytest.mark.slow

MODELS = row_models()


def rows_of(frame):
    return pl.from_arrow(frame.toArrow()).sort("row_no")


def same(on_spark, at_home):
    assert rows_of(on_spark.good).equals(at_home.good)
    assert rows_of(on_spark.rejected).equals(at_home.rejected)
    assert on_spark.issues == at_home.issues
    shown = pl.from_arrow(on_spark.issue_frame().toArrow())
    order = ["row", "column", "code", "value"]
    assert shown.sort(order).equals(at_home.issue_frame().sort(order))


@pytest.mark.usefixtures("spark")
@pytest.mark.parametrize("form", ["csv", "parquet", "jsonl"])
def test_a_file_is_read_and_checked_alike(form, tmp_path):
    file = tmp_path / f"leases.{form}"
    cells = {name: values for name, values in leases().items() if name != "row_no"}
    table = pl.DataFrame(cells).cast(pl.String)
    {"csv": table.write_csv, "parquet": table.write_parquet, "jsonl": table.write_ndjson}[form](file)

    same(check(read(file, LeaseRow, engine="pyspark"), LeaseRow), check(read(file, LeaseRow), LeaseRow))


@pytest.mark.usefixtures("spark")
def test_the_published_cases_are_checked_alike_in_several_parts():
    on_spark = read(PUBLISHED_CASES, CaseRow, engine="pyspark")
    parted = check(on_spark.frame.repartition(3), CaseRow)

    good = check(read(PUBLISHED_CASES, CaseRow), CaseRow).good
    assert rows_of(parted.good).equals(good)


@pytest.mark.usefixtures("spark")
def test_what_was_checked_is_decided_where_it_lies():
    good = check(read(PUBLISHED_CASES, CaseRow, engine="pyspark"), CaseRow).good
    projects = good.selectExpr("row_no", "2025 AS fiscal_year", "total_cost_jpy AS eligible_cost")

    decided = PROJECT_RULES.decide_frame(projects)

    assert 53 == decided.filter("outcome = 'undetermined'").count()


@pytest.mark.usefixtures("spark")
@pytest.mark.parametrize("name", MODELS)
def test_every_row_model_is_checked_alike(name):
    model, source = MODELS[name], Random(name)  # noqa: S311 -- no secrets
    columns = columns_of(model)
    rows = [[source.choice(texts_of(column)) for column in columns.values()] for _ in range(300)]
    file = file_of(list(columns), rows)

    on_spark, at_home = (
        check(read(file, model, engine="pyspark"), model),
        check_rows(read_rows(file, model), model),
    )

    assert at_home.issues == on_spark.issues
    good = [{"row_no": row.row, **written(model, row.record)} for row in at_home.good]
    assert good == rows_of(on_spark.good).to_dicts()


def test_a_table_of_spark_needs_row_numbers_since_its_rows_have_no_order(spark):
    with pytest.raises(InvalidValue, match="row_no"):
        check(spark.createDataFrame([("a",)], ["key"]), LeaseRow)


def test_the_staging_folder_can_be_named(spark, tmp_path):
    spark.conf.set(staging.STAGING, str(tmp_path))
    try:
        read(PUBLISHED_CASES, CaseRow, engine="pyspark")
    finally:
        spark.conf.unset(staging.STAGING)

    assert [folder.name.startswith("chiho_digital-") for folder in tmp_path.iterdir()] == [True]
