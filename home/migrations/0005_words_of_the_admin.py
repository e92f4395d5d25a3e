"""What Wagtail's own migrations have named in English gets the city's words; groups without a role of ours go.

Pictures and documents move from the root, whose rights hold everywhere, into the collection of the web editors.
"""

from django.db import migrations
from django.db.models import F

WEBSITE = "ウェブサイト"
REVIEW = "公開前の確認"


def name_roots(apps, schema_editor):
    page = apps.get_model("wagtailcore", "Page")
    page.objects.filter(depth=1, title="Root").update(title="すべてのページ", draft_title="すべてのページ")
    apps.get_model("wagtailcore", "Collection").objects.filter(depth=1, name="Root").update(name="共通")


def name_the_review(apps, schema_editor):
    """Who reviews is said by `setup_roles`: the role that may publish."""
    for model in ("Task", "Workflow"):
        apps.get_model("wagtailcore", model).objects.filter(name="Moderators approval").update(name=REVIEW)
    apps.get_model("auth", "Group").objects.filter(name__in=["Moderators", "Editors"], user__isnull=True).delete()


def move_files(apps, schema_editor):
    collections = apps.get_model("wagtailcore", "Collection").objects
    root = collections.get(depth=1)
    website = collections.filter(depth=2, name=WEBSITE).first()
    if website is None:
        last = collections.filter(depth=2).order_by("path").last()
        step = int(last.path[-4:], 36) + 1 if last else 1
        website = collections.create(name=WEBSITE, depth=2, path=root.path + base36(step).rjust(4, "0"), numchild=0)
        collections.filter(pk=root.pk).update(numchild=F("numchild") + 1)
    for model in (apps.get_model("home", "Picture"), apps.get_model("wagtaildocs", "Document")):
        model.objects.filter(collection=root).update(collection=website)


def base36(number):
    """As the tree writes its paths."""
    digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return digits[number] if number < 36 else base36(number // 36) + digits[number % 36]


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0004_closing_days"),
        ("organizations", "0001_user"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailcore", "0083_workflowcontenttype"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailimages", "0002_initial_data"),
    ]

    operations = [
        migrations.RunPython(name_roots, migrations.RunPython.noop),
        migrations.RunPython(name_the_review, migrations.RunPython.noop),
        migrations.RunPython(move_files, migrations.RunPython.noop),
    ]
