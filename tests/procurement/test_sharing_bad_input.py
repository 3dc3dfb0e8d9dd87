"""What cannot be shared is refused, all of it at once, with the repair; what is not known stays unknown, with the reason."""

from fractions import Fraction

import pytest

from chiho_digital.basics import MAX_YEN, Direction, InvalidValue, Rounding
from chiho_digital.governments import UnknownCode, figures
from chiho_digital.procurement import BodyType, sharing
from chiho_digital.procurement.sharing import By, Equal, LargestShare, Parts, Sharer, charge, share, simulate

CENSUS = figures.load()
A = Sharer("a", "A", {"population": 1})
B = Sharer("b", "B", {"population": 2})
PREFECTURE = Sharer("270008", "府県", {}, BodyType.PREFECTURE)


def refused(call, *arguments, **named):
    with pytest.raises(InvalidValue) as caught:
        call(*arguments, **named)
    return caught.value


def problems(call, *arguments, **named):
    error = refused(call, *arguments, **named)
    assert "procurement.sharing_invalid" == error.code
    assert error.value == len(error.params["errors"])
    return [problem.code.removeprefix("procurement.sharing_") for problem in error.params["errors"]]


@pytest.mark.parametrize(
    ("total", "among", "rule", "remainder", "code"),
    [
        (1, [], Equal(), LargestShare(), "nobody_named"),
        (1, [A, B, A], Equal(), LargestShare(), "twice"),
        (-1, [A], Equal(), LargestShare(), "total"),
        (MAX_YEN + 1, [A], Equal(), LargestShare(), "total"),
        (1, [A], By("staff"), LargestShare(), "figure_nowhere"),
        (1, [A], sharing.ByItem({"x": Equal()}), LargestShare(), "items"),
        ({"x": 1}, [A], Equal(), LargestShare(), "items"),
        ({"x": 1, "y": 2}, [A], sharing.ByItem({"x": Equal()}), LargestShare(), "items"),
        ({}, [A], sharing.ByItem({"x": Equal()}), LargestShare(), "items"),
        (1, [A], Equal(), sharing.Lead("b"), "lead_elsewhere"),
        (1, [A], Equal(), sharing.Kept("a"), "kept_by_sharer"),
    ],
)
def test_a_sharing_that_is_wrong_is_refused(total, among, rule, remainder, code):
    assert [code] == problems(share, total, among, rule, remainder=remainder)
    assert [code] == problems(simulate, total, among, rule, remainder=remainder)


@pytest.mark.parametrize("total", [1.0, "1", None, True, Fraction(1)])
def test_a_total_is_whole_yen(total):
    error = refused(share, total, [A], Equal(), remainder=LargestShare())

    assert ["basics.not_whole_yen"] == [problem.code for problem in error.params["errors"]]


def test_an_amount_of_an_item_that_is_wrong_is_named_by_the_item():
    rule = sharing.ByItem({"build": Equal(), "operation": Equal()})
    error = refused(share, {"build": -1, "operation": 0.5}, [A], rule, remainder=LargestShare())

    assert [("build",), ("operation",)] == [problem.path for problem in error.params["errors"]]


def test_all_problems_are_reported_at_once():
    found = problems(share, -1, [A, A], By("populaton"), remainder=sharing.Lead("z"))

    assert ["twice", "figure_nowhere", "total", "lead_elsewhere"] == found


def test_a_misspelt_figure_is_refused_with_the_near_name():
    error = refused(share, 1, [A], By("populaton"), remainder=LargestShare())

    assert "population" == error.params["errors"][0].suggestion
    assert "population" in str(error)


@pytest.mark.parametrize(
    "rounding",
    [Rounding(1, Direction.UP), Rounding(1, Direction.HALF_UP)],
)
def test_the_largest_remainder_is_of_shares_rounded_down(rounding):
    assert ["remainder_rounding"] == problems(
        share, 1, [A], Equal(), remainder=sharing.LargestRemainder(), rounding=rounding
    )


