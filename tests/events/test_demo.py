"""The sample city's events: made by actions, in the past and to come, on days on which a city does such things."""

from datetime import date

import pytest
from wagtail.models import Locale, Page

from events import demo
from events.models import Event, EventPage
from events.states import EventKind
from home.models import HomePage
from organizations import demo as people
from payments import demo as money
from tests.events.conftest import NOON


@pytest.fixture
def city(db):
    """What the floors below have built."""
    homes = {}
    for language in ("ja", "en", "zh-hans"):
        locale = Locale.objects.get_or_create(language_code=language)[0]
        homes[language] = HomePage(title=language, slug=f"home-{language}", locale=locale)
        Page.get_first_root_node().add_child(instance=homes[language])
    words = {"title": {"ja": "イベント", "en": "Events", "zh": "活动"}, "lead": {"ja": "", "en": "", "zh": ""}}
    context = {"progress": lambda _label: None, "today": NOON.date(), "home_pages": homes}
    context["page_texts"] = {"sections": {"events": words}}
    people.build(context)
    money.build(context)
    return context


def test_city_has_twelve_events_in_three_languages(city):
    demo.build(city)

    states = [event.state for event in Event.objects.all()]
    assert {state: states.count(state) for state in set(states)} == {"scheduled": 10, "postponed": 1, "cancelled": 1}
    assert EventPage.objects.live().count() == 36
    assert Event.objects.announced(NOON).count() == 12
    assert Event.objects.past(NOON).count() == 5
    assert [event.slug for event in Event.objects.all() if not (event.title_en and event.title_zh and event.summary_zh)] == []


@pytest.mark.parametrize(
    ("day", "kind", "usual"),
    [
        (date(2026, 11, 20), EventKind.SEMINAR, date(2026, 11, 20)),
        (date(2026, 11, 21), EventKind.SEMINAR, date(2026, 11, 23)),
        (date(2026, 11, 20), EventKind.FESTIVAL, date(2026, 11, 21)),
        (date(2026, 12, 28), EventKind.EXPO, date(2027, 1, 5)),
        (date(2027, 1, 1), EventKind.FESTIVAL, date(2027, 1, 9)),
    ],
)
def test_samples_avoid_days_off(day, kind, usual):
    assert demo._usual_day(day, kind) == usual
