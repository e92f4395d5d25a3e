"""Every cell of the map of an appeal."""

import pytest

from certifications.appeal_states import ANSWERED, APPEAL_MOVES, UNDER_WAY, AppealState, Ruling

LEGAL = {
    ("received", "in_review"),
    ("received", "rejected"),
    ("received", "taken_back"),
    ("in_review", "upheld"),
    ("in_review", "dismissed"),
    ("in_review", "rejected"),
    ("in_review", "taken_back"),
}


@pytest.mark.parametrize("before", AppealState.values)
@pytest.mark.parametrize("after", AppealState.values)
def test_every_move_is_legal_or_not(before, after):
    assert (after in APPEAL_MOVES[before]) == ((before, after) in LEGAL)


def test_the_ends_are_the_rulings_and_taking_back():
    assert {"received", "in_review"} == UNDER_WAY
    assert ANSWERED == set(Ruling.values) == set(AppealState.values) - UNDER_WAY - {"taken_back"}
