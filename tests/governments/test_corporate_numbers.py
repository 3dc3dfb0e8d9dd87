"""Corporate numbers agree with python-stdnum (stdnum.jp.cn) in check digit, validity and form."""

import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, TypeAdapter, ValidationError
from stdnum.jp import cn

from chiho_digital.governments import CorporateNumber, InvalidCode, corporate_numbers

quick = settings(max_examples=300, deadline=None)
twelve_digits = st.from_regex("[0-9]{12}", fullmatch=True)
thirteen_digits = st.from_regex("[0-9]{13}", fullmatch=True)


class Company(BaseModel):
    number: CorporateNumber


def refused(value):
    with pytest.raises(InvalidCode) as caught:
        CorporateNumber.parse(value)
    return caught.value


@quick
@given(twelve=twelve_digits)
def test_the_check_digit_is_that_of_stdnum(twelve):
    assert cn.calc_check_digit(twelve) == corporate_numbers.check_digit(twelve)


@quick
@given(number=thirteen_digits)
def test_thirteen_digits_are_valid_where_stdnum_says_so(number):
    assert cn.is_valid(number) == corporate_numbers.is_valid(number)


@quick
@given(twelve=twelve_digits)
def test_a_number_with_its_check_digit_is_formatted_and_read_back_as_by_stdnum(twelve):
    number = corporate_numbers.check_digit(twelve) + twelve

    assert cn.format(number) == corporate_numbers.format(number)
    assert number == corporate_numbers.validate(cn.format(number))


@quick
@given(twelve=twelve_digits, digit=st.sampled_from("0123456789"))
def test_any_other_check_digit_is_refused_and_the_right_one_named(twelve, digit):
    right = corporate_numbers.check_digit(twelve)
    if digit == right:
        assert corporate_numbers.is_valid(digit + twelve)
        return

    error = refused(digit + twelve)

    assert ("governments.corporate_number_check_digit", right) == (error.code, error.params["expected"])


@quick
@given(text=st.text())
def test_any_text_is_a_number_or_an_invalid_code(text):
    if corporate_numbers.is_valid(text):
        assert cn.is_valid(corporate_numbers.validate(text))
    else:
        assert refused(text).message("ja")
        assert refused(text).message("en")


@pytest.mark.parametrize("text", ["５８３５６７８２５６２４６", "5-8356-7825-6246", " 5 8356 7825 6246 "])
def test_full_width_digits_spaces_and_hyphens_are_folded(text):
    assert "5835678256246" == corporate_numbers.validate(text)


@pytest.mark.parametrize("value", [5835678256246, None, b"5835678256246"])
def test_what_is_no_text_is_refused(value):
    assert "governments.corporate_number_not_text" == refused(value).code
    assert not corporate_numbers.is_valid(value)


@pytest.mark.parametrize("twelve", ["", "83567825624", "8356782562461", "83567825624a"])
def test_a_check_digit_belongs_to_twelve_digits(twelve):
    with pytest.raises(InvalidCode):
        corporate_numbers.check_digit(twelve)


@pytest.mark.parametrize(
    ("text", "repair"),
    [
        ("T5835678256246", "5835678256246"),
        ("Ｔ5-8356-7825-6246", "5835678256246"),
        ("835678256246", "5835678256246"),
        ("T1835678256246", None),
        ("83567825624", None),
        ("T", None),
        ("", None),
    ],
)
def test_an_invoice_number_and_a_number_without_its_check_digit_are_repaired(text, repair):
    assert repair == refused(text).suggestion


def test_a_number_is_a_text_and_survives_pickling():
    number = CorporateNumber("5835678256246")
    again = pickle.loads(pickle.dumps(number))

    assert "5835678256246" == number == again
    assert CorporateNumber is type(again)
    assert "CorporateNumber('5835678256246')" == repr(number)


def test_a_pydantic_model_reads_and_writes_numbers_as_text():
    company = Company.model_validate({"number": "5-8356-7825-6246"})

    assert '{"number":"5835678256246"}' == company.model_dump_json()
    with pytest.raises(ValidationError):
        Company.model_validate({"number": 5835678256246})


def test_the_json_schema_of_a_number_is_a_text_of_thirteen_digits():
    expected = {"type": "string", "pattern": "^[0-9]{13}$", "title": "法人番号"}

    assert expected == TypeAdapter(CorporateNumber).json_schema()
