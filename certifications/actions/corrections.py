"""Corrections: the office names questions, says what is wrong and by when; only those unlock."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from certifications import answers as calculation
from certifications import basics, correction_emails
from certifications.actions import answering, basic_facts
from certifications.actions.applications import freeze
from certifications.actions.conditions import must_be_in, must_run
from certifications.actions.reversions import undo_changes
from certifications.models import Application, ApplicationVersion, CorrectionItem, CorrectionRequest, Decision
from certifications.open_questions import open_keys
from certifications.permissions import is_case_secretariat, is_own_writer, may_write_for_applicant
from certifications.refusals import (
    CorrectionStillOpen,
    CorrectionUnanswered,
    DayNotLater,
    DayTooSoon,
    NothingToCorrect,
    NotOpenForChange,
    ProposalUnfit,
    ReplyMissing,
)
from certifications.states import HANDED_IN, ApplicationState, CorrectionState, QuestionKind, Reaction, RoundState, VersionKind
from home import clock
from home.states import IllegalTransition, change_state
from home.versions import write_version

# Nobody agrees or adds papers in the applicant's place.
NEVER_PROPOSED = frozenset({QuestionKind.FILE, QuestionKind.PICTURE, QuestionKind.CONSENT, QuestionKind.EXPLANATION})


@dataclass(frozen=True)
class Point:
    """What is wrong with one answer: own words, a reason of the round's list (`code`), or an answer that the office proposes."""

    message: str = ""
    code: str = ""
    proposed: Any = None

    @property
    def says_something(self) -> bool:
        return bool(self.message.strip() or self.code or self.proposed is not None)


@transaction.atomic
def request(
    application: Application, items: Mapping[str, str | Point], *, due_on: date, note: str = "", by: Any
) -> CorrectionRequest:
    """Asks the applicant to correct the named questions (key -> what is to be corrected) until a day, with a letter.

    A request that was answered and not looked at to the end is closed by the new one. Raises NothingToCorrect, DayTooSoon,
    ProposalUnfit, RoundCancelled, and IllegalTransition for a case that has a decision: it was made on the version as it is.
    """
    if not is_case_secretariat(by, application):
        raise PermissionDenied
    must_be_in(application.round, {RoundState.PUBLISHED})
    if Decision.objects.filter(application=application).exists():
        raise IllegalTransition(application, ApplicationState.CORRECTION)
    named = points_of(application, items)
    if not named:
        raise NothingToCorrect
    if due_on <= clock.today():
        raise DayTooSoon
    for before in application.correction_requests.answered():
        change_state(before, CorrectionState.CLOSED, by=by, action="correction.follow_up")
    change_state(application, ApplicationState.CORRECTION, by=by, action="correction.request", note=note)
    row = CorrectionRequest.objects.create(
        application=application, due_on=due_on, note=note, asked_by=by, asked_at=clock.now(), state=CorrectionState.OPEN
    )
    row.history.append(row, action="correction.request", by=by, to_state=row.state)
    CorrectionItem.objects.bulk_create(
        CorrectionItem(request=row, key=key, code=point.code, message=point.message.strip(), proposed_value=point.proposed)
        for key, point in named.items()
    )
    correction_emails.asked(application, row)
    return row


def points_of(application: Application, items: Mapping[str, str | Point]) -> dict[str, Point]:
    """The points that name a question and say something. Raises ProposalUnfit."""
    every = [*basics.by_key(application).values(), *application.form_version.questions.all()]
    questions = {str(question.key): question for question in every}
    listed = {row["code"] for row in application.round.rules.get("correction_reasons", [])}
    found = {}
    for key, given in items.items():
        point = Point(message=given) if isinstance(given, str) else given
        question = questions.get(key)
        if question is None or not point.says_something:
            continue
        if point.code and point.code not in listed:
            raise NothingToCorrect
        if point.proposed is not None:
            empty = calculation.is_empty(point.proposed)
            if question.kind in NEVER_PROPOSED or empty or calculation.problem_of(question.rule, point.proposed):
                raise ProposalUnfit(str(question.label))
        found[key] = point
    return found


