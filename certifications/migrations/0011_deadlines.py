"""Deadlines that are put off, files that arrive in pieces, receipts as papers."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from home.append_only import append_only


def forget_guard(apps, schema_editor):
    """SQLite has forgotten the guard of the table that was remade, PostgreSQL has not: then it can be made anew on both."""
    place = " ON certifications_applicationversion" if schema_editor.connection.vendor == "postgresql" else ""
    schema_editor.execute(f"DROP TRIGGER IF EXISTS certifications_applicationversion_append_only{place}")


class Migration(migrations.Migration):
    dependencies = [
        ("certifications", "0010_intake"),
        ("home", "0004_closing_days"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="applicationversion",
            name="awaited",
            field=models.JSONField(blank=True, default=list, help_text="[{key, ticket, name, size}]: files that were under way"),
        ),
        migrations.AddField(
            model_name="applicationversion",
            name="kind",
            field=models.CharField(
                choices=[
                    ("submitted", "submitted by the applicant"),
                    ("corrected", "corrected by the applicant"),
                    ("late_file", "completed with a file that was under way"),
                ],
                default="submitted",
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="applicationversion",
            name="submitted_by",
            field=models.ForeignKey(
                blank=True,
                help_text="empty: the system",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.CreateModel(
            name="ReceiptPaper",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("made_at", models.DateTimeField()),
                ("file", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="home.storedfile")),
                (
                    "version",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="paper", to="certifications.applicationversion"
                    ),
                ),
            ],
            options={
                "verbose_name": "receipt as PDF",
            },
        ),
        migrations.CreateModel(
            name="Extension",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("before", models.DateTimeField(verbose_name="deadline before")),
                (
                    "until",
                    models.DateTimeField(help_text="The first instant at which it is too late.", verbose_name="deadline now"),
                ),
                ("reason", models.CharField(max_length=400, verbose_name="reason")),
                ("at", models.DateTimeField(verbose_name="granted on")),
                (
                    "application",
                    models.ForeignKey(
                        blank=True,
                        help_text="empty: for everybody in the round",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="extensions",
                        to="certifications.application",
                    ),
                ),
                (
                    "granted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="granted by",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="extensions",
                        to="certifications.round",
                        verbose_name="round",
                    ),
                ),
            ],
            options={
                "verbose_name": "extension of the deadline",
                "verbose_name_plural": "extensions of the deadline",
                "ordering": ["-at", "-pk"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("until__gt", models.F("before"))), name="extension_later"),
                    models.CheckConstraint(condition=models.Q(("reason", ""), _negated=True), name="extension_has_reason"),
                ],
            },
        ),
        migrations.CreateModel(
            name="UploadTicket",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("key", models.UUIDField()),
                ("name", models.CharField(max_length=160)),
                ("size", models.PositiveBigIntegerField()),
                ("received", models.PositiveBigIntegerField(default=0)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "under way"),
                            ("finished", "arrived"),
                            ("refused", "not accepted"),
                            ("expired", "did not arrive in time"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("issued_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("awaited", models.BooleanField(default=False, help_text="a submitted version lists the file as still to come")),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "refusal",
                    models.CharField(
                        blank=True, help_text="why the file was not taken, as the applicant read it", max_length=400
                    ),
                ),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="tickets", to="certifications.application"
                    ),
                ),
                (
                    "attachment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="certifications.attachment",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
            ],
            options={
                "verbose_name": "upload under way",
                "ordering": ["issued_at", "pk"],
                "indexes": [models.Index(fields=["state", "expires_at"], name="upload_ticket_due")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("received__lte", models.F("size"))), name="upload_ticket_not_over"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("attachment__isnull", False), ("state", "finished")),
                            models.Q(models.Q(("state", "finished"), _negated=True), ("attachment__isnull", True)),
                            _connector="OR",
                        ),
                        name="upload_ticket_finished_has_file",
                    ),
                ],
            },
        ),
        migrations.RunPython(forget_guard, migrations.RunPython.noop),
        append_only("certifications_applicationversion", "certifications_extension"),
    ]
