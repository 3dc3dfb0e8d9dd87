"""Packages of other publishers, and packages that are wrong: what can be kept is kept, everything else is named."""

import json
from copy import deepcopy
from decimal import Decimal

import pytest
from exchange_worlds import TERMS, publications
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from chiho_digital.basics import Grade, TaxBasis
from chiho_digital.procurement import AmountScope, BodyType, ContractForm, Lot, exchange, read_cases
from chiho_digital.procurement.exchange import from_ocds, read_ocds, to_ocds
from chiho_digital.tables import Link, Severity

CASES = {case.id: case for case in read_cases().cases}
OMI = CASES["omi-genai-2026"]
FOREIGN = {
    "uri": "https://example.org/foreign.json",
    "version": "1.1",
    "publishedDate": "2024-03-31T20:00:00Z",
    "publisher": {"name": "別の公表者", "uid": "1"},
    "license": "https://example.org/licence",
    "releases": [
        {
            "ocid": "ocds-z9y8x7-1",
            "id": "1",
            "date": "2024-03-31T20:00:00Z",
            "tag": ["award"],
            "initiationType": "tender",
            "language": "ja",
            "parties": [
                {
                    "id": "A",
                    "name": "萩市",
                    "roles": ["buyer"],
                    "identifier": {"scheme": "X-JP-LGC", "id": "352047", "legalName": "萩市"},
                },
                {"id": "B", "name": "山口県長門市", "roles": ["buyer", "payer"]},
                {"id": "C", "name": "協議会", "roles": ["procuringEntity"], "address": {"region": "山口県"}},
                {
                    "id": "D",
                    "name": "架空株式会社",
                    "roles": ["supplier"],
                    "identifier": {"scheme": "JP-JCN", "id": "5835678256246"},
                },
                {"id": "E", "name": "もう一社", "roles": ["tenderer"]},
            ],
            "tender": {
                "id": "t",
                "title": "電子申請の共同調達",
                "description": "令和6年度",
                "procurementMethod": "open",
                "procurementMethodDetails": "一般競争入札",
                "procuringEntity": {"id": "C", "name": "協議会"},
                "items": [
                    {"id": 1, "description": "電子申請", "quantity": 1},
                    {"id": 2, "description": "未知の種類"},
                ],
                "documents": [
                    {"id": "d", "url": "https://example.org/notice", "title": "公告", "format": "text/html"}
                ],
                "value": {"amount": 2_000_000, "currency": "JPY"},
            },
            "awards": [
                {
                    "id": "a",
                    "title": "一式",
                    "status": "active",
                    "suppliers": [{"id": "D", "name": "架空株式会社"}],
                    "value": {"amount": 1_200_000.0, "currency": "JPY"},
                }
            ],
            "contracts": [{"id": "c", "awardID": "a", "period": {"startDate": "2024-04-01T00:00:00Z"}}],
        }
    ],
}


def changed(path, value, package=FOREIGN):
    package = deepcopy(package)
    inner = package
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    return package


def said(imported, severity=None):
    return [
        (issue.path, issue.code.partition(".")[2])
        for issue in imported.issues
        if severity in {None, issue.severity}
    ]


def test_what_ocds_says_of_another_publishers_process_is_a_case():
    (case,) = from_ocds(FOREIGN).cases

    assert ("ocds-z9y8x7-1", "協議会", None, ("350001",)) == (
        case.id,
        case.lead,
        case.lead_code,
        case.prefectures,
    )
    assert [("萩市", "352047", BodyType.MUNICIPALITY)] == [
        (one.name, one.code, one.body_type) for one in case.participations
    ]
    assert (("山口県長門市",), ("電子申請", "未知の種類"), "一般競争入札") == (
        case.unresolved,
        case.kinds,
        case.contract.selection_method,
    )
    assert [("一式", "架空株式会社")] == [(lot.name, lot.supplier) for lot in case.lots]
    assert (
        Link("https://example.org/foreign.json"),
        Link("https://example.org/notice", "公告"),
    ) == case.sources
    assert ("電子申請の共同調達\n令和6年度", Grade.INFERRED) == (case.notes, case.grade)
    assert ("2024-03-31T20:00:00Z", "2024-04-01") == (case.observed.text, str(case.observed.value))


