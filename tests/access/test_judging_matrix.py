"""Role x resource x state x verb over HTTP against judging.csv: meetings, stages, trials, plans, appeals, dossiers, letters.

As in test_matrix.py: CI asks what choice.py chooses, SOAK=1 all cells.
"""

import csv
from collections import defaultdict
from pathlib import Path

import pytest

from tests.access import judging_addresses, sweep
from tests.access.choice import SOAK, chosen
from tests.access.judging_worlds import ROLES, STATES


def read_matrix():
    """Expected letters by (resource, state, role)."""
    with (Path(__file__).parent / "judging.csv").open(encoding="utf-8") as file:
        return {
            (row["resource"], state, role): row[role]
            for row in csv.DictReader(file)
            for state in row["states"].split()
            for role in ROLES
        }


MATRIX = read_matrix()
ASKED = chosen(MATRIX)


def letters(matters, matter, clients, *, names=None, every=False):
    """(resource, role): the letter of the answer; and the 404s that tell apart what is hidden from what is not there."""
    found, told = {}, []
    ids = judging_addresses.known(matter)
    for request in judging_addresses.everything(matters, matter):
        if names and request.name not in names:
            continue
        for role in ROLES:
            if not every and (request.name, matter.stage, role) not in ASKED:
                continue
            with sweep.undone():
                response = request.sent_by(clients[role])
                face = sweep.face(response)
            found[request.name, role] = sweep.letter(response)
            if found[request.name, role] == "-":
                with sweep.undone():
                    if sweep.face(judging_addresses.nowhere(request, ids).sent_by(clients[role])) != face:
                        told.append(f"{request.name} {matter.stage} {role}: its 404 is not that of nothing")
    return found, told


def differences(matters, matter, clients, **wanted):
    """What differs from the matrix, in words; and how many cells were asked."""
    found, told = letters(matters, matter, clients, **wanted)
    wrong = [
        f"{name} {matter.stage} {role}: {letter}, expected {MATRIX.get((name, matter.stage, role), '?')}"
        for (name, role), letter in found.items()
        if letter != MATRIX.get((name, matter.stage, role), "?")
    ]
    return wrong + told, len(found)


@pytest.mark.parametrize("state", STATES)
def test_answers_are_those_of_the_matrix(matters, clients, state):
    with matters.during(state) as matter:
        found, asked = differences(matters, matter, clients)

    assert found == []
    assert asked > (200 if SOAK else 20)


def test_matrix_names_every_request_once(matters, db):
    named = defaultdict(int)
    for state in STATES:
        with matters.during(state) as matter:
            for request in judging_addresses.everything(matters, matter):
                named[request.name, state] += 1

    assert set(named.values()) == {1}
    assert set(named) == {(resource, state) for resource, state, _role in MATRIX}
