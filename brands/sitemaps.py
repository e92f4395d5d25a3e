"""All entries of the register and their companies in all languages, each naming its translations."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import Max

from brands.models import Entry, RegisterPage


class EntrySitemap(Sitemap):
    """Entries by their number: a new one comes last, so that the pages before it stay as they are."""

    limit = 1_500  # times three languages

    def items(self) -> Any:
        """Slug and last change of what the public sees."""
        return Entry.objects.public().order_by("pk").values_list("slug", "updated_at")

    def get_urls(self, page: int | str = 1, site: Any = None, protocol: str | None = None) -> list[dict[str, Any]]:
        paths = RegisterPage.paths()
        urls = []
        moments: list[datetime] = []
        for slug, changed_at in self.paginator.page(page).object_list:
            places = {language: f"{settings.PUBLIC_URL}{path}{slug}/" for language, path in paths.items()}
            alternates = [{"location": place, "lang_code": language} for language, place in places.items()]
            facts = {"item": slug, "lastmod": changed_at, "changefreq": None, "priority": ""}
            urls += [facts | {"location": place, "alternates": alternates} for place in places.values()]
            moments.append(changed_at)
        if moments:
            self.latest_lastmod = max(moments)
        return urls


class CompanySitemap(Sitemap):
    """Companies of which the public sees an entry, by their number; each with the last change of its entries."""

    limit = 1_500

    def items(self) -> Any:
        """Public id and last change."""
        rows = Entry.objects.public().exclude(certificate__organization=None).order_by("certificate__organization")
        grouped = rows.values("certificate__organization").annotate(changed=Max("updated_at"))
        return grouped.values_list("certificate__organization__public_id", "changed")

    def get_urls(self, page: int | str = 1, site: Any = None, protocol: str | None = None) -> list[dict[str, Any]]:
        paths = RegisterPage.paths()
        urls = []
        for public_id, changed_at in self.paginator.page(page).object_list:
            places = {language: f"{settings.PUBLIC_URL}{path}companies/{public_id}/" for language, path in paths.items()}
            alternates = [{"location": place, "lang_code": language} for language, place in places.items()]
            facts = {"item": public_id, "lastmod": changed_at, "changefreq": None, "priority": ""}
            urls += [facts | {"location": place, "alternates": alternates} for place in places.values()]
        return urls


SITEMAPS: dict[str, type[Sitemap]] = {"register": EntrySitemap, "companies": CompanySitemap}
