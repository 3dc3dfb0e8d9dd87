"""The plan (デジタル活用推進計画) as a sheet to sign: what stands on it, whether it fits one page, and the page as HTML."""

from __future__ import annotations

import re
import unicodedata
from html import escape
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from chiho_digital._version import __version__
from chiho_digital.basics import ERAS, FiscalYear, Text, era_date, message
from chiho_digital.governments import get
from chiho_digital.rules import OFFICIAL

from .rules import PLAN_RULES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from chiho_digital.basics import Lang

    from .records import Plan, Project

__all__ = [
    "COLUMN_WIDTHS",
    "MARGINS",
    "PLAN_STYLES",
    "SIDE",
    "PlanSheet",
    "fits_one_page",
    "measures",
    "plan_sheet",
    "plan_to_html",
]

_MISSING = Text("（未記入）", "(not filled in)")
_UNDECIDED = Text("未定", "unknown")
_NO_PROJECTS = Text("（事業なし）", "(no projects)")
_TOTAL = Text("合計", "Total")
_REFERENCES = Text("参考資料", "Reference material")
_YEN = Text("円", "yen")
_COST = Text("事業費", "Cost")
_PERIOD = Text("期間", "Period")
_COLUMNS = (Text("番号", "No."), Text("事業名", "Project"), _PERIOD, _COST, Text("内容", "Content"))
_LABELS = (Text("団体名", "Local government"), Text("計画期間", "Period of the plan"))
_DATE = Text("日付", "Date")
_HEAD = Text("長の氏名", "Name of the head")
_SEAL = Text("印", "seal")

MARGINS = (15, 18)
"""Margins of the sheet in mm: above and below, left and right."""
COLUMN_WIDTHS = (10, 36, 31, 27, 70)
"""Widths of the columns of the table of projects, in mm: all the width between the margins."""
SIDE = 1.1
"""What stays free on either side of the text of a cell, in mm."""
_WIDTH, _HEIGHT = 210 - 2 * MARGINS[1], 297 - 2 * MARGINS[0]
_SPARE = 3  # mm that stay free, for the rounding of browsers and printers
_SCALES = (1.0, 0.94, 0.88)  # from the largest print; the smallest sets the table in 8.4 points
_MEASURES = {
    "text": 3.7,
    "line": 5.9,
    "small": 3.35,
    "small-line": 4.7,
    "title": 6.2,
    "title-line": 9.0,
    "fine": 2.7,
    "fine-line": 3.8,
    "gap": 3.0,
    "pad": 0.9,
    "sign-line": 9.5,
}
_RULE = 0.3  # mm of a ruled line


@frozen
class PlanSheet:
    """What stands on the sheet of a plan, in one language (計画の紙面). Strictly read-only.

    kind: デジタル活用推進計画, where the title does not say so.
    body: the local government; None leaves a blank to fill in.
    headings: of the three items of the ordinance.
    rows: number, name, period, cost and content of each project; empty where `no_rows` says why there are none.
    total: what the projects cost in all.
    remark: what the reader of the total must know.
    too_long: that the plan does not fit one page; None where it does.
    scale: the size of the print, 1 at its largest.
    """

    lang: Lang
    kind: str | None
    title: str
    body: str | None
    period: str
    headings: tuple[str, ...]
    policy: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    no_rows: str
    total: str
    remark: str | None
    effects: str
    references: tuple[str, ...]
    footer: str
    too_long: str | None = None
    scale: float = 1.0

    @property
    def labels(self) -> tuple[str, str]:
        """What stands before the local government and before the plan's period."""
        return _LABELS[0].to(self.lang), _LABELS[1].to(self.lang)

    @property
    def total_label(self) -> str:
        """What stands before the total."""
        return _TOTAL.to(self.lang)

    @property
    def references_heading(self) -> str:
        """The heading over the reference material."""
        return _REFERENCES.to(self.lang)

    @property
    def signature(self) -> tuple[tuple[str, str], ...]:
        """The lines to sign: label and what stands there already."""
        day = f"{ERAS[0].name}　　　年　　　月　　　日" if self.lang == "ja" else ""
        return (
            ("" if day else _DATE.to(self.lang), day),
            (self.labels[0], self.body or ""),
            (_HEAD.to(self.lang), ""),
        )

    @property
    def seal(self) -> str:
        """What stands where the seal goes."""
        return _SEAL.to(self.lang)

    def to_html(self) -> str:
        """The sheet as the `main` element of a page of HTML, without any style of its own: that of `PLAN_STYLES`."""
        return _main(self)


