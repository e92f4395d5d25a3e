"""Every table of this floor, as it stood after the 15th step on the way to the first release (docs/decisions/migrations.md)."""

import django.core.validators
import django.db.models.deletion
import home.models.city
import modelsearch.index
import taggit.managers
import uuid
import wagtail.fields
import wagtail.images.models
import wagtail.models.media
from django.conf import settings
from django.db import migrations, models

from home.tables import CreateTables


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('taggit', '0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx'),
        ('wagtailcore', '0098_apitoken'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTables(
            tables=[
                migrations.CreateModel(
                    name='StoredFile',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('sha256', models.CharField(max_length=64, unique=True)),
                        ('size', models.PositiveBigIntegerField()),
                        ('media_type', models.CharField(max_length=100)),
                        ('width', models.PositiveIntegerField(blank=True, null=True)),
                        ('height', models.PositiveIntegerField(blank=True, null=True)),
                        ('created_at', models.DateTimeField()),
                        ('pages', models.PositiveIntegerField(blank=True, help_text='of a PDF', null=True)),
                        ('preview', models.ForeignKey(blank=True, help_text='a small picture of it', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='home.storedfile')),
                        ('brought_at', models.DateTimeField(editable=False, null=True)),
                    ],
                    options={
                        'verbose_name': 'stored file',
                        'indexes': [],
                        'constraints': [],
                    },
                ),
                migrations.CreateModel(
                    name='WorkerBeat',
                    fields=[
                        ('worker_id', models.CharField(max_length=64, primary_key=True, serialize=False)),
                        ('beat_at', models.DateTimeField()),
                    ],
                    options={
                        'indexes': [],
                        'constraints': [],
                    },
                ),
                migrations.CreateModel(
                    name='CitySettings',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name_ja', models.CharField(default='つなぎ', max_length=60, verbose_name='site name (Japanese)')),
                        ('name_en', models.CharField(blank=True, max_length=60, verbose_name='site name (English)')),
                        ('name_zh', models.CharField(blank=True, max_length=60, verbose_name='site name (Chinese)')),
                        ('city_ja', models.CharField(blank=True, max_length=60, verbose_name='city (Japanese)')),
                        ('city_en', models.CharField(blank=True, max_length=60, verbose_name='city (English)')),
                        ('city_zh', models.CharField(blank=True, max_length=60, verbose_name='city (Chinese)')),
                        ('office_ja', models.CharField(blank=True, max_length=120, verbose_name='responsible office (Japanese)')),
                        ('office_en', models.CharField(blank=True, max_length=120, verbose_name='responsible office (English)')),
                        ('office_zh', models.CharField(blank=True, max_length=120, verbose_name='responsible office (Chinese)')),
                        ('address', models.CharField(blank=True, max_length=200, verbose_name='address')),
                        ('telephone', models.CharField(blank=True, max_length=30, verbose_name='telephone')),
                        ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                        ('site', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.CASCADE, to='wagtailcore.site')),
                        ('closing_days', models.CharField(blank=True, default='12-29..01-03', help_text='Besides weekends and national holidays, every year: months and days like 07-01, stretches like 12-29..01-03, separated by commas.', max_length=200, validators=[home.models.city.validate_closing_days], verbose_name='days on which the offices are closed')),
                        ('data_license_name', models.CharField(default='CC BY 4.0', max_length=60, verbose_name='license of the open data')),
                        ('data_license_url', models.URLField(default='https://creativecommons.org/licenses/by/4.0/', verbose_name='address of the license')),
                        ('municipal_code', models.CharField(blank=True, help_text='Six digits with the check digit (全国地方公共団体コード); stands in the event list for data portals.', max_length=6, validators=[django.core.validators.RegexValidator('^[0-9]{6}\\Z', 'Six digits, the last of them the check digit.')], verbose_name='code of the municipality')),
                    ],
                    options={
                        'verbose_name': 'city',
                        'indexes': [],
                        'constraints': [],
                    },
                ),
                migrations.CreateModel(
                    name='Picture',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('title', models.CharField(max_length=255, verbose_name='title')),
                        ('file', wagtail.images.models.WagtailImageField(height_field='height', upload_to=wagtail.images.models.get_upload_to, verbose_name='file', width_field='width')),
                        ('description', models.CharField(blank=True, default='', max_length=255, verbose_name='description')),
                        ('width', models.IntegerField(editable=False, verbose_name='width')),
                        ('height', models.IntegerField(editable=False, verbose_name='height')),
                        ('created_at', models.DateTimeField(auto_now_add=True, db_index=True, verbose_name='created at')),
                        ('focal_point_x', models.PositiveIntegerField(blank=True, null=True)),
                        ('focal_point_y', models.PositiveIntegerField(blank=True, null=True)),
                        ('focal_point_width', models.PositiveIntegerField(blank=True, null=True)),
                        ('focal_point_height', models.PositiveIntegerField(blank=True, null=True)),
                        ('file_size', models.PositiveIntegerField(editable=False, null=True)),
                        ('file_hash', models.CharField(blank=True, db_index=True, editable=False, max_length=40)),
                        ('color', models.CharField(blank=True, editable=False, max_length=7)),
                        ('credit', models.CharField(blank=True, max_length=200, verbose_name='credit')),
                        ('collection', models.ForeignKey(default=wagtail.models.media.get_root_collection_id, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.collection', verbose_name='collection')),
                        ('tags', taggit.managers.TaggableManager(blank=True, help_text=None, through='taggit.TaggedItem', to='taggit.Tag', verbose_name='tags')),
                        ('uploaded_by_user', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL, verbose_name='uploaded by user')),
                    ],
                    options={
                        'verbose_name': 'picture',
                        'verbose_name_plural': 'pictures',
                        'abstract': False,
                        'indexes': [],
                        'constraints': [],
                    },
                    bases=(wagtail.images.models.ImageFileMixin, modelsearch.index.Indexed, models.Model),
                ),
                migrations.CreateModel(
                    name='NewsPage',
                    fields=[
                        ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                        ('lead', models.CharField(blank=True, help_text='One or two sentences: what is this page for?', max_length=240, verbose_name='lead')),
                        ('body', wagtail.fields.StreamField([('heading', 1), ('text', 2), ('figure', 5), ('quote', 8), ('details', 11), ('download', 14)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'label': 'heading', 'max_length': 120}), 1: ('wagtail.blocks.StructBlock', [[('text', 0)]], {}), 2: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'link', 'document-link', 'ol', 'ul', 'hr'], 'label': 'text', 'template': 'blocks/text_block.html'}), 3: ('wagtail.images.blocks.ImageBlock', [], {'label': 'picture'}), 4: ('wagtail.blocks.CharBlock', (), {'label': 'caption', 'max_length': 200, 'required': False}), 5: ('wagtail.blocks.StructBlock', [[('picture', 3), ('caption', 4)]], {}), 6: ('wagtail.blocks.TextBlock', (), {'label': 'quotation'}), 7: ('wagtail.blocks.CharBlock', (), {'label': 'who said it', 'max_length': 120, 'required': False}), 8: ('wagtail.blocks.StructBlock', [[('text', 6), ('source', 7)]], {}), 9: ('wagtail.blocks.CharBlock', (), {'label': 'question', 'max_length': 200}), 10: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'link', 'document-link', 'ol', 'ul', 'hr'], 'label': 'answer'}), 11: ('wagtail.blocks.StructBlock', [[('question', 9), ('answer', 10)]], {}), 12: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'document'}), 13: ('wagtail.blocks.CharBlock', (), {'label': 'note', 'max_length': 200, 'required': False}), 14: ('wagtail.blocks.StructBlock', [[('document', 12), ('note', 13)]], {})}, verbose_name='body')),
                        ('date', models.DateField(verbose_name='date')),
                        ('picture', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='home.picture', verbose_name='picture')),
                    ],
                    options={
                        'verbose_name': 'news item',
                        'verbose_name_plural': 'news items',
                        'indexes': [],
                        'constraints': [],
                    },
                    bases=('wagtailcore.page',),
                ),
                migrations.CreateModel(
                    name='NewsIndexPage',
                    fields=[
                        ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                        ('lead', models.CharField(blank=True, help_text='One or two sentences: what is this page for?', max_length=240, verbose_name='lead')),
                        ('body', wagtail.fields.StreamField([('heading', 1), ('text', 2), ('figure', 5), ('quote', 8), ('details', 11), ('download', 14)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'label': 'heading', 'max_length': 120}), 1: ('wagtail.blocks.StructBlock', [[('text', 0)]], {}), 2: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'link', 'document-link', 'ol', 'ul', 'hr'], 'label': 'text', 'template': 'blocks/text_block.html'}), 3: ('wagtail.images.blocks.ImageBlock', [], {'label': 'picture'}), 4: ('wagtail.blocks.CharBlock', (), {'label': 'caption', 'max_length': 200, 'required': False}), 5: ('wagtail.blocks.StructBlock', [[('picture', 3), ('caption', 4)]], {}), 6: ('wagtail.blocks.TextBlock', (), {'label': 'quotation'}), 7: ('wagtail.blocks.CharBlock', (), {'label': 'who said it', 'max_length': 120, 'required': False}), 8: ('wagtail.blocks.StructBlock', [[('text', 6), ('source', 7)]], {}), 9: ('wagtail.blocks.CharBlock', (), {'label': 'question', 'max_length': 200}), 10: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'link', 'document-link', 'ol', 'ul', 'hr'], 'label': 'answer'}), 11: ('wagtail.blocks.StructBlock', [[('question', 9), ('answer', 10)]], {}), 12: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'document'}), 13: ('wagtail.blocks.CharBlock', (), {'label': 'note', 'max_length': 200, 'required': False}), 14: ('wagtail.blocks.StructBlock', [[('document', 12), ('note', 13)]], {})}, verbose_name='body')),
                        ('picture', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='home.picture', verbose_name='picture')),
                    ],
                    options={
                        'verbose_name': 'news',
                        'indexes': [],
                        'constraints': [],
                    },
                    bases=('wagtailcore.page',),
                ),
                migrations.CreateModel(
                    name='HomePage',
                    fields=[
                        ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                        ('lead', models.CharField(blank=True, help_text='One or two sentences: what is this page for?', max_length=240, verbose_name='lead')),
                        ('body', wagtail.fields.StreamField([('heading', 1), ('text', 2), ('figure', 5), ('quote', 8), ('details', 11), ('download', 14)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'label': 'heading', 'max_length': 120}), 1: ('wagtail.blocks.StructBlock', [[('text', 0)]], {}), 2: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'link', 'document-link', 'ol', 'ul', 'hr'], 'label': 'text', 'template': 'blocks/text_block.html'}), 3: ('wagtail.images.blocks.ImageBlock', [], {'label': 'picture'}), 4: ('wagtail.blocks.CharBlock', (), {'label': 'caption', 'max_length': 200, 'required': False}), 5: ('wagtail.blocks.StructBlock', [[('picture', 3), ('caption', 4)]], {}), 6: ('wagtail.blocks.TextBlock', (), {'label': 'quotation'}), 7: ('wagtail.blocks.CharBlock', (), {'label': 'who said it', 'max_length': 120, 'required': False}), 8: ('wagtail.blocks.StructBlock', [[('text', 6), ('source', 7)]], {}), 9: ('wagtail.blocks.CharBlock', (), {'label': 'question', 'max_length': 200}), 10: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'link', 'document-link', 'ol', 'ul', 'hr'], 'label': 'answer'}), 11: ('wagtail.blocks.StructBlock', [[('question', 9), ('answer', 10)]], {}), 12: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'document'}), 13: ('wagtail.blocks.CharBlock', (), {'label': 'note', 'max_length': 200, 'required': False}), 14: ('wagtail.blocks.StructBlock', [[('document', 12), ('note', 13)]], {})}, verbose_name='body')),
                        ('picture', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='home.picture', verbose_name='picture')),
                    ],
                    options={
                        'verbose_name': 'home page',
                        'indexes': [],
                        'constraints': [],
                    },
                    bases=('wagtailcore.page',),
                ),
                migrations.CreateModel(
                    name='StandardPage',
                    fields=[
                        ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                        ('lead', models.CharField(blank=True, help_text='One or two sentences: what is this page for?', max_length=240, verbose_name='lead')),
                        ('body', wagtail.fields.StreamField([('heading', 1), ('text', 2), ('figure', 5), ('quote', 8), ('details', 11), ('download', 14)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'label': 'heading', 'max_length': 120}), 1: ('wagtail.blocks.StructBlock', [[('text', 0)]], {}), 2: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'link', 'document-link', 'ol', 'ul', 'hr'], 'label': 'text', 'template': 'blocks/text_block.html'}), 3: ('wagtail.images.blocks.ImageBlock', [], {'label': 'picture'}), 4: ('wagtail.blocks.CharBlock', (), {'label': 'caption', 'max_length': 200, 'required': False}), 5: ('wagtail.blocks.StructBlock', [[('picture', 3), ('caption', 4)]], {}), 6: ('wagtail.blocks.TextBlock', (), {'label': 'quotation'}), 7: ('wagtail.blocks.CharBlock', (), {'label': 'who said it', 'max_length': 120, 'required': False}), 8: ('wagtail.blocks.StructBlock', [[('text', 6), ('source', 7)]], {}), 9: ('wagtail.blocks.CharBlock', (), {'label': 'question', 'max_length': 200}), 10: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'link', 'document-link', 'ol', 'ul', 'hr'], 'label': 'answer'}), 11: ('wagtail.blocks.StructBlock', [[('question', 9), ('answer', 10)]], {}), 12: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'document'}), 13: ('wagtail.blocks.CharBlock', (), {'label': 'note', 'max_length': 200, 'required': False}), 14: ('wagtail.blocks.StructBlock', [[('document', 12), ('note', 13)]], {})}, verbose_name='body')),
                        ('picture', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='home.picture', verbose_name='picture')),
                    ],
                    options={
                        'verbose_name': 'page',
                        'indexes': [],
                        'constraints': [],
                    },
                    bases=('wagtailcore.page',),
                ),
                migrations.CreateModel(
                    name='Letter',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('key', models.CharField(max_length=200, unique=True)),
                        ('kind', models.CharField(max_length=80)),
                        ('about', models.CharField(blank=True, help_text='application:<public id>, round:<id>, ...', max_length=120)),
                        ('address', models.EmailField(blank=True, max_length=254)),
                        ('language', models.CharField(default='ja', max_length=10)),
                        ('subject', models.CharField(max_length=200)),
                        ('text', models.TextField()),
                        ('state', models.CharField(choices=[('queued', 'waiting'), ('sending', 'being sent'), ('sent', 'sent'), ('failed', 'could not be sent'), ('to_post', 'to be posted on paper'), ('returned', 'came back undelivered'), ('recalled', 'called back before it was sent')], default='queued', max_length=10)),
                        ('attempts', models.PositiveSmallIntegerField(default=0)),
                        ('error', models.CharField(blank=True, max_length=300)),
                        ('created_at', models.DateTimeField()),
                        ('due_at', models.DateTimeField()),
                        ('taken_at', models.DateTimeField(blank=True, null=True)),
                        ('sent_at', models.DateTimeField(blank=True, null=True)),
                        ('recipient', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('post_to', models.TextField(blank=True, help_text='For a letter on paper; then there is no e-mail.', verbose_name='name and address')),
                        ('posted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('calendar', models.TextField(blank=True, help_text="an entry for the reader's calendar that goes along (iCalendar)")),
                    ],
                    options={
                        'verbose_name': 'letter',
                        'verbose_name_plural': 'letters',
                        'ordering': ['-created_at', '-pk'],
                        'indexes': [models.Index(fields=['state', 'due_at'], name='letter_due'), models.Index(fields=['about', 'created_at'], name='letter_about')],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('post_to', ''), models.Q(('address', ''), _negated=True)), models.Q(('address', ''), models.Q(('post_to', ''), _negated=True)), _connector='OR'), name='letter_one_way'), models.CheckConstraint(condition=models.Q(models.Q(('sent_at__isnull', False), ('state__in', ['sent', 'returned'])), models.Q(models.Q(('state__in', ['sent', 'returned']), _negated=True), ('sent_at__isnull', True)), _connector='OR'), name='letter_sent_has_time')],
                    },
                ),
                migrations.CreateModel(
                    name='PictureRendition',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('filter_spec', models.CharField(db_index=True, max_length=255)),
                        ('file', wagtail.images.models.WagtailImageField(height_field='height', storage=wagtail.images.models.get_rendition_storage, upload_to=wagtail.images.models.get_rendition_upload_to, width_field='width')),
                        ('width', models.IntegerField(editable=False)),
                        ('height', models.IntegerField(editable=False)),
                        ('focal_point_key', models.CharField(blank=True, default='', editable=False, max_length=16)),
                        ('image', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='renditions', to='home.picture')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('image', 'filter_spec', 'focal_point_key'), name='rendition_once')],
                        'indexes': [],
                    },
                    bases=(wagtail.images.models.ImageFileMixin, models.Model),
                ),
                migrations.CreateModel(
                    name='ColumnMemory',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(max_length=40)),
                        ('signature', models.CharField(max_length=64)),
                        ('columns', models.JSONField(default=dict)),
                        ('carried', models.JSONField(default=list)),
                        ('used_at', models.DateTimeField()),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('kind', 'signature'), name='column_memory_once')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='DrawnPage',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveSmallIntegerField(help_text='from 1')),
                        ('text', models.TextField(blank=True)),
                        ('file', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='drawn_pages', to='home.storedfile')),
                        ('picture', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='home.storedfile')),
                    ],
                    options={
                        'verbose_name': 'drawn page',
                        'ordering': ['number'],
                        'constraints': [models.UniqueConstraint(fields=('file', 'number'), name='drawn_page_once')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='ImportRun',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('row_version', models.PositiveIntegerField(default=1, editable=False)),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('kind', models.CharField(max_length=40, verbose_name='kind of list')),
                        ('name', models.CharField(max_length=200, verbose_name='file name')),
                        ('encoding', models.CharField(blank=True, max_length=20, verbose_name='encoding')),
                        ('sheet', models.CharField(blank=True, max_length=100, verbose_name='sheet')),
                        ('head', models.JSONField(default=dict, help_text='{first, last, labels}: which rows are the head')),
                        ('columns', models.JSONField(default=dict, help_text='{column: field}')),
                        ('carried', models.JSONField(default=list, help_text='columns whose empty cells repeat the one above')),
                        ('leave_out', models.BooleanField(default=False, help_text='otherwise a single refused row stops all', verbose_name='write without the refused rows')),
                        ('state', models.CharField(choices=[('received', 'columns to be confirmed'), ('checking', 'being checked'), ('checked', 'checked, nothing written yet'), ('writing', 'being written'), ('done', 'written'), ('undoing', 'being undone'), ('undone', 'undone'), ('failed', 'stopped, nothing written'), ('dropped', 'put aside')], default='received', max_length=10, verbose_name='state')),
                        ('counts', models.JSONField(default=dict, help_text='rows by outcome; repaired: those in which something was repaired')),
                        ('problem', models.CharField(blank=True, max_length=300)),
                        ('created_at', models.DateTimeField(verbose_name='brought in')),
                        ('finished_at', models.DateTimeField(blank=True, null=True, verbose_name='written')),
                        ('brought_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='brought in by')),
                        ('file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='home.storedfile')),
                        ('for_all', models.JSONField(default=dict, help_text='{field: text}: what is said of all rows where they do not say it')),
                    ],
                    options={
                        'verbose_name': 'imported list',
                        'verbose_name_plural': 'imported lists',
                        'ordering': ['-created_at', '-pk'],
                        'indexes': [],
                        'constraints': [],
                    },
                ),
                migrations.CreateModel(
                    name='ImportRow',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveIntegerField(verbose_name='row')),
                        ('outcome', models.CharField(choices=[('new', 'new record'), ('change', 'changes a record'), ('same', 'is there already'), ('refused', 'refused'), ('skipped', 'no record')], max_length=8, verbose_name='what becomes of the row')),
                        ('key', models.CharField(blank=True, max_length=255)),
                        ('record', models.UUIDField(help_text='public id of what it became or changed', null=True)),
                        ('version', models.PositiveIntegerField(help_text='row version of what it changes, as it was checked', null=True)),
                        ('facts', models.JSONField(default=dict)),
                        ('before', models.JSONField(default=dict)),
                        ('notes', models.JSONField(default=list)),
                        ('kept', models.BooleanField(default=False, help_text='could not be taken back')),
                        ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='home.importrun')),
                    ],
                    options={
                        'verbose_name': 'row of a list',
                        'ordering': ['number'],
                        'indexes': [models.Index(fields=['run', 'key'], name='import_row_key')],
                        'constraints': [models.UniqueConstraint(fields=('run', 'number'), name='import_row_once')],
                    },
                ),
                migrations.CreateModel(
                    name='ImportRunEvent',
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
                        ('record', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='history', to='home.importrun')),
                    ],
                    options={
                        'ordering': ['seq'],
                        'abstract': False,
                        'constraints': [models.UniqueConstraint(fields=('record', 'seq'), name='importrunevent_seq_once')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='LetterReturn',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('address', models.EmailField(max_length=254)),
                        ('status', models.CharField(blank=True, max_length=20)),
                        ('words', models.CharField(blank=True, max_length=300)),
                        ('at', models.DateTimeField()),
                        ('letter', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='returns', to='home.letter')),
                    ],
                    options={
                        'verbose_name': 'letter that came back',
                        'ordering': ['at', 'pk'],
                        'indexes': [],
                        'constraints': [],
                    },
                ),
                migrations.CreateModel(
                    name='PeriodicJob',
                    fields=[
                        ('path', models.CharField(max_length=200, primary_key=True, serialize=False)),
                        ('due_at', models.DateTimeField()),
                    ],
                    options={
                        'indexes': [],
                        'constraints': [],
                    },
                ),
            ],
        ),
    ]
