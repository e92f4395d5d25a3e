"""Many tables made in one step are those that would be made one by one."""

import pytest
from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState

from home.tables import CreateTables

ID = ("id", models.BigAutoField(primary_key=True))
SHELF = migrations.CreateModel("Shelf", [ID, ("name", models.CharField(max_length=20, unique=True))])
BOOK = migrations.CreateModel("Book", [ID, ("shelf", models.ForeignKey("trial.shelf", on_delete=models.CASCADE))])


def one_by_one():
    state = ProjectState()
    for table in (SHELF, BOOK):
        table.state_forwards("trial", state)
    return state


@pytest.mark.parametrize("drawn", [False, True])
def test_the_models_are_the_same(drawn):
    state = ProjectState()
    if drawn:
        assert state.apps is not None

    CreateTables([SHELF, BOOK]).state_forwards("trial", state)

    assert state == one_by_one()
    assert {model.__name__ for model in state.apps.get_models()} == {"Shelf", "Book"}


@pytest.mark.django_db(transaction=True)
def test_the_tables_come_and_go():
    step, before, after = CreateTables([SHELF, BOOK]), ProjectState(), one_by_one()

    with connection.schema_editor() as editor:
        step.database_forwards("trial", editor, before, after)
    made = {name for name in connection.introspection.table_names() if name.startswith("trial_")}
    with connection.schema_editor() as editor:
        step.database_backwards("trial", editor, after, before)
    left = {name for name in connection.introspection.table_names() if name.startswith("trial_")}

    assert (made, left, step.describe()) == ({"trial_shelf", "trial_book"}, set(), "Create 2 tables")
