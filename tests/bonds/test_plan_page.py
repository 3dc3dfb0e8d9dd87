"""The plan on paper: what stands there, and that it prints on the one page it promises (proved with a browser)."""

import os
import random
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from html import unescape
from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm
from pypdf import PdfReader

from chiho_digital.basics import InvalidDate, MissingExtra, message
from chiho_digital.bonds import PLAN_RULES, Acquisition, CostScope, Expense, Plan, Project, TaxBasis
from chiho_digital.bonds.plan_docx import plan_to_docx
from chiho_digital.bonds.plan_page import fits_one_page, plan_sheet, plan_to_html
from chiho_digital.governments import UnknownCode
from chiho_digital.rules import OFFICIAL

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PROJECTS = [
    (
        "オンライン申請・電子納付システムの導入",
        "住民が自宅から住民票、所得証明書、保育所入所などの申請と手数料の納付を行えるオンライン申請システムを導入し、マイナンバーカードによる本人確認と電子納付に対応させる。",
        (date(2025, 10, 1), date(2026, 3, 31)),
        38_500_000,
    ),
    (
        "書かない窓口システムの導入",
        "本庁と5つの支所の窓口に、聞き取りにより申請書を作成するシステムを導入し、転入・転出・出生などの届出で住民が何度も同じ事項を記入する手間をなくす。",
        (date(2025, 4, 1), date(2026, 3, 31)),
        24_200_000,
    ),
    (
        "人事給与・庶務事務システムの共同調達",
        "県及び県内7市町と共同で人事給与・庶務事務システムを調達し、仕様の統一によって導入の経費と運用の負担を減らし、行政運営の効率化を図る。",
        (date(2026, 4, 1), date(2028, 3, 31)),
        61_930_000,
    ),
    (
        "AIデマンド交通の予約・配車システムの導入",
        "路線バスの廃止が進む中山間地域の日常生活の移動手段を確保するため、AIを用いた乗合交通の予約・配車システムを導入し、電話とスマートフォンの双方で予約できるようにする。",
        (date(2026, 4, 1), date(2027, 3, 31)),
        45_100_000,
    ),
    (
        "情報セキュリティ監視システムの導入",
        "庁内ネットワークの通信を常時監視し、不正な通信を検知・遮断するシステムを導入して、住民の個人情報と行政サービスの継続を守る。",
        (date(2026, 7, 1), date(2027, 3, 31)),
        None,
    ),
]
POLICY = (
    "本市では人口の減少と高齢化が進み、行政サービスの担い手も不足している。情報通信技術を活用して、住民がいつでもどこでも手続を行える"
    "環境を整え、職員が相談や支援など人にしかできない仕事に力を注げるようにするとともに、移動、医療、子育てなど地域の課題の解決に取り組む。\n"
    "推進に当たっては、県及び近隣の市町との共同調達を基本とし、高齢者など情報通信機器に不慣れな方への支援を併せて行う。"
)
EFFECTS = (
    "申請のために来庁する住民の負担が減り、窓口での待ち時間が短くなる。定型的な事務に要する職員の時間を減らし、相談業務に充てる。"
    "交通空白地域の住民が通院や買物に出かける手段を確保する。個人情報の漏えいを防ぎ、災害時にも行政サービスを続けられるようにする。"
)
ENGLISH = [
    (
        "Online applications and payments",
        "A system through which residents apply for certificates and nursery places from home and pay the fees.",
    ),
    (
        "Counters without forms",
        "A system at the town hall and five branch offices that writes the form from what the resident says.",
    ),
    (
        "Joint procurement of a payroll system",
        "Bought together with the prefecture and seven municipalities on one specification.",
    ),
    (
        "Booking and dispatch of shared rides",
        "A system for on-demand transport in the hills, where bus lines have closed; by telephone and smartphone.",
    ),
    ("Monitoring of network security", "A system that watches the office network and blocks intrusions."),
]
ENGLISH_PLAN = {
    "title": "Plan for Promoting the Use of Digital Technology",
    "basic_policy": "The city is losing population and growing older. Residents deal with the administration wherever "
    "and whenever they like, staff have time for advice and support, and local problems are tackled.",
    "effects": "Residents come to the town hall less often and wait for less time. Staff spend less time on routine "
    "work. People without a bus line can get to the doctor and to the shops.",
}


