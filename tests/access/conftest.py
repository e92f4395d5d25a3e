"""One world for the whole folder, put back after each test by the test's own savepoint."""

from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from pytest_django.plugin import blocking_manager_key

from home import clock
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
    return standing["world"]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item, nextitem):
    """The world goes before a test of another folder comes."""
    result = yield
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
    """`enter("owner")` is a client that is signed in as the role. All sign in at once: later requests may be undone."""
    clients = {role: Client(raise_request_exception=False) for role in ROLES}
    for role, client in clients.items():
        if person := world.person(role):
            client.force_login(person)
    return clients.__getitem__
