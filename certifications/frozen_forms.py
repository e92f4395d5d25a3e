"""A migration step after which the database itself refuses to change a published form: its edition, sections, questions."""

from typing import Any

from django.db import migrations

VERSION = "certifications_formversion"
PARTS = ("certifications_section", "certifications_question")

POSTGRESQL = """
CREATE OR REPLACE FUNCTION refuse_published_form() RETURNS trigger AS $$
DECLARE versions bigint[];
BEGIN
  IF TG_TABLE_NAME = 'certifications_formversion' THEN
    IF OLD.published_at IS NOT NULL THEN RAISE EXCEPTION 'published forms never change'; END IF;
  ELSE
    versions := CASE TG_OP WHEN 'INSERT' THEN ARRAY[NEW.version_id] WHEN 'DELETE' THEN ARRAY[OLD.version_id]
      ELSE ARRAY[OLD.version_id, NEW.version_id] END;
    IF EXISTS (SELECT 1 FROM certifications_formversion WHERE id = ANY(versions) AND published_at IS NOT NULL)
      THEN RAISE EXCEPTION 'published forms never change'; END IF;
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END; $$ LANGUAGE plpgsql;
"""
ON_POSTGRESQL = """
CREATE TRIGGER {table}_frozen BEFORE {verbs} ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_published_form();
"""
PUBLISHED = "EXISTS (SELECT 1 FROM certifications_formversion WHERE published_at IS NOT NULL AND id IN (?))"
# Without DELETE: that is how a test database on SQLite is emptied. `FormPart` and its queryset refuse it there.
ON_SQLITE = {
    VERSION: (("UPDATE", "OLD.published_at IS NOT NULL"),),
    **{
        part: tuple(
            (verb, PUBLISHED.replace("?", ids))
            for verb, ids in (("INSERT", "NEW.version_id"), ("UPDATE", "OLD.version_id, NEW.version_id"))
        )
        for part in PARTS
    },
}


def freeze_published_forms() -> migrations.RunPython:
    """Refuses INSERT, UPDATE and (on PostgreSQL) DELETE of what belongs to a published edition.

    SQLite forgets a table's triggers when a later migration remakes the table: that migration must repeat this step
    (tests/certifications/test_frozen_forms.py finds a table without its guard).
    """

    def forwards(apps: Any, editor: Any) -> None:
        with editor.connection.cursor() as cursor:
            for statement in _drops(editor.connection.vendor):
                cursor.execute(statement)
            if editor.connection.vendor == "postgresql":
                cursor.execute(POSTGRESQL)
                cursor.execute(ON_POSTGRESQL.format(table=VERSION, verbs="UPDATE OR DELETE"))
                for part in PARTS:
                    cursor.execute(ON_POSTGRESQL.format(table=part, verbs="INSERT OR UPDATE OR DELETE"))
                return
            for table, guards in ON_SQLITE.items():
                for verb, condition in guards:
                    cursor.execute(
                        f"CREATE TRIGGER {table}_frozen_{verb.lower()} BEFORE {verb} ON {table} WHEN {condition} "
                        "BEGIN SELECT RAISE(ABORT, 'published forms never change'); END;"
                    )

    def backwards(apps: Any, editor: Any) -> None:
        with editor.connection.cursor() as cursor:
            for statement in _drops(editor.connection.vendor):
                cursor.execute(statement)

    return migrations.RunPython(forwards, backwards)


def _drops(vendor: str) -> list[str]:
    if vendor == "postgresql":
        return [f"DROP TRIGGER IF EXISTS {table}_frozen ON {table}" for table in (VERSION, *PARTS)]
    return [
        f"DROP TRIGGER IF EXISTS {table}_frozen_{verb.lower()}" for table, guards in ON_SQLITE.items() for verb, _when in guards
    ]
