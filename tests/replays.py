"""What many tests begin with is made by the real actions once in a process; later tests write the same rows again.

A function's writes are repeated only in a test that has written exactly the same before it (a hash over every statement is kept,
tests/tapes.py), for the same arguments, under the same settings, at the same moment of a clock that stands. Whatever differs
runs the actions. A test whose tables were rolled back finds its tables' counters as they were: on SQLite by itself, on PostgreSQL
because they are set back, so that the same rows get the same numbers.

So it is with every fixture that only makes records; what it gave is given again as a copy, in which an argument is the argument.
"""

import io
import json
import os
import pickle
from dataclasses import dataclass, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import wraps
from inspect import isgeneratorfunction
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from django.conf import UserSettingsHolder, settings
from django.core import mail
from django.core.files.storage import storages
from django.db import connection, models
from django.utils.translation import get_language
from psycopg.types.json import Jsonb

from home import clock
from home.models import StoredFile
from tests import tapes

PLAIN = (str, int, float, bytes, Decimal, date, UUID, type(None))
ON = os.environ.get("REPLAYS") != "0"


class Unrepeatable(Exception):
    """Something of which it cannot be said whether it is the same again."""


@dataclass
class Recording:
    """What a function wrote, what it gave, which of its arguments it changed, and what is to happen at a commit."""

    writes: list[Any]
    result: bytes
    changed: list[int]
    callbacks: list[Any]
    files: list[str]


RECORDED: dict[Any, Recording] = {}
# What they give cannot be given again: they run each time.
HOPELESS: set[str] = set()


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


def is_keepable(result: Any) -> bool:
    """Whether it is made of records and plain values only."""
    if isinstance(result, models.Model):
        return result.pk is not None
    if isinstance(result, dict):
        return is_keepable([*result, *result.values()])
    if type(result) is SimpleNamespace or (is_dataclass(result) and not isinstance(result, type)):
        return is_keepable(vars(result)) if hasattr(result, "__dict__") else False
    if type(result) in {list, tuple}:
        return all(is_keepable(each) for each in result)
    return isinstance(result, PLAIN)


def flat(given: list[Any]) -> list[Any]:
    """The arguments, and those that came in lists."""
    return [each for argument in given for each in (argument if isinstance(argument, (list, tuple)) else [argument])]


class Keeping(pickle.Pickler):
    """Writes a result down; of what was given, only its place."""

    def __init__(self, file: Any, given: list[Any]) -> None:
        super().__init__(file)
        self.places = {id(each): place for place, each in enumerate(flat(given)) if isinstance(each, models.Model)}

    def persistent_id(self, thing: Any) -> int | None:
        return self.places.get(id(thing)) if isinstance(thing, models.Model) else None


class Giving(pickle.Unpickler):
    """Reads it again; at the place stands what is given now."""

    def __init__(self, file: Any, given: list[Any]) -> None:
        super().__init__(file)
        self.given = flat(given)

    def persistent_load(self, place: int) -> Any:
        return self.given[place]


def noted(result: Any, given: list[Any]) -> bytes:
    """A result as it can be given again. Raises Unrepeatable."""
    if not is_keepable(result):
        raise Unrepeatable
    file = io.BytesIO()
    try:
        Keeping(file, given).dump(result)
    except (pickle.PicklingError, TypeError, AttributeError) as error:
        raise Unrepeatable from error
    return file.getvalue()


def replayed(make: Any) -> Any:
    """Decorates a function that makes records."""
    name = f"{make.__module__}.{make.__qualname__}"

    @wraps(make)
    def made(*args: Any, **kwargs: Any) -> Any:
        tape = tapes.tapes[-1] if tapes.tapes and ON else None
        moment = clock._override.get()
        if tape is None or moment is None or name in HOPELESS or not tape.is_usable():
            return make(*args, **kwargs)
        given = [*args, *kwargs.values()]
        try:
            what = tuple(described(each) for each in given), repr(overridden())
        except Unrepeatable:
            return make(*args, **kwargs)
        key = (name, tuple(kwargs), what, tape.digest.hexdigest(), moment, get_language())
        known = RECORDED.get(key)
        if known and all(storages["private"].exists(path) for path in known.files):
            return play(known, given)
        return record(tape, key, lambda: make(*args, **kwargs), given)

    return made


def may_ask() -> bool:
    """Whether the test may ask the database: the world of a whole module may stand open behind one that may not."""
    try:
        connection.ensure_connection()
    except RuntimeError:  # pytest-django's way to say no
        return False
    return True


def of_fixture(definition: Any) -> Any:
    """The function of a fixture of our tests, replayed where a test has a database that will be rolled back."""
    make = definition.func
    if (
        definition.scope != "function"
        or not make.__module__.startswith("tests.")
        or isgeneratorfunction(make)
        or getattr(make, "is_replayed", False)
    ):
        return make
    again = replayed(make)

    @wraps(make)
    def made(**kwargs: Any) -> Any:
        return again(**kwargs) if connection.in_atomic_block and may_ask() else make(**kwargs)

    made.is_replayed = True
    return made


def record(tape: tapes.Tape, key: Any, make: Any, given: list[Any]) -> Any:
    """Runs the function, and keeps what it did unless something in it was undone, or left the database."""
    before = [values_of(each) if isinstance(each, models.Model) else None for each in given]
    undone, waiting, last = tape.undone, len(connection.run_on_commit), StoredFile.objects.order_by("-pk").first()
    sent, writes = len(getattr(mail, "outbox", ())), []
    tape.heads.append(writes)
    try:
        result = make()
    finally:
        tape.heads.pop()
    if tape.undone == undone and len(getattr(mail, "outbox", ())) == sent:
        changed = [place for place, each in enumerate(given) if before[place] is not None and values_of(each) != before[place]]
        callbacks = [row[1:] for row in connection.run_on_commit[waiting:]]
        kept = StoredFile.objects.filter(pk__gt=last.pk if last else 0)
        try:
            note = noted(result, given)
        except Unrepeatable:
            HOPELESS.add(key[0])
        else:
            RECORDED[key] = Recording(writes, note, changed, callbacks, [file.path for file in kept])
    return result


def play(recording: Recording, given: list[Any]) -> Any:
    """Writes the same rows again and gives what the function gave."""
    tapes.send(recording.writes)
    for callback in recording.callbacks:
        connection.run_on_commit.append((set(connection.savepoint_ids), *callback))
    for place in recording.changed:
        renew(given[place])
    return Giving(io.BytesIO(recording.result), given).load()


def renew(record: models.Model) -> None:
    """Reads the record again; the records that hang on it stay the same ones in memory."""
    known = {f: f.get_cached_value(record) for f in record._meta.concrete_fields if f.is_relation and f.is_cached(record)}
    record.refresh_from_db()
    for relation, other in known.items():
        if other is not None and other.pk == getattr(record, relation.attname):
            relation.set_cached_value(record, other)
