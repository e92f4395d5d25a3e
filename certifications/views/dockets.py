"""A judge's cases, stage by stage, as she may know them: what her list, her pane and her calendar show."""

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from certifications import blind_reading, declarations
from certifications.models import Application, Assignment, CalibrationCase, PanelMember, Round, Stage
from certifications.permissions import can_judge
from certifications.stage_states import StageState
from certifications.states import AssignmentState, RoundState, SubjectKind

LONG_LIST = 20  # a longer list can be searched
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
        """As the newest version names it, which is asked for: a list shows no themes."""
        return declarations.theme_of(self.assignment.application)

    def is_found(self, words: str) -> bool:
        """Whether each word is its number, or stands in what the list shows of it."""
        shown = [search_form(text) for text in (self.title, self.maker)]
        typed = search_form(words).split()
        return all(word == str(self.number) or any(word in text for text in shown) for word in typed)

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
    words: str = ""

    @property
    def open(self) -> bool:
        return bool(self.round.state == RoundState.JUDGING and self.stage.state == StageState.OPEN)

    @property
    def offline(self) -> bool:
        """Whether what the judge gives may wait on her device; the program says so when the round is published."""
        return bool(self.open and self.round.rules.get("judging", {}).get("offline", True))

    @property
    def is_long(self) -> bool:
        return len(self.cases) > LONG_LIST

    @property
    def found(self) -> list[Case]:
        """The cases that the judge looks for, by number or by what her list says of them: what is hidden finds nothing."""
        return [case for case in self.cases if case.is_found(self.words)]

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


def search_form(text: str) -> str:
    """Half width, without capitals."""
    return unicodedata.normalize("NFKC", str(text)).casefold()


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


def shown(own: Docket, request: HttpRequest) -> Docket:
    """The docket with the words that are looked for, and the samples that wait for the judge, once she has pledged."""
    samples = list(own.stage.samples.waiting_for(request.user)) if own.open and own.pledged else []
    return replace(own, samples=samples, words=request.GET.get("q", "").strip()[:80])


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
