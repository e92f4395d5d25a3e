"""Two versions side by side: nothing is lost, nothing invented, and Japanese differences read as words."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as some

from certifications.alignment import MOST_STEPS, Allowance
from certifications.comparing import ADDED, CHANGED, REMOVED, SAME, Content, Piece, compare, difference, words

TEXTS = some.text(alphabet="車椅子いすをオル。、\n1２,kg ", max_size=60)
ROWS = some.lists(some.tuples(TEXTS, TEXTS), max_size=5)
FILES = some.lists(some.tuples(some.sampled_from("abcd"), some.just("x.pdf")), max_size=5)


def side(pieces, mark):
    return "".join(piece.text for piece in pieces if piece.mark in {SAME, mark})


def lines_of(lines, mark):
    """The rows of one side, out of lines that hold both."""
    other = REMOVED if mark == ADDED else ADDED
    return [tuple(side(cell, mark) for cell in line.cells) for line in lines if line.mark != other]


@given(TEXTS, TEXTS)
def test_words_hold_both_texts_in_full(old, new):
    pieces = words(old, new)

    assert (side(pieces, REMOVED), side(pieces, ADDED)) == (old, new)


@given(TEXTS)
def test_words_of_the_same_text_are_all_the_same(text):
    assert words(text, text) == ([Piece(SAME, text)] if text else [])


@given(TEXTS, TEXTS)
def test_words_have_no_empty_piece_and_no_neighbors_of_one_kind(old, new):
    pieces = words(old, new)
    marks = [piece.mark for piece in pieces]

    assert all(piece.text for piece in pieces)
    assert all(before != after for before, after in pairwise(marks))


@given(ROWS, ROWS)
def test_table_holds_both_tables_in_full(old, new):
    found = difference("k", Content(old, rows=tuple(old)), Content(new, rows=tuple(new)))

    assert lines_of(found.lines, REMOVED) == old
    assert lines_of(found.lines, ADDED) == new


@given(FILES, FILES)
def test_files_are_known_by_what_they_hold(old, new):
    found = difference("k", Content(files=tuple(old)), Content(files=tuple(new)))
    marks = [line.mark for line in found.lines]

    assert len(new) == marks.count(SAME) + marks.count(ADDED)
    assert len(old) == marks.count(SAME) + marks.count(REMOVED)
    assert (found.state == SAME) == (sorted(sha for sha, _ in old) == sorted(sha for sha, _ in new))


@given(TEXTS, TEXTS)
@settings(max_examples=50)
def test_state_turns_around_with_the_sides(old, new):
    there, back = difference("k", Content(old, old), Content(new, new)), difference("k", Content(new, new), Content(old, old))

    assert back.state == {ADDED: REMOVED, REMOVED: ADDED}.get(there.state, there.state)


def test_difference_of_japanese_reads_as_words():
    pieces = words("座ったまま片手で折りたためます。重さは12.4kgです。", "座ったまま両手で折りたためます。重さは9kgです。")

    assert pieces == [
        Piece(SAME, "座ったまま"),
        Piece(REMOVED, "片手"),
        Piece(ADDED, "両手"),
        Piece(SAME, "で折りたためます。重さは"),
        Piece(REMOVED, "12.4"),
        Piece(ADDED, "9"),
        Piece(SAME, "kgです。"),
    ]


def test_sentence_that_is_new_stands_as_a_whole():
    assert words("静かです。", "静かです。軽いです。") == [Piece(SAME, "静かです。"), Piece(ADDED, "軽いです。")]


def test_long_texts_without_anything_in_common_are_shown_whole():
    old, new = "あ甲" * 2000, "い乙" * 2000

    assert words(old, new) == [Piece(REMOVED, old), Piece(ADDED, new)]


def test_states_of_questions_in_the_form_s_order():
    old = {"a": Content("x", "x"), "b": Content("y", "y"), "c": Content("", "")}
    new = {"a": Content("x", "x"), "b": Content("z", "z"), "d": Content(True, "同意します")}

    found = [(row.key, row.state) for row in compare(["a", "b", "c", "d"], old, new)]

    assert found == [("a", SAME), ("b", CHANGED), ("c", SAME), ("d", ADDED)]


def test_amounts_and_days_change_as_a_whole():
    found = difference("k", Content(128000, "128,000円"), Content(98000, "98,000円"))

    assert found.pieces == (Piece(REMOVED, "128,000円"), Piece(ADDED, "98,000円"))


def test_list_marks_what_came_and_went():
    found = difference("k", Content(["a", "b"], items=("移動", "食事")), Content(["b", "c"], items=("食事", "入浴")))

    assert [(line.mark, line.cells[0][0].text) for line in found.lines] == [(REMOVED, "移動"), (SAME, "食事"), (ADDED, "入浴")]


def test_renamed_file_is_the_same():
    found = difference("k", Content(files=(("s", "a.pdf"),)), Content(files=(("s", "b.pdf"),)))

    assert (found.state, [line.mark for line in found.lines]) == (SAME, [SAME])


def test_words_of_hostile_texts_are_both_there():
    old, new = "a" + "x\ny\n" * 5_000 + "b", "c" + "y\nx\nx\n" * 3_300 + "e"

    pieces = words(old, new)

    assert (side(pieces, REMOVED), side(pieces, ADDED)) == (old, new)


def test_compare_shares_one_allowance_among_all_questions(monkeypatch):
    old, new = Content("い。あ。い。", "い。あ。い。"), Content("あ。う。い。あ。", "あ。う。い。あ。")
    whole = difference("a", old, new, allowance := Allowance())
    monkeypatch.setattr("certifications.comparing.MOST_STEPS_IN_ALL", MOST_STEPS - allowance.left)

    found = compare("ab", {"a": old, "b": old}, {"a": new, "b": new})

    assert found == [whole, difference("b", old, new, Allowance(0))]
    assert found[0].pieces != found[1].pieces
