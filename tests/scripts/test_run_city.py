"""A sample city that an early state of the code has left half made is not carried along."""

import contextlib
import sqlite3

import pytest

from scripts import run_city
from scripts.run_city import is_half_migrated

LAST = "0055_masters_honored"
MIDWAY = ["0001_initial", "0002_round_ceremony", "0027_stages_of_rounds"]


@pytest.mark.parametrize(
    ("names", "half"),
    [
        ([], False),
        (["0001_initial"], False),  # broken off just now
        (["0001_initial", LAST], False),
        (MIDWAY, True),
        ([*MIDWAY, LAST, "0056_later"], False),
    ],
)
def test_only_what_stops_between_folded_migrations_is_half_made(tmp_path, names, half):
    path = tmp_path / "city.sqlite3"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE django_migrations (app text, name text)")
        connection.executemany("INSERT INTO django_migrations VALUES ('certifications', ?)", [(name,) for name in names])
    connection.close()

    assert is_half_migrated(path) is half


def test_a_file_without_tables_is_not_half_made(tmp_path):
    path = tmp_path / "city.sqlite3"
    path.touch()

    assert is_half_migrated(path) is False


@pytest.fixture
def steps(tmp_path, monkeypatch):
    """What `prepare` has manage.py do, in a folder of its own; `stop` names the step at which somebody presses Ctrl-C."""
    done, stop = [], []

    def manage(_values, *arguments):
        if arguments[0] in stop:
            raise KeyboardInterrupt
        done.append(arguments[0])
        run_city.DATABASE.touch()

    monkeypatch.setattr(run_city, "manage", manage)
    monkeypatch.setattr(run_city.subprocess, "run", lambda *_arguments, **_facts: None)
    monkeypatch.setattr(run_city, "VAR", tmp_path)
    for name, file in {"DATABASE": "city.sqlite3", "STAMP": "city.ready", "FILLING": "city.filling"}.items():
        monkeypatch.setattr(run_city, name, tmp_path / file)
    monkeypatch.setattr(run_city.fingerprints, "of_migrations", lambda: "first")

    def prepare(*stops):
        stop[:] = stops
        done.clear()
        with contextlib.suppress(KeyboardInterrupt):
            run_city.prepare({})
        return list(done)

    return prepare


def test_a_city_is_filled_once_and_anew_only_when_that_was_broken_off(steps, monkeypatch):
    broken = steps("sample_city")
    anew = steps()
    again = steps()
    monkeypatch.setattr(run_city.fingerprints, "of_migrations", lambda: "second")
    with contextlib.closing(sqlite3.connect(run_city.DATABASE)) as connection:
        connection.execute("CREATE TABLE somebodys_work (line text)")
    newer = [steps("migrate"), steps()]

    assert (broken, anew, again, newer) == (["migrate"], ["migrate", "sample_city"], [], [[], ["migrate"]])
    with contextlib.closing(sqlite3.connect(run_city.DATABASE)) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("somebodys_work",)]
