"""Questions about conflicts of interest, and about what judges have told of their own ties."""

from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q

from certifications.conflict_states import OPEN
from certifications.permissions import roles_of
from home.permissions import is_active_user


def touching(*, application: Any, subject: Any, organization: Any) -> Q:
    """What makes a conflict touch a case: itself, what it is about, its applicant, or a company of the applicant's group.

    The one form of it, for single cases and, with OuterRefs, for lists. A missing applicant (None) is touched by nothing.
    """
    named = Q(application=application) if application is not None else Q(pk__in=[])
    if subject is not None:
        named |= Q(subject=subject)
    if organization is not None:
        named |= Q(organization=organization) | Q(reaches__organization=organization)
    return named


class ConflictQuerySet(models.QuerySet[Any]):
    def confirmed(self) -> "ConflictQuerySet":
        """Those that take effect."""
        return self.filter(state="confirmed")

    def open(self) -> "ConflictQuerySet":
        """Suspicions that nobody has settled yet."""
        return self.filter(state__in=OPEN)

    def touching(self, application: Any) -> "ConflictQuerySet":
        """Conflicts in any state that touch the case."""
        parts = {"subject": application.subject_id, "organization": application.organization_id}
        return self.filter(pk__in=self.model.objects.filter(touching(application=application.pk, **parts)).values("pk"))

    def confirmed_on(self, application: Any) -> "ConflictQuerySet":
        """Confirmed conflicts that touch the case."""
        return self.confirmed().touching(application)

    def over_cases(self) -> "ConflictQuerySet":
        """Confirmed conflicts that touch the application of the outer question, of whomever."""
        return self.confirmed().filter(
            touching(
                application=OuterRef("application"),
                subject=OuterRef("application__subject"),
                organization=OuterRef("application__organization"),
            )
        )

    def confirmed_about(self, organization: Any) -> "ConflictQuerySet":
        """Confirmed conflicts with the organization, its group, one of its products, or any of its applications."""
        touches = (
            Q(organization=organization)
            | Q(reaches__organization=organization)
            | Q(subject__organization=organization)
            | Q(application__organization=organization)
        )
        return self.confirmed().filter(touches)

    def of_round(self, round_: Any) -> "ConflictQuerySet":
        """Of the judges on its panel, about anything that was handed in to it. In any state."""
        cases = round_.applications.filter(receipt_number__isnull=False).exclude(state="withdrawn")
        companies = Q(organization__in=cases.values("organization")) | Q(reaches__organization__in=cases.values("organization"))
        touches = Q(application__in=cases.values("pk")) | Q(subject__in=cases.values("subject")) | companies
        found = self.model.objects.filter(touches, person__in=round_.panel.values("judge"))
        return self.filter(pk__in=found.values("pk"))

    def asked_of(self, user: Any) -> "ConflictQuerySet":
        """Questions that wait for the judge's answer."""
        return self.filter(person=user, state="asked") if is_active_user(user) else self.none()


class InterestQuerySet(models.QuerySet[Any]):
    def standing(self) -> "InterestQuerySet":
        """Those that have not been taken back."""
        return self.filter(removed_at__isnull=True)

    def visible_to(self, user: Any) -> "InterestQuerySet":
        """The judge's own; and for the secretariat those of the judges who sit on panels of its programs. Nobody else's."""
        if not is_active_user(user):
            return self.none()
        run = [program for program, role in roles_of(user) if role == "secretariat"]
        seats = self.model._meta.get_field("person").related_model._meta.get_field("seats").related_model.objects
        seated = seats.filter(judge=OuterRef("person"), round__program__in=run)
        return self.filter(Q(person=user) | Exists(seated))
