"""The pages of the tree for search engines. Upper floors offer theirs in a module of the same name."""

from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import Q
from wagtail.models import Page, Site

from home.addresses import page_address
from home.discovery import offered


class PageSitemap(Sitemap):
    """All published pages in all languages, each naming its translations."""

    limit = 5_000

    def items(self) -> list[dict[str, Any]]:
        """Facts of each page: its address, when it was last published, and the addresses of its translations."""
        site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
        if site is None:
            return []
        below = Q()
        for root in site.root_page.get_translations(inclusive=True):
            below |= Q(path__startswith=root.path)
        facts: list[dict[str, Any]] = []
        siblings: dict[Any, list[dict[str, str]]] = {}
        for page in Page.objects.live().public().filter(below).select_related("locale").order_by("path"):
            if not (address := page_address(page)):
                continue
            language = page.locale.language_code
            facts.append({"location": address, "lastmod": page.last_published_at, "key": page.translation_key})
            siblings.setdefault(page.translation_key, []).append({"location": address, "lang_code": language})
        return [fact | {"alternates": siblings[fact["key"]]} for fact in facts]

    def _urls(self, page: int, protocol: str, domain: str) -> list[dict[str, Any]]:
        entries = self.paginator.page(page).object_list
        moments = [entry["lastmod"] for entry in entries if entry["lastmod"]]
        if moments:
            self.latest_lastmod = max(moments)
        return [
            {
                "item": entry,
                "location": entry["location"],
                "lastmod": entry["lastmod"],
                "changefreq": None,
                "priority": "",
                "alternates": entry["alternates"] if len(entry["alternates"]) > 1 else [],
            }
            for entry in entries
        ]


def sections() -> dict[str, type[Sitemap] | Sitemap]:
    """All sitemaps: `SITEMAPS` of each floor's `sitemaps` module, a Sitemap class by a short name."""
    found: dict[str, type[Sitemap] | Sitemap] = {}
    for module in offered("sitemaps"):
        found |= getattr(module, "SITEMAPS", {})
    return found


SITEMAPS: dict[str, type[Sitemap]] = {"pages": PageSitemap}
