"""What stays of somebody's typing when the sitting is over."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certifications import sittings
from certifications.sittings import Step, kept, lost, worth_showing

BEGIN = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)


def typed(*sizes, writer="a", every=4, since=0, first=1):
    """Saves of one window, one after the other, that only ever add or cut at the end."""
    steps, before = [], 0
    for number, size in enumerate(sizes):
        at = BEGIN + timedelta(seconds=since + every * number)
        steps.append(Step(first + number, writer, at, size, max(before - size, 0)))
        before = size
    return steps


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "あ", 0),
        ("あい", "あいう", 0),
        ("あいう", "あい", 1),
        ("あいう", "", 3),
        ("あいう", "えいう", 1),
        ("aaaa", "aa", 2),
        ("あいう", "かきく", 3),
    ],
)
def test_lost_counts_what_is_gone(before, after, expected):
    assert lost(before, after) == expected


def test_kept_of_steady_typing_is_first_and_last():
    assert kept(typed(*range(1, 300, 5))) == {1, 60}


def test_kept_holds_what_stood_before_and_after_a_stroke():
    assert kept(typed(10, 200, 400, 0, 100, 200)) == {1, 3, 4, 6}


def test_kept_holds_what_stood_before_it_was_deleted_letter_by_letter():
    steps = typed(10, 200, 400, *range(390, 90, -10), 120)

    assert 3 in kept(steps)
    assert worth_showing(steps) == [steps[-1].version, 3]


def test_kept_holds_what_somebody_else_overwrote():
    steps = [*typed(10, 20, 30), *typed(31, 32, 33, writer="b", since=20, first=4), *typed(34, 35, 36, since=40, first=7)]

    assert kept(steps) == {1, 3, 4, 6, 7, 9}


def test_kept_holds_what_was_signed():
    steps = typed(10, 20, 30, 40, 50)

    assert kept(steps, [steps[2].at + timedelta(seconds=1)]) == {1, 3, 5}


def test_kept_holds_everything_of_which_the_size_is_not_known():
    steps = [Step(number, "a", BEGIN + timedelta(seconds=number)) for number in range(1, 6)]

    assert kept(steps) == {1, 2, 3, 4, 5}


@st.composite
def histories(draw):
    found, at, before = [], BEGIN, 0
    for version in range(1, draw(st.integers(1, 40)) + 1):
        at += timedelta(seconds=draw(st.sampled_from([1, 4, 30, 599, 600, 601, 4_000])))
        size = draw(st.integers(0, 400))
        cut = draw(st.integers(max(before - size, 0), before))
        found.append(Step(version, draw(st.sampled_from("aab")), at, size, cut, draw(st.sampled_from(["x", "y", None]))))
        before = size
    return found


@given(histories(), st.lists(st.integers(0, 20_000), max_size=3))
def test_kept_never_loses_what_somebody_could_want_back(steps, seconds):
    moments = [BEGIN + timedelta(seconds=each) for each in seconds]

    stays = kept(steps, moments)

    assert {steps[0].version, steps[-1].version} <= stays
    for before, after in pairwise(steps):
        if before.writer != after.writer or after.at - before.at > sittings.PAUSE:
            assert {before.version, after.version} <= stays
        if sittings.is_large(after.lost, before.size):
            assert before.version in stays
    for moment in moments:
        assert {step.version for step in steps if step.at <= moment and step is _last(steps, moment)} <= stays
    assert set(worth_showing(steps)) <= stays


@given(histories())
def test_what_is_worth_showing_is_shown_after_the_folding_too(steps):
    once = [step for step in steps if step.version in kept(steps)]

    assert set(worth_showing(steps)) <= set(worth_showing(once))


def _last(steps, moment):
    return [step for step in steps if step.at <= moment][-1]
