"""The desk of registrations: who comes, who waits, and what the office decides about them."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.ui.tables import Column

from events.actions import admissions
from events.models import Registration
from events.permissions import can_enter_registrations, can_write_registrations
from events.refusals import Refusal
from events.registration_forms import DeclineForm
from events.registration_states import REGISTRATION_MOVES
from home.desk import DeskViewSet
from home.desk.verbs import DeskVerbView, verbs_for


class RegistrationVerbView(DeskVerbView):
    """Subclasses name the states from which the office does it."""

    refusals = (Refusal,)
    states: tuple[str, ...] = ()

    @classmethod
    def may(cls, user: Any, record: Registration) -> bool:
        return can_write_registrations(user) and record.state in cls.states and record.forgotten_at is None


class ApproveView(RegistrationVerbView):
    label, states = _("Give a place"), ("applied",)
    explanation = _("The person gets a letter with the entry for her calendar.")

    def act(self, form: Any) -> None:
        admissions.approve(self.record, by=self.request.user)


class LineView(RegistrationVerbView):
    label, states = _("Put on the waiting list"), ("applied",)
    explanation = _("The person gets a letter. When a place comes free, it is offered to her in her turn.")

    def act(self, form: Any) -> None:
        admissions.put_in_line(self.record, by=self.request.user)


class DeclineView(RegistrationVerbView):
    label, verb_form = _("Decline"), DeclineForm
    states = tuple(state for state, moves in REGISTRATION_MOVES.items() if "declined" in moves)
    explanation = _("The person gets a letter; her seats are offered to those who wait.")

    def act(self, form: Any) -> None:
        admissions.decline(self.record, by=self.request.user, **form.cleaned_data)


class CancelView(RegistrationVerbView):
    label = _("Cancel for the person")
    states = tuple(state for state, moves in REGISTRATION_MOVES.items() if "cancelled" in moves)
    explanation = _("When she has asked for it. She gets a letter; her seats are offered to those who wait.")

    def act(self, form: Any) -> None:
        admissions.cancel(self.record, by=self.request.user)


class AttendView(RegistrationVerbView):
    label, states = _("Has come"), ("confirmed",)

    def act(self, form: Any) -> None:
        admissions.attend(self.record, by=self.request.user)


class UnattendView(RegistrationVerbView):
    label, states = _("Has not come after all"), ("attended",)

    def act(self, form: Any) -> None:
        admissions.unattend(self.record, by=self.request.user)


VERBS: dict[str, type[DeskVerbView]] = {
    "approve": ApproveView,
    "line": LineView,
    "attend": AttendView,
    "unattend": UnattendView,
    "cancel": CancelView,
    "decline": DeclineView,
}


class RegistrationDesk(DeskViewSet):
    """The newest first; by event where one comes from the event's page."""

    model = Registration
    name = "registrations"
    url_prefix = "registrations"
    icon = "group"
    menu_order = 255
    can_enter = staticmethod(can_enter_registrations)
    when_empty = _("Registrations stand here as soon as registration for an event is open. Its terms are on the event's page.")
    list_display = [
        Column("who", label=pgettext_lazy("registration", "name"), sort_key="name"),
        Column("event", label=_("event")),
        Column("quota", label=_("seats")),
        Column("seats", label=_("number of seats"), sort_key="seats"),
        Column("get_state_display", label=_("state"), sort_key="state"),
        Column("registered_at", label=_("registered on"), sort_key="registered_at"),
    ]
    search_fields = ["name", "kana", "email", "organization_name"]
    list_filter = ["event", "state"]
    list_export = [
        "name", "kana", "email", "organization_name", "event.title_ja", "quota.name_ja", "seats", "get_state_display",
        "payment", "registered_at", "answer_words", "consent_words", "remark",
    ]  # fmt: skip
    export_headings = {
        "get_state_display": _("state"),
        "payment": _("order"),
        "answer_words": _("answers"),
        "consent_words": _("consents"),
        "event.title_ja": _("event"),
        "quota.name_ja": _("seats"),
    }
    export_filename = "registrations"
    detail_fields = (
        "name", "kana", "email", "organization_name", "event", "quota", "seats", "state", "payment", "offer_until", "lot",
        "answer_words", "consent_words", "remark", "language", "registered_at",
    )  # fmt: skip
    detail_template_name = "events/desk/registration.html"
    object_views = VERBS

    def listed(self, records: Any) -> models.QuerySet[Any]:
        return records.with_names().select_related("event__terms").prefetch_related("consents")

    def detail_context(self, request: HttpRequest, record: Registration) -> dict[str, Any]:
        return {
            "verbs": verbs_for(self, request, record, VERBS),
            "history": record.history.select_related("by").order_by("-seq"),
        }
