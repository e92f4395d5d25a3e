"""What the worker does for this floor. Each task may run twice with one effect."""

import logging
from collections.abc import Callable, Iterable
from typing import TypeVar

from django.db import models
from django_tasks import task

from certifications.actions import (
    blinding,
    blocking,
    certificates,
    conflicts,
    disposals,
    dossiers,
    due_days,
    file_checks,
    form_adoptions,
    judges_hours,
    minutes,
    plans,
    proofs,
    receipts,
    removed_files,
    renewal_campaigns,
    renewal_moves,
    report_calls,
    round_letters,
    sittings,
    suspicions,
    themes,
    uploads,
)
from certifications.models import (
    ApplicationVersion,
    AssignmentPlan,
    BlindCopy,
    Certificate,
    Dossier,
    Extension,
    Minutes,
    Round,
    Theme,
)

logger = logging.getLogger(__name__)
Drawn = TypeVar("Drawn", bound=models.Model)
MOST_AT_ONCE = 200


def draw_each(records: Iterable[Drawn], draw: Callable[[Drawn], object]) -> None:
    """One that cannot be drawn stops none of the others; the job fails in the end, so that it shows and is tried again."""
    failures = []
    for record in records:
        try:
            draw(record)
        except Exception as error:  # whatever one paper does, the others are drawn; raised below
            logger.exception("%s %s could not be drawn", record._meta.model_name, record.pk)
            failures.append(error)
    if failures:
        raise ExceptionGroup("Some papers could not be drawn.", failures)


@task()
def render_certificate(public_id: str) -> None:
    """Draws one certificate as PDF."""
    certificates.render(Certificate.objects.get(public_id=public_id))


@task()
def render_missing_certificates() -> None:
    """Draws certificates that have no PDF, the oldest first, should a job ever have been lost."""
    missing = Certificate.objects.issued().decided_here().filter(pdf__isnull=True).order_by("issued_on", "pk")
    draw_each(missing[:MOST_AT_ONCE], certificates.render)


@task()
def sign_missing_credentials() -> None:
    """Signs credentials that are missing, should a job ever have been lost, and anew what a compromised key had signed."""
    missing = (
        Certificate.objects.issued().decided_here().without_good_credential().select_related("program", "level").order_by("pk")
    )
    draw_each(missing[:MOST_AT_ONCE], proofs.issue_credential)


@task()
def move_drafts(public_id: str) -> None:
    """Takes a round's drafts over to the edition of the form that the round has taken up."""
    form_adoptions.move_waiting(Round.objects.get(public_id=public_id))


@task()
def move_waiting_drafts() -> None:
    """Takes over what still waits, should a job ever have been lost."""
    form_adoptions.move_all_waiting()


@task()
def write_extension_letters(extension: int) -> None:
    """Tells everybody who has a draft in the round that there is more time."""
    round_letters.tell_of_extension(Extension.objects.select_related("round").get(pk=extension))


@task()
def write_cancellation_letters(public_id: str) -> None:
    """Tells everybody who has something under way in the round that it has been called off."""
    round_letters.tell_of_cancellation(Round.objects.get(public_id=public_id))


@task()
def render_receipt(version: int) -> None:
    """Draws a submitted version as PDF."""
    receipts.render(ApplicationVersion.objects.get(pk=version))


@task()
def render_missing_receipts() -> None:
    """Draws submitted versions that have no PDF, should a job ever have been lost."""
    draw_each(ApplicationVersion.objects.filter(paper__isnull=True).order_by("pk")[:MOST_AT_ONCE], receipts.render)


@task()
def render_minutes(pk: int) -> None:
    """Draws confirmed minutes as PDF."""
    minutes.render(Minutes.objects.get(pk=pk))


@task()
def render_missing_minutes() -> None:
    """Draws confirmed minutes that have no PDF, should a job ever have been lost."""
    draw_each(Minutes.objects.filter(state="confirmed", pdf__isnull=True).order_by("pk")[:MOST_AT_ONCE], minutes.render)


