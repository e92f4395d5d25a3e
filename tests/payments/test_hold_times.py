from datetime import datetime

import pytest

from home.clock import TOKYO
from payments import hold_times

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=TOKYO)


@pytest.mark.parametrize(
    ("method", "until"),
    [
        ("card", datetime(2026, 11, 21, 12, 30, tzinfo=TOKYO)),
        ("transfer", datetime(2026, 12, 5, 23, 59, 59, tzinfo=TOKYO)),
        ("konbini", datetime(2026, 11, 24, 23, 59, 59, tzinfo=TOKYO)),
    ],
)
def test_until_follows_the_way_to_pay(method, until):
    assert hold_times.until(method, NOW) == until
