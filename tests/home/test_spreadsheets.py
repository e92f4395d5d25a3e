from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from home import spreadsheets
from home.clock import TOKYO


@pytest.mark.parametrize(
    "text", ["=1+1", "+81", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", "＝1+1", "＋1", "－1", "＠A1", " =1", "\u3000＝1", "\ufeff=1"]
)
def test_neutral_puts_an_apostrophe_before_what_could_run(text):
    assert spreadsheets.neutral(text) == "'" + text


@pytest.mark.parametrize("text", ["", "川崎", "0200021", "1234567890123", "a=b", "'=1", "ー長音"])
def test_neutral_leaves_plain_text(text):
    assert spreadsheets.neutral(text) == text


@given(st.text())
def test_csv_cell_never_begins_like_a_formula(text):
    assert not spreadsheets.is_formula(str(spreadsheets.csv_cell(text, TOKYO)))


def test_csv_cell_shows_times_in_tokyo():
    assert spreadsheets.csv_cell(datetime(2026, 11, 21, 15, 30, tzinfo=UTC), TOKYO) == "2026-11-22 00:30"
    assert spreadsheets.csv_cell(date(2026, 11, 21), TOKYO) == "2026-11-21"
    assert spreadsheets.csv_cell(None, TOKYO) == ""
    assert spreadsheets.csv_cell(-5, TOKYO) == -5


def test_xlsx_cell_drops_what_a_sheet_cannot_hold():
    assert spreadsheets.xlsx_cell("a\x00b\x0bc\td\n", TOKYO) == "abc\td\n"
    assert str(spreadsheets.xlsx_cell(datetime(2026, 11, 21, 15, 30, tzinfo=UTC), TOKYO)) == "2026-11-22 00:30:00"
