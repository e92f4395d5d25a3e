"""A migration step after which the database itself refuses to change a certificate design that was published."""

from typing import Any

from django.db import migrations

TABLE = "certifications_certificatedesign"
POSTGRESQL = """
CREATE OR REPLACE FUNCTION refuse_published_design() RETURNS trigger AS $$
BEGIN
  IF OLD.state = 'published' THEN RAISE EXCEPTION 'published designs never change'; END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END; $$ LANGUAGE plpgsql;
CREATE TRIGGER {table}_frozen BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_published_design();
"""
# Without DELETE: that is how a test database on SQLite is emptied.
SQLITE = """
CREATE TRIGGER {table}_frozen BEFORE UPDATE ON {table} WHEN OLD.state = 'published'
BEGIN SELECT RAISE(ABORT, 'published designs never change'); END;
"""


def freeze_published_designs() -> migrations.RunPython:
    """Refuses UPDATE and (on PostgreSQL) DELETE of published designs. A migration that remakes the table must repeat it."""

    def forwards(apps: Any, editor: Any) -> None:
        statement = POSTGRESQL if editor.connection.vendor == "postgresql" else SQLITE
        with editor.connection.cursor() as cursor:
            cursor.execute(statement.format(table=TABLE))

    def backwards(apps: Any, editor: Any) -> None:
        with editor.connection.cursor() as cursor:
            cursor.execute(f"DROP TRIGGER {TABLE}_frozen" + (f" ON {TABLE}" if editor.connection.vendor == "postgresql" else ""))

    return migrations.RunPython(forwards, backwards)
