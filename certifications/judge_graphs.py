"""Which judges can be compared: those joined by cases that both have read; and the link reviews that join the others."""

from collections import Counter, deque
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import combinations
from typing import TypeVar

Pair = tuple[str, str]  # a judge and an application
Edge = tuple[str, int]  # a judge, and the number of a component that she does not belong to
Cost = Callable[[str, str], int]
Node = TypeVar("Node", str, int)


def components(pairs: Iterable[Pair]) -> list[frozenset[str]]:
    """The judges in groups that no common application joins: the largest first, then by the first code."""
    readers: dict[str, list[str]] = {}
    judges: dict[str, None] = {}
    for judge, application in pairs:
        readers.setdefault(application, []).append(judge)
        judges[judge] = None
    label = joined(judges, [(first, other) for first, *others in readers.values() for other in others])
    groups: dict[str, set[str]] = {}
    for judge in judges:
        groups.setdefault(label[judge], set()).add(judge)
    return sorted(map(frozenset, groups.values()), key=lambda group: (-len(group), min(group)))


def joined(nodes: Iterable[Node], edges: Iterable[tuple[Node, Node]]) -> dict[Node, Node]:
    """For each node one of its group, the same for all of the group."""
    above = {node: node for node in nodes}

    def top(node: Node) -> Node:
        while above[node] != node:
            above[node] = node = above[above[node]]
        return node

    for one, other in edges:
        above[top(one)] = top(other)
    return {node: top(node) for node in above}


def largest_forest(edges: Sequence[Edge], home: Mapping[str, int], room: Mapping[str, int]) -> list[Edge]:
    """As many edges as join components without a circle while no judge has more than her room, early edges preferred.

    A largest common independent set of two matroids, by shortest augmenting paths (Schrijver: Combinatorial
    Optimization, 2003, section 41.2), so that "they cannot be joined" is true when it is said.
    """
    chosen: dict[Edge, None] = {}
    nodes = set(home.values())

    def groups(without: Edge | None = None) -> dict[int, int]:
        return joined(nodes, [(home[judge], target) for judge, target in chosen if (judge, target) != without])

    def used(judge: str) -> int:
        return sum(other == judge for other, _target in chosen)

    for edge in edges:  # most are found without any exchange
        group = groups()
        if group[home[edge[0]]] != group[edge[1]] and used(edge[0]) < room[edge[0]]:
            chosen[edge] = None
    while len(chosen) < len(nodes) - 1:
        path = _augmenting_path(edges, home, chosen, groups, {judge: room[judge] - used(judge) for judge, _target in edges})
        if not path:
            break
        for edge in path:
            if edge in chosen:
                del chosen[edge]
            else:
                chosen[edge] = None
    return [edge for edge in edges if edge in chosen]


def _augmenting_path(
    edges: Sequence[Edge],
    home: Mapping[str, int],
    chosen: Collection[Edge],
    groups: Callable[[Edge | None], dict[int, int]],
    left: Mapping[str, int],
) -> list[Edge]:
    """Edges to put in and take out in turn, one more in than out; empty when the forest is largest."""
    outside = [edge for edge in edges if edge not in chosen]
    whole = groups(None)
    parts = {edge: groups(edge) for edge in chosen}
    before: dict[Edge, Edge | None] = {edge: None for edge in outside if whole[home[edge[0]]] != whole[edge[1]]}
    waiting = deque(before)
    while waiting:
        edge = waiting.popleft()
        if edge not in chosen and left[edge[0]] > 0:
            path: list[Edge] = []
            step: Edge | None = edge
            while step is not None:
                path.append(step)
                step = before[step]
            return path
        if edge in chosen:  # taking it out leaves two parts, which others may join again
            following = [other for other in outside if parts[edge][home[other[0]]] != parts[edge][other[1]]]
        else:  # it needs the room of another one of the same judge
            following = [other for other in chosen if other[0] == edge[0]]
        for other in following:
            if other not in before:
                before[other] = edge
                waiting.append(other)
    return []


def link_reviews(
    pairs: Collection[Pair],
    room: Mapping[str, int],
    may: Callable[[str, str], bool],
    *,
    count: int,
    held: Sequence[Pair],
    cost: Cost,
) -> tuple[list[Pair], int]:
    """Up to `count` reviews more, and how many of these join groups of judges that were apart.

    First those that join (held ones before others), then held ones, then between judges with the fewest cases in common.
    Judges who read nothing else are not used. Applications with the fewest links come first, then the cheapest pair.
    """
    readers: dict[str, set[str]] = {}
    for judge, application in pairs:
        readers.setdefault(application, set()).add(judge)
    groups = components(pairs)
    home = {judge: number for number, group in enumerate(groups) for judge in group}
    left = {judge: room.get(judge, 0) for judge in home}
    links: dict[Pair, None] = {}
    links_on: Counter[str] = Counter()

    def is_free(judge: str, application: str) -> bool:
        return left.get(judge, 0) > 0 and judge not in readers[application] and may(judge, application)

    def take(judge: str, application: str) -> None:
        links[judge, application] = None
        links_on[application] += 1
        readers[application].add(judge)
        left[judge] -= 1

    held = [(judge, application) for judge, application in held if application in readers and is_free(judge, application)]
    ways: dict[Edge, list[Pair]] = {}
    for judge, application in [*held, *((judge, application) for judge in sorted(home) for application in sorted(readers))]:
        edge = (judge, home[min(readers[application])])
        if edge[1] != home[judge] and is_free(judge, application):
            ways.setdefault(edge, []).append((judge, application))
    first = {edge: None for judge, application in held if (edge := (judge, home[min(readers[application])])) in ways}
    others = sorted((edge for edge in ways if edge not in first), key=lambda edge: (min(cost(*way) for way in ways[edge]), edge))
    forest = largest_forest([*first, *others], home, left)[:count]
    for edge in forest:
        take(*min(ways[edge], key=lambda way: (way not in held, links_on[way[1]], cost(*way), way)))
    for judge, application in held:
        if len(links) < count and is_free(judge, application):
            take(judge, application)
    while len(links) < count:
        common = _common_cases(readers)
        free = [(judge, application) for application in readers for judge in home if is_free(judge, application)]
        if not free:
            break
        take(
            *min(
                free,
                key=lambda way: (
                    links_on[way[1]],
                    sum(common.get((way[0], reader), 0) for reader in readers[way[1]]),
                    cost(*way),
                    way,
                ),
            )
        )
    return list(links), len(forest)


def _common_cases(readers: Mapping[str, Collection[str]]) -> dict[Pair, int]:
    """How many cases two judges have both read, by both orders of the two."""
    counts: dict[Pair, int] = {}
    for group in readers.values():
        for one, other in combinations(sorted(group), 2):
            counts[one, other] = counts[other, one] = counts.get((one, other), 0) + 1
    return counts
