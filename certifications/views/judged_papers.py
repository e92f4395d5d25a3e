"""Files of a case for its judges: as they came in, or in a blind stage as pictures of their pages, each marked for its reader."""

from collections.abc import Iterator
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from certifications import blind_reading, reading, watermarks
from certifications.models import Assignment
from certifications.states import AssignmentState
from certifications.views.dockets import own_case
from home import clock
from home.views import files


def _opened(request: HttpRequest, public_id: UUID) -> Assignment:
    """The judge's own case, once she has said that nothing connects her with it."""
    assignment, own = own_case(request, public_id)
    if not own.pledged or assignment.state == AssignmentState.ASSIGNED:
        raise Http404
    return assignment


@login_required
@require_safe
def paper(request: HttpRequest, public_id: UUID, attachment: UUID) -> HttpResponseBase:
    """A picture or file of the version that is judged, or its preview; never of a blind stage."""
    assignment = _opened(request, public_id)
    if assignment.stage.blind:
        raise Http404
    found = reading.paper(assignment.review.version, attachment, sight=reading.of_stage(assignment.stage))
    if found is None:
        raise Http404
    stored = get_object_or_404(assignment.application.attachments.select_related("file__preview"), public_id=attachment)
    if stored.file is None:
        raise Http404
    if "preview" in request.GET:
        return files.preview(stored.file, name=found.name)
    return files.serve(stored.file, name=found.name, inline=found.picture)


@login_required
@require_safe
def page(request: HttpRequest, public_id: UUID, attachment: UUID, number: int) -> HttpResponse:
    """One page of a file in a blind stage: covered where the office has covered it, and marked for this judge."""
    for found, picture in _marked(_opened(request, public_id), str(attachment), number):
        if found == number:
            return sealed(picture, "image/jpeg")
    raise Http404


@login_required
@require_safe
def document(request: HttpRequest, public_id: UUID, attachment: UUID) -> HttpResponse:
    """All pages of a file in a blind stage as one PDF, each covered and marked as in `page`."""
    pictures = [picture for _number, picture in _marked(_opened(request, public_id), str(attachment))]
    if not pictures:
        raise Http404
    answer = sealed(watermarks.bound(pictures), "application/pdf")
    answer.headers["Content-Disposition"] = content_disposition_header(True, f"{gettext('document')}.pdf") or "attachment"
    return answer


def _marked(assignment: Assignment, attachment: str, only: int | None = None) -> Iterator[tuple[int, bytes]]:
    """Number and picture of each page, or of one, as this judge may have it."""
    copy = assignment.blind_copy
    if copy is None:
        raise Http404
    for found in blind_reading.pages(copy, attachment, sight=reading.of_stage(assignment.stage)):
        if only in (None, found.number):
            covered = copy.areas(attachment, found.number)
            yield found.number, watermarks.marked(found.picture.read(), mark_of(assignment), covered)


def mark_of(assignment: Assignment) -> str:
    """What stands across each page: by it the office finds whose copy got out. It tells nobody else a name."""
    return f"J-{assignment.public_id.hex[:8].upper()} {clock.today():%Y-%m-%d}"


def sealed(data: bytes, media_type: str) -> HttpResponse:
    """An answer that no cache keeps and no other site shows."""
    answer = HttpResponse(data, content_type=media_type)
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = files.POLICY
    answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return answer
