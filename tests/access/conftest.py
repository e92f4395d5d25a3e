"""One world for a whole module, put back after each test by the test's own savepoint."""

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client

from home import clock
from tests.access.worlds import ROLES, World
from tests.certifications import making


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Built once; each test's own transaction nests in this one, so nothing that a test writes stays."""
    with django_db_blocker.unblock(), transaction.atomic():
        cache.clear()
        yield World()
        transaction.set_rollback(True)


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
