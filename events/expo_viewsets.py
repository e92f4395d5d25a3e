"""What the desk of events does about an expo: reads its fees and tries them, draws its plan, makes it public."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events import fees
from events.actions import expos
from events.exhibitor_words import as_table, rule_rows, step_rows
from events.expo_forms import PlanForm, TrialForm
from events.expo_refusals import ExpoChanged, NoPrice
from events.models import Booth, Event, Expo
from events.permissions import can_enter_exhibitors, can_write_exhibitors
from events.plan_pictures import hall_pictures
from events.refusals import Refusal
from home.desk.verbs import DeskVerbView
from home.versions import StaleRecord


def expo_of(event: Event) -> Expo | None:
    """The event's frame for exhibitors, where it has one."""
    found: Expo | None = getattr(event, "expo", None)
    return found


class ExpoVerbView(DeskVerbView):
    """A verb on the expo of an event."""

    refusals = (Refusal,)

    @property
    def expo(self) -> Any:
        return expo_of(self.record)

    @classmethod
    def may(cls, user: Any, record: Event) -> bool:
        return can_write_exhibitors(user) and expo_of(record) is not None


class FeesView(ExpoVerbView):
    """Reads only: what is sent is reckoned and shown, and nothing is kept."""

    label, verb_form = _("Fees, and what somebody would pay"), TrialForm
    template_name = "events/desk/fees.html"

    @classmethod
    def may(cls, user: Any, record: Event) -> bool:
        return can_enter_exhibitors(user) and expo_of(record) is not None

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"expo": self.expo}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        extra = {"rules": rule_rows(self.expo), "steps": step_rows(self.expo), "submit_button_label": _("Reckon")}
        return super().get_context_data(**kwargs) | extra

    def form_valid(self, form: TrialForm) -> HttpResponse:
        asked = form.cleaned_data
        values = {name: asked[name] for name in ("region", "size", "joint")}
        try:
            price = fees.price(self.expo.rules, fees.Applicant(values, asked["booths"], asked["on"], form.options()))
        except (fees.NotOnePrice, fees.UnknownOption):
            form.add_error(None, str(NoPrice()))
            return self.form_invalid(form)
        return self.render_to_response(self.get_context_data(form=form, price=as_table(self.expo, price)))


class PlanView(ExpoVerbView):
    """The plan as a table of booths, with a picture beside it."""

    label, verb_form = _("Plan of the booths"), PlanForm
    explanation = _(
        "Places are counted in squares from the hall's left upper corner, which is 0, 0. A booth that somebody has can be moved, "
        "but not taken off the plan."
    )
    template_name = "events/desk/plan.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        self.booths = list(Booth.objects.of_hall().filter(expo=self.expo))
        hall = self.expo.halls.first()
        own = [booth for booth in self.booths if hall is not None and booth.hall_id == hall.pk]
        return super().get_form_kwargs() | {"expo": self.expo, "hall": hall, "booths": own}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        form = context["form"]
        fields = [form[name] for name in ("name_ja", "name_en", "columns", "rows")]
        return context | {"table": form.table(), "hall_fields": fields, "pictures": hall_pictures(self.booths)}

    def act(self, form: PlanForm) -> None:
        try:
            expos.draw_plan(self.expo, by=self.request.user, **form.facts())
        except StaleRecord as stale:
            raise ExpoChanged from stale


class ShowView(ExpoVerbView):
    label = _("Make exhibitors and plan public")
    explanation = _("From now on everybody sees who has been accepted, and where the booths lie.")

    @classmethod
    def may(cls, user: Any, record: Event) -> bool:
        expo = expo_of(record)
        return can_write_exhibitors(user) and expo is not None and expo.shown_at is None

    def act(self, form: Any) -> None:
        expos.show(self.expo, row_version=self.expo.row_version, by=self.request.user)


class HideView(ExpoVerbView):
    label = _("Hide exhibitors and plan")
    explanation = _("Nobody outside the office sees any more who exhibits.")

    @classmethod
    def may(cls, user: Any, record: Event) -> bool:
        expo = expo_of(record)
        return can_write_exhibitors(user) and expo is not None and expo.shown_at is not None

    def act(self, form: Any) -> None:
        expos.hide(self.expo, row_version=self.expo.row_version, by=self.request.user)


EXPO_VERBS: dict[str, type[ExpoVerbView]] = {
    "fees": FeesView,
    "plan": PlanView,
    "show_exhibitors": ShowView,
    "hide_exhibitors": HideView,
}


def expo_context(viewset: Any, request: Any, event: Event) -> dict[str, Any]:
    """What the event's page says of its expo: numbers, what can be done, the way to the list of exhibitors."""
    expo = expo_of(event)
    if expo is None or not can_enter_exhibitors(request.user):
        return {}
    return {
        "expo": expo,
        "booths_free": Booth.objects.free().filter(expo=expo).count(),
        "booths_all": expo.booths.count(),
        "expo_verbs": [
            {"label": str(view.label), "url": viewset.url_of(event, name)}
            for name, view in EXPO_VERBS.items()
            if view.may(request.user, event)
        ],
        "exhibitors_url": f"{reverse('exhibitors:index')}?expo={expo.pk}",
    }