def test_the_largest_remainder_is_of_shares_rounded_once():
    rule = Parts(((1, Equal()),), rounding=Rounding(1_000, Direction.DOWN))

    assert ["remainder_rounding"] == problems(share, 1, [A], rule, remainder=sharing.LargestRemainder())


@pytest.mark.parametrize(
    "fractions", [[], ["1/2"], ["1/2", "1/2", "1/100"], ["3/2", "-1/2"], [1, 0], ["0.35", "0.15", "0.49"]]
)
def test_fractions_of_more_or_less_than_all_are_refused(fractions):
    error = refused(Parts, tuple((fraction, Equal()) for fraction in fractions))

    assert "procurement.sharing_fractions" == error.code


def test_fractions_are_exact():
    assert "basics.inexact_ratio" == refused(Parts, ((0.5, Equal()), (0.5, Equal()))).code


@pytest.mark.parametrize(
    ("made", "code"),
    [
        (lambda: Sharer("a", "A", {"population": -1}), "procurement.sharing_negative_figure"),
        (lambda: Sharer("a", "A", {"population": Fraction(-1, 2)}), "procurement.sharing_negative_figure"),
        (lambda: A.with_(population=-1), "procurement.sharing_negative_figure"),
        (lambda: Sharer("a", "A", {"population": 1.5}), "basics.inexact_ratio"),
        (lambda: sharing.Fixed(-1), "procurement.sharing_price"),
        (lambda: sharing.Fixed(0.1), "basics.inexact_ratio"),
        (lambda: sharing.UnitPrice(MAX_YEN + 1, "population"), "procurement.sharing_price"),
        (lambda: sharing.DiminishingPower("population", 1), "procurement.sharing_growth"),
        (lambda: sharing.DiminishingPower("population", 2), "procurement.sharing_growth"),
        (lambda: sharing.DiminishingPower("population", 1.5), "basics.inexact_ratio"),
        (lambda: sharing.PlanCeiling("users", ()), "procurement.sharing_plans"),
        (lambda: sharing.PlanCeiling("users", ((10, 1), (10, 2))), "procurement.sharing_plans"),
        (lambda: sharing.PlanCeiling("users", ((-1, 1),)), "procurement.sharing_plans"),
        (lambda: sharing.PlanCeiling("users", ((10, -1),)), "procurement.sharing_plans"),
        (lambda: sharing.PlanCeiling("users", ((10, 1.5),)), "basics.not_whole_yen"),
        (
            lambda: sharing.PriceFirst(sharing.PlanCeiling("users", ((10, 1),)), Equal()),
            "procurement.sharing_ceiling_first",
        ),
    ],
)
def test_a_figure_price_or_rule_that_cannot_be_is_refused_where_it_is_made(made, code):
    assert code == refused(made).code


def test_a_body_that_does_not_exist_is_refused():
    with pytest.raises(UnknownCode):
        Sharer.of("999997")


def test_only_prefectures_municipalities_and_associations_can_be_told_apart():
    with pytest.raises(ValueError, match="company"):
        sharing.Only("company", Equal())


def test_counts_of_different_tables_are_not_mixed(tmp_path):
    file = tmp_path / "register.csv"
    file.write_text("code,value\n304247,2500\n", encoding="utf-8")
    register = figures.load(file, what=CENSUS.what, as_of=CENSUS.as_of.replace(year=2024))
    among = [Sharer.of("304280", population=CENSUS), Sharer.of("304247", population=register)]

    assert ["mixed_tables"] == problems(share, 1, among, By("population"), remainder=LargestShare())
    assert ["mixed_tables"] == problems(charge, among, sharing.UnitPrice(10, "population"))
    assert not share(1, among, Equal(), remainder=LargestShare()).unknown
    assert not share(
        1, [among[0], among[1].with_(population=2_480)], By("population"), remainder=LargestShare()
    ).unknown


def reasons(got):
    return [note.code.removeprefix("procurement.sharing_") for note in got.unknown]


