"""Every guard that there is (guards.py), and the cell of a sweep that turns red when it is taken away by itself (guards.csv).

Where no cell stands beside it, none turned red: another guard keeps the same people out before or behind it, or it guards what
the two tables do not ask; such pairs are taken away together in test_judging_guards.py.
"""

import csv
from pathlib import Path

import pytest

from tests.access import guards, turning_red
from tests.access.turning_red import Cell

EVERY = {guard.name: guard for guard in guards.every()}
with (Path(__file__).parent / "guards.csv").open(encoding="utf-8") as table:
    ROWS = list(csv.DictReader(table))
CELLS = {row["guard"]: Cell(row["state"], row["resource"], row["role"]) for row in ROWS if row["state"]}


def test_table_knows_every_guard_once():
    """One that is written tomorrow is found here: somebody has to look where it is needed."""
    assert sorted(row["guard"] for row in ROWS) == sorted(EVERY)


@pytest.mark.parametrize("name", CELLS)
def test_sweep_turns_red_without_the_guard(world, matters, clients, name):
    cell = CELLS[name]
    with turning_red.during(cell.state, world, matters) as thing:
        request = turning_red.requests_of(thing, world, matters)[cell.resource]
        guarded = turning_red.found(cell, request, clients[cell.role])
        with guards.removed(EVERY[name]):
            letter, words = turning_red.found(cell, request, clients[cell.role])

    assert guarded == (cell.expected, set())
    assert letter != cell.expected or words
