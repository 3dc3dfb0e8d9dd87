"""The tables of the public dashboard, in its published definitions.

Source: 都道府県を中心とした地方自治体システムの共同調達に関するダッシュボード
https://digital.go.jp/resources/govdashboard/prefecture_local_government_system_joint_prefecture (primary).
No percentage, rate or ranking about municipalities, by intention of the dashboard.
"""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from chiho_digital.basics import Direction, Grade, Rounding, Source, Text
from chiho_digital.governments import get, prefectures
from chiho_digital.procurement import CaseIndex, CaseTables, size_of, summaries, to_tables
from chiho_digital.systems import AREAS, UNCLASSIFIED, area_of, kind_of

from .view import NO_DATA, View

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from chiho_digital.governments import Figures, Government
    from chiho_digital.procurement import Case, Size

    from .view import Cell

__all__ = [
    "OTHER",
    "POPULATION_ROUNDING",
    "by_area",
    "by_kind",
    "by_prefecture",
    "case_list",
    "cases_near",
    "kinds_cell",
    "list_view",
    "municipalities_cell",
    "places_cell",
    "population_cell",
    "shown_kinds",
]

_DASHBOARD = Source(
    Text(
        "都道府県を中心とした地方自治体システムの共同調達に関するダッシュボード",
        "Dashboard of joint procurement of local government systems led by prefectures",
    ),
    Grade.PRIMARY,
    url="https://digital.go.jp/resources/govdashboard/prefecture_local_government_system_joint_prefecture",
)
POPULATION_ROUNDING = Rounding(10_000, Direction.DOWN, _DASHBOARD)
"""人口規模 is rounded down to 10,000 residents."""

OTHER = Text("その他", "other")
"""What a kind with one case nationwide shows as."""
_KNOWN_SUM = Text(
    "参加自治体数は、数が分かる事例だけの延べ数です（都道府県・一部事務組合などは数えません）。",
    "Municipalities are summed over the cases whose count is known; prefectures and associations are not counted.",
)
_NO_CASES = Text(
    "データなしは「このファイルに事例がない」ことで、0件という意味ではありません。",
    "'no data' means that this file holds no case; it does not mean zero.",
)
_HEADINGS = (
    Text("事例数", "cases"),
    Text("うち参加自治体数が分かる事例", "of these with a known count"),
    Text("参加自治体数（延べ）", "municipalities (summed)"),
)


def _rows(frame: Any) -> list[dict[str, Any]]:
    import narwhals as nw

    return list(nw.from_native(frame, eager_only=True).iter_rows(named=True))


def _counts(row: Mapping[str, Any]) -> tuple[int, int, int | None]:
    return row["cases"], row["cases_with_count"], row["municipalities"]


def _tables(cases: Iterable[Case] | CaseTables, population: Figures) -> CaseTables:
    """The cases as tables; tables are taken as they are."""
    return cases if isinstance(cases, CaseTables) else to_tables(cases, population=population)


def _total(tables: CaseTables) -> tuple[Cell, ...]:
    import narwhals as nw

    counts = nw.from_native(tables.cases, eager_only=True)["municipalities"].to_list()
    known = [int(count) for count in counts if count is not None]
    return (Text("合計", "total"), len(counts), len(known), sum(known) if known else None)


def by_prefecture(cases: Iterable[Case] | CaseTables, *, population: Figures) -> View:
    """Cases for each of the 47 prefectures (都道府県別); a case of several counts once in each and once in the total.

    cases: cases, or tables made of them before, whose figures then count.
    """
    tables = _tables(cases, population)
    counted = {
        row["prefecture_code"]: _counts(row)
        for row in _rows(summaries.count_by(tables.by_prefecture, "prefecture_code"))
    }
    rows: list[tuple[Cell, ...]] = [
        (Text(p.name, p.romaji or p.name), *counted.get(p.code, (None, None, None))) for p in prefectures()
    ]
    several = Text(
        "複数の都道府県にまたがる事例は各都道府県と合計で1件ずつ数え、内訳の分からない参加自治体数は都道府県別に含めません。",
        "A case of several prefectures counts once in each and once in the total; its municipalities are left out of the "
        "prefectures where the parts are not known.",
    )
    return View(
        Text("都道府県別の共同調達", "Joint procurements by prefecture"),
        (Text("都道府県", "prefecture"), *_HEADINGS),
        (*rows, _total(tables)),
        (_KNOWN_SUM, _NO_CASES, several),
    )


