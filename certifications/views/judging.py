"""The judge's list and the way into a case: pledge, question about connections, the papers."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from certifications import blind_reading, declarations, device_keys
from certifications.actions import conflicts, judging
from certifications.judging_forms import DeclineForm
from certifications.models import (
    Application,
    Appointment,
    Assignment,
    CalibrationCase,
    FieldReport,
    Meeting,
    PanelMember,
    Round,
    Stage,
)
from certifications.permissions import can_judge, can_score
from certifications.refusals import NotOnPanel, Refusal
from certifications.stage_states import StageState
from certifications.states import AssignmentState, RoundState, SubjectKind
from home.states import IllegalTransition

RUNNING = (RoundState.JUDGING, RoundState.DECIDING)


@dataclass(frozen=True)
class Case:
    """One case in a judge's list, under its neutral number."""

    number: int
    assignment: Assignment

    @property
    def title(self) -> str:
        return case_title(self.assignment, self.number)

    @property
    def maker(self) -> str:
        application = self.assignment.application
        return "" if self.assignment.stage.blind else maker_of(application)

    @property
    def theme(self) -> str:
        return declarations.theme_of(self.assignment.application)

    @property
    def handed_in(self) -> bool:
        return self.assignment.state == AssignmentState.SUBMITTED

    @property
    def tone(self) -> str:
        return {"working": "info", "submitted": "good"}.get(self.assignment.state, "plain")


@dataclass(frozen=True)
class Docket:
    """What one judge has to do in one stage of a round."""

    round: Round
    stage: Stage
    judge: int
    pledged: bool
    cases: list[Case]
    samples: Sequence[CalibrationCase] = ()

    @property
    def open(self) -> bool:
        return bool(self.round.state == RoundState.JUDGING and self.stage.state == StageState.OPEN)

    @property
    def offline(self) -> bool:
        """Whether what the judge gives may wait on her device; the program says so when the round is published."""
        return bool(self.open and self.round.rules.get("judging", {}).get("offline", True))

    @property
    def begun(self) -> list[Case]:
        """Cases whose sheets are open and not handed in."""
        return [case for case in self.cases if case.assignment.state == AssignmentState.WORKING]

    @property
    def unopened(self) -> int:
        return sum(case.assignment.state == AssignmentState.ASSIGNED for case in self.cases)

    @property
    def due(self) -> Any:
        """The judge's last day."""
        return self.stage.due_for(self.judge)

    @property
    def handed_in(self) -> int:
        return sum(case.handed_in for case in self.cases)

    @property
    def done(self) -> bool:
        return self.handed_in == len(self.cases)

    def next_after(self, assignment: Assignment | None = None) -> Case | None:
        """The next case without a handed-in sheet, from the given one on and then from the start."""
        ids = [case.assignment.pk for case in self.cases]
        start = ids.index(assignment.pk) + 1 if assignment and assignment.pk in ids else 0
        order = [*self.cases[start:], *self.cases[:start]]
        return next((case for case in order if not case.handed_in and case.assignment != assignment), None)

    def place_of(self, assignment: Assignment) -> tuple[Case, Case | None, Case | None]:
        """The case with its neighbors before and after in the neutral order."""
        index = next(i for i, case in enumerate(self.cases) if case.assignment.pk == assignment.pk)
        before = self.cases[index - 1] if index else None
        return self.cases[index], before, self.cases[index + 1] if index + 1 < len(self.cases) else None


def case_title(assignment: Assignment, number: int) -> str:
    """What a judge reads above a case: the subject's name, but a number where the name itself is hidden."""
    subject = assignment.application.subject
    return blind_reading.title(subject, assignment.copy_hidden, number) if assignment.stage.blind else str(subject.name)


def maker_of(application: Application) -> str:
    """Who applies; of a person's own case nothing more than the name that stands above it."""
    return "" if application.subject.kind == SubjectKind.PERSON else application.applicant


def docket(assignments: Iterable[Assignment], member: PanelMember, stage: Stage) -> Docket:
    """A stage's cases of one judge."""
    cases = [Case(number, assignment) for number, assignment in enumerate(assignments, start=1)]
    stage.round = member.round
    return Docket(member.round, stage, member.judge_id, member.pledged_at is not None, cases)


def with_samples(own: Docket, user: Any) -> Docket:
    """The docket with the samples that wait for the judge, once she has pledged."""
    return replace(own, samples=list(own.stage.samples.waiting_for(user))) if own.open and own.pledged else own


LONG = ("application__eligibility", "application__round__rules")  # read when they are asked for
NAMED = (
    "application__subject",
    "application__organization",
    "application__team",
    "application__person",
    "application__category",
    "application__theme__organization",
)


def own_assignments(user: Any) -> Any:
    """Everything that the judge may read now."""
    return Assignment.objects.visible_to(user).select_related(*NAMED, "application__round__program", "stage", "judge")