def _open_item(item: CorrectionItem, by: Any) -> Application:
    """The case as it stands now, behind a lock. Raises PermissionDenied, RoundCancelled, NotOpenForChange."""
    held = Application.objects.select_for_update(of=("self",)).select_related("round__program")
    application = held.get(pk=item.request.application_id)  # a handing in that is under way comes first
    request_ = application.correction_requests.get(pk=item.request_id)
    if not may_write_for_applicant(by, application):
        raise PermissionDenied
    must_run(application.round)
    if application.state != ApplicationState.CORRECTION or request_.state != CorrectionState.OPEN:
        raise NotOpenForChange
    return application


def _react(item: CorrectionItem, reaction: Reaction, text: str = "") -> None:
    item.reaction, item.reply, item.answered_at = reaction, text.strip(), clock.now()
    item.save(update_fields=["reaction", "reply", "answered_at"])


@transaction.atomic
def reply(item: CorrectionItem, *, text: str, by: Any, value: str | None = None) -> None:
    """The applicant says what was done about one point. Where the answer has changed, no words are needed.

    Of a basic fact she says here what is to stand there (`value`; None leaves it): it comes into force with the handing in.
    Who answers for an applicant on paper always notes who said what. Raises NotOpenForChange, BasicWrong, and ReplyMissing.
    """
    application = _open_item(item, by)
    if value is not None and (field := basics.field_of(item.key)) is not None:
        basic_facts.must_fit(basics.questions(application)[field], value)
        item.given_value = value if value != basics.facts_of(application)[field] else None
        item.save(update_fields=["given_value"])
    if not text.strip() and (not is_own_writer(by, application) or not has_changed(item)):
        raise ReplyMissing
    _react(item, Reaction.ANSWERED, text)


@transaction.atomic
def confirm(item: CorrectionItem, *, read_version: int, by: Any) -> None:
    """The applicant takes over the answer that the office proposes: it is saved as an answer of her own.

    Of a basic fact it comes into force with the handing in.

    The office does not confirm what it proposes itself, also for an applicant on paper: it replies, and notes who said so.
    Raises NotOpenForChange, also where nothing is proposed, AnswerChanged when a colleague was faster, and AnswerWrong.
    """
    application = _open_item(item, by)
    if not is_own_writer(by, application):
        raise PermissionDenied
    if not item.has_proposal:
        raise NotOpenForChange
    if basics.field_of(item.key) is None:
        answering.save(application, item.key, item.proposed_value, read_version=read_version, by=by)
    _react(item, Reaction.CONFIRMED)


@transaction.atomic
def decline(item: CorrectionItem, *, text: str, by: Any) -> None:
    """The applicant does not take over what the office proposes, and says why.

    Raises NotOpenForChange, also where nothing is proposed, and ReplyMissing without a word.
    """
    _open_item(item, by)
    if not item.has_proposal:
        raise NotOpenForChange
    if not text.strip():
        raise ReplyMissing
    _react(item, Reaction.DECLINED, text)


def has_changed(item: CorrectionItem) -> bool:
    """Whether the answer or its files differ from what was submitted last, also by one under way, or a basic fact is to."""
    if basics.field_of(item.key) is not None:
        return item.given_value is not None
    application, key = item.request.application, str(item.key)
    if application.tickets.arriving(clock.transaction_now()).filter(key=item.key, awaited=False).exists():
        return True
    version = application.versions.latest("seq")
    answer = application.answers.filter(key=item.key).first()
    present = application.attachments.present().filter(key=item.key)
    files = {str(attachment.public_id) for attachment in present}
    submitted = {file["attachment"] for file in version.files if file["key"] == key}
    return (answer.value if answer else None) != version.answers.get(key) or files != submitted


