"""Hours and rooms of hearings, units on loan, reports of trials and visits."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from home.append_only import append_only


class Migration(migrations.Migration):

    dependencies = [
        ('certifications', '0028_assignment_stage'),
        ('home', '0007_drawn_pages'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='FieldReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('due_on', models.DateField(verbose_name='due')),
                ('happened_on', models.DateField(blank=True, null=True, verbose_name='day of the visit or trial')),
                ('answers', models.JSONField(blank=True, default=dict)),
                ('text', models.TextField(blank=True, verbose_name='what was seen')),
                ('asked_at', models.DateTimeField()),
                ('row_version', models.PositiveIntegerField(default=1, editable=False)),
                ('handed_in_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='certifications.stageentry')),
                ('reporter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='field_reports', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'report of a trial or visit',
                'ordering': ['due_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='FieldPhotograph',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', models.CharField(max_length=160)),
                ('added_at', models.DateTimeField()),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='home.storedfile')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='photographs', to='certifications.fieldreport')),
            ],
            options={
                'verbose_name': 'photograph of a report',
                'ordering': ['added_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='MonitorLoan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('facility', models.CharField(max_length=120, verbose_name='facility')),
                ('unit', models.CharField(max_length=120, verbose_name='unit on loan')),
                ('lent_on', models.DateField(verbose_name='lent on')),
                ('due_back_on', models.DateField(verbose_name='due back on')),
                ('back_on', models.DateField(blank=True, null=True, verbose_name='came back on')),
                ('arranged_at', models.DateTimeField()),
                ('arranged_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='loans', to='certifications.stageentry')),
            ],
            options={
                'verbose_name': 'loan for a trial',
                'ordering': ['lent_on', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='fieldreport',
            name='loan',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='certifications.monitorloan'),
        ),
        migrations.CreateModel(
            name='Slot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('room', models.CharField(max_length=80, verbose_name='room')),
                ('starts_at', models.DateTimeField(verbose_name='begins')),
                ('ends_at', models.DateTimeField(verbose_name='ends')),
                ('judges', models.ManyToManyField(blank=True, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='judges')),
                ('stage', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='slots', to='certifications.stage')),
            ],
            options={
                'verbose_name': 'hour in a room',
                'ordering': ['starts_at', 'room'],
            },
        ),
        migrations.CreateModel(
            name='Appointment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('applicant', models.CharField(editable=False, help_text='organization, team or person, by number', max_length=40)),
                ('starts_at', models.DateTimeField(editable=False)),
                ('sequence', models.PositiveIntegerField(default=0, editable=False, help_text='raised by every change: calendars follow')),
                ('told_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('changed_at', models.DateTimeField(editable=False)),
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='appointment', to='certifications.stageentry')),
                ('slot', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='appointment', to='certifications.slot')),
            ],
            options={
                'verbose_name': 'appointment',
                'ordering': ['starts_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_at', models.DateTimeField(editable=False)),
                ('appointment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attendances', to='certifications.appointment')),
                ('judge', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'attendance of a judge',
                'constraints': [models.UniqueConstraint(fields=('judge', 'starts_at'), name='attendance_judge_once'), models.UniqueConstraint(fields=('appointment', 'judge'), name='attendance_once')],
            },
        ),
        migrations.CreateModel(
            name='FieldReportHistory',
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
                ('record', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='history', to='certifications.fieldreport')),
            ],
            options={
                'ordering': ['seq'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('record', 'seq'), name='fieldreporthistory_seq_once')],
            },
        ),
        migrations.AddConstraint(
            model_name='monitorloan',
            constraint=models.CheckConstraint(condition=models.Q(('lent_on__lte', models.F('due_back_on'))), name='loan_dates'),
        ),
        migrations.AddConstraint(
            model_name='monitorloan',
            constraint=models.CheckConstraint(condition=models.Q(('back_on__isnull', True), ('back_on__gte', models.F('lent_on')), _connector='OR'), name='loan_back_after_lent'),
        ),
        migrations.AddConstraint(
            model_name='fieldreport',
            constraint=models.UniqueConstraint(fields=('entry', 'reporter'), name='field_report_once'),
        ),
        migrations.AddConstraint(
            model_name='slot',
            constraint=models.UniqueConstraint(fields=('room', 'starts_at'), name='slot_once'),
        ),
        migrations.AddConstraint(
            model_name='slot',
            constraint=models.CheckConstraint(condition=models.Q(('starts_at__lt', models.F('ends_at'))), name='slot_times'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=models.UniqueConstraint(fields=('applicant', 'starts_at'), name='appointment_applicant_once', violation_error_message='This applicant has another appointment at this hour.'),
        ),
        append_only('certifications_fieldreporthistory'),
    ]
