"""Leaves out of every process what is loaded and nobody here asks for.

Wagtail's third interface for machines: five of its apps hand routers to it when they start. It is a preview, no address leads to
it, and with django-ninja and its many schemas it takes 12 MB in each process. The checks of questions to the second interface's
public half, which pydantic makes (7 MB): the desk, its only reader here, asks for pages in its own way. tests/test_settings.py
says when Wagtail begins to use either elsewhere.

numpy (15 MB and a second), lxml (5 MB) and pillow_heif (4 MB): openpyxl, bs4 and Willow load them wherever they are installed.
Spreadsheets are written as fast without, pages are read by Python's own parser, and photographs from iPhones are turned into JPEG
by a process of their own. Only that, the solver's and the signer's work needs them, and loads them by itself. requests and
charset_normalizer (4 MB) likewise: rest_framework wants them for its tests, bs4 for bytes that do not say what they are.

The holidays of 250 countries (8 MB): the library loads all when one is asked for. Here each is loaded when it is asked for. The
10,000 public suffixes of fido2 (2 MB): read when a passkey is first made or asked for, not when its library is loaded.
"""

import re
import sys
import threading
from functools import cache
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from importlib.util import find_spec, module_from_spec
from types import ModuleType
from typing import Any

UNUSED = re.compile(r"wagtail(\.\w+)*\.api\.v3(\.\w+)*|wagtail\.api\.validators")
TAKEN_WHERE_FOUND = ("numpy", "lxml", "pillow_heif", "requests", "charset_normalizer")
TAKERS = ("openpyxl", "bs4", "willow", "rest_framework.compat")


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


class TakesWithout(SourceFileLoader):
    """Runs a package that takes what it finds while nothing of that is found: by this thread, others go on as ever."""

    running = threading.local()

    def exec_module(self, module: ModuleType) -> None:
        outer, self.running.now = getattr(self.running, "now", False), True
        try:
            super().exec_module(module)
        finally:
            self.running.now = outer


class Takers(MetaPathFinder):
    """Finds the packages that take what they find, and hides that from them."""

    def find_spec(self, fullname: str, path: Any, target: Any = None) -> ModuleSpec | None:
        if fullname in TAKEN_WHERE_FOUND and getattr(TakesWithout.running, "now", False):
            raise ModuleNotFoundError(f"{fullname} is left out here", name=fullname)
        spec = PathFinder.find_spec(fullname, path, target) if fullname in TAKERS else None
        if spec is not None and isinstance(spec.loader, SourceFileLoader):
            spec.loader = TakesWithout(spec.loader.name, spec.loader.path)
        return spec


class Suffixes(MetaPathFinder, Loader):
    """Finds fido2.rpid as a module whose one function loads the real one when it is called."""

    name = "fido2.rpid"

    def find_spec(self, fullname: str, path: Any, target: Any = None) -> ModuleSpec | None:
        return ModuleSpec(fullname, self, loader_state=path) if fullname == self.name else None

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return None

    def exec_module(self, module: ModuleType) -> None:
        path = module.__spec__.loader_state if module.__spec__ else None

        @cache
        def real() -> ModuleType:
            spec = PathFinder.find_spec(self.name, path)
            if spec is None or spec.loader is None:
                raise ModuleNotFoundError(self.name, name=self.name)
            found = module_from_spec(spec)
            spec.loader.exec_module(found)
            return found

        vars(module)["verify_rp_id"] = lambda rp_id, origin: real().verify_rp_id(rp_id, origin)


def leave_out() -> None:
    """Once in a process, before Django loads its apps."""
    if not any(isinstance(finder, Unused) for finder in sys.meta_path):
        sys.meta_path[:0] = [Unused(), Takers(), Suffixes()]
    spec = find_spec("holidays.countries")
    if spec is not None and spec.name not in sys.modules:
        sys.modules[spec.name] = module_from_spec(spec)  # known, but not run: what it would do is load them all
