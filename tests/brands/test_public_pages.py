"""Every type of public page asks the database little, also when nothing is kept, however many rows it shows."""

from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site

from brands.actions import pictures
from brands.models import StoryEntry, StoryIndexPage, StoryPage
from certifications.models import ProgramIndexPage, ProgramPage
from events.models import Event, EventIndexPage, EventPage, Venue
from home import clock
from home.actions import files
from home.models import CitySettings, NewsIndexPage, NewsPage, StandardPage
from matching.models import FiguresPage
from tests.home import samples

LIMIT = 15
PATHS = (
    "/", "/en/", "/programs/", "/programs/kis/", "/en/programs/kis/", "/brands/", "/brands/?view=list", "/en/brands/",
    "/brands/?program=kis&year=2020-", "/brands/?q=車いす", "/brands/?q=nothing-like-it", "/brands/kis-2026-001/",
    "/brands/?on=2020-04-01", "/brands/kis-2026-001/?on=2020-04-01", "/data/", "/en/data/", "/data/certificates.schema.json",
    "/data/catalog.jsonld", "/data/certificates.csv", "/data/organizations.json", "/data/events.json", "/data/event-list.csv",
    "/en/brands/kis-2026-001/", "/events/", "/events/?when=past", "/events/talk-1/", "/events/talk-2/", "/news/", "/news/n1/",
    "/stories/", "/stories/s1/", "/brands/companies/{company}/", "/en/brands/companies/{company}/",
    "/about/", "/figures/", "/figures/figures.csv", "/search/?q=車いす", "/verify/", "/verify/00000000001/",
    "/events/calendar.ics", "/events/seminar.ics", "/feed.atom", "/sitemap.xml", "/robots.txt", "/healthz", "/nothing/",
)  # fmt: skip


@pytest.fixture
def city(registers):
    """Every kind of section beside the registers."""
    front, locale = registers["ja"].get_parent().specific, registers["ja"].locale
    CitySettings.for_site(Site.objects.get())  # Wagtail makes the row when it is first asked for
    sections = {
        kind: front.add_child(instance=kind(title=slug, slug=slug, locale=locale, show_in_menus=True))
        for kind, slug in (
            (ProgramIndexPage, "programs"),
            (EventIndexPage, "events"),
            (NewsIndexPage, "news"),
            (FiguresPage, "figures"),
            (StandardPage, "about"),
            (StoryIndexPage, "stories"),
        )
    }
    english = registers["en"]
    english.get_parent().add_child(instance=ProgramIndexPage(title="Programs", slug="programs", locale=english.locale))
    return sections


@pytest.fixture
def grow(city, enter, program):
    """Adds one row of every kind, with a picture; of odd ones the event has a page of an editor."""
    locale = city[NewsIndexPage].locale
    city[ProgramIndexPage].add_child(instance=ProgramPage(title="認証", program=program, locale=locale))
    venue = Venue.objects.create(name_ja="ホール")

    def add(number):
        entry = enter(f"車いす{number}")
        picture = files.store_bytes(samples.picture(), media_type="image/jpeg")
        pictures.add_picture(entry, picture, order=0)
        city[NewsIndexPage].add_child(
            instance=NewsPage(title=f"車いす{number}", slug=f"n{number}", date=date(2026, 11, number), locale=locale)
        )
        story = StoryPage(title=f"物語{number}", slug=f"s{number}", date=date(2026, 11, number), locale=locale)
        city[StoryIndexPage].add_child(instance=story)
        StoryEntry.objects.create(story=story, number=entry.certificate.number)
        begins = clock.now() + timedelta(days=number if number % 2 else -number)
        event = Event.objects.create(
            slug=f"talk-{number}", uid=f"talk-{number}", kind="seminar", title_ja="講演", fiscal_year=2026, venue=venue,
            starts_at=begins, ends_at=begins + timedelta(hours=2), announced_at=clock.now(), updated_at=clock.now(),
        )  # fmt: skip
        event.parties.create(role="host", name_ja="主催")
        if number % 2:
            city[EventIndexPage].add_child(instance=EventPage(title="講演", event=event, locale=locale))

    return add


@pytest.fixture
def paths(company):
    """The addresses, with the company's own."""
    return [path.replace("{company}", str(company.public_id)) for path in PATHS]


def asked(client, path):
    """How many questions the page asks when nothing is kept."""
    cache.clear()
    with CaptureQueriesContext(connection) as queries:
        response = client.get(path)
        assert b"".join(response)  # a stream asks while it is read
    assert response.status_code in {200, 404}
    return len(queries)


def test_public_pages_ask_little_and_the_same_for_two_rows_and_five(client, grow, paths):
    for number in (1, 2):
        grow(number)
    for path in paths:
        client.get(path)  # what a process keeps for good is asked for once; renditions are made
    few = {path: asked(client, path) for path in paths}
    for number in (3, 4, 5):
        grow(number)
    for path in paths:
        client.get(path)

    many = {path: asked(client, path) for path in paths}

    assert {path: count for path, count in many.items() if count > LIMIT} == {}
    assert {path: (few[path], many[path]) for path in paths if few[path] != many[path]} == {}


def test_public_pages_that_were_found_are_those_meant(client, grow, paths):
    grow(1)
    grow(2)

    assert [path for path in paths if client.get(path).status_code != 200] == ["/nothing/"]
