"""Identifiers that come alike at each filling of the sample city, and by chance again afterwards."""

import uuid

import pytest

from home.samples.repeatable import repeatable_identifiers


def three():
    with repeatable_identifiers():
        return [uuid.uuid4() for _each in range(3)]


def test_each_filling_gets_the_same_identifiers():
    first, second = three(), three()

    assert first == second
    assert len(set(first)) == 3
    assert {each.version for each in first} == {4}


def test_chance_is_back_afterwards_even_after_a_fault():
    with pytest.raises(ZeroDivisionError), repeatable_identifiers():
        _fault = 1 / 0

    assert uuid.uuid4() not in {uuid.uuid4(), *three()}
