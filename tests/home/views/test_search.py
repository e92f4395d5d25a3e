"""The search over the site: answers whatever is asked, shows only what the public may see."""

import pytest
from django.contrib.auth.models import Group
from wagtail.models import Locale, PageViewRestriction, Site

from home.models import StandardPage

pytestmark = pytest.mark.django_db
HOSTILE = [
    "\0",
    '"',
    "' OR 1=1 --",
    "%_*",
    "( ) NEAR( AND - : ^ {} \\",
    "x" * 5000,
    "認" * 5000,
    " ".join(f"語{n}" for n in range(1000)),
    "\u202e認定",
    "𠮷" * 200,
    "AND OR NOT",
    "title:認定",
    "<script>alert(1)</script>",
    "'認定':* & !",
]


@pytest.fixture
def section(db):
    root = Site.objects.get(is_default_site=True).root_page
    Locale.objects.get_or_create(language_code="ja")
    return root


def add(section, title, **facts):
    return section.add_child(instance=StandardPage(title=title, **facts))


def titles(response):
    return [result.title for result in response.context["results"]]


@pytest.mark.parametrize("query", HOSTILE)
def test_search_answers_whatever_is_asked(client, section, query):
    response = client.get("/search/", {"q": query, "page": "1e9"})

    assert response.status_code == 200
    assert "<script>alert(1)" not in response.content.decode()


@pytest.mark.parametrize("address", ["/search/?q=%ff%fe", "/search/?q=%00", "/search/?q", "/search/", "/search/?q=a&page=-1"])
def test_search_answers_broken_addresses(client, section, address):
    assert client.get(address).status_code == 200


def test_search_reads_only(client, section):
    assert client.post("/search/", {"q": "認定"}).status_code == 405


def test_search_shows_titles_first_and_only_the_public(client, section):
    add(section, "お知らせ", lead="認定の募集を始めます。")
    add(section, "金沢市認定ブランド制度")
    add(section, "認定の下書き", live=False)
    closed = add(section, "認定の内部資料")
    PageViewRestriction.objects.create(page=closed, restriction_type="login")

    response = client.get("/search/", {"q": "認定"})

    assert titles(response) == ["金沢市認定ブランド制度", "お知らせ"]
    assert (response.context["query"], response.context["total"]) == ("認定", 2)
    assert [result.excerpt for result in response.context["results"]] == ["", "認定の募集を始めます。"]


def test_search_stays_in_the_language_of_the_path(client, section):
    page = add(section, "認定 Robots")
    english, _ = Locale.objects.get_or_create(language_code="en")
    copy = section.copy_for_translation(english)
    page.copy_for_translation(english, copy_parents=True).save_revision().publish()
    page.locale = Locale.objects.get(language_code="ja")
    assert page.locale_id != english.pk

    assert titles(client.get("/en/search/", {"q": "robot"})) == ["認定 Robots"]
    assert client.get("/en/search/", {"q": "robot"}).context["results"][0].url.startswith(copy.get_url())


def test_search_turns_pages_with_a_constant_number_of_queries(client, section, django_assert_max_num_queries):
    for number in range(25):
        add(section, f"認定 {number}")

    with django_assert_max_num_queries(15):
        first = client.get("/search/", {"q": "認定"})
    second = client.get("/search/", {"q": "認定", "page": "2"})

    assert (len(titles(first)), len(titles(second)), first.context["total"]) == (20, 5, 25)


def test_search_sets_no_cookie(client, section):
    assert client.get("/search/", {"q": "認定"}).cookies == {}


def test_group_restrictions_hide_pages(client, section):
    page = add(section, "認定委員会")
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="groups")
    restriction.groups.add(Group.objects.create(name="認定委員"))

    assert titles(client.get("/search/", {"q": "認定"})) == []
