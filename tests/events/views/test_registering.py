"""The form of an event and the page behind the private link, over HTTP: without an account, without a script."""

from datetime import timedelta

import pytest
from django.urls import reverse

from events import emails
from events.actions import events, registrations
from events.models import Registration
from home import clock
from home.models import Letter
from tests.events import rfc5545
from tests.events.conftest import NOON
from tests.events.registering import fresh, numbers, quota_of, register, seats, stands

pytestmark = pytest.mark.django_db
SENT = {"name": "佐藤　恵", "kana": "さとう めぐみ", "email": "Sato@People.example", "organization_name": "",
        "homepage": "", "consent_registration": "on"}  # fmt: skip


def form_of(client, event, language=""):
    page = client.get(f"{language}/registrations/for/{event.public_id}/")
    return page, page.context["form"].initial["opened"]


def send(client, event, **fields):
    _page, opened = form_of(client, event)
    quota = fields.pop("quota", quota_of(event).public_id)
    with clock.at(NOON + timedelta(minutes=1)):
        address = reverse("registration:register", args=[event.public_id])
        return client.post(address, SENT | {"opened": opened, "quota": quota} | fields)


def mine(registration, part=""):
    return reverse("registration:mine", args=[emails.private_mark(registration)]) + part


def test_newcomer_registers_and_finds_her_page_by_the_letter(client, seminar, calendars):
    event = seminar()

    response = send(client, event)

    row = Registration.objects.get()
    assert (response.status_code, response.headers["Location"]) == (302, "/registrations/sent/")
    assert "sato" not in client.get("/registrations/sent/").content.decode().lower()
    assert (row.name, row.kana, row.email, row.state) == ("佐藤　恵", "サトウ　メグミ", "sato@people.example", "confirmed")
    assert mine(row) in Letter.objects.get().text
    page = client.get(mine(row)).content.decode()
    assert "佐藤　恵" in page
    assert "申込済み" in page


def test_form_says_what_is_wrong_and_keeps_what_was_typed(client, seminar):
    event = seminar(largest_group=3)

    response = send(client, event, name="", email="no address", seats="4", consent_registration="")

    assert response.status_code == 400
    assert set(response.context["form"].errors) == {"name", "email", "seats", "consent_registration"}
    assert "no address" in response.content.decode()
    assert stands(event) == []


@pytest.mark.parametrize("fields", [{"homepage": "http://buy.example"}, {"opened": "forged"}, {"opened": ""}])
def test_programs_are_stopped(client, seminar, fields):
    event = seminar()

    assert send(client, event, **fields).status_code == 400
    assert stands(event) == []


def test_one_place_registers_sixty_an_hour(client, seminar, settings):
    settings.ACCOUNT_RATE_LIMITS = {"register": "1/h/ip"}
    event = seminar(seats(size=9))

    assert [send(client, event, email=f"p{number}@people.example").status_code for number in range(2)] == [302, 400]


def test_form_is_told_apart_from_what_does_not_exist(client, seminar, draft, manager):
    event, unknown = seminar(), draft("no-terms")

    address = f"/registrations/for/{event.public_id}/"
    _page, opened = form_of(client, event)
    assert client.get(f"/registrations/for/{unknown.public_id}/").status_code == 404
    events.cancel(event, reason="台風", by=manager)
    closed = client.get(address)
    assert closed.status_code == 200
    assert "ただいま申込を受け付けていません。" in closed.content.decode()
    with clock.at(NOON + timedelta(minutes=1)):
        assert client.post(address, SENT | {"opened": opened, "quota": quota_of(event).public_id}).status_code == 400
    assert stands(event) == []


@pytest.mark.parametrize(("prefix", "word"), [("", "申し込む"), ("/en", "Register"), ("/zh-hans", "报名")])
def test_form_speaks_three_languages(client, seminar, prefix, word):
    page, _opened = form_of(client, seminar(), prefix)

    assert word in page.content.decode()


