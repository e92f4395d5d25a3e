"""The database gives no judge a case that a confirmed conflict keeps from her; pairs that are known are entered first."""

from django.db import migrations
from django.db.models import Q

from certifications.assignment_guard import guard_assignments

OVER = ["decided", "withdrawn", "lapsed"]


def enter_known(apps, schema_editor):
    pairs = apps.get_model("certifications", "BlockedPair")
    applications = apps.get_model("certifications", "Application").objects.exclude(state__in=OVER)
    for conflict in apps.get_model("certifications", "Conflict").objects.filter(state="confirmed"):
        named = Q(pk=conflict.application_id)
        if conflict.organization_id:
            named |= Q(organization=conflict.organization_id)
        for application in applications.filter(named).values_list("pk", flat=True):
            pairs.objects.get_or_create(judge_id=conflict.person_id, application_id=application)


class Migration(migrations.Migration):
    dependencies = [("certifications", "0022_conflict_graph")]

    operations = [
        migrations.RunPython(enter_known, migrations.RunPython.noop),
        guard_assignments(),
    ]
