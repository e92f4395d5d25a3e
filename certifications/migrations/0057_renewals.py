import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from home.append_only import append_only


class Migration(migrations.Migration):

    dependencies = [
        ('certifications', '0056_certificate_designs'),
        ('organizations', '0006_outlines_of_wards'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Renewal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('row_version', models.PositiveIntegerField(default=1, editable=False)),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('state', models.CharField(choices=[('invited', 'invited'), ('opened', 'the holder has read it'), ('begun', 'application begun'), ('renewed', 'renewed'), ('declined', 'will not be renewed'), ('lapsed', 'ended without a renewal')], default='invited', max_length=10, verbose_name='state')),
                ('invited_at', models.DateTimeField(verbose_name='invited')),
                ('end_reminded_at', models.DateTimeField(blank=True, null=True, verbose_name="reminded of the certificate's end")),
                ('close_reminded_at', models.DateTimeField(blank=True, null=True, verbose_name="reminded of the round's close")),
                ('reason', models.TextField(blank=True, verbose_name='why it will not be renewed')),
            ],
            options={
                'verbose_name': 'invitation to renew',
                'verbose_name_plural': 'invitations to renew',
                'ordering': ['certificate__valid_until', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='RenewalCampaign',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('first_day', models.DateField(verbose_name='first last day of validity')),
                ('last_day', models.DateField(verbose_name='last last day of validity')),
                ('remind_before_end', models.PositiveSmallIntegerField(help_text='0: no reminder', verbose_name='reminder: days before the certificate ends')),
                ('remind_before_close', models.PositiveSmallIntegerField(help_text='0: no reminder', verbose_name='reminder: days before the round closes')),
                ('words_ja', models.TextField(blank=True, verbose_name='words for the letter (Japanese)')),
                ('words_en', models.TextField(blank=True, verbose_name='the same in English')),
                ('words_zh', models.TextField(blank=True, verbose_name='the same in Chinese')),
                ('begun_at', models.DateTimeField(verbose_name='begun')),
            ],
            options={
                'verbose_name': 'renewal campaign',
                'verbose_name_plural': 'renewal campaigns',
                'ordering': ['-begun_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='RenewalHistory',
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
            ],
            options={
                'ordering': ['seq'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='UnchangedSection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=40)),
                ('said_at', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'section said to be unchanged',
            },
        ),
        migrations.AddField(
            model_name='application',
            name='renews',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='renewal_applications', to='certifications.certificate'),
        ),
        migrations.AddField(
            model_name='program',
            name='renewals',
            field=models.JSONField(blank=True, default=dict, help_text='remind_before_end, remind_before_close (days); number: new or kept, suffix; judge: all or changed'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ('draft', 'submitted', 'correction', 'in_review'))), fields=('renews',), name='application_one_renewal'),
        ),
        migrations.AddField(
            model_name='renewal',
            name='certificate',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='renewals', to='certifications.certificate'),
        ),
        migrations.AddField(
            model_name='renewalcampaign',
            name='begun_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='begun by'),
        ),
        migrations.AddField(
            model_name='renewalcampaign',
            name='round',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='campaigns', to='certifications.round', verbose_name='round'),
        ),
        migrations.AddField(
            model_name='renewal',
            name='campaign',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='renewals', to='certifications.renewalcampaign'),
        ),
        migrations.AddField(
            model_name='renewalhistory',
            name='by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by'),
        ),
        migrations.AddField(
            model_name='renewalhistory',
            name='record',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='history', to='certifications.renewal'),
        ),
        migrations.AddField(
            model_name='unchangedsection',
            name='application',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='unchanged_sections', to='certifications.application'),
        ),
        migrations.AddField(
            model_name='unchangedsection',
            name='said_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='renewalcampaign',
            constraint=models.CheckConstraint(condition=models.Q(('first_day__lte', models.F('last_day'))), name='renewal_campaign_span', violation_error_message='The first day of the span lies before its last.'),
        ),
        migrations.AddConstraint(
            model_name='renewal',
            constraint=models.UniqueConstraint(fields=('campaign', 'certificate'), name='renewal_once_per_campaign', violation_error_message='The holder has been invited in this campaign already.'),
        ),
        migrations.AddConstraint(
            model_name='renewalhistory',
            constraint=models.UniqueConstraint(fields=('record', 'seq'), name='renewalhistory_seq_once'),
        ),
        migrations.AddConstraint(
            model_name='unchangedsection',
            constraint=models.UniqueConstraint(fields=('application', 'code'), name='unchanged_section_once'),
        ),
        append_only("certifications_renewalhistory"),
    ]
