"""What has happened to a company's texts stays as it was written.

Migrations 0002 to 0004 were folded into 0001 before the first release (docs/decisions/migrations.md).
"""

from django.db import migrations

from home.append_only import append_only
from home.tables import must_be_whole


class Migration(migrations.Migration):
    dependencies = [("brands", "0001_initial")]

    operations = [must_be_whole("brands"), append_only("brands_manuscriptevent")]
