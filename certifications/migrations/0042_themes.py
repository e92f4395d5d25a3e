"""Themes are written at the desk: drafts, an order, pictures, a history of their own."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from home.append_only import append_only


def number(apps, editor):
    """Themes that exist keep their order, which was that of their codes."""
    rows = apps.get_model("certifications", "Theme").objects.order_by("round", "code")
    for place, theme in enumerate(rows, start=1):
        rows.filter(pk=theme.pk).update(order=place)


class Migration(migrations.Migration):
    dependencies = [
        ("certifications", "0041_calibration"),
        ("home", "0009_recalled_letters"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField("theme", "row_version", models.PositiveIntegerField(default=1, editable=False)),
        migrations.AddField("theme", "order", models.PositiveSmallIntegerField(default=0)),
        migrations.AddField(
            "theme",
            "state",
            models.CharField(
                choices=[("draft", "draft"), ("published", "published"), ("retired", "no longer offered")],
                default="published",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            "theme",
            "state",
            models.CharField(
                choices=[("draft", "draft"), ("published", "published"), ("retired", "no longer offered")],
                default="draft",
                max_length=10,
            ),
        ),
        migrations.AlterModelOptions(
            "theme", {"ordering": ["order", "code"], "verbose_name": "theme", "verbose_name_plural": "themes"}
        ),
        migrations.CreateModel(
            name="ThemeHistory",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seq", models.PositiveIntegerField()),
                ("at", models.DateTimeField(verbose_name="when")),
                ("action", models.CharField(max_length=80)),
                ("from_state", models.CharField(blank=True, max_length=20)),
                ("to_state", models.CharField(blank=True, max_length=20)),
                ("note", models.TextField(blank=True)),
                ("facts", models.JSONField(blank=True, default=dict)),
                ("previous_hash", models.CharField(blank=True, max_length=64)),
                ("hash", models.CharField(max_length=64)),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="history", to="certifications.theme"
                    ),
                ),
            ],
            options={
                "ordering": ["seq"],
                "abstract": False,
                "constraints": [models.UniqueConstraint(fields=("record", "seq"), name="themehistory_seq_once")],
            },
        ),
        migrations.CreateModel(
            name="ThemePicture",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("description_ja", models.CharField(max_length=200)),
                ("description_en", models.CharField(blank=True, max_length=300)),
                ("description_zh", models.CharField(blank=True, max_length=200)),
                (
                    "file",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="home.storedfile"),
                ),
                (
                    "picture",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="home.picture",
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="pictures", to="certifications.theme"
                    ),
                ),
            ],
            options={
                "verbose_name": "picture of a theme",
                "ordering": ["pk"],
                "constraints": [models.UniqueConstraint(fields=("theme", "file"), name="theme_picture_once")],
            },
        ),
        migrations.RunPython(number, migrations.RunPython.noop),
        append_only("certifications_themehistory"),
    ]
