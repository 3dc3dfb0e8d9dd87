"""Templates: whatever the row model, what a tired person types into them is right, or can be put right."""

import sys
from io import BytesIO
from pathlib import Path
from typing import Annotated

import openpyxl
import pytest
from pydantic import Field

from chiho_digital import __version__, excel
from chiho_digital.basics import InvalidValue, LabelledEnum, MissingExtra
from chiho_digital.excel.models import model_of
from chiho_digital.procurement import AmountRow, CaseRow, ParticipationRow
from chiho_digital.tables import Choice, Column, RowModel, Words, Yen, check_rows, columns_of, read_rows
from chiho_digital.talent import CostRow, StaffRow

sys.path.insert(0, str(Path(__file__).parents[1]))
from workbook_making import empty, parts

from row_models import row_models

EVERY = [
    pytest.param(model, lang, id=f"{name}-{lang}")
    for name, model in row_models().items()
    for lang in ("ja", "en")
]


def opened(model, lang="ja"):
    return openpyxl.load_workbook(BytesIO(empty(model, lang)))


def listed(book, model):
    """The words of the drop-down of every field that has one, and whether it refuses others."""
    sheet = book.worksheets[0]
    fields = list(columns_of(model))
    found = {}
    for rule in sheet.data_validations.dataValidation:
        (area,) = rule.sqref.ranges
        assert (2, 1_048_576) == (area.min_row, area.max_row)
        name, _, place = rule.formula1.rpartition("!")
        words = tuple(cell.value for (cell,) in book[name.strip("'")][place.replace("$", "")])
        found[fields[area.min_col - 1]] = (words, rule.showErrorMessage)
    return found


@pytest.mark.parametrize(("model", "lang"), EVERY)
def test_a_template_is_read_as_an_empty_table_with_every_column(model, lang):
    loaded = read_rows(empty(model, lang), model)

    assert ["tables.other_sheets", "tables.no_rows"] == [issue.code for issue in loaded.issues]
    headings = [cell.value for cell in opened(model, lang).worksheets[0][1]]
    columns = columns_of(model)
    assert headings == ([column.ja for column in columns.values()] if lang == "ja" else list(columns))


@pytest.mark.parametrize(("model", "lang"), EVERY)
def test_every_word_of_a_drop_down_is_read_by_its_column_and_says_no_two_things(model, lang):
    for field, (words, _) in listed(opened(model, lang), model).items():
        read = [columns_of(model)[field].read(word) for word in words]
        assert len(words) == len(set(words)) == len(set(read))


@pytest.mark.parametrize(("model", "lang"), EVERY)
def test_every_closed_vocabulary_has_a_drop_down_with_all_its_members(model, lang):
    lists = listed(opened(model, lang), model)
    for field, info in model.model_fields.items():
        kinds = [
            kind for kind in getattr(info.annotation, "__args__", [info.annotation]) if isinstance(kind, type)
        ]
        for kind in kinds:
            if kind is bool or issubclass(kind, LabelledEnum):
                words, refuses = lists[field]
                members = {True, False} if kind is bool else set(kind)
                assert (members, True) == ({columns_of(model)[field].read(word) for word in words}, refuses)


@pytest.mark.parametrize(("model", "lang"), EVERY)
def test_the_example_row_is_right_and_fills_every_column(model, lang):
    book = opened(model, lang)
    example = book.worksheets[1]
    typed = [cell.value for cell in example[4]]
    headings = [cell.value for cell in example[3]]
    alone = openpyxl.Workbook()
    alone.active.append(headings)
    alone.active.append(typed)
    out = BytesIO()
    alone.save(out)

    assert all(typed)
    assert () == check_rows(read_rows(out.getvalue(), model), model).issues


@pytest.mark.parametrize(("model", "lang"), EVERY)
def test_every_heading_has_a_note_that_says_whether_the_column_may_be_blank(model, lang):
    for cell, column in zip(opened(model, lang).worksheets[0][1], columns_of(model).values(), strict=True):
        required = {"ja": "必須", "en": "Required"}[lang]
        assert column.required == (required in cell.comment.text)
        assert column.required == ("＊" in cell.number_format)


def test_codes_identifiers_and_dates_are_text_and_amounts_are_numbers():
    sheet = opened(AmountRow).worksheets[0]
    headings = {cell.value: cell.column_letter for cell in sheet[1]}
    shown = {ja: sheet.column_dimensions[letter].number_format for ja, letter in headings.items()}

    assert {"@"} == {shown[ja] for ja in ("事例ID", "期間の始め", "期間の終わり", "金額の範囲", "出典")}
    assert "#,##0" == shown["金額"]


def test_words_of_several_columns_with_one_vocabulary_stand_once_on_a_hidden_sheet():
    book = opened(CostRow)
    lists = book["一覧"]

    assert "hidden" == lists.sheet_state
    firsts = [cell.value for cell in lists[2]]
    assert 1 == firsts.count("はい") == firsts.count("北海道")
    bodies = listed(book, CostRow)["body"]
    assert (1788, False) == (len(bodies[0]), bodies[1])


def test_a_word_is_offered_in_the_language_asked_for():
    assert (("はい", "いいえ"), True) == listed(opened(StaffRow), StaffRow)["external"]
    assert (("yes", "no"), True) == listed(opened(StaffRow, "en"), StaffRow)["external"]


