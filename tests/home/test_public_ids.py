"""Public ids as they come in from outside."""

from uuid import uuid4

import pytest

from home.public_ids import read_public_id


def test_an_id_is_read():
    public_id = uuid4()

    assert read_public_id(str(public_id)) == public_id


@pytest.mark.parametrize("text", ["", "1", "-" * 36, "0" * 36, "g" * 36, "\0" * 36, "x" * 10_000])
def test_anything_else_names_no_record(text):
    assert read_public_id(text) is None
