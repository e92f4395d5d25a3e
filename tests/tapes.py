"""Every write of a test, heard as it is sent, and whether the tables were as the migrations left them before the first."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from typing import Any

from django.db import connection

RETURNING = re.compile(r"\s+RETURNING .*$", re.DOTALL)
NO_WRITES = ("BEGIN", "SELECT", "SAVEPOINT", "RELEASE", "PRAGMA", "EXPLAIN")
COUNTED = """
    SELECT sequence.relname, owner.oid::regclass::text, quote_ident(attname)
    FROM pg_class AS sequence
    JOIN pg_depend ON objid = sequence.oid AND classid = 'pg_class'::regclass AND deptype IN ('i', 'a')
    JOIN pg_class AS owner ON owner.oid = refobjid
    JOIN pg_attribute ON attrelid = owner.oid AND attnum = refobjsubid
    WHERE sequence.relkind = 'S'
"""
APART = 1000
# A session has a key drawn anew each time, and nothing that an action reads.
SESSIONS = "django_session"

pristine: dict[str, int | None] = {}


@dataclass
class Tape:
    """Every write of one test, as a hash and, while a function is recorded, as it was sent."""

    digest: Any = field(default_factory=hashlib.sha256)
    heads: list[list[Any]] = field(default_factory=list)
    undone: int = 0
    fresh: bool | None = None
    patch: Any = None
    patches: int = 0

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        word = sql.lstrip()[:9].upper()
        if word.startswith("ROLLBACK"):
            self.undone += 1
            self.digest.update(b"undone")
        elif not word.startswith(NO_WRITES):
            self.is_usable()
            params = list(params) if many else params
            result = execute(sql, params, many, context)
            if params is None and "%" in sql and connection.vendor != "postgresql":
                self.undone += 1  # a sign of its own there, a place for a value when it is sent again
            self.hear([write_of(sql, row) for row in (params if many else [params])])
            return result
        return execute(sql, params, many, context)

    def hear(self, writes: Iterable[Any]) -> None:
        """Takes down what is sent. That somebody is signed in makes no difference to what is written afterwards."""
        for write in writes:
            said = repr(write)
            if SESSIONS not in said[:40]:
                self.digest.update(said.encode())
            for head in self.heads:
                head.append(write)

    def is_usable(self) -> bool:
        """Whether the test began with the tables as the migrations left them, will be rolled back, and has our code as it is."""
        if self.fresh is None:
            self.fresh = connection.in_atomic_block and begin()
        return self.fresh and connection.in_atomic_block and patches(self.patch) == self.patches


tapes: list[Tape] = []


@contextmanager
def listening(patch: Any = None) -> Iterator[None]:
    """For the time of one test, which may put something else in our code's place."""
    tape = Tape(patch=patch, patches=patches(patch))
    tapes.append(tape)
    with connection.execute_wrapper(tape):
        try:
            yield
        finally:
            tapes.pop()


def patches(patch: Any) -> int:
    """How much a test has put in the place of something else."""
    return len(patch._setattr) + len(patch._setitem) if patch else 0


def write_of(sql: str, params: Any) -> Any:
    """A statement as it can be sent again, whatever becomes of its values; without the question for the row's number."""
    plain = RETURNING.sub("", sql)
    if connection.vendor == "postgresql":
        return connection.connection.cursor().mogrify(plain, params)
    return plain, tuple(bytes(value) if isinstance(value, memoryview) else value for value in params or ())


def send(writes: list[Any]) -> None:
    """Sends them again, and they are heard as if the actions had sent them."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.cursor.execute(";\n".join(writes))
        else:
            for sql, rows in groupby(writes, key=lambda write: write[0]):
                cursor.cursor.executemany(sql, [params for _sql, params in rows])
    for tape in tapes:
        tape.hear(writes)


def remember() -> None:
    """Asked once, when the database has been made: from where each table counts.

    On PostgreSQL each begins somewhere else, so that the number of one table's row is hardly ever that of another's.
    """
    if connection.vendor == "postgresql":
        count_from({name: APART * place for place, name in enumerate(sorted(counters()), 1)})
    pristine.update(counters())


def begin() -> bool:
    """Whether the tables hold what the migrations left; on PostgreSQL, they then count anew from where they did."""
    found = counters()
    if not pristine or found == pristine or connection.vendor != "postgresql":
        return found == pristine
    moved = {name: known for name, known in pristine.items() if found.get(name) != known}
    owners = counted()
    tops = ask(" UNION ALL ".join(f"SELECT '{name}', max({owners[name][1]}) FROM {owners[name][0]}" for name in moved))
    if any(top is not None and top > pristine[name] for name, top in tops):
        return False  # within a larger block, which has written already
    count_from(moved)
    return True


def ask(question: str) -> list[tuple[Any, ...]]:
    """Past everybody who listens."""
    connection.ensure_connection()
    return connection.connection.execute(question).fetchall()


def counters() -> dict[str, int | None]:
    """How far each table's numbers have come."""
    if connection.vendor == "postgresql":
        return dict(ask("SELECT sequencename, last_value FROM pg_sequences"))
    return dict(ask("SELECT name, seq FROM sqlite_sequence"))


def count_from(numbers: dict[str, int | None]) -> None:
    """No rollback of a test sets these back."""
    rows = ", ".join(f"('\"{name}\"'::regclass, {number})" for name, number in numbers.items())
    ask(f"SELECT setval(sequence, number) FROM (VALUES {rows}) AS numbers (sequence, number)")


@cache
def counted() -> dict[str, tuple[str, str]]:
    """Of each sequence, the table and the column that it counts."""
    return {name: (table, column) for name, table, column in ask(COUNTED)}
