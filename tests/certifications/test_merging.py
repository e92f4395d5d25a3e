"""Changes of two people: joined when they do not touch, never lost, never doubled."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certifications.merging import edits_of, merged, merged_answer, merged_choices, merged_text, segments

LETTERS = st.text(alphabet="あいう。！\n. a", max_size=40)
LINES = st.lists(st.sampled_from("abcdef"), max_size=12)


@given(LETTERS)
def test_segments_are_the_text_again(text):
    assert "".join(segments(text)) == text


def test_segments_end_with_lines_and_sentences():
    assert segments("一つ目。二つ目！\n3.5 kg. Then") == ["一つ目。", "二つ目！", "\n", "3.5 kg.", " Then"]


@given(LETTERS, LETTERS)
def test_merged_text_of_one_change_is_that_change(base, mine):
    assert (merged_text(base, mine, base), merged_text(base, base, mine), merged_text(base, mine, mine)) == (mine, mine, mine)


@given(LINES, LINES, LINES)
def test_merged_does_not_ask_who_came_first(base, mine, theirs):
    assert merged(base, mine, theirs) == merged(base, theirs, mine)


@given(LINES, LINES, LINES)
def test_merged_does_everything_that_each_did(base, mine, theirs):
    """What one put in is in the result; what nobody took away is in it, too; nothing else is."""
    found = merged(base, mine, theirs)
    if found is None:
        return

    edits = {*edits_of(base, mine), *edits_of(base, theirs)}
    kept = [each for at, each in enumerate(base) if not any(edit.start <= at < edit.end for edit in edits)]

    assert sorted(found) == sorted([*kept, *(each for edit in edits for each in edit.new)])


@given(st.integers(0, 8), st.integers(0, 8), st.text("xy", min_size=1, max_size=3), st.text("vw", min_size=1, max_size=3))
def test_merged_joins_changes_of_different_lines(one, other, mine, theirs):
    base = list("abcdefghi")
    found = merged(base, [*base[:one], mine, *base[one + 1 :]], [*base[:other], theirs, *base[other + 1 :]])

    expected = None if one == other else [mine if at == one else theirs if at == other else each for at, each in enumerate(base)]
    assert found == expected


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "expected"),
    [
        ("一。二。三。", "一!。二。三。", "一。二。三。四。", "一!。二。三。四。"),
        ("一行目\n二行目", "一行目\n二行目\n三行目", "零行目\n二行目", "零行目\n二行目\n三行目"),
        ("一。二。", "一。二。私。", "一。二。彼。", None),
        ("", "私", "彼", None),
        ("一。二。", "", "一。二。三。", None),
        ("一。二。三。", "一。三。", "一。二。参。", "一。参。"),
    ],
)
def test_merged_text_in_cases(base, mine, theirs, expected):
    assert merged_text(base, mine, theirs) == expected


def test_merged_text_joins_changes_of_a_long_text_that_repeats():
    base = "a\n" * 10_000

    assert merged_text(base, base + "b", "c" + base) == f"c{base}b"


@pytest.mark.parametrize("piece", [".", "\n", "x\nx\ny\n", "。", "a. ", "!?"])
def test_segments_of_a_text_that_repeats_are_cut_in_one_walk(piece):
    """A cut that looks ahead again and again takes minutes here."""
    text = piece * (200_000 // len(piece)) + "a"

    assert "".join(segments(text)) == text


def test_merged_text_that_cannot_be_told_apart_is_left_to_the_person():
    base, mine, theirs = "a" + "x\ny\n" * 5_000 + "b", "d" + "x\nx\ny\n" * 3_300 + "e", "c" + "y\nx\nx\n" * 3_300 + "e"

    assert merged_text(base, mine, theirs) is None


@given(st.sets(st.sampled_from("abcd")), st.sets(st.sampled_from("abcd")), st.sets(st.sampled_from("abcd")))
def test_merged_choices_take_both_peoples_marks(base, mine, theirs):
    found = merged_choices(sorted(base), sorted(mine), sorted(theirs))

    wanted = (base & mine & theirs) | (mine - base) | (theirs - base)
    assert (set(found), len(found)) == (wanted, len(wanted))


def test_merged_answer_joins_rows_and_leaves_single_values():
    rows = [{"year": "2024", "sales": "1"}, {"year": "2025", "sales": "2"}]
    mine, theirs = [rows[0] | {"sales": "9"}, rows[1]], [*rows, {"year": "2026", "sales": "3"}]

    assert merged_answer("table", rows, mine, theirs) == [mine[0], rows[1], theirs[2]]
    assert [merged_answer(kind, "1", "2", "3") for kind in ("short_text", "yen", "choice", "date")] == [None] * 4
    assert merged_answer("long_text", None, "x", "y") is None