@transaction.atomic
def resubmit(application: Application, *, by: Any) -> ApplicationVersion:
    """Hands the corrected application in as its next version. A second click gets the same version.

    A file that is under way is listed and comes later. Raises CorrectionUnanswered, NotComplete, and IllegalTransition where
    no correction is open.
    """
    if not may_write_for_applicant(by, application):
        raise PermissionDenied
    locked = Application.objects.select_for_update(of=("self",)).select_related("round__program").get(pk=application.pk)
    must_run(locked.round)
    newest = locked.correction_requests.exclude(state=CorrectionState.CANCELLED).order_by("-asked_at", "-pk").first()
    answered = newest is not None and newest.history.filter(action="correction.answer").exists()
    if locked.state in HANDED_IN and answered and (version := locked.versions.last()):
        return version
    row = locked.correction_requests.open().first()
    if row is None or locked.state != ApplicationState.CORRECTION:
        raise IllegalTransition(locked, ApplicationState.SUBMITTED)
    version = hand_in(locked, row, by=by)
    application.refresh_from_db()
    return version


def hand_in(
    application: Application, row: CorrectionRequest, *, by: Any, kind: str = VersionKind.CORRECTED
) -> ApplicationVersion:
    """Makes the next version of a case behind its lock, and answers its open request. Whether it may be is the caller's question.

    Raises CorrectionUnanswered and NotComplete.
    """
    if row.items.filter(answered_at__isnull=True).exists():
        raise CorrectionUnanswered
    basic_facts.take_over(application, row, by=by)
    version = freeze(application, by=by, kind=kind, only=open_keys(application))
    row.statements.filter(version=None).update(version=version)
    for item in row.items.filter(reaction=Reaction.CONFIRMED).exclude(key__in=basics.FIELD_OF):
        # Whoever has gone on writing after the yes has answered in her own words.
        if version.answers.get(str(item.key)) != item.proposed_value:
            CorrectionItem.objects.filter(pk=item.pk).update(reaction=Reaction.ANSWERED)
    told = kind == VersionKind.ENTERED
    change_state(row, CorrectionState.ANSWERED, by=by, action="correction.answer")
    change_state(application, ApplicationState.SUBMITTED, by=by, action="correction.hand_in" if told else "correction.resubmit")
    correction_emails.resubmitted(application)
    return version


@transaction.atomic
def extend(application: Application, *, due_on: date, reason: str, by: Any) -> CorrectionRequest:
    """Gives the applicant more time for the open request, with a letter that names the new day and the reason.

    Raises DayTooSoon, DayNotLater, RoundCancelled, and IllegalTransition where no correction is open.
    """
    locked, row = open_request(application, by)
    if due_on <= clock.today():
        raise DayTooSoon
    if due_on <= row.due_on:
        raise DayNotLater
    facts = {"from": row.due_on.isoformat(), "to": due_on.isoformat()}
    write_version(row, row_version=row.row_version, due_on=due_on)
    for record in (row, locked):
        record.history.append(record, action="correction.extend", by=by, to_state=record.state, note=reason, facts=facts)
    correction_emails.extended(locked, row, reason)
    return row


@transaction.atomic
def close(application: Application, *, reason: str, by: Any) -> CorrectionRequest:
    """Ends a request that was not answered in time: the case goes on with the version that was submitted last.

    What was changed since and not handed in does not count: answers and files go back to that version, and a letter says
    so. Raises CorrectionStillOpen until the day is over in Tokyo, RoundCancelled, and IllegalTransition where no
    correction is open.
    """
    locked, row = open_request(application, by)
    if clock.today() <= row.due_on:
        raise CorrectionStillOpen(row.due_on)
    undone = undo_changes(locked, open_keys(locked))
    change_state(row, CorrectionState.CLOSED, by=by, action="correction.close", note=reason)
    change_state(locked, ApplicationState.SUBMITTED, by=by, action="correction.close", note=reason)
    if undone:
        locked.history.append(locked, action="correction.undo", by=by, to_state=locked.state, facts={"questions": undone})
    correction_emails.closed(locked, row, reason)
    application.refresh_from_db()
    return row


def open_request(application: Application, by: Any) -> tuple[Application, CorrectionRequest]:
    """The case and its open request, behind the lock that saving and submitting wait for, too."""
    if not is_case_secretariat(by, application):
        raise PermissionDenied
    locked = Application.objects.select_for_update(of=("self",)).select_related("round__program").get(pk=application.pk)
    must_run(locked.round)
    row = locked.correction_requests.open().first()
    if row is None or locked.state != ApplicationState.CORRECTION:
        raise IllegalTransition(locked, ApplicationState.SUBMITTED)
    return locked, row
