"""The formulas met in the field, in yen: populations are those of the census; totals and usage are made up unless said."""

from fractions import Fraction

import pytest

from chiho_digital.basics import Direction, Grade, Rounding
from chiho_digital.governments import figures
from chiho_digital.procurement import BodyType, sharing
from chiho_digital.procurement.sharing import Kept, LargestShare, Sharer, charge, formulas, share

CENSUS = figures.load()
THOUSAND = Rounding(1_000, Direction.DOWN)


def towns(**populations):
    return [
        Sharer(code, code.upper(), {"population": value}, BodyType.MUNICIPALITY)
        for code, value in populations.items()
    ]


def test_every_formula_of_the_field_says_where_it_was_met_and_what_is_not_known():
    assert {
        "niigata_association",
        "hokkaido_harp",
        "gifu_gis",
        "osaka_security_cloud",
        "nagano_library",
        "nagasaki_asp",
        "omi_generative_ai",
        "kushimoto_kozagawa",
    } == set(formulas())
    for name, formula in formulas().items():
        assert name == formula.name
        assert formula.source.grade in {Grade.PRIMARY, Grade.SECONDARY}
        assert formula.source.url.startswith("http")
        assert formula.remark.ja
        assert formula.remark.en


def test_niigata_half_is_equal_and_half_by_population_each_rounded_down_to_1000_yen():
    formula = formulas()["niigata_association"]
    among = towns(a=50_000, b=30_000, c=20_000)
    got = share(10_001_000, among, formula.rule, remainder=Kept("新潟県市町村総合事務組合"))

    # Equal 1,666,833.33 each; by population 2,500,250, 1,500,150 and 1,000,100.
    assert {"a": 4_166_000, "b": 3_166_000, "c": 2_666_000} == got.yen
    assert 3_000 == got.kept


def test_niigata_rounded_as_a_whole_cuts_off_less():
    rule = sharing.Parts((("50/100", sharing.Equal()), ("50/100", sharing.By("population"))))
    among = towns(a=50_000, b=30_000, c=20_000)
    got = share(10_001_000, among, rule, rounding=THOUSAND, remainder=Kept("組合"))

    assert {"a": 4_167_000, "b": 3_166_000, "c": 2_666_000} == got.yen
    assert (2_000, 2_000) == (got.left, got.kept)


def test_harp_twice_the_people_bear_one_and_a_half_times_as_much():
    formula = formulas()["hokkaido_harp"]
    among = towns(a=10_000, b=20_000)

    assert {"a": 1_000_000, "b": 1_500_000} == share(
        2_500_000, among, formula.rule, remainder=LargestShare()
    ).yen
    assert {"a": 10_000, "b": 10_000} == charge(among, *formula.prices).yen


def test_harp_with_the_fee_inside_the_total():
    rule = sharing.PriceFirst(sharing.Fixed(10_000), formulas()["hokkaido_harp"].rule)
    got = share(2_520_000, towns(a=10_000, b=20_000), rule, remainder=LargestShare())

    assert {"a": 1_010_000, "b": 1_510_000} == got.yen


@pytest.mark.parametrize("population", [0, 1, 2, 3, 7, 444, 10_000, 14_969, 1_973_395, 10**8])
def test_harp_weights_are_of_twelve_digits_and_grow_by_half_when_the_people_double(population):
    rule = formulas()["hokkaido_harp"].rule
    once, twice = (
        rule.weight(Sharer("a", "A", {"population": people})) for people in (population, 2 * population)
    )

    assert abs(twice - once * Fraction(3, 2)) <= Fraction(2, 10**11) * once
    assert len(f"{once * 10**12}".rstrip("0")) <= 12


@pytest.mark.parametrize("population", [3, 7, 444, 14_969, 1_973_395, 10**8])
def test_harp_weights_lie_between_powers_that_whole_numbers_can_prove(population):
    weight = formulas()["hokkaido_harp"].rule.weight(Sharer("a", "A", {"population": population}))

    # 2**389 < 1.5**665 and 2**9126 > 1.5**15601, so log2(1.5) lies between 389/665 and 9126/15601.
    assert 2**389 < Fraction(3, 2) ** 665
    assert 2**9126 > Fraction(3, 2) ** 15601
    assert population**389 < weight**665
    assert weight**15601 < population**9126


@pytest.mark.parametrize(
    ("population", "weight"),
    [
        (1, "1"),
        (2, "1.5"),
        (1_024, "57.6650390625"),  # 1.5 ** 10
        (10_000, "218.700614286"),
        (14_969, "276.905265707"),
        (1_973_395, "4813.53504177"),
    ],
)
def test_harp_weights_are_the_same_on_every_machine(population, weight):
    rule = formulas()["hokkaido_harp"].rule

    assert Fraction(weight) == rule.weight(Sharer("a", "A", {"population": population}))


def test_gifu_the_prefecture_bears_half_and_how_the_municipalities_share_is_not_known():
    among = [Sharer.of(code, population=CENSUS) for code in ("210005", "212016", "212024")]
    got = share(70_000_000, among, formulas()["gifu_gis"].rule, remainder=LargestShare())

    assert (Fraction(35_000_000), Fraction(35_000_000)) == tuple(part.amount for part in got.parts)
    assert Fraction(35_000_000) == got["210005"].exact
    assert {"210005": None, "212016": None, "212024": None} == got.yen
    assert ["procurement.sharing_basis_unknown"] == [note.code for note in got.unknown]
    assert "資料にありません" in got.explain("ja")


