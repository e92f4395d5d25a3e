"""What the tests make in a served city."""

import pytest

from tests.journeys import cities

pytestmark = pytest.mark.journey


def test_what_is_made_once_is_made_anew_in_another_city(monkeypatch):
    monkeypatch.setattr(cities, "MADE", [])
    made = iter(range(9))
    each = cities.once_in_city(lambda: next(made))

    first = (each(), each())
    cities.begin_anew()

    assert (*first, each(), each()) == (0, 0, 1, 1)
