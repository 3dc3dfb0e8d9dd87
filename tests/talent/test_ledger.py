"""A ledger: everything wrong in it and between its records at once, with person, dates and repair; and from files."""

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from talent_costs import HAGI, PREFECTURE, SHUNAN, member

from chiho_digital.basics import FiscalYear
from chiho_digital.tables import Severity, check_rows, columns_of, read_rows
from chiho_digital.talent import (
    AssignmentRow,
    CostRow,
    IndexRow,
    Ledger,
    NeedRow,
    Pool,
    ResultRow,
    StaffRow,
)

WRONG = {
    "pool": {
        "id": "pool",
        "name": "県人材プール",
        "staff": [
            {"id": "p1", "time_share": 130, "start": "2025-04-01", "end": "2026-03-31"},
            {"id": "p2", "time_share": 50, "start": "2025-04-01", "end": "2026-03-31"},
            {"id": "p3", "employer": HAGI, "engagement": {"duty": "support"}},
        ],
    },
    "needs": [{"id": "n1", "municipality": HAGI, "hours": -5}],
    "assignments": [
        {
            "id": "a1",
            "staff": "p2",
            "municipality": HAGI,
            "start": "2025-04-01",
            "end": "2025-09-30",
            "time_share": 30,
        },
        {
            "id": "a2",
            "staff": "p2",
            "municipality": HAGI,
            "start": "2025-09-01",
            "end": "2025-12-31",
            "time_share": 10,
        },
        {
            "id": "a3",
            "staff": "p2",
            "municipality": SHUNAN,
            "start": "2025-09-01",
            "end": "2025-12-31",
            "time_share": 30,
        },
        {
            "id": "a4",
            "staff": "p2",
            "municipality": SHUNAN,
            "start": "2026-01-01",
            "end": "2026-06-30",
            "time_share": 10,
        },
        {"id": "a5", "staff": "p3", "municipality": HAGI, "start": "2025-04-01"},
        {"id": "a6", "staff": "p22", "municipality": HAGI, "need": "n2", "start": "2025-04-01"},
    ],
    "results": [{"assignment": "a9", "as_of": "2026-03-31"}],
    "costs": [
        {
            "id": "c1",
            "body": PREFECTURE,
            "fiscal_year": 2027,
            "item": "engagement",
            "amount": 1,
            "person": "p2",
        },
        {"id": "c1", "body": PREFECTURE, "fiscal_year": 2025, "item": "engagement", "amount": -1},
    ],
    "indices": [{"body": HAGI, "fiscal_year": 2025, "index": "3.5"}],
}
# (code, path, what its sentence mentions, likely repair)
PROBLEMS = [
    ("talent.field", ("costs", 1, "amount"), "", None),
    ("talent.share_bounds", ("pool", "staff", 0, "time_share"), "p1 130", "100"),
    ("talent.negative_hours", ("needs", 0, "hours"), "n1 -5", "5"),
    ("talent.index_bounds", ("indices", 0, "index"), "3.5", None),
    ("talent.no_such_record", ("assignments", 5, "staff"), "p22", "p2"),
    ("talent.no_such_record", ("assignments", 5, "need"), "n2", None),
    ("talent.no_such_record", ("results", 0, "assignment"), "a9", None),
    ("talent.assignments_overlap", ("assignments", 1, "start"), "p2 2025-09-01 2025-12-31 a1", None),
    ("talent.time_exceeded", ("assignments", 2, "time_share"), "p2 60 50 2025-09-01", "20"),
    ("talent.outside_contract", ("assignments", 3, "end"), "p2 2026-06-30 2026-03-31", "2026-01-01"),
    (
        "talent.supports_itself",
        ("assignments", 4, "municipality"),
        f"p3 {HAGI} 2025-04-01",
        "the body's own work",
    ),
    ("talent.cost_outside_contract", ("costs", 0, "fiscal_year"), "p2 c1 FY2027", "FY2025"),
]


def problems_of(data):
    with pytest.raises(ValidationError) as caught:
        Ledger.model_validate(data)
    (error,) = caught.value.errors()
    assert str(error["ctx"]["error"])
    return error["ctx"]["error"].problems


def test_all_problems_are_named_at_once_with_person_dates_and_repair():
    found = problems_of(WRONG)

    assert [(code, path) for code, path, _, _ in PROBLEMS] == [(one.code, one.path) for one in found]
    for problem, (_, _, words, repair) in zip(found, PROBLEMS, strict=True):
        text = problem.message("en")
        assert all(word in text for word in words.split()), text
        assert repair is None or f"Likely repair: {repair}" in text, text
        assert problem.message("ja")


