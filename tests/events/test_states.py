"""Every cell of the map of moves."""

import pytest

from events.states import ACCENTS, EVENT_MOVES, EventKind, EventState
from home.states import IllegalTransition, change_state

LEGAL = {
    ("scheduled", "scheduled"),
    ("scheduled", "postponed"),
    ("scheduled", "cancelled"),
    ("postponed", "scheduled"),
    ("postponed", "cancelled"),
}
CELLS = [(before, after) for before in EventState.values for after in EventState.values]


def test_moves_name_all_states():
    assert set(EVENT_MOVES) == set(EventState.values)


def test_kinds_have_a_color_each():
    assert set(ACCENTS) == set(EventKind)


@pytest.mark.parametrize(("before", "after"), CELLS)
def test_event_moves_as_the_map_says(draft, manager, before, after):
    event = draft()
    type(event).objects.filter(pk=event.pk).update(state=before, notice_ja="理由")
    event.refresh_from_db()

    if (before, after) in LEGAL:
        change_state(event, after, by=manager, action="events.test", notice_ja="理由")
    else:
        with pytest.raises(IllegalTransition):
            change_state(event, after, by=manager, action="events.test", notice_ja="理由")

    event.refresh_from_db()
    assert event.state == (after if (before, after) in LEGAL else before)
