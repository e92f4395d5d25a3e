"""The draw: who gets a place by lot. Anybody can do it again with the published seed and pencil, paper and SHA-256.

Each registration has a lot, its number by order of arrival (1, 2, ...). A lot's rank is the SHA-256 of "<seed>:<lot>" in
hexadecimal; the smallest comes first. Places are given in that order; a group for which the seats that are left do not suffice
is passed over, and leads the waiting list, which keeps the order.
"""

import hashlib
from collections.abc import Iterable
from typing import NamedTuple


class Entrant(NamedTuple):
    """A lot, and how many seats it asks for."""

    lot: int
    seats: int


class Drawn(NamedTuple):
    """The lots that have a place and those that wait, both in the order in which they were drawn."""

    placed: tuple[int, ...]
    waiting: tuple[int, ...]


def commitment(seed: str) -> str:
    """What is published before the draw: the seed's SHA-256. It shows afterwards that the seed was not chosen for its result."""
    return hashlib.sha256(seed.encode()).hexdigest()


def rank(seed: str, lot: int) -> str:
    """Where the lot comes in the order of the draw: 64 hexadecimal digits."""
    return hashlib.sha256(f"{seed}:{lot}".encode()).hexdigest()


def draw(entrants: Iterable[Entrant], *, seed: str, seats: int) -> Drawn:
    """Gives the seats by lot. Whatever order the entrants come in, the result is the same."""
    placed, waiting, left = [], [], seats
    for entrant in sorted(entrants, key=lambda each: rank(seed, each.lot)):
        if entrant.seats <= left:
            placed.append(entrant.lot)
            left -= entrant.seats
        else:
            waiting.append(entrant.lot)
    return Drawn(tuple(placed), tuple(waiting))
