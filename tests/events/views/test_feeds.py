from datetime import timedelta

import pytest
from icalendar import Calendar

from events.actions import events
from home import clock
from tests.events import rfc5545
from tests.events.conftest import NOON

REASON = {"reason": "台風のため"}
LONG = "あ" * 119 + "終"
ODD = 'コンマ, セミコロン; 逆斜線\\ "引用" 改行\r\nBEGIN:VEVENT\n🎉 絵文字'


def feed(client, path="/events/calendar.ics", **headers):
    return client.get(path, headers=headers)


def test_feed_is_strict_icalendar_of_what_is_announced(client, calendars, announced, draft, manager):
    announced("plain", parties=[{"role": "host", "name_ja": "市"}])
    announced("odd", title_ja=LONG, summary_ja=ODD, mode="both")
    events.cancel(announced("off"), **REASON, by=manager)
    events.postpone(announced("later", days=9), **REASON, by=manager)
    draft("secret")

    response = feed(client)

    shown = rfc5545.check(response.content)
    assert [(event["STATUS"], event["SEQUENCE"], event["SUMMARY"]) for event in shown] == [
        ("CONFIRMED", "0", "講演 plain"),
        ("CONFIRMED", "0", LONG),
        ("CANCELLED", "1", "【中止】講演 off"),
        ("TENTATIVE", "1", "【延期】講演 later"),
    ]
    assert response["Content-Type"] == "text/calendar; charset=utf-8"


def test_feed_says_what_the_records_say(client, calendars, announced):
    event = announced("forum", title_ja=LONG, summary_ja=ODD)

    calendar = Calendar.from_ical(feed(client).content)

    (component,) = calendar.walk("VEVENT")
    assert component["UID"] == event.uid
    assert (component.start, component.end) == (event.starts_at, event.ends_at)
    assert component.start.utcoffset() == timedelta(hours=9)
    assert component["DTSTART"].params["TZID"] == "Asia/Tokyo"
    assert component["SUMMARY"] == LONG
    assert component["DESCRIPTION"].replace("\r\n", "\n").startswith(ODD.replace("\r\n", "\n"))
    assert component["URL"] == "http://localhost:8000/events/forum/"
    assert component["LOCATION"] == "産業会館 ホール, 川崎市幸区川べり町1番20号"
    assert component["LAST-MODIFIED"].dt == NOON


def test_event_has_one_identity_in_all_feeds(client, calendars, announced):
    event = announced("forum", kind="expo")

    paths = ("/events/calendar.ics", "/events/expo.ics", f"/events/{event.public_id}.ics", "/events/calendar.ics?lang=en")
    uids = [[shown["UID"] for shown in rfc5545.check(feed(client, path).content)] for path in paths]

    assert uids == [[event.uid]] * 4


def test_feed_speaks_the_language_that_is_asked_for(client, calendars, announced):
    announced("forum")

    (shown,) = rfc5545.check(feed(client, "/events/calendar.ics?lang=en").content)

    assert (shown["SUMMARY"], shown["URL"]) == ("Talk forum", "http://localhost:8000/en/events/forum/")


@pytest.mark.parametrize("language", ["xx", "", "%00", "ja'", "zh-hans-cn"])
def test_feed_in_an_unknown_language_is_japanese(client, calendars, announced, language):
    announced("forum")

    (shown,) = rfc5545.check(feed(client, f"/events/calendar.ics?lang={language}").content)

    assert shown["SUMMARY"] == "講演 forum"


def test_kind_feed_has_only_its_kind(client, calendars, announced):
    announced("talk")
    announced("fair", kind="expo")

    shown = rfc5545.check(feed(client, "/events/expo.ics").content)

    assert [event["SUMMARY"] for event in shown] == ["講演 fair"]


@pytest.mark.parametrize("path", ["nothing", "EXPO", "00000000-0000-0000-0000-000000000000"])
def test_feed_of_what_does_not_exist_is_not_found(client, calendars, path):
    assert feed(client, f"/events/{path}.ics").status_code == 404


def test_feed_of_a_draft_is_not_found(client, calendars, draft):
    assert feed(client, f"/events/{draft().public_id}.ics").status_code == 404


def test_feed_is_not_sent_twice(client, calendars, announced):
    announced("forum")
    first = feed(client)

    by_tag = feed(client, if_none_match=first["ETag"])
    by_time = feed(client, if_modified_since=first["Last-Modified"])

    assert [(answer.status_code, answer.content) for answer in (by_tag, by_time)] == [(304, b"")] * 2
    assert by_tag["ETag"] == first["ETag"]


def test_feed_that_has_changed_is_sent_again(client, calendars, announced, manager, django_capture_on_commit_callbacks):
    event = announced("forum")
    first = feed(client)

    with clock.at(NOON + timedelta(minutes=5)), django_capture_on_commit_callbacks(execute=True):
        events.cancel(event, **REASON, by=manager)
    second = feed(client, if_none_match=first["ETag"], if_modified_since=first["Last-Modified"])

    assert second.status_code == 200
    assert (first["Last-Modified"], second["Last-Modified"]) == ("Sat, 21 Nov 2026 03:00:00 GMT", "Sat, 21 Nov 2026 03:05:00 GMT")


def test_feed_keeps_a_year_and_an_event_of_its_own_stays(client, calendars, announced):
    old = announced("old", days=-500)

    everything, own = feed(client), feed(client, f"/events/{old.public_id}.ics")

    assert (len(rfc5545.check(everything.content)), len(rfc5545.check(own.content))) == (0, 1)


def test_feed_only_reads(client, calendars):
    assert client.post("/events/calendar.ics").status_code == 405


@pytest.mark.parametrize("number", [1, 3])
def test_feed_asks_the_same_for_one_event_and_for_three(client, calendars, announced, django_assert_num_queries, number):
    for slug in range(number):
        announced(f"event-{slug}")
    feed(client, "/events/expo.ics")

    with django_assert_num_queries(4):
        response = feed(client)

    assert len(rfc5545.check(response.content)) == number
