"""The deadline is put off, for all in a round or for one application; what one alone was given can be shortened. With reasons."""

from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from certifications import emails
from certifications.actions.conditions import must_be_in
from certifications.actions.ticket_terms import GRACE, LIFE
from certifications.models import Application, Extension, Round, UploadTicket
from certifications.permissions import in_conflict, is_secretariat
from certifications.refusals import (
    DeadlineAfterResult,
    DeadlineNotEarlier,
    DeadlineNotLater,
    NotADraft,
    NothingGranted,
    NoticeTooShort,
    ReasonMissing,
)
from certifications.states import ApplicationState, RoundState
from home import clock, freshness, jobs
from home.versions import write_version

NOTICE = timedelta(days=3)


@transaction.atomic
def grant(round_: Round, *, until: datetime, reason: str, by: Any, application: Application | None = None) -> Extension:
    """Gives all applicants of a published round more time, or one application alone, and writes to those concerned.

    A round's own deadline moves with it, so that every page, list and feed shows the new one; its timetable makes room.
    Each row says who had which deadline before: together they are the log of equal treatment. Raises WrongStage,
    RoundCancelled, ReasonMissing, NotADraft, DeadlineNotLater and DeadlineAfterResult.
    """
    if not is_secretariat(by, round_.program) or (application is not None and in_conflict(by, application)):
        raise PermissionDenied
    # The opening of the judging, which lets drafts lapse, waits for this lock or has come first.
    held = Round.objects.select_for_update(of=("self",), no_key=True).select_related("program").get(pk=round_.pk)
    must_be_in(held, {RoundState.PUBLISHED})
    if not reason.strip():
        raise ReasonMissing
    mine = None if application is None else _draft(held, application)
    before = mine.deadline if mine else held.closes_at
    if until <= max(before, clock.transaction_now()):
        raise DeadlineNotLater(before)
    if until >= held.announces_at:
        raise DeadlineAfterResult
    extension = Extension.objects.create(
        round=held, application=mine, before=before, until=until, reason=reason.strip(), granted_by=by, at=clock.now()
    )
    facts = {"from": before.isoformat(), "to": until.isoformat()}
    if mine:
        mine.history.append(
            mine, action="application.extend", by=by, to_state=mine.state, note=extension.reason, facts=facts, held=True
        )
        _let_uploads_go_on(mine.tickets, until)
        emails.deadline_extended(mine, extension)
        return extension
    _let_uploads_go_on(UploadTicket.objects.filter(application__round=held), until)
    write_version(held, row_version=held.row_version, closes_at=until)
    held.history.append(held, action="round.extend", by=by, to_state=held.state, note=extension.reason, facts=facts, held=True)
    _make_room(held, until.astimezone(clock.TOKYO).date())
    jobs.enqueue("certifications.tasks.write_extension_letters", extension.pk)
    freshness.renew("programs")
    round_.refresh_from_db()
    return extension


@transaction.atomic
def shorten(round_: Round, *, application: Application, until: datetime, reason: str, by: Any) -> Extension:
    """Takes back time that one applicant alone was given by a slip, down to `until`, with a letter and a row in the log.

    She keeps NOTICE from now on, and never less than all others have: a deadline does not pass in anybody's back. What was
    announced to all is not shortened. Uploads under way end with the new deadline's half hour. Raises NothingGranted,
    DeadlineNotEarlier, NoticeTooShort, and what `grant` raises.
    """
    if not is_secretariat(by, round_.program) or in_conflict(by, application):
        raise PermissionDenied
    held = Round.objects.select_for_update(of=("self",), no_key=True).select_related("program").get(pk=round_.pk)
    must_be_in(held, {RoundState.PUBLISHED})
    if not reason.strip():
        raise ReasonMissing
    mine = _draft(held, application)
    before = mine.deadline
    if before <= held.closes_at:
        raise NothingGranted
    if until >= before:
        raise DeadlineNotEarlier(before)
    earliest = max(clock.transaction_now() + NOTICE, held.closes_at)
    if until < earliest:
        raise NoticeTooShort(earliest)
    row = Extension.objects.create(
        round=held, application=mine, before=before, until=until, reason=reason.strip(), granted_by=by, at=clock.now()
    )
    mine.tickets.open().filter(expires_at__gt=until + GRACE).update(expires_at=until + GRACE)
    facts = {"from": before.isoformat(), "to": until.isoformat()}
    mine.history.append(mine, action="application.shorten", by=by, to_state=mine.state, note=row.reason, facts=facts, held=True)
    emails.deadline_shortened(mine, row)
    return row


def _draft(round_: Round, application: Application) -> Application:
    """The application behind its lock: a submission that runs at the same time comes first. Raises NotADraft."""
    rows = Application.objects.select_for_update(of=("self",), no_key=True)
    held = rows.select_related("round__program", "subject", "organization", "team").get(pk=application.pk)
    if held.round_id != round_.pk or held.state != ApplicationState.DRAFT:
        raise NotADraft
    return held


def _let_uploads_go_on(tickets: Any, until: datetime) -> None:
    """What drafts are sending now may finish by the new deadline's half hour, within the life that a ticket has."""
    rows = list(tickets.open().filter(application__state=ApplicationState.DRAFT, expires_at__lt=until + GRACE))
    for ticket in rows:
        ticket.expires_at = max(ticket.expires_at, min(ticket.issued_at + LIFE, until + GRACE))
    UploadTicket.objects.bulk_update(rows, ["expires_at"])


def _make_room(round_: Round, day: date) -> None:
    """No stage of the timetable begins before the day on which the call closes now."""
    for stage in round_.stages.filter(starts_on__lt=day):
        stage.starts_on, stage.ends_on = day, max(stage.ends_on, day)
        stage.save(update_fields=["starts_on", "ends_on"])
