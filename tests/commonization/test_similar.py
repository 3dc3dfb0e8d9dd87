"""Similar proposals: pairs by the share of pieces in common, as counted by hand; seeded copies found; nothing merged."""

import pickle
import sys
from itertools import combinations, pairwise
from pathlib import Path
from random import Random

import pytest
from attrs import evolve, frozen
from hypothesis import given, settings
from hypothesis import strategies as st
from process_worlds import proposal

from chiho_digital import commonization
from chiho_digital.basics import InvalidValue
from chiho_digital.commonization import Proposal, SimilarPair, similar, similar_to

sys.path.append(str(Path(__file__).parents[2] / "benchmarks"))
from similar_texts import BEYOND, NOISES, made

LONG = "住民票の写しの交付を受けるために窓口へ出向く必要があり、高齢者の負担となっている。"


@frozen
class Words:
    """Four texts, the least that can be compared."""

    title: str | None = None
    measure: str | None = None
    problem: str | None = None
    effect: str | None = None


def pieces(words):
    """The pieces of three signs of plain texts."""
    texts = [text or "" for text in (words.title, words.measure, words.problem, words.effect)]
    return {text[start : start + 3] for text in texts for start in range(len(text) - 2)}


def score(one, other):
    """The share of pieces in common, by its definition."""
    ours, theirs = pieces(one), pieces(other)
    return 2 * len(ours & theirs) / (len(ours) + len(theirs)) if ours | theirs else 0.0


def by_hand(proposals, at_least):
    """Places and scores of all pairs, by the definition."""
    scored = (
        (one, other, score(proposals[one], proposals[other]))
        for one, other in combinations(range(len(proposals)), 2)
    )
    return sorted((pair for pair in scored if pair[2] >= at_least), key=lambda pair: (-pair[2], pair[:2]))


def told(pairs, proposals):
    """The same of what was found; places by identity, since proposals may be equal."""
    places = {id(one): place for place, one in enumerate(proposals)}
    return [(places[id(pair.first)], places[id(pair.second)], pair.score) for pair in pairs]


texts = st.none() | st.text("亜以宇え", max_size=12)
worded = st.builds(Words, texts, texts, texts, texts)
shares = st.floats(0.01, 1) | st.sampled_from([0.25, 0.5, 2 / 3, 0.6, 1])


@settings(max_examples=200)
@given(st.lists(worded, max_size=8), shares)
def test_the_pairs_are_those_of_the_definition_in_the_order_it_says(proposals, at_least):
    distinct = [evolve(one) for one in proposals]

    assert by_hand(distinct, at_least) == told(similar(distinct, at_least=at_least), distinct)


@given(worded, st.lists(worded, max_size=8), shares)
def test_one_is_compared_with_every_other_but_itself(wanted, proposals, at_least):
    others = [evolve(one) for one in proposals]
    expected = [
        (place, score(wanted, one))
        for place, one in enumerate(others)
        if one != wanted and score(wanted, one) >= at_least
    ]
    expected.sort(key=lambda found: -found[1])
    found = similar_to(wanted, others, at_least=at_least)
    places = {id(one): place for place, one in enumerate(others)}

    assert expected == [(places[id(pair.second)], pair.score) for pair in found]
    assert all(pair.first is wanted for pair in found)


