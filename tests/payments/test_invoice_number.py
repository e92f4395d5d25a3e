import pytest

from payments import invoice_number


@pytest.mark.parametrize("typed", ["T7000012050002", " ｔ７０００-0120-50002 "])
def test_typing_is_read(typed):
    assert invoice_number.normalize(typed) == "T7000012050002"


@pytest.mark.parametrize(
    ("number", "valid"),
    [("T7000012050002", True), ("T1000012050002", False), ("7000012050002", False), ("T700001205000", False), ("", False)],
)
def test_number_is_t_and_a_corporate_number(number, valid):
    assert invoice_number.is_valid(number) is valid
