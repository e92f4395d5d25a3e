"""Which tests one of the two databases, or a fast run, need not see; the last lines of a run say how many it has left out."""

import os
import subprocess
import zlib
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.journeys.sights.turns import FURTHER


def turn_of(values):
    """The number of this turn. It is kept in the environment, so that all processes of a run have the same."""
    if not values.get("TURN"):
        command = ["git", "rev-parse", "--short=7", "HEAD"]
        commit = subprocess.run(command, cwd=Path(__file__).parent, capture_output=True, text=True, check=False).stdout.strip()
        values["TURN"] = str(int(commit, 16) if commit else datetime.now(UTC).toordinal())
    return int(values["TURN"])


SOAK = os.environ.get("SOAK") == "1"
# Set by `make test`, which runs on both databases one after the other.
BOTH = os.environ.get("BOTH_DATABASES") == "1"
# Set by `make test-fast`: what asks for no database, and of what does, the main job and one part of each floor.
FAST = os.environ.get("FAST") == "1"
# What is asked in turns: another part with each commit. TURN= asks one again; where there is no commit, the day says it.
TURN = turn_of(os.environ)
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
FIRST_OF = 8
# What is shown and asked there is the same on both databases; that its queries run on PostgreSQL, each file's share shows.
PAGES = (
    "brands/test_manuscript_desk.py",
    "brands/test_public_pages.py",
    "brands/test_viewsets.py",
    "brands/views",
    "certifications/applying",
    "certifications/committee/test_meeting_desk.py",
    "certifications/committee/test_meeting_pages.py",
    "certifications/documents",
    "certifications/judging",
    "certifications/staging/test_stage_desk.py",
    "certifications/test_eligibility_page.py",
    "certifications/test_program_pages.py",
    "certifications/viewsets",
    "events/models/test_pages.py",
    "events/test_exhibitor_viewsets.py",
    "events/test_registration_viewsets.py",
    "events/test_viewsets.py",
    "events/views",
    "home/test_account_pages.py",
    "home/test_pages.py",
    "home/views",
    "matching/models/test_pages.py",
    "matching/views",
    "matching/viewsets",
    "organizations/test_list_pages.py",
    "organizations/test_viewsets.py",
    "organizations/views",
    "payments/viewsets",
    "payments/views",
)
# Statements, guards and locks are the matter there: PostgreSQL, on which cities run, is asked all of it.
RECORDS = ("brands", "certifications", "events", "home", "matching", "organizations", "payments")
LEFT_OUT = pytest.StashKey[dict]()
WORDS = {
    "database": "tests that ask for no database: they run on SQLite",
    "fast": "tests that ask for a database: make test runs them",
    "pages": f"tests of pages and desks: PostgreSQL is asked 1 in {FIRST_OF} of each file, SQLite all, make soak all",
    "records": f"tests of actions and records: SQLite is asked 1 in {FIRST_OF} of each file, PostgreSQL all, make soak all",
    "sights": f"further states of pages of the desk: 1 in {FURTHER} is looked at in turn, make soak looks at all",
    "sweep": f"tests of access: PostgreSQL is asked 1 in {SHARE} of a sweep's roles and states, SQLite the rest, make soak all",
    "widths": "sights at one of two widths, in turn: make soak looks at both",
}
IN_TURNS = {"sights", "widths"}
# What tests themselves have left out, and not the selection.
ADDED = {"sights", "widths"}


def asks_for_database(item):
    """Whether the test, or a fixture that it stands on, uses a database."""
    marked = any(item.get_closest_marker(name) for name in ("django_db", "postgresql", "journey"))
    return marked or bool(DATABASE & set(getattr(item, "fixturenames", ())))


def is_swept(item):
    """Whether it is one case of a sweep over roles, stages or states."""
    return item.path.parent.name == "access" and hasattr(item, "callspec") and bool(SWEPT & set(item.callspec.params))


def share(items):
    """Of each sweep over roles, stages or states: a fixed part of its cases, another for each sweep; and all the others."""
    swept = defaultdict(list)
    for item in items:
        if is_swept(item):
            swept[item.path.name, item.originalname].append(item)
    parts = {True: set(), False: set()}
    for (_file, name), cases in swept.items():
        for number, item in enumerate(cases):
            parts[(number + zlib.crc32(name.encode())) % SHARE == 0].add(item)
    return parts[True], parts[False]


def lies_in(item, folders):
    """Whether the test stands in one of these folders, or deeper."""
    return any(item.path.is_relative_to(TESTS / folder) for folder in folders)


def kind_of(item):
    """`pages`, `records`, or neither: such a test is asked on both databases."""
    if item.get_closest_marker("postgresql") or is_swept(item):
        return ""
    return (
        "pages" if lies_in(item, (*PAGES, "access")) else "records" if lies_in(item, RECORDS) and asks_for_database(item) else ""
    )


def spared(items, kind):
    """Of each file of that kind: all but the first of every eight."""
    files = defaultdict(list)
    for item in items:
        if kind_of(item) == kind:
            files[item.path].append(item)
    return {item for cases in files.values() for number, item in enumerate(cases) if number % FIRST_OF}


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
    if BOTH:
        kind = "pages" if postgresql else "records"
        reasons |= dict.fromkeys(spared([item for item in items if item not in reasons], kind), kind)
    items[:] = [item for item in items if item not in reasons]
    config.stash[LEFT_OUT] = {word: list(reasons.values()).count(word) for word in WORDS}


def note(config, word, number):
    """Adds what a test itself has left out."""
    left_out = config.stash.setdefault(LEFT_OUT, {})
    left_out[word] = left_out.get(word, 0) + number


def together(known, found):
    """Of two processes: what was left out when they collected is the same in both, what tests have left out adds up."""
    return known | found | {word: known.get(word, 0) + found.get(word, 0) for word in ADDED & {*known, *found}}


def lines(left_out):
    """What is said of it at the end of the run."""
    turns = (
        [f"asked in turns: TURN={TURN} asks the same again"]
        if IN_TURNS & {word for word, number in left_out.items() if number}
        else []
    )
    return turns + [f"not run: {number} {WORDS[word]}" for word, number in left_out.items() if number]