@given(st.lists(worded, min_size=2, max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_proposals_changes_no_score(proposals, random):
    distinct = [evolve(one) for one in proposals]
    shuffled = random.sample(distinct, len(distinct))

    def scores(pairs):
        return sorted((sorted((id(pair.first), id(pair.second))), pair.score) for pair in pairs)

    assert scores(similar(distinct, at_least=0.3)) == scores(similar(shuffled, at_least=0.3))


@pytest.mark.parametrize(
    "other",
    [
        "住民票の写しの交付を受けるために　窓口へ出向く必要があり，高齢者の負担となっている．",
        "住民票の写しの交付を\n受けるために窓口へ出向く必要があり 高齢者の負担となっている",
        "「住民票の写し」の交付を受けるために、窓口へ出向く必要があり、高齢者の負担となっている",
    ],
)
def test_spaces_line_breaks_and_punctuation_make_no_difference(other):
    (pair,) = similar([Words(problem=LONG), Words(problem=other)])

    assert 1 == pair.score


def test_width_and_case_make_no_difference():
    one = Words(measure="ＡＰＩで１２３件のデータを連携")
    other = Words(measure="apiで123件のﾃﾞｰﾀを連携")

    assert [1] == [pair.score for pair in similar([one, other])]


def test_it_does_not_matter_in_which_text_a_wording_stands_but_no_piece_lies_in_two():
    assert [1] == [pair.score for pair in similar([Words(problem=LONG), Words(effect=LONG)])]
    assert () == similar([Words("亜以", "宇え"), Words("亜以宇え")], at_least=0.01)


def test_a_proposal_that_says_nothing_is_like_none():
    assert () == similar([Words(), Words(), Words(""), Words("亜以"), Words("亜以")], at_least=0.01)
    assert () == similar([])
    assert () == similar_to(Words(LONG), [])


def test_records_are_compared_and_none_is_changed_or_merged():
    one = Proposal(**proposal(problem=LONG))
    other = Proposal(**proposal(id="p2", problem=LONG.replace("高齢者", "障害のある方")))
    before = (one.model_dump(), other.model_dump())
    (pair,) = similar([one, other])

    assert (True, True) == (pair.first is one, pair.second is other)
    assert 0.6 < pair.score < 1
    assert before == (one.model_dump(), other.model_dump())
    assert pair == pickle.loads(pickle.dumps(pair))
    assert (SimilarPair(one, other, pair.score),) == similar_to(one, [one, other])


@pytest.mark.parametrize("at_least", [0, -0.1, 1.01, float("nan")])
@pytest.mark.parametrize("search", [similar, lambda these, **share: similar_to(these[0], these, **share)])
def test_a_share_of_nothing_or_more_than_all_is_refused(search, at_least):
    with pytest.raises(InvalidValue) as caught:
        search([Words(LONG)], at_least=at_least)

    assert "commonization.no_similarity" == caught.value.code


def test_more_pairs_than_a_person_can_go_through_are_refused_with_the_repair():
    with pytest.raises(InvalidValue, match="下限を上げるか") as caught:
        similar([Words(LONG) for _ in range(1_500)])

    assert "commonization.too_many_similar" == caught.value.code


def test_seeded_copies_are_found_whatever_their_noise():
    originals, copies = made(1_000, 300)
    stated = [copy for copy in copies if copy.noise != BEYOND]
    proposals = [*originals, *(copy.texts for copy in stated)]
    found = {(one, other) for one, other, _ in told(similar(proposals), proposals)}
    missed = [
        copy.noise for turn, copy in enumerate(stated) if (copy.original, len(originals) + turn) not in found
    ]

    assert set(NOISES) == {copy.noise for copy in copies}
    assert not missed


def short(number, seed):
    """Short texts, half of each the same as that of the one before it."""
    random = Random(seed)  # noqa: S311 – texts, not secrets
    signs = "".join(map(chr, range(ord("一"), ord("一") + 400)))
    halves = ["".join(random.choices(signs, k=30)) for _ in range(number + 1)]
    return [Words(problem="".join(pair)) for pair in pairwise(halves)]


@pytest.mark.parametrize("at_least", [0.3, 0.45, 0.6])
def test_beyond_2048_proposals_the_sketch_misses_next_to_nothing(at_least):
    copies = [evolve(one, problem=one.problem[:-8] + one.problem[:8]) for one in short(1_000, seed=2)]
    proposals = [*short(2_000, seed=1), *short(1_000, seed=2), *copies]
    found = told(similar(proposals, at_least=at_least), proposals)
    parts = [proposals[start : start + 1_000] for start in range(0, len(proposals), 1_000)]
    compared = {
        (id(pair.first), id(pair.second), pair.score)
        for one, other in combinations(parts, 2)
        for pair in similar([*one, *other], at_least=at_least)
    }
    exact = {(id(proposals[one]), id(proposals[other]), score) for one, other, score in found}

    assert exact <= compared
    assert len(compared - exact) <= len(compared) / 1_000
    assert len(compared) >= 1_000
    assert found == sorted(found, key=lambda pair: (-pair[2], pair[:2]))


def test_where_much_wording_is_the_same_nothing_is_missed():
    random = Random(3)  # noqa: S311 – texts, not secrets
    common = LONG * 3
    proposals = [
        Words(problem=common, effect="".join(random.choices("あいうえおかきくけこ", k=60)))
        for _ in range(2_200)
    ]
    sample = random.sample(range(len(proposals)), 40)
    found = {
        (one, other): score
        for one, other, score in told(similar(proposals, at_least=0.52), proposals)
        if one in sample and other in sample
    }
    plain = [Words(LONG.replace("、", "").replace("。", "") * 3, None, None, one.effect) for one in proposals]

    expected = {
        (one, other): share
        for one, other in combinations(sorted(sample), 2)
        if (share := score(plain[one], plain[other])) >= 0.52
    }
    assert expected == found
    assert 0 < len(expected) < 40 * 39 / 2


def test_the_functions_are_there_under_the_name_of_the_room():
    assert (similar, similar_to) == (commonization.similar, commonization.similar_to)
