import json
import re
from datetime import date

import pytest

from home import addresses
from home.highlights import Highlight


def test_front_door_shows_news_and_sections(client, front, news):
    response = client.get("/")

    assert response.status_code == 200
    assert re.findall(r'<li><time datetime="[^"]+">([^<]+)</time><a href="([^"]+)">([^<]+)</a>', response.text) == [
        ("2026年11月20日(金)", "/news/n20/", "認証製品を発表しました"),
        ("2026年11月1日(日)", "/news/n1/", "募集を始めました"),
    ]


def test_sections_say_what_is_new(news):
    assert [(each.title, each.band, each.date) for each in news.highlights(1)] == [
        ("認証製品を発表しました", "news", date(2026, 11, 20))
    ]
    assert all(isinstance(each, Highlight) for each in news.highlights(2))


@pytest.mark.parametrize("path", ["/", "/news/", "/news/n20/", "/contact/"])
def test_public_page_is_free_of_cookies(client, front, news, contact, path):
    response = client.get(path)

    assert response.status_code == 200
    assert response.cookies == {}
    assert "Cookie" not in response.get("Vary", "")
    assert "csrfmiddlewaretoken" not in response.text


@pytest.mark.parametrize("path", ["/", "/news/", "/news/n20/", "/contact/"])
def test_public_page_asks_little_of_the_database(client, front, news, contact, path, django_assert_max_num_queries):
    client.get(path)

    with django_assert_max_num_queries(12):
        client.get(path)


def test_page_names_its_translations(client, front, english):
    response = client.get("/en/")

    assert '<html lang="en">' in response.text
    assert re.findall(r'hreflang="([^"]+)" href="([^"]+)"', response.text) == [
        ("ja", "http://localhost:8000/"),
        ("x-default", "http://localhost:8000/"),
        ("en", "http://localhost:8000/en/"),
    ]


def test_news_page_tells_search_engines_what_it_is(client, news):
    response = client.get("/news/n20/")
    facts = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', response.text)[1])

    assert (facts["@type"], facts["headline"], facts["datePublished"]) == ("NewsArticle", "認証製品を発表しました", "2026-11-20")


def test_missing_page_answers_in_the_language_of_the_address(client, front):
    answers = {path: client.get(path) for path in ("/nothing/", "/en/nothing/", "/zh-hans/nothing/")}

    assert [answer.status_code for answer in answers.values()] == [404, 404, 404]
    assert [re.search(r"<h1>(.*?)</h1>", answer.text)[1] for answer in answers.values()] == [
        "ページが見つかりません",
        "We cannot find this page",
        "找不到该页面",
    ]


@pytest.mark.parametrize(("path", "locale"), [("/", "ja_JP"), ("/news/n20/", "ja_JP"), ("/en/", "en_US"), ("/verify/", "ja_JP")])
def test_page_says_how_it_is_shared(client, front, news, english, path, locale):
    response = client.get(path)

    told = dict(re.findall(r'<meta property="og:([a-z_]+)" content="([^"]*)">', response.text))
    assert (told["locale"], told["url"]) == (locale, f"http://localhost:8000{path}")
    assert told["image"].startswith("http://localhost:8000/static/img/share")
    assert {"site_name", "type", "title"} - set(told) == set()


def test_shared_picture_has_one_host_wherever_it_lies(client, front, news, settings):
    settings.PUBLIC_URL = "https://city.example"
    bucket = "https://files.city.example/a.png"

    page = client.get("/news/n20/").text

    shared = re.search(r'<meta property="og:image" content="([^"]*)">', page)[1]
    assert shared.startswith("https://city.example/static/img/share")
    assert (addresses.absolute(bucket), addresses.absolute("/a.png")) == (bucket, "https://city.example/a.png")
    assert re.search(r'"url": "([^"]*)"', page)[1] == "https://city.example/news/n20/"
