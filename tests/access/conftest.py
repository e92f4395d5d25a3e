"""One world for the whole folder, put back after each test by the test's own savepoint."""

from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from pytest_django.plugin import blocking_manager_key

from home import clock
from tests.access import applying_worlds, judging_worlds
from tests.access.sessions import Sessions
from tests.access.worlds import ROLES, World
from tests.certifications import making

HERE = Path(__file__).parent
standing: dict[str, Any] = {}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Built once for this folder; each test's own transaction nests in its, so nothing that a test writes stays."""
    if not standing:
        with django_db_blocker.unblock():
            standing["block"] = transaction.atomic()
            standing["block"].__enter__()
            cache.clear()
            standing["world"] = World()
            standing["sessions"] = Sessions(standing["world"].people)
    return standing["world"]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item, nextitem):
    """The world goes before a test of another folder comes, and before it what judging has, when another file's test comes."""
    result = yield
    if "matters" in standing and (nextitem is None or not nextitem.path.name.startswith("test_judging_")):
        with django_db_blocker_of(item).unblock():
            transaction.set_rollback(True)
            standing.pop("matters_block").__exit__(None, None, None)
            standing.pop("matters")
    if standing and (nextitem is None or nextitem.path.parent != HERE):
        with django_db_blocker_of(item).unblock():
            transaction.set_rollback(True)
            standing.pop("block").__exit__(None, None, None)
            standing.clear()
    return result


def django_db_blocker_of(item):
    """Pytest-django's guard, outside a fixture."""
    return item.config.stash[blocking_manager_key]


@pytest.fixture(autouse=True)
def no_second_factor(settings):
    """Who may do what is asked here; that staff and judges need a second factor is asked in test_second_factor."""
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.fixture(autouse=True)
def during():
    with clock.at(making.DURING):
        yield


@pytest.fixture
def enter(world, db):
    """`enter("owner")` is a client that is signed in as the role."""
    return standing["sessions"].clients(ROLES).__getitem__


@pytest.fixture(scope="module")
def ground(world, django_db_blocker):
    """A case in every state of applying; it goes with the module, and the world stays as it was."""
    with django_db_blocker.unblock():
        block = transaction.atomic()
        block.__enter__()
        made = applying_worlds.ApplyingWorld(world)
        made.sessions = Sessions(made.people)
    yield made
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        block.__exit__(None, None, None)


@pytest.fixture(scope="module")
def matters(world, django_db_blocker):
    """What judging has besides scores: built once for all test_judging_*; it goes behind them, and the world stays as it was."""
    if "matters" not in standing:
        with django_db_blocker.unblock():
            standing["matters_block"] = transaction.atomic()
            standing["matters_block"].__enter__()
            standing["matters"] = judging_worlds.JudgingWorld(world)
            standing["matters"].sessions = Sessions(standing["matters"].people)
    return standing["matters"]


@pytest.fixture
def clients(matters, db):
    return matters.sessions.clients(judging_worlds.ROLES)
