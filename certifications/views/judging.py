"""The judge's list and the way into a case: pledge, question about connections, the papers."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from certifications import reading
from certifications.actions import conflicts, judging
from certifications.judging_forms import DeclineForm
from certifications.models import Application, Assignment, PanelMember, Round
from certifications.permissions import can_score
from certifications.refusals import NotOnPanel, Refusal
from certifications.states import AssignmentState, RoundState, SubjectKind
from home.states import IllegalTransition
from home.views import files

RUNNING = (RoundState.JUDGING, RoundState.DECIDING)


@dataclass(frozen=True)
class Case:
    """One case in a judge's list, under its neutral number."""

    number: int
    assignment: Assignment

    @property
    def title(self) -> str:
        return case_title(self.assignment.application, self.number)

    @property
    def maker(self) -> str:
        application = self.assignment.application
        return "" if application.round.blind else maker_of(application)

    @property
    def handed_in(self) -> bool:
        return self.assignment.state == AssignmentState.SUBMITTED

    @property
    def tone(self) -> str:
        return {"working": "info", "submitted": "good"}.get(self.assignment.state, "plain")


@dataclass(frozen=True)
class Docket:
    """What one judge has to do in one round."""

    round: Round
    pledged: bool
    cases: list[Case]

    @property
    def open(self) -> bool:
        return bool(self.round.state == RoundState.JUDGING)

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


def case_title(application: Application, number: int) -> str:
    """What a judge reads above a case: the subject's name, but a number where the name itself is hidden."""
    if application.round.blind and application.subject.kind == SubjectKind.PERSON:
        return _("Candidate %(number)d") % {"number": number}
    return str(application.subject.name)


def maker_of(application: Application) -> str:
    """Who applies; of a person's own case nothing more than the name that stands above it."""
    return "" if application.subject.kind == SubjectKind.PERSON else application.applicant


def docket(assignments: Iterable[Assignment], member: PanelMember) -> Docket:
    """A round's cases of one judge."""
    cases = [Case(number, assignment) for number, assignment in enumerate(assignments, start=1)]
    return Docket(member.round, member.pledged_at is not None, cases)


def own_assignments(user: Any) -> Any:
    """Everything that the judge may read now."""
    return Assignment.objects.visible_to(user).select_related(
        "application__subject",
        "application__organization",
        "application__team",
        "application__person",
        "application__category",
        "application__theme__organization",
        "application__round__program",
        "application__round__rubric_version",
        "judge",
    )


def own_case(request: HttpRequest, public_id: UUID) -> tuple[Assignment, Docket]:
    """One of the judge's own cases and its round's docket; anybody else's is not found, as if it did not exist."""
    assignment = get_object_or_404(own_assignments(request.user), public_id=public_id)
    round_ = assignment.application.round
    member = get_object_or_404(PanelMember.objects.select_related("round__program"), round=round_, judge=request.user)
    return assignment, docket(own_assignments(request.user).filter(application__round=round_), member)


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
    if not seats:
        raise Http404
    assignments = (
        own_assignments(request.user).annotate(given=Count("review__scores")).order_by("application__round_id", "order", "pk")
    )
    by_round = {pk: list(rows) for pk, rows in groupby(assignments, key=lambda row: row.application.round_id)}
    running = [docket(by_round.get(seat.round_id, []), seat) for seat in seats if seat.round.state in RUNNING]
    return render(
        request,
        "certifications/judging/index.html",
        {
            "judging": True,
            "dockets": sorted(running, key=lambda each: (not each.open, each.done)),
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


@login_required
@require_safe
def paper(request: HttpRequest, public_id: UUID, attachment: UUID) -> HttpResponseBase:
    """A picture or file of the version that is judged, or its preview, once the judge has opened the case."""
    assignment, own = own_case(request, public_id)
    if not own.pledged or assignment.state == AssignmentState.ASSIGNED:
        raise Http404
    blind = assignment.application.round.blind
    found = reading.paper(assignment.review.version, attachment, blind=blind)
    if found is None:
        raise Http404
    stored = get_object_or_404(assignment.application.attachments.select_related("file__preview"), public_id=attachment)
    if stored.file is None:
        raise Http404
    if "preview" in request.GET:
        return files.preview(stored.file, name=found.name)
    return files.serve(stored.file, name=found.name, inline=found.picture)
