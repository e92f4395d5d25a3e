"""The public calendar: its page, and the pages that editors write about events."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import PagePermissionTester
from wagtail.url_routing import RouteResult

from events import selections
from events.models.events import Event
from events.states import EventKind
from home import clock
from home.addresses import OWN_NAMES, Alternate, section_paths
from home.highlights import Band, Highlight
from home.models import RecordPage, SectionPage


class CalendarPermissions(PagePermissionTester):
    """The calendar and its pages are not copied (an event has one page per language), and are published one by one."""

    def can_copy(self) -> bool:
        return False

    def can_publish_subpage(self) -> bool:
        return False


class EventPagePermissions(CalendarPermissions):
    """A page about an event can be written before the event is announced, and published after."""

    def can_publish(self) -> bool:
        event = getattr(self.page, "event", None)
        return event is not None and event.is_public(clock.now()) and super().can_publish()


class EventIndexPage(RoutablePageMixin, SectionPage):
    """The calendar. Each announced event has an address below it, whether or not an editor wrote a page for it."""

    parent_page_types = ["home.HomePage"]
    subpage_types = ["events.EventPage"]
    max_count_per_parent = 1
    template = "events/event_index_page.html"

    class Meta:
        verbose_name = _("calendar")

    @classmethod
    def paths(cls) -> dict[str, str]:
        """Where the calendar stands in each language."""
        pages = cls.objects.live().select_related("locale")
        found = {page.locale.language_code: page.get_url_parts() for page in pages}
        return {language: parts[2] for language, parts in found.items() if parts and parts[2]}

    def highlights(self, limit: int) -> Sequence[Highlight]:
        """The next events that take place."""
        now = clock.now()
        events = Event.objects.announced(now).taking_place().coming(now).select_related("venue")
        base = self.address
        return [
            Highlight(
                title=event.title,
                url=f"{base}{event.slug}/",
                kind=event.get_kind_display(),
                date=event.starts_at,
                text=event.where,
                accent=event.accent,
                band=Band.UPCOMING,
            )
            for event in events[:limit]
        ]

    def permissions_for_user(self, user: Any) -> CalendarPermissions:
        return CalendarPermissions(user, self)

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """A published page of an editor first, then the record."""
        page = self.child_at(EventPage, path_components)
        return RouteResult(page) if page is not None else super().route(request, path_components)

    @path("")
    def calendar(self, request: HttpRequest) -> HttpResponse:
        """The month, and the list of coming or past events."""
        selection = selections.read(request.GET, kinds=EventKind.values, today=clock.today())
        return self.render(request, context_overrides={"selection": selection})

    @path("<slug:slug>/")
    def record(self, request: HttpRequest, slug: str) -> HttpResponse:
        """An event without a page in this language, from its record."""
        event = get_object_or_404(Event.objects.announced(clock.now()).with_facts(), slug=slug)
        paths = section_paths(request, self._meta.label)
        request.alternates = alternates(event, paths, self.locale.language_code)  # type: ignore[attr-defined]
        crumbs = [*self.breadcrumbs(), {"title": self.title, "url": self.address}]
        context = {"event": event, "crumbs": crumbs, "title": event.title, "lead": event.summary}
        return self.render(request, template="events/event.html", context_overrides=context)


class EventPage(RecordPage):
    """What an editor writes about an event, once per language. It names its record and carries no fact of it."""

    record_field = "event"
    found_as = ""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="pages", verbose_name=_("event"))

    content_panels = [FieldPanel("event"), *RecordPage.content_panels]
    parent_page_types = ["events.EventIndexPage"]
    template = "events/event_page.html"

    class Meta:
        verbose_name = _("event page")
        verbose_name_plural = _("event pages")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "language"],
                name="event_page_once_per_language",
                violation_error_message=_("This event already has a page in this language."),
            )
        ]

    def permissions_for_user(self, user: Any) -> EventPagePermissions:
        return EventPagePermissions(user, self)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.event = get_object_or_404(Event.objects.announced(clock.now()).with_facts(), pk=self.event_id)
        return super().serve(request, *args, **kwargs)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        paths = section_paths(request, EventIndexPage._meta.label)
        request.alternates = alternates(self.event, paths, self.locale.language_code)  # type: ignore[attr-defined]
        context = {"event": self.event, "crumbs": self.breadcrumbs(), "title": self.title}
        return super().get_context(request, *args, **kwargs) | context | {"lead": self.lead or self.event.summary}


def alternates(event: Event, paths: dict[str, str], current: str) -> list[Alternate]:
    """The event's address in each language that has a calendar."""
    return [
        Alternate(code, OWN_NAMES.get(code, code), f"{paths[code]}{event.slug}/", code == current, exact=True)
        for code, _name in settings.LANGUAGES
        if code in paths
    ]
