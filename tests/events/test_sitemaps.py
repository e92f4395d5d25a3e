"""Events are found by search engines once per language, with and without a page."""

import re

from events.models import EventPage


def test_sitemap_names_events_without_a_page(client, calendars, announced, draft):
    draft("secret")
    announced("plain")
    index = calendars["ja"]
    index.add_child(instance=EventPage(event=announced("written"), title="見出し", locale=index.locale))

    response = client.get("/sitemap-events.xml")

    assert sorted(re.findall(r"<loc>http://localhost:8000([^<]*)</loc>", response.content.decode())) == [
        "/en/events/plain/",
        "/en/events/written/",
        "/events/plain/",
        "/zh-hans/events/plain/",
        "/zh-hans/events/written/",
    ]


def test_sitemap_without_events_is_empty(client, calendars):
    response = client.get("/sitemap-events.xml")

    assert (response.status_code, response.content.count(b"<loc>")) == (200, 0)
