"""What CI asks of a matrix leaves no address in no state out, and none of its answers."""

import pytest

from tests.access import choice, test_judging_matrix, test_matrix
from tests.access.worlds import ROLES

MATRICES = {"judging": test_judging_matrix.MATRIX, "matrix": test_matrix.MATRIX}


@pytest.fixture(autouse=True)
def in_ci(monkeypatch):
    monkeypatch.setattr(choice, "SOAK", False)


@pytest.mark.parametrize("name", MATRICES)
def test_every_address_is_asked_in_every_state(name):
    matrix = MATRICES[name]

    asked = choice.chosen(matrix)

    assert {cell[:2] for cell in asked} == {cell[:2] for cell in matrix}


@pytest.mark.parametrize("name", MATRICES)
def test_every_address_gives_each_of_its_answers(name):
    matrix = MATRICES[name]

    asked = choice.chosen(matrix)

    assert {(cell[0], matrix[cell]) for cell in asked} == {(cell[0], matrix[cell]) for cell in matrix}
    assert len(asked) * 10 < len(matrix)


def test_every_role_has_its_part():
    asked = [role for _resource, _state, role in choice.chosen(test_matrix.MATRIX)]

    assert {role: asked.count(role) > 30 for role in ROLES} == dict.fromkeys(ROLES, True)


def test_soak_asks_all(monkeypatch):
    monkeypatch.setattr(choice, "SOAK", True)

    assert choice.chosen(test_matrix.MATRIX) == set(test_matrix.MATRIX)


def test_who_is_in_turn_changes_from_row_to_row():
    matrix = {("page", state, role): "R" for state in "abcd" for role in ("owner", "judge", "auditor")}

    asked = choice.chosen(matrix)

    assert len(asked) == 4
    assert len({role for _resource, _state, role in asked}) > 1
