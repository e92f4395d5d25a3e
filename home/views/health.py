"""Answers for load balancers: alive, and ready."""

from importlib.util import find_spec
from pkgutil import iter_modules

from django.apps import apps
from django.core.cache import cache
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
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
    """Compares names; loading the migrations would stay in memory. A good answer is kept: this process's code does not change."""
    if not _seen_migrated:
        if _known_migrations() - set(MigrationRecorder(connection).applied_migrations()):
            return False
        _seen_migrated.append(True)
    return True


def _known_migrations() -> set[tuple[str, str]]:
    """App and name of each migration that lies in a folder of migrations."""
    found = set()
    for config in apps.get_app_configs():
        folder, _explicit = MigrationLoader.migrations_module(config.label)
        spec = find_spec(folder) if folder else None
        places = spec.submodule_search_locations if spec else None
        found |= {(config.label, module.name) for module in iter_modules(places or []) if module.name[0] not in "_~"}
    return found
