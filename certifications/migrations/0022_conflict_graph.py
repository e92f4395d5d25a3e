"""Conflicts of interest as a graph: scope, kind, grounds, reach; what judges tell of their ties."""

import django.db.models.deletion
import organizations.models.organizations
import uuid
from django.conf import settings
from django.db import migrations, models


def name_each(apps, schema_editor):
    conflicts = apps.get_model("certifications", "Conflict")
    for conflict in conflicts.objects.all():
        conflicts.objects.filter(pk=conflict.pk).update(public_id=uuid.uuid4())


class Migration(migrations.Migration):

    dependencies = [
        ('certifications', '0021_recalls'),
        ('organizations', '0005_links_and_numbers'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='BlockedPair',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
            options={
                'verbose_name': 'blocked pair',
            },
        ),
        migrations.CreateModel(
            name='ConflictReach',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
            options={
                'verbose_name': 'reach of a conflict',
            },
        ),
        migrations.CreateModel(
            name='Interest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('employment', 'employment'), ('officer', 'officer or adviser of a company'), ('family', 'family'), ('trade', 'trade'), ('advice', 'consulting or technical guidance'), ('competitor', 'competitor'), ('joint_research', 'joint research'), ('other', 'other connection')], max_length=20, verbose_name='kind of tie')),
                ('holder', models.CharField(choices=[('self', 'myself'), ('relative', 'a relative')], default='self', max_length=10, verbose_name='whose')),
                ('name', models.CharField(max_length=120, verbose_name='company, organization or person')),
                ('corporate_number', models.CharField(blank=True, max_length=13, validators=[organizations.models.organizations.validate_corporate_number], verbose_name='corporate number')),
                ('since', models.DateField(blank=True, null=True, verbose_name='since')),
                ('until', models.DateField(blank=True, null=True, verbose_name='until (including)')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='note')),
                ('added_at', models.DateTimeField()),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'tie',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='InterestConfirmation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'confirmation of ties',
            },
        ),
        migrations.RemoveConstraint(
            model_name='conflict',
            name='conflict_one_object',
        ),
        migrations.AddField(
            model_name='conflict',
            name='answer',
            field=models.CharField(blank=True, max_length=400, verbose_name='answer of the judge'),
        ),
        migrations.AddField(
            model_name='conflict',
            name='asked_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='conflict',
            name='grounds',
            field=models.JSONField(blank=True, default=list, editable=False, help_text='What the record says, with the way.'),
        ),
        migrations.AddField(
            model_name='conflict',
            name='kind',
            field=models.CharField(choices=[('employment', 'employment'), ('officer', 'officer or adviser of a company'), ('family', 'family'), ('trade', 'trade'), ('advice', 'consulting or technical guidance'), ('competitor', 'competitor'), ('joint_research', 'joint research'), ('other', 'other connection')], default='other', max_length=20, verbose_name='kind of tie'),
        ),
        migrations.AddField(
            model_name='conflict',
            name='public_id',
            field=models.UUIDField(default=uuid.uuid4, editable=False, null=True),
        ),
        migrations.RunPython(name_each, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='conflict',
            name='public_id',
            field=models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
        ),
        migrations.AddField(
            model_name='conflict',
            name='subject',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='conflicts', to='certifications.subject'),
        ),
        migrations.AddField(
            model_name='conflict',
            name='until',
            field=models.DateField(blank=True, null=True, verbose_name='until (including)'),
        ),
        migrations.AddField(
            model_name='conflict',
            name='with_group',
            field=models.BooleanField(default=False, help_text='Reaches along the links that hold on the day.', verbose_name='also the companies of its group'),
        ),
        migrations.AddField(
            model_name='program',
            name='conflicts',
            field=models.JSONField(blank=True, default=dict, help_text='{years: how long a kind of tie counts after its end, publishes_panel}'),
        ),
        migrations.AddField(
            model_name='round',
            name='challenges_until',
            field=models.DateField(blank=True, help_text='Where the program publishes its panel.', null=True, verbose_name='judges can be challenged until'),
        ),
        migrations.AlterField(
            model_name='conflict',
            name='source',
            field=models.CharField(choices=[('judge', 'declared by the judge'), ('office', 'found by the office'), ('applicant', 'challenged by the applicant'), ('record', 'from the record'), ('email', 'the same e-mail domain'), ('number', 'the same corporate number'), ('name', 'the same name'), ('group', 'a company of the same group')], max_length=10),
        ),
        migrations.AlterField(
            model_name='conflict',
            name='state',
            field=models.CharField(choices=[('suspected', 'suspected'), ('asked', "waiting for the judge's answer"), ('confirmed', 'confirmed'), ('dismissed', 'dismissed'), ('ended', 'over')], max_length=10),
        ),
        migrations.AddConstraint(
            model_name='conflict',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('application__isnull', True), ('organization__isnull', False), ('subject__isnull', True)), models.Q(('application__isnull', True), ('organization__isnull', True), ('subject__isnull', False)), models.Q(('application__isnull', False), ('organization__isnull', True), ('subject__isnull', True)), _connector='OR'), name='conflict_one_object'),
        ),
        migrations.AddConstraint(
            model_name='conflict',
            constraint=models.CheckConstraint(condition=models.Q(('with_group', False), ('organization__isnull', False), _connector='OR'), name='conflict_group_of_organization'),
        ),
        migrations.AddConstraint(
            model_name='conflict',
            constraint=models.UniqueConstraint(fields=('person', 'subject'), name='conflict_subject_once'),
        ),
        migrations.AddField(
            model_name='blockedpair',
            name='application',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='certifications.application'),
        ),
        migrations.AddField(
            model_name='blockedpair',
            name='judge',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='conflictreach',
            name='conflict',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reaches', to='certifications.conflict'),
        ),
        migrations.AddField(
            model_name='conflictreach',
            name='organization',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization'),
        ),
        migrations.AddField(
            model_name='interest',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='interests', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='interestconfirmation',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='interest_confirmations', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='interestconfirmation',
            name='round',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='interest_confirmations', to='certifications.round'),
        ),
        migrations.AddConstraint(
            model_name='blockedpair',
            constraint=models.UniqueConstraint(fields=('judge', 'application'), name='blocked_pair_once'),
        ),
        migrations.AddConstraint(
            model_name='conflictreach',
            constraint=models.UniqueConstraint(fields=('conflict', 'organization'), name='conflict_reach_once'),
        ),
        migrations.AddConstraint(
            model_name='interest',
            constraint=models.CheckConstraint(condition=models.Q(('until__isnull', True), ('since__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='interest_period', violation_error_message='The end lies before the beginning.'),
        ),
        migrations.AddConstraint(
            model_name='interestconfirmation',
            constraint=models.UniqueConstraint(fields=('person', 'round'), name='interest_confirmation_once'),
        ),
    ]
