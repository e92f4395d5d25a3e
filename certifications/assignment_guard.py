"""A migration step after which the database itself gives no judge a case that a confirmed conflict keeps from her."""

from typing import Any

from django.db import migrations

# Whoever confirms a conflict locks the person's row, too: of two at once, the second sees what the first has written.
POSTGRESQL = """
CREATE OR REPLACE FUNCTION refuse_blocked_assignment() RETURNS trigger AS $$
BEGIN
  IF NEW.state = 'recused' THEN RETURN NEW; END IF;
  IF TG_OP = 'UPDATE' AND OLD.state = NEW.state AND OLD.judge_id = NEW.judge_id AND OLD.application_id = NEW.application_id
  THEN RETURN NEW; END IF;
  PERFORM 1 FROM organizations_user WHERE id = NEW.judge_id FOR NO KEY UPDATE;
  IF EXISTS (SELECT 1 FROM certifications_blockedpair WHERE judge_id = NEW.judge_id AND application_id = NEW.application_id)
  THEN RAISE EXCEPTION 'assignment_without_conflict' USING ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END; $$ LANGUAGE plpgsql;
DROP TRIGGER IF EXISTS assignment_without_conflict ON certifications_assignment;
CREATE TRIGGER assignment_without_conflict BEFORE INSERT OR UPDATE ON certifications_assignment
FOR EACH ROW EXECUTE FUNCTION refuse_blocked_assignment();
"""
SQLITE = (
    "DROP TRIGGER IF EXISTS assignment_without_conflict_insert",
    "DROP TRIGGER IF EXISTS assignment_without_conflict_update",
    """
CREATE TRIGGER assignment_without_conflict_insert BEFORE INSERT ON certifications_assignment
WHEN NEW.state <> 'recused' AND EXISTS
  (SELECT 1 FROM certifications_blockedpair WHERE judge_id = NEW.judge_id AND application_id = NEW.application_id)
BEGIN SELECT RAISE(ABORT, 'assignment_without_conflict'); END
""",
    """
CREATE TRIGGER assignment_without_conflict_update BEFORE UPDATE ON certifications_assignment
WHEN NEW.state <> 'recused'
  AND (OLD.state <> NEW.state OR OLD.judge_id <> NEW.judge_id OR OLD.application_id <> NEW.application_id) AND EXISTS
  (SELECT 1 FROM certifications_blockedpair WHERE judge_id = NEW.judge_id AND application_id = NEW.application_id)
BEGIN SELECT RAISE(ABORT, 'assignment_without_conflict'); END
""",
)
NAME = "assignment_without_conflict"


def guard_assignments() -> migrations.RunPython:
    """Refuses live assignments of blocked pairs, on SQLite and PostgreSQL. Doing it twice changes nothing.

    SQLite forgets a table's triggers when a later migration remakes the table: a migration that alters assignments must
    repeat this step (tests/certifications/test_assignment_guard.py finds the guard missing). The trigger names no other
    table than the pairs, since SQLite cannot remake a table that a trigger elsewhere names.
    """

    def forwards(apps: Any, editor: Any) -> None:
        statements = (POSTGRESQL,) if editor.connection.vendor == "postgresql" else SQLITE
        with editor.connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)

    def backwards(apps: Any, editor: Any) -> None:
        with editor.connection.cursor() as cursor:
            if editor.connection.vendor == "postgresql":
                cursor.execute(f"DROP TRIGGER IF EXISTS {NAME} ON certifications_assignment")
            else:
                for verb in ("insert", "update"):
                    cursor.execute(f"DROP TRIGGER IF EXISTS {NAME}_{verb}")

    return migrations.RunPython(forwards, backwards)
