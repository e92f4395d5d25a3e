"""A sample city that an early state of the code has left half made is not carried along."""

import sqlite3

import pytest

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
