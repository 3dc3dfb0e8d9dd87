"""`fund`, `pathway`, `summary`, `plan`, `schema`, `template`: what they show is what the library says."""

import json

import pytest

from chiho_digital import bonds, dashboard, excel, governments, planning, procurement, tables, talent


def document(ended):
    assert (0, "") == (ended.status, ended.err)
    return json.loads(ended.out)


def test_a_funding_is_that_of_the_library_and_unknown_amounts_are_null(run):
    shown = document(run("fund", "project.json", "--applicant", "applicant.json", "--json"))

    project = bonds.Project.model_validate_json((run.folder / "project.json").read_bytes())
    assert (
        bonds.funding(project, bonds.Applicant(body="352047", receives_allocation_tax=True)).to_dict()
        == shown
    )
    assert None in [step["amount"] for step in shown["steps"]]


def test_a_funding_needs_no_file(run):
    options = [
        "--fiscal-year",
        "令和7年度",
        "--cost",
        "12,345,678円",
        "--grants",
        "0",
        "--other-revenue",
        "0",
    ]
    shown = document(run("fund", *options, "--eligible-cost", "１２３４５６７８", "--json"))

    amounts = {step["name"]: step["amount"] for step in shown["steps"]}
    assert (11_100_000, 1_245_678, None) == (
        amounts["bond_ceiling"],
        amounts["general_funds"],
        amounts["net_burden"],
    )


def test_options_of_a_funding_go_before_the_record(run):
    options = ["--cost", "2,000万円", "--assume", "bond_financing_ratio=2025", "--eligible-cost", "1,000万円"]
    shown = document(run("fund", "project.json", *options, "--json"))

    amounts = {step["name"]: step["amount"] for step in shown["steps"]}
    assert (20_000_000, 9_000_000) == (amounts["cost"], amounts["bond_ceiling"])


@pytest.mark.parametrize(
    ("options", "path"),
    [
        (["--assume", "bond_financing_ratio"], "bond_financing_ratio"),
        (["--assume", "ratio=2025"], "ratio"),
        (["--stacking", "add"], "add"),
        (["--cost", "12.5"], "12.5"),
        (['{"name": "a", "cost": "12"}'], "cost"),
        (["[1]"], "[1]"),
    ],
)
def test_what_a_funding_cannot_use_is_named(run, options, path):
    ended = run("fund", *options)

    assert ended.status in {1, 2}
    assert path in ended.err


def test_all_problems_of_a_record_are_told_with_their_places(run):
    record = {"cost": "a", "expenses": [{"x": 1, "amount": -1}], "body": "352048", "usee": 1, "start": "soon"}

    ended = run("fund", json.dumps(record), "--json", "--lang", "en")

    errors = {"/".join(map(str, error["path"])): error for error in json.loads(ended.out)["errors"]}
    assert 1 == ended.status
    assert {
        "name",
        "cost",
        "start",
        "body",
        "usee",
        "expenses/0/name",
        "expenses/0/amount",
        "expenses/0/x",
    } == set(errors)
    assert "use" == errors["usee"]["suggestion"]["en"]
    assert "352047" in errors["body"]["suggestion"]["en"]
    assert "cli.field_missing" == errors["name"]["code"]
    assert ["path", "ja", "en"] == [key for key in errors["name"] if key in {"path", "ja", "en"}]


def test_a_way_is_that_of_the_library_and_is_written_as_a_page(run, folder):
    shown = document(run("pathway", "202151", "電子入札", "2026", "-n", "2", "--out", "way.html", "--json"))

    way = planning.pathway("202151", "電子入札", 2026, n=2)
    assert json.loads(way.to_json()) == shown
    assert way.to_html("ja") == (folder / "way.html").read_text(encoding="utf-8")


def test_a_way_knows_the_cases_and_the_project_of_the_caller(run):
    arguments = ["pathway", "萩市", "電子申請", "2026", "--cases", "cases.csv", "--project", "project.json"]
    shown = document(run(*arguments, "--json"))

    assert "resident_service" not in shown["bond"]["decision"]["facts"].values()
    assert 2026 == shown["bond"]["decision"]["facts"]["fiscal_year"]
    assert {"yamaguchi-eapp"} == {
        case["case"] for group in ("own", "nearest", "without_figures") for case in shown["cases"][group]
    }


