"""The register as of a day in the past: list, counts, cards and entries say what held at that day's end."""

import re
from datetime import date, timedelta

import pytest
from django.core.cache import cache

from brands.models import Entry
from certifications.actions import certificates, changes
from certifications.models import Certificate
from home import clock
from tests.brands.conftest import TODAY
from tests.brands.views.test_register import titles
from tests.certifications import issuing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("registers")]


def later(days):
    return clock.at(clock.now() + timedelta(days=days))


def page_of(client, address):
    cache.clear()
    return client.get(address).content.decode()


def states(page):
    """What the cards say beside the names."""
    cards = re.findall(r"<article.*?</article>", page, re.DOTALL)
    return [(re.findall(r'<span class="state".*?<span>([^<]+)</span></span>', card, re.DOTALL) or ["有効"])[0] for card in cards]


@pytest.fixture
def lived(released, secretary, approver):
    """One certificate: suspended after ten days, reinstated after twenty, withdrawn after thirty; the clock stands at forty."""
    with later(10):
        certificates.suspend(released, reason_class="safety", reason={"ja": "確認中"}, by=secretary)
    with later(20):
        certificates.reinstate(released, by=secretary)
    with later(30):
        issuing.withdrawn(released, reason={"ja": "基準を満たさないため"}, by=approver)
    with later(40):
        yield Entry.objects.get()


@pytest.mark.parametrize(
    ("days", "status"),
    [
        (0, "有効"),
        (9, "有効"),
        (10, "効力停止中"),
        (19, "効力停止中"),
        (20, "有効"),
        (29, "有効"),
        (30, "取消し"),
        (39, "取消し"),
    ],
)
def test_the_list_and_the_entry_say_what_held_on_the_day(client, lived, days, status):
    day = TODAY + timedelta(days=days)

    listing, entry = page_of(client, f"/brands/?on={day}"), page_of(client, f"/brands/{lived.slug}/?on={day}")

    assert states(listing) == [status]
    assert f'/brands/{lived.slug}/?on={day}"' in listing
    said = re.search(r'<aside class="page then".*?</aside>', entry, re.DOTALL)[0]
    assert re.search(r'<span class="state".*?<span>([^<]+)</span>', said, re.DOTALL)[1] == status
    assert ("安全" in said) == (status == "効力停止中")


def test_names_of_the_day_are_shown(client, released, secretary, owner):
    old = released.name_ja
    for days, name in ((10, "あおば号"), (20, "わかば号")):
        with later(days):
            facts = {"kind": "name", "changed_on": clock.today(), "words": "改称", "new": {"ja": name}}
            changes.accept(changes.notice(released, **facts, by=owner), by=secretary)

    with later(30):
        asked = {days: f"?on={TODAY + timedelta(days=days)}" for days in (9, 10, 19, 20)}
        listed = {days: titles(client.get(f"/brands/{day}")) for days, day in asked.items()}
        entry = {days: page_of(client, f"/brands/{Entry.objects.get().slug}/{day}") for days, day in asked.items()}

    assert listed == {9: [old], 10: ["あおば号"], 19: ["あおば号"], 20: ["わかば号"]}
    assert [re.findall("当時の名称： ?([^<]+)<", page) for page in entry.values()] == [[old], ["あおば号"], ["あおば号"], []]


def test_what_was_not_issued_by_the_day_is_not_listed_and_its_entry_says_so(client, lived):
    day = TODAY - timedelta(days=1)

    listing, entry = page_of(client, f"/brands/?on={day}"), page_of(client, f"/brands/{lived.slug}/?on={day}")

    assert states(listing) == []
    assert "その時点では、まだ交付されていませんでした。" in entry


def test_counts_and_filters_follow_the_day(client, lived):
    then, now = TODAY + timedelta(days=5), TODAY + timedelta(days=35)

    assert "本日有効：0件" in page_of(client, "/brands/")
    assert "までの認証・認定：1件（その日に有効：1件）" in page_of(client, f"/brands/?on={then}")
    assert "までの認証・認定：1件（その日に有効：0件）" in page_of(client, f"/brands/?on={now}")
    assert states(page_of(client, f"/brands/?on={then}&status=valid")) == ["有効"]
    assert states(page_of(client, f"/brands/?on={then}&status=withdrawn")) == []
    assert states(page_of(client, "/brands/?status=withdrawn")) == ["取消し"]


def test_the_day_stays_in_every_link_and_leads_back_to_today(client, lived):
    page = page_of(client, "/brands/?program=kis&on=2027-02-10&view=list")

    rail = re.findall(r'class="facet__choice" rel="nofollow" href="([^"]+)"', page)
    assert rail
    assert [link for link in rail if "on=2027-02-10" not in link] == []
    assert re.search(r'<a href="([^"]+)">今日に戻る</a>', page)[1] == "?program=kis&amp;view=list"
    assert '<a href="/en/brands/?program=kis&amp;on=2027-02-10&amp;view=list" hreflang="en"' in page
    assert '<meta name="robots" content="noindex">' in page


@pytest.mark.parametrize("typed", ["令和9年2月10日", "2027/2/10", "20270210", "２０２７－０２－１０"])
def test_a_day_is_read_as_people_write_it(client, lived, typed):
    assert 'value="2027-02-10"' in client.get("/brands/", {"on": typed}).content.decode()


@pytest.mark.parametrize(
    "typed", ["tomorrow", "2027-02-30", "9999-12-31", "0001-01-01", "1899-12-31", "%00", "-", "2027-02-10' or 1=1"]
)
def test_what_is_no_day_in_the_past_is_refused_in_words_and_shows_today(client, lived, typed):
    response = client.get("/brands/", {"on": typed})

    page = response.content.decode()
    assert (response.status_code, "今日より前の日付を" in page, states(page)) == (200, True, ["取消し"])


def test_today_is_today(client, lived):
    page = client.get("/brands/", {"on": clock.today().isoformat()}).content.decode()

    assert ("今日に戻る" in page, "今日より前の日付を" in page) == (False, False)


@pytest.mark.parametrize("language", ["", "/en", "/zh-hans"])
def test_a_day_can_be_asked_in_each_language(client, lived, language):
    assert client.get(f"{language}/brands/?on=2027-02-10").status_code == 200
    assert client.get(f"{language}/brands/{lived.slug}/?on=2027-02-10").status_code == 200


def test_an_entry_without_events_before_its_last_change_counts_as_not_begun(client, enter):
    entry = enter(issued_on=date(2020, 4, 1), valid_from=date(2020, 4, 1))

    page = page_of(client, "/brands/?on=2021-04-01")

    assert states(page) == ["有効期間前"]
    assert Certificate.objects.get(entry=entry).status_on(date(2021, 4, 1)) == "not_yet"


def test_hidden_entries_stay_hidden_on_every_day(client, lived):
    Entry.objects.update(hidden_at=clock.now())

    assert titles(client.get("/brands/?on=2027-02-10")) == []
    assert client.get(f"/brands/{lived.slug}/?on=2027-02-10").status_code == 404
