"""Judges are assigned, score, and hand their sheets in."""

import hashlib
from collections.abc import Collection, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from certifications.actions import discussions, score_revisions, sheet_rows
from certifications.actions.blocking import hold_judges
from certifications.actions.conditions import must_be_in, must_run
from certifications.actions.expected_scores import must_still_be
from certifications.models import Application, Assignment, Criterion, PanelMember, Review, Round, Stage
from certifications.permissions import can_judge, can_score, in_conflict, is_secretariat, runs_round
from certifications.refusals import (
    InConflict,
    NotInStage,
    NotOnPanel,
    NotOpened,
    PledgeMissing,
    RoundCancelled,
    SampleWaits,
    ScoresLocked,
    SheetHandedIn,
    SheetIncomplete,
    TakenBackWithoutReason,
    WrongStage,
)
from certifications.stage_states import StageState
from certifications.states import MAY_BE_ASSIGNED, ApplicationState, AssignmentState, RoundState
from home import clock
from home.permissions import is_active_user
from home.states import IllegalTransition, change_state


@transaction.atomic
def assign(application: Application, judge: Any, *, by: Any, stage: Stage | None = None) -> Assignment:
    """Gives a case to a judge of the panel, in the stage that is scored now or next. Doing it twice changes nothing.

    Raises NotOnPanel, InConflict, WrongStage, and NotInStage for a case that has not come so far.
    """
    round_ = application.round
    if not is_secretariat(by, round_.program):
        raise PermissionDenied
    must_be_in(round_, MAY_BE_ASSIGNED)
    if application.state != ApplicationState.IN_REVIEW:
        raise IllegalTransition(application, "assigned")
    stage = _to_be_scored(round_, stage)
    if not stage.seats().filter(judge=judge).exists():
        raise NotOnPanel
    if not Application.objects.entering(stage).filter(pk=application.pk).exists():
        raise NotInStage
    hold_judges([judge])  # a conflict that is being confirmed comes before or after
    if in_conflict(judge, application):
        raise InConflict
    assignment, created = Assignment.objects.get_or_create(
        application=application,
        stage=stage,
        judge=judge,
        defaults={"assigned_by": by, "assigned_at": clock.now(), "order": neutral_order(judge, application)},
    )
    if created:
        assignment.history.append(assignment, action="assignment.assign", by=by, to_state=assignment.state)
    return assignment


def _to_be_scored(round_: Round, stage: Stage | None) -> Stage:
    """The stage that judges are assigned for: the named one, else the round's next. Raises WrongStage once it is over."""
    found = stage or round_.stage_to_score()
    if found is None or found.round_id != round_.pk or not found.is_scored or found.state == StageState.CLOSED:
        raise WrongStage
    return found


def neutral_order(judge: Any, application: Application) -> int:
    """A place in the judge's list that tells nothing about receipt; another one for each judge."""
    seed = f"{judge.public_id}:{application.public_id}"
    return int(hashlib.sha256(seed.encode()).hexdigest()[:7], 16)


@transaction.atomic
def spread(round_: Any, *, by: Any, stage: Stage | None = None) -> int:
    """Assigns judges to every case of the stage, up to the wanted number, the least loaded first; says how many were assigned.

    Judges in conflict are passed over. Ties go by the neutral order, so that the result can be repeated. Raises WrongStage.
    """
    if not runs_round(by, round_):
        raise PermissionDenied
    must_be_in(round_, MAY_BE_ASSIGNED)
    stage = _to_be_scored(round_, stage)
    judges = [member.judge for member in stage.seats().select_related("judge").order_by("pk")]
    load = {judge.pk: Assignment.objects.counted().filter(judge=judge, stage=stage).count() for judge in judges}
    hold_judges(judges)
    made = 0
    cases = Application.objects.entering(stage).select_related("subject", "round__program")
    for application in cases.order_by("public_id"):
        given = application.assignments.filter(stage=stage)
        present = set(given.values_list("judge_id", flat=True))
        counted = given.counted().count()
        free = [judge for judge in judges if judge.pk not in present and not in_conflict(judge, application)]
        free.sort(key=lambda judge: (load[judge.pk], neutral_order(judge, application)))
        for judge in free[: max(stage.wanted - counted, 0)]:
            assign(application, judge, stage=stage, by=by)
            load[judge.pk] += 1
            made += 1
    return made


@transaction.atomic
def pledge(round_: Round, *, by: Any) -> PanelMember:
    """A judge of the panel pledges secrecy, once per round and before the first case. Raises NotOnPanel."""
    seats = PanelMember.objects.select_for_update(of=("self",))
    member = seats.filter(round=round_, judge=by).first() if is_active_user(by) else None
    if member is None:
        raise NotOnPanel
    must_run(round_)
    if member.pledged_at is None:
        member.pledged_at = clock.now()
        member.save(update_fields=["pledged_at"])
        locked = Round.objects.select_for_update(of=("self",)).get(pk=round_.pk)
        locked.history.append(locked, action="panel.pledge", by=by)
    return member


