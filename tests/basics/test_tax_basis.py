"""One tax basis for all rooms; unknown is a value that has to be stated."""

import pytest

from chiho_digital import bonds, procurement
from chiho_digital.basics import TaxBasis


def test_every_room_has_the_same_one():
    assert bonds.TaxBasis is procurement.TaxBasis is TaxBasis


@pytest.mark.parametrize("basis", TaxBasis)
def test_a_basis_has_a_name_in_both_languages(basis):
    assert basis.label.ja
    assert basis.label.en
    assert basis is TaxBasis(basis.value)


def test_a_project_whose_tax_basis_is_stated_to_be_unknown_is_one_that_does_not_say():
    stated, silent = bonds.Project(name="x", tax_basis="unknown"), bonds.Project(name="x")

    assert stated == silent
    assert None is stated.tax_basis
