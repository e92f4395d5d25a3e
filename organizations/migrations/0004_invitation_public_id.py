"""Invitations are addressed by a public id of their own; each present one gets hers before it must be unique."""

import uuid

from django.db import migrations, models


def name_each(apps, schema_editor):
    invitations = apps.get_model("organizations", "Invitation")
    for invitation in invitations.objects.all():
        invitations.objects.filter(pk=invitation.pk).update(public_id=uuid.uuid4())


class Migration(migrations.Migration):
    dependencies = [("organizations", "0003_initial")]

    operations = [
        migrations.AddField("invitation", "public_id", models.UUIDField(default=uuid.uuid4, editable=False, null=True)),
        migrations.RunPython(name_each, migrations.RunPython.noop),
        migrations.AlterField("invitation", "public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
    ]
