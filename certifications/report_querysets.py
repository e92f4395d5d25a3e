"""Questions about periodic reports."""

from datetime import date
from typing import Any

from django.db import models

from certifications.report_states import OPEN_REPORTS, WITH_HOLDER, ReportState


class PeriodicReportQuerySet(models.QuerySet[Any]):
    def open(self) -> "PeriodicReportQuerySet":
        """Those that have not been accepted, of certificates that have not ended."""
        return self.filter(state__in=OPEN_REPORTS)

    def with_holder(self) -> "PeriodicReportQuerySet":
        """Those that the holder has to send, for the first time or again."""
        return self.filter(state__in=WITH_HOLDER)

    def awaiting_office(self) -> "PeriodicReportQuerySet":
        """Those that the office has to read."""
        return self.filter(state=ReportState.SENT)

    def overdue(self, on: date) -> "PeriodicReportQuerySet":
        """Those whose last day lay before the day and that the holder has not sent."""
        return self.with_holder().filter(due_on__lt=on)

    def of_cases(self, applications: Any) -> "PeriodicReportQuerySet":
        """Reports about certificates of these cases."""
        return self.filter(certificate__decision__application__in=applications)

    def visible_to(self, user: Any) -> "PeriodicReportQuerySet":
        """The desk's list: those of the certificates that the person sees there."""
        certificates = self.model._meta.get_field("certificate").related_model.objects
        return self.filter(certificate__in=certificates.visible_to(user).values("pk"))

    def whole(self) -> "PeriodicReportQuerySet":
        """With what pages and letters show of them."""
        return self.select_related(
            "certificate__program",
            "certificate__round",
            "certificate__decision__application__round__program",
            "certificate__decision__application__subject",
            "answered_by",
        )
