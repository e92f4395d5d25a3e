import pytest
from django.urls import reverse

from brands.models import RegisterPage
from organizations.actions import roles
from organizations.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    user = User.objects.create_user("editor@city.example", "a long password", name="editor")
    roles.grant(user, "editor", by=None)
    client.force_login(user)
    return user


def test_an_editor_rewrites_the_lead_of_the_register(registers, client, editor):
    page = registers["ja"]
    form = {"title": page.title, "slug": page.slug, "lead": "新しい前書き", "body-count": "0", "action-publish": "1"}

    shown = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    saved = client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form)

    assert (shown.status_code, saved.status_code) == (200, 302)
    assert RegisterPage.objects.get(pk=page.pk).lead == "新しい前書き"
    assert "新しい前書き" in client.get("/brands/").content.decode()


def test_the_editors_page_tells_nothing_of_a_sealed_decision(registers, client, editor, releasable):
    page = registers["ja"]

    shown = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    preview = client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))

    assert preview.status_code == 200
    assert [text in shown + preview.content.decode() for text in ("内部の講評です。", "ひとつ折り車いす")] == [False, False]
