import pytest
from django.test import RequestFactory
from django.utils import translation

from home import addresses


def test_language_path_has_no_prefix_in_japanese():
    with translation.override("en"):
        paths = [addresses.language_path("my/", code) for code in ("ja", "en", "zh-hans", None)]

    assert paths == ["/my/", "/en/my/", "/zh-hans/my/", "/en/my/"]


@pytest.mark.parametrize(
    ("path", "paths"),
    [
        ("/account/login/", {"ja": "/account/login/", "en": "/en/account/login/", "zh-hans": "/zh-hans/account/login/"}),
        ("/en/account/login/", {"ja": "/account/login/", "en": "/en/account/login/", "zh-hans": "/zh-hans/account/login/"}),
        ("/robots.txt", {"ja": "/robots.txt", "en": "/robots.txt?lang=en", "zh-hans": "/robots.txt?lang=zh-hans"}),
        ("/no/such/page/", {}),
        ("/nothing", {}),
    ],
)
def test_view_paths_name_the_same_view_in_all_languages(path, paths):
    with translation.override(translation.get_language_from_path(path) or "ja"):
        assert addresses.view_paths(path) == paths


def test_alternates_fall_back_to_the_front_door(front, english, news):
    request = RequestFactory().get("/news/")

    with translation.override("ja"):
        found = addresses.alternates(request, news)

    assert [(each.code, each.path, each.current, each.exact) for each in found] == [
        ("ja", "/news/", True, True),
        ("en", "/en/", False, False),
        ("zh-hans", "/zh-hans/", False, False),
    ]


def test_alternates_keep_what_is_below_the_page(front, english):
    request = RequestFactory().get("/en/oru/")

    with translation.override("en"):
        found = addresses.alternates(request, english)

    assert [each.path for each in found] == ["/oru/", "/en/oru/", "/zh-hans/"]


def test_alternates_of_a_page_are_its_translations(front, english):
    request = RequestFactory().get("/en/")

    with translation.override("en"):
        found = addresses.alternates(request, english)

    assert [(each.path, each.exact) for each in found] == [("/", True), ("/en/", True), ("/zh-hans/", False)]