def shown_kinds(cases: Iterable[Case] | CaseTables) -> dict[str, Text]:
    """What each kind (id) shows as: its own name where two or more cases have it, その他 where one does."""
    if isinstance(cases, CaseTables):
        import narwhals as nw

        counted = nw.from_native(cases.by_kind, eager_only=True).group_by("kind").agg(nw.len().alias("cases"))
        number = Counter({str(kind): int(many) for kind, many in counted.sort("kind").iter_rows()})
    else:
        number = Counter(kind for case in cases for kind in {kind_of(s).id: None for s in case.kinds})
    labels = {kind: kind_of(kind) for kind in number}
    return {kind: labels[kind].label if number[kind] > 1 else OTHER for kind in labels}


def _relabelled(tables: CaseTables, labels: Mapping[str, str]) -> list[dict[str, Any]]:
    """Counts of cases by a label of their kinds; a case whose kinds share a label counts once in it."""
    import narwhals as nw

    kinds = nw.from_native(tables.by_kind, eager_only=True)
    if not len(kinds):
        return []
    shown = kinds.with_columns(
        nw.col("kind").replace_strict(list(labels), list(labels.values()), return_dtype=nw.String())
    )
    return _rows(summaries.count_by(shown.to_native(), "kind"))


def by_kind(cases: Iterable[Case] | CaseTables, *, population: Figures) -> View:
    """Cases for each kind of system (システムの種類別); kinds with one case nationwide are その他, which stands last.

    cases: as in `by_prefecture`.
    """
    tables = _tables(cases, population)
    shown = shown_kinds(tables)
    texts = {text.ja: text for text in shown.values()}
    counted = _relabelled(tables, {kind: text.ja for kind, text in shown.items()})
    counted.sort(key=lambda row: (row["kind"] == OTHER.ja, -row["cases"], row["kind"]))
    rows: list[tuple[Cell, ...]] = [(texts[row["kind"]], *_counts(row)) for row in counted]
    several = Text(
        "複数の種類を含む事例は各種類と合計で1件ずつ数えます。全国で1件の種類は「その他」です。種類の名寄せは本ライブラリの対応表によります。",
        "A case of several kinds counts once in each and once in the total. Kinds with one case nationwide are 'other'. "
        "Spellings are folded by this library's mapping.",
    )
    return View(
        Text("システムの種類別の共同調達", "Joint procurements by kind of system"),
        (Text("種類", "kind"), *_HEADINGS),
        (*rows, _total(tables)),
        (_KNOWN_SUM, several),
    )


def by_area(
    cases: Iterable[Case] | CaseTables,
    *,
    population: Figures,
    areas: Mapping[str, str] | None = None,
    areas_label: Text | None = None,
) -> View:
    """Cases for each area (分野別) by a mapping of kinds (ids) to areas; without one, or for other kinds, 未分類.

    The published mapping is not known; `systems.areas_ours()` is ours. `areas_label` says whose the mapping is.
    cases: as in `by_prefecture`.
    """
    tables = _tables(cases, population)
    labels = {kind: area_of(kind, areas) for kind in shown_kinds(tables)}
    counted = {row["kind"]: row for row in _relabelled(tables, labels)}
    order = sorted(counted, key=lambda area: (area == UNCLASSIFIED, [*AREAS, area].index(area), area))
    rows: list[tuple[Cell, ...]] = [
        (AREAS.get(area, Text(area, area)), *_counts(counted[area])) for area in order
    ]
    whose = areas_label or Text(
        "種類と分野の対応は公表されていないため、対応表が与えられないものは未分類です。",
        "Which kind falls in which area is not published; kinds without a mapping are unclassified.",
    )
    return View(
        Text("分野別の共同調達", "Joint procurements by area"),
        (Text("分野", "area"), *_HEADINGS),
        (*rows, _total(tables)),
        (_KNOWN_SUM, whose),
    )


