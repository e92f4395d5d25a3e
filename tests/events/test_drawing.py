"""The draw: fair by lot, the same whoever reckons it, never more than the seats."""

import hashlib
import random

from hypothesis import given
from hypothesis import strategies as st

from events.drawing import Entrant, commitment, draw, rank

ENTRANTS = st.lists(st.integers(1, 5), max_size=40).map(
    lambda sizes: [Entrant(lot, size) for lot, size in enumerate(sizes, start=1)]
)


def test_draw_can_be_reckoned_by_hand():
    ranks = sorted((hashlib.sha256(f"川崎:{lot}".encode()).hexdigest(), lot) for lot in (1, 2, 3, 4))

    drawn = draw([Entrant(lot, 1) for lot in (4, 3, 2, 1)], seed="川崎", seats=2)

    assert drawn.placed + drawn.waiting == tuple(lot for _rank, lot in ranks)
    assert len(drawn.placed) == 2
    assert commitment("川崎") == hashlib.sha256("川崎".encode()).hexdigest()


@given(ENTRANTS, st.text(max_size=8), st.integers(0, 60), st.randoms(use_true_random=False))
def test_draw_gives_no_more_than_there_is_and_passes_over_only_who_does_not_fit(entrants, seed, seats, order):
    shuffled = list(entrants)
    order.shuffle(shuffled)

    drawn = draw(shuffled, seed=seed, seats=seats)

    sizes = {each.lot: each.seats for each in entrants}
    taken = sum(sizes[lot] for lot in drawn.placed)
    assert drawn == draw(entrants, seed=seed, seats=seats)
    assert sorted(drawn.placed + drawn.waiting) == sorted(sizes)
    assert taken <= seats
    assert all(sizes[lot] > seats - taken for lot in drawn.waiting)
    assert list(drawn.waiting) == sorted(drawn.waiting, key=lambda lot: rank(seed, lot))


def test_every_lot_has_the_same_chance():
    wins = [0] * 10
    chance = random.Random(2026)

    for _draw in range(2_000):
        for lot in draw([Entrant(lot, 1) for lot in range(10)], seed=f"{chance.random()}", seats=3).placed:
            wins[lot] += 1

    assert all(510 <= count <= 690 for count in wins)  # 600 expected; four standard deviations are 82
