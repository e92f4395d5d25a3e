import pytest
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory
from django.utils import translation

from home.templatetags import tsunagi_pages


def render(text, path="/", language="ja", **values):
    request = RequestFactory().get(path)
    with translation.override(language):
        return engines["django"].from_string("{% load tsunagi_pages %}" + text).render(values, request)


def test_json_ld_cannot_end_its_script():
    text = render("{% json_ld facts %}", facts={"@type": "Thing", "name": "</script><b>&"})

    assert text == (
        '<script type="application/ld+json">{"@context": "https://schema.org", "@type": "Thing", '
        '"name": "\\u003C/script\\u003E\\u003Cb\\u003E\\u0026"}</script>'
    )


@pytest.mark.django_db
def test_canonical_has_no_query():
    assert render("{% canonical %}", "/account/login/?next=/") == "http://localhost:8000/account/login/"


def test_navigation_shows_what_is_in_the_menu_and_where_we_are(news, contact):
    text = render("{% navigation %}|{% footer_navigation %}", "/news/n1/")

    assert text == '<li><a href="/news/" aria-current="true">お知らせ</a></li>|<li><a href="/contact/">お問い合わせ</a></li>'


def test_navigation_of_a_language_without_pages_is_empty(news, english):
    assert render("{% navigation %}", "/en/", "en") == ""


def test_navigation_is_kept(news, django_assert_num_queries):
    render("{% navigation %}")

    with django_assert_num_queries(0):
        render("{% navigation %}{% footer_navigation %}")


def test_localized_url_names_the_translation(front, english):
    assert render('{% localized_url "en" %}', page=front) == "/en/"


def test_pages_shown_are_few_of_many():
    page_obj = Paginator(range(20_000), 24).page(400)

    assert tsunagi_pages.pages_shown(page_obj) == [1, "…", 399, 400, 401, "…", 834]
