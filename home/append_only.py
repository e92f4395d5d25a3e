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


DOOR_POSTGRESQL = """
CREATE OR REPLACE FUNCTION {table}_door() RETURNS trigger AS $$
BEGIN
IF (to_jsonb(NEW) - ARRAY[{changeable}]) = (to_jsonb(OLD) - ARRAY[{changeable}]) AND ({condition}) THEN RETURN NEW; END IF;
RAISE EXCEPTION 'rows of % are append-only', TG_TABLE_NAME; END; $$ LANGUAGE plpgsql;
DROP TRIGGER {table}_append_only ON {table};
CREATE TRIGGER {table}_append_only BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_door();
"""
DOOR_SQLITE = """
CREATE TRIGGER {table}_append_only BEFORE UPDATE ON {table}
WHEN NOT COALESCE({same} AND ({condition}), 0)
BEGIN SELECT RAISE(ABORT, 'rows of {table} are append-only'); END;
"""


def with_door(table: str, changeable: list[str], *, sqlite: str, postgresql: str) -> migrations.RunPython:
    """Lets through one kind of UPDATE on a guarded table: of these columns, where the condition on OLD and NEW holds.

    A later migration that adds a column must repeat this step, so that SQLite guards the new column, too.
    """

    def forwards(apps: Any, editor: Any) -> None:
        connection = editor.connection
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                names = ", ".join(f"'{name}'" for name in changeable)
                cursor.execute(DOOR_POSTGRESQL.format(table=table, changeable=names, condition=postgresql))
                return
            columns = [column.name for column in connection.introspection.get_table_description(cursor, table)]
            same = " AND ".join(f'NEW."{name}" IS OLD."{name}"' for name in columns if name not in changeable)
            cursor.execute(f"DROP TRIGGER IF EXISTS {table}_append_only")
            cursor.execute(DOOR_SQLITE.format(table=table, same=same, condition=sqlite))

    def backwards(apps: Any, editor: Any) -> None:
        with editor.connection.cursor() as cursor:
            suffix = f" ON {table}" if editor.connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER {table}_append_only{suffix}")
            plain = POSTGRESQL if editor.connection.vendor == "postgresql" else SQLITE
            cursor.execute(plain.format(table=table))

    return migrations.RunPython(forwards, backwards)
