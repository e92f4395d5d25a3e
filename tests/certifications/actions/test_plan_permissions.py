"""Who plans assignments, until when, and for which categories."""

import pytest
from django.core.exceptions import PermissionDenied

from certifications.actions import plans
from certifications.actions.plan_inputs import Wishes
from certifications.models import AssignmentPlan, Category, Expertise
from certifications.refusals import WrongStage
from home import clock
from tests.certifications import making
from tests.certifications.actions.test_plans import planned

pytestmark = pytest.mark.django_db


def test_only_the_secretariat_without_an_interest_plans(cases, panel, open_round, secretary, approver, company):
    plan = planned(open_round, secretary)
    touched = making.office(open_round.program, "touched")
    company.memberships.create(user=touched, role="viewer", started_at=clock.now())

    for person in (approver, touched, panel[0]):
        for verb in (
            lambda by: plans.draft(open_round, Wishes(reviews=2, cap=9), by=by),
            lambda by: plans.apply(plan, by=by),
            lambda by: plans.discard(plan, by=by),
        ):
            with pytest.raises(PermissionDenied):
                verb(person)
    assert [list(AssignmentPlan.objects.visible_to(p)) for p in (secretary, approver, touched, panel[0])] == [[plan], [], [], []]


def test_nothing_is_planned_once_scores_are_locked(cases, panel, open_round, secretary):
    plan = planned(open_round, secretary)
    type(open_round).objects.filter(pk=open_round.pk).update(state="deciding")

    with pytest.raises(WrongStage):
        plans.apply(plan, by=secretary)
    with pytest.raises(WrongStage):
        plans.draft(open_round, Wishes(reviews=2, cap=9), by=secretary)


def test_categories_of_other_programs_are_no_expertise_here(cases, panel, open_round, secretary):
    other = making.program("design-competition")
    Expertise.objects.create(judge=panel[0], category=Category.objects.filter(program=other).first(), level=3)

    plan = planned(open_round, secretary)

    assert [row["expertise"] for row in plan.inputs["judges"]] == [{}, {}, {}]
