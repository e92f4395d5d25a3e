"""Addresses, navigation and machine-readable facts in templates."""

import json
from typing import Any

from django import template
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from home import addresses, clock, frames, freshness

register = template.Library()
OG_LOCALES = {"ja": "ja_JP", "en": "en_US", "zh-hans": "zh_CN"}
JSON_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


@register.simple_tag
def localized_path(path: str) -> str:
    """`my/` in the active language: /my/, /en/my/."""
    return addresses.language_path(path)


@register.simple_tag(takes_context=True)
def localized_url(context: dict[str, Any], language: str) -> str:
    """This page in another language, or that language's front door."""
    return next(each.path for each in alternates(context) if each.code == language)


@register.simple_tag(takes_context=True)
def alternates(context: dict[str, Any]) -> list[addresses.Alternate]:
    """This page in all languages; asked once per page."""
    request = context.get("request")
    if (kept := getattr(request, "alternates", None)) is None:
        kept = addresses.alternates(request, context.get("page"))
        if request is not None:
            request.alternates = kept
    return kept


@register.simple_tag(takes_context=True)
def canonical(context: dict[str, Any]) -> str:
    """The one address of this page: public host, no query."""
    request = context.get("request")
    return f"{settings.PUBLIC_URL}{request.path if request is not None else '/'}"


@register.filter
def absolute(url: str) -> str:
    """The address as other hosts need it."""
    return addresses.absolute(url)


@register.simple_tag
def og_locale() -> str:
    """The language of the page as Open Graph writes it: with the country that most of its readers are in."""
    return OG_LOCALES[get_language() or settings.LANGUAGE_CODE]


@register.simple_tag(takes_context=True)
def navigation(context: dict[str, Any]) -> SafeString:
    """The sections: live pages below the language's front door that are shown in menus."""
    return _links(context, "menu")


@register.simple_tag(takes_context=True)
def footer_navigation(context: dict[str, Any]) -> SafeString:
    """Pages of text below the front door that are not in the menu: contact, accessibility, terms."""
    return _links(context, "footer")


@register.simple_tag(takes_context=True)
def area_link(context: dict[str, Any], path: str, label: str) -> SafeString:
    """A link of the signed-in area, marked when we are there."""
    url = addresses.language_path(path)
    return _link(url, label, context["request"].path, exactly=path == "my/")


@register.simple_tag(takes_context=True)
def front_bands(context: dict[str, Any]) -> SafeString:
    """What the front door shows, kept for a minute or until something in it has changed."""
    request, page = context["request"], context["page"]
    language = get_language() or settings.LANGUAGE_CODE

    def make() -> str:
        return render_to_string("home/bands.html", {"bands": page.bands(), "request": request, "page": page})

    name = f"bands:{page.pk}:{language}:{clock.today()}"
    return mark_safe(freshness.kept(name, freshness.SOURCES, freshness.tokens_for(request), make, seconds=60))  # noqa: S308  rendered by a template


@register.filter
def pages_shown(page_obj: Any) -> list[int | str]:
    """The first page, those beside this one, the last, and … between: never all of a thousand."""
    return list(page_obj.paginator.get_elided_page_range(page_obj.number, on_each_side=1, on_ends=1))


@register.simple_tag
def json_ld(data: dict[str, Any]) -> SafeString:
    """Facts for search engines (schema.org), escaped as Django's json_script does."""
    text = json.dumps({"@context": "https://schema.org"} | data, ensure_ascii=False, cls=DjangoJSONEncoder)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text.translate(JSON_ESCAPES)))  # noqa: S308


def _links(context: dict[str, Any], shown_in: str) -> SafeString:
    request = context.get("request")
    language = get_language() or settings.LANGUAGE_CODE
    path = request.path if request is not None else ""
    places = frames.of(request).places.get(language, [])
    shown = [(addresses.language_path(f"{place.slug}/"), place.title) for place in places if place.shown_in == shown_in]
    return format_html_join("", "{}", ((_link(url, title, path),) for url, title in shown))


def _link(url: str, title: str, path: str, *, exactly: bool = False) -> SafeString:
    if path == url:
        mark = mark_safe(' aria-current="page"')
    elif path.startswith(url) and not exactly:
        mark = mark_safe(' aria-current="true"')
    else:
        mark = SafeString("")
    return format_html('<li><a href="{}"{}>{}</a></li>', url, mark, title)
