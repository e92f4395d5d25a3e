"""A round: prepared, published with frozen rules, judged."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from certifications.actions import judging, rounds
from certifications.models import Round
from certifications.refusals import StillOpen, StillScreening
from home import clock
from home.models import Letter
from tests.certifications import making
from tests.certifications.deciding import again

pytestmark = pytest.mark.django_db


def test_prepare_lays_out_the_programs_stages(program, secretary):
    round_ = rounds.prepare(
        program,
        fiscal_year=2027,
        number=20,
        opens_at=making.OPENS,
        closes_at=making.CLOSES,
        judging_until=making.JUDGING.date(),
        announces_at=making.ANNOUNCES,
        by=secretary,
    )

    assert [stage.kind for stage in round_.stages.all()] == [row["kind"] for row in program.stages]
    assert all(stage.starts_on <= stage.ends_on for stage in round_.stages.all())
    assert round_.state == "preparing"


def test_prepare_refuses_dates_out_of_order(program, secretary):
    with pytest.raises(ValidationError):
        rounds.prepare(
            program,
            fiscal_year=2027,
            number=20,
            opens_at=making.CLOSES,
            closes_at=making.OPENS,
            judging_until=making.JUDGING.date(),
            announces_at=making.ANNOUNCES,
            by=secretary,
        )

    assert Round.objects.count() == 0


def test_publish_freezes_what_the_program_says(open_round, program):
    program.checklist = []
    program.applicant_limit = 99
    program.save()

    frozen = again(open_round).rules

    assert frozen["applicant_limit"] == making.program_data()["per_applicant_limit"]
    assert frozen["checklist"] == making.program_data()["checklist"]


def test_judging_waits_for_the_close(open_round, secretary):
    with pytest.raises(StillOpen), clock.at(making.CLOSES - timedelta(seconds=1)):
        rounds.open_judging(open_round, by=secretary)


def test_judging_waits_for_screening(submitted, secretary):
    with pytest.raises(StillScreening), clock.at(making.JUDGING):
        rounds.open_judging(again(submitted.round), by=secretary)


def test_open_judging_writes_to_judges_and_lets_drafts_lapse(in_review, draft, open_round, secretary, judges):
    rounds.seat(open_round, judges[0], by=secretary)
    judging.assign(in_review, judges[0], by=secretary)

    with clock.at(making.JUDGING):
        rounds.open_judging(again(open_round), by=secretary)

    assert again(open_round).state == "judging"
    assert again(draft).state == "lapsed"
    letters = Letter.objects.filter(kind="certifications/judging_opened")
    assert [letter.address for letter in letters] == [judges[0].email]


@pytest.mark.parametrize("verb", ["publish", "open_judging", "lapse_drafts"])
def test_only_the_secretariat_runs_a_round(open_round, approver, stranger, verb):
    for by in (approver, stranger):
        with pytest.raises(PermissionDenied):
            getattr(rounds, verb)(open_round, by=by)


def test_a_secretary_of_another_program_is_a_stranger(open_round):
    other = making.office(making.program("meister"), "other-secretary")

    with pytest.raises(PermissionDenied):
        rounds.cancel(open_round, by=other, reason="間違い")


def test_spread_gives_the_wanted_number_and_passes_over_conflicts(in_review, open_round, secretary, judges, company):
    company.memberships.create(user=judges[0], role="viewer", started_at=clock.now())
    for judge in judges:
        rounds.seat(open_round, judge, by=secretary)

    made = judging.spread(again(open_round), by=secretary)

    assert made == 1
    assert [assignment.judge for assignment in in_review.assignments.all()] == [judges[1]]
    assert judging.spread(again(open_round), by=secretary) == 0
