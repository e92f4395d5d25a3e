"""The same identifiers at each filling, so that what hangs on them comes out alike: who judges what, and so who wins."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from types import SimpleNamespace


@contextmanager
def repeatable_identifiers(seed: int = 2026) -> Iterator[None]:
    """Inside it `uuid.uuid4` gives one row of identifiers. For a city of fictional people only: they can be guessed.

    Codes and tokens come from `secrets`, and differ from filling to filling.
    """
    chance = Random(seed)  # noqa: S311  no secret
    real = uuid.os  # type: ignore[attr-defined]
    uuid.os = SimpleNamespace(urandom=chance.randbytes)  # type: ignore[attr-defined]
    try:
        yield
    finally:
        uuid.os = real  # type: ignore[attr-defined]
