import json
import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from wagtail.models import Locale

from events.actions import events
from events.models import Event, EventIndexPage, EventPage
from home import clock
from organizations.actions import organizations
from tests.events.conftest import NOON

REASON = {"reason": "台風のため", "reason_en": "A typhoon is coming.", "reason_zh": "因台风"}
PATHS = {"ja": "/events/", "en": "/en/events/", "zh-hans": "/zh-hans/events/"}


def body(client, path):
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def titles(html):
    return re.findall(r'timetable__title"><a href="[^"]*">([^<]*)<', html)


def in_grid(html):
    grid = html.partition('class="calendar__grid"')[2].partition("</table>")[0]
    return re.findall(r'<a href="([^"]*)">', grid)


def page_about(event, index, **facts):
    page = EventPage(event=event, title="編集者の見出し", lead="編集者の紹介文", locale=index.locale, **facts)
    index.add_child(instance=page)
    return page


@pytest.mark.parametrize("language", PATHS)
def test_calendar_shows_announced_events_in_each_language(client, calendars, announced, draft, language):
    announced("soon", days=3)
    announced("later", days=30)
    draft("secret", days=3)

    html = body(client, PATHS[language])

    words = "Talk" if language == "en" else "講演"
    assert titles(html) == [f"{words} soon", f"{words} later"]
    assert in_grid(html) == [f"{PATHS[language]}soon/"]
    assert f'<html lang="{language}">' in html


def test_calendar_goes_to_a_month_a_kind_and_the_past(client, calendars, announced):
    announced("talk", days=30)
    announced("fair", days=30, kind="expo")
    announced("over", days=-40)

    assert in_grid(body(client, "/events/?month=2026-12")) == ["/events/talk/", "/events/fair/"]
    assert in_grid(body(client, "/events/?month=2026-12&kind=expo")) == ["/events/fair/"]
    assert titles(body(client, "/events/?when=past")) == ["講演 over"]


def test_calendar_shows_an_event_on_each_of_its_days(client, calendars, announced):
    announced("fair", days=3, last=5)

    assert in_grid(body(client, "/events/")) == ["/events/fair/"] * 3


def test_calendar_says_what_is_cancelled(client, calendars, announced, manager):
    events.cancel(announced("off"), **REASON, by=manager)

    html = body(client, "/events/")

    assert "[中止] セミナー" in html
    assert 'data-tone="bad"' in html


@pytest.mark.parametrize(
    "query",
    [
        "month=2026-13", "month=%00", "month=99999-01", "month=2026-02-30", "month[]=1", "kind=%00", "kind='", "kind=nothing",
        "when=never", "page=%00", "page=-1", "page=1e9", "page=99999999999999999999", "month=2036-12", "month=2016-01", "%ff=%fe",
        "month=2026-11&month=x&kind=expo&kind=", "page=7&kind=expo&when=past&month=2027-01",
    ],
)  # fmt: skip
def test_calendar_answers_whatever_is_asked(client, calendars, announced, query):
    announced("talk")

    assert client.get(f"/events/?{query}").status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_calendar_asks_the_same_for_one_event_and_for_three(client, calendars, announced, django_assert_num_queries, number):
    for slug in range(number):
        announced(f"event-{slug}")
    client.get("/en/")

    with django_assert_num_queries(4):
        html = body(client, "/events/")

    assert len(titles(html)) == number


@pytest.mark.parametrize("number", [1, 3])
def test_calendar_that_was_kept_asks_little(client, calendars, announced, django_assert_num_queries, number):
    for slug in range(number):
        announced(f"event-{slug}")
    client.get("/events/")

    with django_assert_num_queries(2):
        html = body(client, "/events/")

    assert len(titles(html)) == number


def test_calendar_shows_a_change_at_once(client, calendars, announced, manager, django_capture_on_commit_callbacks):
    event = announced("talk")
    client.get("/events/")

    with django_capture_on_commit_callbacks(execute=True):
        events.update(event, row_version=event.row_version, title_ja="新しい名", by=manager)

    assert titles(body(client, "/events/")) == ["新しい名"]


@pytest.mark.parametrize("language", PATHS)
def test_event_without_a_page_is_shown_from_its_record(client, calendars, announced, language):
    announced("talk", capacity=80, fee_yen=500, parties=[{"role": "host", "name_ja": "市", "name_en": "City", "name_zh": "市"}])

    html = body(client, f"{PATHS[language]}talk/")

    assert f"<h1>{'Talk' if language == 'en' else '講演'} talk</h1>" in html
    assert "80" in html
    assert {"ja": "500円", "en": "¥500", "zh-hans": "500日元"}[language] in html
    for other, path in PATHS.items():
        assert f'hreflang="{other}" href="http://localhost:8000{path}talk/"' in html


def test_event_page_stands_at_the_address_of_its_record(client, calendars, announced):
    page = page_about(announced("talk"), calendars["ja"], slug="something-else")

    html = body(client, "/events/talk/")

    assert page.url == "/events/talk/"
    assert "<h1>編集者の見出し</h1>" in html
    assert 'href="/en/events/talk/"' in html


def test_event_page_that_is_a_draft_leaves_the_place_to_the_record(client, calendars, announced):
    page_about(announced("talk"), calendars["ja"], live=False)

    assert "<h1>講演 talk</h1>" in body(client, "/events/talk/")


def test_event_page_is_hidden_while_its_event_is(client, calendars, draft):
    page_about(draft("talk"), calendars["ja"])

    assert client.get("/events/talk/").status_code == 404


