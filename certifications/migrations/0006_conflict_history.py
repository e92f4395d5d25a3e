"""What happens to the record of a conflict is kept; says what a level's rank means."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from home.append_only import append_only


class Migration(migrations.Migration):

    dependencies = [
        ('certifications', '0005_application_form_version'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='conflict',
            name='row_version',
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
        migrations.AlterField(
            model_name='level',
            name='rank',
            field=models.PositiveSmallIntegerField(help_text='1 is the highest level; the larger the number, the lower the level.'),
        ),
        migrations.CreateModel(
            name='ConflictHistory',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seq', models.PositiveIntegerField()),
                ('at', models.DateTimeField(verbose_name='when')),
                ('action', models.CharField(max_length=80)),
                ('from_state', models.CharField(blank=True, max_length=20)),
                ('to_state', models.CharField(blank=True, max_length=20)),
                ('note', models.TextField(blank=True)),
                ('facts', models.JSONField(blank=True, default=dict)),
                ('previous_hash', models.CharField(blank=True, max_length=64)),
                ('hash', models.CharField(max_length=64)),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('record', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='history', to='certifications.conflict')),
            ],
            options={
                'ordering': ['seq'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('record', 'seq'), name='conflicthistory_seq_once')],
            },
        ),
        append_only("certifications_conflicthistory"),
    ]
