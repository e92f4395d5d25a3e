import django.db.models.deletion
from django.db import migrations, models

from home.append_only import append_only


class Migration(migrations.Migration):

    dependencies = [
        ('certifications', '0047_discussions'),
    ]

    operations = [
        migrations.CreateModel(
            name='EmptiedMinutes',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sha256', models.CharField(max_length=64)),
            ],
            options={
                'verbose_name': 'minutes of which a part was disposed of',
                'ordering': ['pk'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='appeal',
            name='appeal_has_grounds',
        ),
        migrations.AddField(
            model_name='appeal',
            name='disposed_at',
            field=models.DateTimeField(blank=True, editable=False, help_text='grounds and papers are gone since', null=True),
        ),
        migrations.AddField(
            model_name='minutespart',
            name='disposed_at',
            field=models.DateTimeField(blank=True, editable=False, help_text='the text is gone since', null=True),
        ),
        migrations.AlterField(
            model_name='appeal',
            name='grounds',
            field=models.TextField(blank=True, help_text='empty once they have been disposed of', verbose_name='grounds'),
        ),
        migrations.AddConstraint(
            model_name='appeal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('disposed_at__isnull', True), models.Q(('grounds', ''), _negated=True)), models.Q(('disposed_at__isnull', False), ('grounds', '')), _connector='OR'), name='appeal_has_grounds'),
        ),
        migrations.AddField(
            model_name='emptiedminutes',
            name='application',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='certifications.application'),
        ),
        migrations.AddField(
            model_name='emptiedminutes',
            name='disposal',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='certifications.disposal'),
        ),
        migrations.AddField(
            model_name='emptiedminutes',
            name='minutes',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='emptied', to='certifications.minutes'),
        ),
        migrations.AddConstraint(
            model_name='emptiedminutes',
            constraint=models.UniqueConstraint(fields=('minutes', 'application'), name='emptied_minutes_once'),
        ),
        append_only("certifications_emptiedminutes"),
    ]