def plan_sheet(plan: Plan, *, lang: Lang = "ja") -> PlanSheet:
    """What stands on the sheet of a plan, in the largest print with which it fits one page.

    Raises:
        InvalidValue: a date lies before the Gregorian calendar or the fiscal years of Japan.
        UnknownCode: no local government bears the plan's code today.
    """
    kind = PLAN_RULES.title.to(lang)
    title = _clean(plan.title) or _MISSING.to(lang)
    projects = plan.projects or ()
    shared, basis = _bases(projects, lang)
    words = [heading.to(lang) for heading in _COLUMNS]
    brackets = "（{}）" if lang == "ja" else " ({})"
    unit = ("、" if lang == "ja" else ", ").join([_YEN.to(lang), *shared])
    words[3] += brackets.format(unit)
    number = "{}　{}" if lang == "ja" else "{}. {}"
    items = [rule.title.to(lang) for rule in PLAN_RULES.revisions[-1].rules]
    sheet = PlanSheet(
        lang=lang,
        kind=None if kind in title else kind[:1].upper() + kind[1:],
        title=title,
        body=None if plan.body is None else get(plan.body).title.to(lang),
        period=_period(plan.start, plan.end, lang),
        headings=tuple(number.format(n, item[:1].upper() + item[1:]) for n, item in enumerate(items, 1)),
        policy=_stated(plan.basic_policy, lang),
        columns=tuple(words),
        rows=tuple(
            (
                str(place),
                _stated(project.name, lang),
                _period(project.start, project.end, lang, break_at="\n"),
                _cost(project, lang) + basis.get(place, ""),
                _stated(project.content, lang),
            )
            for place, project in enumerate(projects, 1)
        ),
        no_rows=(_MISSING if plan.projects is None else _NO_PROJECTS).to(lang),
        total=_total(projects, lang),
        remark=message("bonds.plan_mixed_costs", {}, lang) if basis else None,
        effects=_stated(plan.effects, lang),
        references=tuple(filter(None, map(_clean, plan.references))),
        footer=message(
            "bonds.plan_draft",
            {
                "texts": tuple(revision.title for revision in PLAN_RULES.revisions),
                "official": OFFICIAL,
                "version": f"chiho_digital {__version__}",
            },
            lang,
        ),
    )
    return _fitted(sheet)


def fits_one_page(plan: Plan, *, lang: Lang = "ja") -> bool:
    """Whether the plan fits one A4 page, in print of at least 8.4 points.

    An estimate by counting lines; it errs on the side of "no".

    Raises:
        InvalidValue, UnknownCode: as `plan_sheet`.
    """
    return plan_sheet(plan, lang=lang).too_long is None


def plan_to_html(plan: Plan, *, lang: Lang = "ja") -> str:
    """The plan as a page of its own, without scripts or anything to load, that prints on A4.

    What is unknown stands there as （未記入）, a cost as 未定. A plan that does not fit one page says so at its top.

    Raises:
        InvalidValue, UnknownCode: as `plan_sheet`.
    """
    sheet = plan_sheet(plan, lang=lang)
    return f"""<!DOCTYPE html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(sheet.title)}</title>
<style>
{PLAN_STYLES}
</style>
</head>
<body>
{sheet.to_html()}
</body>
</html>
"""


