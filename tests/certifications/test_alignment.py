"""Two sequences side by side: nothing is lost, what is shared is found, and no input takes more steps than allowed."""

from hypothesis import given
from hypothesis import strategies as st

from certifications.alignment import Allowance, aligned

LINES = st.lists(st.sampled_from("abc"), max_size=30)
# What makes a general matcher cubic: few different lines, very often.
HOSTILE = [
    (["x", "x", "y"] * 7_000, ["y", "x", "x"] * 7_000),
    (["\n"] * 20_000, ["a", *["\n"] * 19_000, "b"]),
    (["c", *["a", "b"] * 10_000], [*["b", "a", "a"] * 6_000, "d"]),
]


def sides(old, new, allowance=None):
    stretches = list(aligned(old, new, allowance))
    return (
        [each for stretch in stretches for each in old[stretch.start : stretch.end]],
        [each for stretch in stretches for each in new[stretch.new_start : stretch.new_end]],
        [old[stretch.start : stretch.end] == new[stretch.new_start : stretch.new_end] for stretch in stretches],
        [stretch.is_same for stretch in stretches],
    )


@given(LINES, LINES, st.integers(0, 200))
def test_aligned_holds_both_sides_whatever_the_allowance(old, new, steps):
    before, after, equal, same = sides(old, new, Allowance(steps))

    assert (before, after, equal) == (old, new, same)


@given(LINES, LINES, st.integers(0, 200))
def test_aligned_takes_same_and_different_in_turn(old, new, steps):
    same = sides(old, new, Allowance(steps))[3]

    assert same == [same[0] ^ bool(at % 2) for at in range(len(same))] if same else not old and not new


def test_aligned_never_takes_more_steps_than_allowed():
    left = []
    for old, new in HOSTILE:
        allowance = Allowance(50_000)
        before, after, equal, same = sides(old, new, allowance)
        left.append(allowance.left)
        assert (before, after, equal) == (old, new, same)

    assert [0 <= each <= 50_000 for each in left] == [True] * len(HOSTILE)


def test_allowance_is_asked_before_each_step():
    """A place list that gives more than was paid for would raise."""

    class Counted(str):
        __hash__ = str.__hash__
        asked = 0

        def __eq__(self, other):
            Counted.asked += 1
            return str.__eq__(self, other)

    old, new = ([Counted(each) for each in side] for side in HOSTILE[0])
    list(aligned(old, new, Allowance(50_000)))

    assert Counted.asked < 50_000 + 3 * (len(old) + len(new))


def test_aligned_finds_the_common_head_and_tail_without_a_step():
    old, new = [*"ab" * 5_000, "old", *"ab" * 5_000], [*"ab" * 5_000, "new", *"ab" * 5_000]

    found = [(each.is_same, each.start, each.end) for each in aligned(old, new, Allowance(0))]

    assert found == [(True, 0, 10_000), (False, 10_000, 10_001), (True, 10_001, 20_001)]
