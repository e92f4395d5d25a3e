"""A new route needs a sight, or a reason for having none; and at which widths sights are looked at. No browser is asked."""

from tests.journeys.sights import kinds
from tests.journeys.sights.sight import Sight
from tests.journeys.sights.turns import Turns
from tests.journeys.sights.unswept import UNSWEPT


def test_no_page_type_is_unknown():
    unknown = kinds.ours() - kinds.swept() - set(UNSWEPT)
    gone = (kinds.swept() - kinds.ours()) | (set(UNSWEPT) - kinds.routes())

    assert (unknown, gone) == (set(), set())


def sights(path, states=4):
    return [Sight(kind, path) for kind in ("list", "form") for _state in range(states)]


def test_each_sight_is_looked_at_in_turn_at_one_width_and_the_next_time_at_the_other():
    first, second = Turns(0), Turns(1)

    assert [first.widths_for(sight) for sight in sights("/my/")] == [*[(1280,), (320,)] * 2, *[(320,), (1280,)] * 2]
    assert [second.widths_for(sight) for sight in sights("/my/")] == [*[(320,), (1280,)] * 2, *[(1280,), (320,)] * 2]


def test_of_the_desk_the_first_of_each_page_type_is_looked_at_each_time_and_each_other_in_one_turn_of_three():
    looked = {}
    for turn in range(3):
        turns = Turns(turn)
        looked[turn] = [bool(turns.widths_for(sight)) for sight in sights("/admin/a/")]

    assert [sum(column) for column in zip(*looked.values(), strict=True)] == [3, 1, 1, 1] * 2


def test_what_leaves_something_behind_is_done_each_time():
    does = Sight("form", "/admin/a/", do=print)

    for turn in range(3):
        turns = Turns(turn)
        assert [len(turns.widths_for(does)) for _time in range(5)] == [1] * 5


def test_the_soak_looks_at_all_at_both_widths():
    turns = Turns(every=True)

    assert [turns.widths_for(sight) for sight in sights("/admin/a/")] == [(1280, 320)] * 8
