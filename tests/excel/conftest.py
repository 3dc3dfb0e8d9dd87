"""What the tests of Excel share."""

import sys
from pathlib import Path

import pytest

from chiho_digital import excel
from chiho_digital.procurement import ParticipationRow

sys.path.insert(0, str(Path(__file__).parent))
from workbook_making import opened


@pytest.fixture
def checked(tmp_path):
    """A check of a workbook: the report, and the workbook that comes back, as a file and as openpyxl reads it."""

    def check(data, model=ParticipationRow, lang="ja"):
        source, out = tmp_path / "mine.xlsx", tmp_path / "back.xlsx"
        source.write_bytes(data)
        report = excel.check(source, model, out, lang=lang, overwrite=True)
        assert data == source.read_bytes()
        return report, out.read_bytes(), opened(out.read_bytes())

    return check
