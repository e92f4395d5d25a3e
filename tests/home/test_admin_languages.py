"""Wagtail's own screens speak Japanese and Chinese, also where Wagtail has no words for it."""

import json
import re

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from wagtail.users.models import UserProfile

from scripts.untranslated import asked_by_packages

SCREENS = [
    "wagtailadmin_home", "wagtailadmin_explore_root", "wagtailadmin_account", "wagtailadmin_workflows:index",
    "wagtailadmin_workflows:add", "wagtailadmin_collections:index", "wagtailadmin_reports:locked_pages",
    "wagtailadmin_reports:aging_pages", "wagtailadmin_reports:site_history", "wagtailadmin_reports:workflow",
    "wagtailadmin_reports:page_types_usage", "wagtailimages:index", "wagtailimages:add", "wagtaildocs:index",
    "wagtaildocs:add_multiple", "wagtailredirects:index", "wagtailredirects:start_import", "wagtaillocales:index",
    "wagtailsites:index",
]  # fmt: skip
SENTENCE = re.compile(r"^[A-Z][a-z]+ [a-zA-Z ,.']{6,}$")  # words enough that they stand in a page by translation alone


@pytest.fixture
def administrator(client, db, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    person = get_user_model().objects.create_superuser("officer@city.example", "a-long-password", name="office")
    client.force_login(person)
    return person


def speaks(person, language):
    UserProfile.objects.update_or_create(user=person, defaults={"preferred_language": language})


def english():
    return {msgid for _context, msgid, _plural in asked_by_packages("django") if SENTENCE.match(msgid)}


@pytest.mark.parametrize("name", SCREENS)
def test_screens_in_japanese_and_chinese_show_no_english(client, administrator, name):
    left = {}

    for language in ("ja", "zh-hans"):
        speaks(administrator, language)
        response = client.get(reverse(name))
        assert response.status_code == 200
        page = response.content.decode()
        left[language] = sorted(words for words in english() if f">{words}<" in page or f'"{words}"' in page)

    assert left == {"ja": [], "zh-hans": []}


def test_dashboard_in_japanese_names_the_editor_guide(client, administrator):
    speaks(administrator, "ja")

    page = client.get(reverse("wagtailadmin_home")).content.decode()

    assert "編集者ガイド" in page
    assert "editor guide" not in page.lower()


@pytest.mark.parametrize(("language", "words"), [("ja", "サイドバーを開閉"), ("zh-hans", "切换侧边栏")])
def test_scripts_of_the_screens_get_their_words(client, administrator, language, words):
    speaks(administrator, language)

    catalog = client.get(reverse("wagtailadmin_javascript_catalog")).content.decode()

    assert f'"Toggle sidebar": {json.dumps(words)}' in catalog
