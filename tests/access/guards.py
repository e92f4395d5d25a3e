"""Every guard of judging as code: predicates about a person and a thing, and the questions that leave out what is not hers.

They are found, not listed: a guard that is written tomorrow is among them.
"""

import importlib
import inspect
import pkgutil
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import models
from rules.predicates import Predicate

import certifications

NAMES = ("visible_to", "run_by", "reported_to", "to_write", "without_conflict", "read_by_panel")
OF = tuple(f"of_{whom}" for whom in (
    "applicant", "candidate", "proxy", "side", "office", "desk", "panel", "member", "judge", "secretariat", "holder", "lists"
))  # fmt: skip
APPS = {"home", "organizations", "payments", "events", "certifications", "matching", "brands"}
AGAINST = {"in_conflict", "had_a_part", "has_judged"}  # true: kept out


@dataclass(frozen=True)
class Guard:
    """`name` is `module.predicate` or `module.Class.question`; `place` holds it."""

    name: str
    place: Any
    word: str

    def __str__(self):
        return self.name

    @property
    def is_question(self):
        return isinstance(self.place, type)


def modules(ending):
    names = [found.name for found in pkgutil.iter_modules(certifications.__path__) if found.name.endswith(ending)]
    return [importlib.import_module(f"certifications.{name}") for name in sorted(names)]


def predicates():
    """Those that are written out; what joins others (`a | b`) falls with them."""
    for module in modules("permissions"):
        for word, found in vars(module).items():
            written = found.fn if isinstance(found, Predicate) else found
            if inspect.isfunction(written) and written.__module__ == module.__name__ and is_about_a_person(written):
                yield Guard(f"{module.__name__.partition('.')[2]}.{word}", module, word)


def is_about_a_person(function):
    hints = inspect.signature(function)
    return bool({"user", "_user"} & set(hints.parameters)) and hints.return_annotation in (bool, "bool")


def questions():
    for module in modules("querysets"):
        for kind in vars(module).values():
            if inspect.isclass(kind) and issubclass(kind, models.QuerySet) and kind.__module__ == module.__name__:
                for word in (*NAMES, *OF):
                    if "user" in inspect.signature(vars(kind).get(word, every)).parameters:
                        yield Guard(f"{module.__name__.partition('.')[2]}.{kind.__name__}.{word}", kind, word)


def every():
    return [*predicates(), *questions()]


@contextmanager
def instead_of(guard, make):
    """`make(original)` stands in the guard's place, wherever it is called from."""
    if guard.is_question:
        holders, original = [(guard.place, guard.word)], vars(guard.place)[guard.word]
    else:
        original = getattr(guard.place, guard.word)
        if isinstance(original, Predicate):
            holders, original = [(original, "fn")], original.fn
        else:
            holders = [(module, word) for module in ours() for word in bound(module, original)]
    try:
        for holder, word in holders:
            setattr(holder, word, make(original))
        yield
    finally:
        for holder, word in holders:
            setattr(holder, word, original)


def ours():
    """The modules of the city that are loaded."""
    return [module for name, module in sys.modules.items() if name.partition(".")[0] in APPS and inspect.ismodule(module)]


def bound(module, function):
    """Under which names a module knows the function."""
    return [word for word, found in vars(module).items() if found is function]


def removed(guard):
    """The guard says yes to everybody, leaves nothing out."""
    if guard.is_question:
        return instead_of(guard, lambda _original: lambda self, *_arguments: self.all())
    return instead_of(guard, lambda _original: lambda *_arguments: guard.word not in AGAINST)
