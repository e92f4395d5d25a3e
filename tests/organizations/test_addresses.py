import pytest

from organizations import addresses


@pytest.mark.parametrize(
    "address",
    [
        "hanako@company.example",
        "taro..yamada@docomo.ne.jp",
        "taro.@ezweb.ne.jp",
        ".taro@docomo.ne.jp",
        "a+b@x.co.jp",
        "o'neil@x.ie",
    ],
)
def test_addresses_that_receive_letters_pass(address):
    assert addresses.is_plausible(address) is True


@pytest.mark.parametrize(
    "address",
    ["", "hanako", "@company.example", "hanako@", "hanako@localhost", "ha nako@company.example", "花子@company.example",
     "a@b..jp", "a@-b.jp", "a@b.1", "a@b.jp\nBcc: x@y.jp", "a@b@c.jp", "x" * 65 + "@a.jp", "a@" + "b" * 250 + ".jp"],
)  # fmt: skip
def test_what_cannot_be_an_address_does_not(address):
    assert addresses.is_plausible(address) is False


def test_typing_is_read():
    assert addresses.normalize(" Ｈａｎａｋｏ＠Company.Example　") == "hanako@company.example"


def test_masked_address_is_recognized_not_learned():
    assert addresses.masked("hanako@company.example") == "h•••@company.example"
