"""A round is prepared, published, judged and decided. (Its release has a module of its own.)"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from certifications import emails, remedies
from certifications.actions import assignments, stage_moves, stages
from certifications.actions.conditions import must_be_in, must_be_over, must_be_screened, must_run
from certifications.models import Assignment, PanelMember, Program, Round, Stage
from certifications.permissions import is_secretariat, runs_round
from certifications.refusals import (
    NoFormYet,
    NoRubricYet,
    NotOnPanel,
    ReasonMissing,
    SheetBegun,
    WorksForProgram,
)
from certifications.stage_states import READABLE, StageState
from certifications.states import (
    MAY_BE_SEATED,
    MAY_BE_WITHDRAWN,
    ApplicationState,
    AssignmentState,
    RoundState,
    StageKind,
)
from home import clock, freshness, jobs
from home.states import change_state


def _may_run(user: Any, program: Program) -> None:
    if not is_secretariat(user, program):
        raise PermissionDenied


def _may_run_all(user: Any, round_: Round) -> None:
    if not runs_round(user, round_):
        raise PermissionDenied


@transaction.atomic
def prepare(
    program: Program,
    *,
    fiscal_year: int,
    number: int,
    opens_at: datetime,
    closes_at: datetime,
    judging_until: date,
    announces_at: datetime,
    by: Any,
    blind: bool = False,
    **settings: Any,
) -> Round:
    """Makes a round with the program's newest form and rubric and a timetable of its stages. Nothing is public yet.

    `blind`: in no stage that is scored do judges see who applies. Raises NoFormYet and NoRubricYet for a program that has
    published none, and ValidationError.
    """
    _may_run(by, program)
    form = program.form_versions.filter(published_at__isnull=False).order_by("-number").first()
    rubric = program.rubric_versions.main().order_by("-number").first()
    if form is None:
        raise NoFormYet
    if rubric is None:
        raise NoRubricYet
    round_ = Round(
        program=program,
        fiscal_year=fiscal_year,
        number=number,
        opens_at=opens_at,
        closes_at=closes_at,
        judging_until=judging_until,
        announces_at=announces_at,
        form_version=form,
        rubric_version=rubric,
        **settings,
    )
    round_.full_clean()
    round_.save()
    stages.lay_out(round_, blind=blind)
    round_.history.append(round_, action="round.prepare", by=by, to_state=round_.state)
    return round_


@transaction.atomic
def publish(round_: Round, *, by: Any) -> None:
    """Opens the call to the public and freezes what the program says today: checklist, letters, levels, limits."""
    program = round_.program
    _may_run(by, program)
    must_run(round_)
    rules = {
        "checklist": program.checklist,
        "eligibility": program.eligibility,
        "reference_day": round_.last_day().isoformat(),
        "letters": program.letters,
        "reasons": program.reasons,
        "correction_reasons": program.correction_reasons,
        "message_templates": program.message_templates,
        "appeal_text": remedies.instruction(program.legal_basis, program.appeal_text, program.appeal_parties),
        "appeals": remedies.terms(program.legal_basis, program.appeals),
        "approval": program.approval,
        "feedback": program.feedback,
        "number_pattern": program.number_pattern,
        "receipt_pattern": program.receipt_pattern,
        "validity_years": program.validity_years,
        "renewals": program.renewals,
        "reports": program.reports,
        "standard_days": program.standard_days,
        "applicant_limit": program.applicant_limit,
        "sign_off": round_.sign_off,
        "conflicts": program.conflicts,
        "judging": program.judging,
        "levels": [{"code": level.code, "quantity": level.quantity} for level in program.levels.all()],
    }
    change_state(round_, RoundState.PUBLISHED, by=by, action="round.publish", rules=rules, published_at=clock.now())
    for stage in round_.stages.filter(kind=StageKind.SCREENING):
        change_state(stage, StageState.OPEN, by=by, action="stage.open", opened_at=clock.now())
    freshness.renew("programs")


@transaction.atomic
def seat(round_: Round, judge: Any, *, by: Any, chair: bool = False) -> PanelMember:
    """Seats a judge on the panel, until the scores are locked. Doing it twice changes nothing.

    Who was taken off it and comes back gets the cases that nobody has taken over (`assignments.give_back`).
    Raises WrongStage, and WorksForProgram for anybody with a role in the program.
    """
    _may_run(by, round_.program)
    must_be_in(round_, MAY_BE_SEATED)
    Program.objects.select_for_update(no_key=True).get(pk=round_.program_id)  # a role that is being given comes before or after
    if round_.program.roles.filter(user=judge, ended_at__isnull=True).exists():
        raise WorksForProgram
    member, created = PanelMember.objects.get_or_create(
        round=round_, judge=judge, defaults={"chair": chair, "seated_by": by, "seated_at": clock.now()}
    )
    if created:
        held = Round.objects.select_for_update(of=("self",)).get(pk=round_.pk)  # as whoever locks the scores does
        must_be_in(held, MAY_BE_SEATED)
        facts = {"judge": str(judge.public_id), "chair": chair, "given_back": assignments.give_back(held, judge, by=by)}
        round_.history.append(round_, action="panel.seat", by=by, facts=facts)
        jobs.enqueue_once("certifications.tasks.look_for_suspicions")
    return member


@transaction.atomic
def unseat(round_: Round, judge: Any, *, reason: str, by: Any) -> None:
    """Takes a judge off the panel, with a reason on record. Cases that she has not begun are free for others.

    The seat is gone, the pledge stays in the round's history, and her freed cases stay on record as not hers. Raises
    WrongStage, NotOnPanel, ReasonMissing, and SheetBegun when a sheet of hers counts or has been started.
    """
    _may_run(by, round_.program)
    held = Round.objects.select_for_update(of=("self",)).get(pk=round_.pk)  # as whoever begins a sheet does
    must_be_in(held, MAY_BE_SEATED)
    if not reason.strip():
        raise ReasonMissing
    member = held.panel.filter(judge=judge).first()
    if member is None:
        raise NotOnPanel
    hers = Assignment.objects.filter(judge=judge, application__round=held).exclude(state=AssignmentState.RECUSED)
    if hers.exclude(state=AssignmentState.ASSIGNED).exists():
        raise SheetBegun
    for assignment in hers:
        change_state(assignment, AssignmentState.RECUSED, by=by, action="assignment.unseat", note=reason)
    member.delete()
    facts = {"judge": str(judge.public_id), "pledged": str(member.pledged_at or "")}
    held.history.append(held, action="panel.unseat", by=by, note=reason, facts=facts)


@transaction.atomic
def open_judging(round_: Round, *, by: Any) -> None:
    """Starts the scoring: the call has closed, and every application is through screening. Drafts lapse.

    Opens the stages up to the first that is scored, and writes a letter to each judge with an assignment. Raises StillOpen,
    StillScreening and PaperWaits.
    """
    _may_run_all(by, round_)
    must_run(round_)
    must_be_screened(round_)
    lapse_drafts(round_, by=by)
    change_state(round_, RoundState.JUDGING, by=by, action="round.open_judging")
    stages.open_first(round_, by=by)
    if stage := round_.stage_to_score():
        for member in _assigned_members(round_):
            emails.judging_opened(round_, member.judge, stage=stage)
    freshness.renew("programs")


def _assigned_members(round_: Round) -> Sequence[PanelMember]:
    """Who sits on the panel and has a case from which she has not stepped back."""
    counted = Assignment.objects.counted().filter(application__round=round_)
    return list(round_.panel.filter(judge__in=counted.values("judge")).select_related("judge").order_by("pk"))


@transaction.atomic
def lapse_drafts(round_: Round, *, by: Any) -> None:
    """Drafts that were not submitted in time lapse; they stay readable for their owners. Raises StillOpen."""
    _may_run(by, round_.program)
    must_run(round_)
    must_be_over(round_)
    for application in round_.applications.filter(state=ApplicationState.DRAFT):
        change_state(application, ApplicationState.LAPSED, by=by, action="application.lapse")


@transaction.atomic
def reopen_judging(round_: Round, *, by: Any, reason: str) -> None:
    """Back from deciding to judging, with a reason on record; a new result must follow."""
    _may_run_all(by, round_)
    must_run(round_)
    change_state(round_, RoundState.JUDGING, by=by, action="round.reopen_judging", note=reason)
    last = round_.last_scored_stage()
    for stage in Stage.objects.after(last).filter(state__in=READABLE).order_by("-order"):
        stage_moves.unbegin(stage, by=by, reason=reason)
    stage_moves.set_back(last, by=by, reason=reason)


@transaction.atomic
def cancel(round_: Round, *, by: Any, reason: str) -> None:
    """Calls the round off: from now on every verb on its cases refuses. Whoever has applied or was to judge gets a letter.

    The reason stands in the letters, which the worker writes. Applications keep their states, so that the record tells how
    far each had come. A submission that has begun to write comes before; one that waits for its case finds the round called off.
    """
    _may_run(by, round_.program)
    must_run(round_)
    change_state(round_, RoundState.CANCELLED, by=by, action="round.cancel", note=reason)
    _wait_for_submissions(round_)
    jobs.enqueue("certifications.tasks.write_cancellation_letters", str(round_.public_id))
    for member in _assigned_members(round_):
        emails.judging_cancelled(round_, member.judge, reason)
    freshness.renew("programs")


def _wait_for_submissions(round_: Round) -> None:
    """Takes the lock of every case that could still be handed in: whoever has it hands in first."""
    cases = round_.applications.filter(state__in=MAY_BE_WITHDRAWN).order_by("pk").select_for_update(of=("self",))
    list(cases.values_list("pk", flat=True))
