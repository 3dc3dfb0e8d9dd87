"""Yen are whole, ratios exact, roundings named, and shares add up to the whole."""

from collections import Counter
from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Context, Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chiho_digital.basics import (
    MAX_YEN,
    Direction,
    InvalidValue,
    OddYen,
    Rounding,
    apportion,
    exact_ratio,
    format_yen,
    parse_yen,
    whole_yen,
)

quick = settings(max_examples=100, deadline=None)
amounts = st.integers(-MAX_YEN, MAX_YEN)
ratios = st.fractions(min_value=0, max_value=10**6, max_denominator=10**4)
weights = st.lists(st.one_of(st.integers(0, 10**7), ratios), min_size=1, max_size=12).filter(any)
odd_yen_rules = st.sampled_from(OddYen)


def read_or_refuse(text):
    try:
        return parse_yen(text)
    except InvalidValue as error:
        return error


def test_the_largest_amount_stays_exact_in_every_engine():
    assert 10**13 <= MAX_YEN < 2**53


@pytest.mark.parametrize("amount", [0, 1, -1, MAX_YEN, -(10**30)])
def test_whole_yen_are_given_back_as_they_are(amount):
    assert amount == whole_yen(amount)


@pytest.mark.parametrize(
    ("amount", "kind"),
    [
        (1.0, "float"),
        (float("nan"), "float"),
        (True, "bool"),
        ("1000", "str"),
        (None, "NoneType"),
        (Decimal(1), "Decimal"),
        (Fraction(1), "Fraction"),
        ((1,), "tuple"),
    ],
)
def test_what_is_no_int_is_refused_as_an_amount(amount, kind):
    with pytest.raises(InvalidValue) as caught:
        whole_yen(amount)

    assert ("basics.not_whole_yen", {"type": kind}) == (caught.value.code, caught.value.params)
    with pytest.raises(InvalidValue):
        format_yen(amount)


@quick
@given(amount=st.integers(-(10**25), 10**25))
def test_an_amount_is_read_back_as_it_was_written(amount):
    assert amount == parse_yen(format_yen(amount))


@quick
@given(amount=amounts)
def test_an_amount_is_read_alike_from_every_notation(amount):
    sign, digits = ("▲" if amount < 0 else ""), f"{abs(amount):,}"
    wide = str.maketrans("0123456789,", "０１２３４５６７８９，")
    texts = [
        f"{amount}",
        f"{amount:,}",
        f"{sign}{digits}円",
        f"{sign}￥{digits}",
        f"{sign}{digits}".translate(wide),
    ]

    assert {amount} == {parse_yen(text) for text in texts}


@quick
@given(oku=st.integers(1, 99_999), man=st.integers(0, 9_999), rest=st.integers(0, 9_999))
def test_an_amount_with_units_is_the_sum_of_its_parts(oku, man, rest):
    text = f"{oku:,}億{f'{man:,}万' if man else ''}{rest or ''}円"

    assert oku * 10**8 + man * 10**4 + rest == parse_yen(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0", 0),
        ("-0", 0),
        ("1234567", 1_234_567),
        ("1,234,567円", 1_234_567),
        ("１，２３４，５６７円", 1_234_567),
        ("￥1,000", 1_000),
        ("¥1,000", 1_000),
        ("\\1,000", 1_000),
        ("1,000 円", 1_000),
        ("+5", 5),
        ("-5円", -5),
        ("－5", -5),
        ("▲5", -5),
        ("△ 5", -5),
        ("−5", -5),
        ("▲1億", -100_000_000),
        ("1234.0", 1_234),
        ("3億2,000万円", 320_000_000),
        ("3億 2,000万円", 320_000_000),
        ("1.5億円", 150_000_000),
        ("0.0001億", 10_000),
        ("0.00000001億", 1),
        ("5千円", 5_000),
        ("2万5千", 25_000),
        ("12万3456", 123_456),
    ],
)
def test_a_text_names_an_amount(text, expected):
    assert expected == parse_yen(text)


@pytest.mark.parametrize("text", ["1.5", "1,234.5円", "0.000000001億", "1億0.5", "1.23456万"])
def test_a_fraction_of_a_yen_is_refused(text):
    with pytest.raises(InvalidValue) as caught:
        parse_yen(text)

    assert ("basics.yen_fraction", text) == (caught.value.code, caught.value.value)


