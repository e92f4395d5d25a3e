"""Wagtail's own screens search with our backend."""

import io

import pytest
from django.core.files.base import ContentFile
from PIL import Image
from wagtail.models import Page

from home.models import Picture
from organizations.models import User


@pytest.fixture
def editor(client, settings, db):
    settings.SECOND_FACTOR_REQUIRED = False
    user = User.objects.create_superuser("editor@city.example", "a-long-password", name="編集")
    client.force_login(user)
    return client


def picture(title):
    out = io.BytesIO()
    Image.new("RGB", (10, 10), "red").save(out, "PNG")
    return Picture.objects.create(title=title, file=ContentFile(out.getvalue(), "a.png"))


ADDRESSES = [
    "/admin/pages/search/",
    "/admin/images/",
    "/admin/choose-page/search/",
    "/admin/images/chooser/results/",
    "/admin/documents/",
]


@pytest.mark.parametrize("query", ["認定", '"', "\0", "x" * 5000, "( ) NEAR( AND - : ^", "認" * 5000])
@pytest.mark.parametrize("address", ADDRESSES)
def test_the_admin_answers_whatever_is_asked(editor, corpus, address, query):
    assert editor.get(address, {"q": query}).status_code == 200


def test_the_admin_finds_pages_and_pictures(editor, corpus):
    picture("認定式の写真")
    picture("工場")

    pages = editor.get("/admin/pages/search/", {"q": "認定"})
    pictures = editor.get("/admin/images/", {"q": "ニンテイ 認定"})
    by_part = editor.get("/admin/images/", {"q": "認定式"})

    assert [page.title for page in pages.context["pages"]] == ["金沢市認定ブランド制度"]
    assert [image.title for image in pictures.context["images"]] == []
    assert [image.title for image in by_part.context["images"]] == ["認定式の写真"]


def test_the_explorer_finds_while_typing(editor, corpus):
    root = Page.objects.get(depth=1)

    found = editor.get(f"/admin/pages/{root.pk}/", {"q": "ブランド"})

    assert [page.title for page in found.context["pages"]] == ["金沢市認定ブランド制度"]
