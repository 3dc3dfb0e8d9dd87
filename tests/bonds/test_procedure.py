"""Consultation, notification or permission, and with whom."""

from decimal import Decimal

import pytest

from chiho_digital import bonds
from chiho_digital.bonds import Counterparty, ProcedureKind

SOUND = {
    "real_debt_service_ratio": "9.8",
    "real_deficit": 0,
    "consolidated_deficit_ratio": "0",
    "future_burden_ratio": "50.1",
    "permission_ground": False,
}
PRIVATE = {"specified_public_money": False, "own_enterprise": False}


def of(kind: str = "municipality", indicators: dict | None = None, **money: object) -> bonds.Procedure:
    applicant = bonds.Applicant(body_kind=kind, indicators=SOUND | (indicators or {}))
    return bonds.procedure(applicant, 2025, **PRIVATE | money)


def test_a_sound_body_with_private_money_notifies() -> None:
    assert ProcedureKind.NOTIFICATION is of().kind


def test_money_of_public_funds_needs_consultation() -> None:
    assert ProcedureKind.CONSULTATION is of(specified_public_money=True).kind


@pytest.mark.parametrize(
    "indicators",
    [
        {"real_deficit": 1},
        {"consolidated_deficit_ratio": "0.01"},
        {"future_burden_ratio": "350"},
    ],
)
def test_a_body_past_one_threshold_consults(indicators: dict) -> None:
    assert ProcedureKind.CONSULTATION is of(indicators=indicators).kind


@pytest.mark.parametrize("kind", ["prefecture", "designated_city"])
def test_prefectures_and_designated_cities_have_a_higher_threshold_of_future_burden(kind: str) -> None:
    assert ProcedureKind.NOTIFICATION is of(kind, {"future_burden_ratio": "399.99"}).kind
    assert ProcedureKind.CONSULTATION is of(kind, {"future_burden_ratio": "400"}).kind


def test_special_wards_have_that_of_municipalities() -> None:
    assert ProcedureKind.NOTIFICATION is of("special_ward", {"future_burden_ratio": "349.99"}).kind
    assert ProcedureKind.CONSULTATION is of("special_ward", {"future_burden_ratio": "350"}).kind


@pytest.mark.parametrize("ratio", ["17.99", "18.00"])
def test_a_debt_service_ratio_of_18_percent_needs_permission(ratio: str) -> None:
    expected = ProcedureKind.PERMISSION if Decimal(ratio) >= 18 else ProcedureKind.NOTIFICATION

    assert expected is of(indicators={"real_debt_service_ratio": ratio}).kind


def test_another_ground_needs_permission() -> None:
    assert ProcedureKind.PERMISSION is of(indicators={"permission_ground": True}).kind


def test_an_own_enterprise_with_a_shortage_needs_consultation() -> None:
    shortage = {"own_enterprise": True, "enterprise_shortage": True, "distressed_enterprise": False}

    assert ProcedureKind.CONSULTATION is of(**shortage).kind
    assert ProcedureKind.NOTIFICATION is of(**shortage | {"enterprise_shortage": False}).kind
    assert ProcedureKind.PERMISSION is of(**shortage | {"distressed_enterprise": True}).kind


@pytest.mark.parametrize("name", SOUND)
def test_unknown_indicators_leave_it_open_and_are_named(name: str) -> None:
    answer = of(indicators={name: None})

    asked = {"real_deficit": "deficit", "consolidated_deficit_ratio": "consolidated_deficit"}.get(name, name)
    assert answer.kind is None
    assert asked in answer.missing


def test_an_unknown_indicator_does_not_matter_where_permission_is_certain() -> None:
    answer = of(indicators={"permission_ground": True, "future_burden_ratio": None})

    assert (ProcedureKind.PERMISSION, ()) == (answer.kind, answer.missing)


def test_associations_have_no_known_threshold_of_future_burden() -> None:
    answer = of("association")

    assert answer.kind is None
    assert answer.missing == ()
    assert answer.notification.unknown_law != ()


@pytest.mark.parametrize(
    ("kind", "counterparty"),
    [
        ("prefecture", Counterparty.MINISTER),
        ("designated_city", Counterparty.MINISTER),
        ("association_with_prefecture_or_designated_city", Counterparty.MINISTER),
        ("municipality", Counterparty.GOVERNOR),
        ("special_ward", Counterparty.GOVERNOR),
        ("association", Counterparty.GOVERNOR),
    ],
)
def test_the_counterparty_follows_from_the_kind_of_body(kind: str, counterparty: Counterparty) -> None:
    assert counterparty is of(kind).counterparty


def test_the_governor_needs_the_ministers_consent_except_for_notifications() -> None:
    assert of(specified_public_money=True).consent_of_minister is True
    assert of().consent_of_minister is False
    assert of("prefecture", specified_public_money=True).consent_of_minister is False


def test_the_kind_of_body_is_found_by_its_code() -> None:
    applicant = bonds.Applicant(body="352047", indicators=SOUND)

    assert Counterparty.GOVERNOR is bonds.procedure(applicant, 2025, **PRIVATE).counterparty


def test_it_explains_itself_in_both_languages() -> None:
    answer = of(specified_public_money=True)

    assert "起債の手続：協議（相手方：都道府県知事）" in answer.explain("ja")
    assert "あらかじめ総務大臣の同意" in answer.explain("ja")
    assert "consultation (with: the governor)" in answer.explain("en")
    assert "起債の許可：不要" in answer.explain("ja")
