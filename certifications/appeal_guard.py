"""A migration step after which the database itself seats nobody on an appeal's panel who had a part in the first decision."""

from typing import Any

from django.db import migrations

# Whoever adds to the list of those who had a part locks the appeal, too: of two at once, the second sees what the first wrote.
POSTGRESQL = """
CREATE OR REPLACE FUNCTION refuse_first_decider() RETURNS trigger AS $$
BEGIN
  PERFORM 1 FROM certifications_appeal WHERE id = NEW.appeal_id FOR NO KEY UPDATE;
  IF EXISTS (SELECT 1 FROM certifications_firstdecider WHERE appeal_id = NEW.appeal_id AND person_id = NEW.person_id)
  THEN RAISE EXCEPTION 'appeal_panel_is_disjoint' USING ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END; $$ LANGUAGE plpgsql;
DROP TRIGGER IF EXISTS appeal_panel_is_disjoint ON certifications_appealseat;
CREATE TRIGGER appeal_panel_is_disjoint BEFORE INSERT OR UPDATE ON certifications_appealseat
FOR EACH ROW EXECUTE FUNCTION refuse_first_decider();
"""
SQLITE = """
CREATE TRIGGER appeal_panel_is_disjoint_{verb} BEFORE {verb} ON certifications_appealseat
WHEN EXISTS (SELECT 1 FROM certifications_firstdecider WHERE appeal_id = NEW.appeal_id AND person_id = NEW.person_id)
BEGIN SELECT RAISE(ABORT, 'appeal_panel_is_disjoint'); END
"""
NAME = "appeal_panel_is_disjoint"
VERBS = ("insert", "update")


def guard_appeal_panels() -> migrations.RunPython:
    """Refuses seats of first deciders, on SQLite and PostgreSQL. Doing it twice changes nothing.

    SQLite forgets a table's triggers when a later migration remakes the table, and cannot remake one that a trigger names:
    a migration that alters seats or first deciders drops this guard before and repeats the step after.
    """

    def forwards(apps: Any, editor: Any) -> None:
        with editor.connection.cursor() as cursor:
            if editor.connection.vendor == "postgresql":
                cursor.execute(POSTGRESQL)
                return
            for verb in VERBS:
                cursor.execute(f"DROP TRIGGER IF EXISTS {NAME}_{verb}")
                cursor.execute(SQLITE.format(verb=verb))

    def backwards(apps: Any, editor: Any) -> None:
        with editor.connection.cursor() as cursor:
            if editor.connection.vendor == "postgresql":
                cursor.execute(f"DROP TRIGGER IF EXISTS {NAME} ON certifications_appealseat")
                return
            for verb in VERBS:
                cursor.execute(f"DROP TRIGGER IF EXISTS {NAME}_{verb}")

    return migrations.RunPython(forwards, backwards)
