import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('home', '0016_findings'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PageLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('page', 'page of this site'), ('document', 'document'), ('address', 'address of this site'), ('outside', 'address outside')], max_length=8, verbose_name='kind')),
                ('target', models.TextField(verbose_name='leads to')),
                ('text', models.CharField(blank=True, max_length=200, verbose_name='words of the link')),
                ('digest', models.CharField(help_text='of kind, target and words', max_length=64)),
                ('result', models.CharField(choices=[('waiting', 'not followed yet'), ('ok', 'leads somewhere'), ('unpublished', 'the page is not published'), ('gone', 'there is nothing (any more)'), ('failed', 'no answer, or an error'), ('unsure', 'lets no machine in'), ('refused', 'not an address of the open net')], default='waiting', max_length=12, verbose_name='what was found')),
                ('status', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='answer of the server')),
                ('failures', models.PositiveSmallIntegerField(default=0, verbose_name='times in a row without success')),
                ('checked_at', models.DateTimeField(blank=True, null=True, verbose_name='followed')),
                ('seen_at', models.DateTimeField(blank=True, null=True, verbose_name='seen')),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.WAGTAIL_PAGE_MODEL, verbose_name='page')),
                ('seen_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='seen by')),
            ],
            options={
                'verbose_name': 'link that leads nowhere',
                'verbose_name_plural': 'links that lead nowhere',
                'ordering': ['seen_at', '-checked_at', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('page', 'digest'), name='page_link_once')],
            },
        ),
    ]
