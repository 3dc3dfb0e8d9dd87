"""Proposals: who may propose, ministries, the length of texts, dates; everything wrong is named at once with its source."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from process_worlds import HAGI, SHIMONOSEKI, proposal
from pydantic import ValidationError

from chiho_digital import governments
from chiho_digital.basics import InvalidValue
from chiho_digital.commonization import (
    MINISTRIES,
    Ministry,
    PriorConsultation,
    Proposal,
    Proposer,
    TextLimits,
    characters,
)
from chiho_digital.commonization.texts import CALL_FORM, WHO_MAY_PROPOSE
from chiho_digital.rules import InvalidFacts


def problems(**changes):
    """What is wrong with a proposal."""
    with pytest.raises(ValidationError) as caught:
        Proposal(**proposal(**changes))
    (error,) = caught.value.errors()
    found = error["ctx"]["error"]
    return found.problems if isinstance(found, InvalidFacts) else (found.at(*error["loc"]),)


def said(found):
    return [(one.code.partition(".")[2], one.path) for one in found]


# --- who proposes


@pytest.mark.parametrize(
    "proposer",
    [
        HAGI,
        {"name": "山口県", "kind": "prefecture", "code": "350001"},
        {"name": "東京都千代田区", "kind": "municipality", "code": "131016"},
        {"name": "横浜市", "kind": "市区町村（特別区を含む）", "code": "141003"},
        {"name": "架空広域連合", "kind": "association"},
        {"name": "架空の全国団体", "kind": "federation"},
        {"name": "架空の任意組織", "kind": "voluntary"},
    ],
)
def test_local_governments_and_their_organisations_may_propose(proposer):
    assert Proposal(**proposal(proposer=proposer)).proposer.kind.may_propose


@pytest.mark.parametrize(
    "proposer",
    [
        {"name": "架空の住民", "kind": "resident"},
        {"name": "架空の会社", "kind": "company"},
        {"name": "架空の会社", "kind": "企業"},
        {"name": "（株）架空", "kind": "voluntary"},
        {"name": "架空株式会社", "kind": "association"},
    ],
)
def test_residents_and_companies_may_not_propose_alone_or_with_others(proposer):
    alone, jointly = problems(proposer=proposer), problems(joint_proposers=[SHIMONOSEKI, proposer])

    assert [("may_not_propose", ("proposer", "kind"))] == said(alone)
    assert [("may_not_propose", ("joint_proposers", 1, "kind"))] == said(jointly)
    for lang in ("ja", "en"):
        assert WHO_MAY_PROPOSE.to(lang) in alone[0].message(lang)


def test_a_word_that_is_no_kind_is_refused_with_those_who_may_propose():
    (error,) = problems(proposer={"name": "架空の法人", "kind": "NPO"})

    assert "commonization.no_kind" == error.code
    assert "都道府県" in error.message("ja")


@pytest.mark.parametrize(
    ("proposer", "expected"),
    [
        ({"name": "萩市", "kind": "municipality"}, ("code_missing", "code")),
        ({"name": "組合", "kind": "association", "code": "352047"}, ("code_not_due", "code")),
        ({"name": "山口県", "kind": "municipality", "code": "350001"}, ("kind_of_code", "kind")),
        ({"name": "萩市", "kind": "prefecture", "code": "352047"}, ("kind_of_code", "kind")),
        ({"name": "中区", "kind": "municipality", "code": "141046"}, ("kind_of_code", "kind")),
        ({"name": "なし", "kind": "municipality", "code": "999997"}, ("unknown_code", "code")),
    ],
)
def test_code_and_kind_must_fit(proposer, expected):
    ((code, path),) = said(problems(proposer=proposer))

    assert (expected[0], ("proposer", expected[1])) == (code, path)


def test_the_likely_kind_is_suggested_where_there_is_one():
    (prefecture,) = problems(proposer={"name": "山口県", "kind": "municipality", "code": "350001"})
    (ward,) = problems(proposer={"name": "中区", "kind": "municipality", "code": "141046"})

    assert "都道府県" == prefecture.suggestion.ja
    assert ward.suggestion is None


def test_the_body_is_looked_up_in_its_year():
    # It went into 栃木市 on 2014-04-05.
    iwafune = {"name": "栃木県岩舟町", "kind": "municipality", "code": "093670"}

    assert Proposal(**proposal(year=2014, proposer=iwafune))
    assert Proposal(**proposal(year=2014, proposer=iwafune, submitted_on="2014-04-04"))
    (error,) = problems(proposer=iwafune)
    assert ("governments.code_abolished", ("proposer", "code")) == (error.code, error.path)
    assert "栃木市" in error.message("ja")


def test_a_body_can_be_given_as_the_registry_knows_it():
    assert Proposer(**HAGI) == Proposer.of(governments.find("山口県萩市"))
    with pytest.raises(InvalidValue) as caught:
        Proposer.of(governments.get("141046"))
    assert "横浜市" in caught.value.message("ja")


@pytest.mark.parametrize("twice", [{**HAGI, "name": "萩市"}, HAGI])
def test_nobody_proposes_twice(twice):
    assert [("proposer_twice", ("joint_proposers", 1))] == said(
        problems(joint_proposers=[SHIMONOSEKI, twice])
    )


def test_joint_proposers_may_be_none_or_not_known():
    assert () == Proposal(**proposal(joint_proposers=[])).joint_proposers
    assert Proposal(**proposal()).joint_proposers is None
    assert [HAGI["name"]] == [body.name for body in Proposal(**proposal()).bodies]


# --- ministries


def test_a_known_ministry_is_given_by_its_name():
    found = Proposal(**proposal(ministries=["デジタル庁", " 総務 省 "])).ministries

    assert ("デジタル庁", "総務省") == tuple(one.name for one in found)
    assert all(name in MINISTRIES for name in ("内閣官房", "デジタル庁", "総務省", "厚生労働省"))


@pytest.mark.parametrize(
    ("name", "near"), [("総務庁", "総務省"), ("厚労省", "厚生労働省"), ("デジタル省", "デジタル庁")]
)
def test_an_unknown_ministry_is_refused_with_near_names_and_the_way_to_add_it(name, near):
    (error,) = problems(ministries=["総務省", name])

    assert ("commonization.unknown_ministry", ("ministries", 1, "name")) == (error.code, error.path)
    assert near in error.suggestion
    assert "source" in error.message("ja")


def test_another_ministry_is_added_with_the_text_it_was_read_in():
    other = {"name": "架空省", "source": "架空省設置法"}

    assert "架空省" == Proposal(**proposal(ministries=[other])).ministries[0].name
    assert Ministry(**other)
    (error,) = problems(ministries=["架空省"])
    assert error.suggestion is None
    with pytest.raises(ValidationError, match="string"):
        Ministry(name=5)


# --- texts


@pytest.mark.parametrize(
    ("field", "limit", "code"),
    [("measure", 250, "measure"), ("problem", 700, "problem"), ("effect", 700, "problem")],
)
def test_a_text_may_have_as_many_characters_as_the_form_takes_and_no_more(field, limit, code):
    assert Proposal(**proposal(**{field: "あ" * limit}))
    (error,) = problems(**{field: "あ" * (limit + 3)})

    assert ("commonization.text_too_long", (code,), limit + 3) == (error.code, error.path, error.value)
    for words in (str(limit + 3), str(limit), "3", CALL_FORM.to("ja")):
        assert words in error.message("ja")
    assert "undated" in error.message("en")


def test_problem_and_effect_are_counted_together():
    assert Proposal(**proposal(problem="あ" * 300, effect="い" * 400))
    assert 701 == problems(problem="あ" * 300, effect="い" * 401)[0].value


def test_the_limits_of_another_form_can_be_given():
    wider = {"measure": 300, "problem_and_effect": None}

    assert Proposal(**proposal(measure="あ" * 300, problem="い" * 5000, limits=wider))
    (error,) = problems(measure="あ" * 301, limits=wider)
    assert "指定された字数制限" in error.message("ja")
    assert CALL_FORM == TextLimits().source
    with pytest.raises(ValidationError):
        TextLimits(measure=0)


@given(st.text(st.characters(exclude_categories=["Cs"])), st.sampled_from(["\n", "\r\n", "\r", "\u2028"]))
def test_line_breaks_do_not_count_and_other_characters_do(text, line_break):
    plain = "".join(text.splitlines())

    assert len(unicodedata.normalize("NFC", plain)) == characters(plain)
    assert characters(f"国{plain}方") == characters(f"国{line_break}{plain}{line_break}方")


def test_a_composed_character_counts_once_and_one_beyond_the_basic_plane_too():
    assert (1, 1, 1, 3) == (characters("が"), characters("か\u3099"), characters("𠮷"), characters("国 方"))


# --- the rest


def test_a_date_outside_the_year_is_refused():
    assert [("outside_year", ("submitted_on",))] == said(problems(submitted_on="2025-01-01"))
    assert [("outside_year", ("submitted_on",))] == said(problems(submitted_on="2023"))
    for day in ("2024-01-01", "2024-12", "FY2024", "FY2023", None):
        assert Proposal(**proposal(submitted_on=day))


def test_a_prior_consultation_comes_before_the_proposal_and_has_no_result():
    consultation = {"on": "2024-05-11", "advice": "根拠を補うとよい", "passed_to": "総務庁"}
    found = problems(submitted_on="2024-05-10", prior_consultations=[{}, consultation])

    assert [
        ("unknown_ministry", ("prior_consultations", 1, "passed_to", "name")),
        ("consulted_after", ("prior_consultations", 1, "on")),
    ] == said(found)
    assert Proposal(**proposal(submitted_on="2024-05-10", prior_consultations=[{"on": "2024-05"}]))
    assert Proposal(**proposal(prior_consultations=[{"on": "2023-12-20"}]))  # before the year of the call
    with pytest.raises(ValidationError, match="result"):
        PriorConsultation(result="rejected")


@pytest.mark.parametrize(
    ("text", "stands", "known"),
    [
        ("B 地方に対する規制緩和", "B 地方に対する規制緩和", True),
        ("Ｂ　地方に対する規制緩和", "B 地方に対する規制緩和", True),
        ("地方に対する規制緩和", "B 地方に対する規制緩和", True),
        ("B", "B 地方に対する規制緩和", True),
        ("C 架空の区分", "C 架空の区分", False),
    ],
)
def test_the_vocabulary_of_classes_is_open(text, stands, known):
    found = Proposal(**proposal(proposal_class=text))

    assert (stands, known) == (found.proposal_class, found.class_known)
    assert not Proposal(**proposal()).class_known


def test_none_is_unknown_and_an_empty_list_is_none():
    bare, said_none = Proposal(**proposal()), Proposal(**proposal(decentralisation=[], benefits=[]))

    assert (None, None) == (bare.decentralisation, bare.benefits)
    assert ((), ()) == (said_none.decentralisation, said_none.benefits)


def test_everything_wrong_is_named_at_once():
    found = problems(
        proposer={"name": "架空の住民", "kind": "resident"},
        ministries=["総務庁"],
        measure="あ" * 251,
        effect="い" * 701,
        submitted_on="2025-04",
    )

    assert [
        ("may_not_propose", ("proposer", "kind")),
        ("unknown_ministry", ("ministries", 0, "name")),
        ("text_too_long", ("measure",)),
        ("text_too_long", ("problem",)),
        ("outside_year", ("submitted_on",)),
    ] == said(found)
    assert all("出典" in one.message("ja") for one in found)


def test_a_proposal_can_be_changed_into_a_checked_one():
    changed = Proposal(**proposal()).with_(measure="あ" * 250)

    assert 250 == characters(changed.measure)
    with pytest.raises(ValidationError):
        changed.with_(measure="あ" * 251)
