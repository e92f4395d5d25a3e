"""Which tests one of the two databases, or a fast run, need not see; the last lines of a run say how many it has left out."""

import os
import zlib
from collections import defaultdict
from pathlib import Path

import pytest

SOAK = os.environ.get("SOAK") == "1"
# Set by `make test`, which runs on both databases one after the other.
BOTH = os.environ.get("BOTH_DATABASES") == "1"
# Set by `make test-fast`: what asks for no database, and of what does, the main job and one part of each floor.
FAST = os.environ.get("FAST") == "1"
FAST_PARTS = (
    "brands/actions/test_entries.py",
    "brands/test_search.py",
    "certifications/actions/test_applications.py",
    "certifications/actions/test_decisions.py",
    "certifications/actions/test_releases.py",
    "certifications/actions/test_rounds.py",
    "certifications/actions/test_screening.py",
    "certifications/test_states.py",
    "certifications/test_verification.py",
    "events/actions/test_events.py",
    "events/test_states.py",
    "home/actions/test_letters.py",
    "home/search/test_matching.py",
    "home/test_append_only.py",
    "matching/actions/test_figures.py",
    "organizations/actions/test_memberships.py",
    "organizations/test_permissions.py",
    "payments/actions/test_payees.py",
    "test_replays.py",
)
TESTS = Path(__file__).parent
# Of the fixtures that pytest-django gives every test, none of these is one.
DATABASE = {"db", "transactional_db", "live_server", "world", "ground", "city"}
SWEPT = {"role", "stage", "stages", "state"}
SHARE = 3
# What is shown and asked there is the same on both databases; that its queries run on PostgreSQL, each file's share shows.
PAGES = (
    "brands/views",
    "certifications/applying",
    "certifications/documents",
    "certifications/judging",
    "certifications/viewsets",
    "events/views",
    "home/views",
    "matching/views",
    "organizations/views",
)
LEFT_OUT = pytest.StashKey[dict]()
WORDS = {
    "database": "that ask for no database: they run on SQLite",
    "fast": "that ask for a database: make test runs them",
    "pages": f"of pages and desks: PostgreSQL is asked 1 in {SHARE} of each file, SQLite all, make soak all",
    "sweep": f"of the access sweep: PostgreSQL is asked 1 in {SHARE} of its roles and states, SQLite the others, make soak all",
}


def asks_for_database(item):
    """Whether the test, or a fixture that it stands on, uses a database."""
    marked = any(item.get_closest_marker(name) for name in ("django_db", "postgresql", "journey"))
    return marked or bool(DATABASE & set(getattr(item, "fixturenames", ())))


def share(items):
    """Of each sweep over roles, stages or states: a fixed part of its cases, another for each sweep; and all the others."""
    swept = defaultdict(list)
    for item in items:
        if item.path.parent.name == "access" and hasattr(item, "callspec") and SWEPT & set(item.callspec.params):
            swept[item.path.name, item.originalname].append(item)
    parts = {True: set(), False: set()}
    for (_file, name), cases in swept.items():
        for number, item in enumerate(cases):
            parts[(number + zlib.crc32(name.encode())) % SHARE == 0].add(item)
    return parts[True], parts[False]


def spared(items):
    """Of each file of pages and desks: all but the first of every three."""
    files = defaultdict(list)
    for item in items:
        if str(item.path.relative_to(TESTS)).startswith(PAGES) and not item.get_closest_marker("postgresql"):
            files[item.path].append(item)
    return {item for cases in files.values() for number, item in enumerate(cases) if number % SHARE}


def is_fast(item):
    """Whether a fast run takes the test."""
    return not asks_for_database(item) or str(item.path.relative_to(TESTS)) in FAST_PARTS


def leave_out(config, items, *, postgresql):
    """Takes out of a run what the other database is asked, or what would not be fast."""
    if FAST:
        config.stash[LEFT_OUT] = {"fast": sum(not is_fast(item) for item in items)}
        items[:] = [item for item in items if is_fast(item)]
        return
    if SOAK or not (postgresql or BOTH):
        return
    here, there = share(items)
    reasons = dict.fromkeys(there if postgresql else here, "sweep")
    if postgresql:
        reasons |= {item: "database" for item in items if not asks_for_database(item)}
    if postgresql and BOTH:
        reasons |= dict.fromkeys(spared([item for item in items if item not in reasons]), "pages")
    items[:] = [item for item in items if item not in reasons]
    config.stash[LEFT_OUT] = {word: list(reasons.values()).count(word) for word in WORDS}


def lines(left_out):
    """What is said of it at the end of the run."""
    return [f"not run: {number} tests {WORDS[word]}" for word, number in left_out.items() if number]