def test_person_changes_takes_and_cancels_by_her_link(client, seminar):
    event = seminar(seats(size=1))
    first, second = register(event, "a"), register(event, "b")
    data = {"name": "新しい名", "kana": "", "organization_name": "試作工業", "quota": quota_of(event).public_id,
            "row_version": first.row_version, "question_q1": "0", "consent_registration": "on",
            "consent_other": "on"}  # fmt: skip

    assert client.get(mine(first, "change/")).context["form"].initial["name"] == "A"
    changed = client.post(mine(first, "change/"), data)
    stale = client.post(mine(first, "change/"), data)
    client.post(mine(first), {"do": "cancel"})
    client.post(mine(second), {"do": "take"})

    assert (changed.status_code, stale.status_code) == (302, 400)
    assert (fresh(first).name, fresh(first).answers, first.consents.count()) == ("新しい名", {"q1": "0"}, 2)
    assert stands(event) == [("a", "cancelled"), ("b", "confirmed")]
    assert client.get(mine(first, "change/")).status_code == 302
    assert client.post(mine(first), {"do": "cancel"}, follow=True).status_code == 200
    assert numbers(event) == (1, 0, 0)


def test_looking_changes_nothing_and_forged_links_lead_nowhere(client, seminar):
    event = seminar()
    row = register(event)

    for address in (mine(row), mine(row, "change/"), mine(row, "calendar.ics")):
        assert client.get(address).status_code == 200
    for mark in (f"{row.public_id}~x", str(row.public_id), "x"):
        assert client.get(reverse("registration:mine", args=[mark])).status_code == 404
    assert fresh(row).row_version == row.row_version
    Registration.objects.update(name="", email="", forgotten_at=NOON)
    assert client.get(mine(row)).status_code == 404


def test_calendar_file_has_the_identity_of_the_feed(client, seminar, calendars):
    event = seminar()
    row = register(event)

    file = client.get(mine(row, "calendar.ics"))

    (entry,) = rfc5545.check(file.content)
    assert (entry["UID"], entry["STATUS"]) == (event.uid, "CONFIRMED")
    (letter,) = rfc5545.check(Letter.objects.get().calendar.encode())
    assert letter["UID"] == event.uid
    registrations.cancel(row)
    assert client.get(mine(row, "calendar.ics")).status_code == 404


SEALED = ("/", "/events/", "/events/seminar/", "/search/?q=KANARI", "/events/calendar.ics", "/data/events.json", "/feed.atom",
          "/sitemap.xml", "/admin/pages/search/?q=KANARI", "/admin/registrations/")  # fmt: skip


@pytest.mark.parametrize("who", [None, "editor", "auditor"])
def test_who_comes_stands_nowhere_in_the_public_plane(request, client, seminar, calendars, settings, who):
    settings.SECOND_FACTOR_REQUIRED = False
    event = seminar()
    register(event, "kanari", name="KANARI-name", organization_name="KANARI-firm", answers={"q1": "0"})
    if who:
        client.force_login(request.getfixturevalue(who))

    pages = {address: client.get(address, follow=True).getvalue().decode() for address in SEALED}

    assert [address for address, text in pages.items() if "KANARI-" in text or "kanari@" in text] == []
    assert "講演" in pages["/events/seminar/"]


@pytest.mark.parametrize("number", [1, 3])
def test_event_page_says_how_it_stands_with_the_same_questions(client, seminar, calendars, django_assert_num_queries, number):
    event = seminar(*(seats(f"席{each}", size=1) for each in range(number)))
    register(event)
    register(event, "b")
    client.get("/events/seminar/")

    with django_assert_num_queries(PAGE):
        html = client.get("/events/seminar/").content.decode()

    assert html.count("残り1席") == number - 1
    assert "満席（キャンセル待ち1件）" in html
    assert reverse("registration:register", args=[event.public_id]) in html


PAGE = 6
