"""What the database itself refuses: to change what has happened, or a published form; to give a judge a case in spite of a conflict.

The one door in a guard lets an approved disposal empty a version (docs/decisions/keeping.md). Migrations 0002 to 0054 were folded into
0001 before the first release (docs/decisions/migrations.md).
"""

from django.db import migrations

from certifications.appeal_guard import guard_appeal_panels
from certifications.assignment_guard import guard_assignments
from certifications.certificate_guard import guard_certificate_events
from certifications.frozen_forms import freeze_published_forms
from home.append_only import append_only, with_door
from home.tables import must_be_whole

CONFIRMED = """EXISTS (SELECT 1 FROM certifications_disposal d JOIN certifications_application a ON a.round_id = d.round_id
WHERE d.state = 'confirmed' AND a.id = NEW.application_id)"""
DECLARED = '{"team":"","candidate":"","self_check":"","papers":[],"disposed":true}'
SQLITE = f"""{CONFIRMED}
AND (SELECT count(*) FROM json_each(NEW.answers)) = (SELECT count(*) FROM json_each(OLD.answers))
AND NOT EXISTS (SELECT 1 FROM json_each(NEW.answers) n WHERE NOT EXISTS (SELECT 1 FROM json_each(OLD.answers) o
  WHERE o.key = n.key AND (n.type = o.type AND n.value IS o.value OR n.type = 'object' AND n.value = '{{"disposed":true}}')))
AND (json(NEW.declared) = json(OLD.declared) OR OLD.declared <> '{{}}' AND json(NEW.declared) = json_patch(OLD.declared, '{DECLARED}'))
AND json_array_length(NEW.files) = json_array_length(OLD.files)
AND NOT EXISTS (SELECT 1 FROM json_each(NEW.files) n JOIN json_each(OLD.files) o ON o.key = n.key
  WHERE n.value IS NOT o.value AND n.value IS NOT json_patch(o.value, '{{"name":"","disposed":true}}'))
AND json_array_length(NEW.awaited) = json_array_length(OLD.awaited)
AND NOT EXISTS (SELECT 1 FROM json_each(NEW.awaited) n JOIN json_each(OLD.awaited) o ON o.key = n.key
  WHERE n.value IS NOT o.value AND n.value IS NOT json_patch(o.value, '{{"name":"","disposed":true}}'))"""
POSTGRESQL = f"""{CONFIRMED}
AND (SELECT count(*) FROM jsonb_object_keys(NEW.answers)) = (SELECT count(*) FROM jsonb_object_keys(OLD.answers))
AND NOT EXISTS (SELECT 1 FROM jsonb_each(NEW.answers) n WHERE NOT COALESCE(n.value = OLD.answers -> n.key
  OR (OLD.answers -> n.key IS NOT NULL AND n.value = '{{"disposed": true}}'::jsonb), false))
AND (NEW.declared = OLD.declared OR OLD.declared <> '{{}}'::jsonb AND NEW.declared = OLD.declared || '{DECLARED}'::jsonb)
AND jsonb_array_length(NEW.files) = jsonb_array_length(OLD.files)
AND NOT EXISTS (SELECT 1 FROM generate_series(0, jsonb_array_length(NEW.files) - 1) i
  WHERE NEW.files -> i IS DISTINCT FROM OLD.files -> i
  AND NEW.files -> i IS DISTINCT FROM (OLD.files -> i) || '{{"name": "", "disposed": true}}'::jsonb)
AND jsonb_array_length(NEW.awaited) = jsonb_array_length(OLD.awaited)
AND NOT EXISTS (SELECT 1 FROM generate_series(0, jsonb_array_length(NEW.awaited) - 1) i
  WHERE NEW.awaited -> i IS DISTINCT FROM OLD.awaited -> i
  AND NEW.awaited -> i IS DISTINCT FROM (OLD.awaited -> i) || '{{"name": "", "disposed": true}}'::jsonb)"""


class Migration(migrations.Migration):
    dependencies = [("certifications", "0001_initial")]

    operations = [
        must_be_whole("certifications"),
        append_only(
            "certifications_agendaitemhistory",
            "certifications_answerrevision",
            "certifications_appealhistory",
            "certifications_applicationhistory",
            "certifications_applicationversion",
            "certifications_approvalhistory",
            "certifications_assignmenthistory",
            "certifications_assignmentplanhistory",
            "certifications_blindcopyhistory",
            "certifications_calibrationsheet",
            "certifications_certificateevent",
            "certifications_changenoticehistory",
            "certifications_conflicthistory",
            "certifications_correctionhistory",
            "certifications_decisionhistory",
            "certifications_discussionhistory",
            "certifications_discussionword",
            "certifications_disposalhistory",
            "certifications_disposedcase",
            "certifications_dossierhistory",
            "certifications_emptiedminutes",
            "certifications_emptiedversion",
            "certifications_extension",
            "certifications_fieldreporthistory",
            "certifications_issuedfile",
            "certifications_meetingevent",
            "certifications_minuteshistory",
            "certifications_motionhistory",
            "certifications_resultrow",
            "certifications_resultrun",
            "certifications_roundhistory",
            "certifications_scorerevision",
            "certifications_stageentryhistory",
            "certifications_stagehistory",
            "certifications_themehistory",
            "certifications_withdrawalhistory",
        ),
        freeze_published_forms(),
        guard_assignments(),
        guard_appeal_panels(),
        guard_certificate_events(),
        with_door(
            "certifications_applicationversion", ["answers", "files", "awaited", "declared"], sqlite=SQLITE, postgresql=POSTGRESQL
        ),
    ]
