"""Groups of companies: which organizations hang together, and along which links."""

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Link:
    """The parent stands above the child, from a day until a day (both included; None: still)."""

    parent: int
    child: int
    since: date
    until: date | None = None

    def holds(self, day: date) -> bool:
        """Whether the two belong together on the day."""
        return self.since <= day and (self.until is None or day <= self.until)


Step = tuple[str, int]  # "child": the next is a child of the one before; "parent": its parent
Paths = Mapping[int, tuple[Step, ...]]


def neighbors(links: Iterable[Link], day: date) -> dict[int, list[Step]]:
    """Who hangs directly on whom on the day, in a fixed order."""
    found: dict[int, list[Step]] = {}
    for link in links:
        if link.holds(day):
            found.setdefault(link.parent, []).append(("child", link.child))
            found.setdefault(link.child, []).append(("parent", link.parent))
    return {each: sorted(set(steps)) for each, steps in found.items()}


def paths(start: int, around: Mapping[int, list[Step]]) -> Paths:
    """Everybody in the group of one organization with the shortest way there; the way to itself is empty."""
    found: dict[int, tuple[Step, ...]] = {start: ()}
    waiting = deque([start])
    while waiting:
        here = waiting.popleft()
        for step in around.get(here, ()):
            if step[1] not in found:
                found[step[1]] = (*found[here], step)
                waiting.append(step[1])
    return found


def group(starts: Iterable[int], around: Mapping[int, list[Step]]) -> frozenset[int]:
    """All organizations that hang together with any of these, these included."""
    return frozenset(each for start in starts for each in paths(start, around))
