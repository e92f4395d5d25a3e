"""What Wagtail's own migrations have named in English gets the city's words; groups without a role of ours go.

What has happened to imports stays as it was written. Migrations 0002 to 0014 were folded into 0001 before the first release
(docs/decisions/migrations.md).
"""

from django.db import migrations
from django.db.models import F

from home.append_only import append_only
from home.tables import must_be_whole

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


def begin_the_website(apps, schema_editor):
    """The collection of what the web editors own; the root's rights would hold everywhere."""
    collections = apps.get_model("wagtailcore", "Collection").objects
    if collections.filter(depth=2, name=WEBSITE).exists():
        return
    root, last = collections.get(depth=1), collections.filter(depth=2).order_by("path").last()
    step = int(last.path[-4:], 36) + 1 if last else 1
    collections.create(name=WEBSITE, depth=2, path=root.path + base36(step).rjust(4, "0"), numchild=0)
    collections.filter(pk=root.pk).update(numchild=F("numchild") + 1)


def base36(number):
    """As the tree writes its paths."""
    digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return digits[number] if number < 36 else base36(number // 36) + digits[number % 36]


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0001_initial"),
        ("organizations", "0001_user"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailcore", "0083_workflowcontenttype"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailimages", "0002_initial_data"),
    ]

    operations = [
        must_be_whole("home"),
        migrations.RunPython(name_roots, migrations.RunPython.noop),
        migrations.RunPython(name_the_review, migrations.RunPython.noop),
        migrations.RunPython(begin_the_website, migrations.RunPython.noop),
        append_only("home_importrunevent"),
    ]
