"""A new route needs a sight, or a reason for having none; and at which widths sights are looked at. No browser is asked."""

from tests.journeys.sights import kinds
from tests.journeys.sights.sight import Sight
from tests.journeys.sights.turns import Turns
from tests.journeys.sights.unswept import UNSWEPT


def test_no_page_type_is_unknown():
    unknown = kinds.ours() - kinds.swept() - set(UNSWEPT)
    gone = (kinds.swept() - kinds.ours()) | (set(UNSWEPT) - kinds.routes())

    assert (unknown, gone) == (set(), set())


def test_of_the_desk_each_page_type_is_looked_at_in_turn():
    turns = Turns()
    sights = [Sight(kind, path) for path in ("/admin/a/", "/my/") for kind in ("list", "form") for _state in range(3)]

    assert [turns.widths_for(sight) for sight in sights] == [
        *[(1280,), (320,), (1280,)],
        *[(320,), (1280,), (320,)],
        *[(1280, 320)] * 6,
    ]
    assert [Turns(every=True).widths_for(sight) for sight in sights] == [(1280, 320)] * 12
