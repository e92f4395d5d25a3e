"""Behind all actions the database itself gives no judge a case that a confirmed conflict keeps from her."""

import pytest
from django.db import IntegrityError, connection, transaction

from certifications.actions import conflicts, judging, rounds
from certifications.models import Assignment, BlockedPair
from home import clock
from tests.certifications import making

pytestmark = pytest.mark.django_db
QUERIES = {
    "sqlite": "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'assignment_without_conflict%'"
    " AND tbl_name = 'certifications_assignment'",
    "postgresql": "SELECT count(*) FROM information_schema.triggers WHERE trigger_name = 'assignment_without_conflict'"
    " AND event_object_table = 'certifications_assignment'",
}


def force(application, judge, **facts):
    """An assignment past all actions."""
    with transaction.atomic():
        return Assignment.objects.create(
            application=application, stage=application.round.stages.scored().get(), judge=judge, assigned_at=clock.now(), **facts
        )


def test_the_guard_stands_in_both_directions():
    with connection.cursor() as cursor:
        cursor.execute(QUERIES[connection.vendor])
        assert cursor.fetchone()[0] == 2


@pytest.mark.parametrize("scope", ["application", "subject", "organization"])
def test_a_confirmed_conflict_blocks_a_new_assignment(in_review, program, secretary, judges, scope):
    about = {"application": in_review, "subject": in_review.subject, "organization": in_review.organization}[scope]
    conflicts.record(judges[0], program=program, reason="取引", by=secretary, **{scope: about})

    with pytest.raises(IntegrityError, match="assignment_without_conflict"):
        force(in_review, judges[0])

    assert force(in_review, judges[1]).state == "assigned"
    assert force(in_review, judges[0], state="recused").state == "recused"


def test_a_recused_assignment_does_not_come_back(in_judging, program, secretary, judges):
    conflicts.record(judges[0], program=program, reason="取引", by=secretary, application=in_judging)

    with pytest.raises(IntegrityError, match="assignment_without_conflict"), transaction.atomic():
        Assignment.objects.filter(application=in_judging, judge=judges[0]).update(state="assigned")
    with pytest.raises(IntegrityError, match="assignment_without_conflict"), transaction.atomic():
        Assignment.objects.filter(application=in_judging, judge=judges[1]).update(judge=judges[0], state="working")

    assert in_judging.assignments.get(judge=judges[0]).state == "recused"


def test_other_columns_of_what_is_over_can_be_written(in_judging, judges):
    BlockedPair.objects.create(judge=judges[0], application=in_judging)

    assert Assignment.objects.filter(application=in_judging, judge=judges[0]).update(order=3) == 1


def test_a_case_that_comes_later_is_blocked_when_it_goes_to_the_judges(submitted, program, secretary, judges):
    conflicts.record(judges[0], program=program, reason="取引", by=secretary, organization=submitted.organization)
    BlockedPair.objects.all().delete()

    making.accepted(submitted, secretary)

    with pytest.raises(IntegrityError, match="assignment_without_conflict"):
        force(submitted, judges[0])


def test_what_is_dismissed_blocks_no_more(in_review, open_round, program, secretary, judges):
    rounds.seat(open_round, judges[0], by=secretary)
    conflict = conflicts.record(judges[0], program=program, reason="取引", by=secretary, application=in_review)

    conflicts.dismiss(conflict, open_round, reason="別会社でした", by=secretary)

    assert not BlockedPair.objects.exists()
    assert judging.assign(in_review, judges[0], by=secretary).state == "assigned"
