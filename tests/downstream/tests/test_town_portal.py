"""The portal of a town, tested with the strategies of the library; nothing is imported to make `from_type` work."""

from hypothesis import given
from hypothesis import strategies as st
from town_portal import case_card, known_total, money_card, receive

from chiho_digital import bonds, procurement, testing


@given(st.from_type(procurement.Case))
def test_a_card_shows_no_number_that_is_not_known(case):
    card = case_card(case)

    assert (card.towns is None) is (case.municipal_count is None)
    assert card.yearly_yen is None or any(card.yearly_yen == amount.yen for amount in case.amounts)


@given(
    st.lists(st.from_type(procurement.Case), max_size=3).map(
        lambda cases: [case_card(case) for case in cases]
    )
)
def test_a_total_counts_every_card_once(cards):
    total, unknown = known_total(cards)

    assert total >= 0
    assert unknown == sum(card.yearly_yen is None for card in cards)


@given(...)
def test_every_project_has_a_light_and_only_a_yellow_one_asks_for_more(project: bonds.Project):
    card = money_card(project)

    assert card.light in {"green", "yellow", "red"}
    assert card.light == "yellow" or not card.missing


@given(
    testing.records(bonds.Project, body_kind=st.just(bonds.BodyKind.NOT_A_LOCAL_GOVERNMENT), body=st.none())
)
def test_what_is_no_local_government_never_gets_green(project):
    assert money_card(project).light != "green"


@given(testing.files(procurement.CaseRow, wrong=True))
def test_an_upload_with_errors_shows_exactly_what_is_to_be_put_right(file):
    upload = receive(file.data)
    codes = {code for _, _, code in upload.to_repair}

    assert set(upload.to_repair) <= set(file.issues)
    assert codes
    assert len(upload.accepted) == len(file.rows) - len(file.rejected)


@given(testing.files(procurement.CaseRow, wrong=False))
def test_an_upload_without_errors_is_shown_as_a_whole(file):
    upload = receive(file.data)

    assert () == upload.to_repair
    assert len(upload.accepted) >= 1
