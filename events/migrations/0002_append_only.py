"""The database refuses to change what has happened."""

from django.db import migrations

from home.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("events", "0001_initial")]

    operations = [
        append_only(
            "events_eventhistory",
            "events_venuehistory",
        )
    ]
