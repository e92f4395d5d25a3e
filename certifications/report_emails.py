"""Letters about periodic reports: asked for, reminded of, sent, and answered."""

from certifications.certificate_emails import to_holder, to_keepers
from certifications.models import PeriodicReport


def asked(report: PeriodicReport) -> None:
    """To the holder: a period is over; what to report and by when."""
    to_holder("periodic_report_asked", report.certificate, str(report.public_id), report=report)


def reminded(report: PeriodicReport, occasion: str) -> None:
    """To the holder who has not sent it: it is due soon, or overdue."""
    to_holder("periodic_report_reminded", report.certificate, f"{report.public_id}:{report.due_on}:{occasion}", report=report)


def sent(report: PeriodicReport) -> None:
    """To the office: a report waits to be read."""
    to_keepers("periodic_report_sent", report.certificate, f"{report.public_id}:{report.row_version}")


def answered(report: PeriodicReport) -> None:
    """To the holder: accepted, or asked back."""
    to_holder("periodic_report_answered", report.certificate, f"{report.public_id}:{report.row_version}", report=report)
