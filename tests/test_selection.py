"""What one database is not asked, the other is."""

from types import SimpleNamespace

import pytest

from scripts import run_tests
from tests import selection


class Item:
    """As much of a collected test as the selection looks at."""

    def __init__(self, name, value, folder="access", marker="", fixtures=()):
        self.path, self.originalname, self.fixturenames = selection.TESTS / folder / "test_sweep.py", name, fixtures
        self.callspec = type("CallSpec", (), {"params": {"role": value}})()
        self.marker = marker

    def get_closest_marker(self, name):
        return name == self.marker


def test_two_databases_part_every_sweep_without_gap_or_overlap():
    sweep = [Item(name, number) for name in ("test_looks", "test_writes") for number in range(7)]

    here, there = selection.share([*sweep, Item("test_else", 1, folder="brands")])

    assert here | there == set(sweep)
    assert here & there == set()
    assert {item.originalname for item in here} == {"test_looks", "test_writes"}


def test_what_is_no_sweep_of_access_is_asked_like_a_page(both):
    guards = [Item("test_guard", number, fixtures=("world",)) for number in range(9)]
    for item in guards:
        item.callspec.params = {"guard": item}

    assert both(guards) == (guards, [guards[0], guards[8]])


def test_sweep_of_two_is_asked_on_one_of_both():
    cases = [Item("test_short", number) for number in range(2)]

    here, there = selection.share(cases)

    assert len(here) + len(there) == 2


@pytest.fixture
def both(monkeypatch):
    """As `make test` runs: `both(items)` gives what SQLite is asked, and what PostgreSQL."""
    monkeypatch.setattr(selection, "BOTH", True)
    monkeypatch.setattr(selection, "SOAK", False)
    monkeypatch.setattr(selection, "FAST", False)

    def asked(items):
        sqlite, postgresql = list(items), list(items)
        selection.leave_out(SimpleNamespace(stash={}), sqlite, postgresql=False)
        selection.leave_out(SimpleNamespace(stash={}), postgresql, postgresql=True)
        return sqlite, postgresql

    return asked


@pytest.mark.parametrize("folder", ["home/views", "certifications/viewsets", "home/views/errors"])
def test_sqlite_is_asked_all_of_a_page_and_postgresql_an_eighth(both, folder):
    pages = [Item("test_page", number, folder, fixtures=("db",)) for number in range(9)]

    assert both(pages) == (pages, [pages[0], pages[8]])


@pytest.mark.parametrize("folder", ["home/actions", "certifications", "certifications/committee", "brands"])
def test_postgresql_is_asked_all_of_a_record_and_sqlite_an_eighth(both, folder):
    records = [Item("test_action", number, folder, fixtures=("db",)) for number in range(9)]

    assert both(records) == ([records[0], records[8]], records)


@pytest.mark.parametrize("folder", ["races", "scripts"])
def test_other_folders_are_asked_of_both_whole(both, folder):
    others = [Item("test_other", number, folder, fixtures=("db",)) for number in range(9)]

    assert both(others) == (others, others)


def test_what_asks_for_no_database_runs_on_sqlite_whole(both):
    calculations = [Item("test_reckons", number, "certifications") for number in range(4)]

    assert both(calculations) == (calculations, [])


@pytest.mark.parametrize("folder", ["home/views", "home/actions"])
def test_what_only_postgresql_can_show_is_asked(both, folder):
    needed = [Item("test_page", number, folder, "postgresql") for number in range(3)]

    assert both(needed)[1] == needed


def test_the_folders_of_pages_and_records_are_there():
    folders = (*selection.PAGES, *selection.RECORDS)

    assert [folder for folder in folders if not (selection.TESTS / folder).exists()] == []


def test_soak_asks_all_that_is_left_out():
    assert {*selection.PAGES, "access"} <= set(run_tests.SOAKED)
    assert set(run_tests.SOAKED_ON_SQLITE) == set(selection.RECORDS)


def test_every_story_lies_where_stories_are_looked_for():
    word = "pytest.mark." + "journey"
    marked = {path for path in selection.TESTS.rglob("test_*.py") if word in path.read_text(encoding="utf-8")}

    assert {path.parent.relative_to(selection.TESTS).as_posix() for path in marked} == {"journeys"}


def test_the_parts_of_a_fast_run_are_there():
    assert [part for part in selection.FAST_PARTS if not (selection.TESTS / part).exists()] == []


def test_run_says_what_it_has_left_out():
    assert selection.lines({"database": 3, "sweep": 0}) == ["not run: 3 tests that ask for no database: they run on SQLite"]


def test_a_turn_is_that_of_the_commit_and_the_same_in_each_process_of_a_run():
    values = {"TURN": ""}

    first = selection.turn_of(values)

    assert first == selection.turn_of({})
    assert values == {"TURN": str(first)}
    assert selection.turn_of({"TURN": "3"}) == 3


def test_what_tests_themselves_leave_out_is_summed_over_processes():
    config = SimpleNamespace(stash=pytest.Stash())
    selection.note(config, "sights", 2)
    selection.note(config, "sights", 3)

    left_out = selection.together({"database": 4, "sights": 1}, config.stash[selection.LEFT_OUT] | {"database": 4})

    assert left_out == {"database": 4, "sights": 6}
    assert selection.lines({"sights": 6}) == [
        f"asked in turns: TURN={selection.TURN} asks the same again",
        f"not run: 6 {selection.WORDS['sights']}",
    ]
