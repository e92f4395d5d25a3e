"""Answers for search engines and feed readers."""

from django.conf import settings
from django.contrib.sitemaps import views as sitemap_views
from django.http import HttpRequest, HttpResponse

from home import sitemaps

CLOSED = ("/admin/", "/account/", "/my/", "/applications/", "/consents/", "/files/", "/judging/", "/search/", "/components/")


def robots(request: HttpRequest) -> HttpResponse:
    """What may be looked at, and where the sitemap is."""
    prefixes = [""] + [f"/{code}" for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
    lines = ["User-agent: *", *(f"Disallow: {prefix}{path}" for path in CLOSED for prefix in prefixes)]
    return HttpResponse("\n".join([*lines, "", f"Sitemap: {settings.PUBLIC_URL}/sitemap.xml", ""]), content_type="text/plain")


def sitemap_index(request: HttpRequest) -> HttpResponse:
    """The list of sitemaps, one or more per floor."""
    return sitemap_views.index(request, sitemaps.sections(), sitemap_url_name="sitemap")


def sitemap(request: HttpRequest, section: str) -> HttpResponse:
    """One floor's sitemap."""
    return sitemap_views.sitemap(request, sitemaps.sections(), section)
