"""Leaves out of every process what is loaded and nobody here asks for.

Wagtail's third interface for machines: five of its apps hand routers to it when they start. It is a preview, no address leads to
it, and with django-ninja and its many schemas it takes 12 MB in each process. The checks of questions to the second interface's
public half, which pydantic makes (7 MB): the desk, its only reader here, asks for pages in its own way. tests/test_settings.py
says when Wagtail begins to use either elsewhere.

numpy (15 MB and a second), lxml (5 MB) and pillow_heif (4 MB): openpyxl, bs4 and Willow load them wherever they are installed.
Spreadsheets are written as fast without, pages are read by Python's own parser, and photographs from iPhones are turned into JPEG
by a process of their own. Only that, the solver's and the signer's work needs them: afterwards the names are free again.

The holidays of 250 countries (8 MB): the library loads all when one is asked for. Here each is loaded when it is asked for.
"""

import re
import sys
from importlib import import_module
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import find_spec, module_from_spec
from types import ModuleType
from typing import Any

UNUSED = re.compile(r"wagtail(\.\w+)*\.api\.v3(\.\w+)*|wagtail\.api\.validators")
TAKEN_WHERE_FOUND, TAKERS = ("numpy", "lxml", "pillow_heif"), ("openpyxl", "bs4", "willow")


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
    hidden = [name for name in TAKEN_WHERE_FOUND if name not in sys.modules]
    for name in hidden:
        sys.modules[name] = None  # type: ignore[assignment]  # so that it cannot be imported
    for name in TAKERS:
        import_module(name)
    for name in hidden:
        del sys.modules[name]
    spec = find_spec("holidays.countries")
    if spec is not None and spec.name not in sys.modules:
        sys.modules[spec.name] = module_from_spec(spec)  # known, but not run: what it would do is load them all
