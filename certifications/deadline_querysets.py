"""Questions about what goes on for a while: deadlines put off, corrections, uploads, and who writes what and when."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery

from certifications.sittings import Step
from certifications.states import CorrectionState, TicketState
from home.permissions import is_active_user

REFUSALS_SHOWN = timedelta(days=7)


def own_deadline(extensions: models.QuerySet[Any]) -> Subquery:
    """Of an application: what the newest of its own extensions says."""
    return Subquery(extensions.filter(application=OuterRef("pk")).order_by("-at", "-pk").values("until")[:1])


def within_deadline(now: datetime) -> Q:
    """Applications whose deadline has not come: the round's, or a later one of their own (`own_deadline`)."""
    later = Q(round__closes_at__gt=now) | Q(own_deadline__gt=now)
    return Q(round__state="published", round__opens_at__lte=now) & later


class ExtensionQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> "ExtensionQuerySet":
        """All of the user's programs: only the whole log shows whether applicants were treated alike."""
        if not is_active_user(user):
            return self.none()
        return self.filter(round__program__in=user.program_roles.filter(ended_at__isnull=True).values("program"))


class CorrectionRequestQuerySet(models.QuerySet[Any]):
    def open(self) -> "CorrectionRequestQuerySet":
        """Requests that the applicant has not answered."""
        return self.filter(state=CorrectionState.OPEN)

    def answered(self) -> "CorrectionRequestQuerySet":
        """Requests whose answers the office has not looked at."""
        return self.filter(state=CorrectionState.ANSWERED)

    def overdue(self, on: date) -> "CorrectionRequestQuerySet":
        """Open ones whose day has passed."""
        return self.open().filter(due_on__lt=on)


class AnswerRevisionQuerySet(models.QuerySet[Any]):
    def steps(self) -> list[Step]:
        """What is known of each without its value, the oldest first."""
        names = ("version", "changed_by_id", "changed_at", "size", "lost", "sender")
        return [Step(*row) for row in self.order_by("version").values_list(*names)]


class AttachmentQuerySet(models.QuerySet[Any]):
    def present(self) -> "AttachmentQuerySet":
        """Those that stand in the answers now."""
        return self.filter(removed_at__isnull=True, let_go_at__isnull=True)

    def removed(self) -> "AttachmentQuerySet":
        """Those that somebody took away."""
        return self.filter(removed_at__isnull=False)

    def never_submitted(self, before: datetime) -> "AttachmentQuerySet":
        """Those whose file is still here although it was taken away before the moment, and no version lists it."""
        return self.removed().filter(removed_at__lt=before, file__isnull=False, submitted=False)


class FieldPresenceQuerySet(models.QuerySet[Any]):
    def beside(self, user: Any, now: datetime) -> "FieldPresenceQuerySet":
        """Who else is writing."""
        return self.filter(until__gt=now).exclude(user=user)


class UploadTicketQuerySet(models.QuerySet[Any]):
    def open(self) -> "UploadTicketQuerySet":
        """Uploads that have neither arrived nor been given up."""
        return self.filter(state=TicketState.OPEN)

    def arriving(self, now: datetime) -> "UploadTicketQuerySet":
        """Open ones that still may come, or that are here and being checked."""
        return self.open().filter(Q(expires_at__gt=now) | Q(received=F("size")))

    def shown(self, now: datetime) -> "UploadTicketQuerySet":
        """What the applicant's page tells of: what may still come, and for a week what was not accepted."""
        return self.filter(
            Q(state=TicketState.OPEN) & (Q(expires_at__gt=now) | Q(received=F("size")))
            | Q(state=TicketState.REFUSED, ended_at__gt=now - REFUSALS_SHOWN)
        )

    def overdue(self, now: datetime) -> "UploadTicketQuerySet":
        """Open ones that did not come in time."""
        return self.open().filter(expires_at__lte=now, received__lt=F("size"))

    def whole(self) -> "UploadTicketQuerySet":
        """Open ones of which everything is here: to be checked and taken over."""
        return self.open().filter(received=F("size"))