def _look_again(assignment: Assignment, by: Any) -> None:
    """Waits for a closing of the scores that is under way, reads the case anew, and asks whether it may be scored.

    Raises ScoresLocked for who may still read, PledgeMissing, and PermissionDenied.
    """
    application = assignment.application
    application.round = Round.objects.select_for_update(of=("self",)).defer("rules").get(pk=application.round_id)
    assignment.stage = Stage.objects.select_related("rubric_version").get(pk=assignment.stage_id)
    now = Assignment.objects.filter(pk=assignment.pk).values_list("state", "row_version", "application__state")
    assignment.state, assignment.row_version, application.state = now.get()
    if assignment.judge_id == by.pk and application.round.state == RoundState.CANCELLED:
        raise RoundCancelled
    if not can_score(by, assignment):
        raise ScoresLocked if can_judge(by, assignment) else PermissionDenied
    if not application.round.panel.filter(judge=by, pledged_at__isnull=False).exists():
        raise PledgeMissing


@transaction.atomic
def open_sheet(assignment: Assignment, *, by: Any) -> Review:
    """The judge says that nothing connects her with the case, and begins the sheet. Opening it again changes nothing.

    Raises PledgeMissing, SampleWaits, ScoresLocked, and PermissionDenied when the case may not be scored.
    """
    _look_again(assignment, by)
    if assignment.stage.samples.waiting_for(by).exists():
        raise SampleWaits
    review, _created = Review.objects.get_or_create(
        assignment=assignment,
        defaults={
            "version": assignment.application.versions.latest("seq"),
            "rubric_version": assignment.stage.rubric,
            "changed_at": clock.now(),
        },
    )
    if assignment.state == AssignmentState.ASSIGNED:
        change_state(assignment, AssignmentState.WORKING, by=by, action="assignment.begin", facts={"why": "nothing_connects"})
    return review


def _sheet(assignment: Assignment, by: Any) -> Review:
    """The sheet, if it may be written on now. Raises NotOpened and SheetHandedIn besides what `_look_again` raises."""
    _look_again(assignment, by)
    if assignment.state == AssignmentState.SUBMITTED:
        raise SheetHandedIn
    if assignment.state != AssignmentState.WORKING:
        raise NotOpened
    return Review.objects.select_related("rubric_version").get(assignment=assignment)


@transaction.atomic
def score(
    assignment: Assignment,
    criterion: Criterion,
    value: int | None,
    *,
    by: Any,
    not_applicable: bool = False,
    expected: Collection[str] | None = None,
) -> None:
    """Sets one value, or says that the criterion does not apply. `expected`: what the sheet may have had, as its page knows.

    Raises ScoreOutOfRange, ScoreChangedElsewhere, NotOpened, SheetHandedIn, ScoresLocked, PledgeMissing.
    """
    review = _sheet(assignment, by)
    must_still_be(review, criterion, expected, "na" if not_applicable else str(value))
    sheet_rows.set_value(review, criterion, None if not_applicable else value, not_applicable=not_applicable)


@transaction.atomic
def clear_score(assignment: Assignment, criterion: Criterion, *, by: Any, expected: Collection[str] | None = None) -> None:
    """Takes a value back (undo). Raises what `score` raises."""
    review = _sheet(assignment, by)
    must_still_be(review, criterion, expected, "")
    review.scores.filter(criterion=criterion).delete()
    sheet_rows.touch(review)


@transaction.atomic
def comment(assignment: Assignment, *, row_version: int, by: Any, **texts: str) -> Review:
    """Saves private_note, applicant_comment and public_comment over the version that was read. Raises StaleRecord."""
    return sheet_rows.write_texts(_sheet(assignment, by), row_version, texts)


@transaction.atomic
def record(
    assignment: Assignment,
    marks: Mapping[Criterion, int | None],
    *,
    row_version: int,
    by: Any,
    hand_in: bool = False,
    **texts: str,
) -> Review:
    """Saves a whole sheet at once, all or nothing: values (None where a criterion does not apply) and texts; also hands it in.

    Criteria that are not named keep what they have. Raises what `score`, `comment` and `submit` raise.
    """
    review = _sheet(assignment, by)
    for criterion, value in marks.items():
        sheet_rows.set_value(review, criterion, value, not_applicable=value is None)
    review = sheet_rows.write_texts(review, row_version, texts)
    return submit(assignment, by=by) if hand_in else review


@transaction.atomic
def submit(assignment: Assignment, *, by: Any) -> Review:
    """Hands the sheet in; a second click finds it handed in. Raises SheetIncomplete unless every criterion has its word."""
    _look_again(assignment, by)
    if assignment.state == AssignmentState.SUBMITTED:
        return Review.objects.get(assignment=assignment)
    review = _sheet(assignment, by)
    given = set(review.scores.values_list("criterion_id", flat=True))
    if given != set(review.rubric_version.criteria.values_list("pk", flat=True)):
        raise SheetIncomplete
    change_state(assignment, AssignmentState.SUBMITTED, by=by, action="assignment.submit")
    score_revisions.keep(review, by=by)
    Review.objects.filter(pk=review.pk).update(submitted_at=clock.now())
    review.refresh_from_db()
    discussions.call_by_rule(assignment)
    return review


@transaction.atomic
def reopen(assignment: Assignment, *, by: Any, reason: str) -> None:
    """The judge takes the sheet back while scores are not locked; an open one stays open. What was handed in is kept.

    Raises ScoresLocked, TakenBackWithoutReason.
    """
    _look_again(assignment, by)
    if assignment.state == AssignmentState.WORKING:
        return
    if not reason.strip():
        raise TakenBackWithoutReason
    if not (review := assignment.review).score_revisions.exists():  # handed in before first scores were kept
        score_revisions.keep(review, by=by)
    change_state(assignment, AssignmentState.WORKING, by=by, action="assignment.reopen", note=reason.strip())
    Review.objects.filter(assignment=assignment).update(submitted_at=None)
