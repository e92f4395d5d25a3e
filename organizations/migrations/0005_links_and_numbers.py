"""Group companies; whose a corporate number is, the office confirms."""

import django.db.models.deletion
import organizations.models.organizations
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organizations', '0004_invitation_public_id'),
    ]

    operations = [
        migrations.CreateModel(
            name='OrganizationLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('since', models.DateField(verbose_name='since')),
                ('until', models.DateField(blank=True, null=True, verbose_name='until (including)')),
                ('source', models.CharField(max_length=300, verbose_name='source')),
                ('recorded_at', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'link in a group',
                'verbose_name_plural': 'links in a group',
                'ordering': ['since', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='organization',
            name='number_evidence',
            field=models.CharField(blank=True, editable=False, max_length=300, verbose_name='evidence of the corporate number'),
        ),
        migrations.AddField(
            model_name='organization',
            name='number_verified_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='corporate number confirmed'),
        ),
        migrations.AlterField(
            model_name='organization',
            name='corporate_number',
            field=models.CharField(blank=True, db_index=True, max_length=13, null=True, validators=[organizations.models.organizations.validate_corporate_number], verbose_name='corporate number'),
        ),
        migrations.AddConstraint(
            model_name='organization',
            constraint=models.UniqueConstraint(condition=models.Q(('number_verified_at__isnull', False)), fields=('corporate_number',), name='corporate_number_verified_once', violation_error_message='Another organization has this corporate number already.'),
        ),
        migrations.AddConstraint(
            model_name='organization',
            constraint=models.CheckConstraint(condition=models.Q(('number_verified_at__isnull', True), models.Q(('corporate_number__isnull', False), models.Q(('number_evidence', ''), _negated=True)), _connector='OR'), name='corporate_number_verified_by_evidence'),
        ),
        migrations.AddField(
            model_name='organizationlink',
            name='child',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='links_up', to='organizations.organization', verbose_name='group company'),
        ),
        migrations.AddField(
            model_name='organizationlink',
            name='parent',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='links_down', to='organizations.organization', verbose_name='parent company'),
        ),
        migrations.AddField(
            model_name='organizationlink',
            name='recorded_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='organizationlink',
            constraint=models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('parent', 'child'), name='organization_link_once', violation_error_message='This link is on record already.'),
        ),
        migrations.AddConstraint(
            model_name='organizationlink',
            constraint=models.CheckConstraint(condition=models.Q(('parent', models.F('child')), _negated=True), name='organization_link_of_two', violation_error_message='An organization is not its own parent company.'),
        ),
        migrations.AddConstraint(
            model_name='organizationlink',
            constraint=models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='organization_link_period', violation_error_message='The end lies before the beginning.'),
        ),
        migrations.AddConstraint(
            model_name='organizationlink',
            constraint=models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='organization_link_has_source', violation_error_message='Please say what this was established from.'),
        ),
    ]
