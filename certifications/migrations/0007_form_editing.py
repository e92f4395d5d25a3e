"""What the form editor needs: tables, prefilling, consent texts, retention; published editions are kept by the database."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from certifications.frozen_forms import freeze_published_forms


class Migration(migrations.Migration):

    dependencies = [
        ('certifications', '0006_conflict_history'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SetAside',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField()),
                ('value', models.JSONField()),
                ('at', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'answer set aside',
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.AlterModelOptions(
            name='formversion',
            options={'ordering': ['program', '-number'], 'verbose_name': 'form version', 'verbose_name_plural': 'application forms'},
        ),
        migrations.AddField(
            model_name='formversion',
            name='before',
            field=models.JSONField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='formversion',
            name='row_version',
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
        migrations.AddField(
            model_name='question',
            name='columns',
            field=models.JSONField(blank=True, default=list, help_text='[{"code": "c1", "label": {"ja": "..."}, "kind": "text", "required": true}]'),
        ),
        migrations.AddField(
            model_name='question',
            name='consent_en',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='question',
            name='consent_ja',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='question',
            name='consent_zh',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='question',
            name='made_from',
            field=models.JSONField(blank=True, default=list, help_text='keys of questions of the edition before'),
        ),
        migrations.AddField(
            model_name='question',
            name='max_files',
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='question',
            name='max_megabytes',
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='question',
            name='prefill',
            field=models.CharField(blank=True, help_text='a code of certifications/prefills.py', max_length=40),
        ),
        migrations.AddField(
            model_name='question',
            name='retention',
            field=models.CharField(choices=[('short', 'until the result has become final'), ('case', "as long as the case's papers"), ('lasting', 'lastingly, with the certificate')], default='case', max_length=10),
        ),
        migrations.AlterField(
            model_name='question',
            name='condition',
            field=models.JSONField(blank=True, default=dict, help_text='{"question": "<key>", "equals": "..." | "one_of": ["..."] | "answered": true}'),
        ),
        migrations.AlterField(
            model_name='question',
            name='kind',
            field=models.CharField(choices=[('short_text', 'short text'), ('long_text', 'long text'), ('number', 'whole number'), ('yen', 'yen'), ('date', 'date'), ('choice', 'one of several'), ('many', 'several of several'), ('url', 'web address'), ('file', 'file'), ('picture', 'picture'), ('table', 'table'), ('consent', 'consent'), ('explanation', 'explanation')], max_length=20),
        ),
        migrations.AddConstraint(
            model_name='formversion',
            constraint=models.UniqueConstraint(condition=models.Q(('published_at__isnull', True)), fields=('program',), name='form_version_one_in_hand'),
        ),
        migrations.AddField(
            model_name='setaside',
            name='application',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='set_aside', to='certifications.application'),
        ),
        migrations.AddField(
            model_name='setaside',
            name='form_version',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='certifications.formversion'),
        ),
        freeze_published_forms(),
    ]