def test_a_list_of_a_column_that_holds_several_or_a_remark_refuses_nothing():
    lists = listed(opened(CaseRow), CaseRow)

    assert {False} == {lists[name][1] for name in ("prefecture", "system_kind_ja", "status")}
    assert lists["confidence"][1]


def test_the_heading_stays_in_sight_and_is_printed_on_every_page():
    sheet = opened(CaseRow).worksheets[0]

    assert ("B2", "$1:$1", "landscape") == (
        sheet.freeze_panes,
        sheet.print_title_rows,
        sheet.page_setup.orientation,
    )
    assert (0, True) == (sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage)
    assert all(sheet.column_dimensions[cell.column_letter].width > 12 for cell in sheet[1])
    assert "&P / &N" == sheet.oddFooter.center.text


@pytest.mark.parametrize(("lang", "guide", "unknown"), [("ja", "説明", "不明"), ("en", "Guide", "unknown")])
def test_the_guide_explains_every_column_and_names_version_and_licence(lang, guide, unknown):
    texts = {cell.value for row in opened(StaffRow, lang)[guide].iter_rows() for cell in row if cell.value}
    whole = "\n".join(texts)

    assert {*columns_of(StaffRow), *(column.ja for column in columns_of(StaffRow).values())} <= texts
    assert __version__ in whole
    assert "MIT" in whole
    assert unknown in whole


def test_the_same_model_gives_the_same_bytes_and_no_time_of_day():
    assert empty(ParticipationRow) == empty(ParticipationRow)
    assert b"dcterms" not in parts(empty(ParticipationRow))["docProps/core.xml"]


class FormulaRow(RowModel):
    """One line of a made-up table (式の一覧の1行)."""

    name: Annotated[
        str, Column("=名前", Words(), required=True), Field(examples=["=1+1"], description="-説明")
    ]
    sign: Annotated[str | None, Column("+記号", Choice(("=cmd", "-1", "@a", "plain")))] = None
    fee: Annotated[int | None, Column("料金", Yen()), Field(examples=[5])] = None
    fault: Annotated[str | None, Column("異常", Words()), Field(examples=["#N/A"])] = None


def test_a_model_of_ones_own_has_a_template_in_which_nothing_is_a_formula():
    book = opened(FormulaRow)

    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {"s"} == {cell.data_type for cell in cells}
    risky = [cell for cell in cells if str(cell.value).startswith(("=", "+", "-", "@"))]
    assert {"=名前", "+記号", "=1+1", "=cmd", "-1", "@a"} <= {cell.value for cell in risky}
    assert all(cell.quotePrefix for cell in risky)
    assert ["=1+1", "=cmd", "5", "#N/A"] == [cell.value for cell in book["記入例"][4]]
    assert "-説明" in book.worksheets[0]["A1"].comment.text
    assert "式の一覧：" in book["説明"]["A1"].value


@pytest.mark.parametrize("name", excel.MODELS)
def test_every_model_has_a_short_name(name):
    assert issubclass(model_of(name), RowModel)


def test_no_row_model_of_the_library_is_without_a_name():
    ours = {model for model in row_models().values() if model.__module__.startswith("chiho_digital.")}

    assert ours == {model_of(name) for name in excel.MODELS}


def test_an_unknown_name_is_refused_with_a_near_one(tmp_path):
    with pytest.raises(InvalidValue) as caught:
        excel.template("procurment", tmp_path / "a.xlsx")

    assert ("excel.no_model", "procurement") == (caught.value.code, caught.value.suggestion)


def test_a_file_that_is_there_is_only_replaced_when_asked(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"filled in with great pains")

    with pytest.raises(InvalidValue) as caught:
        excel.template("procurement", path)

    assert ("excel.exists", b"filled in with great pains") == (caught.value.code, path.read_bytes())
    assert path == excel.template("procurement", path, overwrite=True)
    assert ["a.xlsx"] == [file.name for file in tmp_path.iterdir()]
    assert path.read_bytes() == empty(CaseRow)


@pytest.mark.parametrize("name", ["a.xls", "a.csv", "a", "a.xlsm"])
def test_a_name_that_excel_would_not_open_is_refused(tmp_path, name):
    with pytest.raises(InvalidValue) as caught:
        excel.template("procurement", tmp_path / name)

    assert ("excel.not_xlsx", "a.xlsx") == (caught.value.code, caught.value.suggestion)
    assert not list(tmp_path.iterdir())


def test_nothing_is_left_behind_where_a_file_cannot_be_put(tmp_path):
    (tmp_path / "a.xlsx").mkdir()

    with pytest.raises(OSError):  # noqa: PT011 -- which one depends on the system
        excel.template("procurement", tmp_path / "a.xlsx", overwrite=True)

    assert ["a.xlsx"] == [file.name for file in tmp_path.iterdir()]


def test_without_openpyxl_the_extra_is_named(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "openpyxl", None)

    with pytest.raises(MissingExtra) as caught:
        excel.template("procurement", tmp_path / "a.xlsx")

    assert "excel" == caught.value.params["extra"]
    assert not list(tmp_path.iterdir())