def plan_of(count, *, content=1, text=1, **changes):
    """A plan with so many projects, its texts so many times as long."""
    projects = []
    for at in range(count):
        name, what, (start, end), cost = PROJECTS[at % 5]
        projects.append(Project(name=name, content=what * content, start=start, end=end, cost=cost))
    values = {
        "title": "萩市デジタル活用推進計画",
        "body": "352047",
        "start": date(2025, 4, 1),
        "end": date(2030, 3, 31),
        "basic_policy": POLICY * text,
        "projects": projects,
        "effects": EFFECTS * text,
        "references": [
            "萩市総合計画（令和5年3月）",
            "重点計画 https://www.digital.go.jp/policies/priority-policy-program",
        ],
    }
    return Plan(**values | changes)


def english_plan_of(count):
    projects = [
        Project(name=name, content=content, start=date(2026, 4, 1), end=date(2027, 3, 31), cost=10_000_000)
        for name, content in ENGLISH[:count]
    ]
    return plan_of(0, projects=projects, **ENGLISH_PLAN)


def plan_with(**changes):
    """A plan with one project that is changed."""
    name, content, (start, end), cost = PROJECTS[0]
    project = {"name": name, "content": content, "start": start, "end": end, "cost": cost}
    return plan_of(0, projects=[Project(**project | changes)])


