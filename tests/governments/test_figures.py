"""Figures come from one small table format; every fault of a file is named at once, with file and line."""

from datetime import date
from fractions import Fraction

import pytest

from chiho_digital import governments
from chiho_digital.basics import Grade, InvalidValue, Source, Text
from chiho_digital.governments import Figure, InvalidCode, figures

STAFF = Text("職員数（人）", "staff (persons)")
DAY = date(2025, 4, 1)


@pytest.fixture
def table(tmp_path):
    """Loads a table with the given content."""

    def load(content, encoding="utf-8", **how):
        file = tmp_path / "staff.csv"
        file.write_bytes(content.encode(encoding))
        return figures.load(file, what=STAFF, as_of=DAY, **how)

    return load


def refused(table, content, **how):
    with pytest.raises(InvalidValue) as caught:
        table(content, **how)
    return caught.value


def faults(error):
    return [(fault.path, fault.code) for fault in error.params["errors"]]


def test_the_census_that_ships_says_what_it_counts_when_and_from_where():
    census = figures.load()

    assert date(2020, 10, 1) == census.as_of
    assert Grade.PRIMARY == census.source.grade
    assert "速報" in census.what.ja
    assert "preliminary" in census.what.en
    assert census is figures.load(figures.CENSUS_2020_PRELIMINARY)


def test_the_nation_and_the_23_wards_are_areas_and_no_bodies():
    assert {"00000": 126_226_568, "13100": 9_744_534} == figures.load().areas


def test_a_figure_is_found_by_code_or_by_body():
    census = figures.load()

    assert Figure(44661) == census.of("352047") == census.of(governments.find("萩市"))
    assert 44661 == census.value("352047")


def test_a_former_code_whose_area_lived_on_alone_has_the_figure_of_its_heir():
    takizawa = figures.load().of("033057")

    assert figures.load().value("032166") == takizawa.value
    assert ["governments.figure_inherited"] == [note.code for note in takizawa.notes]


@pytest.mark.parametrize("code", ["093670", "017001"])
def test_a_body_without_a_figure_is_unknown_and_not_zero(code):
    assert None is figures.load().of(code)
    assert None is figures.load().value(code)


def test_asking_for_the_figure_of_no_code_is_an_error():
    with pytest.raises(InvalidCode):
        figures.load().of("35204")


def test_a_table_of_your_own_keeps_what_when_and_source(table):
    source = Source(Text("県調べ", "the prefecture's survey"), Grade.SECONDARY)
    own = table("code,value\n352047,512\n", source=source)

    assert (STAFF, DAY, source) == (own.what, own.as_of, own.source)
    assert {"352047": 512} == own.values


def test_a_path_may_be_given_as_text(tmp_path):
    (tmp_path / "staff.csv").write_text("code,value\n352047,512\n", encoding="utf-8")

    assert 512 == figures.load(str(tmp_path / "staff.csv"), what=STAFF, as_of=DAY).value("352047")


def test_decimals_stay_exact(table):
    assert Fraction(53, 100) == table("code,value\n352047,0.53\n").value("352047")


def test_a_decimal_that_is_whole_is_an_integer(table):
    value = table("code,value\n352047,3.0\n").value("352047")

    assert (int, 3) == (type(value), value)


@pytest.mark.parametrize(
    ("written", "value"), [('"1,234,567"', 1234567), ("１２", 12), (" 12 ", 12), ("-5", -5)]
)
def test_grouped_full_width_padded_and_negative_numbers_are_read(table, written, value):
    assert value == table(f"code,value\n352047,{written}\n").value("352047")


@pytest.mark.parametrize("written", ['"12,34"', "1.2.3", "多数", "1e5", "nan", "12人"])
def test_what_is_no_number_is_a_fault_of_its_line(table, written):
    error = refused(table, f"code,value\n352047,{written}\n")

    assert [(("staff.csv", 2), "basics.inexact_ratio")] == faults(error)


def test_an_empty_value_is_unknown(table):
    own = table("code,value\n352047,\n011002, \n")

    assert {} == own.values
    assert None is own.of("352047")


