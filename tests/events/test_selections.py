from datetime import date

import pytest

from events import selections
from events.months import Month

TODAY = date(2026, 11, 21)
KINDS = ["seminar", "expo"]


def read(**params):
    return selections.read(params, kinds=KINDS, today=TODAY)


def test_selection_reads_all_its_words():
    chosen = read(month="2027-02", kind="expo", when="past", page="3")

    assert (chosen.month, chosen.kind, chosen.past, chosen.page) == (Month(2027, 2), "expo", True, 3)


@pytest.mark.parametrize("page", ["0", "-1", "x", "", "²", "99999", "1e3", "\0"])
def test_selection_page_that_is_none_becomes_the_first(page):
    assert read(page=page).page == 1


def test_selection_page_has_an_end():
    assert read(page="9999").page == selections.LAST_PAGE


def test_selection_unknown_words_ask_for_nothing():
    assert read(month="nix", kind="<script>", when="sometimes", page="x") == read()


def test_selection_address_names_only_what_differs():
    assert (read().address(), read(kind="expo").address(month=Month(2026, 12))) == ("?", "?month=2026-12&kind=expo")


def test_selection_address_begins_again_at_the_first_page():
    assert read(page="3", when="past").address(kind="expo") == "?kind=expo&when=past"
