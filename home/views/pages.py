"""Serves the pages of the tree. Where a section stands is kept, so that a request asks for its page and little else."""

from typing import Any

from django.apps import apps
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import get_language
from wagtail import views
from wagtail.models import Site

from home import freshness


def serve(request: HttpRequest, path: str) -> HttpResponseBase:
    """As Wagtail serves it, privacy checks included, but beginning at the section that the path names."""
    known = freshness.tokens_for(request)
    host, port = request.get_host(), request.get_port()
    site = freshness.kept(f"site:{host}:{port}", ["pages"], known, lambda: Site.find_for_request(request), seconds=60)
    request._wagtail_site = site  # type: ignore[attr-defined]
    components = [component for component in path.split("/") if component]
    if site is not None and (section := _section(site, components[:1], known)) is not None:
        try:
            request._wagtail_route_for_request = section.route(request, components[1:])  # type: ignore[attr-defined]
        except Http404:
            request._wagtail_route_for_request = None  # type: ignore[attr-defined]
    response: HttpResponseBase = views.serve(request, path)
    return response


def _section(site: Site, slugs: list[str], known: dict[str, str]) -> Any:
    """The front door of the language, or the page with this slug below it; None when Wagtail has to look for itself."""

    def find() -> tuple[str, int] | None:
        front = site.root_page.localized
        page = front.get_children().filter(slug=slugs[0]).first() if slugs else front
        return (page.specific_class._meta.label, page.pk) if page is not None and page.specific_class else None

    name = f"section:{site.pk}:{get_language()}:{':'.join(slugs)}"
    found = freshness.kept(name, ["pages"], known, find)
    if found is None:
        return None
    label, key = found
    page = apps.get_model(label)._default_manager.select_related("locale").filter(pk=key).first()
    return page if page is not None and (not slugs or page.slug == slugs[0]) else None