def test_with_a_basis_of_ones_own_the_half_of_gifu_can_be_shared():
    among = [Sharer.of(code, population=CENSUS) for code in ("210005", "212016", "212024")]
    rule = sharing.Parts(
        (
            ("1/2", sharing.Only("prefecture", sharing.Equal())),
            ("1/2", sharing.Only("municipality", sharing.By("population"))),
        )
    )
    got = share(70_000_000, among, rule, remainder=sharing.Lead("212016"))

    people = CENSUS.value("212016"), CENSUS.value("212024")
    assert 35_000_000 == got["210005"].yen
    assert 35_000_000 * people[1] // sum(people) == got["212024"].yen
    assert 70_000_000 == sum(got.yen.values())


@pytest.mark.parametrize(
    ("name", "totals", "prefectural"),
    [
        ("osaka_security_cloud", {"build": 80_000_000, "operation": 30_000_000}, 80_000_000),
        ("nagano_library", {"build": 5_000_000, "platform": 4_000_000, "content": 20_000_000}, 9_000_000),
    ],
)
def test_osaka_and_nagano_the_prefecture_bears_some_items_and_the_municipalities_the_others(
    name, totals, prefectural
):
    among = [Sharer("270008", "府県", {}, BodyType.PREFECTURE), *towns(a=1, b=2)]
    got = share(totals, among, formulas()[name].rule, remainder=LargestShare())

    assert prefectural == got["270008"].exact
    assert {"270008": None, "a": None, "b": None} == got.yen
    assert [*totals.items()] == [(part.item, part.amount) for part in got.parts]


def test_an_item_that_costs_nothing_needs_no_known_basis():
    among = [Sharer("270008", "府県", {}, BodyType.PREFECTURE), *towns(a=1, b=2)]
    rule = formulas()["osaka_security_cloud"].rule
    got = share({"build": 80_000_000, "operation": 0}, among, rule, remainder=LargestShare())

    assert {"270008": 80_000_000, "a": 0, "b": 0} == got.yen


def test_items_by_rules_of_ones_own():
    rule = sharing.ByItem(
        {
            "build": sharing.Only("prefecture", sharing.Equal()),
            "operation": sharing.Only("municipality", sharing.By("population")),
        }
    )
    among = [Sharer("270008", "府県", {}, BodyType.PREFECTURE), *towns(a=1, b=2)]
    got = share({"operation": 300, "build": 1_000}, among, rule, remainder=LargestShare())

    assert {"270008": 1_000, "a": 100, "b": 200} == got.yen


def test_nagasaki_ten_yen_for_each_resident():
    omura = Sharer.of("422053", population=CENSUS)
    got = charge([omura], *formulas()["nagasaki_asp"].prices)

    assert 954_520 == got.total == got["422053"].yen
    assert not got.at_most


def test_omi_monthly_ceilings_by_users():
    # The ceilings are those published; the numbers of users they are for are made up.
    price = sharing.PlanCeiling("users", ((100, 65_000), (300, 93_500), (1_000, 105_600)))
    among = [Sharer(code, code, {"users": users}) for code, users in (("a", 100), ("b", 101), ("c", 1_000))]
    got = charge(among, price)

    assert {"a": 65_000, "b": 93_500, "c": 105_600} == got.yen
    assert got.at_most
    assert "以下" in got.explain("ja")


def test_kushimoto_and_kozagawa_35_by_population_15_equal_50_by_usage():
    among = [
        Sharer.of("304280", population=CENSUS, usage=90),
        Sharer.of("304247", population=CENSUS, usage=10),
    ]
    got = share(
        10_000_000, among, formulas()["kushimoto_kozagawa"].rule, remainder=sharing.LargestRemainder()
    )

    # By population 14,969 : 2,480 (3,002,550.29 and 497,449.71), 750,000 each, by usage 4,500,000 and 500,000.
    assert {"304247": 1_747_450, "304280": 8_252_550} == got.yen
    assert Fraction(35 * 10**5 * 2_480, 17_449) + 1_250_000 == got["304247"].exact


def test_a_town_without_residents_pays_no_share_by_population_but_an_equal_one():
    futaba, namie = Sharer.of("075469", population=CENSUS), Sharer.of("075477", population=CENSUS)
    rule = sharing.Parts((("50/100", sharing.Equal()), ("50/100", sharing.By("population"))))

    assert 0 == futaba.figures["population"]
    assert (
        0 == share(1_000, [futaba, namie], sharing.By("population"), remainder=LargestShare())["075469"].yen
    )
    assert 250 == share(1_000, [futaba, namie], rule, remainder=LargestShare())["075469"].yen


def test_where_nobody_has_residents_nobody_can_pay_by_population():
    futaba = Sharer.of("075469", population=CENSUS)
    got = share(1_000, [futaba], sharing.By("population"), remainder=LargestShare())

    assert {"075469": None} == got.yen
    assert ["procurement.sharing_no_bearer"] == [note.code for note in got.unknown]
