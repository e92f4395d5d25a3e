from typing import Any

from django.db import migrations, models

from home.append_only import append_only


def drop_guard(apps: Any, schema_editor: Any) -> None:
    """SQLite has forgotten the guard by remaking the table, PostgreSQL has not: the step that follows wants it gone."""
    place = " ON certifications_extension" if schema_editor.connection.vendor == "postgresql" else ""
    schema_editor.execute(f"DROP TRIGGER IF EXISTS certifications_extension_append_only{place}")


class Migration(migrations.Migration):
    dependencies = [("certifications", "0024_declarations")]

    operations = [
        migrations.RemoveConstraint(model_name="extension", name="extension_later"),
        migrations.AddConstraint(
            model_name="extension",
            constraint=models.CheckConstraint(
                condition=models.Q(until__gt=models.F("before"))
                | models.Q(until__lt=models.F("before"), application__isnull=False),
                name="extension_moves",
            ),
        ),
        migrations.RunPython(drop_guard, migrations.RunPython.noop),
        append_only("certifications_extension"),
    ]
