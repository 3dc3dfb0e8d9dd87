"""Other money a body may think of for the same project: which schemes are thinkable, and what is unknown about each.

Nothing here ranks the schemes: the sources support no ranking. "Thinkable" means that nothing that was read speaks
against it; every scheme has requirements of its own that were not read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from chiho_digital._version import __version__
from chiho_digital.basics import FiscalYear, Grade, Lang, Source, Text, message
from chiho_digital.rules import OFFICIAL, Condition, Fact, Facts, UnknownLaw, all_of, any_of, fact, value_of

from .facts import ProjectFacts
from .rules import PARAMETERS

if TYPE_CHECKING:
    from .records import Project

__all__ = ["OtherMoney", "OtherMoneyFacts", "Scheme", "other_money"]


class OtherMoneyFacts(Facts):
    """What the other schemes depend on, as far as it was read (ほかの財源を考えるための事実)."""

    fiscal_year: Fact[FiscalYear] = ProjectFacts.fiscal_year
    jointly_procured: Fact[bool] = ProjectFacts.jointly_procured
    depopulated_area: Fact[bool] = fact(
        bool,
        Text("過疎地域", "depopulated area"),
        Text(
            "過疎地域（過疎法の公示を受けた地域）での事業ですか。",
            "Is the project in a depopulated area under the Act?",
        ),
    )
    remote_area: Fact[bool] = fact(
        bool,
        Text("辺地", "remote area"),
        Text("辺地での事業ですか。", "Is the project in a remote area (辺地)?"),
    )
    disaster_prevention: Fact[bool] = fact(
        bool,
        Text("防災・減災", "disaster prevention"),
        Text("緊急の防災・減災のための事業ですか。", "Is it for urgent disaster prevention or reduction?"),
    )
    standardisation: Fact[bool] = fact(
        bool,
        Text("標準化", "standardisation"),
        Text("標準準拠システムへの移行の事業ですか。", "Is it a migration to standardised systems?"),
    )
    own_enterprise: Fact[bool] = fact(
        bool,
        Text("自団体の公営企業の経費", "cost of the body's own public enterprise"),
        Text("自団体の公営企業のICTの経費ですか。", "Is it an ICT cost of the body's own public enterprise?"),
    )


@frozen
class Scheme:
    """One scheme (財源). Strictly read-only.

    ratio, support: what was read of its financing ratio and its support. condition: what was read of who may use it.
    unknown: what no source that was read says.
    """

    id: str
    title: Text
    ratio: Text
    support: Text
    condition: Condition
    sources: tuple[Source, ...]
    unknown: tuple[Text, ...]

    @property
    def grade(self) -> Grade:
        """The weakest grade among its sources."""
        return Grade.weakest(*(source.grade for source in self.sources))


@frozen
class OtherMoney:
    """What one scheme means for one project. Strictly read-only.

    thinkable: False where a known condition is not met, True where all known ones are, None where that is unknown.
    missing: the unknown facts its known conditions ask.
    """

    scheme: Scheme
    thinkable: bool | None
    missing: tuple[str, ...]

    @property
    def official(self) -> Text:
        """That it is no official determination, and whom to ask."""
        return OFFICIAL

    def explain(self, lang: Lang = "ja") -> str:
        """The scheme for this project, as a few lines."""
        scheme = self.scheme
        word = {
            True: message("bonds.thinkable", {}, lang),
            False: message("bonds.not_thinkable", {}, lang),
            None: message("bonds.thinkable_unknown", {}, lang),
        }[self.thinkable]
        params = {
            "title": scheme.title,
            "thinkable": word,
            "ratio": scheme.ratio,
            "support": scheme.support,
            "grade": scheme.grade.label,
            "unknown": scheme.unknown,
            "condition": scheme.condition.to(lang),
        }
        lines = [message("bonds.other_money", params, lang)]
        lines += [f"    {source.to(lang)}" for source in scheme.sources]
        lines.append(f"    {OFFICIAL.to(lang)} chiho_digital {__version__}")
        return "\n".join(lines)


F = OtherMoneyFacts
_REQUIREMENTS = Text("その他の要件", "its other requirements")
_NONE_READ = Text("交付税措置は読まれていません", "no allocation-tax support was read")


def _only_known_in(first: int, last: int | None, what: Text) -> Condition:
    """In the years that were read; in others the law is unknown."""
    known = (
        F.fiscal_year >= FiscalYear(first)
        if last is None
        else F.fiscal_year.between(FiscalYear(first), FiscalYear(last))
    )
    return any_of(known, UnknownLaw(what))


_IN_FY2026 = _only_known_in(
    2026,
    2026,
    Text("令和8年度以外の募集は読まれていません", "no round other than that of FY2026 was read"),
)


def _per_head() -> Text:
    """What the general revenue is worth a head, from the dated figures."""
    prefectures, municipalities = (
        PARAMETERS[f"regional_digital_promotion_per_head_{level}"] for level in ("prefecture", "municipality")
    )
    ja: list[str] = []
    en: list[str] = []
    for (first, last, of_prefecture), (_, _, of_municipality) in zip(
        prefectures.periods(), municipalities.periods(), strict=True
    ):
        years = [FiscalYear(year) for year in dict.fromkeys((first, last or first))]
        amounts = of_prefecture.value, of_municipality.value
        ja.append(
            f"{'～'.join(year.to('ja') for year in years)} {amounts[0]}円（道府県）・{amounts[1]}円（市町村）"
        )
        en.append(
            f"{' to '.join(map(str, years))} {amounts[0]} yen (prefectures), {amounts[1]} yen (municipalities)"
        )
    return Text(
        f"使途は事業に結び付かない一般財源。補正前1人当たり：{'、'.join(ja)}",
        f"general revenue, not tied to projects; a head before correction: {'; '.join(en)}",
    )


_PER_HEAD = _per_head()


def _future_grant(
    part: str, name: str, ratio: Text, unknown: tuple[Text, ...], condition: Condition
) -> Scheme:
    """One type of 地域未来交付金 デジタル実装型."""
    return Scheme(
        f"regional_future_grant_{part}",
        Text(
            f"地域未来交付金 デジタル実装型 TYPE {name}",
            f"regional-future grant, digital type, TYPE {name}",
        ),
        ratio,
        _NONE_READ,
        condition,
        (PARAMETERS.source("mayor_blog_2026"),),
        (_REQUIREMENTS, *unknown),
    )


SCHEMES = (
    _future_grant("a", "A", Text("1/2（上限1億円）", "1/2 (cap 100 M yen)"), (), _IN_FY2026),
    _future_grant(
        "v",
        "V",
        Text(
            "2/3（上限4億円）、共同調達・共同利用が要件",
            "2/3 (cap 400 M yen); joint procurement or use required",
        ),
        (),
        all_of(F.jointly_procured, _IN_FY2026),
    ),
    _future_grant(
        "s",
        "S",
        Text("3/4（上限不明）", "3/4 (cap unknown)"),
        (Text("上限額", "the cap"),),
        _IN_FY2026,
    ),
    Scheme(
        "regional_dx_package",
        Text("地域社会DX推進パッケージ事業（補助）", "regional DX package (subsidy)"),
        Text("1/2", "1/2"),
        Text(
            "令和7年度の地方負担には過疎債・辺地債・公共事業等債・一般補助施設整備等事業債を充て得る。この起債は挙げられていない",
            "the local half of FY2025 may use the bonds for depopulated and remote areas, public works and subsidised "
            "facilities; the digital-promotion bond is not on that list",
        ),
        _only_known_in(
            2025,
            2026,
            Text(
                "令和7年度・8年度以外の公募は読まれていません",
                "no call other than FY2025 and FY2026 was read",
            ),
        ),
        (PARAMETERS.source("dx_package_2025"), PARAMETERS.source("dx_package_2026")),
        (
            _REQUIREMENTS,
            Text("令和8年度の地方負担に充て得る地方債", "which bonds the local half may use in FY2026"),
        ),
    ),
    Scheme(
        "depopulated_area_bond",
        Text("過疎対策事業債", "bond for depopulated areas"),
        Text("充当率100%", "financing ratio 100 %"),
        Text("元利償還金の70%（交付税法附則5条）", "70 % of debt service (Allocation Tax Act, supp. art. 5)"),
        all_of(F.depopulated_area, F.fiscal_year <= FiscalYear(2030)),
        (PARAMETERS.source("depopulation_act"), PARAMETERS.source("depopulation_ratio")),
        (_REQUIREMENTS,),
    ),
    Scheme(
        "remote_area_bond",
        Text("辺地対策事業債", "bond for remote areas"),
        Text("充当率100%", "financing ratio 100 %"),
        Text("元利償還金の80%（交付税法別表）", "80 % of debt service (Allocation Tax Act, annex)"),
        F.remote_area.holds(),
        (PARAMETERS.source("allocation_tax_act", "別表"),),
        (_REQUIREMENTS,),
    ),
    Scheme(
        "disaster_prevention_bond",
        Text("緊急防災・減災事業債", "bond for urgent disaster prevention and reduction"),
        Text("充当率100%", "financing ratio 100 %"),
        Text("元利償還金の70%", "70 % of debt service"),
        all_of(
            F.disaster_prevention,
            any_of(
                F.fiscal_year <= FiscalYear(2025),
                UnknownLaw(Text("令和8年度以降は不明です", "unknown after FY2025")),
            ),
        ),
        (PARAMETERS.source("disaster_bond"),),
        (_REQUIREMENTS, Text("令和8年度以降の取扱い", "whether it continues after FY2025")),
    ),
    Scheme(
        "standardisation_subsidy",
        Text("デジタル基盤改革支援補助金", "subsidy for reforming the digital basis"),
        Text("補助率は確認できていない", "the rate was not confirmed"),
        _NONE_READ,
        all_of(F.standardisation, F.fiscal_year <= FiscalYear(2030)),
        (PARAMETERS.source("standardisation_fund"),),
        (_REQUIREMENTS, Text("補助率", "the rate")),
    ),
    Scheme(
        "regional_digital_promotion",
        Text(
            "地域デジタル社会推進費（普通交付税）", "regional digital-society promotion cost (allocation tax)"
        ),
        _PER_HEAD,
        Text("基準財政需要額に算入", "counted in standard fiscal need"),
        _only_known_in(
            2025, 2029, Text("令和7～11年度以外は読まれていません", "no text outside FY2025-2029 was read")
        ),
        (PARAMETERS.source("allocation_tax_act", "附則6条"),),
        (Text("補正係数", "the correction factors"),),
    ),
    Scheme(
        "public_enterprise_bond",
        Text("公営企業債（建設改良費に準ずる経費）", "the public enterprise's own bonds"),
        Text("公営企業自身の起債", "bonds of the enterprise itself"),
        _NONE_READ,
        all_of(F.own_enterprise, F.fiscal_year <= FiscalYear(2029)),
        (
            PARAMETERS.source("bond_ordinance_2025", "附則8条第4号"),
            PARAMETERS.source("bond_ordinance_2026", "附則6条第4号"),
        ),
        (_REQUIREMENTS,),
    ),
)
"""The schemes of which something was read, in the order of the notes they were read into."""


def other_money(project: Project | OtherMoneyFacts) -> tuple[OtherMoney, ...]:
    """What is known of each other scheme for a project (ほかの財源との比較), in no order of merit.

    No official determination: `OtherMoney.official` says whom to ask.

    A `Project` says its year and whether it is procured jointly; where it lies and what else it is for is asked of
    `OtherMoneyFacts`.
    """
    facts = (
        project
        if isinstance(project, OtherMoneyFacts)
        else OtherMoneyFacts(fiscal_year=project.fiscal_year, jointly_procured=project.jointly_procured)
    )
    return tuple(_about(scheme, facts) for scheme in SCHEMES)


def _about(scheme: Scheme, facts: OtherMoneyFacts) -> OtherMoney:
    thinkable = value_of(scheme.condition, facts)
    known = facts.known()
    missing = tuple(name for name in scheme.condition.facts() if name not in known)
    return OtherMoney(scheme, thinkable, missing if thinkable is None else ())
