"""Steps of the migrations that were folded before the first release (docs/decisions/migrations.md)."""

from collections.abc import Sequence
from typing import Any

from django.db import migrations
from django.db.migrations.operations.base import Operation
from django.db.migrations.recorder import MigrationRecorder


class CreateTables(Operation):
    """Does what `CreateModel` does, for each of them in order.

    Django then draws the models anew once, and not once for each table: on a fresh machine seconds instead of most of a minute.
    """

    def __init__(self, tables: Sequence[migrations.CreateModel]) -> None:
        self.tables = tables

    def state_forwards(self, app_label: str, state: Any) -> None:
        state.__dict__.pop("apps", None)  # drawn again when somebody asks, with all of the new ones
        for table in self.tables:
            table.state_forwards(app_label, state)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for table in self.tables:
            table.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for table in reversed(self.tables):
            table.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return f"Create {len(self.tables)} tables"


class HalfMigrated(Exception):
    """The tables were made by a state of the code before the first release, and not to the end: neither old nor new fits them."""


def must_be_whole(app: str) -> migrations.RunPython:
    """Refuses tables of a floor that stop between its first and its last step as they were before the folding.

    What is left of the steps cannot complete them. Raises HalfMigrated.
    """

    def forwards(_apps: Any, editor: Any) -> None:
        applied = MigrationRecorder(editor.connection).applied_migrations()
        earlier = sorted(name for floor, name in applied if floor == app and name != "0001_initial")
        if earlier:
            raise HalfMigrated(
                f"These tables were made before the first release and stop at {app}.{earlier[-1]}. They cannot be brought "
                "up to date: begin with an empty database (make run does so for the sample city)."
            )

    return migrations.RunPython(forwards, migrations.RunPython.noop)
