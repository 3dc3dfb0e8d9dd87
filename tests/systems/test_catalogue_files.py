"""One's own catalogue files: everything wrong is told at once, nothing is dropped, both ways of reading agree."""

import pytest

from chiho_digital.basics import TaxBasis
from chiho_digital.systems import Offering, OfferingRow, Software, SoftwareRow, Use, catalogue
from chiho_digital.tables import NumberedRow, Severity, check, check_rows, columns_of, read, read_rows

SOFTWARE = "id,name,developer,developer_number,kinds,description,links\n"
OFFERINGS = "software,seller,seller_number,price_for,price_yen,price_unit,tax_basis,certifications,link,as_of,used_in\n"
GOOD_SOFTWARE = (
    SOFTWARE
    + "shinsei,しんせいくん,㈱開発,5835678256246,電子申請;手続きガイド,,(紹介) https://a.jp ; https://b.jp\n"
)
GOOD_OFFERINGS = (
    OFFERINGS
    + "shinsei,株式会社販売,,初期費用,50万円,一式,税抜,ISMAP;ISO/IEC 27001,https://s.jp,2025-04,case-a@山口県+352047\n"
    + "shinsei,(株)販売,5835678256246,利用料,300,1ユーザー/月,税別,,,,case-b@320005\n"
    + "shinsei,別の会社,,,,,,なし,,,\n"
)


@pytest.fixture
def load(tmp_path):
    def loaded(software=GOOD_SOFTWARE, offerings=GOOD_OFFERINGS, **options):
        for name, text in (("software.csv", software), ("offerings.csv", offerings)):
            (tmp_path / name).write_text(text, encoding=options.get("encoding", "utf-8"))
        return catalogue.load(tmp_path, origin="自作", **options)

    return loaded


def said(file, name):
    return [(issue.row, issue.column, issue.code) for issue in file.issues[name]]


def test_a_folder_becomes_a_catalogue(load):
    file = load(as_of="2026-01")
    (one,) = file.catalogue.software
    first, second = file.catalogue.offerings

    assert {"software.csv": (), "offerings.csv": ()} == file.issues == file.rejected
    assert ("online_application", "procedure_guide") == one.kinds
    assert [("https://a.jp", "紹介"), ("https://b.jp", None)] == [(x.url, x.remark) for x in one.links]
    assert ("5835678256246", "5835678256246") == (
        one.developer.corporate_number,
        first.seller.corporate_number,
    )
    assert [(500_000, "once"), (300, "user/month")] == [(price.yen, price.unit) for price in first.prices]
    assert {TaxBasis.EXCLUDED} == {price.tax_basis for price in first.prices}
    assert (("ISMAP", "ISO/IEC 27001"), ()) == (first.certifications, second.certifications)
    assert ("https://s.jp", "2025-04") == (first.link, str(first.as_of))
    assert ("case-a", "case-b") == tuple(use.case for use in first.used_in)
    assert (None, None, None) == (second.prices, second.link, second.as_of)
    assert ("自作", "2026-01") == (file.catalogue.origin.ja, str(file.catalogue.as_of))


def test_a_file_in_cp932_with_japanese_headings_is_read(load):
    headings = {
        model: ",".join(column.ja for column in columns_of(model).values())
        for model in (SoftwareRow, OfferingRow)
    }
    file = load(
        headings[SoftwareRow] + "\na,名前,,,電子申請,,\n",
        headings[OfferingRow] + "\na,売り手,,,,,,,,,\n",
        encoding="cp932",
    )

    assert ("名前", "売り手") == (file.catalogue.software[0].name, file.catalogue.offerings[0].seller.name)


def test_an_unknown_kind_is_kept_and_near_names_are_suggested(load):
    file = load(SOFTWARE + "a,x,,,電子申込;量子暗号,,\n", OFFERINGS + "a,,,,,,,,,,\n")
    near, far = file.issues["software.csv"]

    assert ("電子申込", "量子暗号") == file.catalogue.software[0].kinds
    assert ("systems.kind_kept", Severity.WARNING, "電子申請") == (
        near.code,
        near.severity,
        near.suggestion[0].ja,
    )
    assert None is far.suggestion


def test_an_unknown_unit_is_kept_and_the_likely_one_suggested(load):
    file = load(offerings=OFFERINGS + "shinsei,x,,利用料,1,ユーサ/月,税込,,,,\n")
    (issue,) = file.issues["offerings.csv"]

    assert "ユーサ/月" == file.catalogue.offerings[0].prices[0].unit
    assert ("systems.unit_kept", Severity.WARNING, "利用者／月") == (
        issue.code,
        issue.severity,
        issue.suggestion.ja,
    )