def test_what_another_publisher_does_not_say_is_unknown_never_zero():
    (case,) = from_ocds(FOREIGN).cases

    assert (None, None, None, None) == (
        case.municipal_count,
        case.unnamed,
        case.service_start,
        case.contract.form,
    )
    assert [None, None, 1_200_000] == [amount.yen for amount in case.amounts]
    assert (AmountScope.TOTAL, TaxBasis.UNKNOWN) == (case.amounts[2].scope, case.amounts[2].tax_basis)


def test_everything_that_cannot_be_kept_is_named_with_its_place():
    assert [
        ("/license", "exchange_not_kept"),
        ("/publisher/uid", "exchange_not_kept"),
        ("/releases/0/contracts", "exchange_not_kept"),
        ("/releases/0/parties/1", "exchange_unidentified"),
        ("/releases/0/parties/1/roles/1", "exchange_not_kept"),
        ("/releases/0/parties/2/address", "exchange_not_kept"),
        ("/releases/0/parties/4", "exchange_party_not_kept"),
        ("/releases/0/tender/documents/0/format", "exchange_not_kept"),
        ("/releases/0/tender/items", "kind_unknown"),
        ("/releases/0/tender/items/0/quantity", "exchange_not_kept"),
        ("/releases/0/tender/procurementMethod", "exchange_not_kept"),
        ("/releases/0/tender/value", "exchange_not_kept"),
    ] == sorted(said(from_ocds(FOREIGN)))


def test_every_issue_speaks_both_languages_and_names_its_place():
    for issue in from_ocds(FOREIGN).issues:
        assert issue.to("ja") != issue.to("en")
        assert issue.to("en").startswith(f"{issue.path}: ")


def test_a_body_known_only_by_its_name_is_kept_as_text_and_its_code_suggested():
    (issue,) = [one for one in from_ocds(FOREIGN).issues if one.code == "procurement.exchange_unidentified"]

    assert "352110（山口県長門市）" == issue.suggestion


def test_corporate_numbers_come_along():
    assert {"架空株式会社": "5835678256246"} == from_ocds(FOREIGN).corporate_numbers


def test_a_foreign_case_goes_out_and_comes_back_as_it_is():
    imported = from_ocds(FOREIGN)
    again = from_ocds(to_ocds(imported.cases, **TERMS, corporate_numbers=imported.corporate_numbers))

    assert (imported.cases, imported.corporate_numbers, ()) == (
        again.cases,
        again.corporate_numbers,
        again.issues,
    )


LGC = ("releases", 0, "parties", 0, "identifier")
JCN = ("releases", 0, "parties", 3, "identifier")
AWARD = ("releases", 0, "awards", 0)