def test_each_problem_stands_alone():
    sound = copy.deepcopy(WRONG)
    sound["pool"]["staff"][0]["time_share"] = 100
    sound["needs"][0]["hours"] = 5
    sound["assignments"] = sound["assignments"][:1]
    sound["results"] = sound["costs"] = sound["indices"] = []

    assert Ledger.model_validate(sound).assignments[0].id == "a1"
    for name, places in (
        ("assignments", (1, 2, 3, 4)),
        ("results", (0,)),
        ("costs", (0,)),
        ("indices", (0,)),
    ):
        for place in places:
            one = {**sound, name: [*sound[name], WRONG[name][place]]}
            assert 1 == len(problems_of(one)), (name, place)


def test_recruiting_may_come_before_the_contract():
    recruiting = {"id": "c", "body": PREFECTURE, "fiscal_year": 2024, "item": "recruiting", "person": "p1"}
    pool = Pool(id="x", name="x", staff=(member(),))

    assert Ledger(pool=pool, costs=[recruiting]).costs
    assert 1 == len(problems_of({"pool": pool, "costs": [{**recruiting, "item": "engagement"}]}))


def test_a_ledger_is_taken_as_it_is():
    ledger = Ledger(pool=Pool(id="x", name="x"))

    assert ledger is Ledger.model_validate(ledger)


def test_identifiers_stand_once_in_each_list():
    need = {"id": "n1", "municipality": HAGI}
    index = {"body": HAGI, "fiscal_year": 2025, "index": "0.1"}
    found = problems_of({"pool": {"id": "x", "name": "x"}, "needs": [need, need], "indices": [index, index]})

    assert [("talent.id_twice", ("needs", 1)), ("talent.id_twice", ("indices", 1))] == [
        (one.code, one.path) for one in found
    ]


@pytest.mark.parametrize(
    "data", [None, 5, "x", {}, {"pool": 1}, {"pool": {}, "needs": 3}, {"pool": {}, "needs": [1, "x"]}]
)
def test_what_is_no_ledger_is_refused(data):
    with pytest.raises(ValidationError):
        Ledger.model_validate(data)


def test_a_person_may_be_shared_by_several_municipalities_up_to_the_whole_of_their_time():
    def shared(*shares):
        return Ledger(
            pool=Pool(id="x", name="x", staff=(member(time_share=90),)),
            assignments=[
                {
                    "id": f"a{place}",
                    "staff": "p1",
                    "municipality": code,
                    "start": "2025-04-01",
                    "end": "2026-03-31",
                    "time_share": share,
                }
                for place, (code, share) in enumerate(zip((HAGI, SHUNAN, "352012"), shares, strict=True))
            ],
        )

    assert 3 == len(shared(30, 30, 30).assignments)
    with pytest.raises(ValidationError, match="91"):
        shared(30, 30, 31)


def test_an_unknown_end_or_share_contradicts_nothing():
    ledger = Ledger(
        pool=Pool(id="x", name="x", staff=({"id": "p1"},)),
        assignments=[
            {"id": "a1", "staff": "p1", "municipality": HAGI, "start": "2025-04-01"},
            {"id": "a2", "staff": "p1", "municipality": HAGI, "start": "2025-05-01", "time_share": 100},
            {"id": "a3", "staff": "p1", "municipality": SHUNAN, "start": "2025-06-01", "time_share": 100},
        ],
    )

    assert 3 == len(ledger.assignments)


days = st.integers(0, 20)


@given(st.lists(st.tuples(days, days, st.integers(1, 100)), min_size=1, max_size=7), st.integers(1, 100))
def test_no_ledger_ever_exceeds_anyones_time_on_any_day(spans, limit):
    codes = [HAGI, SHUNAN, "352012", "352021", "352039", "352063", "352071"]
    assignments = [
        {
            "id": f"a{place}",
            "staff": "p1",
            "municipality": codes[place],
            "start": f"2025-04-{1 + min(first, last):02}",
            "end": f"2025-04-{1 + max(first, last):02}",
            "time_share": share,
        }
        for place, (first, last, share) in enumerate(spans)
    ]
    busiest = max(
        sum(share for first, last, share in spans if min(first, last) <= day <= max(first, last))
        for day in range(21)
    )
    data = {
        "pool": {"id": "x", "name": "x", "staff": [{"id": "p1", "time_share": limit}]},
        "assignments": assignments,
    }

    if busiest <= limit:
        assert len(spans) == len(Ledger.model_validate(data).assignments)
    else:
        assert {"talent.time_exceeded"} == {one.code for one in problems_of(data)}


# From files.

