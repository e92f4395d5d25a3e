"""An appeal comes in, gets a panel of people who had no part in the first decision, is looked into, or is taken back."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from certifications import appeal_emails, appeal_terms
from certifications.actions import allowances, enclosures, holds
from certifications.actions.conditions import must_run
from certifications.appeal_permissions import had_a_part, may_appeal, may_enter_appeal, may_handle
from certifications.appeal_states import UNDER_WAY, AppealState, FirstPart
from certifications.disposal_states import HoldKind
from certifications.models import Appeal, AppealPaper, AppealSeat, Application, Decision, FirstDecider, Presence, Vote
from certifications.permissions import in_conflict, is_own_writer
from certifications.refusals import (
    AppealedAlready,
    DayToCome,
    GroundsMissing,
    HadAPart,
    NoAppealHere,
    SignerInConflict,
    SitsOnAppeal,
    TooLateToAppeal,
)
from certifications.states import Channel, DecisionState
from home import clock
from home.states import IllegalTransition, change_state


def file(application: Application, *, grounds: str, uploads: Sequence[UploadedFile] = (), by: Any) -> Appeal:
    """The applicant's side questions the result. It counts when its transaction begins before the end of the last day.

    Files are looked at before that, which may take seconds. Raises NoAppealHere, TooLateToAppeal, AppealedAlready,
    GroundsMissing, TooManyFiles, UploadRefused, RoundCancelled.
    """
    if not may_appeal(by, application):
        raise PermissionDenied
    must_be_in_time(application)
    allowances.must_take_files(application, [upload.size or 0 for upload in uploads])
    taken = _take_in(uploads, grounds, by)
    return _write(application, grounds=grounds, channel=Channel.ONLINE, received_on=clock.today(), taken=taken, by=by)


def enter(
    application: Application,
    *,
    grounds: str,
    channel: str,
    received_on: date,
    uploads: Sequence[UploadedFile] = (),
    by: Any,
) -> Appeal:
    """The office writes down what came on paper or was said at the counter, also when it is late: the answer says so.

    Raises NoAppealHere before the release holds, DayToCome, and as `file`.
    """
    if not may_enter_appeal(by, application):
        raise PermissionDenied
    if received_on > clock.today():
        raise DayToCome
    taken = _take_in(uploads, grounds, by)
    return _write(application, grounds=grounds, channel=channel, received_on=received_on, taken=taken, by=by)


def must_be_in_time(application: Application) -> None:
    """Raises NoAppealHere where the program takes none, or none yet, and TooLateToAppeal after the last day."""
    opens, closes = appeal_terms.opens_at(application.round), appeal_terms.closes_at(application.round)
    now = clock.transaction_now()
    if opens is None or closes is None or now < opens:
        raise NoAppealHere
    if now >= closes:
        raise TooLateToAppeal


def _take_in(uploads: Sequence[UploadedFile], grounds: str, by: Any) -> enclosures.Taken:
    if not grounds.strip():
        raise GroundsMissing
    return enclosures.take_in(uploads, by=by)


@transaction.atomic
def _write(
    application: Application, *, grounds: str, channel: str, received_on: date, taken: enclosures.Taken, by: Any
) -> Appeal:
    """The appeal, who had a part in the first decision, and a hold on the case's papers: all at once."""
    must_run(application.round)
    if channel == Channel.ONLINE:
        must_be_in_time(application)
    opens = appeal_terms.opens_at(application.round)
    if opens is None or clock.transaction_now() < opens:
        raise NoAppealHere
    first = Decision.objects.select_for_update(of=("self",), no_key=True)
    decision = first.filter(application=application, appeal__isnull=True, state=DecisionState.RELEASED).first()
    if decision is None:
        raise NoAppealHere
    if decision.appeals.standing().exists():
        raise AppealedAlready
    appeal = Appeal.objects.create(
        decision=decision,
        channel=channel,
        received_on=received_on,
        last_day=appeal_terms.last_day(application.round),
        grounds=grounds.strip(),
        filed_by=by,
        filed_at=clock.now(),
    )
    AppealPaper.objects.bulk_create(AppealPaper(appeal=appeal, file=stored, name=name) for stored, name in taken)
    _bar(appeal)
    action = "appeal.file" if channel == Channel.ONLINE else "appeal.enter"
    facts = {"received_on": received_on.isoformat(), "papers": [name for _stored, name in taken]}
    appeal.history.append(appeal, action=action, by=by, to_state=appeal.state, facts=facts)
    application.history.append(application, action=action, by=by, to_state=application.state)
    holds.keep(application, kind=HoldKind.APPEAL, reason=str(appeal.public_id), by=by)
    appeal_emails.received(appeal)
    return appeal


