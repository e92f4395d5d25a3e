"""What follows from votes, by every rule."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certifications import voting

YES_NO = ["for", "against", "abstain"]
CHOICE = ["gold", "silver", "none", "abstain"]


def result(options, votes, *, rule="cast", present=None, tie="chair", casting=""):
    found = voting.counted(
        options, votes, rule=rule, present=len(votes) if present is None else present, tie=tie, casting=casting
    )
    return found.result


def ballots(**numbers):
    return [choice for choice, count in numbers.items() for _each in range(count)]


FOR_2_AGAINST_1 = ["for", "for", "against"]


@pytest.mark.parametrize(
    ("votes", "rule", "present", "wanted"),
    [
        (FOR_2_AGAINST_1, "cast", 3, "carried"),
        (["for", "abstain", "abstain"], "cast", 3, "carried"),
        (["for", "abstain", "abstain"], "present", 3, "lost"),
        (FOR_2_AGAINST_1, "present", 4, "lost"),
        (FOR_2_AGAINST_1, "present", 3, "carried"),
        (FOR_2_AGAINST_1, "two_thirds", 3, "carried"),
        (FOR_2_AGAINST_1, "two_thirds", 4, "lost"),
        (["for", "against"], "cast", 2, "tied"),
        (["for", "against"], "present", 2, "lost"),
        (["against", "against"], "cast", 2, "lost"),
        (["abstain"], "cast", 1, "lost"),
        ([], "cast", 0, "lost"),
        ([], "two_thirds", 0, "lost"),
    ],
)
def test_proposal_is_carried_by_rule(votes, rule, present, wanted):
    assert result(YES_NO, votes, rule=rule, present=present) == wanted


def test_equal_votes_are_settled_by_the_rule():
    votes = ["for", "against"]

    assert result(YES_NO, votes, casting="for") == "carried"
    assert result(YES_NO, votes, casting="against") == "lost"
    assert result(YES_NO, votes, tie="lost") == "lost"


def test_casting_vote_counts_only_on_equal_votes():
    assert result(YES_NO, FOR_2_AGAINST_1, casting="against") == "carried"


@pytest.mark.parametrize(
    ("votes", "rule", "present", "wanted"),
    [
        (["gold", "gold", "silver"], "cast", 3, "gold"),
        (["gold", "gold", "silver", "none"], "present", 4, "lost"),
        (["gold", "gold", "gold", "none"], "present", 4, "gold"),
        (["gold", "gold", "none"], "two_thirds", 3, "gold"),
        (["gold", "silver"], "cast", 2, "tied"),
        (["gold", "silver"], "present", 2, "lost"),
        (["abstain", "abstain"], "cast", 2, "lost"),
    ],
)
def test_most_votes_choose(votes, rule, present, wanted):
    assert result(CHOICE, votes, rule=rule, present=present) == wanted


def test_chair_chooses_among_those_that_are_equal_only():
    assert result(CHOICE, ["gold", "silver"], casting="silver") == "silver"
    with pytest.raises(ValueError, match="not tied"):
        result(CHOICE, ["gold", "silver"], casting="none")


def test_vote_for_what_cannot_be_chosen_is_an_error():
    with pytest.raises(ValueError, match="could not be chosen"):
        result(YES_NO, ["perhaps"])


@given(st.lists(st.sampled_from(YES_NO), max_size=12), st.sampled_from(["cast", "present", "two_thirds"]), st.integers(0, 5))
def test_tally_is_complete_and_silence_never_carries(votes, rule, silent):
    present = len(votes) + silent
    found = voting.counted(YES_NO, votes, rule=rule, present=present, tie="lost")

    assert sum(found.tally.values()) == len(votes)
    if found.result == "carried":
        more = voting.counted(YES_NO, votes, rule=rule, present=len(votes), tie="lost")
        assert more.result == "carried"
        assert found.tally["for"] > found.tally["against"]


def test_one_more_vote_in_favor_never_loses():
    for in_favor in range(5):
        for against in range(5):
            before = result(YES_NO, ballots(**{"for": in_favor, "against": against}), tie="lost")
            after = result(YES_NO, ballots(**{"for": in_favor + 1, "against": against}), tie="lost")

            assert not (before == "carried" and after == "lost")
