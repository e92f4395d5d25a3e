"""What stands around every page."""

from django.test import RequestFactory
from wagtail.models import Site

from home import frames, freshness


def test_frame_knows_doors_and_sections_by_language(front, english, news, contact):
    frame = frames.of(RequestFactory().get("/"))

    assert {code: [(place.slug, place.label, place.shown_in) for place in places] for code, places in frame.places.items()} == {
        "ja": [
            ("", "home.HomePage", ""),
            ("news", "home.NewsIndexPage", "menu"),
            ("contact", "home.StandardPage", "footer"),
        ],
        "en": [("", "home.HomePage", "")],
    }
    assert (frame.site, frame.city.site_id) == (Site.objects.get(), Site.objects.get().pk)


def test_frame_leaves_drafts_out(front, news):
    news.unpublish()

    assert frames.of(None).find("ja", "news") is None


def test_frame_is_kept_until_a_page_is_published(front, contact, django_assert_num_queries, django_capture_on_commit_callbacks):
    before = frames.of(None).find("ja", "contact").title
    contact.title = "お問い合わせ先"
    contact.save()
    with django_assert_num_queries(0):
        kept = frames.of(None).find("ja", "contact").title

    with django_capture_on_commit_callbacks(execute=True):
        freshness.renew("pages")

    assert (before, kept, frames.of(None).find("ja", "contact").title) == ("お問い合わせ", "お問い合わせ", "お問い合わせ先")


def test_frame_is_asked_for_once_by_a_request(front):
    request = RequestFactory().get("/")

    assert frames.of(request) is frames.of(request)
