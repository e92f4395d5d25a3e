import pytest
from hypothesis import given
from hypothesis import strategies as st

from payments import tax

AMOUNTS = st.integers(0, 10**12)
RATES = st.sampled_from([8, 10])
LINES = st.lists(st.tuples(AMOUNTS, RATES), max_size=8)


@pytest.mark.parametrize(("net", "expected"), [(0, 0), (1, 0), (9, 0), (10, 1), (1005, 100), (5500, 550)])
def test_tax_on_a_net_amount_drops_fractions(net, expected):
    assert tax.of_net(net) == tax.Share(10, net, expected)


@pytest.mark.parametrize(("gross", "net", "expected"), [(0, 0, 0), (10, 10, 0), (11, 10, 1), (5000, 4546, 454)])
def test_tax_in_a_gross_amount_drops_fractions(gross, net, expected):
    assert tax.of_gross(gross) == tax.Share(10, net, expected)


def test_three_lines_are_rounded_once():
    """Rounding each line would lose a yen: 10 % of 5 is 0, three times, but 1 of their sum."""
    assert tax.of_lines([(5, 10), (5, 10), (5, 10)], inclusive=False) == {10: tax.Share(10, 15, 1)}


@given(AMOUNTS, RATES)
def test_gross_is_what_was_given(amount, rate):
    assert tax.of_gross(amount, rate).gross == amount


@given(AMOUNTS, RATES)
def test_fraction_dropped_is_less_than_a_yen(amount, rate):
    assert 0 <= amount * rate - tax.of_net(amount, rate).tax * 100 < 100
    assert 0 <= amount * rate - tax.of_gross(amount, rate).tax * (100 + rate) < 100 + rate


@given(AMOUNTS, RATES)
def test_net_comes_back_from_its_gross(amount, rate):
    assert tax.of_gross(tax.of_net(amount, rate).gross, rate) == tax.of_net(amount, rate)


@given(LINES, st.booleans())
def test_lines_share_nothing_between_rates_and_forget_none(lines, inclusive):
    shares = tax.of_lines(lines, inclusive=inclusive)

    for rate, share in shares.items():
        total = sum(amount for amount, each in lines if each == rate)
        assert (share.gross if inclusive else share.net) == total
    assert set(shares) == {rate for _amount, rate in lines}


@given(LINES, st.randoms())
def test_order_of_lines_does_not_matter(lines, random):
    shuffled = list(lines)
    random.shuffle(shuffled)

    assert tax.of_lines(shuffled, inclusive=True) == tax.of_lines(lines, inclusive=True)


@pytest.mark.parametrize(("amount", "rate"), [(-1, 10), (1, -1), (1, 101)])
def test_nonsense_is_refused(amount, rate):
    with pytest.raises(ValueError, match="not negative"):
        tax.of_net(amount, rate)
