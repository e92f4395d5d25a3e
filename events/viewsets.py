"""The desks of this floor: events and venues."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column

from events.actions import events, venues
from events.expo_viewsets import EXPO_VERBS, expo_context
from events.forms import AnnounceForm, EventForm, ReasonForm, RescheduleForm, VenueForm
from events.models import Event, EventIndexPage, EventPage, Venue
from events.permissions import (
    can_draft_event,
    can_enter_events,
    can_enter_venues,
    can_write_events,
    can_write_venues,
)
from events.refusals import FeeFrozen
from events.terms_viewsets import TERMS_VERBS, registration_context
from home import clock
from home.addresses import OWN_NAMES
from home.desk import DeskFormView, DeskViewSet
from home.states import IllegalTransition

PROBLEMS: dict[type[Exception], Any] = {
    events.AddressTaken: _("Another event stands at this address already. Please choose another last part."),
    events.TimesReversed: _("The event ends before it begins."),
    events.PlaceMissing: _("Please choose a venue first: the event is held on site."),
    events.DatesAnnounced: _("The dates are public already. Please use “Move to another day”, which asks for the reason."),
    events.ReasonMissing: _("Please say why."),
    events.AlreadyAnnounced: _("The event has been announced already."),
    events.EventClosed: _("The event has been cancelled; it cannot be changed any more."),
    FeeFrozen: FeeFrozen.words,
    IllegalTransition: _("The event's state has changed in the meantime. Please look at its page again."),
}


def public_state(event: Event) -> str:
    """What the public sees of it."""
    if event.announced_at is None:
        return str(_("draft"))
    return str(event.get_state_display()) if event.is_public(clock.now()) else str(_("announced later"))


class EventVerbView(DeskFormView):
    """One verb on one event: its form, its action."""

    verb: Callable[..., None]
    label: Any = ""
    verb_form: type[forms.Form]

    def get_page_title(self) -> str:
        return str(self.label)

    def get_form_class(self) -> Any:
        return self.verb_form

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        kwargs.pop("instance", None)
        return kwargs | {"initial": {"starts_at": self.record.starts_at, "ends_at": self.record.ends_at}}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"submit_button_label": self.label}

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            type(self).verb(self.record, by=self.request.user, **form.cleaned_data)
        except tuple(PROBLEMS) as problem:
            form.add_error(None, PROBLEMS[type(problem)])
            return self.form_invalid(form)
        messages.success(self.request, gettext("Saved: %(record)s") % {"record": self.record})
        return redirect(self.viewset.url_of(self.record))


class AnnounceView(EventVerbView):
    verb, label, verb_form = staticmethod(events.announce), _("Announce"), AnnounceForm


class RescheduleView(EventVerbView):
    verb, label, verb_form = staticmethod(events.reschedule), _("Move to another day"), RescheduleForm


class PostponeView(EventVerbView):
    verb, label, verb_form = staticmethod(events.postpone), _("Postpone, new day open"), ReasonForm


class CancelView(EventVerbView):
    verb, label, verb_form = staticmethod(events.cancel), _("Cancel the event"), ReasonForm


VERBS: dict[str, type[EventVerbView]] = {
    "announce": AnnounceView,
    "reschedule": RescheduleView,
    "postpone": PostponeView,
    "cancel": CancelView,
}


class EventDesk(DeskViewSet):
    """All events, announced or not."""

    model = Event
    name = "events-desk"
    url_prefix = "events"
    icon = "calendar"
    menu_order = 250
    can_enter = staticmethod(can_enter_events)
    can_add = staticmethod(can_draft_event)
    ordering = ["-starts_at"]
    list_display = [
        Column("title", label=_("title"), sort_key="title_ja"),
        Column("get_kind_display", label=_("kind"), sort_key="kind"),
        Column("when", label=_("when"), sort_key="starts_at"),
        Column("venue", label=_("venue")),
        Column("public_state", label=_("state"), accessor=public_state),
    ]
    search_fields = ["title_ja", "title_en", "title_zh", "slug", "venue__name_ja"]
    list_filter = ["kind", "state", "fiscal_year", "venue"]
    list_export = [
        "public_id", "slug", "get_kind_display", "program", "title_ja", "title_en", "title_zh", "starts_at", "ends_at",
        "get_mode_display", "venue.name_ja", "capacity", "fee_yen", "edition", "fiscal_year", "get_state_display",
        "announced_at", "sequence", "updated_at",
    ]  # fmt: skip
    export_filename = "events"
    export_headings = {"public_id": "ID", "sequence": _("number of the announced change")}
    detail_fields = (
        "kind", "mode", "venue", "capacity", "fee_yen", "payee", "program", "edition", "fiscal_year", "summary_ja",
        "announced_at", "updated_at",
    )  # fmt: skip
    detail_template_name = "events/desk/event.html"
    form_class = EventForm
    problems = PROBLEMS
    object_views = {**VERBS, **TERMS_VERBS, **EXPO_VERBS}

    def listed(self, records: models.QuerySet[Any]) -> models.QuerySet[Any]:
        return records.select_related("venue", "payee", "terms", "expo")

    def facts(self, record: Any) -> list[tuple[str, Any]]:
        return [(capfirst(gettext("when")), record.when), *super().facts(record)]

    def may_change(self, user: Any, record: Any) -> bool:
        return not record.is_cancelled and can_write_events(user)

    def form_kwargs(self, record: Any) -> dict[str, Any]:
        # A fresh copy: the form writes what was typed into its instance, and the action compares with the row.
        return {} if record is None else {"instance": Event.objects.get(pk=record.pk)}

    def save(self, form: EventForm, record: Any, by: Any) -> Event:
        if record is None:
            return events.draft(by=by, parties=form.parties(), **form.facts())
        version = form.cleaned_data["row_version"]
        events.update(record, row_version=version, by=by, parties=form.parties(), **form.facts())
        return record

    def verbs(self, record: Event, user: Any) -> list[dict[str, str]]:
        """What the person can do with the event now, the next step first."""
        if not self.may_change(user, record):
            return []
        names = ["announce"] if record.announced_at is None else []
        names += ["reschedule"] + ([] if record.is_postponed else ["postpone"]) + ["cancel"]
        return [{"label": str(VERBS[name].label), "url": self.url_of(record, name)} for name in names]

    def detail_context(self, request: HttpRequest, record: Event) -> dict[str, Any]:
        paths = EventIndexPage.paths() if record.is_public(clock.now()) else {}
        written = set(EventPage.objects.live().filter(event=record).values_list("language", flat=True))
        return (
            registration_context(self, request, record)
            | expo_context(self, request, record)
            | {
                "verbs": self.verbs(record, request.user),
                "public_state": public_state(record),
                "parties": record.parties_by_role(),
                "history": record.history.select_related("by").order_by("-seq"),
                "addresses": [
                    {"label": OWN_NAMES.get(code, code), "url": f"{path}{record.slug}/", "written": code in written}
                    for code, path in paths.items()
                ],
            }
        )


class VenueDesk(DeskViewSet):
    """Where events take place."""

    model = Venue
    name = "venues-desk"
    url_prefix = "venues"
    icon = "home"
    menu_order = 260
    can_enter = staticmethod(can_enter_venues)
    can_add = staticmethod(can_write_venues)
    list_display = [
        Column("name", label=_("name"), sort_key="name_ja"),
        Column("address", label=_("address")),
        Column("area", label=_("ward"), sort_key="area__order"),
    ]
    search_fields = ["code", "name_ja", "name_en", "name_zh", "address_ja"]
    list_filter = ["area"]
    list_export = ["code", "name_ja", "name_en", "name_zh", "address_ja", "area.name_ja", "online_url"]
    export_filename = "venues"
    detail_fields = (
        "code", "name_ja", "name_en", "name_zh", "address_ja", "address_en", "address_zh", "area", "online_url",
    )  # fmt: skip
    form_class = VenueForm

    def may_change(self, user: Any, record: Any) -> bool:
        return can_write_venues(user)

    def listed(self, records: models.QuerySet[Any]) -> models.QuerySet[Any]:
        return records.select_related("area")

    def form_kwargs(self, record: Any) -> dict[str, Any]:
        return {} if record is None else {"instance": Venue.objects.get(pk=record.pk)}

    def save(self, form: VenueForm, record: Any, by: Any) -> Venue:
        facts = dict(form.cleaned_data)
        return venues.save(record, row_version=facts.pop("row_version"), by=by, **facts)