@pytest.mark.parametrize(
    ("path", "value", "place", "code", "suggestion"),
    [
        ((*JCN, "id"), "2835678256246", "/id", "corporate_number_check_digit", "5835678256246"),
        ((*JCN, "id"), "2-8356-7825-6246", "/id", "corporate_number_check_digit", "5835678256246"),
        ((*JCN, "id"), "T5835678256246", "/id", "corporate_number_digits", "5835678256246"),
        ((*JCN, "id"), 5835678256246, "/id", "corporate_number_not_text", None),
        ((*JCN, "scheme"), "JP-CN", "/scheme", "exchange_scheme", "JP-JCN"),
        ((*JCN, "scheme"), "jp-jcn", "/scheme", "exchange_scheme", "JP-JCN"),
        ((*JCN, "scheme"), "JP-TAX", "/scheme", "exchange_scheme", "JP-JCN"),
        ((*JCN, "scheme"), None, "/scheme", "exchange_scheme", "JP-JCN"),
        ((*JCN, "scheme"), "GB-COH", "/scheme", "exchange_scheme", "JP-JCN"),
        (JCN, {"scheme": "GB-COH", "id": "04366849"}, "/scheme", "exchange_scheme", None),
        ((*LGC, "id"), "352048", "/id", "code_check_digit", "352047（山口県萩市）"),
        ((*LGC, "id"), 352047, "/id", "code_not_text", None),
        ((*AWARD, "value", "amount"), -1, "/amount", "exchange_amount", None),
        ((*AWARD, "value", "amount"), 1.5, "/amount", "exchange_amount", None),
        ((*AWARD, "value", "amount"), float("nan"), "/amount", "exchange_amount", None),
        ((*AWARD, "value", "amount"), 1e300, "/amount", "exchange_amount", None),
        ((*AWARD, "value", "amount"), "1200000", "/amount", "exchange_amount", None),
        ((*AWARD, "value", "amount"), True, "/amount", "exchange_amount", None),
        ((*AWARD, "value", "currency"), "USD", "/currency", "exchange_currency", None),
        ((*AWARD, "suppliers", 0, "id"), "Z", "/suppliers/0/id", "exchange_unknown_party", None),
        ((*AWARD, "relatedLots"), ["9"], "/relatedLots", "exchange_unknown_lot", None),
        ((*AWARD, "status"), "pending", "/status", "exchange_not_kept", None),
        ((*AWARD, "status"), "cancelled", "/awards/0", "exchange_not_kept", None),
        (("releases", 0, "parties", 0, "id"), "B", "/parties/1/id", "exchange_party_twice", None),
        (("releases", 0, "parties", 0), "萩市", "/parties/0", "exchange_wrong_type", None),
        (("releases", 0, "parties"), {}, "/parties", "exchange_wrong_type", None),
        (("releases", 0, "tender", "items"), None, "/tender", "exchange_no_kind", None),
        (("releases", 0, "tender", "title"), 1, "/title", "exchange_wrong_type", None),
        (("releases", 0, "date"), "2024-04-01", "/date", "exchange_wrong_type", None),
        (("releases", 0, "date"), "2024-02-30T00:00:00Z", "/date", "exchange_wrong_type", None),
        (("releases", 0, "language"), "es", "/language", "exchange_not_kept", None),
        (("publishedDate",), "0001-01-01T00:00:00+23:00", "/publishedDate", "exchange_wrong_type", None),
    ],
)
def test_what_is_wrong_in_a_release_is_named_and_the_rest_is_used(path, value, place, code, suggestion):
    package = changed(path, value)
    if code == "exchange_no_kind":
        package["releases"][0]["tender"]["title"] = None
    imported = from_ocds(package)
    new = [one for one in imported.issues if (one.path, one.code) not in _usual()]
    (issue,) = [one for one in new if one.path.endswith(place) and one.code.endswith(code)]

    assert (1, suggestion) == (len(imported.cases), issue.suggestion)
    assert issue.to("ja") != issue.to("en")


def _usual():
    return {(issue.path, issue.code) for issue in from_ocds(FOREIGN).issues}


def test_a_floating_amount_that_is_whole_is_the_whole_amount():
    (case,) = from_ocds(FOREIGN).cases

    assert 1_200_000 == case.amounts[2].yen
    assert isinstance(case.amounts[2].yen, int)


def test_an_amount_of_thousands_of_digits_is_named():
    imported = from_ocds(changed((*AWARD, "value", "amount"), 10**5000))
    (issue,) = [one for one in imported.issues if one.code == "procurement.exchange_amount"]

    assert "<int>" in issue.to("ja")


def test_a_decimal_amount_that_is_whole_is_the_whole_amount():
    def total(amount):
        return from_ocds(changed((*AWARD, "value", "amount"), Decimal(amount))).cases[0].amounts[2].yen

    assert [1_200_000, 1_200_000, None, None, None] == [
        total(text) for text in ("1200000", "1.2E6", "0.5", "1E1000", "NaN")
    ]


def test_a_currency_without_an_amount_is_no_amount():
    (case,) = from_ocds(changed((*AWARD, "value"), {"currency": "JPY"})).cases

    assert (None, "not_found") == (case.amounts[2].yen, case.amounts[2].unknown)


