"""What everybody sees of an expo: who exhibits, and where the booths lie. Accepted exhibitors and public texts only."""

from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from events.models import Booth, Exhibitor, Expo
from events.plan_pictures import hall_pictures
from events.views.registering import page_of
from home import clock
from home.forms import QueryField

SEARCHED = ("sign_ja", "sign_en", "topics_ja", "topics_en", "summary_ja", "summary_en", "co_exhibitors__name_ja", "booths__code")


@require_safe
def exhibitors(request: HttpRequest, slug: str) -> HttpResponse:
    """Who exhibits, by words and zone. The address is the whole state of the page."""
    expo = _shown(slug)
    query = QueryField().clean(request.GET.get("q"))
    zones = list(expo.zones.all())
    chosen = next((zone for zone in zones if zone.code == request.GET.get("zone")), None)
    found = Exhibitor.objects.public().filter(expo=expo)
    if chosen is not None:
        found = found.filter(zone=chosen)
    for word in query.split():
        hits = Q()
        for name in SEARCHED:
            hits |= Q(**{f"{name}__icontains": word})
        found = found.filter(pk__in=Exhibitor.objects.filter(hits).values("pk"))
    rows = list(found.order_by("zone__order", "sign_ja", "pk"))
    context: dict[str, Any] = {"query": query, "zones": zones, "chosen": chosen, "exhibitors": rows}
    return render(request, "events/exhibiting/exhibitors.html", _frame(expo) | context)


@require_safe
def plan(request: HttpRequest, slug: str) -> HttpResponse:
    """Where the booths lie: a picture of each hall, and the same as a table."""
    expo = _shown(slug)
    booths = list(Booth.objects.of_hall().filter(expo=expo))
    listed = sorted(booths, key=lambda booth: (booth.zone.order if booth.zone else 0, len(booth.code), booth.code))
    return render(request, "events/exhibiting/plan.html", _frame(expo) | {"booths": listed, "pictures": hall_pictures(booths)})


def _shown(slug: str) -> Expo:
    """An expo whose exhibitors are public; 404 for every other, as if there were none."""
    expo: Expo | None = Expo.objects.shown(clock.now()).select_related("event__venue").filter(event__slug=slug).first()
    if expo is None:
        raise Http404
    return expo


def _frame(expo: Expo) -> dict[str, Any]:
    crumbs = [{"title": expo.event.title, "url": address}] if (address := page_of(expo.event)) else []
    return {"expo": expo, "event": expo.event, "crumbs": crumbs}
