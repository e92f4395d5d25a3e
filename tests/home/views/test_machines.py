import xml.etree.ElementTree as ET

XML = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "x": "http://www.w3.org/1999/xhtml",
    "a": "http://www.w3.org/2005/Atom",
}


def test_robots_names_the_sitemap(client):
    lines = client.get("/robots.txt").text.splitlines()

    assert lines[0] == "User-agent: *"
    assert "Disallow: /en/my/" in lines
    assert lines[-1] == "Sitemap: http://localhost:8000/sitemap.xml"


def test_sitemap_lists_pages_with_their_translations(client, front, english, news):
    index = ET.fromstring(client.get("/sitemap.xml").content)
    pages = ET.fromstring(client.get("/sitemap-pages.xml").content)

    assert "http://testserver/sitemap-pages.xml" in [place.text for place in index.findall(".//s:loc", XML)]
    assert [place.text for place in pages.findall(".//s:loc", XML)] == [
        "http://localhost:8000/",
        "http://localhost:8000/news/",
        "http://localhost:8000/news/n1/",
        "http://localhost:8000/news/n20/",
        "http://localhost:8000/en/",
    ]
    first = pages.find("s:url", XML)
    assert [(link.get("hreflang"), link.get("href")) for link in first.findall("x:link", XML)] == [
        ("ja", "http://localhost:8000/"),
        ("en", "http://localhost:8000/en/"),
    ]


def test_sitemap_asks_the_same_for_many_pages(client, front, news, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        client.get("/sitemap-pages.xml")


def test_unknown_sitemap_is_not_found(client, db):
    assert client.get("/sitemap-nothing.xml").status_code == 404


def test_feed_has_the_news_of_its_language(client, news, english):
    japanese = ET.fromstring(client.get("/feed.atom").content)
    other = ET.fromstring(client.get("/en/feed.atom").content)

    assert [entry.find("a:title", XML).text for entry in japanese.findall("a:entry", XML)] == [
        "認証製品を発表しました",
        "募集を始めました",
    ]
    assert japanese.find("a:entry/a:published", XML).text == "2026-11-20T09:00:00+09:00"
    assert japanese.attrib["{http://www.w3.org/XML/1998/namespace}lang"] == "ja"
    assert other.findall("a:entry", XML) == []
