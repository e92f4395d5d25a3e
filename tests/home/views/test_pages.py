import pytest
from wagtail.models import Locale, Page, PageViewRestriction, Site

from home.models import HomePage, StandardPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def about(db):
    """A page below the front door."""
    root = Page.objects.get(depth=1)
    front = root.add_child(instance=HomePage(title="つなぎ", slug="front", locale=Locale.objects.get(language_code="ja")))
    Site.objects.filter(is_default_site=True).update(root_page=front)
    Site.clear_site_root_paths_cache()
    return front.add_child(instance=StandardPage(title="このサイトについて", slug="about", locale=front.locale))


def publish(page):
    page.save_revision().publish()


def test_a_page_is_served_again_with_few_questions(client, about, django_assert_num_queries):
    client.get("/about/")

    with django_assert_num_queries(2):  # the page, and whether any page is private
        response = client.get("/about/")

    assert "このサイトについて" in response.content.decode()


def test_a_page_below_a_section_is_found(client, about):
    about.add_child(instance=StandardPage(title="道順", slug="way", locale=about.locale))

    assert [client.get(path).status_code for path in ("/about/way/", "/about/way/", "/about/none/", "/none/")] == [
        200,
        200,
        404,
        404,
    ]


def test_an_unpublished_page_is_gone_at_once(client, about):
    client.get("/about/")

    about.unpublish()

    assert client.get("/about/").status_code == 404


def test_a_deleted_page_is_gone_at_once(client, about):
    client.get("/about/")

    about.delete()

    assert client.get("/about/").status_code == 404


def test_a_moved_address_is_followed_at_once(client, about):
    client.get("/about/")

    about.slug = "us"
    publish(about)

    assert [client.get(path).status_code for path in ("/about/", "/us/")] == [404, 200]


def test_a_page_that_became_private_asks_at_once(client, about):
    client.get("/about/")

    PageViewRestriction.objects.create(page=about, restriction_type=PageViewRestriction.LOGIN)

    assert client.get("/about/").status_code == 302


def test_a_page_below_a_private_page_is_private(client, about):
    way = about.add_child(instance=StandardPage(title="道順", slug="way", locale=about.locale))
    PageViewRestriction.objects.create(page=about, restriction_type=PageViewRestriction.LOGIN)

    assert [client.get(path).status_code for path in ("/about/way/", "/about/", "/")] == [302, 302, 200]
    assert way.get_view_restrictions().count() == 1


def test_an_alias_of_a_private_page_is_private(client, about):
    front = about.get_parent().specific
    PageViewRestriction.objects.create(page=about, restriction_type=PageViewRestriction.LOGIN)
    about.create_alias(parent=front, update_slug="other")

    assert client.get("/other/").status_code == 302


def test_an_unknown_host_is_refused(client, about):
    assert client.get("/about/", headers={"host": "elsewhere.example"}).status_code == 400