@pytest.mark.parametrize(
    ("cells", "missing"),
    [
        (",1000,月,税込", ["price_for"]),
        ("利用料,,月,税込", ["price_yen"]),
        ("利用料,1000,,税込", ["price_unit"]),
        ("利用料,1000,月,", ["tax_basis"]),
        ("利用料,1000,,", ["price_unit", "tax_basis"]),
    ],
)
def test_a_price_without_one_of_its_parts_is_rejected_and_kept_apart(load, cells, missing):
    file = load(offerings=OFFERINGS + f"shinsei,x,,{cells},,,,\n")

    assert [(2, column, "systems.price_incomplete") for column in missing] == said(file, "offerings.csv")
    assert [2] == [number for number, _ in file.rejected["offerings.csv"]]
    assert () == file.catalogue.offerings


def test_an_unknown_tax_basis_can_be_stated(load):
    file = load(offerings=OFFERINGS + "shinsei,x,,利用料,1000,月,不明,,,,\n")

    assert TaxBasis.UNKNOWN == file.catalogue.offerings[0].prices[0].tax_basis


def test_an_offering_of_a_software_that_is_not_there_is_rejected_with_the_nearest_id(load):
    file = load(offerings=OFFERINGS + "shinsay,x,,,,,,,,,\n")
    (issue,) = file.issues["offerings.csv"]

    assert (2, "software", "systems.no_such_software", "shinsei") == (
        issue.row,
        issue.column,
        issue.code,
        issue.suggestion,
    )
    assert [(2, "shinsay")] == [
        (number, cells["software"]) for number, cells in file.rejected["offerings.csv"]
    ]


@pytest.mark.parametrize(
    ("number", "code", "repair"),
    [
        ("T5835678256246", "governments.corporate_number_digits", "5835678256246"),
        ("835678256246", "governments.corporate_number_digits", "5835678256246"),
        ("1835678256246", "governments.corporate_number_check_digit", None),
    ],
)
def test_a_wrong_corporate_number_is_rejected_with_its_likely_repair(load, number, code, repair):
    file = load(SOFTWARE + f"a,x,開発,{number},RPA,,\n", OFFERINGS.strip() + f"\na,x,{number},,,,,,,,\n")
    (issue,) = file.issues["software.csv"]

    assert (2, "developer_number", code, repair) == (issue.row, issue.column, issue.code, issue.suggestion)
    assert (2, "seller_number", code) == said(file, "offerings.csv")[0]
    assert [2] == [row for row, _ in file.rejected["software.csv"]]


def test_a_corporate_number_without_a_name_is_told(load):
    file = load(SOFTWARE + "a,x,,5835678256246,RPA,,\n", OFFERINGS + "a,,5835678256246,,,,,,,,\n")

    assert [(2, "developer_number", "systems.number_without_name")] == said(file, "software.csv")
    assert [(2, "seller_number", "systems.number_without_name")] == said(file, "offerings.csv")
    assert (None, None) == (file.catalogue.software[0].developer, file.catalogue.offerings[0].seller)


def test_the_same_software_twice_is_told_by_id_and_by_name(load):
    rows = "a,LoGoチャット,㈱開発,,RPA,,\nb,LOGOチャット,株式会社開発,,RPA,,\na,別,,,RPA,,\nc,LoGoチャット,,,RPA,,\n"
    file = load(SOFTWARE + rows, OFFERINGS)

    assert [(3, "name", "systems.same_software"), (4, "id", "tables.duplicate")] == said(file, "software.csv")
    assert ["a", "b", "c"] == [one.id for one in file.catalogue.software]
    assert [4] == [number for number, _ in file.rejected["software.csv"]]


@pytest.mark.parametrize(
    ("first", "second", "column"),
    [
        (",5835678256246,,,,,,,,", ",6000012010023,,,,,,,,", "seller_number"),
        (",,,,,,ISMAP,,,", ",,,,,,なし,,,", "certifications"),
        (",,,,,,,https://a.jp,,", ",,,,,,,https://b.jp,,", "link"),
        (",,,,,,,,2025-04,", ",,,,,,,,2025-05,", "as_of"),
    ],
)
def test_rows_of_one_offering_may_not_contradict_one_another(load, first, second, column):
    file = load(offerings=OFFERINGS + f"shinsei,x{first}\nshinsei,ｘ{second}\n")

    assert [(3, column, "systems.offering_differs")] == said(file, "offerings.csv")
    assert 1 == len(file.catalogue.offerings)
    assert [3] == [number for number, _ in file.rejected["offerings.csv"]]


