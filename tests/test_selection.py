"""What one database is not asked, the other is."""

from pathlib import Path

from tests import selection


class Item:
    """As much of a collected test as the selection looks at."""

    def __init__(self, name, value, folder="access"):
        self.path, self.originalname = Path("tests") / folder / "test_sweep.py", name
        self.callspec = type("CallSpec", (), {"params": {"role": value}})()


def test_two_databases_part_every_sweep_without_gap_or_overlap():
    sweep = [Item(name, number) for name in ("test_looks", "test_writes") for number in range(7)]

    here, there = selection.share([*sweep, Item("test_else", 1, folder="brands")])

    assert here | there == set(sweep)
    assert here & there == set()
    assert {item.originalname for item in here} == {"test_looks", "test_writes"}


def test_sweep_of_two_is_asked_on_one_of_both():
    cases = [Item("test_short", number) for number in range(2)]

    here, there = selection.share(cases)

    assert len(here) + len(there) == 2


def test_the_parts_of_a_fast_run_are_there():
    assert [part for part in selection.FAST_PARTS if not (selection.TESTS / part).exists()] == []


def test_run_says_what_it_has_left_out():
    assert selection.lines({"database": 3, "sweep": 0}) == ["not run: 3 tests that ask for no database: they run on SQLite"]
