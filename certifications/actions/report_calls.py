"""The worker asks holders for periodic reports, reminds them, and closes what can no longer be reported."""

from datetime import date, timedelta

from django.db import transaction

from certifications import report_emails, reporting
from certifications.actions import certificates, open_reports
from certifications.models import Certificate, PeriodicReport, Round
from certifications.report_states import WITH_HOLDER, ReportState
from home import clock


def ask_due() -> int:
    """Asks for the report about the newest period that is over, wherever a round wants reports; says how many.

    Once for a certificate and period. What was not asked for in its time is not asked for afterwards.
    """
    today = clock.today()
    said = {key: rules for key, rules in Round.objects.values_list("pk", "rules__reports") if rules}
    running = Certificate.objects.filter(round__in=said).running(today).order_by("pk")
    known = set(PeriodicReport.objects.filter(certificate__in=running.values("pk")).values_list("certificate", "first_day"))
    count = 0
    for certificate in running.iterator(chunk_size=500):
        rules = said[certificate.round_id]
        period = reporting.latest(certificate.valid_from, rules["every_months"], today)
        if period and (certificate.pk, period.first) not in known:
            count += _ask(certificate, period, rules["due_days"])
    return count


@transaction.atomic
def _ask(certificate: Certificate, period: reporting.Period, due_days: int) -> bool:
    held, today = certificates.locked(certificate), clock.today()
    if not held.is_running or held.periodic_reports.filter(first_day=period.first).exists():
        return False  # another worker was faster, or it has ended meanwhile
    report = PeriodicReport.objects.create(
        certificate=held,
        first_day=period.first,
        last_day=period.last,
        due_on=reporting.due_on(period, due_days, today),
        asked_at=clock.now(),
    )
    facts = {"due_on": report.due_on.isoformat()}
    report.history.append(report, action="periodic_report.ask", by=None, to_state=ReportState.ASKED, facts=facts)
    report_emails.asked(report)
    return True


def remind_due() -> int:
    """Reminds holders before a report is due, and tells them once when it is overdue; says of how many."""
    return sum(_remind(report) for report in PeriodicReport.objects.with_holder().whole().order_by("pk"))


def _occasion(report: PeriodicReport) -> str:
    """The column of the letter that is due today; empty when none is."""
    today, days = clock.today(), report.rules.get("remind_days", 0)
    if report.due_on < today:
        return "" if report.overdue_told_at else "overdue_told_at"
    is_near = bool(days) and report.due_on - timedelta(days=days) <= today
    return "reminded_at" if is_near and report.reminded_at is None and _told_on(report) < today else ""


def _told_on(report: PeriodicReport) -> date:
    """The day of the last letter that told the holder of the day."""
    return (report.answered_at or report.asked_at).astimezone(clock.TOKYO).date()


@transaction.atomic
def _remind(report: PeriodicReport) -> bool:
    occasion = _occasion(report)
    if not occasion:
        return False
    rows = PeriodicReport.objects.filter(pk=report.pk, state__in=WITH_HOLDER, **{f"{occasion}__isnull": True})
    if not rows.update(**{occasion: clock.now()}):
        return False  # another worker was faster, or the holder has sent it
    report_emails.reminded(report, occasion)
    return True


def end_due() -> int:
    """Closes reports about certificates whose term is over; says how many certificates."""
    over = Certificate.objects.filter(periodic_reports__in=PeriodicReport.objects.open(), valid_until__lt=clock.today())
    ended = list(over.distinct().order_by("pk"))
    for certificate in ended:
        with transaction.atomic():
            open_reports.end(certificates.locked(certificate), by=None)
    return len(ended)
