"""A calendar in three languages, a venue, an event manager, and a way to make events."""

from datetime import datetime, timedelta

import pytest
from wagtail.models import Locale, Page, Site

from events.actions import events, venues
from events.models import EventIndexPage
from home import clock
from home.models import HomePage
from organizations.actions import roles
from organizations.models import User
from tests.events.registering import opened

NOON = datetime(2026, 11, 21, 12, tzinfo=clock.TOKYO)
TITLES = {"ja": "イベント", "en": "Events", "zh-hans": "活动"}


@pytest.fixture(autouse=True)
def noon():
    with clock.at(NOON):
        yield


def person(local, *codes):
    user = User.objects.create_user(f"{local}@city.example", "a long password", name=local)
    for code in codes:
        roles.grant(user, code, by=None)
    return user


@pytest.fixture
def manager(db):
    return person("manager", "event_manager")


@pytest.fixture
def auditor(db):
    return person("auditor", "auditor")


@pytest.fixture
def editor(db):
    return person("editor", "editor")


@pytest.fixture
def stranger(db):
    return person("stranger")


@pytest.fixture
def calendars(db):
    """The calendar pages by language, below a front door in each."""
    pages, front = {}, None
    for language, title in TITLES.items():
        locale = Locale.objects.get_or_create(language_code=language)[0]
        home = HomePage(title=title, slug=f"front-{language}", locale=locale)
        if front is not None:
            home.translation_key = front.translation_key
        Page.get_first_root_node().add_child(instance=home)
        front = front or home
        page = EventIndexPage(title=title, slug="events", locale=locale, show_in_menus=True)
        if pages:
            page.translation_key = pages["ja"].translation_key
        home.add_child(instance=page)
        pages[language] = page
    Site.objects.update(root_page=front, is_default_site=True, hostname="localhost", port=80)
    Site.clear_site_root_paths_cache()
    return pages


@pytest.fixture
def venue(manager):
    return venues.save(
        None,
        code="hall",
        name_ja="産業会館 ホール",
        name_en="Industry Hall",
        address_ja="川崎市幸区川べり町1番20号",
        by=manager,
    )


@pytest.fixture
def draft(manager, venue):
    """Makes a draft: `draft("forum", days=3)` begins at ten in three days and lasts two hours."""

    def make(slug="forum", *, days=3, hour=10, until=12, last=None, **facts):
        begins = NOON.replace(hour=hour) + timedelta(days)
        ends = NOON.replace(hour=until) + timedelta(days if last is None else last)
        known = {"kind": "seminar", "title_ja": f"講演 {slug}", "title_en": f"Talk {slug}", "venue": venue}
        return events.draft(by=manager, slug=slug, starts_at=begins, ends_at=ends, **known | facts)

    return make


@pytest.fixture
def announced(draft, manager):
    """Makes an event that the public knows."""

    def make(*args, **kwargs):
        event = draft(*args, **kwargs)
        events.announce(event, by=manager)
        return event

    return make


@pytest.fixture
def seminar(announced, manager):
    """Makes an event that is open for registration: `seminar(seats(size=5), admission="draw")`."""

    def make(*quotas, slug="seminar", **facts):
        return opened(announced(slug, days=10), manager, *quotas, **facts)

    return make
