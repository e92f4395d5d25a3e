"""Answers for load balancers: alive, and ready."""

from django.core.cache import cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django_tasks_db.models import DBTaskResult

_seen_migrated: list[bool] = []


@never_cache
def alive(request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"status": "alive"})


@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """Database, cache, queue and migrations, each looked at; 503 when one of them fails."""
    checks = {"database": _database, "cache": _cache, "queue": _queue, "migrations": _migrations}
    results = {}
    for name, check in checks.items():
        try:
            results[name] = "ok" if check() else "not ready"
        except Exception as error:  # noqa: BLE001  whatever fails, the answer is "not ready", with its class for the operator
            results[name] = type(error).__name__
    good = all(result == "ok" for result in results.values())
    return JsonResponse({"status": "ready" if good else "not ready", "checks": results}, status=200 if good else 503)


def _database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone() == (1,))


def _cache() -> bool:
    cache.set("readyz", "1", 10)
    return bool(cache.get("readyz") == "1")


def _queue() -> bool:
    DBTaskResult.objects.ready().exists()
    return True


def _migrations() -> bool:
    """Reads all migrations, so a good answer is kept: this process's code does not change any more."""
    if not _seen_migrated:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return False
        _seen_migrated.append(True)
    return True
