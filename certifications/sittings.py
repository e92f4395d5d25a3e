"""What of somebody's typing is worth keeping: where a sitting began and ended, and what stood before a large deletion."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

PAUSE = timedelta(minutes=10)
LEAST_CUT = 20


@dataclass(frozen=True)
class Step:
    """One save of an answer: how long it was, and how much of what stood before is in it no longer (None: not known)."""

    version: int
    writer: Any
    at: datetime
    size: int | None = None
    lost: int | None = None
    sender: Any = None


def lost(before: str, after: str) -> int:
    """How many characters of the text before are gone, seen from both ends. One pass, however long the texts."""
    shorter = min(len(before), len(after))
    head = next((at for at in range(shorter) if before[at] != after[at]), shorter)
    rest = shorter - head
    tail = next((at for at in range(rest) if before[-1 - at] != after[-1 - at]), rest)
    return len(before) - head - tail


def is_large(cut: int, size: int) -> bool:
    """Whether somebody would want back what was cut out of a text of that size: a fifth of it, and more than a slip."""
    return cut >= max(LEAST_CUT, size // 5)


def parted(steps: Iterable[Step]) -> Iterator[list[Step]]:
    """The saves, oldest first, by sitting: one person who never pauses for longer than ten minutes."""
    sitting: list[Step] = []
    for step in steps:
        if sitting and (sitting[-1].writer != step.writer or step.at - sitting[-1].at > PAUSE):
            yield sitting
            sitting = []
        sitting.append(step)
    if sitting:
        yield sitting


def kept(steps: Sequence[Step], moments: Collection[datetime] = ()) -> set[int]:
    """The versions that stay when these sittings are over. `moments` are when somebody signed or submitted what stood there.

    First and last of each sitting, and so whatever somebody else overwrote; the last of each window; what stood before and
    after a large deletion, in one stroke or letter by letter; and what stood at each of the moments.
    """
    found = {step.version for step in _at(steps, moments)}
    for sitting in parted(steps):
        found |= {sitting[0].version, sitting[-1].version}
        found |= set({step.sender: step.version for step in sitting if step.sender}.values())
        found |= {step.version for step in sitting if step.size is None or step.lost is None}
        found |= {step.version for step in _turns(sitting)}
        for before, after in _cuts(sitting):
            found |= {before.version, after.version}
    return found


def worth_showing(steps: Sequence[Step]) -> list[int]:
    """The versions that a reader wants to see, newest first: the end of each sitting, and what stood before a large deletion."""
    found = set()
    for sitting in parted(steps):
        found |= {sitting[-1].version, *(before.version for before, _after in _cuts(sitting)), *_peaks(sitting)}
    return sorted(found, reverse=True)


def _at(steps: Sequence[Step], moments: Collection[datetime]) -> Iterator[Step]:
    for moment in moments:
        before = [step for step in steps if step.at <= moment]
        if before:
            yield before[-1]


def _cuts(sitting: Sequence[Step]) -> Iterator[tuple[Step, Step]]:
    for before, after in pairwise(sitting):
        if is_large(after.lost or 0, before.size or 0):
            yield before, after


def _turns(sitting: Sequence[Step]) -> list[Step]:
    """Where the text stopped growing and shrank by much, and where it stopped shrinking; the last is where it turned last."""
    turns, extreme, shrinks = [], sitting[0], False
    for step in sitting[1:]:
        size, past = step.size or 0, extreme.size or 0
        if (size <= past) if shrinks else (size >= past):
            extreme = step
        elif is_large(past - size, past) if not shrinks else is_large(size - past, size):
            turns.append(extreme)
            extreme, shrinks = step, not shrinks
    return [*turns, extreme]


def _peaks(sitting: Sequence[Step]) -> list[int]:
    """Of the turns those before which the text grew, and after which it shrank by much."""
    turns = _turns(sitting)
    return [step.version for step in turns[:-1][::2]]
