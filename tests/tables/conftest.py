"""Reading a file both ways, which must give the same; and this folder on the path, to share the engines of sums."""

import sys
from pathlib import Path

import pytest

from chiho_digital.procurement import CaseRow
from chiho_digital.tables import columns_of, read, read_rows

sys.path.insert(0, str(Path(__file__).parent))


def by_row_and_column(issues):
    order = {field: place for place, field in enumerate(columns_of(CaseRow))}
    return tuple(sorted(issues, key=lambda issue: (issue.row or 0, order.get(issue.column or "", -1))))


@pytest.fixture(scope="session")
def both():
    """Reads bytes as rows and as columns, proves both alike, and gives the columns."""

    def read_both(data, **options):
        rows, columns = read_rows(data, CaseRow, **options), read(data, CaseRow, **options)
        held = tuple((row.pop("row_no"), row) for row in columns.frame.to_dicts())
        assert (rows.rows, by_row_and_column(rows.issues)) == (held, columns.issues)
        assert rows.encoding == columns.encoding
        for issue in columns.issues:
            assert issue.to("ja")
            assert issue.to("en")
        return columns

    return read_both


@pytest.fixture(scope="session")
def codes():
    """The row, column and code of the issues of a table, without headings that it has not."""

    def told(loaded):
        return [(i.row, i.column, i.code) for i in loaded.issues if i.code != "tables.heading_missing"]

    return told


@pytest.fixture(params=[48, 1 << 22], ids=["small portions", "one portion"], scope="module")
def portions(request):
    """The text is read in portions of a few lines, and in one."""
    from chiho_digital.tables.files import ahead

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ahead, "PORTION", request.param)
        yield
