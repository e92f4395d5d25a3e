"""One change at a time: which changes there are, what is left alone, and that a change is noticed or lives."""

from scripts import mutate

SOURCE = '''
"""A module."""

FACTOR = 2


def scaled(value: int, *, up: bool = True) -> int:
    """Twice as much."""
    if value < 0 and up:
        return -value
    return value * FACTOR if up else value
'''


def test_each_change_is_made_alone():
    found = [mutant.what for mutant in mutate.mutants(SOURCE)]

    assert sorted(found) == ["0 + 1", "2 + 1", "Lt 0", "Mult to Add", "True to False", "branches", "to Or", "without USub"]


def test_words_and_types_are_left_alone():
    texts = [mutant.text for mutant in mutate.mutants(SOURCE)]

    assert all('"""A module."""' in text and '"""Twice as much."""' in text and "value: int" in text for text in texts)
    assert len(set(texts)) == len(texts)


def test_a_denial_is_turned_into_what_is_true():
    (mutant,) = mutate.mutants("bad = not good")

    assert (mutant.line, mutant.text) == (1, "bad = not not good")
