"""One of everything that a notebook shows, made through the public API; the words of users are in it where it takes any."""

import tempfile
from datetime import date
from pathlib import Path

from chiho_digital import (
    bonds,
    commonization,
    dashboard,
    excel,
    governments,
    planning,
    procurement,
    tables,
    talent,
)
from chiho_digital.basics import Text
from chiho_digital.commonization import process
from chiho_digital.dashboard import releases
from chiho_digital.governments import figures
from chiho_digital.procurement import calls, exchange, sharing, thresholds
from chiho_digital.systems import catalogue

HAGI, SHUNAN, LEAD = "352047", "352152", "350001"
DAY = date(2025, 5, 1)
CENSUS = figures.load()
CASES = procurement.read_cases().cases


def cases(word):
    """A file of cases with one row, whose number of municipalities is in words."""
    heading = "case_id,prefecture,lead_body,system_kind_ja,participants_municipal_count,source_url"
    return f"{heading}\nmade-up,山口県,山口県,電子申請,{word},https://example.org/\n".encode()


def project(word):
    costs = (bonds.Expense(name=word, amount=12_000_000, carried_out_by="own", standardisation=False),)
    return bonds.Project(name=word, body=HAGI, fiscal_year=2026, expenses=costs, grants=0, other_revenue=None)


def proposal(word):
    town = {"name": "山口県萩市", "kind": "municipality", "code": HAGI}
    return commonization.Proposal(id="p1", year="令和6年", title=word, proposer=town)


def course(word):
    heard = process.JointCalled(words=word)
    return commonization.DecentralisationCourse(proposal=proposal(word), events=[heard])


def review(word):
    selected = process.Selected(by="council", on="FY2024", fiscal_year=2024, words=word)
    return commonization.Review(id="r1", title=word, ministries=["総務省"], events=[selected])


def call():
    return calls.Call(
        id="c1",
        lead=LEAD,
        kind="電子申請",
        title="一緒に",
        invited=(HAGI, SHUNAN),
        opened_on=DAY,
        deadline=date(2025, 5, 31),
    )


def load(word):
    item = planning.WorkItem(body=HAGI, kind="plan", what=word, first=2025, source=word, grade="primary")
    return planning.load(HAGI, range(2025, 2028), [item])


def costs():
    aid = {"external": True, "digital_expertise": True, "duty": "support", "employment": "fixed_term"}
    own = {"body": LEAD, "fiscal_year": 2025, "item": "engagement", "revenue": 0, "engagement": aid}
    sent = {"partnership_agreement": True, "dispatch": "sent"}
    return [
        talent.Cost.model_validate({**own, "id": "a", "amount": 12_000_000}),
        talent.Cost.model_validate({**own, "id": "b", "amount": None, **sent}),
    ]


def outlook():
    return talent.outlook(costs(), 2025, 2, under={"b": "prefecture_talent"})


def matching(word):
    person = {"id": "p1", "employer": LEAD, "role": "engineer", "time_share": 50}
    span = {"start": date(2025, 4, 1), "end": date(2026, 3, 31)}
    staff = talent.StaffMember.model_validate({**person, **span})
    needs = [
        talent.Need.model_validate(
            {"id": f"n{share}", "municipality": HAGI, "role": "engineer", "time_share": share, **span}
        )
        for share in (40, 90)
    ]
    return talent.match(talent.Pool(id="x", name=word, lead=LEAD, members=(HAGI,), staff=(staff,)), needs)


def catalogue_file(word):
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "software.csv").write_text(f"id,name,kinds\na,A,{word}\n", encoding="utf-8")
        (Path(folder) / "offerings.csv").write_text("software,seller\na,B\n", encoding="utf-8")
        return catalogue.load(folder, origin="made up")


def report(word):
    with tempfile.TemporaryDirectory() as folder:
        return excel.check(cases(word), procurement.CaseRow, Path(folder) / "found.xlsx")


def stored(word):
    with tempfile.TemporaryDirectory() as folder, tables.store(Path(folder) / "a.duckdb") as store:
        checked = tables.check(tables.read(cases(word), procurement.CaseRow), procurement.CaseRow)
        store.put("cases", checked, model=procurement.CaseRow, as_of=DAY, source="made up")
        return store.get("cases")


def release(word):
    row = procurement.CaseRow(
        case_id="chat",
        prefecture="滋賀県",
        lead_body="滋賀県",
        system_kind_ja=word,
        source_url="https://example.org/a",
    )
    return releases.Release.draft("spring", (row,), day=DAY, by="公開担当").on(DAY)


