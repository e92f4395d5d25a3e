"""Programs that have no page of their own in a language: search engines shall find them too."""

from typing import Any

from django.conf import settings
from django.contrib.sitemaps import Sitemap

from certifications.models import Program, ProgramIndexPage, ProgramPage


class ProgramSitemap(Sitemap):
    """Programs at the addresses that the list serves from their records."""

    limit = 5_000

    def items(self) -> list[str]:
        """The address of each program and language without a published page."""
        written = set(ProgramPage.objects.live().values_list("program_id", "language"))
        return [
            f"{settings.PUBLIC_URL}{path}{program.slug}/"
            for language, path in ProgramIndexPage.paths().items()
            for program in Program.objects.only("slug")
            if (program.pk, language) not in written
        ]

    def get_urls(self, page: int | str = 1, site: Any = None, protocol: str | None = None) -> list[dict[str, Any]]:
        facts: dict[str, Any] = {"changefreq": None, "priority": "", "alternates": [], "lastmod": None}
        return [facts | {"item": address, "location": address} for address in self.paginator.page(page).object_list]


SITEMAPS: dict[str, type[Sitemap]] = {"programs": ProgramSitemap}