def _main(sheet: PlanSheet) -> str:
    blank = '<span class="blank"></span>'
    facts = zip(sheet.labels, (sheet.body, sheet.period), strict=True)
    first, second, third = sheet.headings
    parts = [
        f'<p class="too-long" role="note">{escape(sheet.too_long)}</p>' if sheet.too_long else "",
        f'<p class="kind">{escape(sheet.kind)}</p>' if sheet.kind else "",
        f"<h1>{_lined(sheet.title)}</h1>",
        "<dl>"
        + "".join(f"<div><dt>{escape(k)}</dt><dd>{_lined(v) if v else blank}</dd></div>" for k, v in facts)
        + "</dl>",
        f"<h2>{escape(first)}</h2>",
        _paragraphs(sheet.policy),
        f'<h2 id="projects">{escape(second)}</h2>',
        _table(sheet) if sheet.rows else _paragraphs(sheet.no_rows),
        f'<p class="remark">{escape(sheet.remark)}</p>' if sheet.remark else "",
        f"<h2>{escape(third)}</h2>",
        _paragraphs(sheet.effects),
        _reference_list(sheet),
        _signature(sheet),
        f"<footer>{escape(sheet.footer)}</footer>",
    ]
    body = "\n".join(filter(None, parts))
    classes = _size(sheet.scale) if sheet.too_long else f"{_size(sheet.scale)} one-page"
    return f'<main class="{classes}">\n{body}\n</main>'


def _size(scale: float) -> str:
    """The class of a sheet in print of a scale."""
    return f"size-{round(scale * 100)}"


def measures(scale: float) -> Mapping[str, float]:
    """Sizes of print, heights of lines and gaps at a scale, in mm."""
    return {name: size * scale for name, size in _MEASURES.items()}


# What stands there.

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _clean(text: str) -> str:
    """The text without blank lines and loose space; characters that neither HTML nor Word knows become U+FFFD."""
    lines = (re.sub("[ \t]+", " ", line).strip() for line in text.splitlines())
    return _NOT_XML.sub("\ufffd", "\n".join(filter(None, lines)))


def _stated(text: str | None, lang: Lang) -> str:
    return _clean(text or "") or _MISSING.to(lang)


def _period(start: date | None, end: date | None, lang: Lang, *, break_at: str = "") -> str:
    """A period in fiscal years where it is made of whole ones, else in days."""
    if start is None and end is None:
        return _MISSING.to(lang)
    if start and end and (start.month, start.day, end.month, end.day) == (4, 1, 3, 31):
        years = FiscalYear(start.year), FiscalYear(end.year - 1)
        first, last = (year.era if lang == "ja" else str(year) for year in years)
        if years[0] == years[1]:
            return first
    else:
        first, last = (_day(day, lang) for day in (start, end))
    return f"{first}{break_at}～{last}" if lang == "ja" else f"{first}{break_at or ' '}to {last}"


def _day(day: date | None, lang: Lang) -> str:
    if day is None:
        return _MISSING.to(lang)
    return era_date(day) if lang == "ja" else day.isoformat()


def _cost(project: Project, lang: Lang) -> str:
    return _UNDECIDED.to(lang) if project.total_cost is None else f"{project.total_cost:,}"


def _total(projects: Iterable[Project], lang: Lang) -> str:
    costs = [project.total_cost for project in projects]
    known = [cost for cost in costs if cost is not None]
    if not known:
        return _UNDECIDED.to(lang)
    total = f"{sum(known):,}"
    return total if len(known) == len(costs) else message("bonds.plan_at_least", {"value": total}, lang)


def _bases(projects: Iterable[Project], lang: Lang) -> tuple[list[str], dict[int, str]]:
    """What is known of tax and scope of the costs: once, where all share it; else by number of the project."""
    found = {
        place: [basis.label.to(lang) for basis in (project.tax_basis, project.cost_scope) if basis]
        for place, project in enumerate(projects, 1)
        if project.total_cost is not None
    }
    kinds = list(found.values())
    if all(kind == kinds[0] for kind in kinds):
        return (kinds[0] if kinds else []), {}
    return [], {place: "".join(f"\n{label}" for label in labels) for place, labels in found.items()}


# Whether it fits: where a line may break here every browser may break it, and no letter is wider than it counts here.