def test_sellers_that_are_not_known_are_not_taken_for_one(load):
    file = load(offerings=OFFERINGS + "shinsei,,,,,,,,,2025,\nshinsei,,,,,,,,,2024,\n")

    assert (2, ()) == (len(file.catalogue.offerings), file.issues["offerings.csv"])


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("case-a", "systems.not_a_use"),
        ("case-a@", "systems.not_a_use"),
        ("@山口県", "systems.not_a_use"),
        ("case-a@山口", "systems.use_of_no_body"),
        ("case-a@山口県+999999", "governments.code_check_digit"),
        ("case-a@山口県;", "tables.empty_item"),
    ],
)
def test_a_case_that_cannot_be_read_is_told(load, cell, code):
    file = load(offerings=OFFERINGS + f"shinsei,x,,,,,,,,,{cell}\n")

    assert [(2, "used_in", code)] == said(file, "offerings.csv")


def test_everything_that_is_wrong_is_told_at_once_in_both_languages(load):
    file = load(
        SOFTWARE + "A!,x,,1,電子申込,,ftp:x\n,,,,,,\n",
        OFFERINGS + "nope,,1,利用料,many,平米,半分,,x,2025-13,y\nnope,x,,利用料,,平米,,,,,\n",
    )
    every = [issue for issues in file.issues.values() for issue in issues]

    assert {"id", "developer_number", "links"} <= {i.column for i in file.issues["software.csv"]}
    assert {"seller_number", "price_yen", "tax_basis", "link", "as_of", "used_in", "software"} <= {
        i.column for i in file.issues["offerings.csv"]
    }
    assert all(issue.to("ja") and issue.to("en") for issue in every)
    assert {"software.csv": 1, "offerings.csv": 2} == {
        name: len(rows) for name, rows in file.rejected.items()
    }


def test_every_row_is_in_the_catalogue_or_rejected(load):
    rows = "shinsei,x,,利用料,1,月,税込,,,,\nnope,x,,,,,,,,,\nshinsei,y,,利用料,1,,,,,,\nshinsei,z,,,,,,,,,\n"
    file = load(offerings=OFFERINGS + rows)

    assert ["x", "z"] == [offer.seller.name for offer in file.catalogue.offerings]
    assert [3, 4] == [number for number, _ in file.rejected["offerings.csv"]]


def test_a_file_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(FileNotFoundError):
        catalogue.load(tmp_path, origin="x")


@pytest.mark.parametrize(
    ("model", "text"),
    [
        (SoftwareRow, GOOD_SOFTWARE + "b,x,,T5835678256246,電子申込;,,x\nb,y,,,RPA,,\nb,z,,,RPA,,\n"),
        (
            OfferingRow,
            GOOD_OFFERINGS + "shinsei,x,1,,x,月,半分,;,y,2025-13,z\n\nshinsei,x,,,1,月,外税,無し,,,\n",
        ),
    ],
)
def test_columns_and_rows_are_checked_alike(model, text):
    data = text.encode()
    rows, columns = check_rows(read_rows(data, model), model), check(read(data, model), model)

    assert rows.issues == columns.issues
    assert [number for number, _ in rows.rejected] == columns.rejected["row_no"].to_list()
    values = columns.good.to_dicts()
    assert [row.row for row in rows.good] == [one.pop("row_no") for one in values]
    assert [row.record for row in rows.good] == [model.model_validate(one) for one in values]


def test_rows_of_the_column_path_become_the_same_records():
    def rows(data, model):
        good = check(read(data.encode(), model), model).good.to_dicts()
        return [NumberedRow(one.pop("row_no"), model.model_validate(one)) for one in good]

    software, _ = Software.from_rows(rows(GOOD_SOFTWARE, SoftwareRow))
    offerings, _ = Offering.from_rows(rows(GOOD_OFFERINGS, OfferingRow), software)

    assert (1, 2) == (len(software), len(offerings))
    assert Use(case="case-a", bodies=("350001", "352047")) == offerings[0].used_in[0]


@pytest.mark.parametrize("row", [SoftwareRow(id="a", kinds=("RPA",)), OfferingRow(software="a")])
def test_rows_survive_json(row):
    assert row == type(row).model_validate_json(row.model_dump_json())
