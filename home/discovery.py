"""Finds what the installed apps offer under an agreed module name: roles, indicators, demo data, reactions, notices."""

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

from django.apps import apps

FLOORS = ("home", "organizations", "payments", "events", "certifications", "matching", "brands")


def offered(module: str) -> list[ModuleType]:
    """The modules `<app>.<module>` that exist, from the ground floor up."""
    found = []
    for label in FLOORS:
        name = f"{apps.get_app_config(label).name}.{module}"
        if find_spec(name):
            found.append(import_module(name))
    return found


def reactions(name: str) -> list[Callable[..., Any]]:
    """The functions of that name among the apps' `reactions`: a floor answers only to what concerns it."""
    return [getattr(module, name) for module in offered("reactions") if hasattr(module, name)]
