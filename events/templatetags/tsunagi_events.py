"""The calendar in templates: the month, the list, one event's facts."""

from datetime import date
from typing import Any

from django import template
from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import Count, Window
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events import linked_data, month_grids
from events.models import Event
from events.querysets import EventQuerySet
from events.registration_words import seats_of
from events.selections import Selection
from events.states import EventKind, EventState
from home import clock, dates, freshness

register = template.Library()
PER_PAGE = 20


@register.simple_tag(takes_context=True)
def event_calendar(context: dict[str, Any], selection: Selection) -> SafeString:
    """Month and list as asked for, kept until an event changes."""
    request, page = context["request"], context["page"]

    def make() -> str:
        return render_to_string("events/calendar.html", _calendar(selection, page.address))

    name = f"calendar:{page.pk}:{get_language()}:{clock.today()}:{selection}"
    return mark_safe(freshness.kept(name, ["calendar", "pages"], freshness.tokens_for(request), make, seconds=60))  # noqa: S308  rendered by a template


@register.simple_tag
def subscription(kind: str = "") -> dict[str, str]:
    """The addresses of a feed: `webcal` opens a calendar program, `https` is for those that want to be told."""
    path = reverse("events:kind_feed", args=[kind]) if kind else reverse("events:feed")
    return _feed(path)


@register.simple_tag
def event_feed(event: Event) -> dict[str, str]:
    """The addresses of one event's feed."""
    return _feed(reverse("events:event_feed", args=[event.public_id]))


@register.filter
def day_in_year(value: date) -> str:
    """2月12日(金), Feb 12 (Fri): the year is said elsewhere."""
    language = get_language() or "ja"
    day = f" {value.day}" if language == "en" else f"{value.day}日"
    return f"{dates.short_month(value, language)}{day}{'' if language == 'ja' else ' '}({dates.weekday(value, language)})"


@register.filter
def event_facts(event: Event) -> list[dict[str, str]]:
    """What one must know, as rows for components/summary_list.html."""
    language = get_language() or "ja"
    place = "\n".join(str(part) for part in (event.venue.name, event.venue.address) if part) if event.venue else ""
    rows = [
        (_("When"), _("A new date will be announced here.") if event.is_postponed else event.when),
        (_("Where"), place),
        (_("How"), str(event.get_mode_display())),
        (_("Capacity"), _("%(number)s people") % {"number": f"{event.capacity:,}"} if event.capacity else ""),
        (_("Fee"), dates.yen(event.fee_yen, language) if event.fee_yen else _("free of charge")),
        *((label, "\n".join(names)) for label, names in event.parties_by_role()),
    ]
    return [{"label": capfirst(label), "value": capfirst(value)} for label, value in rows if value]


@register.simple_tag
def registration_of(event: Event) -> dict[str, Any]:
    """How it stands with registration, for the event's page; empty while nothing has been opened. One query."""
    terms = getattr(event, "terms", None)
    if terms is None or terms.opened_at is None or event.state != EventState.SCHEDULED:
        return {}
    now = clock.now()
    quotas = list(event.quotas.counted())
    return {
        "terms": terms,
        "open": terms.is_open(now),
        "ahead": terms.is_ahead(now),
        "full": not terms.by_lot and all(quota.free < 1 or quota.waiting for quota in quotas),
        "seats": [{"label": quota.name, "value": seats_of(quota, terms)} for quota in quotas],
        "url": reverse("registration:register", args=[event.public_id]),
    }


@register.simple_tag
def exhibiting_of(event: Event) -> dict[str, Any]:
    """How it stands with the call for exhibitors, for the event's page; empty where there is none."""
    expo = getattr(event, "expo", None)
    if expo is None or event.state != EventState.SCHEDULED:
        return {}
    now = clock.now()
    return {
        "open": expo.applications_open_at <= now < expo.applications_close_at,
        "ahead": now < expo.applications_open_at,
        "opens_at": expo.applications_open_at,
        "closes_at": expo.applications_close_at,
        "url": reverse("exhibiting:begin", args=[event.public_id]),
        "shown": reverse("exhibiting:exhibitors", args=[event.slug]) if expo.shown_at and expo.shown_at <= now else "",
        "plan": reverse("exhibiting:plan", args=[event.slug]),
    }


@register.simple_tag(takes_context=True)
def event_linked_data(context: dict[str, Any], event: Event) -> dict[str, Any]:
    """The event in schema.org's words, at this page's address."""
    return linked_data.event(event, url=f"{settings.PUBLIC_URL}{context['request'].path}")


def _calendar(selection: Selection, base: str) -> dict[str, Any]:
    now = clock.now()
    known = Event.objects.announced(now).of_kind(selection.kind).select_related("venue")
    listed = known.past(now) if selection.past else known.coming(now)
    kinds = [("", _("All")), *EventKind.choices]
    return {
        "selection": selection,
        "grid": month_grids.grid(selection.month, known, base=base, today=clock.today(), language=get_language() or "ja"),
        "previous": f"{base}{selection.address(month=selection.month.previous)}",
        "next": f"{base}{selection.address(month=selection.month.next)}",
        "kinds": [
            {"label": label, "url": f"{base}{selection.address(kind=kind)}", "current": kind == selection.kind}
            for kind, label in kinds
        ],
        "times": [
            {"label": label, "url": f"{base}{selection.address(past=past)}#list", "current": past == selection.past}
            for past, label in ((False, _("Coming")), (True, _("Past")))
        ],
        "page_obj": _page(listed, selection.page),
        "page_base": f"{selection.address(page=2)[:-1]}",
        "base": base,
        "feed": subscription(selection.kind),
    }


def _page(listed: EventQuerySet, number: int) -> Page:
    """One page and how many there are, by one query; a page after the last is the last."""
    paginator = Paginator(listed, PER_PAGE)
    start = (number - 1) * PER_PAGE
    rows = list(listed.annotate(total=Window(Count("pk")))[start : start + PER_PAGE])
    if not rows:
        return paginator.get_page(number)
    paginator.count = rows[0].total
    return Page(rows, number, paginator)


def _feed(path: str) -> dict[str, str]:
    language = get_language() or settings.LANGUAGE_CODE
    query = "" if language == settings.LANGUAGE_CODE else f"?lang={language}"
    rest = settings.PUBLIC_URL.partition(":")[2]
    return {"webcal": f"webcal:{rest}{path}{query}", "https": f"{path}{query}"}
