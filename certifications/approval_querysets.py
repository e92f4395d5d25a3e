"""Questions about the steps of an approval, and who stands at them."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q

from certifications.approval_states import ApprovalState
from certifications.states import DecisionState


class ApprovalStepQuerySet(models.QuerySet[Any]):
    def counting(self) -> "ApprovalStepQuerySet":
        """Steps of the present turn, in order: those of drafts that went back count no longer."""
        return self.exclude(state=ApprovalState.ENDED).order_by("order")

    def waiting(self) -> "ApprovalStepQuerySet":
        """Steps at which nobody has signed yet; the first of a decision is the one whose turn it is."""
        return self.filter(state=ApprovalState.WAITING).order_by("order")

    def whose_turn(self) -> "ApprovalStepQuerySet":
        """Of each decision that is on its way, the first step at which nobody has signed."""
        waiting = self.filter(state=ApprovalState.WAITING, decision__state=DecisionState.PROPOSED)
        earlier = self.filter(state=ApprovalState.WAITING, decision=OuterRef("decision"), order__lt=OuterRef("order"))
        return waiting.exclude(Exists(earlier)).order_by("order")

    def left_to(self, user: Any) -> "ApprovalStepQuerySet":
        """Without own drafts, and without decisions of which the user has signed a step: nobody approves alone."""
        signed = self.model.objects.counting().filter(decision=OuterRef("decision"), signed_by=user)
        return self.exclude(drafted_by=user).exclude(Exists(signed))

    def signed(self) -> "ApprovalStepQuerySet":
        """Steps at which somebody has signed, and it counts."""
        return self.filter(state=ApprovalState.SIGNED)


class ApprovalSeatQuerySet(models.QuerySet[Any]):
    def in_force(self, day: date) -> "ApprovalSeatQuerySet":
        """Who stands at a step on the day, for herself or for somebody else."""
        return self.filter(since__lte=day, ended_at__isnull=True).filter(Q(until__isnull=True) | Q(until__gte=day))

    def not_over(self, day: date) -> "ApprovalSeatQuerySet":
        """Present and future ones."""
        return self.filter(ended_at__isnull=True).filter(Q(until__isnull=True) | Q(until__gte=day))
