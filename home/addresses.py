"""Where a page stands in each language: for the language switch, hreflang and the sitemap."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import Resolver404, resolve, translate_url
from django.utils.translation import get_language

from home import frames, freshness
from home.frames import Place

OWN_NAMES = {"ja": "日本語", "en": "English", "zh-hans": "简体中文"}


@dataclass(frozen=True)
class Alternate:
    """One language of a page. `exact` is False when the language has only its front door to offer."""

    code: str
    label: str
    path: str
    current: bool
    exact: bool


def language_path(path: str = "", language: str | None = None) -> str:
    """`my/` in the active or the given language: /my/, /en/my/."""
    code = language or get_language() or settings.LANGUAGE_CODE
    prefix = "/" if code == settings.LANGUAGE_CODE else f"/{code}/"
    return f"{prefix}{path.lstrip('/')}"


def absolute(url: str) -> str:
    """The address with the public host before it; files of a bucket have one of their own."""
    return url if url.startswith(("http://", "https://")) else f"{settings.PUBLIC_URL}{url}"


def page_address(page: Any) -> str:
    """Where the public finds a page of the tree, whatever Wagtail's site is called; "" for a page below no site."""
    parts = page.get_url_parts()
    return absolute(parts[2]) if parts and parts[2] else ""


def alternates(request: HttpRequest | None, page: Any = None) -> list[Alternate]:
    """The addresses in all languages of a page of the tree, or of the view that answers the request."""
    if page is not None and getattr(page, "pk", None) and hasattr(page, "get_translations"):
        known = kept_page_paths(request, page)
        # What a page answers below its own address (an entry of the register) has the same tail in all languages.
        own = known.get(get_language() or "", "")
        if request is not None and own and request.path_info.startswith(own):
            known = {code: path + request.path_info.removeprefix(own) for code, path in known.items()}
    elif request is not None:
        known = view_paths(request.path_info)
    else:
        known = {}
    active = get_language() or settings.LANGUAGE_CODE
    return [
        Alternate(code, OWN_NAMES.get(code, code), known.get(code) or language_path("", code), code == active, code in known)
        for code, _name in settings.LANGUAGES
    ]


def page_paths(request: HttpRequest | None, page: Any) -> dict[str, str]:
    """The paths of the live translations of a page, its own included; one query."""
    found = {}
    for translation in page.get_translations(inclusive=True).live().select_related("locale"):
        if (parts := translation.get_url_parts(request)) and parts[2]:
            found[translation.locale.language_code] = parts[2]
    return found


def kept_page_paths(request: HttpRequest | None, page: Any) -> dict[str, str]:
    """The same, kept until a page is published or moved. Sections and front doors are known from the frame."""
    known = freshness.tokens_for(request)
    framed = list(frames.of(request).translations(page.translation_key.hex))
    if any(place.key == page.pk for _code, place in framed):
        return dict(_place_path(code, place) for code, place in framed)
    return freshness.kept(f"paths:{page.pk}", ["pages"], known, lambda: page_paths(request, page))


def section_paths(request: HttpRequest | None, label: str) -> dict[str, str]:
    """Where a section of this kind ("events.EventIndexPage") stands in each language."""
    return dict(_place_path(code, place) for code, place in frames.of(request).labelled(label))


def _place_path(code: str, place: Place) -> tuple[str, str]:
    return code, language_path(f"{place.slug}/" if place.slug else "", code)


def view_paths(path: str) -> dict[str, str]:
    """The paths of a view of ours in all languages; empty when no view of ours answers (404, pages of the tree)."""
    try:
        match = resolve(path)
    except Resolver404:
        return {}
    if match.url_name == "wagtail_serve":
        return {}
    paths = {}
    for code, _name in settings.LANGUAGES:
        translated = translate_url(path, code)
        # Addresses outside the language trees (/verify/) stay the same and are asked for a language.
        outside = translated == path and language_path("", code) != "/" and not path.startswith(language_path("", code))
        paths[code] = f"{path}?lang={code}" if outside else translated
    return paths
