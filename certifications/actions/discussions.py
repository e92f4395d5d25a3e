"""Where judges lie far apart they talk, and the office says what came of it. A sheet is changed by its judge alone."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from certifications import stage_emails
from certifications.actions.conditions import must_be_in
from certifications.actions.disagreements import found_in
from certifications.actions.score_rules import rules_of
from certifications.discussion_states import CalledBy, DiscussionOutcome, DiscussionState
from certifications.models import Application, Assignment, Discussion, DiscussionWord, Round, Stage
from certifications.permissions import is_case_secretariat
from certifications.refusals import DiscussionClosed, DiscussionOpen, ReasonMissing, ReviewsMissing, WrongStage
from certifications.stage_states import StageState
from certifications.states import ApplicationState, AssignmentState, RoundState
from home import clock
from home.states import change_state

MOST_CHARACTERS = 2_000


def all_handed_in(application: Application, stage: Stage) -> bool:
    """Whether every judge of the case in the stage, at least two, has handed in."""
    every = application.assignments.counted().filter(stage=stage)
    return every.count() > 1 and not every.exclude(state=AssignmentState.SUBMITTED).exists()


@transaction.atomic
def call(application: Application, *, stage: Stage, topic: str, by: Any) -> Discussion:
    """The office asks the judges of a case to talk; each gets a letter. Raises WrongStage, ReviewsMissing, DiscussionOpen."""
    if not is_case_secretariat(by, application):
        raise PermissionDenied
    must_be_in(application.round, {RoundState.JUDGING})
    Round.objects.select_for_update(of=("self",)).get(pk=application.round_id)  # as whoever scores or locks the scores does
    held = Stage.objects.select_related("round", "rubric_version").get(pk=stage.pk)
    case = Application.objects.get(pk=application.pk)
    if held.round_id != case.round_id or held.state != StageState.OPEN or case.state != ApplicationState.IN_REVIEW:
        raise WrongStage
    if not all_handed_in(case, held):
        raise ReviewsMissing
    if Discussion.objects.open().filter(application=case, stage=held).exists():
        raise DiscussionOpen
    return _begin(case, held, topic=topic.strip(), by=by)


def call_by_rule(assignment: Assignment) -> Discussion | None:
    """Where the round's rules say so: a discussion begins by itself, once, when the last sheet of a case is handed in."""
    case, stage = assignment.application, assignment.stage
    if rules_of(case.round).called_by != CalledBy.RULE or not all_handed_in(case, stage):
        return None
    if Discussion.objects.filter(application=case, stage=stage).exists() or found_in(case, stage) is None:
        return None
    return _begin(case, stage, topic="", by=None)


def _begin(case: Application, stage: Stage, *, topic: str, by: Any) -> Discussion:
    found = found_in(case, stage)
    facts: dict[str, Any] = {"distance": found.distance, "criteria": found.criteria} if found else {}
    discussion = Discussion.objects.create(application=case, stage=stage, topic=topic, called_at=clock.now(), **facts)
    discussion.history.append(discussion, action="discussion.call", by=by, to_state=discussion.state, note=topic)
    for assignment in case.assignments.counting().filter(stage=stage).select_related("judge", "stage__round__program"):
        stage_emails.discussion_called(assignment, discussion)
    return discussion


@transaction.atomic
def say(discussion: Discussion, *, body: str, by: Any) -> DiscussionWord:
    """A judge of the case, or its office, says something. Raises DiscussionClosed, WrongStage, ReasonMissing for no words."""
    from_office = is_case_secretariat(by, discussion.application)
    if not from_office and not Discussion.objects.of_judge(by).filter(pk=discussion.pk).exists():
        raise PermissionDenied
    must_be_in(discussion.application.round, {RoundState.JUDGING})
    if not body.strip():
        raise ReasonMissing
    held = Discussion.objects.select_for_update(of=("self",)).get(pk=discussion.pk)
    if held.state != DiscussionState.OPEN:
        raise DiscussionClosed
    words = body.strip().replace("\r\n", "\n")[:MOST_CHARACTERS]
    return DiscussionWord.objects.create(discussion=held, author=by, from_office=from_office, body=words, said_at=clock.now())


@transaction.atomic
def close(discussion: Discussion, *, outcome: DiscussionOutcome | str, note: str, by: Any) -> None:
    """The office ends it and says what came of it; what was said stays. Raises DiscussionClosed, ReasonMissing."""
    if not is_case_secretariat(by, discussion.application):
        raise PermissionDenied
    if not note.strip():
        raise ReasonMissing
    held = Discussion.objects.select_for_update(of=("self",)).get(pk=discussion.pk)
    if held.state != DiscussionState.OPEN:
        raise DiscussionClosed
    facts = {"outcome": DiscussionOutcome(outcome), "closing_note": note.strip(), "closed_at": clock.now()}
    change_state(held, DiscussionState.CLOSED, by=by, action="discussion.close", note=note.strip(), **facts)
    discussion.refresh_from_db()
