"""What a package says of a case: buyers, stages, identifiers, dates – and that it says nothing that is not known."""

import json

import pytest
from exchange_worlds import TERMS

from chiho_digital.basics import Grade, InvalidValue, TaxBasis
from chiho_digital.governments import InvalidCode
from chiho_digital.procurement import (
    Amount,
    AmountScope,
    ContractForm,
    Effect,
    Lot,
    UnknownReason,
    read_cases,
)
from chiho_digital.procurement.exchange import CostShare, to_ocds

CASES = {case.id: case for case in read_cases().cases}
SUPPLIER = "NTTドコモビジネス株式会社"
OMI = CASES["omi-genai-2026"]
EACH_CONTRACTS = OMI.model_copy(
    update={"contract": OMI.contract.model_copy(update={"form": ContractForm.JOINT_SELECTION})}
)


def releases(*cases, **more):
    return to_ocds(cases, **TERMS, **more)["releases"]


def with_role(release, role):
    return [party["name"] for party in release["parties"] if role in party["roles"]]


def test_those_who_take_part_are_buyers_and_there_is_no_single_one():
    release = releases(CASES["shiga-chat-2021"])[0]

    assert 12 == len(with_role(release, "buyer"))
    assert "buyer" not in release
    assert {"滋賀県"} <= set(with_role(release, "buyer"))


def test_no_release_of_the_published_cases_but_a_call_off_has_a_single_buyer():
    single = [release["ocid"] for release in releases(*CASES.values()) if "buyer" in release]

    assert 6 == len(single)
    assert all(ocid.startswith("ocds-a1b2c3-omi-genai-2026.") for ocid in single)


def test_a_framework_agreement_and_its_call_offs_are_linked_processes():
    framework, *call_offs = releases(OMI)

    assert ["草津市", "守山市", "湖南市", "近江八幡市", "米原市", "甲賀市"] == [
        one["buyer"]["name"] for one in call_offs
    ]
    assert "contracts" not in framework
    assert "relatedProcesses" not in framework
    for one in call_offs:
        assert one["relatedProcesses"] == [
            {"id": "1", "relationship": ["framework"], "scheme": "ocid", "identifier": framework["ocid"]}
        ]
        assert one["awards"][0]["suppliers"][0]["name"] == SUPPLIER
        assert one["awards"][0]["id"] == one["contracts"][0]["awardID"]
    assert 7 == len({one["ocid"] for one in (framework, *call_offs)})


def test_there_are_no_call_offs_before_the_framework_is_awarded():
    assert 1 == len(releases(OMI.model_copy(update={"status": "tendering"})))


def test_a_call_off_names_no_supplier_where_several_or_none_are_known():
    two = OMI.model_copy(update={"lots": (*OMI.lots, Lot(supplier="別の会社"))})
    none = OMI.model_copy(update={"lots": (Lot(),)})

    for case in (two, none):
        assert {"id": "1"} == releases(case)[1]["awards"][0]


def test_bodies_that_contract_one_by_one_each_have_a_contract_with_its_buyer():
    (release,) = releases(EACH_CONTRACTS)

    assert ["252069", "252077", "252115", "252042", "252140", "252093"] == [
        contract["buyer"]["id"].removeprefix("X-JP-LGC-") for contract in release["contracts"]
    ]
    assert {"1"} == {contract["awardID"] for contract in release["contracts"]}
    assert ["tender", "award", "contract"] == release["tag"]


def test_who_contracts_is_not_claimed_where_it_is_not_plain_under_which_award():
    two = EACH_CONTRACTS.model_copy(update={"lots": (*OMI.lots, Lot(supplier="別の会社"))})
    none = EACH_CONTRACTS.model_copy(update={"lots": (Lot(),)})

    assert all("contracts" not in releases(case)[0] for case in (two, none))
    assert ["tender"] == releases(none)[0]["tag"]


def test_extensions_are_declared_where_they_are_used():
    url = "https://example.org/extension.json"

    def names(case, **more):
        return [one.split("/")[-3] for one in to_ocds([case], **TERMS, **more)["extensions"]]

    assert ["ocds_lots_extension"] == names(OMI)
    assert ["ocds_lots_extension", "ocds_contract_buyer_extension"] == names(EACH_CONTRACTS)
    assert [url] == to_ocds([OMI], **TERMS, extension_url=url)["extensions"][1:]


def test_a_local_government_is_named_by_its_corporate_number_where_it_is_given_and_by_its_code():
    parties = releases(
        OMI, corporate_numbers={"252069": "5-8356-7825-6246", SUPPLIER: "５８３５６７８２５６２４６"}
    )[0]["parties"]
    by_name = {party["name"]: party for party in parties}
    number = {"scheme": "JP-JCN", "id": "5835678256246"}

    assert (number, [{"scheme": "X-JP-LGC", "id": "252069"}]) == (
        by_name["草津市"]["identifier"],
        by_name["草津市"]["additionalIdentifiers"],
    )
    assert {"scheme": "X-JP-LGC", "id": "252077"} == by_name["守山市"]["identifier"]
    assert (number, "JP-JCN-5835678256246") == (by_name[SUPPLIER]["identifier"], by_name[SUPPLIER]["id"])
    assert "identifier" not in by_name[OMI.lead]


