"""Formulas of cost sharing that were met in the field (実例にある負担の定め), with where and with what is not known of them."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from attrs import frozen

from chiho_digital.basics import Direction, Grade, Rounding, Source, Text
from chiho_digital.procurement.vocabulary import BodyType

from .composed import ByItem, Only, Parts
from .prices import Fixed, Price, UnitPrice
from .rules import By, DiminishingPower, Equal, Rule, Unstated

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Formula", "formulas"]


@frozen
class Formula:
    """A formula as it was met (負担の定めの実例). Strictly read-only.

    rule: how a total is divided; None where bodies pay prices alone.  prices: what each body pays beside it.
    rounding: as the source states it, None where it does not.  remark: what is not known, and what it was for.
    No source read names who gets the remainder: that is yours to say.
    """

    name: str
    title: Text
    rule: Rule | ByItem | None
    prices: tuple[Price, ...]
    rounding: Rounding | None
    remark: Text
    source: Source


@cache
def formulas() -> Mapping[str, Formula]:
    """The formulas met, by name.

    >>> formulas()["nagasaki_asp"].prices[0].text.en
    '10 yen for each unit of population'
    """
    return {formula.name: formula for formula in _met()}


def _met() -> tuple[Formula, ...]:
    basis_unknown = Text("按分の方法は資料にありません", "the sources read do not say how")
    municipal_share = Only(BodyType.MUNICIPALITY, Unstated(basis_unknown))
    prefecture = Only(BodyType.PREFECTURE, Equal())
    return (
        Formula(
            "niigata_association",
            Text("新潟県市町村総合事務組合", "Niigata association of municipalities"),
            Parts(
                (("50/100", Equal()), ("50/100", By("population"))), rounding=Rounding(1_000, Direction.DOWN)
            ),
            (),
            None,
            Text(
                "自治会館の改修の負担金で、ITではありません。人口は平成27年国勢調査。"
                "均等割と人口割をそれぞれ1,000円未満切捨てとします。負担金の額だけを切り捨てるなら、rounding を share に渡します。"
                "切り捨てた額をだれが負担するかは、読んだ範囲にありません。",
                "Contributions to the renovation of a hall, not IT; population of the 2015 census. Each half is rounded down "
                "to 1,000 yen; hand the rounding to share to round the whole contribution. Who bears what is cut off was not read.",
            ),
            Source(
                Text(
                    "平成31年度開始の新潟県自治会館大規模改修事業に係る負担金に関する条例",
                    "Ordinance of the Niigata association on contributions to the renovation of the hall",
                ),
                Grade.SECONDARY,
                "https://ngtsogo.jp/reiki/reiki_honbun/u433RG00000185.html",
                "2条",
                date(2019, 2, 15),
            ),
        ),
        Formula(
            "hokkaido_harp",
            Text("北海道 HARP", "Hokkaido HARP"),
            DiminishingPower("population", twice="1.5"),
            (Fixed(10_000),),
            None,
            Text(
                "年会費1万円と、運用費の人口割（人口2倍で負担1.5倍）。会費が運用費の内か外かは資料にありません。"
                "ここでは外とします。内とするなら PriceFirst(Fixed(10_000), …) と書きます。",
                "A fee of 10,000 yen a year, and running costs by population (twice the people, 1.5 times the share). "
                "Whether the fee is part of the running costs is not said: here it is not; if it is, write PriceFirst(Fixed(10_000), ...).",
            ),
            _news(
                "日経（2007-03-15）",
                "Nikkei, 2007-03-15",
                "https://xtech.nikkei.com/it/article/JIREI/20070315/265263/",
            ),
        ),
        Formula(
            "gifu_gis",
            Text("岐阜県 統合型GIS", "Gifu shared GIS"),
            Parts((("1/2", prefecture), ("1/2", municipal_share))),
            (),
            None,
            Text(
                "年間運用経費の半分を県が負担し、残りの半分を市町村で按分します。按分の方法は資料にありません。",
                "The prefecture bears half of the annual running cost, the municipalities the other half, on a basis not known.",
            ),
            _news(
                "日経BP（2006-03-31）",
                "Nikkei BP, 2006-03-31",
                "http://itpro.nikkeibp.co.jp/article/govtech/20060331/234021",
            ),
        ),
        Formula(
            "osaka_security_cloud",
            Text("大阪府 自治体情報セキュリティクラウド", "Osaka security cloud"),
            ByItem({"build": prefecture, "operation": municipal_share}),
            (),
            None,
            Text(
                "構築費（build）は府、運用費（operation）は市町村が負担します。市町村の間の按分の方法は資料にありません。",
                "The prefecture bears the build, the municipalities the operation, on a basis not known.",
            ),
            _news(
                "日経BP",
                "Nikkei BP",
                "https://project.nikkeibp.co.jp/jpgciof/atcl/column/16/111800264/111800003/?P=3",
            ),
        ),
        Formula(
            "nagano_library",
            Text("長野県 電子図書館", "Nagano e-library"),
            ByItem({"build": prefecture, "platform": prefecture, "content": municipal_share}),
            (),
            None,
            Text(
                "初期構築費（build）と基盤（platform）は県、資料費（content）は市町村が負担します。按分の方法は資料にありません。",
                "The prefecture bears the build and the platform, the municipalities the content, on a basis not known.",
            ),
            _news(
                "全国知事会 先進政策バンク",
                "National Governors' Association, policy bank",
                "https://www.nga.gr.jp/bank/details/15665/",
            ),
        ),
        Formula(
            "nagasaki_asp",
            Text("長崎県 電子申請", "Nagasaki e-applications"),
            None,
            (UnitPrice(10, "population"),),
            None,
            Text(
                "年間利用料は住民1人当たり10円（予定）。初期費用は実費程度とあり、含みません。",
                "An annual fee of 10 yen for each resident, as planned then. Initial costs (about the actual cost) are not in it.",
            ),
            _news(
                "日経BP（2008-08-27）",
                "Nikkei BP, 2008-08-27",
                "http://itpro.nikkeibp.co.jp/article/NEWS/20080827/313500/?ST=govtech",
            ),
        ),
        Formula(
            "omi_generative_ai",
            Text("おうみ自治体クラウド協議会 生成AI", "Omi council, generative AI"),
            None,
            (),
            None,
            Text(
                "利用者数等に応じたプランごとの月額上限。プランの区分は資料にないため、PlanCeiling に利用者の定めを書いてください。",
                "Monthly ceilings by the plan a body chose (users and more). The limits of the plans were not read: state your own in PlanCeiling.",
            ),
            _news(
                "公共部門のAI調達データ集（公式文書を引用）",
                "data set on public AI procurement, quoting official documents",
                "https://github.com/Josh-Temple/public-sector-ai-procurement-japan/blob/main/data/joint_procurement_entities.csv",
            ),
        ),
        Formula(
            "kushimoto_kozagawa",
            Text("串本町古座川町衛生施設事務組合", "Kushimoto and Kozagawa sanitation association"),
            Parts((("35/100", By("population")), ("15/100", Equal()), ("50/100", By("usage")))),
            (),
            None,
            Text(
                "し尿処理施設の建設の負担金で、ITではありません。他の経費の割合は別です。usage は実績の数値です。",
                "Contributions to the building of a night-soil plant, not IT; other costs have other fractions. `usage` is the actual use.",
            ),
            Source(
                Text(
                    "串本町古座川町衛生施設事務組合負担金条例",
                    "Ordinance of the Kushimoto and Kozagawa sanitation association on contributions",
                ),
                Grade.PRIMARY,
                "https://www.town.kushimoto.wakayama.jp/reiki_int/reiki_honbun/r218RG00001140.html",
                "2条・別表",
                date(2022, 2, 22),
            ),
        ),
    )


def _news(ja: str, en: str, url: str) -> Source:
    return Source(Text(ja, en), Grade.SECONDARY, url)
