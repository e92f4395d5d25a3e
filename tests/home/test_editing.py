"""What editors are helped with: what blocks look like, pages that appear when they should, checks in the preview."""

import io
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.core.files.images import ImageFile
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Revision
from wagtail.users.models import UserProfile

from home import clock, tasks
from home.models import NewsPage, Picture, StandardPage
from tests.home import samples

SHOWN = {
    "heading": "できるまで",
    "text": "この市で生まれたものを",
    "figure": "写っているものを1行で",
    "quote": "最初の年は1台も売れませんでした。",
    "details": "申請に費用はかかりますか。",
}


@pytest.fixture
def administrator(client, front, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    person = get_user_model().objects.create_superuser("officer@city.example", "a-long-password", name="office")
    UserProfile.objects.create(user=person, preferred_language="ja")
    client.force_login(person)
    return person


def previewed(client, block):
    return client.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})


@pytest.mark.parametrize("name", SHOWN)
def test_a_block_shows_what_it_looks_like(client, administrator, name):
    Picture.objects.create(title="椅子", description="椅子が1脚", file=ImageFile(io.BytesIO(samples.picture()), "chair.jpg"))

    answer = previewed(client, StandardPage.body.field.stream_block.child_blocks[name])

    assert answer.status_code == 200
    assert SHOWN[name] in answer.text
    assert "/css/main.css" in answer.text


def test_every_block_says_what_it_is_for_and_a_document_needs_one_first(client):
    blocks = StandardPage.body.field.stream_block.child_blocks

    assert [name for name, block in blocks.items() if not block.is_previewable] == ["download"]
    assert [name for name, block in blocks.items() if not block.get_description()] == []


def test_a_page_appears_and_goes_at_the_moment_set(client, front, news):
    page = NewsPage(title="予定のお知らせ", slug="planned", date=clock.today(), live=False)
    news.add_child(instance=page)
    soon, past = timezone.now() + timedelta(hours=1), timezone.now() - timedelta(minutes=1)
    page.save_revision(approved_go_live_at=soon)
    seen = []

    def look():
        tasks.publish_pages.func()
        cache.clear()
        seen.append(client.get("/news/planned/").status_code)

    look()
    Revision.objects.for_instance(page).update(approved_go_live_at=past)
    look()
    Page.objects.filter(pk=page.pk).update(expire_at=past)
    look()

    assert seen == [404, 200, 404]


def test_only_a_preview_brings_the_checks_along(client, administrator, news):
    page = NewsPage.objects.get(slug="n1")

    preview = client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))
    public = client.get("/news/n1/")

    assert ("wagtail-userbar" in preview.text, "wagtail-userbar" in public.text) == (True, False)
