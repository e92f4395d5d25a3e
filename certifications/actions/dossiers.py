"""A dossier is asked for with a reason, made by the worker, read, and disposed of; its history says by whom."""

from collections import Counter
from collections.abc import Collection
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import translation

from certifications import case_files
from certifications.documents import archive, dossier_pdf
from certifications.dossier_states import DossierPart, DossierPurpose, DossierState
from certifications.models import Application, Dossier
from certifications.permissions import is_case_office
from certifications.refusals import DossierGone, PartUnknown, ReasonMissing, ResultNotAnnounced
from certifications.states import ApplicationState
from home import clock, jobs
from home.actions import files
from home.models import StoredFile
from home.states import change_state

KEPT_DAYS = 90


@transaction.atomic
def ask(application: Application, *, purpose: str, left_out: Collection[str], reason: str, by: Any) -> Dossier:
    """Asks the worker for a dossier of a case whose result has been announced. It is kept for a time, then disposed of.

    Raises ReasonMissing, PartUnknown, and ResultNotAnnounced while anything about the decision is sealed.
    """
    if not is_case_office(by, application):
        raise PermissionDenied
    if application.state != ApplicationState.DECIDED:
        raise ResultNotAnnounced
    if not reason.strip():
        raise ReasonMissing
    if not set(left_out) <= set(DossierPart.values):
        raise PartUnknown
    dossier = Dossier.objects.create(
        application=application,
        purpose=DossierPurpose(purpose),
        reason=reason.strip(),
        left_out=sorted(left_out),
        asked_by=by,
        asked_at=clock.now(),
        kept_until=clock.today() + timedelta(days=KEPT_DAYS),
    )
    facts = {"purpose": purpose, "left_out": dossier.left_out}
    dossier.history.append(dossier, action="dossier.ask", by=by, to_state=dossier.state, note=dossier.reason, facts=facts)
    application.history.append(application, action="dossier.ask", by=by, to_state=application.state, note=dossier.reason)
    jobs.enqueue("certifications.tasks.make_dossier", str(dossier.public_id))
    return dossier


def make(dossier: Dossier) -> None:
    """Draws the paper and packs the archive. Done twice, it counts once. Called by the worker only.

    Drawn before the transaction begins: on SQLite everybody else would wait for the drawing.
    """
    if dossier.state != DossierState.ASKED:
        return
    gone = dossier.application.disposed.count()
    with translation.override("ja"):
        found = case_files.build(dossier.application, dossier.left_out)
    paper = dossier_pdf(dossier, found)
    bundle = archive(dossier, found, paper)
    with transaction.atomic():
        held = Application.objects.select_for_update(of=("self",), no_key=True).get(pk=dossier.application_id)
        if held.disposed.count() != gone:
            return  # papers were disposed of meanwhile: the worker makes it anew, from what is left
        drawn = files.store_bytes(paper, media_type="application/pdf")
        packed = files.store_bytes(bundle, media_type="application/zip")
        facts: dict[str, Any] = {"omissions": found.omissions, "paper": drawn, "archive": packed}
        change_state(dossier, DossierState.MADE, by=None, action="dossier.make", **facts)


@transaction.atomic
def read(dossier: Dossier, which: str, *, by: Any) -> StoredFile:
    """One of its files (`paper`, `archive`), noted with who took it. Raises DossierGone when there is none."""
    if not is_case_office(by, dossier.application):
        raise PermissionDenied
    stored: StoredFile | None = dossier.paper if which == "paper" else dossier.archive
    if stored is None:
        raise DossierGone
    dossier.history.append(dossier, action="dossier.read", by=by, to_state=dossier.state, facts={"file": which})
    return stored


def dispose_of(application: Application) -> Counter[str]:
    """Disposes of the dossiers of a case whose own papers are disposed of. Says how many, and how large their files were."""
    counts: Counter[str] = Counter()
    for dossier in application.dossiers.made().select_related("paper", "archive"):
        counts["dossiers"] += 1
        counts["bytes"] += sum(stored.size for stored in (dossier.paper, dossier.archive) if stored)
        change_state(dossier, DossierState.DISPOSED, by=None, action="dossier.dispose", paper=None, archive=None)
    return counts


def dispose_due() -> int:
    """Disposes of dossiers whose last day has passed; what was left out and who read them stays on record. Says how many."""
    count = 0
    for dossier in Dossier.objects.over(clock.today()).order_by("pk"):
        change_state(dossier, DossierState.DISPOSED, by=None, action="dossier.dispose", paper=None, archive=None)
        count += 1
    return count