@pytest.mark.parametrize("by", ["prefecture", "kind", "area", "case"])
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_summary_is_the_table_of_the_dashboard(run, by, lang):
    ended = run("summary", "--by", by, "--lang", lang)
    shown = document(run("summary", "--by", by, "--json"))

    cases, population = procurement.read_cases().cases, governments.figures.load()
    views = {"prefecture": dashboard.by_prefecture, "kind": dashboard.by_kind, "case": dashboard.case_list}
    if by in views:
        assert views[by](cases, population=population).to_text(lang) + "\n" == ended.out
    assert ["by", "rejected", "title", "headings", "rows", "notes"] == list(shown)
    assert len(shown["headings"]) == len(shown["rows"][0])


def test_what_is_unknown_is_null_in_a_summary_and_never_zero(run):
    shown = document(run("summary", "--by", "prefecture", "--json"))

    without = [row[1:] for row in shown["rows"] if row[1] is None]
    assert without
    assert all(row == [None] * 3 for row in without)


def test_rows_that_cannot_be_used_are_told_beside_a_summary(run):
    ended = run("summary", "-", stdin=b"case_id,prefecture,lead_body,system_kind_ja,source_url\na,x,y,z,u\n")

    assert (1, True) == (ended.status, "1行" in ended.err)


def test_a_plan_goes_to_standard_output_as_a_page(run):
    page = run("plan", "plan.json").out

    assert page.startswith("<!DOCTYPE html>")
    assert "萩市デジタル活用推進計画（例）" in page


def test_a_plan_is_written_as_html_and_as_word_and_judged(run, folder):
    for name in ("plan.html", "plan.docx"):
        shown = document(run("plan", "plan.json", "--out", name, "--fiscal-year", "2026", "--json"))

        assert (name, True, "eligible") == (
            shown["written"],
            shown["fits_one_page"],
            shown["decision"]["outcome"],
        )
    assert (folder / "plan.docx").read_bytes().startswith(b"PK")
    assert "来庁しなくても" in (folder / "plan.html").read_text(encoding="utf-8")


def test_a_plan_is_judged_without_being_written(run):
    shown = document(run("plan", '{"title": "計画"}', "--json"))

    assert (None, "undetermined") == (shown["written"], shown["decision"]["outcome"])


def test_a_plan_in_another_form_is_refused(run):
    ended = run("plan", "plan.json", "--out", "plan.pdf")

    assert (2, True) == (ended.status, ".docx" in ended.err)


@pytest.mark.parametrize("mode", ["serialization", "validation"])
def test_the_schema_of_a_record_is_that_of_the_library(run, mode):
    for name in ("bonds.Plan", "Plan", "plan"):
        shown = document(run("schema", name, "--mode", mode))

        assert "https://json-schema.org/draft/2020-12/schema" == shown.pop("$schema")
        assert bonds.Plan.model_json_schema(mode=mode) == shown


def test_the_names_of_all_records_are_listed_with_their_titles(run):
    titles = document(run("schema", "--json"))

    assert {
        "bonds.Plan": "デジタル活用推進計画",
        "procurement.Case": "共同調達事例",
    }.items() <= titles.items()
    assert [f"{name}  {title}" for name, title in titles.items()] == run("schema").out.splitlines()


def test_a_name_of_several_records_and_one_of_none_are_told(run):
    several, none = run("schema", "Ledger"), run("schema", "bonds.Plann")

    assert (1, True, True) == (
        several.status,
        "talent.Ledger" in several.err,
        "commonization.Ledger" in several.err,
    )
    assert (1, True) == (none.status, "bonds.Plan" in none.err)


def test_a_template_is_written_for_every_kind_of_rows_and_not_over_another_file(run, folder):
    names = document(run("template", "--json"))
    assert set(excel.MODELS) == set(names)

    shown = document(run("template", "staff", "--out", "staff.xlsx", "--json"))
    again = run("template", "staff", "--out", "staff.xlsx")

    assert {"rows": "staff", "written": "staff.xlsx"} == shown
    assert (2, True) == (again.status, "--overwrite" in again.err)
    assert 0 == run("template", "staff", "--out", "staff.xlsx", "--overwrite").status
    assert 0 == len(tables.read_rows(folder / "staff.xlsx", talent.StaffRow).rows)


def test_a_template_needs_a_file_to_write_to(run):
    ended = run("template", "staff", "--lang", "en")

    assert (2, True) == (ended.status, "--out FILE is missing" in ended.err)
