"""A city for races, at a moment of the call."""

import pytest

from home import clock
from tests.certifications import making
from tests.races.cities import City


@pytest.fixture
def during():
    with clock.at(making.DURING):
        yield


@pytest.fixture
def city(during):
    return City()
