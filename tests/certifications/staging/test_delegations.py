"""A case goes from one judge to another, with the reason on record."""

import pytest
from django.core.exceptions import PermissionDenied

from certifications.actions import delegations, judging, rounds
from certifications.models import Assignment
from certifications.refusals import ReasonMissing, SheetHandedIn
from home.models import Letter
from tests.certifications import making
from tests.certifications.staging.several import score


@pytest.fixture
def assignment(judged, cases, judges):
    return Assignment.objects.select_related("application__round__program", "application__subject").get(
        application=cases[0], judge=judges[0]
    )


@pytest.fixture
def deputy(judged, secretary):
    found = making.person("deputy-judge")
    rounds.seat(judged, found, by=secretary)
    return found


def test_case_goes_to_another_judge_who_gets_a_letter(assignment, deputy, secretary):
    given = delegations.delegate(assignment, deputy, reason="入院のため", by=secretary)

    assignment.refresh_from_db()
    assert (assignment.state, given.state, given.stage) == ("recused", "assigned", assignment.stage)
    assert assignment.history.last().note == given.history.last().note == "入院のため"
    assert Letter.objects.filter(kind="certifications/judging_opened", recipient=deputy).count() == 1


def test_case_is_not_delegated_without_a_reason_or_after_it_was_handed_in(assignment, deputy, secretary):
    with pytest.raises(ReasonMissing):
        delegations.delegate(assignment, deputy, reason=" ", by=secretary)
    score(assignment, 3)
    with pytest.raises(SheetHandedIn):
        delegations.delegate(assignment, deputy, reason="入院のため", by=secretary)


def test_only_the_secretariat_delegates(assignment, deputy, judges, approver):
    for stranger in (judges[0], approver):
        with pytest.raises(PermissionDenied):
            delegations.delegate(assignment, deputy, reason="入院のため", by=stranger)

    assert judging.can_score(judges[0], Assignment.objects.select_related("stage").get(pk=assignment.pk)) is True
