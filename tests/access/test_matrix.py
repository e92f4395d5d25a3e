"""Role x resource x stage x verb over HTTP against matrix.csv; what one may not know of answers as if it did not exist.

A cell is one letter of sweep.LETTERS. CI asks each address in each state, and for each of its answers (choice.py); SOAK=1 asks
all cells.
"""

import csv
from pathlib import Path

import pytest

from certifications.querysets import ApplicationQuerySet
from tests.access import addresses, sweep
from tests.access.choice import SOAK, chosen
from tests.access.worlds import ROLES, STAGES


def read_matrix():
    """Expected letters by (resource, stage, role)."""
    with (Path(__file__).parent / "matrix.csv").open(encoding="utf-8") as file:
        return {
            (row["resource"], stage, role): row[role]
            for row in csv.DictReader(file)
            for stage in row["stages"].split()
            for role in ROLES
        }


MATRIX = read_matrix()
ASKED = chosen(MATRIX)


def differences(world, case, enter, *, names=None, every=False):
    """What differs from the matrix, and 404s that tell apart what is hidden from what is not there."""
    found, asked = [], 0
    known = addresses.ids_of(world, case)
    for request in addresses.everything(world, case):
        if names and request.name not in names:
            continue
        for role in ROLES:
            if not every and (request.name, case.stage, role) not in ASKED:
                continue
            asked += 1
            client = enter(role)
            with sweep.undone():
                response = request.sent_by(client)
                face = sweep.face(response)
            letter, expected = sweep.letter(response), MATRIX.get((request.name, case.stage, role), "?")
            if letter != expected:
                found.append(f"{request.name} {case.stage} {role}: {letter}, expected {expected}")
            if letter == "-":
                with sweep.undone():
                    if sweep.face(addresses.nowhere(request, known).sent_by(client)) != face:
                        found.append(f"{request.name} {case.stage} {role}: its 404 is not that of nothing")
    return found, asked


@pytest.mark.parametrize("stage", STAGES)
def test_answers_are_those_of_the_matrix(world, enter, stage):
    with world.during(stage) as case:
        found, asked = differences(world, case, enter)

    assert found == []
    assert asked > (1000 if SOAK else 100)


def test_matrix_names_every_request_once(world, db):
    named = set()
    for stage in STAGES:
        with world.during(stage) as case:
            named |= {(request.name, stage) for request in addresses.everything(world, case)}

    assert named == {(resource, stage) for resource, stage, _role in MATRIX}


def test_matrix_knows_only_letters_that_have_a_meaning():
    assert set(MATRIX.values()) == set(sweep.LETTERS) - {"M"}


def test_sweep_turns_red_without_the_guard_of_the_own_side(world, enter, monkeypatch):
    monkeypatch.setattr(ApplicationQuerySet, "of_side", lambda self, _user: self)

    with world.during("submitted") as case:
        found, _asked = differences(world, case, enter, names={"application"}, every=True)

    assert {line.split(":")[0] for line in found} >= {f"application submitted {role}" for role in ("other", "judge", "finance")}


def test_sweep_turns_red_without_the_guard_of_writing(world, enter, monkeypatch):
    monkeypatch.setattr("certifications.actions.applications.can_withdraw", lambda _user, _application: True)

    with world.during("submitted") as case:
        found, _asked = differences(world, case, enter, names={"withdraw!"}, every=True)

    assert found == ["withdraw! submitted viewer: X, expected F"]


def test_sweep_turns_red_when_a_404_tells_of_the_id(world, enter, monkeypatch):
    ids = [str(found) for found in addresses.ids_of(world, world.cases["submitted"])]
    original = sweep.face
    monkeypatch.setattr(
        sweep, "face", lambda response: (*original(response), any(i in response.request["PATH_INFO"] for i in ids))
    )

    with world.during("submitted") as case:
        found, _asked = differences(world, case, enter, names={"application"}, every=True)

    assert "application submitted other: its 404 is not that of nothing" in found
