from django.db import migrations

from home.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("certifications", "0031_disposals")]

    operations = [append_only("certifications_blindcopyhistory")]
