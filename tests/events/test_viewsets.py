"""The desks of events and venues, over HTTP."""

import pytest

from events.actions import events
from events.models import Event, Venue

TEXTS = {"title_ja": "特許の読み方", "slug": "patents", "program": "", "parties_host": "市｜City|\n財団"}
TIMES = {"starts_at": "2026-12-01T18:30", "ends_at": "2026-12-01T20:30"}
NUMBERS = {"fee_yen": "0", "capacity": "", "edition": "", "fiscal_year": "", "row_version": "0"}
FORM = TEXTS | TIMES | NUMBERS | {"kind": "seminar", "mode": "onsite", "venue": "", "payee": ""}
REASON = {"reason": "台風のため", "reason_en": "", "reason_zh": ""}
MOVED = {"starts_at": "2026-12-08T10:00", "ends_at": "2026-12-08T12:00"}
VERBS = {"announce": {}, "reschedule": REASON | MOVED, "postpone": REASON, "cancel": REASON}


@pytest.fixture(autouse=True)
def _one_factor(settings):
    settings.SECOND_FACTOR_REQUIRED = False


def is_refused(response):
    """Wagtail sends whoever may not do something to its first page."""
    return (response.status_code, response.headers.get("Location")) == (302, "/admin/")


@pytest.fixture
def desk(client, manager):
    client.force_login(manager)
    return client


def url(event, view=""):
    return f"/admin/events/{event.public_id}/{view}"


@pytest.mark.parametrize("number", [1, 3])
def test_desk_lists_drafts_with_the_same_questions(desk, draft, django_assert_num_queries, number):
    for slug in range(number):
        draft(f"event-{slug}")
    desk.get("/admin/events/")

    with django_assert_num_queries(14):
        response = desk.get("/admin/events/")

    assert response.content.decode().count("下書き") == number


@pytest.mark.parametrize(
    ("query", "slugs"),
    [("?q=talk-a", ["talk-a"]), ("?kind=expo", ["talk-b"]), ("?state=cancelled", []), ("?q=%00", ["talk-a", "talk-b"])],
)
def test_desk_finds(desk, draft, query, slugs):
    draft("talk-a")
    draft("talk-b", kind="expo")

    html = desk.get(f"/admin/events/{query}").content.decode()

    assert [slug for slug in ("talk-a", "talk-b") if f"講演 {slug}" in html] == slugs


def test_desk_exports_what_it_lists(desk, draft):
    draft()

    answer = desk.get("/admin/events/?export=csv")

    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert "講演 forum" in text.splitlines()[1]


def test_desk_drafts_an_event_with_its_parties(desk, venue):
    response = desk.post("/admin/events/new/", FORM | {"venue": venue.pk})

    event = Event.objects.get(slug="patents")
    assert response.headers["Location"] == url(event)
    assert (event.fiscal_year, event.announced_at, event.starts_at.isoformat()) == (2026, None, "2026-12-01T09:30:00+00:00")
    assert [(party.name_ja, party.name_en) for party in event.parties.all()] == [("市", "City"), ("財団", "")]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"ends_at": "2026-12-01T18:30"}, "終了が開始より前になっています。"),
        ({"slug": "forum"}, "この"),
        ({"parties_host": "あ" * 121}, "名称が長すぎます"),
        ({"capacity": "0"}, "1"),
    ],
)
def test_desk_says_what_is_wrong_and_writes_nothing(desk, draft, wrong, words):
    draft("forum")

    response = desk.post("/admin/events/new/", FORM | wrong)

    assert (response.status_code, Event.objects.count()) == (200, 1)
    assert words in response.content.decode()


def test_desk_changes_an_event_and_keeps_a_linked_party(desk, draft, stranger):
    from organizations.actions import organizations

    host = organizations.register(by=stranger, kind="npo", name_ja="財団法人", name_en="Foundation")
    event = draft(parties=[{"role": "host", "organization": host}])

    desk.post(url(event, "edit/"), FORM | {"parties_host": "財団法人 | Foundation\n市", "row_version": event.row_version})

    event.refresh_from_db()
    assert event.title_ja == "特許の読み方"
    assert [(party.organization, party.name_ja) for party in event.parties.all()] == [(host, ""), (None, "市")]


