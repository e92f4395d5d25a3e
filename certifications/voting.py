"""What follows from votes: the result of a proposal, or of a choice between several, by the rule of the meeting."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

FOR, AGAINST, ABSTAIN = "for", "against", "abstain"
CARRIED, LOST, TIED = "carried", "lost", "tied"


@dataclass(frozen=True)
class Count:
    """`result` is "carried", "lost" or "tied"; in a choice it is what was chosen, "tied", or "lost" when nothing was."""

    result: str
    tally: Mapping[str, int]
    tied: tuple[str, ...] = ()


def counted(options: Sequence[str], votes: Sequence[str], *, rule: str, present: int, tie: str, casting: str = "") -> Count:
    """Counts. `rule`: "cast", "present", "two_thirds"; `tie`: "chair" or "lost"; `casting` is the word of who takes the chair.

    Silence and abstention speak for nothing; under "present" and "two_thirds" they weigh as if against. Raises ValueError for
    a vote, or a casting vote, that is not among what could be chosen.
    """
    if set(votes) - set(options):
        raise ValueError("A vote names what could not be chosen.")
    tally = {option: sum(vote == option for vote in votes) for option in options}
    if FOR in options:
        return _proposal(tally, rule, present, tie, casting)
    return _choice(tally, rule, present, tie, casting)


def _enough(votes: int, against: int, rule: str, present: int) -> bool:
    match rule:
        case "present":
            return 2 * votes > present
        case "two_thirds":
            return present > 0 and 3 * votes >= 2 * present
        case _:
            return votes > against


def _proposal(tally: Mapping[str, int], rule: str, present: int, tie: str, casting: str) -> Count:
    in_favor, against = tally[FOR], tally[AGAINST]
    if _enough(in_favor, against, rule, present):
        return Count(CARRIED, tally)
    if in_favor != against or rule != "cast" or not in_favor:
        return Count(LOST, tally)
    return _settled(tally, (FOR, AGAINST), tie, casting, {FOR: CARRIED, AGAINST: LOST})


def _choice(tally: Mapping[str, int], rule: str, present: int, tie: str, casting: str) -> Count:
    """The most votes; under "present" and "two_thirds" they must also be so many."""
    choices = {option: votes for option, votes in tally.items() if option != ABSTAIN}
    most = max(choices.values(), default=0)
    leading = tuple(option for option, votes in choices.items() if votes == most)
    if not most:
        return Count(LOST, tally)
    if len(leading) > 1:
        if rule != "cast":
            return Count(LOST, tally)
        return _settled(tally, leading, tie, casting, {option: option for option in leading})
    return Count(leading[0] if rule == "cast" or _enough(most, 0, rule, present) else LOST, tally)


def _settled(tally: Mapping[str, int], tied: tuple[str, ...], tie: str, casting: str, results: Mapping[str, str]) -> Count:
    if tie == "lost":
        return Count(LOST, tally, tied)
    if not casting:
        return Count(TIED, tally, tied)
    if casting not in results:
        raise ValueError("The casting vote names what is not tied.")
    return Count(results[casting], tally, tied)
