"""Verbs about plans: asked for on a round, applied or discarded on the plan."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from certifications.actions import plans
from certifications.actions.plan_inputs import Wishes
from certifications.models import AssignmentPlan
from certifications.permissions import runs_round
from certifications.plan_states import PlanState
from certifications.refusals import Refusal
from certifications.states import MAY_BE_ASSIGNED
from certifications.viewsets.plan_forms import ExpertiseForm, PlanForm
from certifications.viewsets.round_verbs import RoundVerbView, WholeRoundView
from home.desk.verbs import DeskVerbView

USUAL_CAP = 20


class DraftPlanView(WholeRoundView):
    label, states, verb_form = _("Plan the assignments"), MAY_BE_ASSIGNED, PlanForm
    explanation = _(
        "A dry run: you see who would read what and why, and what does not work out. "
        "Nothing is assigned before you apply the plan. Sheets that were begun stay where they are."
    )

    def wishes(self) -> Wishes:
        """Those of an earlier plan, with one limit loosened if the address names it; else the usual ones."""
        asked = self.request.GET
        try:
            earlier = AssignmentPlan.objects.visible_to(self.request.user).filter(round=self.record)
            wishes = Wishes.from_data(earlier.get(public_id=UUID(asked["from"])).parameters)
        except (KeyError, ValueError, AssignmentPlan.DoesNotExist):
            last = self.record.plans.first()
            return Wishes.from_data(last.parameters) if last else Wishes(self.record.reviews_wanted, USUAL_CAP)
        if asked.get("relax") in {"cap", "reviews", "links", "conflict"}:
            return wishes.relaxed(asked["relax"], asked.get("judge", ""), asked.get("application", ""))
        return wishes

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"round_": self.record, "wishes": self.wishes()}

    def act(self, form: Any) -> None:
        self.plan = plans.draft(self.record, form.wishes(), by=self.request.user)

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        return response if form.errors else redirect(reverse("plans:detail", args=[self.plan.public_id]))


class ExpertiseView(RoundVerbView):
    label, states, verb_form = _("Write down expertise"), MAY_BE_ASSIGNED | {"preparing"}, ExpertiseForm
    explanation = _("How well each judge knows the fields of this program. Plans of assignments prefer who knows the field.")

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        return super().may(user, record) and record.panel.exists() and record.program.categories.exists()

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"round_": self.record}

    def act(self, form: Any) -> None:
        for judge in form.judges:
            plans.know(self.record, judge, form.levels(judge), by=self.request.user)


class PlanVerbView(DeskVerbView):
    """A verb of the secretariat on a plan in certain states, while the round takes assignments."""

    refusals = (Refusal,)
    states: frozenset[str] = frozenset()

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        return record.state in cls.states and runs_round(user, record.round)


class ApplyView(PlanVerbView):
    label, states = _("Apply the plan"), frozenset({PlanState.DRAFTED})
    explanation = _("The judges get their cases. If anything has changed since the plan was drafted, nothing is assigned.")

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        return super().may(user, record) and record.round.state in MAY_BE_ASSIGNED

    def act(self, form: Any) -> None:
        plans.apply(self.record, by=self.request.user)


class DiscardView(PlanVerbView):
    label, states = _("Discard the plan"), frozenset({PlanState.WAITING, PlanState.DRAFTED, PlanState.FAILED})
    explanation = _("It stays on record and can no longer be applied.")

    def act(self, form: Any) -> None:
        plans.discard(self.record, by=self.request.user)


ON_ROUNDS: dict[str, Any] = {"plan": DraftPlanView, "expertise": ExpertiseView}
VERBS: dict[str, Any] = {"apply": ApplyView, "discard": DiscardView}