def test_lots_have_their_titles_and_all_their_suppliers():
    package = deepcopy(FOREIGN)
    release = package["releases"][0]
    release["tender"]["lots"] = [{"id": 1, "title": "東"}, {"id": 2, "title": "西", "value": {}}]
    release["awards"] = [
        {"id": "a", "relatedLots": ["1"], "suppliers": [{"id": "D"}]},
        {"id": "b", "relatedLots": ["1", "2"], "suppliers": [{"id": "D", "name": "二社目"}]},
    ]
    (case,) = from_ocds(package).cases

    assert [("東", "架空株式会社"), ("西", "二社目"), ("東", "二社目")] == [
        (lot.name, lot.supplier) for lot in case.lots
    ]


def test_a_process_without_lots_and_awards_has_one_lot_of_which_nothing_is_known():
    (case,) = from_ocds(changed(("releases", 0, "awards"), None)).cases

    assert (Lot(),) == case.lots


def test_a_kind_is_what_the_classification_says_where_the_item_has_no_words():
    items = [{"id": "1", "classification": {"scheme": "X", "description": "電子申請"}}, {"id": "2"}]
    imported = from_ocds(changed(("releases", 0, "tender", "items"), items))

    assert ("電子申請",) == imported.cases[0].kinds
    assert {
        ("/releases/0/tender/items/0/classification/scheme", "exchange_not_kept"),
        ("/releases/0/tender/items/1", "exchange_missing"),
    } <= set(said(imported))


def test_the_title_is_the_kind_where_there_are_no_items():
    (case,) = from_ocds(changed(("releases", 0, "tender", "items"), None)).cases

    assert ("電子申請の共同調達",) == case.kinds


def test_an_open_tender_is_tendering():
    (case,) = from_ocds(changed(("releases", 0, "tender", "status"), "active")).cases

    assert "tendering" == case.status


def test_the_one_party_of_the_role_leads_where_nothing_refers_to_it():
    imported = from_ocds(changed(("releases", 0, "tender", "procuringEntity"), None))

    assert "協議会" == imported.cases[0].lead


def test_a_case_may_be_of_no_known_date_and_prefecture():
    package = changed((*LGC, "id"), "000001")  # well-formed, and nobody's
    del package["releases"][0]["date"]
    imported = from_ocds(package)
    (case,) = imported.cases

    assert (None, (), ()) == (case.observed, case.prefectures, case.participations)
    assert ("萩市", "山口県長門市") == case.unresolved
    assert ("/releases/0", "exchange_no_prefecture") in said(imported)


def test_no_code_is_suggested_for_a_name_that_several_bear():
    imported = from_ocds(changed(("releases", 0, "parties", 1, "name"), "府中市"))
    (issue,) = [one for one in imported.issues if one.path == "/releases/0/parties/1"]

    assert issue.suggestion is None


def test_a_document_that_is_not_on_the_web_is_named():
    imported = from_ocds(changed(("releases", 0, "tender", "documents", 0, "url"), "ftp://example.org/x"))

    assert ("/releases/0/tender/documents/0/url", "exchange_not_kept") in said(imported)
    assert 1 == len(imported.cases[0].sources)


def test_values_of_several_awards_are_not_added_up():
    package = deepcopy(FOREIGN)
    awards = package["releases"][0]["awards"]
    awards.append({**awards[0], "id": "b", "suppliers": [{"id": "D"}, {"id": "D", "name": "別名"}]})
    imported = from_ocds(package)

    assert [None, None, None] == [amount.yen for amount in imported.cases[0].amounts]
    assert ["架空株式会社", "架空株式会社、別名"] == [lot.supplier for lot in imported.cases[0].lots]
    assert {
        ("/releases/0/awards/0/value", "exchange_not_kept"),
        ("/releases/0/awards/1/suppliers", "exchange_suppliers_joined"),
    } <= set(said(imported))


