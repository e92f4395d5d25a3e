"""Two sequences side by side: what stays, goes and comes, within a fixed number of steps. Knows no database.

A general matcher needs cubic time where things repeat (empty lines, dots): one text of 20 KB would hold a process for
hours. Here every step is counted beforehand; what is beyond the allowance stands as replaced as a whole.
"""

from bisect import bisect_left
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

# More than two real texts need, and a twentieth of a second at most.
MOST_STEPS = 100_000


@dataclass
class Allowance:
    """The steps that are left; may be shared by many comparisons."""

    left: int = MOST_STEPS

    def take(self, steps: int) -> bool:
        """Whether so many steps may still be gone; then they are."""
        if steps > self.left:
            return False
        self.left -= steps
        return True


@dataclass(frozen=True)
class Stretch:
    """old[start:end] stands where new[new_start:new_end] stands; both are the same or the one replaces the other."""

    is_same: bool
    start: int
    end: int
    new_start: int
    new_end: int


def aligned(old: Sequence[Hashable], new: Sequence[Hashable], allowance: Allowance | None = None) -> Iterator[Stretch]:
    """Both sequences from front to back, same and different stretches in turn."""
    at = new_at = 0
    for start, new_start, size in _blocks(old, new, allowance or Allowance()):
        if at < start or new_at < new_start:
            yield Stretch(False, at, start, new_at, new_start)
        if size:
            yield Stretch(True, start, start + size, new_start, new_start + size)
        at, new_at = start + size, new_start + size


def _blocks(old: Sequence[Hashable], new: Sequence[Hashable], allowance: Allowance) -> list[tuple[int, int, int]]:
    """The places where both are the same, neighbors joined, and an empty one at the end."""
    head, tail = _head(old, new), 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    ends = len(old) - tail, len(new) - tail
    places: dict[Hashable, list[int]] = {}
    for place in range(head, ends[1]):
        places.setdefault(new[place], []).append(place)
    found = [(0, 0, head)]
    waiting = [(head, ends[0], head, ends[1])]
    while waiting:
        start, end, new_start, new_end = waiting.pop()
        if start == end or new_start == new_end:
            continue
        one, other, size = _longest(old, places, (start, end, new_start, new_end), allowance)
        if size:
            found.append((one, other, size))
            waiting += [(one + size, end, other + size, new_end), (start, one, new_start, other)]
    return _joined([*sorted(found), (*ends, tail), (len(old), len(new), 0)])


def _head(old: Sequence[Hashable], new: Sequence[Hashable]) -> int:
    """How many at the front are the same."""
    return next((at for at, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), min(len(old), len(new)))


def _longest(
    old: Sequence[Hashable], places: dict[Hashable, list[int]], within: tuple[int, int, int, int], allowance: Allowance
) -> tuple[int, int, int]:
    """The longest stretch that both share there, the first of several; an empty one where the allowance does not suffice."""
    start, end, new_start, new_end = within
    best = (start, new_start, 0)
    lengths: dict[int, int] = {}
    for at in range(start, end):
        known = places.get(old[at], [])
        first, last = bisect_left(known, new_start), bisect_left(known, new_end)
        if not allowance.take(1 + last - first):
            return (start, new_start, 0)
        longer = {}
        for place in known[first:last]:
            length = longer[place] = lengths.get(place - 1, 0) + 1
            if length > best[2]:
                best = (at - length + 1, place - length + 1, length)
        lengths = longer
    return best


def _joined(blocks: Sequence[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Blocks that follow each other in both sequences as one."""
    found = [blocks[0]]
    for one, other, size in blocks[1:]:
        start, new_start, before = found[-1]
        if (start + before, new_start + before) == (one, other):
            found[-1] = (start, new_start, before + size)
        else:
            found.append((one, other, size))
    return found