def test_a_table_of_five_digit_codes_is_read_by_its_heading(table):
    own = table("code5,value\n35204,512\n00000,9\n13100,8\n")

    assert {"352047": 512} == own.values
    assert {"00000": 9, "13100": 8} == own.areas


def test_other_columns_and_another_order_do_not_matter(table):
    assert 512 == table("name,value,code\n萩市,512,352047\n").value("352047")


def test_blank_lines_and_a_byte_order_mark_do_not_matter(table):
    assert 512 == table("\n,\ncode,value\n\n352047,512\n,\n", encoding="utf-8-sig").value("352047")


def test_windows_line_ends_do_not_matter(table):
    assert 512 == table("code,value\r\n352047,512\r\n").value("352047")


def test_all_faults_are_named_at_once_with_file_and_line(table):
    error = refused(
        table,
        "code,value\n352047,1\n11002,2\n352048,3\n\n352047,4\n011002,x\n999997,5\n012025\n012033,6,7\n",
    )

    assert [
        (("staff.csv", 3), "governments.code_six_digits"),
        (("staff.csv", 4), "governments.code_check_digit"),
        (("staff.csv", 6), "governments.figures_twice"),
        (("staff.csv", 7), "basics.inexact_ratio"),
        (("staff.csv", 8), "governments.figures_unknown_code"),
        (("staff.csv", 9), "governments.figures_ragged"),
        (("staff.csv", 10), "governments.figures_ragged"),
    ] == faults(error)
    assert 7 == error.params["count"]
    for lang in ("ja", "en"):
        assert "staff.csv / 3" in error.message(lang)
        assert "staff.csv / 10" in error.message(lang)
        assert "011002" in error.message(lang)


def test_a_line_break_within_a_cell_does_not_shift_the_line_numbers(table):
    error = refused(table, 'code,value,note\n352047,1,"two\nlines"\n352048,1,\n')

    assert [("staff.csv", 4)] == [path for path, _ in faults(error)]


@pytest.mark.parametrize(
    "content",
    [
        "code,value\n352047,1\n352047,1\n",
        "code,value\n352047,\n352047,1\n",
        "code5,value\n00000,1\n00000,2\n",
    ],
)
def test_a_code_that_stands_twice_is_a_fault(table, content):
    assert [(("staff.csv", 3), "governments.figures_twice")] == faults(refused(table, content))


def test_an_unknown_code_is_a_fault_even_without_a_value(table):
    error = refused(table, "code,value\n999997,\n")

    assert [(("staff.csv", 2), "governments.figures_unknown_code")] == faults(error)


@pytest.mark.parametrize("content", ["", "\n\n", "code\n352047\n", "value\n1\n", "コード,値\n352047,1\n"])
def test_a_table_without_its_headings_is_refused(table, content):
    assert "governments.figures_heading" == refused(table, content).code


def test_a_heading_alone_is_an_empty_table(table):
    assert {} == table("code,value\n").values


def test_a_file_in_another_encoding_is_refused_by_name(table):
    error = refused(table, "code,value,name\n352047,1,萩市\n", encoding="cp932")

    assert "governments.figures_not_utf8" == error.code
    assert "staff.csv" in error.message("ja")
    assert "UTF-8" in error.message("en")


def test_a_cell_without_end_is_refused_by_name(table):
    error = refused(table, f'code,value\n352047,"{"1" * 200_000}\n')

    assert "governments.figures_no_csv" == error.code
    assert "staff.csv" in error.message("en")


@pytest.mark.parametrize("described", [{}, {"what": STAFF}, {"as_of": DAY}])
def test_a_table_of_your_own_needs_what_and_when(tmp_path, described):
    with pytest.raises(InvalidValue) as caught:
        figures.load(tmp_path / "staff.csv", **described)

    assert "governments.figures_undescribed" == caught.value.code


def test_a_missing_file_is_an_os_error(tmp_path):
    with pytest.raises(FileNotFoundError):
        figures.load(tmp_path / "none.csv", what=STAFF, as_of=DAY)
