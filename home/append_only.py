"""A migration step after which the database itself refuses to change the rows of a table."""

from typing import Any

from django.db import migrations

POSTGRESQL = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION 'rows of % are append-only', TG_TABLE_NAME; END; $$ LANGUAGE plpgsql;
CREATE TRIGGER {table}_append_only BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""
SQLITE = """
CREATE TRIGGER {table}_append_only BEFORE UPDATE ON {table}
BEGIN SELECT RAISE(ABORT, 'rows of {table} are append-only'); END;
"""


def append_only(*tables: str) -> migrations.RunPython:
    """Refuses UPDATE on the tables, on SQLite and PostgreSQL. DELETE stays possible: disposal after retention needs it.

    SQLite forgets a table's triggers when a later migration remakes the table: that migration must repeat this step
    (tests/home/test_append_only.py finds a table without its guard).
    """

    def forwards(apps: Any, editor: Any) -> None:
        statement = POSTGRESQL if editor.connection.vendor == "postgresql" else SQLITE
        with editor.connection.cursor() as cursor:
            for table in tables:
                cursor.execute(statement.format(table=table))

    def backwards(apps: Any, editor: Any) -> None:
        with editor.connection.cursor() as cursor:
            for table in tables:
                suffix = f" ON {table}" if editor.connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER {table}_append_only{suffix}")

    return migrations.RunPython(forwards, backwards)
