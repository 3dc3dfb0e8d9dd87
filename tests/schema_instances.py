"""Instances of records, to be held against their schemas: from real data, written out, and made from the schemas themselves."""

import re
from datetime import date
from functools import partial
from itertools import count
from pathlib import Path

from pydantic import BaseModel, ValidationError

from chiho_digital import bonds, commonization, procurement, systems
from chiho_digital.basics import FiscalYear, PartialDate, Period, TaxBasis
from chiho_digital.commonization import process
from chiho_digital.dashboard import releases
from chiho_digital.procurement import (
    AmountRow,
    AmountScope,
    BodyType,
    CaseRow,
    Participation,
    ParticipationRow,
)
from chiho_digital.systems import OfferingRow, SoftwareRow, catalogue
from chiho_digital.tables import Link, RowModel, Stated, check_rows, columns_of, read_rows
from row_models import right

PARTICIPATIONS = """事例ID,参加団体,参加時期,離脱時期,備考
kagawa-eapp-2004,香川県,平成16年度,,
kagawa-eapp-2004,372021,2004-10,2009年度,費用
"""
AMOUNTS = """事例ID,金額の範囲,金額,消費税の扱い,期間の始め,期間の終わり,出典
kagawa-eapp-2004,年額,"1,700万円",税込,2004年度,2008年度,https://example.org/
kagawa-eapp-2004,total,0,不明,,,
"""
EXPENSES = (
    bonds.Expense(name="導入", amount=30_000_000, carried_out_by="own", standardisation=False),
    bonds.Expense(name="保守", amount=3_333_333, category="operate", specified_collection=True),
)
PROJECT = bonds.Project(
    name="オンライン申請",
    body="352047",
    body_kind="municipality",
    fiscal_year=FiscalYear(2025),
    start=date(2025, 4, 1),
    end=date(2026, 3, 31),
    content="電子申請システムを導入する",
    under_plan=True,
    purpose="resident_convenience",
    kind="system",
    related=False,
    use="resident_service",
    acquisition="introduce",
    joint_with=("352012",),
    cybersecurity=False,
    regional_issue="none",
    beneficiaries="general",
    commonization_candidate=False,
    cost=40_000_000,
    expenses=EXPENSES,
    grants=0,
    other_revenue=1_000,
    cost_scope="own_share",
    tax_basis="included",
)
PLAN = bonds.Plan(
    title="計画",
    body="352047",
    start=date(2025, 4, 1),
    end=date(2030, 3, 31),
    basic_policy="方針",
    projects=(PROJECT, bonds.Project(name="x")),
    effects="効果",
    references=("https://example.org/plan",),
)
INDICATORS = bonds.FiscalIndicators(
    real_debt_service_ratio="7.25",
    real_deficit=-5,
    consolidated_deficit_ratio="-0.5",
    future_burden_ratio="110",
    permission_ground=False,
)
APPLICANT = bonds.Applicant(
    body="352047",
    receives_allocation_tax=True,
    standard_need=10**9,
    standard_revenue=5 * 10**8,
    indicators=INDICATORS,
)
COMPANY = systems.Company(name="架空の会社", corporate_number="5835678256246")
CATALOGUE = systems.Catalogue(
    software=(
        systems.Software(id="a", name="甲", developer=COMPANY, kinds=("RPA", "量子暗号"), description="x"),
    ),
    offerings=(
        systems.Offering(
            software="a",
            seller=COMPANY,
            prices=(systems.Price(what="利用料", yen=0, unit="月", tax_basis="unknown"),),
            certifications=("ISMS",),
            link="https://example.org/",
            as_of="令和7年度",
            used_in=(systems.Use(case="x", bodies=("352047",)),),
        ),
    ),
    origin={"ja": "見本", "en": "a sample"},
    as_of="2025-10",
)
DATED = procurement.Case(
    **{
        **dict(procurement.read_cases().cases[0]),
        "participations": (
            Participation(
                name="架空広域連合",
                code=None,
                body_type=BodyType.ASSOCIATION,
                joined=PartialDate.parse("2021-05-01"),
                left=PartialDate.parse("R5.3"),
                has_left=True,
                remark="架空",
            ),
        ),
        "names_as_of": PartialDate.parse("2020"),
        "observed": Stated("2021(予定)", PartialDate.parse("2021"), "予定"),
        "service_start": Stated("順次", None),
        "amounts": (
            procurement.Amount(
                scope=AmountScope.ANNUAL,
                yen=1,
                tax_basis=TaxBasis.EXCLUDED,
                period=Period(date(2021, 4, 1), None),
                source=Link("https://example.org/", "注"),
            ),
        ),
    }
)


EFFECT = procurement.Effect(
    case="omi-core",
    measure="yen_per_year",
    what="利用料",
    saved=10,
    before=30,
    after=20,
    exactness="exact",
    expected=False,
    tax_basis="included",
    bodies=8,
    since="2025年度",
    until="2026-03",
    said_by="架空の会社",
    words="3割削減",
    source={"url": "https://example.org/"},
    grade="inferred",
)
OF_RELEASES = (
    releases.Correction(
        day=date(2025, 4, 1), row="a", field="notes", old=None, new="x", reason="誤記", by="架空市"
    ),
    releases.CorrectionLink(release="a", row="a", field="notes", day=date(2025, 4, 1)),
)