def sharers(word):
    return [sharing.Sharer(code, word, {"population": number}) for code, number in (("a", 100), ("b", 250))]


def checked(word):
    return tables.check_rows(tables.read_rows(cases(word), procurement.CaseRow), procurement.CaseRow)


def decision(word):
    return bonds.eligibility(project(word).facts())


def way():
    return planning.pathway(HAGI, "電子申請", 2026, day=DAY)


SHOWN = {
    "bonds.CostSplit": lambda word: bonds.cost_split(project(word)),
    "bonds.Funding": lambda word: bonds.funding(project(word)),
    "bonds.FundingTotal": lambda word: bonds.funding_of_all([project(word)]),
    "bonds.Procedure": lambda _: bonds.procedure(bonds.Applicant(body=HAGI), 2026),
    "bonds.Schedule": lambda _: bonds.schedule(9_000_000, "0.01", years=20, method="equal_principal"),
    "commonization.Calendar": lambda _: commonization.known_calendar(),
    "commonization.CandidateFile": lambda _: commonization.read_candidates(),
    "commonization.DatesAhead": lambda _: commonization.known_calendar().ahead(as_of=date(2025, 1, 1)),
    "commonization.Flags": lambda word: commonization.flags(proposal(word)),
    "commonization.process.CourseStanding": lambda word: course(word).standing,
    "commonization.process.ReviewStanding": lambda word: review(word).standing,
    "dashboard.CaseDetail": lambda word: dashboard.case_detail(
        CASES[0].model_copy(update={"cost_note": word}), population=CENSUS
    ),
    "dashboard.Elsewhere": lambda _: dashboard.elsewhere(
        dashboard.Listing.of(CASES, population=CENSUS), "山口県"
    ),
    "dashboard.View": lambda word: dashboard.View(Text(word, word), (Text(word, word),), ((word,), (None,))),
    "dashboard.releases.DataSet": release,
    "excel.Report": report,
    "governments.Government": lambda _: governments.get(HAGI),
    "governments.Similar": lambda _: governments.similar(HAGI, figures={"population": CENSUS}),
    "planning.Load": load,
    "planning.Pathway": lambda _: way(),
    "planning.Step": lambda _: way().step("cases"),
    "planning.YearLoad": lambda word: load(word)[2025],
    "procurement.CaseFile": lambda word: procurement.read_cases(cases(word)),
    "procurement.CasesLike": lambda _: procurement.cases_like(HAGI),
    "procurement.LikeCase": lambda _: procurement.cases_like(HAGI).nearest[0],
    "procurement.ThresholdAnswer": lambda _: thresholds_of().small_contract,
    "procurement.Thresholds": lambda _: thresholds_of(),
    "procurement.calls.AnswerFile": lambda word: calls.read_answers(
        f"団体,回答,内容\n{word},参加,\n".encode(), call()
    ),
    "procurement.calls.WishFile": lambda word: calls.read_wishes(f"body,kind\n{word},電子申請\n".encode()),
    "procurement.exchange.Imported": lambda word: exchange.from_ocds({"version": word, "releases": word}),
    "procurement.sharing.Shares": lambda word: sharing.share(
        1_000_001, sharers(word), sharing.By("population"), remainder=sharing.LargestShare()
    ),
    "rules.Decision": decision,
    "rules.Question": lambda word: decision(word).next_question(),
    "rules.Ways": lambda word: decision(word).ways_to_eligible(),
    "systems.catalogue.CatalogueFile": catalogue_file,
    "tables.Checked": lambda word: tables.check(
        tables.read(cases(word), procurement.CaseRow), procurement.CaseRow
    ),
    "tables.CheckedRows": checked,
    "tables.Issues": lambda word: checked(word).issues,
    "tables.Loaded": lambda word: tables.read(f"{word}\n1\n".encode(), procurement.CaseRow),
    "tables.LoadedRows": lambda word: tables.read_rows(f"{word}\n1\n".encode(), procurement.CaseRow),
    "tables.Stored": stored,
    "talent.Choices": lambda _: talent.choices(costs()),
    "talent.Help": lambda _: talent.measures("municipality", 2025)[0],
    "talent.Matching": matching,
    "talent.Outlook": lambda _: outlook(),
    "talent.Support": lambda _: outlook().lines[0].support,
    "talent.YearView": lambda _: outlook().years[0],
}
"""What makes each thing that is shown, records apart, by its public name; given the words of a user."""


def thresholds_of():
    price = thresholds.EstimatedPrice(included=990_000)
    return procurement.threshold_rules(HAGI, None, price, DAY)
