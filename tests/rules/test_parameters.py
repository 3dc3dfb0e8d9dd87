"""Figures of the law over time: read from TOML with their sources, unknown outside their periods, never guessed."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from world_tables import by_column, by_row, table
from worlds import Case, examples, facts_of, revision, rule, ruleset, simple, values

import chiho_digital
from chiho_digital.basics import FiscalYear, Grade
from chiho_digital.bonds import PARAMETERS
from chiho_digital.rules import Figure, InvalidParameters, Outcome, Unknown, load_parameters

SOURCES = """
[sources.law]
ja = "法"
en = "Law"
revision = 2025-03-01
grade = "primary"

[sources.amended]
ja = "改正法"
en = "Law as amended"
revision = 2027-03-01
article = "9条"
grade = "primary"

[sources.page]
ja = "頁"
en = "Page"
grade = "secondary"
"""


def parameter(kind, *entries, unit="yen", label='{ ja = "上限", en = "cap" }'):
    content = ", ".join("{ " + entry + " }" for entry in entries)
    return f'[cap]\nlabel = {label}\nunit = "{unit}"\nkind = "{kind}"\nvalues = [{content}]\n'


@pytest.fixture
def load(tmp_path):
    def read(*parts, sources=SOURCES):
        file = tmp_path / "parameters.toml"
        file.write_text(sources + "\n".join(parts), encoding="utf-8")
        return load_parameters(file)

    return read


STANDING = parameter(
    "standing",
    'value = "1", first = 2025, source = "law"',
    'value = "2", first = 2027, source = "amended"',
)
YEARLY = parameter(
    "yearly",
    'value = "1", first = 2025, last = 2025, source = "law"',
    'value = "2", first = 2027, last = 2028, source = "amended"',
)


def found(cap, years=range(2023, 2031), **how):
    """The values of a parameter by year, None where it is unknown."""
    figures = {year: cap.at(FiscalYear(year), **how) for year in years}
    return {year: figure.value if isinstance(figure, Figure) else None for year, figure in figures.items()}


def test_standing_text_holds_until_a_later_text_replaces_it(load):
    expected = {2023: None, 2024: None, 2025: 1, 2026: 1, 2027: 2, 2028: 2, 2029: 2, 2030: 2}
    assert expected == found(load(STANDING)["cap"])


def test_a_yearly_figure_holds_only_in_its_years(load):
    expected = {2023: None, 2024: None, 2025: 1, 2026: None, 2027: 2, 2028: 2, 2029: None, 2030: None}
    assert expected == found(load(YEARLY)["cap"])


def test_standing_text_may_end(load):
    ended = parameter("standing", 'value = "1", first = 2025, last = 2026, source = "law"')
    assert {2025: 1, 2026: 1, 2027: None} == found(load(ended)["cap"], range(2025, 2028))


@pytest.mark.parametrize("content", [STANDING, YEARLY], ids=["standing", "yearly"])
def test_on_an_older_day_only_the_older_text_is_known(load, content):
    cap = load(content)["cap"]
    known = found(cap, as_read_on=date(2026, 1, 1))
    assert 2 not in known.values()
    assert {None} == set(found(cap, as_read_on=date(2025, 2, 28)).values())
    assert found(cap) == found(cap, as_read_on=date(2027, 3, 1))


def test_on_an_older_day_the_older_standing_text_holds_on(load):
    assert {2026: 1, 2027: 1, 2030: 1} == found(
        load(STANDING)["cap"], (2026, 2027, 2030), as_read_on=date(2026, 1, 1)
    )


def test_a_value_of_a_source_without_a_date_is_always_known(load):
    cap = load(parameter("standing", 'value = "1", first = 2025, source = "page"'))["cap"]
    assert {2025: 1} == found(cap, (2025,), as_read_on=date(1999, 1, 1))


def test_the_unknown_says_why_in_both_languages(load):
    unknown = load(YEARLY)["cap"].at(FiscalYear(2026))
    assert isinstance(unknown, Unknown)
    assert ["上限" in unknown.reason.to("ja"), "令和8年度" in unknown.reason.to("ja")] == [True, True]
    assert ["cap" in unknown.reason.to("en"), "2026" in unknown.reason.to("en")] == [True, True]


@pytest.mark.parametrize(("year", "count"), [(2024, 0), (2025, 1), (2026, 1), (2030, 1)])
def test_standing_text_read_before_the_year_is_an_assumption(load, year, count):
    cap = load(parameter("standing", 'value = "1", first = 2024, source = "law"'))["cap"]
    assert count == len(cap.at(FiscalYear(year)).assumptions)


def test_a_figure_of_another_year_is_taken_only_when_the_caller_says_so(load):
    cap = load(YEARLY)["cap"]
    figure = cap.at(FiscalYear(2026), assume={"cap": 2025})
    assert (1, "Law") == (figure.value, figure.source.title.en)
    (note,) = figure.assumptions
    assert ["令和7年度" in note.to("ja"), "令和8年度" in note.to("ja"), "上限" in note.to("ja")] == [True] * 3


@pytest.mark.parametrize(
    ("year", "assume"),
    [(2026, {}), (2026, {"other": 2025}), (2026, {"cap": 2030}), (2026, None)],
    ids=["nothing", "another figure", "a year without figure", "no assumptions"],
)
def test_what_cannot_be_assumed_stays_unknown(load, year, assume):
    assert isinstance(load(YEARLY)["cap"].at(FiscalYear(year), assume=assume), Unknown)


def test_an_assumption_is_not_needed_where_the_figure_is_known(load):
    figure = load(YEARLY)["cap"].at(FiscalYear(2027), assume={"cap": 2025})
    assert (2, ()) == (figure.value, figure.assumptions)


def test_a_figure_that_was_not_read_yet_cannot_be_assumed(load):
    cap = load(YEARLY)["cap"]
    assert isinstance(cap.at(FiscalYear(2026), assume={"cap": 2027}, as_read_on=date(2026, 1, 1)), Unknown)


def test_a_ratio_is_exact_and_other_units_are_whole(load):
    ratio = parameter("standing", 'value = "9/10", first = 2025, source = "law"', unit="ratio")
    assert (Fraction(9, 10), Fraction) == (
        (value := load(ratio)["cap"].at(FiscalYear(2025)).value),
        type(value),
    )
    assert int is type(load(STANDING)["cap"].at(FiscalYear(2025)).value)


def test_a_value_may_name_its_own_article_and_grade(load):
    entry = 'value = "1", first = 2025, source = "law", article = "4条", grade = "inferred"'
    source = load(parameter("standing", entry))["cap"].at(FiscalYear(2025)).source
    assert ("4条", Grade.INFERRED, "Law") == (source.article, source.grade, source.title.en)


def test_a_source_is_found_by_its_name(load):
    file = load(STANDING)
    assert ("9条", "5条") == (file.source("amended").article, file.source("amended", "5条").article)
    assert Grade.INFERRED is file.source("law", grade=Grade.INFERRED).grade
    with pytest.raises(KeyError):
        file.source("no such law")


BAD = {
    "a value without source": (
        parameter("standing", 'value = "1", first = 2025'),
        "rules.value_without_source",
    ),
    "an unknown source": (
        parameter("standing", 'value = "1", first = 2025, source = "custom"'),
        "rules.value_without_source",
    ),
    "a yearly figure without end": (
        parameter("yearly", 'value = "1", first = 2025, source = "law"'),
        "rules.yearly_without_end",
    ),
    "periods that overlap": (
        parameter(
            "yearly",
            'value = "1", first = 2025, last = 2026, source = "law"',
            'value = "2", first = 2026, last = 2027, source = "law"',
        ),
        "rules.periods_overlap",
    ),
    "two standing texts of one year": (
        parameter(
            "standing",
            'value = "1", first = 2025, source = "law"',
            'value = "2", first = 2025, source = "law"',
        ),
        "rules.periods_overlap",
    ),
    "periods out of order": (
        parameter(
            "standing",
            'value = "2", first = 2026, source = "law"',
            'value = "1", first = 2025, source = "law"',
        ),
        "rules.periods_overlap",
    ),
    "a period that ends before it begins": (
        parameter("yearly", 'value = "1", first = 2026, last = 2025, source = "law"'),
        "rules.periods_overlap",
    ),
    "an unknown kind": (
        parameter("always", 'value = "1", first = 2025, source = "law"'),
        "rules.bad_parameter",
    ),
    "an unknown unit": (
        parameter("standing", 'value = "1", first = 2025, source = "law"', unit="parsecs"),
        "rules.bad_parameter",
    ),
    "a fraction of a yen": (
        parameter("standing", 'value = "1/2", first = 2025, source = "law"'),
        "rules.bad_parameter",
    ),
    "no number": (parameter("standing", 'value = "many", first = 2025, source = "law"'), None),
    "no value": (parameter("standing", 'first = 2025, source = "law"'), "rules.bad_parameter"),
    "no first year": (parameter("standing", 'value = "1", source = "law"'), "rules.bad_parameter"),
    "a year that is none": (parameter("standing", 'value = "1", first = 25, source = "law"'), None),
    "a label in one language": (
        parameter("standing", 'value = "1", first = 2025, source = "law"', label='{ ja = "上限" }'),
        "rules.bad_parameter",
    ),
    "an unknown grade": (
        parameter("standing", 'value = "1", first = 2025, source = "law", grade = "sure"'),
        None,
    ),
    "no kind": (
        '[cap]\nlabel = { ja = "上限", en = "cap" }\nunit = "yen"\nvalues = []\n',
        "rules.bad_parameter",
    ),
}


@pytest.mark.parametrize(("content", "code"), BAD.values(), ids=BAD)
def test_a_file_that_cannot_be_trusted_is_refused_by_the_name_of_the_parameter(load, content, code):
    with pytest.raises(InvalidParameters) as caught:
        load(content)
    assert code in (None, caught.value.code)
    assert ["cap" in caught.value.message(lang) for lang in ("ja", "en")] == [True, True]


@pytest.mark.parametrize(
    "entry",
    ['ja = "法"\ngrade = "primary"', 'ja = "法"\nen = "Law"', 'ja = "法"\nen = "Law"\ngrade = "sure"'],
    ids=["one language", "no grade", "an unknown grade"],
)
def test_a_source_that_is_incomplete_is_refused(load, entry):
    with pytest.raises(InvalidParameters) as caught:
        load(sources=f"[sources.law]\n{entry}\n")
    assert ["law" in caught.value.message(lang) for lang in ("ja", "en")] == [True, True]


FILES = sorted(Path(chiho_digital.__file__).parent.rglob("parameters.toml"))


def test_the_library_ships_parameters():
    assert "bonds" in {file.parent.name for file in FILES}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.parent.name)
def test_every_shipped_value_has_a_source_a_grade_and_words_in_both_languages(file):
    content = load_parameters(file)
    for cap in content.parameters.values():
        assert cap.values
        assert [True, True] == [bool(cap.label.ja), bool(cap.label.en)]
        for dated in cap.values:
            assert dated.source.title.ja
            assert dated.source.title.en
            assert isinstance(dated.source.grade, Grade)
            assert cap.standing or dated.last is not None
            assert dated.last is None or dated.first <= dated.last


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.parent.name)
def test_every_shipped_source_is_given_in_both_languages(file):
    for source in load_parameters(file).sources.values():
        assert [True, True] == [bool(source.title.ja), bool(source.title.en)]
        assert source.url is None or source.url.startswith("https://")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.parent.name)
def test_by_default_every_shipped_value_is_known_in_its_first_year(file):
    for cap in load_parameters(file).parameters.values():
        for dated in cap.values:
            assert dated.value == cap.at(dated.first).value


def test_the_financing_ratio_of_the_bond_is_known_for_2025_only():
    ratio = PARAMETERS["bond_financing_ratio"]
    assert {2024: None, 2025: Fraction(9, 10), 2026: None} == found(ratio, (2024, 2025, 2026))


def below(cap):
    return simple(rule("r", Case.count < cap.in_year_of(Case.year)))


@pytest.mark.parametrize(
    ("year", "count", "expected"),
    [
        (2025, 0, Outcome.ELIGIBLE),
        (2025, 1, Outcome.INELIGIBLE),
        (2026, 0, Outcome.UNDETERMINED),
        (2027, 1, Outcome.ELIGIBLE),
        (2028, 2, Outcome.INELIGIBLE),
        (2029, 0, Outcome.UNDETERMINED),
    ],
)
def test_a_condition_reads_the_figure_of_the_year(load, year, count, expected):
    drawn = ruleset(revision(2025), revision(2028), standing=below(load(YEARLY)["cap"]).revisions[0].rules)
    assert expected is drawn.decide(Case(year=year, count=count)).outcome


def test_a_year_without_a_figure_is_unknown_law_and_no_fact_is_missing(load):
    decision = below(load(YEARLY)["cap"]).decide(Case(year=2026, count=0))
    assert () == decision.missing
    assert ["cap" in reason.en for reason in decision.unknown_law] == [True]
    assert ["上限" in reason.ja for reason in decision.unknown_law] == [True]


def test_a_condition_on_a_figure_is_written_in_both_languages(load):
    decision = below(load(YEARLY)["cap"]).decide(Case(year=2025, count=0))
    assert ["上限" in decision.explain("ja"), "cap" in decision.explain("en")] == [True, True]


def late(load):
    """A cap read a month after the only text."""
    amended = SOURCES.replace("2027-03-01", "2025-05-01")
    return load(parameter("standing", 'value = "3", first = 2025, source = "amended"'), sources=amended)[
        "cap"
    ]


def test_by_default_a_figure_read_after_the_newest_text_is_known(load):
    assert Outcome.ELIGIBLE is below(late(load)).decide(Case(year=2025, count=1)).outcome


def test_a_figure_is_known_from_the_day_it_was_read_whatever_texts_there_are(load):
    drawn = below(late(load))
    outcomes = [
        drawn.decide(Case(year=2025, count=1), as_read_on=day).outcome
        for day in (date(2025, 4, 1), date(2025, 4, 30), date(2025, 5, 1), date(2025, 6, 1))
    ]
    assert [Outcome.UNDETERMINED] * 2 + [Outcome.ELIGIBLE] * 2 == outcomes


def test_a_decision_on_a_figure_read_before_its_year_lists_that_as_an_assumption(load):
    content = parameter("standing", 'value = "3", first = 2025, source = "law"')
    drawn = ruleset(revision(2026, rule("r", Case.count < load(content)["cap"].in_year_of(Case.year))))
    notes = drawn.decide(Case(year=2026, count=1)).assumptions
    assert ["cap"] == [note.params["what"].en for note in notes]


@pytest.mark.parametrize("form", ["Polars", "PyArrow", "DuckDB", "pandas with NumPy types", "lazy Polars"])
@pytest.mark.parametrize("content", [STANDING, YEARLY], ids=["standing", "yearly"])
def test_a_table_reads_the_figures_of_the_years_as_rows_do(load, form, content):
    cap = load(content)["cap"].in_year_of(Case.year)
    drawn = ruleset(
        revision(2025, rule("r", Case.count < cap), rule("s", ~(Case.limit == cap) | Case.open)),
        revision(2027, rule("r", Case.count <= cap)),
    )

    @examples(5)
    @given(st.lists(values(), min_size=1, max_size=8))
    def agree(rows):
        for day in (None, date(2025, 4, 1)):
            decided = drawn.decide_frame(table(form, rows, Case), as_read_on=day)
            assert by_row(drawn, rows, day) == by_column(drawn, decided, day)

    agree()


def test_a_number_of_the_facts_is_not_compared_with_a_ratio(load):
    ratio = load(parameter("standing", 'value = "7/3", first = 2025, source = "law"', unit="ratio"))["cap"]
    with pytest.raises(TypeError, match="cap"):
        below(ratio)


@examples(50)
@given(values(), st.integers(0, 4), st.sampled_from((2025, 2026, 2027)))
def test_a_figure_in_a_condition_is_the_constant_of_its_year(row, amount, year):
    content = SOURCES + parameter("standing", f'value = "{amount}", first = 2025, source = "page"')
    facts = facts_of({**row, "year": FiscalYear(year)})
    cap = _cap(content)
    by_figure = simple(rule("r", Case.count <= cap.in_year_of(Case.year))).decide(facts)
    by_constant = simple(rule("r", Case.count <= amount)).decide(facts)
    assert (by_constant.outcome, by_constant.missing) == (by_figure.outcome, by_figure.missing)


def _cap(content):
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        file = Path(folder) / "parameters.toml"
        file.write_text(content, encoding="utf-8")
        return load_parameters(file)["cap"]
