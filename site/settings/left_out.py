"""Leaves out of every process what is loaded and nobody here asks for: Wagtail's third interface for machines, and numpy.

Five of Wagtail's apps hand routers to it when they start. It is a preview, no address leads to it, and with django-ninja and its
many schemas it takes 12 MB in each process. tests/test_settings.py says when Wagtail begins to use it elsewhere.

openpyxl loads numpy wherever it is installed (15 MB and a second); spreadsheets are written without it, and only the solver's own
process needs it. Afterwards the name is free again: psycopg looks there for the kinds of numbers that it writes.
"""

import re
import sys
from importlib import import_module
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

UNUSED = re.compile(r"wagtail(\.\w+)*\.api\.v3(\.\w+)*")


class Nothing:
    """Takes whatever it is told, and does nothing."""

    def __call__(self, *_given: Any, **_named: Any) -> None: ...

    def __getattr__(self, name: str) -> Any:
        return self


class EmptyModule(ModuleType):
    """A module of which everything that is asked is Nothing."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return Nothing()


class Unused(MetaPathFinder, Loader):
    """Finds the modules of the third interface before Python does, empty."""

    def find_spec(self, fullname: str, path: Any, target: Any = None) -> ModuleSpec | None:
        return ModuleSpec(fullname, self, is_package=True) if UNUSED.fullmatch(fullname) else None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return EmptyModule(spec.name)

    def exec_module(self, module: ModuleType) -> None: ...


def leave_out() -> None:
    """Once in a process, before Django loads its apps."""
    if not any(isinstance(finder, Unused) for finder in sys.meta_path):
        sys.meta_path.insert(0, Unused())
    if "numpy" not in sys.modules:
        sys.modules["numpy"] = None  # type: ignore[assignment]  # so that it cannot be imported
        import_module("openpyxl")
        del sys.modules["numpy"]
