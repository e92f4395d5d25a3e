import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("certifications", "0036_criterion_reasons"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="applicationversion",
            name="kind",
            field=models.CharField(
                choices=[
                    ("submitted", "submitted by the applicant"),
                    ("corrected", "corrected by the applicant"),
                    ("entered", "corrected by the office on the applicant's word"),
                    ("late_file", "completed with a file that was under way"),
                ],
                default="submitted",
                max_length=12,
            ),
        ),
        migrations.CreateModel(
            name="Statement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "told_by",
                    models.CharField(
                        blank=True, help_text="empty once it has been disposed of", max_length=120, verbose_name="on whose word"
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("telephone", "by telephone"),
                            ("letter", "by letter"),
                            ("counter", "at the counter"),
                        ],
                        max_length=10,
                        verbose_name="how it was told",
                    ),
                ),
                ("told_on", models.DateField(verbose_name="told on")),
                ("reason", models.CharField(blank=True, max_length=400, verbose_name="why the office enters it")),
                ("keys", models.JSONField(help_text="the questions it was about")),
                ("entered_at", models.DateTimeField()),
                (
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="certifications.evidence",
                        verbose_name="its paper",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="statements",
                        to="certifications.correctionrequest",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements",
                        to="certifications.applicationversion",
                    ),
                ),
            ],
            options={"verbose_name": "statement of the applicant", "ordering": ["entered_at", "pk"]},
        ),
    ]
