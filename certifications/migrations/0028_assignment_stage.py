"""Every assignment belongs to a stage; whether judges see who applies is said there."""

import django.db.models.deletion
from django.db import migrations, models

from certifications.assignment_guard import guard_assignments
from home.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("certifications", "0027_stages_of_rounds")]

    operations = [
        migrations.AlterField(
            model_name="assignment",
            name="stage",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="assignments", to="certifications.stage"
            ),
        ),
        migrations.RemoveField(model_name="round", name="blind"),
        guard_assignments(),
        append_only("certifications_stagehistory", "certifications_stageentryhistory"),
    ]