@pytest.mark.parametrize(
    "text",
    [
        *["", " ", "　", "\x00", "1000\x00", "None", "null", "nan", "inf", "円", "億", "▲", "-", "¥", ","],
        ".",
        *["1,23", "12,34,567", "1,2345", ",123", "1,,000", "1.", ".5", "1e6", "1_000", "0x10", "1,000ドル"],
        "$100",
        *["--5", "▲-5", "¥-5", "5-", "(5)", "1万2億", "億5", "100 200", "1 000", "1²", "①", "1000¹"],
        *["三億", "9" * 41],
        *["9" * 100_000, "1," * 10_000, "١٢٣٤", "१२३", "1000円1000円", "約1000円", "\ud800"],
    ],
    ids=lambda text: ascii(text[:20]),
)
def test_a_text_that_is_no_amount_is_refused(text):
    with pytest.raises(InvalidValue) as caught:
        parse_yen(text)

    assert ("basics.yen_format", text) == (caught.value.code, caught.value.value)


@quick
@given(text=st.one_of(st.text(), st.text(alphabet="0123456789０,.億万千円▲-+¥ ", max_size=14)))
def test_any_text_is_either_an_amount_or_refused(text):
    found = read_or_refuse(text)

    if isinstance(found, InvalidValue):
        assert text == found.value
    else:
        assert found == parse_yen(format_yen(found))


@pytest.mark.parametrize(
    ("amount", "expected"), [(0, "0円"), (999, "999円"), (1_000, "1,000円"), (-1_234_567, "-1,234,567円")]
)
def test_an_amount_is_written_with_commas(amount, expected):
    assert expected == format_yen(amount)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0, Fraction(0)),
        (-3, Fraction(-3)),
        ("0.7", Fraction(7, 10)),
        ("０．７", Fraction(7, 10)),
        (" 2/3 ", Fraction(2, 3)),
        ("-1.50", Fraction(-3, 2)),
        ("+4", Fraction(4)),
        (Decimal("0.7"), Fraction(7, 10)),
        (Decimal("1E-7"), Fraction(1, 10**7)),
        (Fraction(1, 3), Fraction(1, 3)),
    ],
)
def test_a_ratio_is_exact(value, expected):
    assert expected == exact_ratio(value)


@quick
@given(ratio=st.fractions())
def test_a_ratio_is_read_back_from_its_text(ratio):
    assert ratio == exact_ratio(str(ratio)) == exact_ratio(ratio)


@pytest.mark.parametrize(
    "value",
    [
        *[0.7, float("nan"), float("inf"), True, None, 1j, (1, 2), b"1"],
        *[Decimal("NaN"), Decimal("sNaN"), Decimal("Infinity"), Decimal("1e999999999")],
        *[Decimal("1e-999999999")],
        *["", " ", "\x00", "nan", "inf", "1/0", "1/00", "1//2", "1/2/3", "1.5/2", "70%", "7割", ".5", "5."],
        "1_000",
        *["1e999999999", "1e-5", "1 2", "0.7²", "½", "٣", "三", "9" * 5_000, "1/" + "9" * 5_000],
        *["0." + "0" * 5_000],
    ],
    ids=lambda value: ascii(value)[:20],
)
def test_what_is_no_exact_ratio_is_refused(value):
    with pytest.raises(InvalidValue) as caught:
        exact_ratio(value)

    assert ("basics.inexact_ratio", {"type": type(value).__name__}) == (
        caught.value.code,
        caught.value.params,
    )


@pytest.mark.parametrize(
    ("unit", "direction", "amount", "expected"),
    [
        (1_000, Direction.DOWN, 1_999, 1_000),
        (1_000, Direction.UP, 1_001, 2_000),
        (1_000, Direction.HALF_UP, 1_499, 1_000),
        (1_000, Direction.HALF_UP, 1_500, 2_000),
        (1_000, Direction.HALF_UP, 2_500, 3_000),
        (1_000, Direction.DOWN, -1_999, -1_000),
        (1_000, Direction.UP, -1_001, -2_000),
        (1_000, Direction.HALF_UP, -1_500, -2_000),
        (1, Direction.DOWN, Fraction(10, 3), 3),
        (1, Direction.UP, Fraction(10, 3), 4),
        (1, Direction.HALF_UP, Fraction(7, 2), 4),
        (100_000, Direction.DOWN, 99_999, 0),
        (100_000, Direction.DOWN, -99_999, 0),
        (3, Direction.HALF_UP, 4, 3),
    ],
)
def test_a_rounding_goes_its_way_and_mirrors_below_zero(unit, direction, amount, expected):
    assert expected == Rounding(unit, direction).apply(amount)


