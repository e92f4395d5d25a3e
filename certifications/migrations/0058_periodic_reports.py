import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from home.append_only import append_only


class Migration(migrations.Migration):

    dependencies = [
        ('certifications', '0057_renewals'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='program',
            name='reports',
            field=models.JSONField(blank=True, default=dict, help_text='every_months, due_days, remind_days, note, questions: {code, kind, label, required}'),
        ),
        migrations.CreateModel(
            name='PeriodicReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('row_version', models.PositiveIntegerField(default=1, editable=False)),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('first_day', models.DateField(verbose_name='first day of the period')),
                ('last_day', models.DateField(verbose_name='last day of the period')),
                ('due_on', models.DateField(verbose_name='due')),
                ('state', models.CharField(choices=[('asked', 'waiting for the holder'), ('sent', 'sent, waiting for the office'), ('returned', 'the office asks back'), ('accepted', 'accepted'), ('moot', 'without object: the certificate has ended')], default='asked', max_length=10, verbose_name='state')),
                ('asked_at', models.DateTimeField(verbose_name='asked of the holder')),
                ('reminded_at', models.DateTimeField(blank=True, null=True, verbose_name='reminded')),
                ('overdue_told_at', models.DateTimeField(blank=True, null=True, verbose_name='told that it is overdue')),
                ('answer', models.TextField(blank=True, verbose_name='answer to the holder')),
                ('office_note', models.TextField(blank=True, verbose_name='note of the office')),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='answered')),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='answered by')),
                ('certificate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='periodic_reports', to='certifications.certificate', verbose_name='certificate')),
            ],
            options={
                'verbose_name': 'periodic report',
                'verbose_name_plural': 'periodic reports',
                'ordering': ['-last_day', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='PeriodicReportHistory',
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
                ('record', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='history', to='certifications.periodicreport')),
            ],
            options={
                'ordering': ['seq'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ReportSending',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('answers', models.JSONField(help_text='by code of the question, as text')),
                ('told_by', models.CharField(blank=True, choices=[('telephone', 'by telephone'), ('letter', 'by letter'), ('counter', 'at the counter')], max_length=10, verbose_name='how the report came')),
                ('sent_at', models.DateTimeField(verbose_name='sent')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sendings', to='certifications.periodicreport')),
                ('sent_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'sending of a periodic report',
                'ordering': ['number'],
            },
        ),
        migrations.AddConstraint(
            model_name='periodicreport',
            constraint=models.UniqueConstraint(fields=('certificate', 'first_day'), name='periodic_report_once', violation_error_message='The report about this period has been asked for already.'),
        ),
        migrations.AddConstraint(
            model_name='periodicreport',
            constraint=models.CheckConstraint(condition=models.Q(('first_day__lte', models.F('last_day')), ('due_on__gt', models.F('last_day'))), name='periodic_report_days'),
        ),
        migrations.AddConstraint(
            model_name='periodicreporthistory',
            constraint=models.UniqueConstraint(fields=('record', 'seq'), name='periodicreporthistory_seq_once'),
        ),
        migrations.AddConstraint(
            model_name='reportsending',
            constraint=models.UniqueConstraint(fields=('report', 'number'), name='report_sending_once'),
        ),
        append_only("certifications_periodicreporthistory"),
    ]