@task()
def draw_blind_copy(pk: int) -> None:
    """Draws the pages of a case's files for judges who must not learn who applies."""
    blinding.draw(BlindCopy.objects.get(pk=pk))


@task()
def draw_missing_blind_copies() -> None:
    """Makes copies that are missing, and draws what still waits, should a job ever have been lost."""
    blinding.propose_missing()
    draw_each(BlindCopy.objects.undrawn()[:MOST_AT_ONCE], blinding.draw)


@task()
def sweep_tickets() -> None:
    """Takes over uploads that are whole, and ends those that did not come in time; has waiting files checked."""
    uploads.sweep()
    file_checks.sweep()


@task()
def solve_plan(public_id: str) -> None:
    """Computes who reads what in one round."""
    plans.solve(AssignmentPlan.objects.get(public_id=public_id))


@task()
def solve_waiting_plans() -> None:
    """Computes plans that still wait, should a job ever have been lost."""
    plans.solve_all_waiting()


@task()
def fold_sittings() -> None:
    """Folds what was typed in sittings that are over."""
    sittings.fold_due()


@task()
def let_go_of_removed_files() -> None:
    """Lets go of files that were taken away long ago and never submitted."""
    removed_files.let_go_due()


@task()
def look_for_suspicions() -> None:
    """Looks who may be connected with whom, ends what was confirmed until yesterday, and follows groups as of today."""
    conflicts.end_past()
    blocking.renew_groups()
    suspicions.look_everywhere()


@task()
def remind_judges() -> None:
    """Reminds judges of sheets that are due soon or late."""
    due_days.remind_due()


@task()
def make_dossier(public_id: str) -> None:
    """Draws and packs one dossier."""
    dossiers.make(Dossier.objects.get(public_id=public_id))


@task()
def make_waiting_dossiers() -> None:
    """Makes dossiers that still wait, should a job ever have been lost, and disposes of those whose time is over."""
    dossiers.dispose_due()
    draw_each(Dossier.objects.waiting().order_by("pk")[:MOST_AT_ONCE], dossiers.make)


@task()
def carry_out_disposals() -> None:
    """Disposes of papers whose disposal was approved a day ago."""
    disposals.carry_out_due()


@task()
def end_terms() -> None:
    """Writes, the day after, that a certificate's term is over, and that an invitation or a report has come to nothing."""
    certificates.expire_due()
    renewal_moves.lapse_due()
    report_calls.end_due()


@task()
def remind_of_renewals() -> None:
    """Reminds holders of certificates that end soon, and of a round that closes soon."""
    renewal_campaigns.remind_due()


@task()
def call_for_reports() -> None:
    """Asks holders for reports about a period that is over, and reminds of those that are due soon or overdue."""
    report_calls.ask_due()
    report_calls.remind_due()


@task()
def tell_judges_their_hours() -> None:
    """Tells judges what has changed of their hours since they were told."""
    judges_hours.tell_changes()


PERIODIC = [
    (end_terms, 3_600),
    (remind_of_renewals, 3_600),
    (call_for_reports, 3_600),
    (look_for_suspicions, 900),
    (render_missing_certificates, 300),
    (sign_missing_credentials, 300),
    (move_waiting_drafts, 300),
    (render_missing_receipts, 300),
    (render_missing_minutes, 300),
    (draw_missing_blind_copies, 300),
    (sweep_tickets, 30),
    (solve_waiting_plans, 300),
    (fold_sittings, 600),
    (make_waiting_dossiers, 600),
    (carry_out_disposals, 900),
    (remind_judges, 900),
    (tell_judges_their_hours, 300),
    (let_go_of_removed_files, 3_600),
]


@task()
def show_theme_pictures(theme_id: int) -> None:
    """Brings the pictures of a theme that is offered into the public plane."""
    theme = Theme.objects.filter(pk=theme_id).first()
    if theme is not None:  # a draft may have been thrown away
        themes.show_pictures(theme)
