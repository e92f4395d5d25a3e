"""Events that have no page of their own in a language: search engines shall find them too."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.sitemaps import Sitemap

from events.models import Event, EventIndexPage, EventPage
from home import clock


class EventSitemap(Sitemap):
    """Announced events at the addresses that the calendar serves from their records."""

    limit = 5_000

    def items(self) -> list[dict[str, Any]]:
        """Address and last change, for each event and language without a published page."""
        paths = EventIndexPage.paths()
        written = set(EventPage.objects.live().values_list("event_id", "language"))
        return [
            {"location": f"{path}{event.slug}/", "lastmod": event.updated_at}
            for event in Event.objects.announced(clock.now()).only("slug", "updated_at")
            for language, path in paths.items()
            if (event.pk, language) not in written
        ]

    def get_urls(self, page: int | str = 1, site: Any = None, protocol: str | None = None) -> list[dict[str, Any]]:
        entries = self.paginator.page(page).object_list
        moments: list[datetime] = [entry["lastmod"] for entry in entries]
        if moments:
            self.latest_lastmod = max(moments)
        facts: dict[str, Any] = {"changefreq": None, "priority": "", "alternates": []}
        return [facts | entry | {"item": entry, "location": f"{settings.PUBLIC_URL}{entry['location']}"} for entry in entries]


SITEMAPS: dict[str, type[Sitemap]] = {"events": EventSitemap}