def own_case(request: HttpRequest, public_id: UUID) -> tuple[Assignment, Docket]:
    """One of the judge's own cases and its stage's docket; anybody else's is not found, as if it did not exist."""
    judge: Any = request.user
    stage = get_object_or_404(Stage, assignments__public_id=public_id, assignments__judge=judge.pk)
    member = get_object_or_404(PanelMember.objects.select_related("round__program"), round=stage.round_id, judge=judge.pk)
    every = list(Assignment.objects.visible_to(judge).filter(stage=stage).select_related(*NAMED))
    for each in every:  # the same for all: read once
        each.stage, each.judge, each.application.round = stage, judge, member.round
    own = docket(every, member, stage)
    assignment = next((each for each in every if each.public_id == public_id), None)
    if assignment is None:
        raise Http404
    return assignment, own


def own_assignment(request: HttpRequest, public_id: UUID) -> Assignment:
    """One of the judge's own cases, without the others of its stage: what is saved as it is typed needs no list.

    It asks the predicate instead of `visible_to`, which answers alike (tests/access/test_agreement.py) for many.
    """
    mine = Assignment.objects.filter(judge=request.user.pk, application__round__panel__judge=request.user.pk)
    seated = mine.select_related("application__subject", "application__round", "stage").defer(*LONG)
    found: Assignment = get_object_or_404(seated, public_id=public_id)
    if not can_judge(request.user, found):
        raise Http404
    return found


def shown_stages(seats: Iterable[PanelMember], given: Collection[int]) -> Iterator[tuple[PanelMember, Stage]]:
    """What a judge's list shows of each round: the stages in which she has cases, else the one that is scored now."""
    running = {seat.round_id: seat for seat in seats if seat.round.state in RUNNING}
    begun = Stage.objects.filter(round__in=running).scored().readable().order_by("round_id", "order")
    for round_id, rows in groupby(begun, key=lambda stage: stage.round_id):
        stages = list(rows)
        for stage in [each for each in stages if each.pk in given] or stages[-1:]:
            yield running[round_id], stage


def onward(following: Case | None) -> HttpResponse:
    """To the next case, or back to the list."""
    if following is None:
        return redirect("certifications:judging")
    return redirect("certifications:judging_case", following.assignment.public_id)


@never_cache
@login_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The rounds on whose panel the judge sits, with what is left to do. Who sits on none finds nothing here."""
    seats = list(
        PanelMember.objects.filter(judge=request.user.pk).select_related("round__program").order_by("round__judging_until")
    )
    reports = FieldReport.objects.to_write(request.user).select_related("entry__stage__round__program").order_by("due_on")
    if not seats and not reports:
        raise Http404
    assignments = (
        own_assignments(request.user).with_talks().annotate(given=Count("review__scores")).order_by("stage_id", "order", "pk")
    )
    by_stage = {pk: list(rows) for pk, rows in groupby(assignments, key=lambda row: row.stage_id)}
    running = [docket(by_stage.get(stage.pk, []), seat, stage) for seat, stage in shown_stages(seats, by_stage)]
    return render(
        request,
        "certifications/judging/index.html",
        {
            "judging": True,
            "reports": reports,
            "device_key": device_keys.key_for(request.user) if any(each.offline for each in running) else "",
            "meetings": Meeting.objects.of_member(request.user).select_related("stage__round__program").order_by("ends_at"),
            "has_hours": Appointment.objects.of_judge(request.user).exists(),
            "dockets": sorted(
                [with_samples(each, request.user) for each in running], key=lambda each: (not each.open, each.done)
            ),
            "coming": [seat.round for seat in seats if seat.round.state == RoundState.PUBLISHED],
        },
    )


@never_cache
@login_required
@require_POST
def pledge(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Records the judge's pledge of secrecy for a round."""
    round_ = get_object_or_404(Round.objects.filter(panel__judge=request.user.pk, state__in=RUNNING), public_id=public_id)
    try:
        judging.pledge(round_, by=request.user)
    except NotOnPanel as refusal:
        raise Http404 from refusal
    return redirect("certifications:judging")


def question(request: HttpRequest, assignment: Assignment, own: Docket, form: DeclineForm | None = None) -> HttpResponse:
    """Asks, before anything of the case is shown, whether something connects the judge with it."""
    case, before, after = own.place_of(assignment)
    context = {
        "judging": True,
        "docket": own,
        "case": case,
        "before": before,
        "after": after,
        "form": form or DeclineForm(),
        "may_score": can_score(request.user, assignment),
    }
    return render(request, "certifications/judging/question.html", context, status=422 if form else 200)


@never_cache
@login_required
@require_POST
def begin(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The judge says that nothing connects her with the case."""
    assignment, _docket = own_case(request, public_id)
    try:
        judging.open_sheet(assignment, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("certifications:judging")
    return redirect("certifications:judging_case", public_id)


@never_cache
@login_required
@require_POST
def decline(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The judge steps back from a case, saying why. It leaves the list; the office finds somebody else."""
    assignment, own = own_case(request, public_id)
    form = DeclineForm(request.POST)
    if not form.is_valid():
        return question(request, assignment, own, form)
    following = own.next_after(assignment)
    try:
        conflicts.declare(assignment, reason=form.cleaned_data["reason"], by=request.user)
    except IllegalTransition as gone:
        raise Http404 from gone
    messages.success(request, _("Thank you for telling us. The office will find another judge for this application."))
    return onward(following)
