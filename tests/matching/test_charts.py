from decimal import Decimal

from matching.charts import HAIR, widths


def test_longest_bar_fills_the_paper():
    assert widths([Decimal(50), Decimal(200), Decimal(100)]) == [25.0, 100.0, 50.0]


def test_share_is_drawn_of_the_whole():
    assert widths([Decimal(42)], whole=Decimal(100)) == [42.0]


def test_small_number_stays_visible_and_nothing_is_nothing():
    assert widths([Decimal(1), Decimal(100_000), Decimal(0)]) == [HAIR, 100.0, 0.0]


def test_no_numbers_have_no_bars():
    assert (widths([]), widths([Decimal(0)])) == ([], [0.0])
