"""The signed-in person's front page: one next action on top, then everything that is hers."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from certifications import progress, renewals_told
from certifications.certificate_permissions import may_speak_for_holder
from certifications.models import Application, Certificate, Consent, PeriodicReport, Round, TeamInvitation
from certifications.permissions import may_write_for_applicant
from certifications.progress import StateInWords, Step
from certifications.states import ApplicationState
from certifications.views.applying.access import applicant_page
from home import clock, dates
from organizations.models import Organization

LATEST = 60


@dataclass(frozen=True)
class Row:
    """One own application in the list."""

    application: Application
    url: str
    state: StateInWords
    until: date | datetime | None
    expected: str
    unread: int


@applicant_page
@require_safe
def front_page(request: HttpRequest) -> HttpResponseBase:
    """What is expected of the person, and by when."""
    user: Any = request.user
    now = clock.now()
    own = set(Application.objects.of_applicant(user).values_list("pk", flat=True))
    rows = [_row(application, is_own=application.pk in own) for application in _applications(user)]
    nominations = list(
        Consent.objects.waiting_for(user, now)
        .select_related("application__round__program", "application__subject")
        .prefetch_related("application__extensions")
    )
    teams = list(TeamInvitation.objects.waiting_for(user).select_related("team__created_by").order_by("pk"))
    calls = list(Round.objects.open(now).select_related("program").order_by("closes_at"))
    certificates = _certificates(user)
    context = {
        "now": now,
        "step": _first_step(user, rows, nominations, calls, certificates),
        "rows": rows,
        "nominations": nominations,
        "team_invitations": teams,
        "calls": calls,
        "certificates": certificates,
        "organizations": list(Organization.objects.of_member(user)),
    }
    return render(request, "certifications/applying/my.html", context)


def _certificates(user: Any) -> list[Any]:
    """What the person holds, each with `offer`: what its holder is asked about a renewal, and `report_due`: a report; or None."""
    held = Certificate.objects.held_by(user).select_related("program", "level", "successor")
    found: list[Any] = list(held.order_by("-issued_on", "-pk"))
    offers = renewals_told.waiting_for(found)
    reports = PeriodicReport.objects.with_holder().filter(certificate__in=found).order_by("-due_on")
    due = {report.certificate_id: report for report in reports}  # of several the first that is due
    for certificate in found:
        certificate.offer = offers.get(certificate.pk)
        certificate.report_due = due.get(certificate.pk)
    return found


def _applications(user: Any) -> list[Application]:
    rows = Application.objects.of_side(user).with_what_waits(user).prefetch_related("extensions")
    related = ("round__program", "subject", "organization", "team", "person", "category")
    return list(rows.select_related(*related).order_by("-created_at")[:LATEST])


def _row(application: Any, *, is_own: bool) -> Row:
    until, expected = None, ""
    match progress.shown_state(application):
        case "draft" if progress.is_too_late(application):
            expected = _("The deadline has passed")
        case "draft":
            until, expected = application.deadline, _("Please submit by")
        case "correction" if application.open_requests:
            until, expected = application.open_requests[0].due_on, _("Please correct by")
        case "submitted":
            expected = _("The office is checking your papers")
        case "in_review":
            until, expected = application.round.announces_at, _("Result not before")
    state = progress.state_in_words(application)
    unread = application.unread if is_own else 0
    return Row(application, progress.address("application", application), state, until, expected, unread)


def _first_step(user: Any, rows: list[Row], nominations: list[Consent], calls: list[Round], certificates: list[Any]) -> Step:
    """The most pressing thing: what is due first; then what waits to be read; then what one could apply for."""
    open_to_write = {ApplicationState.DRAFT, ApplicationState.CORRECTION}
    due = [
        row
        for row in rows
        if row.until and row.application.state in open_to_write and may_write_for_applicant(user, row.application)
    ]
    if due:
        first = min(due, key=lambda row: dates.machine_time(row.until or clock.now()))
        name = {"subject": first.application.subject.name}
        if first.application.state == ApplicationState.CORRECTION:
            url = progress.address("corrections", first.application)
            return Step(_('Please correct "%(subject)s"') % name, "", url, _("See the points"), first.until)
        return Step(_('Continue with "%(subject)s"') % name, "", first.url, _("Continue"), first.until)
    if nominations:
        consent = nominations[0]
        url = reverse("certifications:nomination", args=[consent.application.public_id])
        title = _("You have been nominated for %(program)s") % {"program": consent.application.round.program.name}
        return Step(title, _("Please say whether you accept."), url, _("Read and answer"), consent.application.deadline)
    owed = [each for each in certificates if each.report_due and may_speak_for_holder(user, each)]
    if owed:
        first_owed = min(owed, key=lambda each: each.report_due.due_on)
        report = first_owed.report_due
        url = reverse("certifications:certificate_report", args=[first_owed.public_id, report.public_id])
        title = _('Please report on the certificate for "%(name)s"') % {"name": first_owed.name}
        words = _("The report is overdue.") if report.is_overdue else ""
        return Step(title, words, url, _("To the report"), report.due_on)
    if ending := next((each for each in certificates if each.offer and each.offer.waits), None):
        url = reverse("certifications:certificate_renewal", args=[ending.public_id])
        title = _('The certificate for "%(name)s" ends soon') % {"name": ending.name}
        return Step(title, _("You can renew it."), url, _("To the renewal"), ending.offer.until)
    if unread := next((row for row in rows if row.unread), None):
        url = progress.address("messages", unread.application)
        return Step(_("There is a message for you"), str(unread.application.subject.name), url, _("Read it"))
    if fresh := next((row for row in rows if row.application.state == ApplicationState.DECIDED), None):
        url = f"{fresh.url}#result"
        return Step(_("The result has been announced"), str(fresh.application.subject.name), url, _("Read the result"))
    if calls and not rows:
        return Step(_("You can apply now"), _("Choose an open call below."), "#calls", _("See the open calls"))
    return Step(_("Nothing is waiting for you"), _("We write to you as soon as there is something to do."))
