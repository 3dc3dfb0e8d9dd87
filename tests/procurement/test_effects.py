"""Effects of a joint procurement are what somebody said: nothing is computed, nothing unknown is zero."""

import pytest
from exchange_worlds import effects
from hypothesis import given
from pydantic import ValidationError

from chiho_digital.basics import MAX_YEN, Grade, PartialDate, TaxBasis
from chiho_digital.procurement import Effect, Exactness, Measure, read_cases
from chiho_digital.tables import Link

GIFU = Effect(
    case="gifu-gis-2006",
    measure=Measure.YEN_PER_YEAR,
    what="地図整備費",
    before=900_000_000,
    after=600_000_000,
    exactness=Exactness.ABOUT,
    words="地図整備費 県・市町村合計 年約9億円→約6億円",
    grade=Grade.PRIMARY,
)


def refused(**fields):
    with pytest.raises(ValidationError) as caught:
        Effect(**{"case": "x", "grade": Grade.PRIMARY, **fields})
    (problem,) = caught.value.errors()
    cause = problem.get("ctx", {}).get("error")
    return getattr(cause, "code", problem["type"]), problem["loc"]


def test_what_was_not_said_stays_unknown_though_it_could_be_computed():
    assert (None, TaxBasis.UNKNOWN, None, None) == (GIFU.saved, GIFU.tax_basis, GIFU.bodies, GIFU.expected)


def test_the_words_of_the_published_cases_stay_words():
    (case,) = [one for one in read_cases().cases if one.id == GIFU.case]

    assert GIFU.words == case.saving_note


@given(effects("some-case"))
def test_an_effect_survives_json(effect):
    if effect.source is None or effect.source.url.startswith("https://"):
        assert effect == Effect.model_validate_json(effect.model_dump_json())


def test_an_effect_can_be_read_from_json():
    effect = Effect.model_validate_json(
        '{"case": "x", "measure": "hours_per_year", "saved": 300, "since": "FY2025", "grade": "secondary",'
        '"source": {"url": "https://example.org/"}}'
    )

    assert (Measure.HOURS_PER_YEAR, PartialDate.parse("令和7年度"), Link("https://example.org/")) == (
        effect.measure,
        effect.since,
        effect.source,
    )


def test_an_effect_that_says_nothing_is_refused():
    assert ("procurement.effect_says_nothing", ()) == refused(measure=Measure.YEN_ONCE)


@pytest.mark.parametrize("field", ["saved", "before", "after"])
def test_a_figure_says_what_it_counts(field):
    assert ("procurement.effect_without_measure", ()) == refused(**{field: 0})


def test_words_alone_are_enough():
    assert "約3割削減" == Effect(case="x", words="約3割削減", grade=Grade.SECONDARY).words


def test_exact_figures_that_contradict_one_another_are_refused():
    figures = {"measure": Measure.YEN_ONCE, "before": 5, "after": 3, "saved": 1}

    assert "procurement.effect_disagrees" == refused(**figures, exactness=Exactness.EXACT)[0]
    for exactness in (None, Exactness.ABOUT, Exactness.AT_MOST, Exactness.AT_LEAST):
        assert 1 == Effect(case="x", grade=Grade.PRIMARY, **figures, exactness=exactness).saved


@pytest.mark.parametrize("unknown", ["before", "after", "saved"])
def test_exact_figures_of_which_one_is_unknown_do_not_contradict(unknown):
    figures = {"before": 5, "after": 3, "saved": 1, unknown: None}
    effect = Effect(
        case="x", measure=Measure.YEN_ONCE, grade=Grade.PRIMARY, **figures, exactness=Exactness.EXACT
    )

    assert getattr(effect, unknown) is None


def test_a_cost_that_rose_is_saved_below_zero():
    assert -2 == Effect(case="x", measure=Measure.YEN_ONCE, saved=-2, grade=Grade.PRIMARY).saved


def test_a_period_does_not_end_before_it_starts():
    days = {"since": "2025-04", "until": "2025-03"}

    assert "basics.period_reversed" == refused(words="x", **days)[0]
    assert Effect(case="x", words="x", grade=Grade.PRIMARY, since="2025", until="2025-03")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("saved", 1.0),
        ("saved", "1"),
        ("saved", MAX_YEN + 1),
        ("saved", -MAX_YEN - 1),
        ("before", -1),
        ("after", True),
        ("bodies", 0),
        ("measure", "percent"),
        ("since", "来年"),
        ("source", "ftp://example.org/"),
        ("said_by", " "),
        ("case", ""),
        ("unheard_of", 1),
    ],
)
def test_a_value_that_is_none_is_refused(field, value):
    assert (field,) == refused(**{"words": "x", "measure": Measure.YEN_ONCE, field: value})[1]


def test_an_effect_cannot_be_changed():
    with pytest.raises(ValidationError):
        GIFU.saved = 1
