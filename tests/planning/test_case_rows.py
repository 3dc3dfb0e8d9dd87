"""Joint procurements as rows for the review flags: every kind and prefecture of a case, and what is not known as None."""

from chiho_digital.planning import case_rows
from chiho_digital.procurement import read_cases


def test_the_published_cases_have_a_row_for_each_kind_and_prefecture():
    cases = {case.id: case for case in read_cases().cases}
    made = case_rows()

    assert set(cases) == {row["case_id"] for row in made}
    for name, case in cases.items():
        own = [row for row in made if row["case_id"] == name]
        assert len(own) == len(case.kinds) * len(case.prefectures)
        assert {row["kind"] for row in own} == set(case.kinds)
        assert {(case.lead, case.contract.selection_method, case.sources[0].url)} == {
            (row["lead"], row["method"], row["source"]) for row in own
        }


def test_a_case_in_two_prefectures_names_both():
    assert [("神奈川県", "横須賀市"), ("福井県", "横須賀市")] == [
        (row["prefecture"], row["lead"]) for row in case_rows() if row["case_id"] == "yokosuka-ebid-2005"
    ]


def test_what_is_not_known_of_a_case_is_none():
    (case,) = [one for one in read_cases().cases if one.id == "ibaraki-ebid"]
    bare = case.model_copy(update={"prefectures": (), "kinds": (), "sources": ()})

    assert case_rows([bare]) == [
        {
            "case_id": "ibaraki-ebid",
            "kind": None,
            "prefecture": None,
            "lead": "茨城県",
            "method": None,
            "source": None,
        }
    ]
