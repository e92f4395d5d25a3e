"""The desk of requests for masters, classes and tours: suggestions with reasons, offers, the day, what came of it."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from certifications.refusals import Refusal
from home.desk import DeskViewSet
from home.desk.verbs import DeskVerbView, verbs_for
from matching import shown, suggestions
from matching.actions import engagements
from matching.engagement_forms import ArrangeForm, CallOffForm, OfferForm, ReportForm
from matching.engagement_states import UNDER_WAY
from matching.models import Engagement
from matching.permissions import can_arrange, can_see_engagements


class EngagementVerb(DeskVerbView):
    """A verb of those who arrange, in the states in which it makes sense."""

    refusals = (Refusal,)
    states: frozenset[str] = frozenset()

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        return record.state in cls.states and can_arrange(user)


class OfferView(EngagementVerb):
    label, verb_form, states = _("Offer to a host"), OfferForm, frozenset({"received"})
    explanation = _("The host gets a letter with a link and says yes or no there. Only one host is asked at a time.")

    def get_form_kwargs(self) -> dict[str, Any]:
        hosts = shown.hosts(self.record.kind).select_related("subject", "organization").order_by("holder_ja", "pk")
        return super().get_form_kwargs() | {"hosts": hosts}

    def get_initial(self) -> dict[str, Any]:
        return {"host": self.request.GET.get("host", "")}

    def act(self, form: Any) -> None:
        engagements.offer(self.record, form.cleaned_data["host"], by=self.request.user)


class TakeBackView(EngagementVerb):
    label, states = _("Take the offer back"), frozenset({"offered"})
    explanation = _("For a host who does not answer. The host gets a letter; the request is with you again.")

    def act(self, form: Any) -> None:
        engagements.take_back(self.record, by=self.request.user)


class ConfirmView(EngagementVerb):
    label, verb_form, states = _("Fix day and place"), ArrangeForm, frozenset({"accepted"})
    explanation = _("Who asked and the host get a letter with day and place.")

    def get_initial(self) -> dict[str, Any]:
        return {"held_on": self.record.first_day}

    def act(self, form: Any) -> None:
        engagements.confirm(self.record, by=self.request.user, **form.cleaned_data)


class DeclineView(EngagementVerb):
    label, verb_form, states = _("Cannot be arranged"), CallOffForm, frozenset({"received"})
    explanation = _("Who asked gets a letter with your reason.")

    def act(self, form: Any) -> None:
        engagements.decline(self.record, by=self.request.user, **form.cleaned_data)


class CallOffView(EngagementVerb):
    label, verb_form, states = _("Call off"), CallOffForm, UNDER_WAY
    explanation = _("Who asked and the host get a letter with your reason.")

    def act(self, form: Any) -> None:
        engagements.call_off(self.record, by=self.request.user, **form.cleaned_data)


class ReportView(EngagementVerb):
    label, verb_form, states = _("Enter the report"), ReportForm, frozenset({"confirmed"})
    explanation = _("When the host reports by telephone or on paper. From then on it is counted.")

    def act(self, form: Any) -> None:
        engagements.report(self.record, by=self.request.user, **form.cleaned_data)


VERBS: dict[str, Any] = {
    "offer": OfferView,
    "take_back": TakeBackView,
    "confirm": ConfirmView,
    "report": ReportView,
    "decline": DeclineView,
    "call_off": CallOffView,
}


class EngagementDesk(DeskViewSet):
    """What waits for the office stands first."""

    model = Engagement
    name = "engagements"
    url_prefix = "engagements"
    icon = "group"
    menu_label = _("Masters and tours")
    menu_order = 133
    can_enter = staticmethod(can_see_engagements)
    when_empty = _("When a school, an organizer or a delegation asks for a master, a class or a tour, it stands here.")
    list_display = [
        Column("__str__", label=_("day and kind")),
        Column("sender", label=_("who asks")),
        Column("get_origin_display", label=_("from where")),
        Column("get_state_display", label=_("state"), sort_key="state"),
        Column("host", label=_("host")),
        Column("held_on", label=_("day"), sort_key="held_on"),
    ]
    search_fields = ["organization_name", "name", "certificate__holder_ja"]
    list_filter = ["state", "kind", "origin"]
    list_export = [
        "first_day",
        "get_kind_display",
        "sender",
        "get_origin_display",
        "get_state_display",
        "host",
        "held_on",
        "attended",
    ]
    export_headings = {"sender": _("who asks"), "host": _("host")}
    export_filename = "engagements"
    detail_template_name = "matching/desk/engagement.html"
    object_views = VERBS

    def listed(self, records: Any) -> models.QuerySet[Any]:
        return records.with_names().in_turn()

    def detail_context(self, request: HttpRequest, record: Engagement) -> dict[str, Any]:
        may_offer = OfferView.may(request.user, record)
        return {
            "verbs": verbs_for(self, request, record, VERBS),
            "suggested": suggestions.of(record) if may_offer else [],
            "offer_url": self.url_of(record, "offer"),
            "offers": record.offers.select_related("certificate__organization"),
            "history": record.history.select_related("by").order_by("-seq"),
        }