def words(html):
    """The text of a page."""
    body = html.partition("<body>")[2]
    return unescape(re.sub("<[^>]+>", "", re.sub(r"<br>|\n", "", body)))


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """Prints pages with a browser; gives the PDF of each."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        missing = f"no browser to print with: none of {', '.join(BROWSERS)} is on the PATH"
        if os.environ.get("CI"):
            pytest.fail(f"{missing}; CI must install one (.ci/run does)")
        pytest.skip(missing)  # only outside CI: a new user need not have a browser

    def one(html):
        folder = tmp_path_factory.mktemp("print")
        (folder / "plan.html").write_text(html, encoding="utf-8")
        command = [
            *(browser, "--headless", "--disable-gpu", "--no-sandbox", "--disable-dev-shm-usage"),
            *("--no-first-run", f"--user-data-dir={folder / 'profile'}", "--no-pdf-header-footer"),
            *(f"--print-to-pdf={folder / 'plan.pdf'}", (folder / "plan.html").as_uri()),
        ]
        done = subprocess.run(command, capture_output=True, text=True, timeout=180, check=False)
        assert (folder / "plan.pdf").is_file(), done.stderr
        return PdfReader(BytesIO((folder / "plan.pdf").read_bytes()))

    def several(*pages):
        with ThreadPoolExecutor(4) as pool:
            return list(pool.map(one, pages))

    return several


# On paper.


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_plan_with_five_projects_prints_on_one_sheet_of_a4(printed, lang):
    plan = plan_of(5) if lang == "ja" else english_plan_of(5)
    (pdf,) = printed(plan_to_html(plan, lang=lang))

    assert fits_one_page(plan, lang=lang)
    assert 1 == len(pdf.pages)
    assert (595, 842) == tuple(round(side) for side in pdf.pages[0].mediabox[2:])


def test_a_plan_with_thirty_projects_says_that_it_does_not_fit_and_prints_on_several_pages(printed):
    plan = plan_of(30)
    html = plan_to_html(plan)
    (pdf,) = printed(html)

    assert not fits_one_page(plan)
    assert len(pdf.pages) > 1
    assert words(html).startswith("この計画は1枚に収まりません")
    assert words(html).count("オンライン申請・電子納付システムの導入") == 6
    assert words(plan_to_html(plan, lang="en")).startswith("This plan does not fit one page")


@pytest.mark.slow
@pytest.mark.parametrize(("content", "text"), [(1, 1), (2, 1), (1, 3), (4, 2)])
def test_what_is_said_to_fit_one_page_prints_on_one_page(printed, content, text):
    plans = [plan_of(count, content=content, text=text) for count in range(1, 13)]
    sheets = [plan_sheet(plan) for plan in plans]
    fitting = [plan_to_html(plan) for plan in plans if fits_one_page(plan)]

    assert fitting
    assert 12 > len(fitting)
    assert {1} == {len(pdf.pages) for pdf in printed(*fitting)}
    assert [sheet.scale for sheet in sheets if not sheet.too_long] == sorted(
        (sheet.scale for sheet in sheets if not sheet.too_long), reverse=True
    )


AWKWARD = [
    *(
        "オンライン申請",
        "システム",
        "サーバー",
        "、",
        "。",
        "「書かない窓口」",
        "（令和7年度）",
        "AI",
        "DX",
        "ちょっと",
    ),
    *(
        "マイナンバーカード",
        "を導入し",
        "ーー",
        "……",
        "――",
        "・",
        "100%",
        "1,234,567円",
        "￥5,000",
        "MMMM",
        "é",
        "①",
    ),
    *(
        "https://www.city.example.lg.jp/path/to/a-page?x=1&y=2",
        "the quick brown fox",
        "ﾃﾞｼﾞﾀﾙ",
        "\U0001f68c",
        "々",
    ),
    *(
        "（「『",
        "』」）",
        "！？",
        "“引用”",
        "〜",
        "—",
        "\u3000",
        " ",
        "\n",
        "〇",
        "ヶ所",
        "N/A",
        "→",
        "\u200b",
        "\u00a0",
    ),
    *("x" * 40, "ー" * 12, "、" * 5, "mmmmm", "%%%", "か\u3099", "1" * 30, "<b>&amp;"),
]


def awkward_plans(count):
    """Plans of awkward texts that just fit: one more project and they would not."""
    draw = random.Random(20250401)  # noqa: S311 – texts, not secrets

    def text(length):
        return ("計" + "".join(draw.choice(AWKWARD) for _ in range(length // 4 + 1)))[:length]

    def project():
        return Project(
            name=text(draw.randint(3, 40)),
            content=text(draw.randint(1, 150)),
            start=date(2025, 10, 1),
            end=draw.choice([None, date(2026, 3, 31)]),
            cost=draw.choice([None, draw.randint(0, 10**9)]),
        )

    while count:
        projects, plan = [], None
        values = {name: text(draw.randint(1, 300)) for name in ("title", "basic_policy", "effects")}
        while fits_one_page(following := plan_of(0, projects=projects, **values)):
            plan = following
            projects = [*projects, project()]
        if plan:
            count -= 1
            yield plan


@pytest.mark.slow
@pytest.mark.parametrize("font", ['"Noto Serif CJK JP"', '"DejaVu Serif"'])
def test_awkward_texts_in_narrow_and_wide_fonts_print_on_one_page_when_said_to_fit(printed, font):
    pages = [plan_to_html(plan).replace('"Noto Serif CJK JP"', font, 1) for plan in awkward_plans(6)]

    assert all(f"font-family:{font}" in page for page in pages)
    assert [1] * 6 == [len(pdf.pages) for pdf in printed(*pages)]


@pytest.mark.parametrize("count", range(6))
def test_ordinary_plans_of_up_to_five_projects_fit(count):
    assert fits_one_page(plan_of(count))
    assert fits_one_page(english_plan_of(count), lang="en")


def test_a_long_word_counts_as_many_lines_as_it_takes():
    assert fits_one_page(plan_of(1, basic_policy="w" * 300))
    assert not fits_one_page(plan_of(1, basic_policy="w" * 4_000))


# What stands there.


def test_the_page_loads_nothing_and_runs_nothing():
    for lang in ("ja", "en"):
        html = plan_to_html(plan_of(5), lang=lang)

        assert None is re.search(r"<script|<link|<img|<iframe|\bsrc=|href=|url\(|@import", html)
        assert f'<html lang="{lang}">' in html
        assert "@page{size:A4 portrait;" in html


def test_the_items_are_the_three_of_the_ordinance_and_no_others():
    assert 3 == len(plan_sheet(plan_of(1)).headings)
    for lang in ("ja", "en"):
        html = plan_to_html(plan_of(1, references=[]), lang=lang)
        headings = re.findall("<h2[^>]*>(.*?)</h2>", html)
        rules = [rule.title.to(lang) for rule in PLAN_RULES.revisions[-1].rules]

        assert [f"{n} {rule}".lower() for n, rule in enumerate(rules, 1)] == [
            heading.replace("　", " ").replace(". ", " ").lower() for heading in headings
        ]


def test_the_page_says_all_that_the_plan_says():
    plan = plan_of(5)
    text = words(plan_to_html(plan))

    assert "団体名山口県萩市" in text
    assert "計画期間令和7年度～令和11年度" in text
    assert text.index(POLICY[:40]) < text.index(PROJECTS[0][1]) < text.index(EFFECTS[:40])
    for name, content, _, cost in PROJECTS:
        assert name in text
        assert content in text
        assert cost is None or f"{cost:,}" in text
    assert "重点計画 https://www.digital.go.jp/policies/priority-policy-program" in text
    assert "長の氏名" in text
    assert "令和　　　年　　　月　　　日" in text
    assert "素案。公式の様式ではありません" in text
    assert OFFICIAL.ja in text
    assert "chiho_digital" in text


def test_periods_of_whole_fiscal_years_are_written_in_era_years_and_others_in_days():
    rows = plan_sheet(plan_of(5)).rows

    assert ["令和7年10月1日\n～令和8年3月31日", "令和7年度", "令和8年度\n～令和9年度", "令和8年度"] == [
        row[2] for row in rows[:4]
    ]
    assert "2025-10-01\nto 2026-03-31" == plan_sheet(plan_of(1), lang="en").rows[0][2]
    assert "FY2025 to FY2029" == plan_sheet(plan_of(1), lang="en").period


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (None, None, "（未記入）"),
        (date(2025, 4, 1), None, "令和7年4月1日～（未記入）"),
        (None, date(2026, 3, 31), "（未記入）～令和8年3月31日"),
        (date(2019, 4, 1), date(2020, 3, 31), "令和元年度"),
        (date(2025, 4, 1), date(9999, 12, 31), "令和7年4月1日～令和7981年12月31日"),
    ],
)
def test_a_period_shows_what_is_missing(start, end, expected):
    assert expected == plan_sheet(plan_of(0, start=start, end=end)).period


def test_a_period_before_the_calendar_is_refused():
    with pytest.raises(InvalidDate):
        plan_to_html(plan_of(0, start=date(1800, 1, 1)))


def test_what_is_missing_is_said_not_dropped():
    text = words(plan_to_html(Plan(title="デジタル活用推進計画")))

    assert 4 == text.count("（未記入）")  # the period and the three items
    assert "団体名計画期間" in text
    assert "参考資料" not in text
    assert 3 == words(plan_to_html(plan_of(0, basic_policy=" \n", effects=None, start=None, end=None))).count(
        "（未記入）"
    )
    assert 4 == words(plan_to_html(Plan(title="x"), lang="en")).count("(not filled in)")
    row = plan_sheet(plan_with(start=None, end=None, content=None, cost=None)).rows[0]
    assert ("1", PROJECTS[0][0], "（未記入）", "未定", "（未記入）") == row


def test_no_projects_differ_from_projects_not_filled_in():
    assert "（事業なし）" in words(plan_to_html(plan_of(0)))
    assert "（事業なし）" not in words(plan_to_html(plan_of(0, projects=None)))


@pytest.mark.parametrize(
    ("costs", "ja", "en"),
    [
        ([10_000_000, 2_345_678], "12,345,678", "12,345,678"),
        ([10_000_000, None], "少なくとも 10,000,000", "at least 10,000,000"),
        ([0, None], "少なくとも 0", "at least 0"),
        ([0], "0", "0"),
        ([None, None], "未定", "unknown"),
    ],
)
def test_an_unknown_cost_is_never_zero(costs, ja, en):
    plan = plan_of(0, projects=[Project(name="x", cost=cost) for cost in costs])

    assert (ja, en) == (plan_sheet(plan).total, plan_sheet(plan, lang="en").total)
    assert ["未定" if cost is None else f"{cost:,}" for cost in costs] == [
        row[3] for row in plan_sheet(plan).rows
    ]


def test_the_cost_is_the_sum_of_the_expenses_where_it_is_not_given():
    expenses = [Expense(name="x", amount=5, category=Acquisition.INTRODUCE), Expense(name="y", amount=7)]
    sheet = plan_sheet(plan_with(cost=None, expenses=expenses))

    assert ("12", "12") == (sheet.rows[0][3], sheet.total)


def test_tax_and_scope_that_all_costs_share_stand_in_the_heading():
    sheet = plan_sheet(plan_with(tax_basis=TaxBasis.INCLUDED, cost_scope=CostScope.OWN_SHARE))

    assert "事業費（円、税込、自団体の負担分）" == sheet.columns[3]
    assert (None, "38,500,000") == (sheet.remark, sheet.rows[0][3])


def test_amounts_on_different_bases_are_told_apart_and_the_total_says_so():
    projects = [
        Project(name="x", cost=1, tax_basis=TaxBasis.INCLUDED),
        Project(name="y", cost=2, tax_basis=TaxBasis.EXCLUDED, cost_scope=CostScope.WHOLE_JOINT_PROJECT),
        Project(name="z", cost=3),
        Project(name="u", tax_basis=TaxBasis.INCLUDED),
    ]
    sheet = plan_sheet(plan_of(0, projects=projects))

    assert "事業費（円）" == sheet.columns[3]
    assert ["1\n税込", "2\n税抜\n共同事業の全体", "3", "未定"] == [row[3] for row in sheet.rows]
    assert message("bonds.plan_mixed_costs", {}, "ja") == sheet.remark
    assert sheet.remark in words(plan_to_html(plan_of(0, projects=projects)))


def test_everything_from_the_plan_is_escaped():
    nasty = "<script>alert('x')</script>&\"</style>"
    project = Project(name=nasty, content=nasty, cost=1)
    html = plan_to_html(
        plan_of(0, title=nasty, basic_policy=nasty, effects=nasty, references=[nasty], projects=[project])
    )

    assert "<script" not in html
    assert 1 == html.count("</style>")
    assert 7 == html.count("&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt;&amp;&quot;&lt;/style&gt;")


def test_the_title_says_what_kind_of_plan_it_is():
    assert None is plan_sheet(plan_of(0)).kind
    assert "デジタル活用推進計画" == plan_sheet(plan_of(0, title="萩市DX計画")).kind
    assert '<p class="kind">Digital-use promotion plan</p>' in plan_to_html(plan_of(0), lang="en")


@pytest.mark.parametrize(
    ("body", "ja", "en"),
    [
        ("350001", "山口県", "Yamaguchi"),
        ("131016", "東京都千代田区", "Chiyoda (special ward, Tokyo)"),
        (None, None, None),
    ],
)
def test_the_body_is_named_with_its_prefecture(body, ja, en):
    plan = plan_of(0, body=body)

    assert (ja, en) == (plan_sheet(plan).body, plan_sheet(plan, lang="en").body)
    assert (ja is None) == ('<span class="blank">' in plan_to_html(plan))


def test_a_code_that_nobody_bears_is_refused():
    with pytest.raises(UnknownCode):
        plan_to_html(plan_of(0, body="999997"))


# In Word.


def all_text(document):
    """Every text of a document, in its order, without spaces and lines to write on."""
    parts = [node.text for node in document.element.body.iter(qn("w:t"))]
    parts += [paragraph.text for paragraph in document.sections[0].footer.paragraphs]
    return re.sub(r"[\s＿]", "", "".join(parts))


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize(
    "plan",
    [
        plan_of(5),
        plan_of(30),
        plan_with(cost=None),
        plan_of(0, projects=[Project(name="x", cost=1, tax_basis=t) for t in TaxBasis]),
        Plan(title="x"),
    ],
)
def test_the_document_says_what_the_page_says(plan, lang):
    document = docx.Document(BytesIO(plan_to_docx(plan, lang=lang)))

    assert re.sub(r"\s", "", words(plan_to_html(plan, lang=lang))) == all_text(document)


def test_the_document_has_a_table_of_the_projects_with_borders():
    (table,) = docx.Document(BytesIO(plan_to_docx(plan_of(5)))).tables
    sheet = plan_sheet(plan_of(5))

    assert "Table Grid" == table.style.name
    assert [*sheet.columns] == [cell.text for cell in table.rows[0].cells]
    assert [list(row) for row in sheet.rows] == [
        [cell.text for cell in row.cells] for row in table.rows[1:-1]
    ]
    assert ["合計", "合計", "合計", "少なくとも 169,730,000", ""] == [
        cell.text for cell in table.rows[-1].cells
    ]
    assert 1 == sum(1 for _ in table._tbl.iter(qn("w:tblHeader")))


def test_the_document_is_a4_with_a_japanese_font_everywhere():
    document = docx.Document(BytesIO(plan_to_docx(plan_of(5))))
    section = document.sections[0]
    used = {paragraph.style.name for paragraph in document.paragraphs} | {"Footer"}

    assert (210, 297) == (round(section.page_width.mm), round(section.page_height.mm))
    assert all(abs(margin - Mm(18)) < Mm(0.1) for margin in (section.left_margin, section.right_margin))
    assert {"Normal", "Title", "Heading 1", "List Bullet"} < used
    for name in used:
        fonts = document.styles[name].element.rPr.rFonts
        assert {"游明朝"} == {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "eastAsia", "cs")}
        assert not [key for key in fonts.attrib if "heme" in key]
    assert ("萩市デジタル活用推進計画", "山口県萩市") == (
        document.core_properties.title,
        document.core_properties.author,
    )


def test_characters_that_no_document_can_hold_are_replaced():
    plan = plan_of(0, basic_policy="制御\x00文字\x0b\ufffe", title="題\x1f名")

    assert "制御\ufffd文字\n\ufffd" == plan_sheet(plan).policy
    assert "題\ufffd名" == docx.Document(BytesIO(plan_to_docx(plan))).core_properties.title


def test_without_python_docx_the_error_names_the_extra(monkeypatch):
    monkeypatch.setitem(sys.modules, "docx", None)

    with pytest.raises(MissingExtra) as caught:
        plan_to_docx(plan_of(1))

    assert 'pip install "chiho-digital[docx]"' in caught.value.message("en")
