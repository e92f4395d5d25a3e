"""The table of a listing says what Wagtail's own says, and escapes it."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.utils.safestring import SafeString
from wagtail.admin.ui.tables import BooleanColumn, Column, Table, TitleColumn

from home.desk.tables import DeskTable
from home.models import Letter, LetterState

LINK = {"get_url": lambda record: f"/admin/{record.name}/?a=1&b=2"}


def body(*columns, table=DeskTable, **values):
    row = SimpleNamespace(name="<b>", **values)
    return cells(table(columns, [row]).render_html({}))


def cells(drawn):
    return drawn.partition("<tbody>")[2].partition("</tbody>")[0]


@pytest.mark.parametrize(
    "value", ["plain", "<script>&\"'", SafeString("<em>safe</em>"), 12345, True, None, "", " ", datetime(2026, 4, 1, tzinfo=UTC)]
)
def test_cell_says_what_wagtails_own_says(value):
    own, wagtails = (
        "".join(body(Column("value", classname="number"), value=value, table=table).split()) for table in (DeskTable, Table)
    )

    assert own == wagtails


@pytest.mark.parametrize("state", [*LetterState.values, "unheard of"])
def test_choice_is_said_as_wagtails_own_says_it(state):
    columns, row = [Column("get_state_display")], Letter(state=state)
    own, wagtails = (table(columns, [row]).render_html({}) for table in (DeskTable, Table))

    assert "".join(cells(own).split()) == "".join(cells(wagtails).split())


def test_first_cell_leads_to_the_record():
    drawn = body(TitleColumn("name", **LINK))

    assert '<a href="/admin/&lt;b&gt;/?a=1&amp;b=2">&lt;b&gt;</a>' in drawn


def test_time_is_that_of_tokyo():
    assert "2026年4月1日 9:00<" in body(Column("at"), at=datetime(2026, 4, 1, tzinfo=UTC))


def test_column_of_another_kind_is_drawn_by_its_own_template():
    assert "icon-check" in body(BooleanColumn("done"), done=True)
