"""Each application names the edition of the form that it answers; those that exist answer their round's."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def pin(apps, schema_editor):
    application = apps.get_model("certifications", "Application")
    versions = apps.get_model("certifications", "Round").objects.filter(pk=OuterRef("round"))
    application.objects.update(form_version=Subquery(versions.values("form_version")[:1]))
    if schema_editor.connection.vendor == "postgresql":
        # The new references are checked now, not at the end: the column cannot be altered while checks are pending.
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


class Migration(migrations.Migration):
    dependencies = [("certifications", "0004_append_only")]

    operations = [
        migrations.AddField(
            model_name="application",
            name="form_version",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="applications",
                to="certifications.formversion",
            ),
        ),
        migrations.RunPython(pin, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="application",
            name="form_version",
            field=models.ForeignKey(
                help_text="The edition of the form that this application answers; a round may take up a newer one for its drafts.",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="applications",
                to="certifications.formversion",
            ),
        ),
    ]
