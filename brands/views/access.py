"""The door to the holder's pages of the catalog: another's entry answers as one that does not exist."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from brands.models import Entry, Manuscript
from brands.permissions import can_write_manuscript
from certifications.views.applying.access import applicant_page, stopped
from home.states import IllegalTransition, StaleState

View = Callable[..., HttpResponseBase]
RELATED = (
    "certificate__program",
    "certificate__subject",
    "certificate__organization",
    "certificate__level",
    "certificate__decision__application__subject",
    "certificate__decision__application__round__program",
)


def holder_page(view: View) -> View:
    """As the applicant's pages; a manuscript that has moved on leads back to its entry."""

    @applicant_page
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except (IllegalTransition, StaleState):
            return stopped(
                request,
                title=_("This is no longer possible"),
                text=_("The text has moved on in the meantime. Its page shows where it stands and what to do next."),
                status=409,
                back=reverse("brands:entry", args=[kwargs["entry_id"]]) if "entry_id" in kwargs else "",
            )

    return guarded


def own_entry(request: HttpRequest, entry_id: UUID) -> Entry:
    """An entry of what the person's side holds; 404 for any other."""
    rows = Entry.objects.held_by(request.user).select_related(*RELATED).prefetch_related("texts", "pictures__picture")
    found: Entry = get_object_or_404(rows, public_id=entry_id)
    return found


def open_manuscript(entry: Entry) -> Manuscript | None:
    """The manuscript that is open, with all that belongs to it."""
    rows = entry.manuscripts.open().select_related("handed_in_by", "begun_by")
    found: Manuscript | None = rows.prefetch_related("texts", "pictures__shown__picture", "pictures__file__preview").first()
    if found is not None:
        found.entry = entry
    return found


def manuscript_to_write(request: HttpRequest, entry: Entry) -> Manuscript:
    """The open manuscript, for who may write it. Raises IllegalTransition when there is none, or it lies with the office."""
    found = open_manuscript(entry)
    if not can_write_manuscript(request.user, entry):
        # Readers may look at the page of the entry; the pages for writing refuse them with words.
        raise PermissionDenied
    if found is None or found.state not in {"draft", "returned"}:
        raise IllegalTransition(found or Manuscript(entry=entry), "draft")
    return found