_SMALL = "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ"
_PLAIN = "ぁ-ゖァ-ヺ\u3400-\u4dbf\u4e00-\u9fff０-９Ａ-Ｚａ-ｚ"
_ENDS, _OPENS = "、。」』）】〉》〕］ー々・", "「『（【〈《〔［"
_BREAK = re.compile(
    rf"(?<=[{_PLAIN}{_ENDS}])(?=[{_PLAIN}{_OPENS}])(?![{_SMALL}])"
    rf"|(?<=[{_PLAIN}{_ENDS}])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9])(?=[{_PLAIN}])(?![{_SMALL}])"
    rf"|(?<=[A-Za-z0-9.,;:!?)%{_PLAIN}{_ENDS}] )(?=[A-Za-z0-9{_PLAIN}])(?![{_SMALL}])"
)
# The widest of Noto Serif, Noto Sans, DejaVu Serif, DejaVu Sans and Liberation Serif.
_LATIN = (
    (0.35, " ',.:;ij|"),
    (0.42, "!()-/[\\]flt"),
    (0.5, '"*Ir'),
    (0.6, "?J_csvxyz"),
    (0.66, "$0123456789`adegkoq{}"),
    (0.8, "ABCEFGKLPRSTVXYZbhnpu"),
    (0.9, "#&+<=>DHNOQU^w~"),
)
_ADVANCES = {sign: width for width, signs in _LATIN for sign in signs}


def _advance(sign: str) -> float:
    """The width of a character in widths of a full one: at least what fonts in use give it."""
    if sign.isascii():
        return _ADVANCES.get(sign, 1.1)
    width = unicodedata.east_asian_width(sign)
    if width == "H":
        return 0.6
    if width in "WF":
        return 1.5 if unicodedata.category(sign).startswith("S") else 1.0
    if width == "A" or sign < "\u0250":
        return 1.1
    return 3.0 * len(unicodedata.normalize("NFKC", sign))


def _lines(text: str, width: float, size: float, *, indent: float = 0, spacing: float = 0) -> int:
    """How many lines a text takes in a width, in print of a size, both in mm; indent and spacing in characters."""
    room = width / size
    count = 0
    for paragraph in text.split("\n"):
        count, used, before = count + 1, indent, ""
        for piece in _BREAK.split(paragraph):
            # Browsers part Japanese from Latin letters by an eighth of a character.
            gap = 0.2 if before and before.isascii() != piece[:1].isascii() else 0.0
            advances = [_advance(sign) + spacing for sign in piece]
            if used + gap + sum(advances) > room:
                count, used, gap = count + 1, 0.0, 0.0
            used += gap
            for advance in advances:
                if used + advance > room:
                    count, used = count + 1, 0.0
                used += advance
            before = piece[-1:]
    return count


def _fitted(sheet: PlanSheet) -> PlanSheet:
    for scale in _SCALES:
        if _height(sheet, measures(scale)) <= _HEIGHT - _SPARE:
            return evolve(sheet, scale=scale)
    return evolve(sheet, too_long=message("bonds.plan_too_long", {}, sheet.lang))