@pytest.mark.parametrize(
    ("package", "path", "code"),
    [
        (None, "", "exchange_wrong_type"),
        ([], "", "exchange_wrong_type"),
        ("{}", "", "exchange_wrong_type"),
        ({}, "/version", "exchange_version"),
        ({**FOREIGN, "version": "1.0"}, "/version", "exchange_version"),
        ({**FOREIGN, "version": 1.1}, "/version", "exchange_version"),
        ({"version": "1.1", "records": []}, "/records", "exchange_records"),
        ({"version": "1.1"}, "/releases", "exchange_no_releases"),
        ({"version": "1.1", "releases": []}, "/releases", "exchange_no_releases"),
        ({"version": "1.1", "releases": {"a": 1}}, "/releases", "exchange_wrong_type"),
        ({"version": "1.1", "releases": ["x"]}, "/releases/0", "exchange_wrong_type"),
        (changed(("releases", 0, "ocid"), None), "/releases/0", "exchange_missing"),
        (changed(("releases", 0, "ocid"), ""), "/releases/0", "exchange_missing"),
        (changed(("releases", 0, "ocid"), 1), "/releases/0", "exchange_missing"),
    ],
)
def test_a_package_that_cannot_be_read_has_no_cases_and_says_why(package, path, code):
    imported = from_ocds(package)

    assert () == imported.cases
    assert (path, code) in said(imported, Severity.ERROR)


def test_a_release_without_a_lead_body_is_rejected():
    package = deepcopy(FOREIGN)
    release = package["releases"][0]
    del release["tender"]["procuringEntity"]
    del release["parties"][2]
    imported = from_ocds(package)

    assert ((), ("/releases/0",)) == (imported.cases, imported.rejected)
    assert [("/releases/0", "exchange_no_lead")] == said(imported, Severity.ERROR)


def test_the_buyer_leads_where_no_procuring_entity_does():
    package = deepcopy(FOREIGN)
    release = package["releases"][0]
    del release["tender"]["procuringEntity"]
    release["buyer"] = {"id": "A", "name": "萩市"}
    (case,) = from_ocds(package).cases

    assert ("萩市", "352047", 1) == (case.lead, case.lead_code, len(case.participations))


def test_of_releases_of_one_process_the_latest_is_read_and_the_others_are_named():
    older = {**FOREIGN["releases"][0], "id": "0", "date": "2024-03-31T23:59:59+09:00"}
    twice = {**FOREIGN["releases"][0]}
    imported = from_ocds({**FOREIGN, "releases": [FOREIGN["releases"][0], older, twice]})

    assert 1 == len(imported.cases)
    assert ("/releases/1", "/releases/2") == imported.rejected
    assert [
        ("/releases/1", "exchange_older_release"),
        ("/releases/2", "exchange_release_twice"),
    ] == said(imported, Severity.ERROR)


def test_call_offs_of_another_publisher_are_read_into_their_framework():
    package = deepcopy(FOREIGN)
    call_off = {
        "ocid": "ocds-z9y8x7-2",
        "id": "1",
        "date": "2024-04-01T00:00:00Z",
        "tag": ["contract"],
        "initiationType": "tender",
        "parties": [
            {
                "id": "A",
                "name": "長門市",
                "roles": ["buyer"],
                "identifier": {"scheme": "X-JP-LGC", "id": "352110"},
            }
        ],
        "buyer": {"id": "A", "name": "長門市"},
        "awards": [{"id": "1", "suppliers": [{"name": "架空株式会社"}, {"name": "別の会社"}]}],
        "contracts": [{"id": "1", "awardID": "1"}],
        "relatedProcesses": [
            {"id": "1", "relationship": ["framework"], "scheme": "ocid", "identifier": "ocds-z9y8x7-1"}
        ],
    }
    package["releases"].insert(0, call_off)
    imported = from_ocds(package)
    (case,) = imported.cases

    assert ["萩市", "長門市"] == [one.name for one in case.participations]
    assert ContractForm.FRAMEWORK_AND_USAGE is case.contract.form
    assert {
        ("/releases/0/awards/0/suppliers/1", "exchange_not_kept"),
        ("/releases/0/contracts", "exchange_not_kept"),
    } <= set(said(imported))


def test_a_call_off_whose_framework_is_elsewhere_is_a_case_of_its_own():
    package = deepcopy(FOREIGN)
    package["releases"][0]["relatedProcesses"] = [
        {"id": "1", "relationship": ["framework"], "scheme": "ocid", "identifier": "ocds-z9y8x7-0"}
    ]
    imported = from_ocds(package)

    assert 1 == len(imported.cases)
    assert ("/releases/0/relatedProcesses", "exchange_not_kept") in said(imported)