def test_event_that_is_not_announced_does_not_exist(client, calendars, draft, manager):
    events.announce(draft("later"), by=manager, at=NOON + timedelta(hours=1))
    draft("talk")

    assert [client.get(f"/events/{slug}/").status_code for slug in ("talk", "later", "nothing")] == [404] * 3
    with clock.at(NOON + timedelta(hours=1)):
        assert client.get("/events/later/").status_code == 200


@pytest.mark.parametrize(
    ("verb", "words"),
    [
        ("cancel", "このイベントは中止になりました。"),
        ("postpone", "このイベントは延期になりました。新しい日程は決まっていません。"),
    ],
)
def test_event_says_on_top_that_it_does_not_take_place(client, calendars, announced, manager, verb, words):
    plain, written = announced("plain"), announced("written")
    page_about(written, calendars["ja"])
    for event in (plain, written):
        getattr(events, verb)(event, **REASON, by=manager)

    for slug in ("plain", "written"):
        html = body(client, f"/events/{slug}/")
        assert html.index(words) < html.index("<h1>")
        assert "台風のため" in html


def test_event_that_moved_names_the_day_before(client, calendars, announced, manager):
    event = announced("talk")
    moved = event.starts_at + timedelta(7)
    events.reschedule(event, starts_at=moved, ends_at=moved + timedelta(hours=2), **REASON, by=manager)

    assert "日程が変わりました。当初の予定は2026年11月24日(火) 10:00でした。" in body(client, "/events/talk/")


def test_event_speaks_to_search_engines(client, calendars, announced, manager):
    event = announced("talk", mode="both", title_ja="</script><b>", parties=[{"role": "host", "name_ja": "市"}])
    moved = event.starts_at + timedelta(7)
    events.reschedule(event, starts_at=moved, ends_at=moved + timedelta(hours=2), **REASON, by=manager)

    html = body(client, "/events/talk/")

    facts = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)[1])
    assert (facts["@type"], facts["name"], facts["startDate"]) == ("Event", "</script><b>", "2026-12-01T10:00+09:00")
    assert (facts["eventStatus"], facts["previousStartDate"]) == (
        "https://schema.org/EventRescheduled",
        "2026-11-24T10:00+09:00",
    )
    assert facts["organizer"] == [{"@type": "Organization", "name": "市"}]
    assert [place["@type"] for place in facts["location"]] == ["Place", "VirtualLocation"]


@pytest.mark.parametrize("number", [1, 3])
def test_event_asks_the_same_for_one_party_and_for_three(
    client, calendars, announced, stranger, django_assert_num_queries, number
):
    names = [f"主催{place}" for place in range(number)]
    hosts = [organizations.register(by=stranger, kind="npo", name_ja=name) for name in names]
    parties = [{"role": "host", "organization": host} for host in hosts]
    announced("talk", parties=parties)
    client.get("/events/")

    with django_assert_num_queries(5):
        html = body(client, "/events/talk/")

    assert html.count("主催0") == 2


def test_event_has_one_page_in_a_language(calendars, announced):
    event = announced("talk")
    page_about(event, calendars["ja"])
    page_about(event, calendars["en"])

    with pytest.raises(IntegrityError), transaction.atomic():
        EventPage.objects.filter(language="en").update(language="ja")


def test_event_page_is_translated_at_the_same_address(calendars, announced):
    page = page_about(announced("talk"), calendars["ja"])

    english = page.copy_for_translation(Locale.objects.get(language_code="en"))

    assert (english.event, english.language, english.slug) == (page.event, "en", "talk")


def test_event_page_is_published_once_its_event_is_announced(calendars, draft, announced, editor):
    hidden, known = (page_about(event, calendars["ja"], live=False) for event in (draft("hidden"), announced("known")))

    allowed = [page.permissions_for_user(editor).can_publish() for page in (hidden, known)]

    assert allowed == [False, True]
    assert known.permissions_for_user(editor).can_copy() is False
    assert calendars["ja"].permissions_for_user(editor).can_publish_subpage() is False


def test_highlights_are_the_next_events_that_take_place(calendars, announced, draft, manager):
    announced("second", days=9)
    announced("first", days=2, kind="expo")
    announced("over", days=-2)
    events.cancel(announced("off"), **REASON, by=manager)
    events.postpone(announced("later"), **REASON, by=manager)
    draft("secret")

    shown = calendars["ja"].highlights(6)

    assert [(each.title, each.url, each.accent, each.band) for each in shown] == [
        ("講演 first", "/events/first/", "teal", "upcoming"),
        ("講演 second", "/events/second/", "steel", "upcoming"),
    ]
    assert len(calendars["ja"].highlights(1)) == 1


def test_calendar_without_events_says_so(client, calendars):
    assert "該当するイベントはありません。" in body(client, "/events/")


def test_past_events_have_pages(client, calendars, announced):
    for number in range(21):
        announced(f"event-{number:02}", days=-number - 2)

    first, second = (titles(body(client, f"/events/?when=past&page={page}")) for page in (1, 2))

    assert (len(first), second) == (20, ["講演 event-20"])


def test_records_are_found_by_their_questions(announced, draft, auditor, stranger):
    announced("talk", program="kis")
    draft("secret")

    assert [event.slug for event in Event.objects.of_program("kis")] == ["talk"]
    assert Event.objects.visible_to(auditor).count() == 2
    assert Event.objects.visible_to(stranger).count() == 1


def test_calendar_stands_in_three_languages(calendars):
    assert EventIndexPage.paths() == PATHS
