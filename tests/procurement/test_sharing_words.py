"""Every share and charge explains itself in Japanese and in English, with its figures and their source."""

import json
from fractions import Fraction

from chiho_digital.basics import Direction, Rounding
from chiho_digital.governments import figures, get
from chiho_digital.procurement import BodyType, sharing
from chiho_digital.procurement.sharing import By, Equal, LargestShare, Parts, Sharer, charge, share

CENSUS = figures.load()
A = Sharer("a", "甲町", {"population": 1, "staff": 5}, BodyType.MUNICIPALITY)
B = Sharer("b", "乙町", {"population": 2, "staff": 4}, BodyType.MUNICIPALITY)
NOT_OFFICIAL = "これは計算例で、公式の決定ではありません。負担は団体間の規約・協定で定まります。"


def test_a_share_shows_how_it_came_about():
    rule = Parts((("1/2", Equal()), ("1/2", By("population"))))
    got = share(10_001, [A, B], rule, remainder=LargestShare())

    assert got.explain("ja").splitlines() == [
        "分担額　総額10,001円（均等割50%＋人口割50%）",
        "甲町：4,167円",
        "  均等割：5,000.5円×1÷2＝2,500.25円",
        "  人口割：5,000.5円×1÷3＝1,666.83円余",
        "乙町：5,834円",
        "  均等割：5,000.5円×1÷2＝2,500.25円",
        "  人口割：5,000.5円×2÷3＝3,333.66円余",
        "  端数：1円",
        "端数処理：1円単位切捨て。端数1円の帰属：端数処理前の負担が最も大きい団体",
        NOT_OFFICIAL,
    ]
    assert sharing.NOT_OFFICIAL.ja == NOT_OFFICIAL
    assert got["b"].explain("en").splitlines() == [
        "乙町: 5,834 yen",
        "  equal shares: 5,000.5 yen × 1 ÷ 2 = 2,500.25 yen",
        "  by population: 5,000.5 yen × 2 ÷ 3 = 3,333.66 yen and a bit",
        "  remainder: 1 yen",
    ]


def test_a_part_with_a_rounding_of_its_own_shows_it():
    rule = Parts(((1, By("population")),), rounding=Rounding(1_000, Direction.HALF_UP))
    got = share(10_000, [A, B], rule, remainder=sharing.Kept("組合"))

    assert "人口割：10,000円×1÷3＝3,333.33円余→3,000円（1,000円単位四捨五入）" in got.explain("ja")
    assert "3,333.33 yen and a bit, 3,000 yen (rounded half up to 1,000 yen)" in got.explain("en")


def test_items_are_named_and_an_item_that_costs_nothing_is_zero():
    rule = sharing.ByItem({"構築": sharing.Only("municipality", Equal()), "運用": By("staff")})
    got = share({"構築": 100, "運用": 0}, [A, B], rule, remainder=sharing.LargestRemainder())

    assert "（構築は市町村の均等割、運用は職員数割）" in got.explain("ja")
    assert "構築：市町村の均等割：100円×1÷2＝50円" in got.explain("ja")
    assert "運用：職員数割：0円" in got.explain("ja")
    assert "運用: by staff: 0 yen" in got.explain("en")
    assert "to those who lost most by rounding" in got.explain("en")


def test_shares_that_are_unknown_say_so_and_why():
    got = share(100, [A, B.with_(staff=None)], By("staff"), remainder=sharing.FirstByCode())

    assert got.explain("en").splitlines()[1:-1] == [
        "甲町: unknown",
        "  by staff: unknown",
        "乙町: unknown",
        "  by staff: unknown",
        "The staff of these bodies is unknown: 乙町.",
    ]


def test_shares_name_the_table_of_their_figures_and_how_a_figure_was_come_by():
    among = [Sharer.of(code, population=CENSUS) for code in ("221406", "221309")]
    got = share(100, among, By("population"), remainder=LargestShare())

    assert ["procurement.sharing_table", "governments.figure_inherited"] == [note.code for note in got.notes]
    assert "人口：人口（令和2年国勢調査・速報、人）、2020-10-01" in got.explain("ja")
    assert () == share(100, among, Equal(), remainder=LargestShare()).notes


def test_a_body_without_a_code_names_its_table_too():
    among = [Sharer("組合", "組合", {"population": 9}, tables={"population": CENSUS})]
    got = share(100, among, By("population"), remainder=LargestShare())

    assert ["procurement.sharing_table"] == [note.code for note in got.notes]


def test_a_figure_stated_in_place_of_a_table_no_longer_names_it():
    town = Sharer.of("304280", population=CENSUS)

    assert {"population"} == set(town.tables)
    assert {} == town.with_(population=15_000).tables


def test_a_body_is_a_prefecture_a_municipality_or_neither():
    kinds = {code: Sharer.of(code).body_type for code in ("350001", "352047", "221309", "221384")}

    assert {
        "350001": BodyType.PREFECTURE,
        "352047": BodyType.MUNICIPALITY,
        "221309": BodyType.MUNICIPALITY,
        "221384": None,  # a ward of Hamamatsu: a part of it
    } == kinds
    assert Sharer.of(get("352047"), usage="1.5") == Sharer.of("352047", usage=Fraction(3, 2))


def test_charges_show_each_price():
    got = charge([A, B], sharing.UnitPrice("0.5", "population"), sharing.Fixed(10_000))

    assert got.explain("ja").splitlines() == [
        "負担額　合計20,001円（人口1当たり0.5円、定額10,000円）",
        "甲町：10,000円",
        "  人口1当たり0.5円：0.5円",
        "  定額10,000円：10,000円",
        "乙町：10,001円",
        "  人口1当たり0.5円：1円",
        "  定額10,000円：10,000円",
        "1円単位切捨て",
        NOT_OFFICIAL,
    ]


def test_ceilings_say_that_less_may_be_paid_and_unknown_charges_why():
    plans = sharing.PlanCeiling("users", ((10, 500), (20, 900)))
    among = [A.with_(users=20), B.with_(users=None), Sharer("c", "丙町", {"users": 21})]
    got = charge(among, plans)
    text = got.explain("en")

    assert {"a": 900, "b": None, "c": None} == got.yen
    assert "The users of these bodies is unknown: 乙町." in text
    assert "丙町 is larger than every plan of the ceiling of the plan by users." in text
    assert "the bodies pay these amounts or less" in text
    written = json.loads(json.dumps(got.to_dict()))
    assert (None, True) == (written["total"], written["at_most"])
    assert [["900"], [None], [None]] == [one["exact"] for one in written["charges"]]


def test_rules_say_what_they_are():
    rule = sharing.PriceFirst(sharing.Fixed(10_000), sharing.DiminishingPower("population", twice="1.5"))

    assert "定額10,000円を先に負担し残りを人口割（逓減、2倍で1.5倍）" == rule.text.ja
    assert (
        "a fixed sum of 10,000 yen first, the rest by population, diminishing (twice as much: 1.5 times)"
        == (rule.text.en)
    )
    assert {"population"} == rule.figures
    assert ("店舗数割", "by 店舗数") == (By("店舗数").text.ja, By("店舗数").text.en)
