"""What the search finds on this floor: announced events, with what editors wrote about them."""

from collections.abc import Iterator, Sequence

from django.db.models import Prefetch
from django.utils.text import Truncator

from events.models import Event, EventPage
from home import clock
from home.languages import SUFFIXES
from home.search.indexing import indexed_texts
from home.search.results import Findable, Result, Source

EXCERPT = 120
SECTION = "events.EventIndexPage"


def read(keys: Sequence[int] | None) -> Iterator[Findable]:
    """Events that were announced, or will be at a moment that is set: until then nobody finds them."""
    events = Event.objects.exclude(announced_at=None).order_by("pk")
    if keys is not None:
        events = events.filter(pk__in=keys)
    pages = Prefetch("pages", EventPage.objects.live().public())
    for event in events.select_related("venue").prefetch_related(pages, "parties__organization").iterator(500):
        written = [text for page in event.pages.all() for _field, text in indexed_texts(page)]
        parties = [(party, party.organization) for party in event.parties.all()]
        held = [getattr(known or party, f"name_{suffix}") for party, known in parties for suffix in SUFFIXES.values()]
        venue = event.venue
        place = [getattr(venue, f"name_{suffix}") for suffix in SUFFIXES.values()] if venue else []
        yield Findable(
            key=event.pk,
            kind="event",
            titles={language: getattr(event, f"title_{suffix}") for language, suffix in SUFFIXES.items()},
            path=f"{event.slug}/",
            beside=[*place, *held],
            texts=[*(getattr(event, f"summary_{suffix}") for suffix in SUFFIXES.values()), *written],
            program=event.program,
            year=event.fiscal_year,
            day=event.starts_at.astimezone(clock.TOKYO).date(),
            public_from=event.announced_at,
        )


def show(keys: Sequence[int], language: str, base: str) -> dict[int, Result]:
    """Events as a list shows them."""
    events = Event.objects.announced(clock.now()).filter(pk__in=keys).select_related("venue")
    return {
        event.pk: Result(
            title=str(event.title),
            url=f"{base}{event.slug}/",
            kind=str(event.get_kind_display()),
            maker=f"{event.when} {event.where}",
            excerpt=Truncator(str(event.summary)).chars(EXCERPT),
            date=event.starts_at.astimezone(clock.TOKYO).date(),
            status=str(event.get_state_display()) if event.state != "scheduled" else "",
        )
        for event in events
    }


SOURCES = [Source("event", read, show, SECTION, kinds=("event",))]
