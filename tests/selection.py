"""Which tests a second database need not see: each leaves a number that the last lines of a run name."""

import os
import zlib
from collections import defaultdict

import pytest

SOAK = os.environ.get("SOAK") == "1"
# Of the fixtures that pytest-django gives every test, none of these is one.
DATABASE = {"db", "transactional_db", "live_server", "world", "ground", "city"}
SWEPT = {"role", "stage", "stages", "state"}
SHARE = 3
LEFT_OUT = pytest.StashKey[dict]()
WORDS = {
    "database": "that ask for no database: they have run on SQLite",
    "sweep": f"of the access sweep: a fixed 1 in {SHARE} of its roles and states is asked here, all on SQLite and in make soak",
}


def asks_for_database(item):
    """Whether the test, or a fixture that it stands on, uses a database."""
    marked = any(item.get_closest_marker(name) for name in ("django_db", "postgresql", "journey"))
    return marked or bool(DATABASE & set(getattr(item, "fixturenames", ())))


def beyond_share(items):
    """Of each sweep over roles, stages or states: the cases that are not in the fixed share; another share for each sweep."""
    swept = defaultdict(list)
    for item in items:
        if item.path.parent.name == "access" and hasattr(item, "callspec") and SWEPT & set(item.callspec.params):
            swept[item.path.name, item.originalname].append(item)
    return {
        item
        for (_file, name), cases in swept.items()
        for number, item in enumerate(cases)
        if (number + zlib.crc32(name.encode())) % SHARE
    }


def leave_out(config, items):
    """Takes out of a run on PostgreSQL what SQLite has shown as well."""
    beyond = beyond_share(items)
    reasons = {item: "sweep" if item in beyond else "database" for item in items if item in beyond or not asks_for_database(item)}
    items[:] = [item for item in items if item not in reasons]
    config.stash[LEFT_OUT] = {word: list(reasons.values()).count(word) for word in WORDS}


def lines(left_out):
    """What is said of it at the end of the run."""
    return [f"not run: {number} tests {WORDS[word]}" for word, number in left_out.items() if number]