def test_where_a_figure_is_unknown_no_share_is_known_and_all_such_bodies_are_named():
    among = [A, B, Sharer("c", "丙町", {"population": None}), Sharer("d", "丁町", {})]
    got = share(100, among, By("population"), remainder=LargestShare())

    assert {"a": None, "b": None, "c": None, "d": None} == got.yen
    assert (None, None) == (got.left, got.kept)
    assert ["figure_unknown"] == reasons(got)
    assert "人口が不明の団体があります：丙町、丁町" == got.unknown[0].to("ja")


def test_a_figure_that_is_needed_for_no_yen_may_be_unknown():
    among = [PREFECTURE, Sharer("b", "B", {"population": 3}, BodyType.MUNICIPALITY)]
    rule = sharing.Only("municipality", By("population"))

    assert {"270008": 0, "b": 100} == share(100, among, rule, remainder=LargestShare()).yen


def test_every_reason_is_given_at_once():
    among = [PREFECTURE, Sharer("c", "C", {"population": None, "staff": None}, BodyType.MUNICIPALITY)]
    rule = Parts((("1/2", sharing.Only("municipality", By("population"))), ("1/2", By("staff"))))
    got = share(100, among, rule, remainder=LargestShare())

    assert ["figure_unknown", "figure_unknown"] == reasons(got)
    assert ["府県", "C"] == got.unknown[1].params["bodies"]


def test_who_bears_a_part_must_be_known():
    got = share(100, [A, PREFECTURE], sharing.Only("prefecture", Equal()), remainder=LargestShare())

    assert ["type_unknown"] == reasons(got)
    assert ["A"] == got.unknown[0].params["bodies"]


def test_a_part_that_nobody_bears_is_said():
    got = share(100, [PREFECTURE], sharing.Only("municipality", Equal()), remainder=LargestShare())

    assert ["no_bearer"] == reasons(got)


def test_prices_that_come_to_more_than_the_total_are_said():
    rule = sharing.PriceFirst(sharing.Fixed(60), By("population"))
    got = share(100, [A, B], rule, remainder=LargestShare())

    assert ["prices_exceed"] == reasons(got)


def test_prices_of_an_unknown_figure_leave_the_rest_unknown_too():
    rule = sharing.PriceFirst(sharing.UnitPrice(1, "population"), Equal())
    for known in (A, A.with_(population=0)):
        among = [known, Sharer("b", "B", {"population": None})]
        got = share(100, among, rule, remainder=LargestShare())
        assert ["figure_unknown"] == reasons(got)
        assert (None, None) == tuple(part.amount for part in got.parts)


@pytest.mark.parametrize(
    ("among", "given", "codes"),
    [
        ([], [sharing.Fixed(1)], ["nobody_named"]),
        ([A, A], [sharing.Fixed(1)], ["twice"]),
        ([A], [], ["no_price"]),
        ([A], [sharing.UnitPrice(1, "staff")], ["figure_nowhere"]),
        ([], [], ["nobody_named", "no_price"]),
    ],
)
def test_charges_that_are_wrong_are_refused(among, given, codes):
    assert codes == problems(charge, among, *given)


def test_a_charge_that_is_unknown_leaves_the_others_known_and_the_total_unknown():
    got = charge([A, Sharer("b", "B", {"population": None})], sharing.UnitPrice(10, "population"))

    assert ({"a": 10, "b": None}, None) == (got.yen, got.total)
    assert ["figure_unknown"] == reasons(got)


def test_a_body_beyond_every_plan_has_no_charge():
    got = charge([Sharer("a", "A", {"users": 11})], sharing.PlanCeiling("users", ((10, 500),)))

    assert ["beyond_plans"] == reasons(got)
    assert got["a"].yen is None


def test_a_body_that_takes_no_part_has_no_share():
    with pytest.raises(KeyError):
        share(1, [A], Equal(), remainder=LargestShare())["b"]
    with pytest.raises(KeyError):
        charge([A], sharing.Fixed(1))["b"]
