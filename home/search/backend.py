"""The search backend that fits the database of the connection."""

from importlib import import_module
from typing import Any

from django.db import connection


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802  modelsearch looks for this name
    """The backend for SQLite or PostgreSQL. Each needs its own tables, so only one of them can be imported."""
    return import_module(f"home.search.{connection.vendor}").SearchBackend(params)
