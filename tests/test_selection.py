"""What one database is not asked, the other is."""

from scripts import run_tests
from tests import selection


class Item:
    """As much of a collected test as the selection looks at."""

    def __init__(self, name, value, folder="access", marker=""):
        self.path, self.originalname = selection.TESTS / folder / "test_sweep.py", name
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


def test_sweep_of_two_is_asked_on_one_of_both():
    cases = [Item("test_short", number) for number in range(2)]

    here, there = selection.share(cases)

    assert len(here) + len(there) == 2


def test_every_file_of_pages_is_asked_on_postgresql_a_third():
    files = ["home/views", "certifications/viewsets", "home/views/errors"]
    pages = {folder: [Item("test_page", number, folder) for number in range(4)] for folder in files}
    others = [Item("test_action", number, "home/actions") for number in range(4)]

    spared = selection.spared([*others, *(item for items in pages.values() for item in items)])

    assert {folder: [item not in spared for item in items] for folder, items in pages.items()} == {
        folder: [True, False, False, True] for folder in files
    }
    assert not set(others) & spared


def test_what_only_postgresql_can_show_is_asked():
    needed = [Item("test_page", number, "home/views", "postgresql") for number in range(3)]

    assert selection.spared(needed) == set()


def test_the_folders_of_pages_are_there():
    assert [folder for folder in selection.PAGES if not (selection.TESTS / folder).is_dir()] == []


def test_soak_asks_all_that_is_left_out():
    assert {*selection.PAGES, "access"} <= set(run_tests.SOAKED)


def test_every_story_lies_where_stories_are_looked_for():
    word = "pytest.mark." + "journey"
    marked = {path for path in selection.TESTS.rglob("test_*.py") if word in path.read_text(encoding="utf-8")}

    assert {path.parent.relative_to(selection.TESTS).as_posix() for path in marked} == {"journeys"}


def test_the_parts_of_a_fast_run_are_there():
    assert [part for part in selection.FAST_PARTS if not (selection.TESTS / part).exists()] == []


def test_run_says_what_it_has_left_out():
    assert selection.lines({"database": 3, "sweep": 0}) == ["not run: 3 tests that ask for no database: they run on SQLite"]
