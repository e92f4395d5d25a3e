"""An expo: the company's application in each state, the desk, what visitors see."""

from django.urls import reverse

from events.exhibitor_viewsets import VERBS
from events.models import Exhibitor, Expo
from tests.journeys.sights.catalog import nobody_special
from tests.journeys.sights.desk import save_nothing
from tests.journeys.sights.sight import Sight, at, send

MANAGER = "secretary.kis@city.example"


def owner(exhibitor):
    return exhibitor.begun_by.email


def exhibits():
    """The call, and an application in each state of the sample city, as its company sees it."""
    expo = Expo.objects.get()
    begin = reverse("exhibiting:begin", args=[expo.event.public_id])
    found = {row.state: row for row in Exhibitor.objects.select_related("begun_by")}
    draft = found["draft"]
    yield Sight("exhibiting:begin", begin, "without an organization", who=nobody_special())
    yield Sight("exhibiting:begin", begin, "begun", who=owner(draft))
    yield Sight("exhibiting:begin", begin, "form", who="owner@yuragi-care.example")
    yield Sight("exhibiting:begin", begin, "with errors", who="owner@yuragi-care.example", do=send)
    yield Sight("exhibiting:applications", "/my/exhibits/", "empty", who=nobody_special())
    yield Sight("exhibiting:applications", "/my/exhibits/", who=owner(draft))
    for state, row in found.items():
        yield Sight("exhibiting:application", at("exhibiting:application", row), state, who=owner(row))
    yield Sight("exhibiting:write", at("exhibiting:write", draft), who=owner(draft))
    yield Sight("exhibiting:write", at("exhibiting:write", draft), "with errors", who=owner(draft), do=too_many)
    yield Sight("exhibiting:application", at("exhibiting:application", draft), "not agreed", who=owner(draft), do=send)


def too_many(page):
    send(page, booths_wanted="99")


def expo_of_visitors():
    """Who exhibits, and the plan, as everybody sees them."""
    slug = Expo.objects.get().event.slug
    listed = reverse("exhibiting:exhibitors", args=[slug])
    yield Sight("exhibiting:exhibitors", listed)
    yield Sight("exhibiting:exhibitors", f"{listed}?zone=water&q=ポンプ", "filtered")
    yield Sight("exhibiting:exhibitors", f"{listed}?q=存在しない言葉", "nothing found")
    yield Sight("exhibiting:plan", reverse("exhibiting:plan", args=[slug]))


def desk_of_exhibitors():
    """The desk: the list, an application in each state, each verb as it opens and sent empty; fees, plan, making public."""
    expo = Expo.objects.get()
    event, shown_at = expo.event, expo.shown_at
    found = {row.state: row for row in Exhibitor.objects.exclude(state="draft")}
    yield Sight("exhibitors:index", reverse("exhibitors:index"), who=MANAGER)
    yield Sight("exhibitors:index", reverse("exhibitors:index") + "?q=存在しない言葉", "nothing found", who=MANAGER)
    for state, row in found.items():
        yield Sight("exhibitors:detail", at("exhibitors:detail", row), state, who=MANAGER)
    for name, view in VERBS.items():
        row = next(found[state] for state in ("submitted", *view.states) if state in view.states and state in found)
        yield Sight(f"exhibitors:{name}", at(f"exhibitors:{name}", row), "verb", who=MANAGER)
    for name in ("wait", "give_back", "decline"):
        path = at(f"exhibitors:{name}", found["submitted"])
        yield Sight(f"exhibitors:{name}", path, "with errors", who=MANAGER, do=save_nothing)
    for name in ("fees", "plan", "hide_exhibitors"):
        yield Sight(f"events-desk:{name}", at(f"events-desk:{name}", event), "verb", who=MANAGER)
    # For one look only: visitors' pages are others' sights.
    Expo.objects.filter(event=event).update(shown_at=None)
    yield Sight("events-desk:show_exhibitors", at("events-desk:show_exhibitors", event), "verb", who=MANAGER)
    Expo.objects.filter(event=event).update(shown_at=shown_at)
    yield Sight("events-desk:plan", at("events-desk:plan", event), "with errors", who=MANAGER, do=save_nothing)
    yield Sight("events-desk:detail", at("events-desk:detail", event), "expo", who=MANAGER)
