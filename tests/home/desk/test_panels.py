"""An editor's dashboard: what is written but not published, what appears by itself, and where news is written."""

from datetime import timedelta

import pytest
from django.urls import reverse

from home import clock
from home.models import NewsPage
from organizations.actions.roles import grant
from organizations.models import User


@pytest.fixture(autouse=True)
def _one_factor(settings):
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def editor(db):
    person = User.objects.create_user("editor@city.example", "a-long-password", name="細川 文")
    grant(person, "editor", by=None)
    return person


def write(news, title, **facts):
    page = NewsPage(title=title, slug=f"news-{title}", locale=news.locale, date=clock.today(), lead="くわしくは中で。", **facts)
    news.add_child(instance=page)
    return page


def dashboard(client, person):
    client.force_login(person)
    return client.get(reverse("wagtailadmin_home")).content.decode()


def test_editor_sees_what_she_has_in_hand(client, editor, news):
    write(news, "募集を始めます", live=False)
    write(news, "公開済みのお知らせ")
    write(news, "予約したお知らせ", live=False, go_live_at=clock.now() + timedelta(days=3))

    page = dashboard(client, editor)

    hand, by_themselves = page.split("公開予約中のページ")
    assert "募集を始めます" in hand
    assert "公開済みのお知らせ" not in page
    assert "予約したお知らせ" in by_themselves
    assert reverse("wagtailadmin_pages:add", args=["home", "newspage", news.pk]) in page


def test_editor_with_nothing_in_hand_is_told_so(client, editor, news):
    page = dashboard(client, editor)

    assert "未公開の下書きはありません。" in page


def test_who_writes_no_pages_has_no_such_panel(client, news):
    officer = User.objects.create_user("finance@city.example", "a-long-password", name="算所 学")
    grant(officer, "finance", by=None)

    page = dashboard(client, officer)

    assert "担当業務" in page
    assert "編集中のページ" not in page
