"""A program with its office, judges and a company, for races; cases as far as they are asked for."""

import os
from contextlib import contextmanager
from datetime import timedelta

from certifications.actions import applications, conflicts, decisions, judging, results
from certifications.models import Application, Assignment, Decision, Round
from home import clock
from tests.certifications import making

SOAK = os.environ.get("SOAK") == "1"
ROUNDS = 25 if SOAK else 2
# Of the pairs that judging stands or falls with, whose beginning is made once and put back (tests/put_back.py).
MANY = int(os.environ.get("ROUNDS", "1000" if SOAK else "3"))
LATE = making.ANNOUNCES + timedelta(hours=1)


@contextmanager
def running_clock():
    """The real time for the enclosed block."""
    token = clock._override.set(None)
    try:
        yield
    finally:
        clock._override.reset(token)


class City:
    """Made anew for each test."""

    def __init__(self):
        self.program = making.program()
        self.secretary = making.office(self.program, "secretary")
        self.second_secretary = making.office(self.program, "secretary-2")
        self.approver = making.office(self.program, "approver", "approver")
        self.second_approver = making.office(self.program, "approver-2", "approver")
        self.judge = making.person("judge")
        self.company = making.organization()
        self.owner = making.member(self.company, "owner")
        self.number = 0

    def round(self, **facts):
        self.number += 1
        return making.published_round(self.program, self.secretary, number=self.number, reviews_wanted=1, **facts)

    def filled(self, **facts):
        return making.fill(making.draft(self.round(**facts), self.owner, organization=self.company), self.owner)

    def submitted(self):
        application = self.filled()
        applications.submit(application, by=self.owner)
        return again(application)

    def judged(self):
        """A case with an open sheet that has all its values but has not been handed in."""
        application = self.submitted()
        making.accepted(application, self.secretary)
        making.judged(application.round, self.secretary, [self.judge])
        judging.pledge(application.round, by=self.judge)
        assignment = assignment_of(application)
        judging.open_sheet(assignment, by=self.judge)
        for criterion in application.round.rubric_version.criteria.all():
            judging.score(assignment, criterion, 4, by=self.judge)
        return assignment_of(application)

    def proposed(self):
        """A decision that waits for an approver, in a locked round."""
        assignment = self.judged()
        judging.submit(assignment, by=self.judge)
        results.lock_and_rank(Round.objects.get(pk=assignment.application.round_id), by=self.secretary)
        level = self.program.levels.first()
        application = again(assignment.application)
        decision = decisions.draft(application, outcome="certified", level=level, reasons="よい", by=self.secretary)
        decisions.propose(decision, by=self.secretary)
        return decision_of(application)

    def confess(self, person, application):
        """A conflict of somebody with the case goes on record."""
        return conflicts.record(person, program=self.program, application=application, reason="親族", by=self.secretary)

    def ready(self):
        """A round that only waits for its release."""
        decision = self.proposed()
        decisions.approve(decision, by=self.approver)
        return Round.objects.get(pk=decision.application.round_id)


def again(application):
    return Application.objects.select_related("round__program", "subject").get(pk=application.pk)


def assignment_of(application):
    return Assignment.objects.select_related("application__round__program", "application__subject").get(application=application)


def decision_of(application):
    related = ("application__round__program", "application__subject", "level", "result_run")
    return Decision.objects.select_related(*related).get(application=application)


def actions_of(record):
    return list(record.history.order_by("seq").values_list("action", flat=True))
