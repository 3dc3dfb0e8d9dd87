"""A code is six digits with a right check digit; anything else is refused, and the likely repair is named."""

import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, TypeAdapter, ValidationError

from chiho_digital import governments
from chiho_digital.basics import ChihoDigitalError
from chiho_digital.governments import AmbiguousCode, InvalidCode, LocalGovernmentCode, codes

quick = settings(max_examples=200, deadline=None)
ALL = [
    body.code
    for body in (
        *governments.prefectures(),
        *governments.municipalities(),
        *governments.wards(),
        *governments.northern_villages(),
    )
]
FORMER = [change.old_code for change in governments.changes()]
any_code = st.sampled_from(ALL)


class Row(BaseModel):
    code: LocalGovernmentCode


def refused(text, **how):
    with pytest.raises(InvalidCode) as caught:
        LocalGovernmentCode.parse(text, **how)
    return caught.value


def test_every_code_of_the_registry_is_read_back_from_its_text_and_from_its_five_digits():
    assert ALL == [LocalGovernmentCode.parse(str(code)) for code in ALL]
    assert ALL == [LocalGovernmentCode.parse(code.five_digits, digits=5) for code in ALL]
    assert ALL == [codes.validate(codes.format(code)) for code in ALL]


@quick
@given(five=st.from_regex("[0-9]{5}", fullmatch=True))
def test_five_digits_with_their_check_digit_are_always_a_code(five):
    assert five == LocalGovernmentCode.parse(five + codes.check_digit(five)).five_digits


@quick
@given(code=any_code, digit=st.sampled_from("0123456789"))
def test_any_other_check_digit_is_refused_and_the_right_code_suggested(code, digit):
    if digit == code[5]:
        assert codes.is_valid(code[:5] + digit)
        return

    error = refused(code[:5] + digit)

    assert "governments.code_check_digit" == error.code
    assert f"{code}（{governments.get(code).full_name}）" == error.suggestion


def test_a_suggested_code_that_nobody_bears_stands_without_a_name():
    assert "999997" == refused("999990").suggestion


@pytest.mark.parametrize(
    "text", ["０１１００２", "01100-2", "01100－2", " 011002\n", "01100 2", "01100‐2", "01100−2"]
)
def test_full_width_digits_spaces_and_hyphens_are_folded(text):
    assert "011002" == LocalGovernmentCode.parse(text)


def test_a_lost_leading_zero_is_named_as_the_repair():
    error = refused("11002")

    assert "governments.code_six_digits" == error.code
    assert "011002（北海道札幌市）" == error.suggestion
    assert "011002" in error.message("ja")
    assert "011002" in error.message("en")


def test_a_missing_check_digit_is_named_as_the_repair():
    assert "352047（山口県萩市）" == refused("35204").suggestion
    assert "011002（北海道札幌市）" == refused("01100").suggestion


def test_four_digits_that_lost_both_are_repaired_too():
    assert "011002（北海道札幌市）" == refused("1100").suggestion


def test_five_digits_that_fit_two_bodies_name_both():
    with pytest.raises(AmbiguousCode) as caught:
        LocalGovernmentCode.parse("12220")

    assert {"012220（北海道三笠市）", "122203（千葉県流山市）"} == set(caught.value.params["readings"])
    assert "三笠市" in caught.value.message("en")
    assert "流山市" in caught.value.message("ja")


def test_exactly_fifteen_texts_of_five_digits_fit_two_bodies():
    texts = {code[:5] for code in ALL} | {code[1:] for code in ALL if code[0] == "0"}
    ambiguous = [text for text in texts if isinstance(refused(text), AmbiguousCode)]

    assert 15 == len(ambiguous)
    assert "12220" in ambiguous


def test_every_other_text_of_five_digits_that_fits_a_body_suggests_it():
    known = {*ALL, *FORMER}
    texts = {code[:5] for code in known} | {code[1:] for code in known if code[0] == "0"}
    errors = [refused(text) for text in sorted(texts)]

    assert [] == [e.value for e in errors if not isinstance(e, AmbiguousCode) and e.suggestion is None]


