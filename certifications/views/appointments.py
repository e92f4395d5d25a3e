"""Times and places for one's own calendar: an applicant's, and a judge's."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from certifications import calendars
from certifications.models import Appointment
from certifications.views.applying.access import own_application
from certifications.views.dockets import case_title, own_assignments

RELATED = ("slot", "entry__stage", "entry__application__subject")


def _file(content: bytes) -> HttpResponse:
    headers = {"Content-Disposition": 'attachment; filename="appointments.ics"'}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)


@never_cache
@login_required
@require_safe
def of_application(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The applicant's own time and place, once it was told."""
    application = own_application(request, public_id)
    told = list(Appointment.objects.of_applicant(application).select_related(*RELATED))
    if not told:
        raise Http404
    return _file(calendars.of_applicant(told))


@never_cache
@login_required
@require_safe
def of_judge(request: HttpRequest) -> HttpResponse:
    """Where the judge sits and when; cases under the names that her list shows."""
    sitting = list(Appointment.objects.of_judge(request.user).select_related(*RELATED))
    if not sitting:
        raise Http404
    titles: dict[int, str] = {}
    counts: dict[int, int] = {}
    for assignment in own_assignments(request.user).order_by("stage_id", "order", "pk"):
        counts[assignment.stage_id] = number = counts.get(assignment.stage_id, 0) + 1
        hidden = assignment.stage.blind
        titles[assignment.application_id] = f"{number}" if hidden else case_title(assignment, number)
    return _file(calendars.of_judge(sitting, titles))