OWN = to_ocds([OMI], **TERMS)
FIELD = ("releases", 0, exchange.OWN)


@pytest.mark.parametrize(
    ("path", "value", "place", "code"),
    [
        ((*FIELD, "caseId"), None, "", "exchange_missing"),
        ((*FIELD, "grade"), None, "", "exchange_missing"),
        ((*FIELD, "grade"), "high", "/grade", "exchange_unknown_word"),
        ((*FIELD, "municipalCount"), -1, "/municipalCount", "exchange_wrong_type"),
        ((*FIELD, "municipalCount"), 6.0, "/municipalCount", "exchange_wrong_type"),
        ((*FIELD, "municipalCount"), "6", "/municipalCount", "exchange_wrong_type"),
        ((*FIELD, "contractForm"), "framework", "/contractForm", "exchange_unknown_word"),
        ((*FIELD, "namesAsOf"), "2021-13", "/namesAsOf", "date_impossible"),
        ((*FIELD, "observed"), {"date": "2021"}, "/observed", "exchange_missing"),
        ((*FIELD, "prefectures"), ["25"], "/prefectures/0", "code_six_digits"),
        ((*FIELD, "amounts", 0, "scope"), None, "/amounts/0", "exchange_missing"),
        (
            (*FIELD, "amounts", 0, "value"),
            {"amount": -1, "currency": "JPY"},
            "/amounts/0/value/amount",
            "exchange_amount",
        ),
        (
            (*FIELD, "amounts", 0, "period"),
            {"start": "2025"},
            "/amounts/0/period/start",
            "exchange_wrong_type",
        ),
        (
            (*FIELD, "amounts", 0, "period"),
            {"start": "2025-04-02", "end": "2025-04-01"},
            "/amounts/0/period",
            "period_reversed",
        ),
        ((*FIELD, "participations", 0, "hasLeft"), "yes", "/participations/0/hasLeft", "exchange_wrong_type"),
        ((*FIELD, "participations", 0, "party"), None, "/participations/0", "exchange_missing"),
        (
            (*FIELD, "participations", 0, "party", "id"),
            "X",
            "/participations/0/party/id",
            "exchange_unknown_party",
        ),
        (
            (*FIELD, "participations", 0, "party", "id"),
            "organisation-2",
            "/participations/0",
            "code_and_type",
        ),
        ((*FIELD, "sources", 0), {"remark": "x"}, "/sources/0", "exchange_missing"),
        (FIELD, "x", "", "exchange_wrong_type"),
        ((*FIELD, "effects"), [{"words": "x"}], "/effects/0", "exchange_missing"),
        ((*FIELD, "effects"), [{"grade": "primary"}], "/effects/0", "effect_says_nothing"),
        (
            (*FIELD, "effects"),
            [{"grade": "primary", "words": ""}],
            "/effects/0/words",
            "exchange_refused",
        ),
        (
            (*FIELD, "costShares"),
            [{"party": {"id": "organisation-2", "name": "x"}, "scope": "total", "taxBasis": "unknown"}],
            "",
            "exchange_share_of_nobody",
        ),
    ],
)
def test_what_is_wrong_in_our_own_field_rejects_the_release(path, value, place, code):
    imported = from_ocds(changed(path, value, OWN))
    errors = {
        (at.removeprefix(f"/releases/0/{exchange.OWN}"), what) for at, what in said(imported, Severity.ERROR)
    }

    assert ((), "/releases/0") == (imported.cases, imported.rejected[0])
    assert (place, code) in errors or (f"/releases/0{place}", code) in errors
    assert {("/releases/1", "exchange_framework_rejected")} <= set(said(imported))


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        ((*FIELD, "unheardOf"), {"x": [1]}, f"/releases/0/{exchange.OWN}/unheardOf"),
        ((*FIELD, "a/b~c"), 1, f"/releases/0/{exchange.OWN}/a~1b~0c"),
        (("releases", 0, "tender", "status"), "active", "/releases/0/tender/status"),
        (("releases", 0, "tender", "title"), "題", "/releases/0/tender/title"),
        (("releases", 0, "contracts"), [{"id": "1", "awardID": "1"}], "/releases/0/contracts"),
        (("releases", 0, "ocid"), "ocds-a1b2c3-other", "/releases/0/ocid"),
        (("releases", 0, "date"), "2026-04-02T00:00:00+09:00", "/releases/0/date"),
        (("releases", 1, "contracts", 0, "status"), "active", "/releases/1/contracts"),
        (("releases", 0, "parties", 0, "roles"), ["funder"], "/releases/0/parties/0/roles/0"),
        (("releases", 0, "parties", 0, "name"), "別名", "/releases/0/parties/0/name"),
    ],
)
def test_what_somebody_added_to_a_package_of_ours_is_named(path, value, place):
    imported = from_ocds(changed(path, value, OWN))

    assert OMI.kinds == imported.cases[0].kinds
    assert (place, "exchange_not_kept") in said(imported)


