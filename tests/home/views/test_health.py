"""Alive, and ready: what a load balancer asks."""

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django_tasks_db.models import DBTaskResult

from home.views import health
from scripts.postgres import free_port

GOOD = {"database": "ok", "cache": "ok", "queue": "ok", "migrations": "ok"}


@pytest.fixture(autouse=True)
def nothing_seen():
    health._seen_migrated.clear()
    yield
    health._seen_migrated.clear()


def test_alive_asks_nothing(client, django_assert_num_queries):
    response = client.get("/healthz")

    assert (response.status_code, response.json()) == (200, {"status": "alive"})
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_ready_looks_at_each_part(client):
    response = client.get("/readyz")

    assert (response.status_code, response.json()) == (200, {"status": "ready", "checks": GOOD})
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_ready_asks_little_the_second_time(client, django_assert_num_queries):
    client.get("/readyz")

    with django_assert_num_queries(2):
        client.get("/readyz")


@pytest.mark.django_db
def test_ready_refuses_while_a_migration_is_missing(client):
    for leaf in MigrationLoader(connection).graph.leaf_nodes("home"):
        MigrationRecorder(connection).record_unapplied(*leaf)

    response = client.get("/readyz")

    assert (response.status_code, response.json()["checks"]) == (503, GOOD | {"migrations": "not ready"})


@pytest.mark.django_db
def test_ready_refuses_without_the_cache(client, settings):
    cache = {"BACKEND": "home.caching.SteadyRedisCache", "LOCATION": f"redis://127.0.0.1:{free_port()}/0"}
    settings.CACHES = {"default": cache}

    response = client.get("/readyz")

    assert (response.status_code, response.json()["checks"]) == (503, GOOD | {"cache": "not ready"})


@pytest.mark.django_db
def test_ready_refuses_without_the_queue(client):
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {DBTaskResult._meta.db_table} RENAME TO away")

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json()["checks"]["queue"] in {"OperationalError", "ProgrammingError"}
