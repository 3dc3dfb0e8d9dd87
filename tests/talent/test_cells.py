"""The cells of a pool's files: what they read and write, and what they refuse without repeating it."""

from decimal import Decimal

import pytest

from chiho_digital.basics import FiscalYear, InvalidValue
from chiho_digital.talent import FIELDS, Duty, Skill
from chiho_digital.talent.cells import BodyCell, Id, IndexCell, Labelled, Skills, TermCell, YearCell, YesNo

CELLS = [
    (Id(), "A_1-b", "A_1-b", "A_1-b"),
    (BodyCell(), "山口県萩市", "352047", "352047"),
    (BodyCell(), "３５０００１", "350001", "350001"),
    (Labelled(Duty), "自団体の業務", Duty.OWN_WORK, "own_work"),
    (Labelled(Duty), "SUPPORT", Duty.SUPPORT, "support"),
    (YesNo(), "はい", True, "yes"),
    (YesNo(), "ＮＯ", False, "no"),
    (YearCell(), "2025", FiscalYear(2025), "FY2025"),
    (YearCell(), "令和7年度", FiscalYear(2025), "FY2025"),
    (IndexCell(), "０．５", Decimal("0.5"), "0.5"),
    (TermCell(FIELDS), "データ活用", "data", "data"),
    (TermCell(FIELDS), "量子計算", "量子計算", "量子計算"),
    (
        Skills(FIELDS),
        "design：2;量子計算",
        (Skill(field="design", level=2), Skill(field="量子計算")),
        "design:2;量子計算",
    ),
]


@pytest.mark.parametrize(("cell", "text", "value", "written"), CELLS)
def test_a_cell_is_read_and_written(cell, text, value, written):
    assert value == cell.read(text)
    assert written == cell.write(value)
    assert value == cell.read(written)
    assert cell.expected.ja
    assert cell.expected.en


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (Id(), "山田太郎"),
        (Id(), "a@b.jp"),
        (Id(), "x" * 101),
        (BodyCell(), "山田市"),
        (BodyCell(), "350002"),
        (BodyCell(), "札幌市中央区"),
        (Labelled(Duty), "山田"),
        (YesNo(), "山田"),
        (YearCell(), "山田"),
        (YearCell(), "1000"),
        (IndexCell(), "3.01"),
        (IndexCell(), "山田"),
        (Skills(FIELDS), "data:6"),
        (Skills(FIELDS), ":3"),
        (Skills(FIELDS), "山田:x"),
    ],
)
def test_a_wrong_cell_is_refused_and_not_repeated(cell, text):
    with pytest.raises(InvalidValue) as caught:
        cell.read(text)
    assert "talent.cell" == caught.value.code
    assert text not in str(caught.value)
