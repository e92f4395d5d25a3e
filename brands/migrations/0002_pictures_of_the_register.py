"""Pictures of entries move into a collection of their own, which no web editor owns."""

from django.db import migrations
from django.db.models import F

REGISTER = "登録簿"


def move_pictures(apps, schema_editor):
    pictures = apps.get_model("brands", "EntryPicture").objects.values("picture")
    if not pictures.exists():
        return  # a collection comes to be with its first picture
    collections = apps.get_model("wagtailcore", "Collection").objects
    root = collections.get(depth=1)
    register = collections.filter(depth=2, name=REGISTER).first()
    if register is None:
        last = collections.filter(depth=2).order_by("path").last()
        step = int(last.path[-4:], 36) + 1 if last else 1
        register = collections.create(name=REGISTER, depth=2, path=root.path + base36(step).rjust(4, "0"), numchild=0)
        collections.filter(pk=root.pk).update(numchild=F("numchild") + 1)
    apps.get_model("home", "Picture").objects.filter(pk__in=pictures).update(collection=register)


def base36(number):
    """As the tree writes its paths."""
    digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return digits[number] if number < 36 else base36(number // 36) + digits[number % 36]


class Migration(migrations.Migration):
    dependencies = [("brands", "0001_initial"), ("home", "0005_words_of_the_admin")]

    operations = [migrations.RunPython(move_pictures, migrations.RunPython.noop)]
