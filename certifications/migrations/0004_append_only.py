"""The database refuses to change what has happened."""

from django.db import migrations

from home.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("certifications", "0003_program_pages")]

    operations = [
        append_only(
            "certifications_applicationhistory",
            "certifications_applicationversion",
            "certifications_assignmenthistory",
            "certifications_certificateevent",
            "certifications_correctionhistory",
            "certifications_decisionhistory",
            "certifications_resultrow",
            "certifications_resultrun",
            "certifications_roundhistory",
        )
    ]