def _height(sheet: PlanSheet, sizes: Mapping[str, float]) -> float:
    """The height of the sheet in mm, piece by piece as the style sheet sets it."""

    def lines(text: str | None, kind: str = "text", line: str = "line", *, width: float = _WIDTH) -> float:
        return _lines(text, width, sizes[kind]) * sizes[line] if text else 0.0

    def paragraphs(text: str) -> float:
        return _lines(text, _WIDTH, sizes["text"], indent=1) * sizes["line"]

    gap, pad = sizes["gap"], sizes["pad"]
    facts = [
        f"{label}　{value or _BLANK}"
        for label, value in zip(sheet.labels, (sheet.body, sheet.period), strict=True)
    ]
    beside = _lines(facts[0] + "　　" + facts[1], _WIDTH, sizes["text"]) == 1
    head = [
        lines(sheet.kind, "small", "small-line"),
        _lines(sheet.title, _WIDTH, sizes["title"], spacing=_SPACING + _BOLDER) * sizes["title-line"] + gap,
        sizes["line"] if beside else sum(map(lines, facts)),
    ]
    items = [lines(heading) + gap * 1.3 for heading in sheet.headings]
    texts = [paragraphs(sheet.policy), paragraphs(sheet.effects)]
    if sheet.rows:
        total = (sheet.total_label, sheet.total)
        across = sum(COLUMN_WIDTHS[:3]), COLUMN_WIDTHS[3]
        rows = [(row, COLUMN_WIDTHS) for row in (sheet.columns, *sheet.rows)] + [(total, across)]
        texts += [
            max(
                lines(cell, "small", "small-line", width=width - 2 * SIDE - _RULE)
                for cell, width in zip(cells, widths, strict=True)
            )
            + 2 * pad
            + _RULE
            for cells, widths in rows
        ]
        texts.append(_RULE)
    else:
        texts.append(paragraphs(sheet.no_rows))
    texts.append(lines(sheet.remark, "small", "small-line"))
    if sheet.references:
        items.append(lines(sheet.references_heading) + gap * 1.3)
        width = _WIDTH - 2 * sizes["small"]
        texts += [lines(reference, "small", "small-line", width=width) for reference in sheet.references]
    signed_width = _SIGNED - int(_LABEL_WIDTHS.to(sheet.lang)) - _SEAL_WIDTH
    signed = [
        _lines(value or _BLANK, signed_width, sizes["text"]) * sizes["sign-line"]
        for _, value in sheet.signature
    ]
    foot = [lines(sheet.footer, "fine", "fine-line") + pad + gap + _RULE]
    return sum([*head, *items, *texts, gap, *signed, *foot])


# How it is written.


