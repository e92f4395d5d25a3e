"""Links of published pages are followed, broken ones shown to whoever edits the page, and seen."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect

from home import clock
from home.actions import links
from home.models import PageLink, StandardPage
from organizations.actions import roles
from tests.certifications import making

pytestmark = pytest.mark.django_db


def page_of(front, html, slug="words"):
    page = StandardPage(title="ことば", slug=slug, locale=front.locale, body=[("text", html)])
    front.add_child(instance=page)
    return page


def results(page):
    return dict(PageLink.objects.filter(page=page).values_list("text", "result"))


@pytest.fixture
def answers():
    """What addresses outside answer, in place of the net; and which were asked."""
    told, asked = {}, []

    def ask(url, *, agent):
        asked.append(url)
        return told.get(url, ("ok", 200))

    return told, asked, ask


def test_links_on_this_site_are_followed_by_the_database(front, english, news, contact):
    draft = StandardPage(title="下書き", slug="draft", locale=front.locale, live=False)
    front.add_child(instance=draft)
    Redirect.objects.create(old_path="/old", redirect_link="/")
    wanted = {
        f'<a linktype="page" id="{contact.pk}">a</a>': "ok",
        f'<a linktype="page" id="{draft.pk}">b</a>': "unpublished",
        '<a linktype="page" id="999999">c</a>': "gone",
        '<a linktype="document" id="999999">d</a>': "gone",
        '<a href="/contact/">e</a>': "ok",
        '<a href="/nowhere/">f</a>': "gone",
        '<a href="/en/">g</a>': "ok",
        '<a href="/old/">h</a>': "ok",
        '<a href="https://maker.co.jp/">i</a>': "waiting",
    }
    page = page_of(front, "".join(wanted))

    links.collect_all()

    assert results(page) == dict(zip("abcdefghi", wanted.values(), strict=True))


def test_links_deep_in_blocks_are_found(front):
    page = StandardPage(title="問い", slug="q", locale=front.locale)
    page.body = [("details", {"question": "?", "answer": '<a href="https://a.co.jp/">x</a>'})]
    front.add_child(instance=page)

    links.collect_all()

    assert results(page) == {"x": "waiting"}


def test_rows_follow_the_page(front):
    page = page_of(front, '<a href="/nowhere/">a</a><a href="/gone/">b</a>')
    links.collect_all()
    page.body = [("text", '<a href="/nowhere/">a</a>')]
    page.save()
    links.collect_all()
    left = results(page)
    page.unpublish()
    links.collect_all()

    assert (left, results(page)) == ({"a": "gone"}, {})


def test_addresses_outside_are_asked_one_of_each_host_and_again_in_time(front, answers, settings):
    settings.DEMO = False
    told, asked, ask = answers
    addresses = ["https://a.co.jp/1", "https://a.co.jp/2", "https://b.co.jp/", "https://c.example/"]
    page = page_of(front, "".join(f'<a href="{url}">{url}</a>' for url in addresses))
    told["https://b.co.jp/"] = ("failed", None)
    links.collect_all()
    counts = [links.ask_due(ask), links.ask_due(ask), links.ask_due(ask)]
    once = PageLink.objects.broken().count()
    with clock.at(clock.now() + timedelta(days=2)):
        again = links.ask_due(ask)
    broken = list(PageLink.objects.broken().values_list("target", flat=True))
    with clock.at(clock.now() + timedelta(days=8)):
        week = links.ask_due(ask)

    assert (counts, asked[:3]) == ([2, 1, 0], ["https://a.co.jp/1", "https://b.co.jp/", "https://a.co.jp/2"])
    assert (once, again, broken, week) == (0, 1, ["https://b.co.jp/"], 2)
    assert results(page)["https://c.example/"] == "waiting"


def test_the_sample_city_asks_nobody(front, answers, settings):
    settings.DEMO = True
    page_of(front, '<a href="https://a.co.jp/">a</a>')
    links.collect_all()

    _told, asked, ask = answers

    assert (links.ask_due(ask), asked) == (0, [])


def test_what_was_seen_is_shown_anew_when_it_changes(front, answers, settings, admin_user):
    settings.DEMO = False
    told, _asked, ask = answers
    told["https://a.co.jp/"] = ("gone", 404)
    page = page_of(front, '<a href="https://a.co.jp/">a</a>')
    links.collect_all()
    links.ask_due(ask)
    links.see(PageLink.objects.get(page=page), by=admin_user)
    links.see(PageLink.objects.get(page=page), by=admin_user)
    with clock.at(clock.now() + timedelta(days=8)):
        links.ask_due(ask)
        same = PageLink.objects.unseen().count()
    told["https://a.co.jp/"] = ("refused", None)
    with clock.at(clock.now() + timedelta(days=16)):
        links.ask_due(ask)

    assert (same, PageLink.objects.broken().unseen().count()) == (0, 1)


def test_whoever_may_not_change_the_page_marks_nothing(front, django_user_model):
    page = page_of(front, '<a href="/nowhere/">a</a>')
    links.collect_all()
    someone = django_user_model.objects.create_user(email="someone@people.example", password="x" * 12)

    with pytest.raises(PermissionDenied):
        links.see(PageLink.objects.get(page=page), by=someone)


@pytest.fixture
def editor(front):
    """Somebody with the role of a web editor."""
    roles.setup()
    person = making.person("web-editor")
    roles.grant(person, "editor", by=None)
    return person


@pytest.mark.parametrize("count", [1, 3])
def test_the_report_asks_the_same_however_long(front, editor, admin_user, client, django_assert_num_queries, settings, count):
    settings.SECOND_FACTOR_REQUIRED = False
    page = page_of(front, "".join(f'<a href="/nowhere-{number}/">{number}</a>' for number in range(count)))
    links.collect_all()
    client.force_login(admin_user)
    closed = client.get(reverse("page-links:index")).status_code
    client.force_login(editor)
    client.get(reverse("page-links:index"))
    with django_assert_num_queries(14):
        listed = client.get(reverse("page-links:index")).content.decode()
    row = PageLink.objects.filter(page=page).first()
    detail = client.get(reverse("page-links:detail", args=[row.pk])).content.decode()
    done = client.post(reverse("page-links:see", args=[row.pk]))

    assert (listed.count("/nowhere-"), f"/admin/pages/{page.pk}/edit/" in detail, done.status_code) == (count, True, 302)
    assert (PageLink.objects.unseen().count(), closed) == (count - 1, 302)