def municipalities_cell(size: Size) -> Cell:
    """参加自治体数 as a cell; where it is not known, what is named or counted at least."""
    if size.municipalities is None and size.at_least:
        return Text(f"{NO_DATA.ja}（{size.at_least}以上）", f"{NO_DATA.en} (at least {size.at_least})")
    return size.municipalities


def population_cell(size: Size) -> Cell:
    """人口規模 as a cell, rounded down; where a participant is not known, what it is at least."""
    if size.population is not None:
        return POPULATION_ROUNDING.apply(size.population)
    if size.population_at_least is None:
        return None
    least = POPULATION_ROUNDING.apply(Fraction(size.population_at_least))
    return Text(f"{NO_DATA.ja}（{least:,}以上）", f"{NO_DATA.en} (at least {least:,})")


def kinds_cell(spellings: Iterable[str]) -> Text:
    """The names of kinds of system, each once."""
    kinds = list(dict.fromkeys(kind_of(spelling) for spelling in spellings))
    return Text("、".join(k.label.ja for k in kinds), ", ".join(k.label.en for k in kinds))


def places_cell(codes: Iterable[str]) -> Text:
    """The names of prefectures."""
    bodies = [get(code) for code in codes]
    return Text("、".join(b.name for b in bodies), ", ".join(b.romaji or b.name for b in bodies))


def list_view(cases: Iterable[tuple[str, Iterable[str], Iterable[str], Size]], population: Figures) -> View:
    """The list of cases, from the id, the prefectures, the kinds and the size of each."""
    rows: list[tuple[Cell, ...]] = [
        (one, places_cell(codes), kinds_cell(kinds), municipalities_cell(size), population_cell(size))
        for one, codes, kinds, size in cases
    ]
    return View(
        Text("共同調達の事例", "Joint procurements"),
        (
            Text("事例", "case"),
            Text("都道府県", "prefecture"),
            Text("種類", "kind"),
            Text("参加自治体数", "municipalities"),
            Text("人口規模（人）", "population (residents)"),
        ),
        tuple(rows),
        (_population_note(population),),
    )


def case_list(cases: Iterable[Case], *, population: Figures) -> View:
    """Every case with its size (事例一覧), in the order given."""
    listed = ((case.id, case.prefectures, case.kinds, size_of(case, population)) for case in cases)
    return list_view(listed, population)


def _population_note(population: Figures) -> Text:
    return Text(
        f"人口規模は参加自治体がすべて分かる事例だけの合計で、1万人未満を切り捨てています。{population.what.ja}による。",
        "Population is summed only where every participating municipality is known, rounded down to 10,000; "
        f"{population.what.en}.",
    )


def cases_near(body: Government, cases: Iterable[Case], *, population: Figures, n: int = 10) -> View:
    """The cases in which the bodies nearest to a municipality in population take part, nearest first; its own before all.

    As `procurement.cases_like` finds them: a case stands under its nearest participant that is known by name.

    Raises:
        LookupError: the population of the body is unknown.
    """
    like = CaseIndex.of(cases, figures={"population": population}).like(body, n=n)
    placed = [(body, own.case) for own in like.own]
    placed += [(get(code), one.case) for one in like.nearest if (code := one.nearest.code)]
    rows: list[tuple[Cell, ...]] = [
        (
            one.title,
            _whole(population.value(one)),
            case.id,
            kinds_cell(case.kinds),
            municipalities_cell(size_of(case, population)),
        )
        for one, case in placed
    ]
    own = population.value(body)
    shown = "" if own is None else f"{int(own):,}"
    return View(
        Text(
            f"{body.full_name}（人口{shown}人）に規模が近い団体の事例",
            f"Cases of bodies near to {body.title.en} in size (population {shown})",
        ),
        (
            Text("団体", "body"),
            Text("人口（人）", "population"),
            Text("事例", "case"),
            Text("種類", "kind"),
            Text("参加自治体数", "municipalities"),
        ),
        tuple(rows[:n]),
        (Text(f"{population.what.ja}による。", f"By {population.what.en}."),),
    )


def _whole(value: int | Fraction | None) -> int | None:
    return None if value is None else int(value)
