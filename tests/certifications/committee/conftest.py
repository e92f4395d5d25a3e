"""A round with a committee of five, three cases before it, and a meeting that has been planned."""

import pytest

from home import clock
from tests.certifications import making
from tests.certifications.committee import sitting


@pytest.fixture
def program(db):
    return making.program(stages=sitting.SELECTING)


@pytest.fixture
def members(db):
    return [making.person(f"member-{letter}", name=f"委員{letter}") for letter in "abcde"]


@pytest.fixture
def cases(open_round, secretary):
    """Three accepted cases of three companies."""
    return sitting.cases(open_round, secretary)


@pytest.fixture
def under_way(cases, open_round, secretary, members):
    """Under judgment; the committee's stage is open, and every member has pledged secrecy."""
    sitting.begin(open_round, secretary, members)
    return open_round


@pytest.fixture
def stage(under_way):
    return under_way.stages.select_related("round__program").get(kind="committee")


@pytest.fixture
def hour():
    """While meetings are held."""
    with clock.at(sitting.HOUR):
        yield sitting.HOUR


@pytest.fixture
def planned(stage, secretary, members):
    """A meeting of the five, by the default rules."""
    return sitting.planned(stage, secretary, members)


@pytest.fixture
def convened(planned, secretary):
    return sitting.convened(planned, secretary)


@pytest.fixture
def begun(convened, secretary, members, hour):
    """All five are in the room."""
    return sitting.begun(convened, secretary, members)


@pytest.fixture
def written(stage, secretary, members):
    """A resolution in writing, convened."""
    return sitting.convened(sitting.planned(stage, secretary, members, **sitting.WRITTEN), secretary)
