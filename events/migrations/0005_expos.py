"""Expos: their call, fees and plan, and their exhibitors."""

import django.core.validators
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from home.append_only import append_only


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0004_paid_places'),
        ('organizations', '0006_outlines_of_wards'),
        ('payments', '0005_reductions'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Exhibitor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('row_version', models.PositiveIntegerField(default=1, editable=False)),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('state', models.CharField(choices=[('draft', 'being written'), ('submitted', 'with the office'), ('returned', 'to be changed'), ('waitlisted', 'on the waiting list'), ('accepted', 'accepted'), ('declined', 'declined'), ('withdrawn', 'withdrawn'), ('cancelled', 'cancelled after acceptance')], default='draft', max_length=12, verbose_name='state')),
                ('region', models.CharField(choices=[('city', 'in the city'), ('prefecture', 'elsewhere in the prefecture'), ('japan', 'elsewhere in Japan'), ('abroad', 'abroad')], max_length=12, verbose_name='seat')),
                ('booths_wanted', models.PositiveSmallIntegerField(default=1, validators=[django.core.validators.MinValueValidator(1)], verbose_name='number of booths')),
                ('shape', models.CharField(choices=[('row', 'side by side'), ('block', 'as a block, open on three sides'), ('island', 'as an island, open on all sides')], default='row', max_length=8, verbose_name='how several booths lie')),
                ('options', models.JSONField(blank=True, default=dict, help_text='{code of a fee rule: number}', verbose_name='options')),
                ('power_kw', models.PositiveSmallIntegerField(default=0, verbose_name='electricity (kW)')),
                ('heaviest_kg', models.PositiveIntegerField(default=0, verbose_name='heaviest exhibit (kg)')),
                ('highest_cm', models.PositiveSmallIntegerField(default=0, verbose_name='highest exhibit (cm)')),
                ('wishes', models.JSONField(blank=True, default=list, verbose_name='further wishes')),
                ('sign_ja', models.CharField(blank=True, max_length=60, verbose_name='name on the booth')),
                ('sign_en', models.CharField(blank=True, max_length=80, verbose_name='name on the booth (English)')),
                ('topics_ja', models.CharField(blank=True, max_length=120, verbose_name='subjects')),
                ('topics_en', models.CharField(blank=True, max_length=160, verbose_name='subjects (English)')),
                ('topics_zh', models.CharField(blank=True, max_length=120, verbose_name='subjects (Chinese)')),
                ('summary_ja', models.TextField(blank=True, max_length=400, verbose_name='what is shown')),
                ('summary_en', models.TextField(blank=True, max_length=800, verbose_name='what is shown (English)')),
                ('summary_zh', models.TextField(blank=True, max_length=400, verbose_name='what is shown (Chinese)')),
                ('contact_name', models.CharField(blank=True, max_length=100, verbose_name='contact person')),
                ('contact_email', models.CharField(blank=True, max_length=254, verbose_name='e-mail address of the contact person')),
                ('contact_telephone', models.CharField(blank=True, max_length=30, verbose_name='telephone of the contact person')),
                ('language', models.CharField(default='ja', max_length=10, verbose_name='language')),
                ('remark', models.TextField(blank=True, max_length=1000, verbose_name='what the office should know')),
                ('agreed_terms', models.CharField(blank=True, editable=False, help_text='SHA-256 of the terms agreed to', max_length=64)),
                ('begun_at', models.DateTimeField(verbose_name='begun')),
                ('submitted_at', models.DateTimeField(blank=True, null=True, verbose_name='submitted at')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided')),
                ('reason', models.TextField(blank=True, max_length=1000, verbose_name='reason')),
                ('price', models.JSONField(blank=True, default=dict, editable=False, help_text='{lines: [{code, quantity, unit, amount}], total}')),
                ('begun_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('order', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='exhibitor', to='payments.order', verbose_name='order')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='exhibits', to='organizations.organization', verbose_name='organization')),
            ],
            options={
                'verbose_name': 'exhibitor',
                'verbose_name_plural': 'exhibitors',
                'ordering': ['-begun_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='CoExhibitor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_ja', models.CharField(max_length=120, verbose_name='name')),
                ('name_en', models.CharField(blank=True, max_length=160, verbose_name='name (English)')),
                ('order', models.PositiveSmallIntegerField(default=0)),
                ('organization', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
                ('exhibitor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='co_exhibitors', to='events.exhibitor')),
            ],
            options={
                'verbose_name': 'co-exhibitor',
                'verbose_name_plural': 'co-exhibitors',
                'ordering': ['order', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Expo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('applications_open_at', models.DateTimeField(verbose_name='exhibitors apply from')),
                ('applications_close_at', models.DateTimeField(verbose_name='exhibitors apply until')),
                ('most_booths', models.PositiveSmallIntegerField(default=6, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(50)], verbose_name='most booths of one exhibitor')),
                ('most_power_kw', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='most electricity (kW)')),
                ('most_weight_kg', models.PositiveIntegerField(blank=True, null=True, verbose_name='heaviest exhibit (kg)')),
                ('most_height_cm', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='highest exhibit (cm)')),
                ('payment_days', models.PositiveSmallIntegerField(default=30, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(365)], verbose_name='days to pay after acceptance')),
                ('terms_ja', models.TextField(blank=True, max_length=4000, verbose_name='terms for exhibitors')),
                ('terms_en', models.TextField(blank=True, max_length=8000, verbose_name='terms for exhibitors (English)')),
                ('terms_zh', models.TextField(blank=True, max_length=4000, verbose_name='terms for exhibitors (Chinese)')),
                ('shown_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='exhibitors and plan public from')),
                ('row_version', models.PositiveIntegerField(default=1, editable=False)),
                ('event', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='expo', to='events.event', verbose_name='event')),
            ],
            options={
                'verbose_name': 'expo',
                'verbose_name_plural': 'expos',
                'ordering': ['-event__starts_at', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='exhibitor',
            name='expo',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='exhibitors', to='events.expo', verbose_name='expo'),
        ),
        migrations.CreateModel(
            name='CancellationStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField(verbose_name='from')),
                ('percent', models.PositiveSmallIntegerField(validators=[django.core.validators.MaxValueValidator(100)], verbose_name='percent')),
                ('expo', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cancellation_steps', to='events.expo')),
            ],
            options={
                'verbose_name': 'cancellation step',
                'verbose_name_plural': 'cancellation steps',
                'ordering': ['since'],
            },
        ),
        migrations.CreateModel(
            name='Booth',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=10, verbose_name='number')),
                ('column', models.PositiveSmallIntegerField(verbose_name='column')),
                ('row', models.PositiveSmallIntegerField(verbose_name='row')),
                ('columns', models.PositiveSmallIntegerField(verbose_name='squares across')),
                ('rows', models.PositiveSmallIntegerField(verbose_name='squares down')),
                ('exhibitor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='booths', to='events.exhibitor', verbose_name='exhibitor')),
                ('expo', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='booths', to='events.expo')),
            ],
            options={
                'verbose_name': 'booth',
                'verbose_name_plural': 'booths',
                'ordering': ['hall__order', 'row', 'column', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ExpoHistory',
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
                ('record', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='history', to='events.expo')),
            ],
            options={
                'verbose_name': 'event of an expo',
                'ordering': ['seq'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='FeeRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('price', 'price of a booth'), ('adjustment', 'discount or surcharge'), ('option', 'option')], max_length=10, verbose_name='kind')),
                ('code', models.SlugField(max_length=40, verbose_name='code')),
                ('name_ja', models.CharField(max_length=80, verbose_name='name')),
                ('name_en', models.CharField(blank=True, max_length=120, verbose_name='name (English)')),
                ('name_zh', models.CharField(blank=True, max_length=80, verbose_name='name (Chinese)')),
                ('amount', models.IntegerField(default=0, verbose_name='yen')),
                ('percent', models.SmallIntegerField(default=0, verbose_name="percent of the booths' price")),
                ('values', models.JSONField(blank=True, default=dict, help_text='{attribute: [value]}; none: everybody', verbose_name='for whom')),
                ('since', models.DateField(blank=True, null=True, verbose_name='from')),
                ('until', models.DateField(blank=True, null=True, verbose_name='until (that day included)')),
                ('booths_from', models.PositiveSmallIntegerField(default=1, verbose_name='from how many booths')),
                ('booths_to', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='to how many booths')),
                ('instead_of', models.SlugField(blank=True, max_length=40, verbose_name='only the best of')),
                ('largest', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='at most')),
                ('order', models.PositiveSmallIntegerField(default=0)),
                ('expo', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='fee_rules', to='events.expo')),
            ],
            options={
                'verbose_name': 'fee rule',
                'verbose_name_plural': 'fee rules',
                'ordering': ['order', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Hall',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=20, verbose_name='code')),
                ('name_ja', models.CharField(max_length=60, verbose_name='name')),
                ('name_en', models.CharField(blank=True, max_length=80, verbose_name='name (English)')),
                ('name_zh', models.CharField(blank=True, max_length=60, verbose_name='name (Chinese)')),
                ('columns', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(400)], verbose_name='squares across')),
                ('rows', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(400)], verbose_name='squares down')),
                ('square_cm', models.PositiveSmallIntegerField(default=100, validators=[django.core.validators.MinValueValidator(10), django.core.validators.MaxValueValidator(1000)], verbose_name='side of a square (cm)')),
                ('order', models.PositiveSmallIntegerField(default=0)),
                ('expo', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='halls', to='events.expo')),
            ],
            options={
                'verbose_name': 'hall',
                'verbose_name_plural': 'halls',
                'ordering': ['order', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='BoothSquare',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('column', models.PositiveSmallIntegerField()),
                ('row', models.PositiveSmallIntegerField()),
                ('booth', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='squares', to='events.booth')),
                ('hall', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='squares', to='events.hall')),
            ],
        ),
        migrations.AddField(
            model_name='booth',
            name='hall',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='booths', to='events.hall'),
        ),
        migrations.CreateModel(
            name='Zone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=40, verbose_name='code')),
                ('name_ja', models.CharField(max_length=60, verbose_name='name')),
                ('name_en', models.CharField(blank=True, max_length=80, verbose_name='name (English)')),
                ('name_zh', models.CharField(blank=True, max_length=60, verbose_name='name (Chinese)')),
                ('accent', models.CharField(choices=[('teal', 'teal'), ('steel', 'steel'), ('violet', 'violet'), ('magenta', 'magenta'), ('orange', 'orange'), ('green', 'green')], default='teal', max_length=10, verbose_name='color')),
                ('order', models.PositiveSmallIntegerField(default=0)),
                ('expo', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='zones', to='events.expo')),
            ],
            options={
                'verbose_name': 'zone',
                'verbose_name_plural': 'zones',
                'ordering': ['order', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='exhibitor',
            name='zone',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='exhibitors', to='events.zone', verbose_name='zone'),
        ),
        migrations.AddField(
            model_name='booth',
            name='zone',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='booths', to='events.zone', verbose_name='zone'),
        ),
        migrations.CreateModel(
            name='ExhibitorHistory',
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
                ('record', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='history', to='events.exhibitor')),
            ],
            options={
                'verbose_name': 'event of an exhibitor',
                'ordering': ['seq'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('record', 'seq'), name='exhibitorhistory_seq_once')],
            },
        ),
        migrations.AddConstraint(
            model_name='expo',
            constraint=models.CheckConstraint(condition=models.Q(('applications_open_at__lt', models.F('applications_close_at'))), name='expo_call_has_time', violation_error_message='Exhibitors could apply until before they can apply.'),
        ),
        migrations.AddConstraint(
            model_name='cancellationstep',
            constraint=models.UniqueConstraint(fields=('expo', 'since'), name='cancellation_step_once'),
        ),
        migrations.AddConstraint(
            model_name='cancellationstep',
            constraint=models.CheckConstraint(condition=models.Q(('percent__lte', 100)), name='cancellation_step_percent'),
        ),
        migrations.AddConstraint(
            model_name='expohistory',
            constraint=models.UniqueConstraint(fields=('record', 'seq'), name='expohistory_seq_once'),
        ),
        migrations.AddConstraint(
            model_name='feerule',
            constraint=models.UniqueConstraint(fields=('expo', 'code'), name='fee_rule_once'),
        ),
        migrations.AddConstraint(
            model_name='feerule',
            constraint=models.CheckConstraint(condition=models.Q(('amount', 0), ('percent', 0), _connector='OR'), name='fee_rule_yen_or_percent'),
        ),
        migrations.AddConstraint(
            model_name='feerule',
            constraint=models.CheckConstraint(condition=models.Q(('kind', 'adjustment'), models.Q(('amount__gte', 0), ('percent', 0)), _connector='OR'), name='fee_rule_price_not_negative'),
        ),
        migrations.AddConstraint(
            model_name='feerule',
            constraint=models.CheckConstraint(condition=models.Q(('percent__gte', -100), ('percent__lte', 100)), name='fee_rule_percent'),
        ),
        migrations.AddConstraint(
            model_name='hall',
            constraint=models.UniqueConstraint(fields=('expo', 'code'), name='hall_once'),
        ),
        migrations.AddConstraint(
            model_name='hall',
            constraint=models.CheckConstraint(condition=models.Q(('columns__gte', 1), ('rows__gte', 1), ('square_cm__gte', 1)), name='hall_has_size'),
        ),
        migrations.AddConstraint(
            model_name='boothsquare',
            constraint=models.UniqueConstraint(fields=('hall', 'column', 'row'), name='square_once'),
        ),
        migrations.AddConstraint(
            model_name='zone',
            constraint=models.UniqueConstraint(fields=('expo', 'code'), name='zone_once'),
        ),
        migrations.AddConstraint(
            model_name='exhibitor',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ('draft', 'submitted', 'returned', 'waitlisted', 'accepted'))), fields=('expo', 'organization'), name='exhibitor_once', violation_error_message='Your organization has applied for this expo already.'),
        ),
        migrations.AddConstraint(
            model_name='exhibitor',
            constraint=models.CheckConstraint(condition=models.Q(('booths_wanted__gte', 1)), name='exhibitor_wants_booths'),
        ),
        migrations.AddConstraint(
            model_name='exhibitor',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'withdrawn']), ('submitted_at__isnull', False), _connector='OR'), name='exhibitor_sent_has_time'),
        ),
        migrations.AddConstraint(
            model_name='exhibitor',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['accepted', 'cancelled']), _negated=True), ('order__isnull', False), _connector='OR'), name='exhibitor_accepted_has_order'),
        ),
        migrations.AddConstraint(
            model_name='booth',
            constraint=models.UniqueConstraint(fields=('expo', 'code'), name='booth_once'),
        ),
        migrations.AddConstraint(
            model_name='booth',
            constraint=models.CheckConstraint(condition=models.Q(('columns__gte', 1), ('rows__gte', 1)), name='booth_has_size'),
        ),
        append_only("events_expohistory", "events_exhibitorhistory"),
    ]
