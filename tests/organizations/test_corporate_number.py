import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizations import corporate_number

BASES = st.text("0123456789", min_size=12, max_size=12)


@pytest.mark.parametrize("number", ["7000012050002", "8000020130001", "9020001071492", "1180301018771"])
def test_real_numbers_are_valid(number):
    assert corporate_number.is_valid(number) is True


@given(BASES)
def test_number_with_its_check_digit_is_valid(base):
    assert corporate_number.is_valid(f"{corporate_number.check_digit(base)}{base}") is True


@given(BASES, st.integers(0, 9))
def test_number_with_another_check_digit_is_not(base, digit):
    assert corporate_number.is_valid(f"{digit}{base}") is (digit == corporate_number.check_digit(base))


@given(BASES, st.integers(0, 11), st.integers(1, 8))
def test_one_wrong_digit_is_noticed_unless_nine_is_read_for_zero(base, place, step):
    digit = (int(base[place]) + step) % 10
    wrong = base[:place] + str(digit) + base[place + 1 :]
    same = {int(base[place]), digit} == {0, 9}

    assert (corporate_number.check_digit(wrong) == corporate_number.check_digit(base)) is same


@pytest.mark.parametrize("text", ["", "123", "70000120500020", "700001205000a", "７０００012050002", "²000012050002"])
def test_anything_else_is_not_valid(text):
    assert corporate_number.is_valid(text) is False


def test_typing_is_read():
    assert corporate_number.normalize(" ７０００－０１２０５－０００２ ") == "7000012050002"


@pytest.mark.parametrize("base", ["", "1" * 11, "1" * 13, "１" * 12, "a" * 12])
def test_check_digit_wants_twelve_digits(base):
    with pytest.raises(ValueError, match="twelve digits"):
        corporate_number.check_digit(base)
