"""Stages get states, judges, criteria and rules of their own; cases stand in stages."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("certifications", "0025_extensions_shortened"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="StageEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("row_version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "state",
                    models.CharField(
                        choices=[("in", "in this stage"), ("promoted", "goes on"), ("stopped", "does not go on")],
                        default="in",
                        max_length=10,
                    ),
                ),
                ("entered_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "case in a stage",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="StageEntryHistory",
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
            ],
            options={
                "ordering": ["seq"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="StageHistory",
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
            ],
            options={
                "ordering": ["seq"],
                "abstract": False,
            },
        ),
        migrations.AlterModelOptions(
            name="rubricversion",
            options={"ordering": ["program", "code", "-number"], "verbose_name": "rubric version"},
        ),
        migrations.AlterModelOptions(
            name="stage",
            options={"ordering": ["order"], "verbose_name": "stage", "verbose_name_plural": "stages"},
        ),
        migrations.RemoveConstraint(
            model_name="assignment",
            name="assignment_once",
        ),
        migrations.RemoveConstraint(
            model_name="rubricversion",
            name="rubric_version_once",
        ),
        migrations.AddField(
            model_name="assignment",
            name="stage",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="assignments", to="certifications.stage"
            ),
        ),
        migrations.AddField(
            model_name="panelmember",
            name="stages",
            field=models.ManyToManyField(
                blank=True, related_name="own_panel", to="certifications.stage", verbose_name="only in these stages"
            ),
        ),
        migrations.AddField(
            model_name="resultrun",
            name="stage",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="result_runs", to="certifications.stage"
            ),
        ),
        migrations.AddField(
            model_name="rubricversion",
            name="code",
            field=models.SlugField(default="main", max_length=40),
        ),
        migrations.AddField(
            model_name="stage",
            name="closed_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="stage",
            name="completes",
            field=models.CharField(
                choices=[
                    ("office", "when the office says so"),
                    ("all", "when everything asked for is in"),
                    ("at_least", "when each case has at least so many"),
                ],
                default="all",
                max_length=10,
                verbose_name="is finished",
            ),
        ),
        migrations.AddField(
            model_name="stage",
            name="completion_n",
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="at least"),
        ),
        migrations.AddField(
            model_name="stage",
            name="due_on",
            field=models.DateField(
                blank=True, help_text="Empty: the day that the round says.", null=True, verbose_name="scores due"
            ),
        ),
        migrations.AddField(
            model_name="stage",
            name="hides",
            field=models.JSONField(blank=True, default=list, help_text="identity, quasi", verbose_name="what judges do not see"),
        ),
        migrations.AddField(
            model_name="stage",
            name="opened_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="stage",
            name="promotes",
            field=models.CharField(
                choices=[
                    ("everyone", "all cases"),
                    ("top", "the best so many"),
                    ("threshold", "from so many points"),
                    ("by_hand", "chosen by hand"),
                ],
                default="everyone",
                max_length=10,
                verbose_name="who goes on",
            ),
        ),
        migrations.AddField(
            model_name="stage",
            name="promotion_value",
            field=models.DecimalField(blank=True, decimal_places=4, max_digits=8, null=True, verbose_name="how many, or points"),
        ),
        migrations.AddField(
            model_name="stage",
            name="reviews_wanted",
            field=models.PositiveSmallIntegerField(
                blank=True, help_text="Empty: as many as the round says.", null=True, verbose_name="reviews per application"
            ),
        ),
        migrations.AddField(
            model_name="stage",
            name="row_version",
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
        migrations.AddField(
            model_name="stage",
            name="rubric_version",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="stages",
                to="certifications.rubricversion",
                verbose_name="criteria",
            ),
        ),
        migrations.AddField(
            model_name="stage",
            name="sections",
            field=models.JSONField(blank=True, default=list, verbose_name="sections that judges read"),
        ),
        migrations.AddField(
            model_name="stage",
            name="sees_from",
            field=models.DateTimeField(blank=True, null=True, verbose_name="judges read from"),
        ),
        migrations.AddField(
            model_name="stage",
            name="state",
            field=models.CharField(
                choices=[("waiting", "not begun yet"), ("open", "going on"), ("closed", "finished")],
                default="waiting",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="stage",
            name="ends_on",
            field=models.DateField(verbose_name="last day"),
        ),
        migrations.AlterField(
            model_name="stage",
            name="starts_on",
            field=models.DateField(verbose_name="first day"),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.UniqueConstraint(fields=("stage", "application", "judge"), name="assignment_once"),
        ),
        migrations.AddConstraint(
            model_name="rubricversion",
            constraint=models.UniqueConstraint(fields=("program", "code", "number"), name="rubric_version_once"),
        ),
        migrations.AddConstraint(
            model_name="stage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("completes", "at_least"), _negated=True),
                    models.Q(("completion_n__gte", 1), ("completion_n__isnull", False)),
                    _connector="OR",
                ),
                name="stage_completion_number",
                violation_error_message="Please say how many each case needs at least.",
            ),
        ),
        migrations.AddConstraint(
            model_name="stage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("promotes__in", ["top", "threshold"]), _negated=True),
                    models.Q(("promotion_value__gt", 0), ("promotion_value__isnull", False)),
                    _connector="OR",
                ),
                name="stage_promotion_number",
                violation_error_message="Please say how many go on, or from how many points.",
            ),
        ),
        migrations.AddField(
            model_name="stageentry",
            name="application",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="stage_entries", to="certifications.application"
            ),
        ),
        migrations.AddField(
            model_name="stageentry",
            name="stage",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="entries", to="certifications.stage"
            ),
        ),
        migrations.AddField(
            model_name="stageentryhistory",
            name="by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="by",
            ),
        ),
        migrations.AddField(
            model_name="stageentryhistory",
            name="record",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="history", to="certifications.stageentry"
            ),
        ),
        migrations.AddField(
            model_name="stagehistory",
            name="by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="by",
            ),
        ),
        migrations.AddField(
            model_name="stagehistory",
            name="record",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="history", to="certifications.stage"
            ),
        ),
        migrations.AddConstraint(
            model_name="stageentry",
            constraint=models.UniqueConstraint(fields=("stage", "application"), name="stage_entry_once"),
        ),
        migrations.AddConstraint(
            model_name="stageentryhistory",
            constraint=models.UniqueConstraint(fields=("record", "seq"), name="stageentryhistory_seq_once"),
        ),
        migrations.AddConstraint(
            model_name="stagehistory",
            constraint=models.UniqueConstraint(fields=("record", "seq"), name="stagehistory_seq_once"),
        ),
    ]