def test_a_body_that_leads_and_takes_part_is_one_party():
    release = releases(_leading())[0]
    (party,) = [one for one in release["parties"] if "procuringEntity" in one["roles"]]

    assert ["procuringEntity", "buyer"] == party["roles"]


def _leading():
    return next(
        case
        for case in CASES.values()
        if case.lead_code and case.lead_code in {one.code for one in case.participations}
    )


def test_days_begin_in_japan():
    package = to_ocds([OMI], **TERMS)

    assert "2026-04-01T00:00:00+09:00" == package["publishedDate"] == package["releases"][0]["date"]


def test_partial_dates_stay_as_partial_as_they_are():
    own = releases(CASES["kagawa-eapp-2004"])[0]["jointProcurement"]

    assert {"FY2009"} == {one["left"] for one in own["participations"] if one.get("hasLeft")}
    assert {
        "text": "2023-06(団体ごとに2024-03まで順次)",
        "date": "2023-06",
        "remark": "団体ごとに2024-03まで順次",
    } == (releases(CASES["osaka-econtract-2023"])[0]["jointProcurement"]["serviceStart"])


def test_a_start_that_is_no_date_is_no_period():
    text = json.dumps(to_ocds(CASES.values(), **TERMS))

    assert "contractPeriod" not in text
    assert "startDate" not in text


def test_what_is_not_known_is_left_out_never_null_zero_or_empty():
    def look(value):
        assert value is not None
        assert value not in ({}, [])
        for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            look(inner)

    look(to_ocds(CASES.values(), **TERMS, extension_url="https://example.org/extension.json"))


def test_unknown_amounts_have_no_value_but_a_reason():
    amounts = releases(CASES["gifu-gis-2006"])[0]["jointProcurement"]["amounts"]

    assert {"scope": "initial", "taxBasis": "unknown", "unknownReason": "conflicting_sources"} == amounts[0]


def test_an_amount_stands_once_with_its_scope_and_tax_basis_and_no_other_is_made_of_it():
    amounts = (
        Amount(scope=AmountScope.ANNUAL, yen=1_200_000, tax_basis=TaxBasis.EXCLUDED),
        Amount(scope=AmountScope.TOTAL, yen=None, unknown=UnknownReason.NOT_PUBLIC),
    )
    release = releases(OMI.model_copy(update={"amounts": amounts}))[0]

    assert [
        {"scope": "annual", "value": {"amount": 1_200_000, "currency": "JPY"}, "taxBasis": "excluded"},
        {"scope": "total", "taxBasis": "unknown", "unknownReason": "not_public"},
    ] == release["jointProcurement"]["amounts"]
    assert 1 == json.dumps(release).count("JPY")


def test_a_share_names_its_body_and_an_effect_stands_with_its_case():
    amount = Amount(scope=AmountScope.ANNUAL, yen=65_000, tax_basis=TaxBasis.INCLUDED)
    effect = Effect(case=OMI.id, words="約3割削減", grade=Grade.SECONDARY)
    own = releases(OMI, shares=[CostShare(case=OMI.id, body="252042", amount=amount)], effects=[effect])[0][
        "jointProcurement"
    ]

    assert {"id": "X-JP-LGC-252042", "name": "近江八幡市"} == own["costShares"][0]["party"]
    assert [{"taxBasis": "unknown", "words": "約3割削減", "grade": "secondary"}] == own["effects"]


def test_ids_that_hold_any_sign_make_different_ocids():
    ids = ("a.b", "a%2Eb", "a/b", "a b", "県#1", "\ud800", "")
    ocids = [
        one["ocid"]
        for one in releases(
            *(OMI.model_copy(update={"id": id_, "contract": EACH_CONTRACTS.contract}) for id_ in ids)
        )
    ]

    assert len(ids) == len(set(ocids))
    assert all(ocid.isascii() and "#" not in ocid for ocid in ocids)


SHARE = CostShare(case=OMI.id, body="270008", amount=Amount(scope=AmountScope.TOTAL, yen=1))


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"cases": []}, "exchange_no_cases"),
        ({"cases": [OMI, OMI]}, "exchange_case_twice"),
        ({"uri": "https://example.org/事例"}, "exchange_uri"),
        ({"extension_url": "extension.json"}, "exchange_uri"),
        ({"ocid_prefix": "a1b2c3"}, "exchange_prefix"),
        ({"effects": [Effect(case="x", words="x", grade=Grade.PRIMARY)]}, "exchange_effect_astray"),
        ({"shares": [SHARE.model_copy(update={"case": "x"})]}, "exchange_share_astray"),
        ({"shares": [SHARE]}, "exchange_share_of_nobody"),
    ],
)
def test_a_package_that_would_be_wrong_is_refused_in_both_languages(changed, code):
    with pytest.raises(InvalidValue) as caught:
        to_ocds(**{"cases": [OMI], **TERMS, **changed})

    assert f"procurement.{code}" == caught.value.code
    assert caught.value.message("ja") != caught.value.message("en")


def test_a_wrong_corporate_number_is_refused():
    with pytest.raises(InvalidCode):
        to_ocds([OMI], **TERMS, corporate_numbers={SUPPLIER: "2835678256246"})