@quick
@given(
    amount=st.decimals(-MAX_YEN, MAX_YEN, places=4),
    unit=st.sampled_from([1, 2, 5, 10, 50, 100, 500, 1_000, 10_000, 100_000, 1_000_000]),
    direction=st.sampled_from(Direction),
)
def test_a_rounding_agrees_with_decimal_arithmetic(amount, unit, direction):
    mode = {Direction.DOWN: ROUND_DOWN, Direction.UP: ROUND_UP, Direction.HALF_UP: ROUND_HALF_UP}[direction]
    exact = Context(prec=60)
    units = exact.divide(amount, Decimal(unit)).quantize(Decimal(1), rounding=mode, context=exact)

    assert int(units) * unit == Rounding(unit, direction).apply(Fraction(amount))


@quick
@given(
    amount=st.fractions(max_denominator=10**6),
    unit=st.integers(1, 10**7),
    direction=st.sampled_from(Direction),
)
def test_a_rounded_amount_is_a_near_multiple_of_the_unit_and_stays_when_rounded_again(
    amount, unit, direction
):
    rounding = Rounding(unit, direction)
    rounded = rounding.apply(amount)

    assert not rounded % unit
    assert abs(rounded - amount) < unit
    assert direction is not Direction.HALF_UP or abs(rounded - amount) * 2 <= unit
    assert rounded == rounding.apply(rounded)
    assert -rounded == rounding.apply(-amount)


@pytest.mark.parametrize(
    ("unit", "code"),
    [
        (0, "basics.rounding_unit"),
        (-1_000, "basics.rounding_unit"),
        (1_000.0, "basics.not_whole_yen"),
        ("1000", "basics.not_whole_yen"),
        (None, "basics.not_whole_yen"),
        (True, "basics.not_whole_yen"),
    ],
)
def test_a_unit_below_one_whole_yen_is_refused(unit, code):
    with pytest.raises(InvalidValue) as caught:
        Rounding(unit, Direction.DOWN)

    assert (code, unit) == (caught.value.code, caught.value.value)


@pytest.mark.parametrize("amount", [1.5, float("inf"), True, None])
def test_a_float_is_never_rounded(amount):
    with pytest.raises(InvalidValue):
        Rounding(1, Direction.DOWN).apply(amount)


def test_a_direction_that_does_not_exist_is_refused():
    with pytest.raises(ValueError, match="sideways"):
        Rounding(1, "sideways").apply(1)


@pytest.mark.parametrize(
    ("total", "given_weights", "odd_yen", "expected"),
    [
        (100, [1, 1, 1], OddYen.FIRST, (34, 33, 33)),
        (100, [1, 1, 1], OddYen.LAST, (33, 33, 34)),
        (100, [0, 1, 1, 1, 0], OddYen.FIRST, (0, 34, 33, 33, 0)),
        (100, [0, 1, 1, 1, 0], OddYen.LAST, (0, 33, 33, 34, 0)),
        (101, [1, 1, 1], OddYen.LARGEST_REMAINDER, (34, 34, 33)),
        (10, [1, 2, 4], OddYen.LARGEST_REMAINDER, (1, 3, 6)),
        (10, [1, 4, 2], OddYen.LARGEST_WEIGHT, (1, 7, 2)),
        (100, [1, 1, 1], OddYen.LARGEST_WEIGHT, (34, 33, 33)),
        (-100, [1, 1, 1], OddYen.FIRST, (-34, -33, -33)),
        (0, [3, 5], OddYen.FIRST, (0, 0)),
        (7, [5], OddYen.LAST, (7,)),
        (1, [Fraction(1, 3), Fraction(2, 3)], OddYen.LARGEST_REMAINDER, (0, 1)),
        (MAX_YEN, [2, 1, 3], OddYen.LARGEST_REMAINDER, (3_333_333_333_333, 1_666_666_666_667, 5 * 10**12)),
    ],
)
def test_a_total_is_shared_in_proportion(total, given_weights, odd_yen, expected):
    assert expected == apportion(total, given_weights, odd_yen=odd_yen)


@quick
@given(total=amounts, weights=weights, odd_yen=odd_yen_rules)
def test_shares_add_up_to_the_total(total, weights, odd_yen):
    shares = apportion(total, weights, odd_yen=odd_yen)

    assert (total, len(weights)) == (sum(shares), len(shares))


@quick
@given(total=amounts, weights=weights, odd_yen=odd_yen_rules)
def test_a_weight_of_zero_gets_nothing(total, weights, odd_yen):
    shares = apportion(total, [0, *weights, 0], odd_yen=odd_yen)

    assert {0} == {share for share, weight in zip(shares, [0, *weights, 0], strict=True) if not weight}


