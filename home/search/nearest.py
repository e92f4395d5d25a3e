"""Words that a slip of the finger may have meant: a letter too many, missing, wrong, or two that changed places."""

from collections import Counter
from collections.abc import Iterable

TWO_SLIPS_FROM = 8
MOST = 3


def nearest(word: str, known: Iterable[str]) -> tuple[str, ...]:
    """The known words at the smallest distance: one slip, or two in a word of eight letters or more; at most three."""
    allowed = 2 if len(word) >= TWO_SLIPS_FROM else 1
    letters = Counter(word)
    found: list[tuple[int, str]] = []
    for other in known:
        if abs(len(other) - len(word)) > allowed or (letters - Counter(other)).total() > allowed:
            continue
        if (slips := distance(word, other)) <= allowed:
            found.append((slips, other))
    best = min((slips for slips, _other in found), default=0)
    return tuple(sorted(other for slips, other in found if slips == best)[:MOST])


def distance(one: str, other: str) -> int:
    """Letters to add, drop, change or swap with their neighbor (restricted Damerau-Levenshtein)."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for at, letter in enumerate(one, start=1):
        row = [at]
        for place, wanted in enumerate(other, start=1):
            cost = min(last[place] + 1, row[-1] + 1, last[place - 1] + (letter != wanted))
            if at > 1 and place > 1 and letter == other[place - 2] and one[at - 2] == wanted:
                cost = min(cost, before[place - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1]