def test_another_name_of_a_body_that_bears_a_share_is_named():
    share = {"party": {"id": "X-JP-LGC-252069", "name": "別名"}, "scope": "total", "taxBasis": "unknown"}
    imported = from_ocds(changed((*FIELD, "costShares"), [share], OWN))

    assert [("252069", OMI.id)] == [(one.body, one.case) for one in imported.shares]
    assert (f"/releases/0/{exchange.OWN}/costShares/0/party/name", "exchange_not_kept") in said(imported)


def test_a_share_of_nobody_who_is_there_rejects_the_release():
    share = {"party": {"id": "X"}, "scope": "total", "taxBasis": "unknown"}
    imported = from_ocds(changed((*FIELD, "costShares"), [share], OWN))

    assert () == imported.cases
    assert (f"/releases/0/{exchange.OWN}/costShares/0/party/id", "exchange_unknown_party") in said(imported)


def test_a_number_of_a_body_without_a_name_is_named():
    party = {"id": "Z", "roles": ["buyer"], "identifier": {"scheme": "JP-JCN", "id": "8000000000001"}}
    package = deepcopy(FOREIGN)
    package["releases"][0]["parties"].append(party)
    imported = from_ocds(package)

    assert ("/releases/0/parties/5", "exchange_not_kept") in said(imported)
    assert {"架空株式会社": "5835678256246"} == imported.corporate_numbers


def test_two_releases_of_one_case_are_not_both_used():
    package = deepcopy(OWN)
    package["releases"].append({**OWN["releases"][0], "ocid": "ocds-a1b2c3-other"})
    imported = from_ocds(package)

    assert (1, ("/releases/7",)) == (len(imported.cases), imported.rejected)
    assert [("/releases/7", "exchange_case_twice")] == said(imported, Severity.ERROR)


def test_two_numbers_of_one_company_are_named():
    package = deepcopy(FOREIGN)
    other = deepcopy(FOREIGN["releases"][0])
    other["ocid"] = "ocds-z9y8x7-2"
    other["parties"][3]["identifier"]["id"] = "8000000000001"
    package["releases"].append(other)
    imported = from_ocds(package)

    assert {"架空株式会社": "5835678256246"} == imported.corporate_numbers
    assert ("/releases/1", "exchange_two_numbers") in said(imported)


def nested(depth):
    value = []
    for _ in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize("path", [("x",), ("releases", 0, "planning"), (*FIELD, "x"), (*FIELD, "amounts")])
def test_nesting_of_any_depth_is_named_not_followed(path):
    imported = from_ocds(changed(path, nested(100_000), OWN))

    assert all(issue.to("ja") and issue.to("en") for issue in imported.issues)
    assert any(issue.path.startswith("/" + "/".join(map(str, path))) for issue in imported.issues)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "exchange_no_json"),
        (b"{", "exchange_no_json"),
        ("事例".encode("cp932"), "exchange_not_utf8"),
        (b'{"version": NaN}', "exchange_no_number"),
        (b"[" * 200_000, "exchange_too_deep"),
        (b'{"x": ' + b"9" * 10_000 + b"}", "exchange_too_long"),
    ],
)
def test_a_text_that_is_no_json_is_named(content, code):
    imported = read_ocds(content)

    assert [("", code)] == said(imported, Severity.ERROR)
    assert () == imported.cases