@quick
@given(total=amounts, weights=weights, odd_yen=odd_yen_rules)
def test_every_share_is_its_quota_but_for_the_odd_yen(total, weights, odd_yen):
    quotas = [Fraction(total) * weight / sum(weights) for weight in weights]
    rounded_down = [Rounding(1, Direction.DOWN).apply(quota) for quota in quotas]
    left = abs(total) - sum(map(abs, rounded_down))
    most = 1 if odd_yen is OddYen.LARGEST_REMAINDER else left
    shares = apportion(total, weights, odd_yen=odd_yen)

    for share, down in zip(shares, rounded_down, strict=True):
        assert 0 <= abs(share) - abs(down) <= most
    assert left < len(weights)


@quick
@given(total=amounts, weights=weights, odd_yen=odd_yen_rules)
def test_only_the_one_named_by_the_rule_gets_more_than_its_quota_rounded_down(total, weights, odd_yen):
    heavy = [place for place, weight in enumerate(weights) if weight]
    named = {
        OddYen.FIRST: heavy[0],
        OddYen.LAST: heavy[-1],
        OddYen.LARGEST_WEIGHT: weights.index(max(weights)),
    }.get(odd_yen)
    shares = apportion(total, weights, odd_yen=odd_yen)
    favoured = {
        place
        for place, (share, weight) in enumerate(zip(shares, weights, strict=True))
        if abs(share) > Fraction(abs(total)) * weight // sum(weights)
    }

    assert named is None or favoured <= {named}


@quick
@given(total=amounts, weights=weights, data=st.data())
def test_by_largest_remainder_the_order_matters_only_among_equal_remainders(total, weights, data):
    def favours(order):
        shares = apportion(total, order, odd_yen=OddYen.LARGEST_REMAINDER)
        quotas = [Fraction(abs(total)) * weight / sum(order) for weight in order]
        return Counter(
            (quota % 1, abs(share) - quota // 1) for share, quota in zip(shares, quotas, strict=True)
        )

    assert favours(weights) == favours(data.draw(st.permutations(weights)))


@quick
@given(total=amounts, weights=weights)
def test_by_largest_remainder_who_lost_more_never_gets_less_of_the_rest(total, weights):
    shares = apportion(total, weights, odd_yen=OddYen.LARGEST_REMAINDER)
    quotas = [Fraction(abs(total)) * weight / sum(weights) for weight in weights]
    lost = [(quota % 1, abs(share) > quota) for share, quota in zip(shares, quotas, strict=True) if quota % 1]

    assert max((part for part, favoured in lost if not favoured), default=0) <= min(
        (part for part, favoured in lost if favoured), default=1
    )


@quick
@given(total=amounts, weights=weights, odd_yen=odd_yen_rules, scale=ratios.filter(bool))
def test_only_the_proportion_of_the_weights_matters(total, weights, odd_yen, scale):
    expected = apportion(total, weights, odd_yen=odd_yen)

    assert expected == apportion(total, [weight * scale for weight in weights], odd_yen=odd_yen)


@quick
@given(total=amounts, weights=weights, odd_yen=odd_yen_rules)
def test_a_total_below_zero_is_shared_like_the_total_above(total, weights, odd_yen):
    expected = tuple(-share for share in apportion(total, weights, odd_yen=odd_yen))

    assert expected == apportion(-total, weights, odd_yen=odd_yen)


@pytest.mark.parametrize("given_weights", [[], [0], [0, 0], [-1, 2], [1, -1], [Fraction(-1, 2), 1]])
def test_weights_that_name_no_proportion_are_refused(given_weights):
    with pytest.raises(InvalidValue) as caught:
        apportion(100, given_weights, odd_yen=OddYen.FIRST)

    assert ("basics.apportion_weights", tuple(given_weights)) == (caught.value.code, caught.value.value)


@pytest.mark.parametrize(
    ("total", "given_weights", "code"),
    [
        (100.0, [1], "basics.not_whole_yen"),
        (True, [1], "basics.not_whole_yen"),
        (Fraction(100), [1], "basics.not_whole_yen"),
        (100, [0.5, 0.5], "basics.inexact_ratio"),
        (100, [None], "basics.inexact_ratio"),
        (100, [True], "basics.inexact_ratio"),
    ],
)
def test_inexact_totals_and_weights_are_refused(total, given_weights, code):
    with pytest.raises(InvalidValue) as caught:
        apportion(total, given_weights, odd_yen=OddYen.FIRST)

    assert code == caught.value.code


def test_an_unknown_rule_for_the_odd_yen_is_refused_rather_than_losing_it():
    with pytest.raises(ValueError, match="frist"):
        apportion(100, [1, 1, 1], odd_yen="frist")
