"""A city for races, at a moment of the call."""

import pytest
from django.db import connection

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


@pytest.fixture
def no_trigger(request, transactional_db):
    """The database without the guard that the module names as TRIGGER, for as long as the test runs."""
    with connection.cursor() as cursor:
        cursor.execute(request.module.TRIGGER.format("DISABLE"))
    yield
    with connection.cursor() as cursor:
        cursor.execute(request.module.TRIGGER.format("ENABLE"))
