"""A request for corrections that is open is taken back, or amended: points in and out, and the day moved on."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.db import transaction

from certifications import correction_emails
from certifications.actions.conditions import must_be_in
from certifications.actions.corrections import Point, open_request, points_of
from certifications.actions.reversions import undo_changes
from certifications.models import Application, CorrectionItem, CorrectionRequest
from certifications.open_questions import open_keys
from certifications.refusals import AlreadyAsked, DayNotLater, DayTooSoon, NothingToCorrect, PointAnswered, ReasonMissing
from certifications.states import ApplicationState, CorrectionState, RoundState
from home import clock
from home.states import StaleState, change_state
from home.versions import write_version


@transaction.atomic
def cancel(application: Application, *, reason: str, by: Any) -> CorrectionRequest:
    """Takes an open request back, at any hour: the case stands where it stood before, and a letter says so and why.

    What was changed since and not handed in goes back to the version submitted last, as `corrections.close` does it; it stays
    among the earlier answers. A request that this one had followed up waits to be looked at again. The clock has not stood
    still. Raises ReasonMissing, RoundCancelled, and IllegalTransition where no correction is open.
    """
    locked, row = open_request(application, by)
    if not reason.strip():
        raise ReasonMissing
    undone = undo_changes(locked, open_keys(locked))
    change_state(row, CorrectionState.CANCELLED, by=by, action="correction.cancel", note=reason)
    change_state(locked, ApplicationState.SUBMITTED, by=by, action="correction.cancel", note=reason)
    _note_undone(locked, undone, by)
    if (before := _followed_up_by(row)) is not None:
        change_state(before, CorrectionState.ANSWERED, by=by, action="correction.look_again")
    correction_emails.cancelled(locked, row, reason, undone)
    application.refresh_from_db()
    return row


def _followed_up_by(row: CorrectionRequest) -> CorrectionRequest | None:
    """The request that was closed because this one went out."""
    earlier = row.application.correction_requests.filter(pk__lt=row.pk).exclude(state=CorrectionState.CANCELLED)
    before = earlier.order_by("-pk").first()
    last = before.history.order_by("-seq").first() if before is not None else None
    return before if last is not None and last.action == "correction.follow_up" else None


@transaction.atomic
def amend(
    application: Application,
    *,
    add: Mapping[str, str | Point],
    remove: Collection[int] = (),
    due_on: date | None = None,
    by: Any,
) -> CorrectionRequest:
    """Adds points to an open request, takes points out of it (by id), moves its day to a later one, or some of it at once.

    What has been answered keeps its answer and cannot be taken out. A question that closes goes back to the version submitted
    last. What is taken out stays on record, word for word. The letter says only that the request has changed. Raises
    AlreadyAsked, PointAnswered, NothingToCorrect where nothing would change or no point would be left, DayNotLater for an
    earlier day, DayTooSoon, ProposalUnfit, StaleState for a point that is no longer there, and what `cancel` raises.
    """
    locked, row = open_request(application, by)
    must_be_in(locked.round, {RoundState.PUBLISHED})
    items = {item.pk: item for item in row.items.select_for_update()}
    new, day = points_of(locked, add), due_on or row.due_on
    if not set(remove) <= set(items):
        raise StaleState(row)
    gone = [items[pk] for pk in sorted(set(remove))]
    if any(item.answered_at for item in gone):
        raise PointAnswered
    if set(new) & {str(item.key) for item in items.values()}:
        raise AlreadyAsked
    if not (new or gone or day != row.due_on) or len(gone) == len(items) + len(new):
        raise NothingToCorrect
    if day < row.due_on:
        raise DayNotLater
    if day <= clock.today():
        raise DayTooSoon
    before = set(open_keys(locked))
    CorrectionItem.objects.filter(pk__in=[item.pk for item in gone]).delete()
    CorrectionItem.objects.bulk_create(
        CorrectionItem(
            request=row,
            key=key,
            code=point.code,
            message=point.message.strip(),
            proposed_value=point.proposed,
            added_at=clock.now(),
        )
        for key, point in new.items()
    )
    undone = undo_changes(locked, before - set(open_keys(locked)))
    facts = {
        "added": sorted(new),
        "removed": [_on_record(item) for item in gone],
        "from": row.due_on.isoformat(),
        "to": day.isoformat(),
    }
    write_version(row, row_version=row.row_version, due_on=day)
    for record in (row, locked):
        record.history.append(record, action="correction.amend", by=by, to_state=record.state, facts=facts)
    _note_undone(locked, undone, by)
    correction_emails.amended(locked, row)
    return row


def _on_record(item: CorrectionItem) -> dict[str, Any]:
    return {"key": str(item.key), "code": item.code, "message": item.message, "proposed": item.proposed_value}


def _note_undone(application: Application, undone: list[str], by: Any) -> None:
    if undone:
        facts = {"questions": undone}
        application.history.append(application, action="correction.undo", by=by, to_state=application.state, facts=facts)
