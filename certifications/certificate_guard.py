"""What the database refuses of a certificate's events: a gap, a step back in time, a beginning that is not the last end."""

from typing import Any

from django.db import migrations

TABLE = "certifications_certificateevent"
NAME = "certificate_event_in_order"
WRONG = """NEW.seq <> COALESCE((SELECT max(seq) FROM certifications_certificateevent WHERE record_id = NEW.record_id), 0) + 1
OR NEW.to_state <> '' AND NEW.effective_on <
  (SELECT max(effective_on) FROM certifications_certificateevent WHERE record_id = NEW.record_id AND to_state <> '')
OR NEW.from_state <> '' AND NEW.from_state <> (SELECT to_state FROM certifications_certificateevent
  WHERE record_id = NEW.record_id AND to_state <> '' ORDER BY seq DESC LIMIT 1)"""
POSTGRESQL = f"""
CREATE OR REPLACE FUNCTION refuse_disorder() RETURNS trigger AS $$
BEGIN
IF {WRONG} THEN RAISE EXCEPTION 'events of a certificate come in order'; END IF;
RETURN NEW; END; $$ LANGUAGE plpgsql;
DROP TRIGGER IF EXISTS {NAME} ON {TABLE};
CREATE TRIGGER {NAME} BEFORE INSERT ON {TABLE} FOR EACH ROW EXECUTE FUNCTION refuse_disorder();
"""
SQLITE = f"""
CREATE TRIGGER {NAME} BEFORE INSERT ON {TABLE} WHEN {WRONG}
BEGIN SELECT RAISE(ABORT, 'events of a certificate come in order'); END;
"""


def guard_certificate_events() -> migrations.RunPython:
    """SQLite forgets a table's triggers when a later migration remakes the table: that migration must repeat this step."""

    def forwards(apps: Any, editor: Any) -> None:
        with editor.connection.cursor() as cursor:
            if editor.connection.vendor == "postgresql":
                cursor.execute(POSTGRESQL)
                return
            cursor.execute(f"DROP TRIGGER IF EXISTS {NAME}")
            cursor.execute(SQLITE)

    def backwards(apps: Any, editor: Any) -> None:
        suffix = f" ON {TABLE}" if editor.connection.vendor == "postgresql" else ""
        with editor.connection.cursor() as cursor:
            cursor.execute(f"DROP TRIGGER IF EXISTS {NAME}{suffix}")

    return migrations.RunPython(forwards, backwards)