PROPOSAL = commonization.Proposal(
    id="p1",
    year="令和6年",
    title="証明書の様式",
    proposer={"name": "山口県萩市", "kind": "municipality", "code": "352047"},
    joint_proposers=[{"name": "架空の任意組織", "kind": "voluntary"}],
    control_number="1",
    submitted_on="2024-05-10",
    proposal_class="B",
    field="デジタル",
    measure="様式を一つにする。\n",
    problem="様式が違う。",
    effect="同じになる。",
    legal_basis=["架空法1条"],
    ministries=["総務省", {"name": "架空省", "source": "架空省設置法"}],
    decentralisation=[],
    benefits=["同じ様式"],
    prior_consultations=[{"on": "2024-03", "advice": "助言", "passed_to": "総務省"}],
    limits={"measure": 300, "problem_and_effect": None},
)
REVIEWED = commonization.Review(
    id="r1",
    title="架空の業務",
    ministries=["総務省"],
    proposals=["p1"],
    events=[
        process.Selected(by="council", on="FY2024", fiscal_year=2024),
        process.Assessed(criterion="needs", met=True, words="架空"),
        process.Assessed(criterion="effect", met=True),
        process.Studied(part="other"),
        process.Assessed(criterion="feasibility", met=True, by="ministry"),
        process.Concluded(outcome="go_ahead", on="2025-03"),
        process.PolicyDrafted(ministry="総務省"),
        process.ConsentOmitted(reason="災害"),
    ],
)
COMMONIZED = commonization.Ledger(
    proposals=[PROPOSAL.with_(id="p2", decentralisation=["p1"])],
    courses=[
        commonization.DecentralisationCourse(
            proposal=PROPOSAL,
            events=[
                process.JointCalled(),
                process.PrioritiesSet(priority=True),
                process.MinistriesAsked(ministries=["総務省"]),
                process.Heard(),
                process.Replied(reply_round="first", ministry="総務省", on="2024-08"),
            ],
        )
    ],
    reviews=[REVIEWED],
    remarks=[commonization.Remark(id="m1", words="発言", about=["r1"]).answered("回答", "2025-01-14")],
)


def rows(source, model):
    """The records of a file."""
    return [numbered.record for numbered in check_rows(read_rows(source, model), model).good]


def written_out():
    """Records of real data and records written out, which hold others."""
    published = Path(catalogue.__file__).parent / "data" / "named_in_cases"
    return [
        *procurement.read_cases().cases,
        DATED,
        *rows(procurement.PUBLISHED_CASES, CaseRow),
        *rows(PARTICIPATIONS.encode(), ParticipationRow),
        *rows(AMOUNTS.encode(), AmountRow),
        catalogue.published(),
        CATALOGUE,
        *rows(published / "software.csv", SoftwareRow),
        *rows(published / "offerings.csv", OfferingRow),
        PLAN,
        APPLICANT,
        EFFECT,
        *OF_RELEASES,
        COMMONIZED,
        REVIEWED.candidate,
    ]


def with_parts(value):
    """A record and all records in it."""
    if isinstance(value, BaseModel):
        yield value
        for _, part in value:
            yield from with_parts(part)
    elif isinstance(value, tuple):
        for part in value:
            yield from with_parts(part)


class Sample:
    """A value for a schema: every field, or only those that must be there."""

    def __init__(self, schema, *, whole):
        self.schema, self.whole, self.numbers = schema, whole, count(1)

    def of(self, node):
        if "$ref" in node:
            return self.of(self.schema["$defs"][node["$ref"].rpartition("/")[2]])
        for several in ("anyOf", "oneOf"):
            if several in node:
                return self.of(node[several][0])
        if "const" in node or "enum" in node:
            return node["const"] if "const" in node else node["enum"][0]
        kinds = node.get("type")
        kind = kinds[0] if isinstance(kinds, list) else kinds
        return getattr(self, f"of_{kind}")(node)

    def of_object(self, node):
        names = node.get("properties", {})
        wanted = names if self.whole else node.get("required", ())
        return {name: self.of(names[name]) for name in wanted}

    def of_array(self, node):
        return [self.of(node["items"])] if self.whole or node.get("minItems") else []

    def of_string(self, node):
        if "examples" in node:
            return node["examples"][0]
        if node.get("format") == "date":
            return "2025-04-01"
        texts = (str(next(self.numbers)), "a-1", "352047", "5835678256246", "https://example.org/", "2025-04")
        fitting = (text for text in texts if re.search(node.get("pattern", ""), text))
        return next(fitting, "")

    def of_integer(self, node):
        least = node.get("minimum", 1)
        return 2025 if least > 1_000 else max(least, 1)  # a year, or a small number

    of_number = of_integer

    def of_boolean(self, _):
        return True

    def of_null(self, _):
        return None


COMMON = ("1", "2025-04-01", "架空", "352047", "a-1", "https://example.org/", "0.5", "○", "はい", "0")


def row_of(model, *, whole):
    """A row model's record of cells that its columns can read, first those that a file may hold."""
    cells = {}
    for name, column in columns_of(model).items():
        if whole or column.required:
            words = re.split(r"[・、（）/ ]+", column.kind.expected.ja)
            texts = (*right(column.kind), *COMMON, *words)
            cells[name] = next(filter(partial(readable, column), texts), None)
    return model(**cells)


def readable(column, text):
    try:
        return column.read(text) is not None
    except ValueError:
        return False


def from_schema(model):
    """Records made from the schema of a model, or from its columns, where the model accepts them."""
    schema = model.model_json_schema(mode="serialization")
    for whole in (True, False):
        try:
            if issubclass(model, RowModel):
                yield row_of(model, whole=whole)
            else:
                yield model.model_validate(Sample(schema, whole=whole).of(schema))
        except ValidationError:
            continue
