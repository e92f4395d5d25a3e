from datetime import date, datetime

from home.clock import TOKYO
from home.highlights import Band, Highlight, sorted_into_bands


def test_bands_are_sorted_by_what_matters_in_each():
    late = Highlight("late", "/", until=datetime(2026, 12, 1, 17, tzinfo=TOKYO), band=Band.OPEN)
    soon = Highlight("soon", "/", until=date(2026, 11, 24), band=Band.OPEN)
    always = Highlight("always", "/", band="open")
    older, newer = (Highlight(str(day), "/", date=date(2026, 11, day)) for day in (1, 2))

    bands = sorted_into_bands([late, always, soon, older, newer])

    assert bands == {"open": [soon, late, always], "upcoming": [], "newest": [newer, older], "figures": [], "news": []}
