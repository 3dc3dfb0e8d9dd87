"""Row models by their short names."""

import pytest

from chiho_digital import excel
from chiho_digital.basics import InvalidValue
from chiho_digital.procurement import ParticipationRow
from chiho_digital.tables import columns_of


def test_every_short_name_leads_to_a_row_model_and_a_model_to_itself():
    assert ParticipationRow is excel.model_of("participations") is excel.model_of(ParticipationRow)
    assert all(columns_of(excel.model_of(name)) for name in excel.MODELS)


def test_an_unknown_name_is_refused_with_the_nearest():
    with pytest.raises(InvalidValue) as caught:
        excel.model_of("participation")
    assert ("excel.no_model", "participations") == (caught.value.code, caught.value.suggestion)