def test_a_field_that_stands_twice_is_named():
    text = json.dumps(FOREIGN).replace('"version": "1.1"', '"version": "1.1", "version": "1.1"')

    assert ("", "exchange_key_twice") in said(read_ocds(text.encode()))


def test_a_byte_order_mark_does_no_harm():
    assert from_ocds(FOREIGN) == read_ocds(b"\xef\xbb\xbf" + json.dumps(FOREIGN).encode())


def test_a_file_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(FileNotFoundError):
        read_ocds(tmp_path / "nothing.json")


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(["buyer", "JP-JCN", "270008", "2021", "1", "in_service", "JPY", "framework"]),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.sampled_from(["id", "name", "url", "amount", "ocid", "x"]), inner, max_size=2)
    ),
    max_leaves=4,
)


def places(value, path=()):
    if path:
        yield path
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from places(inner, (*path, key))


@settings(max_examples=200, suppress_health_check=list(HealthCheck))
@given(place=st.sampled_from(list(places(FOREIGN)) + list(places(OWN))), value=JSON, own=st.booleans())
def test_no_value_at_any_place_is_too_much(place, value, own):
    package = OWN if own else FOREIGN
    assume(place in set(places(package)))
    imported = from_ocds(changed(place, value, package))

    assert all(issue.to("ja") and issue.to("en") for issue in imported.issues)
    assert imported.cases or imported.issues


def kept_in(value, whole):
    """Whether everything that a JSON value says is said by another one too."""
    match value:
        case dict():
            return not value or (
                isinstance(whole, dict)
                and all(kept_in(inner, whole.get(key)) for key, inner in value.items())
            )
        case list():
            return not value or (
                isinstance(whole, list) and all(any(kept_in(inner, one) for one in whole) for inner in value)
            )
        case _:
            return value in {None, ""} or (
                value == whole and isinstance(value, bool) == isinstance(whole, bool)
            )


def facts(value, path=()):
    """What releases say: what names it, its local ids, and names that its references repeat are left out."""
    if isinstance(value, list):
        return [facts(one, (*path, at)) for at, one in enumerate(value)]
    if not isinstance(value, dict):
        return value
    value = dict(value)
    if path[1:2] == ("parties",):
        more, _ = value.pop("additionalIdentifiers", None), value.pop("name", None)
        if len(path) == 3:
            value["all"] = [value.pop("identifier", None), *(more if isinstance(more, list) else [])]
    if value.get("amount") is None and value.get("currency") == "JPY":
        del value["currency"]
    if value.get("hasLeft") is False:
        del value["hasLeft"]
    naming = {"id", "tag", "initiationType"} if len(path) == 1 else {"relatedLots", "awardID"}
    if "all" not in path and "identifier" not in path:
        naming |= {"id"}
    said = {key: inner for key, inner in value.items() if key not in naming and inner is not None}
    return {key: facts(inner, (*path, key)) for key, inner in said.items()}


@pytest.mark.slow
@settings(max_examples=150, suppress_health_check=list(HealthCheck))
@given(publication=publications(), data=st.data())
def test_what_is_changed_by_hand_is_taken_over_or_named(publication, data):
    numbers = publication["corporate_numbers"].values()
    assume(len(set(numbers)) == len(numbers))
    package = json.loads(json.dumps(to_ocds(**publication, **TERMS)))
    place = data.draw(
        st.sampled_from([path for path in places(package) if path[0] == "releases" and path[1:]])
    )
    package = changed(place, data.draw(JSON), package)
    imported = from_ocds(package)
    assume(not imported.issues)
    again = to_ocds(
        imported.cases,
        **TERMS,
        shares=imported.shares,
        effects=imported.effects,
        corporate_numbers=imported.corporate_numbers,
    )

    assert kept_in(facts(package["releases"]), facts(json.loads(json.dumps(again["releases"]))))