def _lined(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _paragraphs(text: str) -> str:
    return "\n".join(f"<p>{escape(paragraph)}</p>" for paragraph in text.split("\n"))


def _table(sheet: PlanSheet) -> str:
    heads = "".join(f'<th scope="col">{_lined(column)}</th>' for column in sheet.columns)
    columns = "".join(f'<col class="w{at}">' for at in range(len(COLUMN_WIDTHS)))
    rows = "\n".join(
        "<tr>" + "".join(f'<td class="c{at}">{_lined(cell)}</td>' for at, cell in enumerate(row)) + "</tr>"
        for row in sheet.rows
    )
    return f"""<table aria-labelledby="projects">
<colgroup>{columns}</colgroup>
<thead><tr>{heads}</tr></thead>
<tbody>
{rows}
<tr class="total"><th scope="row" colspan="3">{escape(sheet.total_label)}</th><td class="c3">{escape(sheet.total)}</td><td></td></tr>
</tbody>
</table>"""


def _reference_list(sheet: PlanSheet) -> str:
    if not sheet.references:
        return ""
    items = "\n".join(f"<li>{_lined(reference)}</li>" for reference in sheet.references)
    return f"<h2>{escape(sheet.references_heading)}</h2>\n<ul>\n{items}\n</ul>"


def _signature(sheet: PlanSheet) -> str:
    seals = ("", "", f'<span class="seal">{escape(sheet.seal)}</span>')
    rows = "\n".join(
        f'<div><dt>{escape(label)}</dt><dd class="{"given" if value else "to-fill"}">{escape(value)}{seal}</dd></div>'
        for (label, value), seal in zip(sheet.signature, seals, strict=True)
    )
    return f'<dl class="signature">\n{rows}\n</dl>'


_BLANK = "　" * 14
_SIGNED = 110  # mm: the lines of the signature, with their labels
_LABEL_WIDTHS = Text("24", "38")
_SEAL_WIDTH = 12
_SPACING = 0.1  # of a character, between those of the title
_BOLDER = 0.1  # of a character, by which bold ones may be wider
_SIZES = "\n".join(
    f".{_size(scale)}{{{';'.join(f'--{name}:{size:.3f}mm' for name, size in measures(scale).items())}}}"
    for scale in _SCALES
)
_COLUMNS_CSS = "\n".join(f".w{at}{{width:{width}mm}}" for at, width in enumerate(COLUMN_WIDTHS))
PLAN_STYLES = f"""@page{{size:A4 portrait;margin:{MARGINS[0]}mm {MARGINS[1]}mm}}
*{{box-sizing:border-box}}
html{{-webkit-text-size-adjust:none;text-size-adjust:none}}
body{{margin:0;color:#000;background:#fff;font-family:"Noto Serif CJK JP","Noto Serif JP","Yu Mincho","YuMincho",
"Hiragino Mincho ProN",serif;font-variant-numeric:tabular-nums;line-break:strict;overflow-wrap:anywhere;hyphens:manual}}
{_SIZES}
{_COLUMNS_CSS}
main{{max-width:{_WIDTH}mm;margin:0 auto;font-size:var(--text);line-height:var(--line)}}
h1{{margin:0 0 var(--gap);text-align:center;font-size:var(--title);line-height:var(--title-line);font-weight:700;
letter-spacing:{_SPACING}em}}
:lang(en) h1{{letter-spacing:0}}
dl{{margin:0;display:flex;flex-wrap:wrap;justify-content:space-between}}
dl div{{display:flex;max-width:100%}}
dt{{flex:none;margin-right:1em}}
dd{{margin:0}}
.blank{{display:inline-block;width:14em;border-bottom:.2mm solid #333}}
h2{{margin:var(--gap) 0 calc(.3*var(--gap));font-size:var(--text);line-height:var(--line);font-weight:700;break-after:avoid}}
p{{margin:0;text-align:justify;text-indent:1em}}
:lang(en) p{{text-indent:0;text-align:left}}
p.too-long{{margin:0 0 var(--gap);padding:var(--pad) 3mm;border:.5mm solid #000;text-indent:0;font-weight:700}}
p.kind{{text-align:center;text-indent:0;font-size:var(--small);line-height:var(--small-line)}}
table{{width:100%;table-layout:fixed;border-collapse:collapse;font-size:var(--small);line-height:var(--small-line)}}
th,td{{padding:var(--pad) {SIDE}mm;border:.2mm solid #333;vertical-align:top;text-align:left}}
thead th{{text-align:center;font-weight:400;background:#f0f0f0}}
tr,li,.signature{{break-inside:avoid}}
.c0{{text-align:center}}
.c3{{text-align:right}}
.c4{{text-align:justify}}
:lang(en) .c4{{text-align:left}}
.total th{{text-align:center;font-weight:400}}
p.remark,ul{{font-size:var(--small);line-height:var(--small-line)}}
p.remark{{text-indent:0}}
ul{{margin:0;padding-left:2em}}
.signature{{display:block;width:{_SIGNED}mm;max-width:100%;margin:0 0 0 auto;padding-top:var(--gap)}}
.signature div{{position:relative;line-height:var(--sign-line)}}
.signature dt{{width:{_LABEL_WIDTHS.ja}mm;margin:0;white-space:nowrap}}
:lang(en) .signature dt{{width:{_LABEL_WIDTHS.en}mm}}
.signature dd{{flex:1;min-height:var(--sign-line);padding-right:{_SEAL_WIDTH}mm}}
.signature .to-fill{{border-bottom:.2mm solid #333}}
.seal{{position:absolute;right:1mm;top:calc(.5*var(--sign-line) - 3.2mm);width:6.4mm;height:6.4mm;border:.2mm dashed #333;
border-radius:50%;text-align:center;font-size:2.7mm;line-height:6mm}}
footer{{margin-top:var(--gap);padding-top:var(--pad);border-top:.2mm solid #333;font-size:var(--fine);
line-height:var(--fine-line)}}
.one-page{{display:flex;flex-direction:column;min-height:{_HEIGHT - _SPARE}mm}}
.one-page .signature{{margin-top:auto}}
@media screen{{body{{background:#e8e8e8}}main{{box-sizing:content-box;margin:6mm auto;padding:{MARGINS[0]}mm {MARGINS[1]}mm;
background:#fff;box-shadow:0 .5mm 3mm #0004}}}}"""
"""The style sheet of sheets of every size of print: of the page as a whole, A4, without anything to load."""
