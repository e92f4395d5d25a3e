"""Papers of an item for the members of the meeting, by the sight of its stage; in a blind one marked pictures of the pages."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from certifications import blind_reading, reading, watermarks
from certifications.meeting_permissions import reads_item
from certifications.models import AgendaItem, BlindCopy
from certifications.views.judged_papers import sealed
from home import clock
from home.views import files


def own_item(request: HttpRequest, public_id: UUID) -> AgendaItem:
    """An item that the member may read now; else it does not exist."""
    related = (
        "application__subject", "application__organization", "application__team", "application__person",
        "application__round__program", "meeting__stage__round__program",
    )  # fmt: skip
    rows = AgendaItem.objects.select_related(*related)
    item = get_object_or_404(rows, public_id=public_id)
    if not reads_item(request.user, item):
        raise Http404
    return item


def copy_of(item: AgendaItem) -> BlindCopy | None:
    """What is read of the case in a blind stage, once the office has looked it through."""
    return BlindCopy.objects.checked().filter(version=item.application.versions.last()).first()


def chapters_of(item: AgendaItem) -> list[reading.Chapter]:
    """The newest version as the stage shows it; nothing of it while a blind copy is not ready."""
    stage = item.meeting.stage
    sight = reading.of_stage(stage)
    if not stage.blind:
        return reading.chapters(item.application.versions.latest("seq"), sight=sight)
    copy = copy_of(item)
    return blind_reading.chapters(copy, sight=sight) if copy else []


@login_required
@require_safe
def paper(request: HttpRequest, public_id: UUID, attachment: UUID) -> HttpResponseBase:
    """A picture or file of the case, or its preview; never of a blind stage."""
    item = own_item(request, public_id)
    stage = item.meeting.stage
    if stage.blind:
        raise Http404
    found = reading.paper(item.application.versions.latest("seq"), attachment, sight=reading.of_stage(stage))
    if found is None:
        raise Http404
    stored = get_object_or_404(item.application.attachments.select_related("file__preview"), public_id=attachment)
    if stored.file is None:
        raise Http404
    if "preview" in request.GET:
        return files.preview(stored.file, name=found.name)
    return files.serve(stored.file, name=found.name, inline=found.picture)


@login_required
@require_safe
def page(request: HttpRequest, public_id: UUID, attachment: UUID, number: int) -> HttpResponse:
    """One page of a file in a blind stage, covered and marked for this member."""
    item = own_item(request, public_id)
    for found, picture in _marked(item, request.user, str(attachment), number):
        if found == number:
            return sealed(picture, "image/jpeg")
    raise Http404


@login_required
@require_safe
def document(request: HttpRequest, public_id: UUID, attachment: UUID) -> HttpResponse:
    """All pages of a file in a blind stage as one PDF, each covered and marked as in `page`."""
    item = own_item(request, public_id)
    pictures = [picture for _number, picture in _marked(item, request.user, str(attachment))]
    if not pictures:
        raise Http404
    answer = sealed(watermarks.bound(pictures), "application/pdf")
    answer.headers["Content-Disposition"] = content_disposition_header(True, f"{gettext('document')}.pdf") or "attachment"
    return answer


def _marked(item: AgendaItem, user: Any, attachment: str, only: int | None = None) -> Iterator[tuple[int, bytes]]:
    copy = copy_of(item)
    if not item.meeting.stage.blind or copy is None:
        raise Http404
    for found in blind_reading.pages(copy, attachment, sight=reading.of_stage(item.meeting.stage)):
        if only in (None, found.number):
            covered = copy.areas(attachment, found.number)
            yield found.number, watermarks.marked(found.picture.read(), mark_of(item, user), covered)


def mark_of(item: AgendaItem, user: Any) -> str:
    """What stands across each page: by it the office finds whose copy got out. It tells nobody else a name."""
    seat = item.meeting.stage.seats().get(judge=user)
    return f"M-{item.public_id.hex[:6].upper()}-{seat.pk:04d} {clock.today():%Y-%m-%d}"
