"""A front door in three languages, with news."""

from datetime import date

import pytest
from django.core.cache import cache
from wagtail.models import Locale, Page, Site

from home.models import HomePage, NewsIndexPage, NewsPage, StandardPage


@pytest.fixture
def fresh_cache():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def front(db, fresh_cache):
    """The Japanese front door; the site's root."""
    locale = Locale.objects.get_or_create(language_code="ja")[0]
    page = HomePage(title="つくる人と選ぶ人をつなぐ", slug="front", locale=locale, lead="入口です。")
    Page.get_first_root_node().add_child(instance=page)
    Site.objects.update(root_page=page, is_default_site=True, hostname="localhost", port=80)
    Site.clear_site_root_paths_cache()
    return page


@pytest.fixture
def english(front):
    """The English front door."""
    locale = Locale.objects.get_or_create(language_code="en")[0]
    page = front.copy_for_translation(locale)
    page.title = "Makers and choosers"
    page.slug = "front-en"
    page.save_revision().publish()
    return page


@pytest.fixture
def news(front):
    """The news section with two items."""
    index = NewsIndexPage(title="お知らせ", slug="news", locale=front.locale, show_in_menus=True)
    front.add_child(instance=index)
    for day, title in ((date(2026, 11, 1), "募集を始めました"), (date(2026, 11, 20), "認証製品を発表しました")):
        index.add_child(
            instance=NewsPage(title=title, slug=f"n{day.day}", locale=front.locale, date=day, lead="くわしくは中で。")
        )
    return index


@pytest.fixture
def contact(front):
    """A page of text that is not in the menu."""
    page = StandardPage(title="お問い合わせ", slug="contact", locale=front.locale)
    front.add_child(instance=page)
    return page
