"""The register in templates: cards, the rail of filters, and the sentence that says a wish back."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import get_language

from brands import sentences
from brands.models import Entry
from brands.models.portraits import as_said_on, untranslated
from brands.models.words import Said
from certifications.certificate_states import STATUS_LABELS, STATUS_MEANINGS
from home import clock, freshness

register = template.Library()

SOURCES = ("register", "programs", "pages")
TONES = {
    "valid": "good",
    "not_yet": "wait",
    "suspended": "warn",
    "expired": "bad",
    "withdrawn": "bad",
    "surrendered": "bad",
    "superseded": "bad",
}


@register.simple_tag(takes_context=True)
def register_cards(
    context: dict[str, Any],
    keys: Sequence[int],
    base: str,
    view: str = "",
    level: int = 2,
    on: date | None = None,
    choose: bool = False,
) -> SafeString:
    """The entries with these keys as cards (or as rows of a list), each kept by itself; as of a day, or of today.

    `choose` gives each a box that the form "compare" of the same page sends.
    """
    return mark_safe("".join(_cards(context, keys, base, view, level, on, choose).values()))  # noqa: S308  rendered by templates


@register.simple_tag(takes_context=True)
def neighbor_cards(context: dict[str, Any], neighbors: Mapping[str, Sequence[int]], base: str) -> dict[str, SafeString]:
    """The cards of each group of neighbors, all groups asked for at once."""
    cards = _cards(context, [key for keys in neighbors.values() for key in keys], base, "", 3)
    return {name: mark_safe("".join(cards[key] for key in keys if key in cards)) for name, keys in neighbors.items()}  # noqa: S308  rendered by templates


def _cards(
    context: dict[str, Any],
    keys: Sequence[int],
    base: str,
    view: str,
    level: int,
    on: date | None = None,
    choose: bool = False,
) -> dict[int, str]:
    look = "row" if view == "list" else "card"
    name = f"{look}:{get_language()}:{clock.today()}:{on or ''}:{level}:{choose:d}"

    def make(missing: list[int]) -> dict[int, str]:
        entries = list(Entry.objects.filter(pk__in=missing).with_status(on or clock.today()).for_cards())
        if on:
            as_said_on(on, [entry.certificate for entry in entries])
        return {
            entry.pk: render_to_string(f"brands/{look}.html", card_facts(entry, base, level, on) | {"choose": choose})
            for entry in entries
        }

    return freshness.kept_many(name, list(keys), SOURCES, freshness.tokens_for(context.get("request")), make)


def card_facts(entry: Entry, base: str, level: int, on: date | None = None) -> dict[str, Any]:
    """What a card shows, as plain values. Of a past day it is called what it was called then."""
    certificate = entry.certificate
    missing = untranslated(certificate)
    return {
        "level": level,
        "url": f"{base}{entry.slug}/{f'?on={on}' if on else ''}",
        "slug": entry.slug,
        "certificate": certificate,
        "name": Said(certificate.name, "ja" if missing["name"] else get_language() or "ja") if on else entry.shown_name,
        "program": certificate.program,
        "grade": certificate.level.name if entry.has_levels else "",
        "tagline": entry.tagline,
        "picture": entry.first_picture,
        "status": entry.status,
        "tone": TONES[entry.status],
        "status_label": status_label(entry.status),
        "missing": missing,
    }


@register.simple_tag(takes_context=True)
def register_rail(context: dict[str, Any]) -> SafeString:
    """The filters of a wish with their counts, kept until the register changes."""
    wish = context["wish"]
    names = ("wish", "facets", "vocabulary")
    facts = {name: context[name] for name in names}

    def make() -> str:
        return render_to_string("brands/facets.html", facts)

    name = f"rail:{get_language()}:{clock.today()}:{wish.mark}"
    known = freshness.tokens_for(context.get("request"))
    return mark_safe(freshness.kept(name, SOURCES, known, make))  # noqa: S308  rendered by a template


@register.simple_tag(takes_context=True)
def wish_sentence(context: dict[str, Any]) -> str:
    """What was asked and how many were found, in one sentence."""
    return sentences.sentence(context["wish"], context["facets"].total, context["vocabulary"])


@register.simple_tag(takes_context=True)
def wish_parts(context: dict[str, Any]) -> list[dict[str, str]]:
    """The parts of the wish, each with the link to the list without it."""
    wish = context["wish"]
    return [
        {"words": sentences.part_words(wish, name, context["vocabulary"]), "link": wish.without(name).link}
        for name in wish.set_parts
    ]


@register.simple_tag(takes_context=True)
def wish_nearest(context: dict[str, Any]) -> list[dict[str, Any]]:
    """What would be found without one part of the wish."""
    wish, vocabulary = context["wish"], context["vocabulary"]
    return [
        {"words": sentences.part_words(wish, near.name, vocabulary), "count": near.count, "link": near.link}
        for near in context["facets"].nearest
    ]


@register.simple_tag
def status_words() -> list[dict[str, str]]:
    """Every status: its word, its tone, and what it means."""
    return [
        {"label": status_label(status), "tone": TONES[status], "meaning": str(meaning)}
        for status, meaning in STATUS_MEANINGS.items()
    ]


@register.filter
def year_words(value: str | int) -> str:
    """令和元年度; 令和元年度以降 for "2019-" """
    return sentences.year_words(str(value))


@register.filter
def status_tone(status: str) -> str:
    """good, wait, warn or bad"""
    return TONES[status]


@register.filter
def status_label(status: str) -> str:
    """有効, Valid"""
    return capfirst(str(STATUS_LABELS[status]))
