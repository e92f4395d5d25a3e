"""What many tests begin with is made by the real actions once in a process; later tests write the same rows again.

A function's writes are repeated only in a test that has written exactly the same before it (a hash over every statement is kept,
tests/tapes.py), for the same arguments, under the same settings, at the same moment of a clock that stands. Whatever differs
runs the actions. A test whose tables were rolled back finds its tables' counters as they were: on SQLite by itself, on PostgreSQL
because they are set back, so that the same rows get the same numbers.
"""

import json
import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import wraps
from typing import Any

from django.conf import UserSettingsHolder, settings
from django.core.files.storage import storages
from django.db import connection, models
from django.utils.translation import get_language
from psycopg.types.json import Jsonb

from home import clock
from home.models import StoredFile
from tests import tapes

PLAIN = (str, int, float, bytes, Decimal, date, type(None))
ON = os.environ.get("REPLAYS") != "0"


class Unrepeatable(Exception):
    """Something of which it cannot be said whether it is the same again."""


@dataclass
class Recording:
    """What a function wrote, what it gave, which of its arguments it changed, and what is to happen at a commit."""

    writes: list[Any]
    result: Any
    changed: list[int]
    callbacks: list[Any]
    files: list[str]


RECORDED: dict[Any, Recording] = {}


def overridden() -> list[Any]:
    """What a test has set otherwise. Raises Unrepeatable."""
    found, holder = [], settings._wrapped
    while isinstance(holder, UserSettingsHolder):
        found.append(sorted((name, described(value)) for name, value in vars(holder).items() if name.isupper()))
        holder = holder.default_settings
    return found


def values_of(record: models.Model) -> dict[str, Any]:
    """The columns that the record holds in memory, as they would be written."""
    held = [f for f in record._meta.concrete_fields if f.attname in vars(record)]
    found = {f.attname: f.get_db_prep_save(vars(record)[f.attname], connection) for f in held}
    return {name: as_sent(value) for name, value in found.items()}


def as_sent(value: Any) -> Any:
    """A choice is its value, a moment the same in every zone; JSON is all of it as it is now, in no order."""
    if isinstance(value, Jsonb):
        return json.dumps(value.obj, sort_keys=True, default=repr)
    if isinstance(value, datetime):
        return value.timestamp()
    if isinstance(value, int) and not isinstance(value, bool):
        return int(value)
    return str(value) if isinstance(value, str) else value


def described(value: Any) -> Any:
    """An argument as part of a key. Raises Unrepeatable."""
    if isinstance(value, models.Model):
        return value._meta.label, repr(values_of(value))
    if isinstance(value, (list, tuple)):
        return type(value).__name__, tuple(described(each) for each in value)
    if isinstance(value, dict):
        return tuple((key, described(each)) for key, each in value.items())
    if isinstance(value, PLAIN):  # a moment is a date
        return type(value).__name__, repr(value)
    raise Unrepeatable


def noted(result: Any, given: list[Any]) -> Any:
    """A result as it can be fetched again. Raises Unrepeatable."""
    for place, argument in enumerate(given):
        if result is argument and isinstance(result, models.Model):
            return "argument", place
    if result is None:
        return "nothing", None
    if isinstance(result, (list, tuple)):
        return type(result), [noted(each, given) for each in result]
    if isinstance(result, models.Model) and result.pk is not None:
        known = {name: _place(each, given) for name, each in result._state.fields_cache.items()}
        forward = {f.name for f in result._meta.concrete_fields}
        return "row", (type(result), result.pk, {name: place for name, place in known.items() if name in forward})
    raise Unrepeatable


def _place(record: Any, given: list[Any]) -> int | None:
    return next((place for place, each in enumerate(given) if each is record), None)


def fetched(note: Any, given: list[Any]) -> Any:
    """The result of an earlier time, read from the tables of now."""
    kind, what = note
    if kind == "argument":
        return given[what]
    if kind == "nothing":
        return None
    if kind != "row":
        return kind(fetched(each, given) for each in what)
    model, pk, known = what
    record = model._base_manager.select_related(*(name for name, place in known.items() if place is None)).get(pk=pk)
    for name, place in known.items():
        if place is not None:
            setattr(record, name, given[place])
    return record


def replayed(make: Any) -> Any:
    """Decorates a function that makes records."""

    @wraps(make)
    def made(*args: Any, **kwargs: Any) -> Any:
        tape = tapes.tapes[-1] if tapes.tapes and ON else None
        moment = clock._override.get()
        if tape is None or moment is None or not tape.is_usable():
            return make(*args, **kwargs)
        given = [*args, *kwargs.values()]
        try:
            what = tuple(described(each) for each in given), repr(overridden())
        except Unrepeatable:
            return make(*args, **kwargs)
        key = (make.__qualname__, tuple(kwargs), what, tape.digest.hexdigest(), moment, get_language())
        known = RECORDED.get(key)
        if known and all(storages["private"].exists(path) for path in known.files):
            return play(known, given)
        return record(tape, key, lambda: make(*args, **kwargs), given)

    return made


def record(tape: tapes.Tape, key: Any, make: Any, given: list[Any]) -> Any:
    """Runs the function, and keeps what it did unless something in it was undone."""
    before = [values_of(each) if isinstance(each, models.Model) else None for each in given]
    undone, waiting, last = tape.undone, len(connection.run_on_commit), StoredFile.objects.order_by("-pk").first()
    writes: list[Any] = []
    tape.heads.append(writes)
    try:
        result = make()
    finally:
        tape.heads.pop()
    if tape.undone == undone:
        changed = [place for place, each in enumerate(given) if before[place] is not None and values_of(each) != before[place]]
        callbacks = [row[1:] for row in connection.run_on_commit[waiting:]]
        kept = StoredFile.objects.filter(pk__gt=last.pk if last else 0)
        with suppress(Unrepeatable):
            RECORDED[key] = Recording(writes, noted(result, given), changed, callbacks, [file.path for file in kept])
    return result


def play(recording: Recording, given: list[Any]) -> Any:
    """Writes the same rows again and gives what the function gave."""
    tapes.send(recording.writes)
    for callback in recording.callbacks:
        connection.run_on_commit.append((set(connection.savepoint_ids), *callback))
    for place in recording.changed:
        renew(given[place])
    return fetched(recording.result, given)


def renew(record: models.Model) -> None:
    """Reads the record again; the records that hang on it stay the same ones in memory."""
    known = {f: f.get_cached_value(record) for f in record._meta.concrete_fields if f.is_relation and f.is_cached(record)}
    record.refresh_from_db()
    for relation, other in known.items():
        if other is not None and other.pk == getattr(record, relation.attname):
            relation.set_cached_value(record, other)
