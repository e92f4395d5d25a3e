"""What stands around every public page: site, sections in each language, the city's words. Kept as one, asked for once."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest
from wagtail.models import Page, Site

from home import freshness


class Place(NamedTuple):
    """A live page on the first two floors of the tree; a front door has no slug."""

    key: int
    label: str  # "brands.RegisterPage"
    slug: str
    title: str
    shown_in: str  # "menu", "footer" or ""
    translation: str


@dataclass(frozen=True)
class Frame:
    """All places of a site by language, each language's front door first."""

    site: Site | None
    city: Any
    places: dict[str, list[Place]]

    def find(self, language: str | None, slug: str) -> Place | None:
        """The place with this slug in the language; the front door for none."""
        return next((place for place in self.places.get(language or "", []) if place.slug == slug), None)

    def translations(self, translation: str) -> Iterator[tuple[str, Place]]:
        """The languages that have this place."""
        return ((code, place) for code, places in self.places.items() for place in places if place.translation == translation)

    def labelled(self, label: str) -> Iterator[tuple[str, Place]]:
        """The languages that have a place of this kind."""
        return ((code, place) for code, places in self.places.items() for place in places if place.label == label)


def of(request: HttpRequest | None) -> Frame:
    """The frame of the site that the request asks, kept for a minute or until a page is published; without one, the default's."""
    known: Frame | None = getattr(request, "frame", None)
    if known is None:
        host = f"{request.get_host()}:{request.get_port()}" if request is not None else ""
        known = freshness.kept(f"frame:{host}", ["pages"], freshness.tokens_for(request), lambda: _read(request), seconds=60)
        if request is not None:
            request.frame = known  # type: ignore[attr-defined]
    return known


def _read(request: HttpRequest | None) -> Frame:
    """By three questions: the site, the city, the pages."""
    site = Site.find_for_request(request)
    default = site or Site.objects.select_related("root_page").get(is_default_site=True)
    city = apps.get_model("home.CitySettings").for_site(default)
    return Frame(site if request is not None else default, city, _places(default.root_page))


def _places(root: Page) -> dict[str, list[Place]]:
    rows = Page.objects.live().filter(depth__in=(root.depth, root.depth + 1)).order_by("path")
    columns = ("path", "locale__language_code", "pk", "content_type", "slug", "title", "show_in_menus", "translation_key")
    found: dict[str, list[Place]] = {}
    doors: dict[str, str] = {}
    for path, language, key, kind, slug, title, in_menu, translation in rows.values_list(*columns):
        is_door = len(path) == len(root.path)
        if is_door and translation == root.translation_key:
            doors[path] = language
        elif is_door or path[: len(root.path)] not in doors:
            continue
        if model := ContentType.objects.get_for_id(kind).model_class():
            label = model._meta.label
            shown_in = "menu" if in_menu else "footer" if label == "home.StandardPage" else ""
            place = Place(key, label, "" if is_door else slug, title, "" if is_door else shown_in, translation.hex)
            found.setdefault(doors[path[: len(root.path)]], []).append(place)
    return found
