"""Serves the pages of the tree. Where a section stands is kept, so that a request asks for its page and little else."""

from typing import Any

from django.apps import apps
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import get_language
from wagtail import views

from home import frames
from home.frames import Frame


def serve(request: HttpRequest, path: str) -> HttpResponseBase:
    """As Wagtail serves it, privacy checks included, but beginning at the section that the path names."""
    frame = frames.of(request)
    request._wagtail_site = frame.site  # type: ignore[attr-defined]
    components = [component for component in path.split("/") if component]
    if frame.site is not None and (section := _section(frame, components[:1])) is not None:
        try:
            request._wagtail_route_for_request = section.route(request, components[1:])  # type: ignore[attr-defined]
        except Http404:
            request._wagtail_route_for_request = None  # type: ignore[attr-defined]
    response: HttpResponseBase = views.serve(request, path)
    return response


def _section(frame: Frame, slugs: list[str]) -> Any:
    """The front door of the language, or the page with this slug below it; None when Wagtail has to look for itself."""
    place = frame.find(get_language(), slugs[0] if slugs else "")
    if place is None:
        return None
    page = apps.get_model(place.label)._default_manager.select_related("locale").filter(pk=place.key).first()
    return page if page is not None and (not slugs or page.slug == slugs[0]) else None
