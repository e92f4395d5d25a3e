"""What a holder has in the catalog, how far a new text has come, and its verbs."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from brands import differences
from brands.actions import manuscripts
from brands.languages import LANGUAGE_LABELS, LANGUAGES
from brands.models import Entry, Manuscript, RegisterPage
from brands.permissions import can_change_manuscript, can_take_back_manuscript, can_write_manuscript
from brands.views.access import RELATED, holder_page, open_manuscript, own_entry
from home.states import IllegalTransition
from organizations.models import Organization


@holder_page
@require_safe
def index(request: HttpRequest) -> HttpResponseBase:
    """All entries of the person's organizations, teams and her own, those with an open text first."""
    rows = Entry.objects.held_by(request.user).with_translations().select_related(*RELATED)
    entries = list(rows.prefetch_related("texts", "pictures__picture").newest())
    opened = {row.entry_id: row for row in Manuscript.objects.open().filter(entry__in=[entry.pk for entry in entries])}
    listed = sorted(({"entry": entry, "manuscript": opened.get(entry.pk)} for entry in entries), key=_places)
    companies = Organization.objects.of_member(request.user)
    return render(request, "brands/manuscripts/index.html", {"listed": listed, "organizations": companies})


def _places(row: dict[str, object]) -> int:
    state = getattr(row["manuscript"], "state", "")
    return {"returned": 0, "draft": 1, "handed_in": 2}.get(state, 3)


@holder_page
@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: HttpRequest, entry_id: UUID) -> HttpResponseBase:
    """Where the text stands and what comes next (GET); a new text is begun (POST)."""
    record = own_entry(request, entry_id)
    if request.method == "POST":
        manuscripts.begin(record, by=request.user)
        messages.success(request, _("A new text has been begun. The register stays as it is until the office has approved it."))
        return redirect("brands:entry", entry_id)
    manuscript = open_manuscript(record)
    shown = {row.language: row for row in record.texts.all()}
    mine = {row.language: row for row in manuscript.texts.all()} if manuscript else {}
    context = {
        "entry": record,
        "certificate": record.certificate,
        "manuscript": manuscript,
        "languages": [
            {
                "code": code,
                "label": LANGUAGE_LABELS[code],
                "shown": code in shown and not shown[code].is_empty,
                "row": mine.get(code),
            }
            for code in LANGUAGES
        ],
        "pictures": [row for row in manuscript.pictures.all() if not row.removed] if manuscript else [],
        "undescribed": sum(not row.alt_ja for row in manuscript.pictures.all() if not row.removed) if manuscript else 0,
        "pictures_changed": manuscript is not None and differences.pictures_changed(manuscript),
        "facts_changed": manuscript is not None and bool(differences.new_facts(manuscript)),
        "may_begin": manuscript is None and can_write_manuscript(request.user, record),
        "may_write": bool(manuscript) and can_change_manuscript(request.user, manuscript),
        "may_take_back": bool(manuscript) and can_take_back_manuscript(request.user, manuscript),
        "history": manuscript.history.select_related("by").order_by("-seq") if manuscript else [],
        "last": record.manuscripts.filter(state="shown").order_by("-settled_at").first(),
        "base": RegisterPage.paths().get("ja", ""),
    }
    return render(request, "brands/manuscripts/entry.html", context)


@holder_page
@require_POST
def hand_in(request: HttpRequest, entry_id: UUID) -> HttpResponseBase:
    """Gives the new text to the office."""
    said = _("The office has the new text now. You will get a letter when it has been looked at.")
    return moved(request, entry_id, manuscripts.hand_in, said)


@holder_page
@require_POST
def take_back(request: HttpRequest, entry_id: UUID) -> HttpResponseBase:
    """Takes it back to change something more."""
    return moved(request, entry_id, manuscripts.take_back, _("You have taken the text back and can change it."))


@holder_page
@require_POST
def drop(request: HttpRequest, entry_id: UUID) -> HttpResponseBase:
    """Throws the new text away; what the register shows stays."""
    said = _("The new text has been thrown away. The register shows what it showed before.")
    return moved(request, entry_id, manuscripts.drop, said)


def moved(request: HttpRequest, entry_id: UUID, verb: Callable[..., None], said: str) -> HttpResponseBase:
    """Does the verb to the open manuscript and leads back to its entry. Raises as the verb does."""
    verb(opened(request, entry_id), by=request.user)
    messages.success(request, said)
    return redirect("brands:entry", entry_id)


def opened(request: HttpRequest, entry_id: UUID) -> Manuscript:
    """The open manuscript of an own entry. Raises IllegalTransition when none is open."""
    record = own_entry(request, entry_id)
    manuscript = open_manuscript(record)
    if manuscript is None:
        raise IllegalTransition(Manuscript(entry=record), "draft")
    return manuscript
