"""Who may exchange the pictures of the public plane."""

from importlib import import_module

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import Collection

from brands.actions import pictures
from home.actions import collections
from home.models import Picture
from organizations.actions import roles
from tests.certifications import making
from tests.home import samples


@pytest.fixture
def editor(db, client, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    roles.setup()
    user = making.person("web-editor")
    roles.grant(user, "editor", by=None)
    client.force_login(user)
    return client


@pytest.fixture
def of_entry(released):
    pictures.take_pictures(released.entry)
    return Picture.objects.get()


@pytest.fixture
def of_website(db):
    file = SimpleUploadedFile("a.png", samples.picture("PNG"), "image/png")
    return Picture.objects.create(title="正面", file=file, width=4, height=3, collection=collections.website())


def exchange(client, picture):
    """The editor sends another file in the picture's place, and whether that was taken."""
    before = picture.file.name
    sent = {
        "title": "別の写真",
        "file": SimpleUploadedFile("b.png", samples.picture("PNG"), "image/png"),
        "collection": picture.collection_id,
    }
    client.post(reverse("wagtailimages:edit", args=[picture.pk]), sent)
    picture.refresh_from_db()
    return picture.file.name != before


def test_an_editor_exchanges_no_picture_of_the_register(editor, of_entry):
    shown = editor.get(reverse("wagtailimages:edit", args=[of_entry.pk]))

    assert (shown.status_code, shown.url) == (302, "/admin/")
    assert exchange(editor, of_entry) is False
    assert list(editor.get(reverse("wagtailimages:index")).context["images"]) == []


def test_an_editor_exchanges_pictures_of_the_website(editor, of_website):
    assert editor.get(reverse("wagtailimages:edit", args=[of_website.pk])).status_code == 200
    assert exchange(editor, of_website) is True


def test_an_editor_moves_no_picture_into_the_register(editor, of_entry, of_website):
    sent = {"title": "正面", "collection": of_entry.collection_id}

    editor.post(reverse("wagtailimages:edit", args=[of_website.pk]), sent)

    of_website.refresh_from_db()
    assert of_website.collection == collections.website()


@pytest.mark.django_db
def test_a_new_city_has_a_collection_for_the_website():
    Collection.objects.filter(depth=2).delete()
    Collection.objects.filter(depth=1).update(numchild=0)
    begin = import_module("home.migrations.0015_words_of_lists").begin_the_website

    begin(apps, None)
    begin(apps, None)

    assert list(Collection.objects.filter(depth=2).values_list("name", flat=True)) == ["ウェブサイト"]
    assert Collection.find_problems() == ([], [], [], [], [])
