"""What is declared belongs into each version; corrections of basic facts."""

from django.db import migrations, models

from home.append_only import append_only


def forget_guard(apps, schema_editor):
    """SQLite has forgotten the guard of the table that was remade, PostgreSQL has not: then it can be made anew on both."""
    place = " ON certifications_applicationversion" if schema_editor.connection.vendor == "postgresql" else ""
    schema_editor.execute(f"DROP TRIGGER IF EXISTS certifications_applicationversion_append_only{place}")


class Migration(migrations.Migration):
    dependencies = [("certifications", "0023_blocked_pairs")]

    operations = [
        migrations.AddField(
            model_name="applicationversion",
            name="declared",
            field=models.JSONField(
                blank=True,
                default=dict,
                help_text="certifications.declarations.declared_of; empty in versions older than that",
            ),
        ),
        migrations.AddField(
            model_name="correctionitem",
            name="given_value",
            field=models.JSONField(
                blank=True,
                help_text="of a basic fact: what the applicant puts in its place when handing in; null: nothing",
                null=True,
            ),
        ),
        migrations.RunPython(forget_guard, migrations.RunPython.noop),
        append_only("certifications_applicationversion"),
    ]
