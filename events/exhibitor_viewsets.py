"""The desk of exhibitors: who has applied for an expo, and what the office decides."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from events.actions import acceptances
from events.exhibitor_words import facts_of, frozen_or_now
from events.expo_forms import BoothsForm, WhyForm
from events.expo_states import EXHIBITOR_MOVES
from events.models import Booth, Exhibitor
from events.permissions import can_enter_exhibitors, can_write_exhibitors
from events.plan_pictures import hall_pictures
from events.refusals import Refusal
from home.desk import DeskViewSet
from home.desk.verbs import DeskVerbView, verbs_for


def from_which(to: str) -> tuple[str, ...]:
    """The states from which a legal move leads there."""
    return tuple(state for state, moves in EXHIBITOR_MOVES.items() if to in moves)


class ExhibitorVerbView(DeskVerbView):
    """Subclasses name the states from which the office does it."""

    refusals = (Refusal,)
    states: tuple[str, ...] = ()

    @classmethod
    def may(cls, user: Any, record: Exhibitor) -> bool:
        return can_write_exhibitors(user) and record.state in cls.states


class BoothsVerbView(ExhibitorVerbView):
    """A verb that asks for booths, with the plan as a picture."""

    verb_form = BoothsForm
    template_name = "events/desk/booths.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"exhibitor": self.record}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        booths = Booth.objects.of_hall().filter(expo_id=self.record.expo_id)
        return super().get_context_data(**kwargs) | {"pictures": hall_pictures(booths)}


class AcceptView(BoothsVerbView):
    label, states = _("Accept with booths"), from_which("accepted")
    explanation = _("The order over the price that was kept is placed, and the exhibitor gets a letter with the invoice.")

    def act(self, form: Any) -> None:
        acceptances.accept(self.record, booths=list(form.cleaned_data["booths"]), by=self.request.user)


class MoveView(BoothsVerbView):
    label, states = _("Give other booths"), ("accepted",)
    explanation = _("The exhibitor gets a letter.")

    def act(self, form: Any) -> None:
        acceptances.move(self.record, booths=list(form.cleaned_data["booths"]), by=self.request.user)


class WaitView(ExhibitorVerbView):
    label, verb_form, states = _("Put on the waiting list"), WhyForm, from_which("waitlisted")
    explanation = _("The exhibitor gets a letter. Accept it from here when booths come free.")

    def act(self, form: Any) -> None:
        acceptances.put_in_line(self.record, by=self.request.user, **form.cleaned_data)


class ReturnView(ExhibitorVerbView):
    label, verb_form, states = _("Give back to be changed"), WhyForm, from_which("returned")
    explanation = _(
        "The exhibitor gets a letter and can change the application. The day on which it was first sent still counts."
    )

    def act(self, form: Any) -> None:
        acceptances.give_back(self.record, by=self.request.user, **form.cleaned_data)


class DeclineView(ExhibitorVerbView):
    label, verb_form, states = _("Decline"), WhyForm, from_which("declined")
    explanation = _("The exhibitor gets a letter with the reason.")

    def act(self, form: Any) -> None:
        acceptances.decline(self.record, by=self.request.user, **form.cleaned_data)


VERBS: dict[str, type[ExhibitorVerbView]] = {
    "accept": AcceptView,
    "move": MoveView,
    "wait": WaitView,
    "give_back": ReturnView,
    "decline": DeclineView,
}


class ExhibitorDesk(DeskViewSet):
    """What waits for the office first."""

    model = Exhibitor
    name = "exhibitors"
    url_prefix = "exhibitors"
    icon = "clipboard-list"
    ordering = ["turn", "submitted_at", "pk"]
    menu_order = 257
    can_enter = staticmethod(can_enter_exhibitors)
    when_empty = _(
        "Applications stand here as soon as an organization has sent one. The call, the fees and the plan are on the expo's page."
    )
    list_display = [
        Column("sign", label=_("exhibitor"), sort_key="sign_ja"),
        Column("zone", label=_("zone"), sort_key="zone__order"),
        Column("booths_wanted", label=_("number of booths"), sort_key="booths_wanted"),
        Column("booth_codes", label=_("booths")),
        Column("get_state_display", label=_("state"), sort_key="state"),
        Column("submitted_at", label=_("submitted at"), sort_key="submitted_at"),
        Column("expo", label=_("expo")),
    ]
    search_fields = ["sign_ja", "sign_en", "organization__name_ja", "organization__name_kana", "topics_ja", "summary_ja"]
    list_filter = ["expo", "zone", "state"]
    list_export = [
        "organization.name_ja", "sign_ja", "sign_en", "expo.event.title_ja", "zone.name_ja", "booths_wanted", "booth_codes",
        "get_state_display", "submitted_at", "contact_name", "contact_email", "contact_telephone", "wish_words", "power_kw",
    ]  # fmt: skip
    export_headings = {
        "get_state_display": _("state"),
        "organization.name_ja": _("organization"),
        "expo.event.title_ja": _("expo"),
        "zone.name_ja": _("zone"),
        "booth_codes": _("booths"),
        "wish_words": _("further wishes"),
    }
    export_filename = "exhibitors"
    detail_template_name = "events/desk/exhibitor.html"
    object_views = VERBS

    def visible(self, user: Any) -> models.QuerySet[Any]:
        return Exhibitor.objects.visible_to(user).in_turn()

    def listed(self, records: Any) -> models.QuerySet[Any]:
        return records.select_related("organization", "zone", "order", "expo__event").prefetch_related("booths")

    def detail_context(self, request: HttpRequest, record: Exhibitor) -> dict[str, Any]:
        return {
            "verbs": verbs_for(self, request, record, VERBS),
            "answers": facts_of(record),
            "price": frozen_or_now(record, None),
            "history": record.history.select_related("by").order_by("-seq"),
        }