FILES = {
    "staff": """
人材ID,任用などをする団体,役割,専門分野,任用などの形態,外部人材,デジタルの専門知識・経験,職務,時間の割合,契約の始まり,契約の終わり
p1,山口県,エンジニア,データ活用:3;design,任期付,はい,はい,市町村のデジタル化の支援,80,令和7年度,2028-03
p2,山口県萩市,producer,,outsourced,yes,yes,support,100,2025-04-01,
""",
    "needs": """
id,municipality,hours,span
n1,萩市,120,スポット
""",
    "assignments": """
id,staff,municipality,need,time_share,start,end
a1,p1,352047,n1,50,2025-04-01,2026-03-31
a2,p1,周南市,,40,2025-10,2026-03
a3,p2,萩市,,20,2025-04,
a4,p9,萩市,,20,2025-04,
""",
    "results": """
assignment,as_of,hours
a1,2026-03-31,600
a2,2026-03-31,1
""",
    "costs": """
id,body,fiscal_year,item,amount,revenue,person,employment
c1,山口県,2025,任用・委託など,1200万円,0,p1,
c2,山口県,2031,engagement,1,0,p1,
c3,山口県,R7,recruiting,5,,,outsourced
""",
    "indices": """
body,fiscal_year,index
萩市,2025,0.35
萩市,R7,0.36
""",
}
MODELS = {
    "staff": StaffRow,
    "needs": NeedRow,
    "assignments": AssignmentRow,
    "results": ResultRow,
    "costs": CostRow,
    "indices": IndexRow,
}


def errors_of(issues):
    return [issue for issue in issues if issue.severity is Severity.ERROR]


def read(files):
    rows = {}
    for name, text in files.items():
        checked = check_rows(read_rows(text.strip().encode(), MODELS[name]), MODELS[name])
        assert not errors_of(checked.issues)
        rows[name] = checked.good
    return Ledger.from_rows(Pool(id="pool", name="県人材プール"), rows)


def test_files_become_a_ledger_and_what_is_wrong_between_their_rows_is_told():
    ledger, issues = read(FILES)

    assert ["p1", "p2"] == [member.id for member in ledger.pool.staff]
    assert ("2025-04-01", "2028-03-31") == (str(ledger.pool.staff[0].start), str(ledger.pool.staff[0].end))
    assert ["a1"] == [one.id for one in ledger.assignments]
    assert [("c1", 12_000_000, None), ("c3", 5, "outsourced")] == [
        (one.id, one.amount, one.engagement and one.engagement.employment) for one in ledger.costs
    ]
    assert FiscalYear(2025) == ledger.indices[0].fiscal_year
    said = {
        name: [(one.row, one.column, one.code) for one in found] for name, found in issues.items() if found
    }
    assert {
        "assignments": [
            (3, "time_share", "talent.time_exceeded"),
            (4, "municipality", "talent.supports_itself"),
            (5, "staff", "talent.no_such_record"),
        ],
        "results": [(3, "assignment", "talent.no_such_record")],  # of an assignment that was left out
        "costs": [(3, "fiscal_year", "talent.cost_outside_contract")],
        "indices": [(3, None, "talent.id_twice")],
    } == said
    for found in issues.values():
        for issue in found:
            assert issue.to("ja")
            assert issue.to("en")


def test_headings_may_be_japanese():
    for model in MODELS.values():
        headings = ",".join(column.ja for column in columns_of(model).values())
        loaded = read_rows(f"{headings}\n{',' * headings.count(',')}\n".encode("cp932"), model)
        assert not {issue.code for issue in loaded.issues} & {
            "tables.heading_unknown",
            "tables.heading_missing",
        }


@pytest.mark.parametrize("text", ["山田太郎", "taro@example.jp"])
def test_an_issue_about_an_identifier_does_not_repeat_the_cell(text):
    checked = check_rows(
        read_rows(f"id,employer,duty,external,skills\n{text},{text},{text},{text},:\n".encode(), StaffRow),
        StaffRow,
    )

    found = errors_of(checked.issues)
    assert 5 == len(found)
    for issue in found:
        assert text not in issue.to("ja") + issue.to("en") + repr(issue)


def test_a_column_of_names_is_not_read():
    loaded = read_rows("id,氏名\np1,山田太郎\n".encode(), StaffRow)

    assert "tables.heading_unknown" in {issue.code for issue in loaded.issues}
    assert "山田" not in repr(loaded.rows)


def test_a_row_of_names_does_not_repeat_them_in_errors():
    with pytest.raises(ValidationError) as caught:
        StaffRow(id="山田太郎", duty="山田太郎")

    assert "山田" not in str(caught.value)