def test_the_code_of_a_former_body_is_suggested_as_well():
    assert "093670（栃木県岩舟町）" == refused("09367").suggestion


@pytest.mark.parametrize("value", [11002, 352047, 3.5, None, True, b"352047", ["352047"]])
def test_what_is_no_text_is_refused(value):
    error = refused(value)

    assert "governments.code_not_text" == error.code
    assert type(value).__name__ in error.message("ja")


@pytest.mark.parametrize(
    "text", ["", " ", "abc", "35204a", "3520477", "٣٥٢٠٤٧", "35204²", "③52047", "352047\x00", "９" * 1000]
)
def test_a_text_of_another_form_is_refused_without_a_suggestion(text):
    error = refused(text)

    assert "governments.code_six_digits" == error.code
    assert None is error.suggestion


@quick
@given(text=st.text())
def test_any_text_is_a_code_or_an_invalid_code(text):
    if codes.is_valid(text):
        assert codes.compact(text) == LocalGovernmentCode.parse(text)
    else:
        assert refused(text).message("ja")
        assert refused(text).message("en")


def test_six_digits_where_five_are_due_suggest_the_five():
    assert "35204" == refused("352047", digits=5).suggestion
    assert None is refused("352048", digits=5).suggestion
    assert None is refused("1100", digits=5).suggestion


@pytest.mark.parametrize("five", ["", "1234", "123456", "1234a", "１２３４５"])
def test_a_check_digit_belongs_to_five_ascii_digits(five):
    with pytest.raises(InvalidCode):
        codes.check_digit(five)


def test_the_check_digit_follows_the_published_rule():
    # 6*0 + 5*1 + 4*1 + 3*0 + 2*0 = 9; 11 - 9 = 2.  A difference of 10 or 11 ends in its last digit.
    assert ("2", "0", "1") == tuple(codes.check_digit(five) for five in ("01100", "00006", "00000"))


def test_a_code_is_a_text_that_sorts_hashes_and_joins_like_one():
    code = LocalGovernmentCode("352047")

    assert "352047" == code
    assert hash("352047") == hash(code)
    assert ["011002", "352047"] == sorted([code, LocalGovernmentCode("011002")])
    assert "code 352047" == f"code {code}"
    assert "LocalGovernmentCode('352047')" == repr(code)
    assert ("35", "35204") == (code.prefecture_digits, code.five_digits)


def test_building_a_code_checks_it():
    with pytest.raises(InvalidCode):
        LocalGovernmentCode("352048")


@quick
@given(code=any_code)
def test_a_code_survives_pickling(code):
    again = pickle.loads(pickle.dumps(code))

    assert (LocalGovernmentCode, code) == (type(again), again)


def test_a_refusal_survives_pickling_and_is_a_value_error():
    again = pickle.loads(pickle.dumps(refused("12220")))

    assert AmbiguousCode is type(again)
    assert isinstance(again, ValueError)
    assert isinstance(again, ChihoDigitalError)
    assert refused("12220").message("ja") == again.message("ja")


def test_a_pydantic_model_reads_and_writes_codes_as_text():
    row = Row.model_validate({"code": "０１１００２"})

    assert LocalGovernmentCode is type(row.code)
    assert {"code": "011002"} == row.model_dump()
    assert '{"code":"011002"}' == row.model_dump_json()
    assert row == Row.model_validate_json(row.model_dump_json())


@pytest.mark.parametrize("value", [11002, "11002", "011003", None])
def test_a_pydantic_model_refuses_what_is_no_code(value):
    with pytest.raises(ValidationError):
        Row.model_validate({"code": value})


@pytest.mark.parametrize("mode", ["validation", "serialization"])
def test_the_json_schema_of_a_code_is_a_text_of_six_digits(mode):
    schema = TypeAdapter(LocalGovernmentCode).json_schema(mode=mode)

    assert {"type": "string", "pattern": "^[0-9]{6}$", "title": "全国地方公共団体コード"} == schema
