"""The order of an agenda in which the fewest people have to leave and come back, and how many must be there for each item.

Everybody is in the room when the first item is called, and nobody has to come back after the last one.
"""

import random
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

EXACT = 9
RESTARTS = 12
Member = Hashable
Away = frozenset[Member]
Ways = dict[tuple[int, int], tuple[int, tuple[int, ...]]]


@dataclass(frozen=True)
class Entitled:
    """One item: how many members may take part in it, how many it needs, and how many are missing."""

    members: int
    needed: int

    @property
    def missing(self) -> int:
        return max(self.needed - self.members, 0)

    @property
    def quorate(self) -> bool:
        return self.missing == 0


def needed(rule: str, number: int | None, base: int) -> int:
    """How many of `base` members must be there; never nobody. Rules: "half", "majority", "two_thirds", "number"."""
    match rule:
        case "half":
            found = -(-base // 2)
        case "majority":
            found = base // 2 + 1
        case "two_thirds":
            found = -(-base * 2 // 3)
        case _:
            found = number or 1
    return max(found, 1)


def entitled(
    present: Collection[Member], panel: int, recused: Collection[Member], rule: str, number: int | None, of: str
) -> Entitled:
    """How one item stands when these are present and those recused. `of` is "panel" or "entitled": of whom a share is taken."""
    staying = len(set(present) - set(recused))
    base = panel if of == "panel" else panel - len(set(recused))
    return Entitled(staying, needed(rule, number, base))


def movements(order: Sequence[Collection[Member]]) -> int:
    """How often somebody goes out or comes in, item by item."""
    inside_before: Away = frozenset()
    count = 0
    for away in order:
        count += len(inside_before ^ frozenset(away))
        inside_before = frozenset(away)
    return count


def exits(order: Sequence[Collection[Member]]) -> list[tuple[Away, Away]]:
    """Before each item: who goes out, and who comes back in."""
    found = []
    before: Away = frozenset()
    for away in order:
        now = frozenset(away)
        found.append((now - before, before - now))
        before = now
    return found


def arranged(items: Mapping[str, Collection[Member]], *, seed: int = 0) -> list[str]:
    """The items in an order with as few movements as can be found; `items` says who has to be out during each.

    Items without anybody outside come first; those with the same people outside stand together, as they were given. With at
    most nine different groups of people the order is the best there is; beyond, a good one, the same for the same seed.
    """
    groups: dict[Away, list[str]] = defaultdict(list)
    for name, away in items.items():
        groups[frozenset(away)].append(name)
    everybody = groups.pop(frozenset(), [])
    places = list(groups)
    if not places:
        return everybody
    way = _best(places) if len(places) <= EXACT else _good(places, random.Random(seed))  # noqa: S311  an order, no secret
    return everybody + [name for place in way for name in groups[places[place]]]


def _steps(places: Sequence[Away]) -> tuple[list[int], list[list[int]]]:
    """Movements from the full room to each group, and from each group to each other."""
    return [len(each) for each in places], [[len(one ^ other) for other in places] for one in places]


def _best(places: Sequence[Away]) -> list[int]:
    """The shortest way through all groups; of several the first by the given order."""
    first, between = _steps(places)
    ways: Ways = {(1 << at, at): (first[at], (at,)) for at in range(len(places))}
    for _step in range(len(places) - 1):
        longer: Ways = {}
        for (seen, last), (cost, way) in ways.items():
            for at in range(len(places)):
                if seen & (1 << at):
                    continue
                key, found = (seen | (1 << at), at), (cost + between[last][at], (*way, at))
                if key not in longer or found < longer[key]:
                    longer[key] = found
        ways = longer
    return list(min(ways.values())[1])


def _good(places: Sequence[Away], chance: random.Random) -> list[int]:
    """Nearest neighbors from several beginnings, each mended by turning and moving stretches until nothing gets shorter."""
    first, between = _steps(places)

    def cost(way: Sequence[int]) -> int:
        return first[way[0]] + sum(between[one][other] for one, other in pairwise(way))

    near = min(range(len(places)), key=lambda at: (first[at], at))
    beginnings = [near, *(chance.randrange(len(places)) for _again in range(RESTARTS))]
    return min((_mended(_nearest(start, between), cost) for start in beginnings), key=lambda way: (cost(way), way))


def _nearest(start: int, between: Sequence[Sequence[int]]) -> list[int]:
    way, left = [start], set(range(len(between))) - {start}
    while left:
        here = way[-1]
        following = min(left, key=lambda at: (between[here][at], at))
        way.append(following)
        left.remove(following)
    return way


def _mended(way: list[int], cost: Callable[[Sequence[int]], int]) -> list[int]:
    best, shorter = cost(way), True
    while shorter:
        shorter = False
        for candidate in _neighbors(way):
            if (found := cost(candidate)) < best:
                way, best, shorter = candidate, found, True
                break
    return way


def _neighbors(way: list[int]) -> Iterator[list[int]]:
    count = len(way)
    for start in range(count):
        for end in range(start + 2, count + 1):
            yield way[:start] + way[start:end][::-1] + way[end:]
    for start in range(count):
        for length in (1, 2, 3):
            rest, part = way[:start] + way[start + length :], way[start : start + length]
            for to in range(len(rest) + 1):
                yield rest[:to] + part + rest[to:]