def _bar(appeal: Appeal) -> None:
    """Everybody who judged, sat in the committee, drafted or signed: none of them has a part in the answer."""
    decision = appeal.decision
    judged = decision.application.assignments.counted().values_list("judge", flat=True)
    items = decision.application.agenda_items.all()
    attended = Presence.objects.filter(meeting__items__in=items).values_list("member", flat=True)
    voted = Vote.objects.filter(motion__item__in=items).values_list("member", flat=True)
    parts: dict[int, str] = dict.fromkeys([*judged, *attended, *voted], FirstPart.JUDGED.value)
    signed = decision.steps.filter(signed_by__isnull=False).values_list("signed_by", flat=True)
    parts |= dict.fromkeys([*signed, *filter(None, [decision.approved_by_id])], FirstPart.SIGNED.value)
    parts[decision.drafted_by_id] = FirstPart.DRAFTED.value
    FirstDecider.objects.bulk_create(FirstDecider(appeal=appeal, person_id=pk, part=part) for pk, part in sorted(parts.items()))


def locked(appeal: Appeal) -> Appeal:
    """The appeal as it stands now, behind its lock; whoever else would change its panel or answer it waits."""
    rows = Appeal.objects.select_for_update(of=("self",)).select_related("decision__application__round__program")
    return rows.select_related("decision__application__subject").get(pk=appeal.pk)


@transaction.atomic
def seat(appeal: Appeal, person: Any, *, by: Any) -> AppealSeat:
    """Puts somebody on the panel and asks her by letter; twice has one effect.

    Raises HadAPart (the database refuses her, too), SignerInConflict.
    """
    held = locked(appeal)
    if not may_handle(by, held):
        raise PermissionDenied
    if held.state not in UNDER_WAY:
        raise IllegalTransition(held, "seat")
    if had_a_part(person, held):
        raise HadAPart
    if in_conflict(person, held.decision.application):
        raise SignerInConflict
    row, created = AppealSeat.objects.get_or_create(
        appeal=held, person=person, defaults={"seated_by": by, "seated_at": clock.now()}
    )
    if created:
        held.history.append(held, action="appeal.seat", by=by, facts={"person": person.pk}, held=True)
        row.appeal = held
        appeal_emails.asked(row)
    return row


@transaction.atomic
def unseat(appeal: Appeal, person: Any, *, by: Any) -> None:
    """Takes somebody off the panel, while the appeal is under way; what happened stays in the history."""
    held = locked(appeal)
    if not may_handle(by, held):
        raise PermissionDenied
    if held.state not in UNDER_WAY:
        raise IllegalTransition(held, "unseat")
    if held.seats.filter(person=person).delete()[0]:
        held.history.append(held, action="appeal.unseat", by=by, facts={"person": person.pk}, held=True)


@transaction.atomic
def begin(appeal: Appeal, *, by: Any) -> None:
    """Finds the appeal admissible: its panel looks into it."""
    held = locked(appeal)
    if not may_handle(by, held):
        raise PermissionDenied
    must_run(held.decision.application.round)
    change_state(held, AppealState.IN_REVIEW, by=by, action="appeal.begin")
    appeal.refresh_from_db()


@transaction.atomic
def take_back(appeal: Appeal, *, reason: str = "", by: Any) -> None:
    """The applicant's side takes it back, until the answer is released; a draft of an answer counts no longer."""
    held = locked(appeal)
    if not is_own_writer(by, held.decision.application):
        raise PermissionDenied
    change_state(held, AppealState.TAKEN_BACK, by=by, action="appeal.take_back", note=reason)
    appeal.refresh_from_db()
    appeal_emails.taken_back(held)


def held_against(decision: Decision) -> Sequence[Appeal]:
    """The appeals under way against a decision, behind their locks."""
    rows = Appeal.objects.select_for_update(of=("self",)).filter(decision=decision, state__in=UNDER_WAY)
    return list(rows.order_by("pk"))


def read_by(decision: Decision, person: Any) -> None:
    """Who reads the papers of a first decision after the fact had a part in it from now on: not who sits on an appeal's panel.

    Called within the transaction that notes the reading. Raises SitsOnAppeal.
    """
    for appeal in held_against(decision):
        if appeal.seats.filter(person=person).exists():
            raise SitsOnAppeal
        FirstDecider.objects.get_or_create(appeal=appeal, person=person, defaults={"part": FirstPart.SIGNED})
