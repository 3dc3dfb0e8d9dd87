"""A call becomes a case: those who joined take part, and the case goes through tables and standings as published ones do."""

from datetime import date

import pytest
from calls_worlds import CENSUS, DEADLINE, LEAD, TOWNS, day, opened

from chiho_digital import dashboard
from chiho_digital.basics import InvalidValue, PartialDate, TaxBasis
from chiho_digital.procurement import (
    Amount,
    AmountScope,
    BodyType,
    Contract,
    ContractForm,
    Lot,
    standing,
    to_tables,
)
from chiho_digital.tables import Link

MADE = date(2025, 7, 1)
PAGE = Link("https://example.org/case")
HERE, THERE, OTHER = TOWNS[:3]


def ended():
    call = opened(acting_for="県・市町情報化協議会", invited=(LEAD, *TOWNS))
    for code, answer in [(LEAD, "join"), (HERE, "join"), (OTHER, "join"), (THERE, "consider")]:
        call = call.answer(code, answer, day(3))
    return call.become_case("yamaguchi-forms-2025", MADE, by=LEAD)


def test_those_who_joined_are_its_participants():
    case = ended().to_case(sources=[PAGE])

    assert ("yamaguchi-forms-2025", ("350001",), ("online_application",)) == (
        case.id,
        case.prefectures,
        case.kinds,
    )
    assert ("山口県", LEAD, "県・市町情報化協議会") == (case.lead, case.lead_code, case.lead_words)
    assert [(LEAD, BodyType.PREFECTURE), (HERE, BodyType.MUNICIPALITY), (OTHER, BodyType.MUNICIPALITY)] == [
        (one.code, one.body_type) for one in case.participations
    ]
    assert {"2025-07-01"} == {str(one.joined) for one in case.participations}
    assert 2 == case.municipal_count
    assert (PAGE,) == case.sources


def test_an_estimate_is_no_amount_of_it():
    case = ended().to_case(sources=[PAGE])
    amount = Amount(scope=AmountScope.ANNUAL, yen=9_000_000, tax_basis=TaxBasis.EXCLUDED)

    assert () == case.amounts
    assert (amount,) == ended().to_case(sources=[PAGE], amounts=[amount]).amounts


def test_what_the_caller_knows_of_lots_contract_and_start_is_in_it():
    lot = Lot(supplier="A株式会社")
    contract = Contract(form=ContractForm.JOINT_SELECTION, words="共同選定", selection_method=None)
    case = ended().to_case(
        sources=[PAGE], lots=[lot], contract=contract, service_start=PartialDate.parse("2026-04")
    )

    assert ((lot,), contract, "2026-04") == (case.lots, case.contract, str(case.service_start.value))
    assert (Lot(),) == ended().to_case(sources=[PAGE]).lots


def test_it_goes_through_tables_standings_and_the_dashboard():
    case = ended().to_case(sources=[PAGE], joined={OTHER: PartialDate.parse("2025-10-01")})
    tables = to_tables([case], population=CENSUS)
    on_day, later = (standing(case, day, population=CENSUS) for day in (MADE, date(2025, 10, 1)))
    people = CENSUS.value(HERE) + CENSUS.value(OTHER)

    assert (2, people) == tables.cases.select("municipalities", "population").row(0)
    assert [("online_application", 2)] == tables.by_kind.select("kind", "municipalities").rows()
    assert [HERE] == [one.code for one in on_day.taking_part if one.body_type is BodyType.MUNICIPALITY]
    assert (2, people) == (later.municipal_count, later.population)
    assert "電子申請" in dashboard.by_kind([case, case], population=CENSUS).to_text("ja")


def test_nobody_took_part_before_it_was_a_case():
    case = ended().to_case(sources=[PAGE])

    assert () == standing(case, DEADLINE, population=CENSUS).taking_part


def test_a_call_that_has_not_become_a_case_has_none():
    with pytest.raises(InvalidValue) as caught:
        opened().to_case(sources=[PAGE])
    assert "procurement.call_no_case" == caught.value.code


def test_a_day_of_joining_of_a_body_that_did_not_join_is_refused_with_near_bodies():
    with pytest.raises(InvalidValue) as caught:
        ended().to_case(sources=[PAGE], joined={THERE: PartialDate.parse("2025-10")})

    assert ("procurement.call_not_joined", THERE) == (caught.value.code, caught.value.value)
    assert "山口県下関市（352012）" in caught.value.suggestion