def test_desk_does_not_overwrite_a_newer_version(desk, draft):
    event = draft()

    response = desk.post(url(event, "edit/"), FORM | {"row_version": event.row_version + 1})

    event.refresh_from_db()
    assert (response.status_code, event.title_ja) == (200, "講演 forum")


def test_desk_leaves_announced_dates_to_their_own_form(desk, announced, venue):
    event = announced()

    response = desk.post(url(event, "edit/"), FORM | {"venue": venue.pk, "row_version": event.row_version})

    assert response.status_code == 302
    changed = Event.objects.get(pk=event.pk)
    assert (changed.title_ja, changed.starts_at, changed.slug) == ("特許の読み方", event.starts_at, "forum")


@pytest.mark.parametrize("verb", VERBS)
def test_desk_offers_each_verb_with_its_form(desk, draft, announced, verb):
    event = draft() if verb == "announce" else announced()

    assert url(event, f"{verb}/") in desk.get(url(event)).content.decode()
    assert desk.get(url(event, f"{verb}/")).status_code == 200
    assert desk.post(url(event, f"{verb}/"), VERBS[verb]).status_code == 302
    assert event.history.last().action == f"events.{verb}"


@pytest.mark.parametrize("verb", ["reschedule", "postpone", "cancel"])
def test_desk_wants_the_reason(desk, announced, verb):
    event = announced()

    response = desk.post(url(event, f"{verb}/"), VERBS[verb] | {"reason": " "})

    event.refresh_from_db()
    assert (response.status_code, event.state, event.sequence) == (200, "scheduled", 0)


def test_desk_says_why_an_event_cannot_be_announced(desk, draft):
    event = draft(venue=None)

    response = desk.post(url(event, "announce/"), {})

    assert "先に会場を選んでください" in response.content.decode()


def test_desk_leaves_a_cancelled_event_alone(desk, announced, manager):
    event = announced()
    events.cancel(event, reason="台風のため", by=manager)

    html = desk.get(url(event)).content.decode()

    assert "台風のため" in html
    assert [verb for verb in VERBS if url(event, f"{verb}/") in html] == []
    assert [is_refused(desk.post(url(event, f"{verb}/"), VERBS[verb])) for verb in VERBS] == [True] * 4
    assert event.history.count() == 3


@pytest.mark.parametrize("path", ["", "new/", "{event}/", "{event}/edit/", "{event}/cancel/"])
def test_desk_is_closed_to_others(client, draft, editor, stranger, path):
    address = "/admin/events/" + path.format(event=draft().public_id)

    client.force_login(editor)
    assert is_refused(client.get(address))
    client.force_login(stranger)
    assert client.get(address).headers["Location"] == f"/admin/login/?next={address}"


def test_auditor_reads_and_changes_nothing(client, draft, auditor):
    event = draft()
    client.force_login(auditor)

    assert [client.get(path).status_code for path in ("/admin/events/", url(event), "/admin/venues/")] == [200] * 3
    assert [is_refused(client.post(url(event, f"{verb}/"), VERBS[verb])) for verb in VERBS] == [True] * 4
    assert is_refused(client.post("/admin/events/new/", FORM))
    assert is_refused(client.post(url(event, "edit/"), FORM))
    assert (Event.objects.count(), event.history.count()) == (1, 1)


def test_desk_keeps_the_venues(desk):
    known = {"code": "hall", "name_ja": "ホール", "online_url": "stream.example", "row_version": "0"}
    desk.post("/admin/venues/new/", known)
    venue = Venue.objects.get()

    desk.post(f"/admin/venues/{venue.pk}/edit/", known | {"name_ja": "大ホール", "row_version": venue.row_version})

    venue.refresh_from_db()
    assert (venue.name_ja, venue.online_url) == ("大ホール", "https://stream.example")
    assert desk.get("/admin/venues/").status_code == 200
