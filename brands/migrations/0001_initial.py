"""Every table of this floor, as it stood after the 5th step on the way to the first release (docs/decisions/migrations.md)."""

import django.db.models.deletion
import modelcluster.fields
import modelsearch.index
import uuid
import wagtail.contrib.routable_page.models
import wagtail.fields
from django.conf import settings
from django.db import migrations, models

from home.tables import CreateTables


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('certifications', '0001_initial'),
        ('home', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        CreateTables(
            tables=[
                migrations.CreateModel(
                    name='Entry',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('slug', models.SlugField(max_length=60, unique=True)),
                        ('website', models.URLField(blank=True, verbose_name='website')),
                        ('hidden_at', models.DateTimeField(blank=True, null=True, verbose_name='hidden')),
                        ('created_at', models.DateTimeField()),
                        ('updated_at', models.DateTimeField()),
                        ('certificate', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='entry', to='certifications.certificate')),
                        ('video', models.URLField(blank=True, verbose_name='video')),
                        ('visits_schools', models.BooleanField(default=False, verbose_name='comes to schools')),
                    ],
                    options={
                        'verbose_name': 'entry',
                        'verbose_name_plural': 'entries',
                        'ordering': ['-certificate__issued_on', '-certificate__pk'],
                        'indexes': [],
                        'constraints': [],
                    },
                    bases=(modelsearch.index.Indexed, models.Model),
                ),
                migrations.CreateModel(
                    name='RegisterPage',
                    fields=[
                        ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                        ('lead', models.CharField(blank=True, help_text='One or two sentences: what is this page for?', max_length=240, verbose_name='lead')),
                        ('body', wagtail.fields.StreamField([('heading', 1), ('text', 2), ('figure', 5), ('quote', 8), ('details', 11), ('download', 14)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'label': 'heading', 'max_length': 120}), 1: ('wagtail.blocks.StructBlock', [[('text', 0)]], {}), 2: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'link', 'document-link', 'ol', 'ul', 'hr'], 'label': 'text', 'template': 'blocks/text_block.html'}), 3: ('wagtail.images.blocks.ImageBlock', [], {'label': 'picture'}), 4: ('wagtail.blocks.CharBlock', (), {'label': 'caption', 'max_length': 200, 'required': False}), 5: ('wagtail.blocks.StructBlock', [[('picture', 3), ('caption', 4)]], {}), 6: ('wagtail.blocks.TextBlock', (), {'label': 'quotation'}), 7: ('wagtail.blocks.CharBlock', (), {'label': 'who said it', 'max_length': 120, 'required': False}), 8: ('wagtail.blocks.StructBlock', [[('text', 6), ('source', 7)]], {}), 9: ('wagtail.blocks.CharBlock', (), {'label': 'question', 'max_length': 200}), 10: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'link', 'document-link', 'ol', 'ul', 'hr'], 'label': 'answer'}), 11: ('wagtail.blocks.StructBlock', [[('question', 9), ('answer', 10)]], {}), 12: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'document'}), 13: ('wagtail.blocks.CharBlock', (), {'label': 'note', 'max_length': 200, 'required': False}), 14: ('wagtail.blocks.StructBlock', [[('document', 12), ('note', 13)]], {})}, verbose_name='body')),
                        ('picture', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='home.picture', verbose_name='picture')),
                    ],
                    options={
                        'verbose_name': 'register',
                        'indexes': [],
                        'constraints': [],
                    },
                    bases=(wagtail.contrib.routable_page.models.RoutablePageMixin, 'wagtailcore.page'),
                ),
                migrations.CreateModel(
                    name='EntryPicture',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('source', models.CharField(help_text='SHA-256 of the file that it was made from.', max_length=64)),
                        ('order', models.PositiveSmallIntegerField(default=0)),
                        ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pictures', to='brands.entry')),
                        ('picture', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='home.picture')),
                        ('alt_en', models.CharField(blank=True, max_length=255, verbose_name='what it shows (English)')),
                        ('alt_ja', models.CharField(blank=True, max_length=255, verbose_name='what it shows (Japanese)')),
                        ('alt_zh', models.CharField(blank=True, max_length=255, verbose_name='what it shows (Chinese)')),
                        ('focus', models.CharField(choices=[('center', 'in the middle'), ('top', 'at the top'), ('bottom', 'at the bottom'), ('left', 'at the left'), ('right', 'at the right'), ('top_left', 'at the top left'), ('top_right', 'at the top right'), ('bottom_left', 'at the bottom left'), ('bottom_right', 'at the bottom right')], default='center', max_length=12, verbose_name='where the important part is')),
                    ],
                    options={
                        'verbose_name': 'picture of an entry',
                        'ordering': ['order', 'pk'],
                        'constraints': [models.UniqueConstraint(fields=('entry', 'source'), name='entry_picture_once')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='EntryText',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('language', models.CharField(choices=[('ja', 'ja'), ('en', 'en'), ('zh-hans', 'zh-hans')], max_length=10)),
                        ('tagline', models.CharField(blank=True, max_length=200, verbose_name='one line')),
                        ('story', models.TextField(blank=True, verbose_name='story')),
                        ('features', models.TextField(blank=True, help_text='One per line.', verbose_name='features')),
                        ('target_users', models.TextField(blank=True, verbose_name='for whom')),
                        ('price', models.CharField(blank=True, max_length=200, verbose_name='price')),
                        ('where_to_buy', models.TextField(blank=True, verbose_name='where to buy')),
                        ('interview', models.TextField(blank=True, verbose_name='interview')),
                        ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='brands.entry')),
                        ('digest', models.CharField(default='44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a', editable=False, max_length=64)),
                        ('name', models.CharField(blank=True, help_text='Left empty, the name of the certificate is shown.', max_length=160, verbose_name='name')),
                        ('price_note', models.CharField(blank=True, max_length=400, verbose_name='note on the price')),
                        ('specifications', models.JSONField(blank=True, default=list, verbose_name='specifications')),
                        ('translated_from', models.JSONField(blank=True, default=dict, editable=False)),
                        ('translates', models.CharField(blank=True, editable=False, max_length=64)),
                        ('where_to_try', models.TextField(blank=True, verbose_name='where to see or try')),
                    ],
                    options={
                        'verbose_name': 'words of an entry',
                        'constraints': [models.UniqueConstraint(fields=('entry', 'language'), name='entry_text_once')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='Departure',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('certificate', models.UUIDField(editable=False, unique=True)),
                        ('subject_kind', models.CharField(choices=[('product', 'product'), ('technology', 'technology'), ('person', 'person'), ('work', 'work')], max_length=12)),
                        ('organization', models.UUIDField(editable=False, null=True)),
                        ('left_at', models.DateTimeField(db_index=True, verbose_name='left the register')),
                    ],
                    options={
                        'verbose_name': 'departure from the register',
                        'indexes': [],
                        'constraints': [],
                    },
                ),
                migrations.CreateModel(
                    name='Manuscript',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('row_version', models.PositiveIntegerField(default=1, editable=False)),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('state', models.CharField(choices=[('draft', 'being written'), ('handed_in', 'with the office'), ('returned', 'returned with words'), ('shown', 'approved and shown'), ('dropped', 'thrown away')], default='draft', max_length=12, verbose_name='state')),
                        ('website', models.URLField(blank=True, verbose_name='website')),
                        ('video', models.URLField(blank=True, verbose_name='video')),
                        ('visits_schools', models.BooleanField(default=False, verbose_name='comes to schools')),
                        ('begun_at', models.DateTimeField(verbose_name='begun')),
                        ('handed_in_at', models.DateTimeField(blank=True, null=True, verbose_name='handed in')),
                        ('settled_at', models.DateTimeField(blank=True, null=True, verbose_name='looked at')),
                        ('returned_words', models.TextField(blank=True, verbose_name='what the office asks for')),
                        ('begun_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='begun by')),
                        ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='manuscripts', to='brands.entry', verbose_name='entry')),
                        ('handed_in_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='handed in by')),
                    ],
                    options={
                        'verbose_name': 'manuscript of an entry',
                        'verbose_name_plural': 'manuscripts of entries',
                        'ordering': ['-handed_in_at', '-pk'],
                        'indexes': [],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['draft', 'handed_in', 'returned'])), fields=('entry',), name='manuscript_open_once', violation_error_message='A new text of this entry is being written already.'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'returned'), _negated=True), models.Q(('returned_words', ''), _negated=True), _connector='OR'), name='manuscript_returned_says_why'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['handed_in', 'returned', 'shown']), _negated=True), ('handed_in_at__isnull', False), _connector='OR'), name='manuscript_handed_in_has_time')],
                    },
                ),
                migrations.CreateModel(
                    name='ManuscriptEvent',
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
                        ('record', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='history', to='brands.manuscript')),
                    ],
                    options={
                        'verbose_name': 'event of a manuscript',
                        'ordering': ['seq'],
                        'abstract': False,
                        'indexes': [],
                        'constraints': [models.UniqueConstraint(fields=('record', 'seq'), name='manuscriptevent_seq_once')],
                    },
                ),
                migrations.CreateModel(
                    name='ManuscriptPicture',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('file_name', models.CharField(blank=True, max_length=120)),
                        ('alt_ja', models.CharField(blank=True, max_length=255, verbose_name='what it shows (Japanese)')),
                        ('alt_en', models.CharField(blank=True, max_length=255, verbose_name='what it shows (English)')),
                        ('alt_zh', models.CharField(blank=True, max_length=255, verbose_name='what it shows (Chinese)')),
                        ('focus', models.CharField(choices=[('center', 'in the middle'), ('top', 'at the top'), ('bottom', 'at the bottom'), ('left', 'at the left'), ('right', 'at the right'), ('top_left', 'at the top left'), ('top_right', 'at the top right'), ('bottom_left', 'at the bottom left'), ('bottom_right', 'at the bottom right')], default='center', max_length=12, verbose_name='where the important part is')),
                        ('order', models.PositiveSmallIntegerField(default=0)),
                        ('removed', models.BooleanField(default=False)),
                        ('file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='home.storedfile')),
                        ('manuscript', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pictures', to='brands.manuscript')),
                        ('shown', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='brands.entrypicture')),
                    ],
                    options={
                        'verbose_name': 'picture of a manuscript',
                        'ordering': ['order', 'pk'],
                        'indexes': [],
                        'constraints': [],
                    },
                ),
                migrations.CreateModel(
                    name='ManuscriptText',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(blank=True, help_text='Left empty, the name of the certificate is shown.', max_length=160, verbose_name='name')),
                        ('tagline', models.CharField(blank=True, max_length=200, verbose_name='one line')),
                        ('story', models.TextField(blank=True, verbose_name='story')),
                        ('features', models.TextField(blank=True, help_text='One per line.', verbose_name='features')),
                        ('target_users', models.TextField(blank=True, verbose_name='for whom')),
                        ('price', models.CharField(blank=True, max_length=200, verbose_name='price')),
                        ('price_note', models.CharField(blank=True, max_length=400, verbose_name='note on the price')),
                        ('where_to_buy', models.TextField(blank=True, verbose_name='where to buy')),
                        ('where_to_try', models.TextField(blank=True, verbose_name='where to see or try')),
                        ('interview', models.TextField(blank=True, verbose_name='interview')),
                        ('specifications', models.JSONField(blank=True, default=list, verbose_name='specifications')),
                        ('digest', models.CharField(default='44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a', editable=False, max_length=64)),
                        ('language', models.CharField(choices=[('ja', 'ja'), ('en', 'en'), ('zh-hans', 'zh-hans')], max_length=10)),
                        ('base_digest', models.CharField(default='44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a', editable=False, max_length=64)),
                        ('row_version', models.PositiveIntegerField(default=1, editable=False)),
                        ('manuscript', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='brands.manuscript')),
                    ],
                    options={
                        'verbose_name': 'words of a manuscript',
                        'indexes': [],
                        'constraints': [models.UniqueConstraint(fields=('manuscript', 'language'), name='manuscript_text_once')],
                    },
                ),
                migrations.CreateModel(
                    name='StoryIndexPage',
                    fields=[
                        ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                        ('lead', models.CharField(blank=True, help_text='One or two sentences: what is this page for?', max_length=240, verbose_name='lead')),
                        ('body', wagtail.fields.StreamField([('heading', 1), ('text', 2), ('figure', 5), ('quote', 8), ('details', 11), ('download', 14)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'label': 'heading', 'max_length': 120}), 1: ('wagtail.blocks.StructBlock', [[('text', 0)]], {}), 2: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'link', 'document-link', 'ol', 'ul', 'hr'], 'label': 'text', 'template': 'blocks/text_block.html'}), 3: ('wagtail.images.blocks.ImageBlock', [], {'label': 'picture'}), 4: ('wagtail.blocks.CharBlock', (), {'label': 'caption', 'max_length': 200, 'required': False}), 5: ('wagtail.blocks.StructBlock', [[('picture', 3), ('caption', 4)]], {}), 6: ('wagtail.blocks.TextBlock', (), {'label': 'quotation'}), 7: ('wagtail.blocks.CharBlock', (), {'label': 'who said it', 'max_length': 120, 'required': False}), 8: ('wagtail.blocks.StructBlock', [[('text', 6), ('source', 7)]], {}), 9: ('wagtail.blocks.CharBlock', (), {'label': 'question', 'max_length': 200}), 10: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'link', 'document-link', 'ol', 'ul', 'hr'], 'label': 'answer'}), 11: ('wagtail.blocks.StructBlock', [[('question', 9), ('answer', 10)]], {}), 12: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'document'}), 13: ('wagtail.blocks.CharBlock', (), {'label': 'note', 'max_length': 200, 'required': False}), 14: ('wagtail.blocks.StructBlock', [[('document', 12), ('note', 13)]], {})}, verbose_name='body')),
                        ('picture', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='home.picture', verbose_name='picture')),
                    ],
                    options={
                        'verbose_name': 'stories',
                        'indexes': [],
                        'constraints': [],
                    },
                    bases=('wagtailcore.page',),
                ),
                migrations.CreateModel(
                    name='StoryPage',
                    fields=[
                        ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                        ('lead', models.CharField(blank=True, help_text='One or two sentences: what is this page for?', max_length=240, verbose_name='lead')),
                        ('body', wagtail.fields.StreamField([('heading', 1), ('text', 2), ('figure', 5), ('quote', 8), ('details', 11), ('download', 14)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'label': 'heading', 'max_length': 120}), 1: ('wagtail.blocks.StructBlock', [[('text', 0)]], {}), 2: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'link', 'document-link', 'ol', 'ul', 'hr'], 'label': 'text', 'template': 'blocks/text_block.html'}), 3: ('wagtail.images.blocks.ImageBlock', [], {'label': 'picture'}), 4: ('wagtail.blocks.CharBlock', (), {'label': 'caption', 'max_length': 200, 'required': False}), 5: ('wagtail.blocks.StructBlock', [[('picture', 3), ('caption', 4)]], {}), 6: ('wagtail.blocks.TextBlock', (), {'label': 'quotation'}), 7: ('wagtail.blocks.CharBlock', (), {'label': 'who said it', 'max_length': 120, 'required': False}), 8: ('wagtail.blocks.StructBlock', [[('text', 6), ('source', 7)]], {}), 9: ('wagtail.blocks.CharBlock', (), {'label': 'question', 'max_length': 200}), 10: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'link', 'document-link', 'ol', 'ul', 'hr'], 'label': 'answer'}), 11: ('wagtail.blocks.StructBlock', [[('question', 9), ('answer', 10)]], {}), 12: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'document'}), 13: ('wagtail.blocks.CharBlock', (), {'label': 'note', 'max_length': 200, 'required': False}), 14: ('wagtail.blocks.StructBlock', [[('document', 12), ('note', 13)]], {})}, verbose_name='body')),
                        ('date', models.DateField(verbose_name='date')),
                        ('picture', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='home.picture', verbose_name='picture')),
                    ],
                    options={
                        'verbose_name': 'story',
                        'verbose_name_plural': 'stories',
                        'indexes': [],
                        'constraints': [],
                    },
                    bases=('wagtailcore.page',),
                ),
                migrations.CreateModel(
                    name='StoryEntry',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                        ('number', models.CharField(db_index=True, max_length=40, verbose_name='number of the certificate')),
                        ('story', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='entry_links', to='brands.storypage')),
                    ],
                    options={
                        'verbose_name': 'entry of a story',
                        'ordering': ['sort_order'],
                        'abstract': False,
                        'indexes': [],
                        'constraints': [],
                    },
                ),
            ],
        ),
    ]
