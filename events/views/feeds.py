"""The calendar for machines: feeds of all events, of one kind, of one event. No language in the path; ?lang= chooses."""

import hashlib
from datetime import datetime, time

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from events import calendars, months
from events.models import Event
from events.querysets import EventQuerySet
from events.states import EventKind
from home import clock, freshness
from home.models import CitySettings

KEPT_MONTHS = 13
MAX_AGE = 60  # as long as pages lie in the proxy


@require_safe
def everything(request: HttpRequest) -> HttpResponse:
    """All announced events of the last year and of the future."""
    return _answer(request, "all", Event.objects.all(), _("Events"))


@require_safe
def of_kind(request: HttpRequest, kind: str) -> HttpResponse:
    """The same, of one kind; 404 for a kind that does not exist."""
    if kind not in EventKind.values:
        raise Http404
    return _answer(request, kind, Event.objects.of_kind(kind), str(EventKind(kind).label))


@require_safe
def one(request: HttpRequest, public_id: str) -> HttpResponse:
    """One event, for those who put only this one into their calendar."""
    event = get_object_or_404(Event.objects.announced(clock.now()), public_id=public_id)
    return _answer(request, str(public_id), Event.objects.filter(pk=event.pk), str(event.title), windowed=False)


def _answer(request: HttpRequest, scope: str, events: EventQuerySet, name: str, *, windowed: bool = True) -> HttpResponse:
    """The feed, or 304 when the reader has it already."""
    since = _window_start()

    def make() -> tuple[bytes, datetime]:
        known = events.announced(clock.now()).select_related("venue").order_by("starts_at", "pk")
        shown = list(known.filter(ends_at__gte=since) if windowed else known)
        city = CitySettings.for_request(request).name
        title = f"{city} {name}" if windowed else name
        moments = [calendars.changed_at(event) for event in shown]
        return calendars.feed(shown, name=title), max([*moments, since] if windowed else moments)

    name_kept = f"ics:{scope}:{get_language()}:{since:%Y-%m}"
    body, changed = freshness.kept(name_kept, ["calendar", "pages"], freshness.tokens(), make)
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    etag = quote_etag(hashlib.sha256(body).hexdigest()[:32])
    response.headers["ETag"] = etag
    response.headers["Last-Modified"] = http_date(int(changed.timestamp()))
    response.headers["Cache-Control"] = f"public, max-age={MAX_AGE}"
    response.headers["Content-Disposition"] = f'inline; filename="{scope}.ics"'
    return get_conditional_response(request, etag, int(changed.timestamp()), response) or response


def _window_start() -> datetime:
    """The first of the month a year ago. A feed changes when this moment does, too."""
    month = months.of(clock.today())
    for _step in range(KEPT_MONTHS - 1):
        month = month.previous
    return datetime.combine(month.first, time(), clock.TOKYO)
