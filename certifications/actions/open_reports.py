"""What becomes of open periodic reports when their certificate ends, or a newer one takes its place."""

from typing import Any

from django.db.models import F

from certifications.models import Certificate, PeriodicReport
from certifications.report_states import ReportState
from home.states import change_state


def end(certificate: Certificate, *, by: Any) -> None:
    """Nothing is left to report. Called by the verb that has ended the certificate, which it has locked."""
    for report in PeriodicReport.objects.open().filter(certificate=certificate):
        change_state(report, ReportState.MOOT, by=by, action="periodic_report.end")


def carry_over(certificate: Certificate, newer: Certificate) -> None:
    """What is still open concerns the newer certificate from now on."""
    PeriodicReport.objects.open().filter(certificate=certificate).update(certificate=newer, row_version=F("row_version") + 1)
