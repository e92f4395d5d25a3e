"""A round: prepared, published with frozen rules, judged."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from certifications.actions import conflicts, judging, rounds
from certifications.models import Conflict, Round
from certifications.refusals import (
    ConflictWithoutObject,
    NoFormYet,
    NoRubricYet,
    RoundCancelled,
    StillOpen,
    StillScreening,
    WrongStage,
)
from home import clock
from home.models import Letter
from tests.certifications import making
from tests.certifications.deciding import again

pytestmark = pytest.mark.django_db


def prepare(program, by, **changes):
    """A round of the next year; what a test says otherwise."""
    facts = {"opens_at": making.OPENS, "closes_at": making.CLOSES, "announces_at": making.ANNOUNCES}
    return rounds.prepare(program, fiscal_year=2027, number=20, judging_until=making.JUDGING.date(), by=by, **facts | changes)


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


@pytest.mark.parametrize(("form", "refusal"), [(False, NoFormYet), (True, NoRubricYet)])
def test_prepare_refuses_a_program_that_has_nothing_to_ask_or_to_score_by(form, refusal):
    program = making.bare_program()
    secretary = making.office(program, "secretary-of-it")
    if form:
        program.form_versions.create(number=1, created_at=clock.now(), published_at=clock.now())

    with pytest.raises(refusal):
        prepare(program, secretary)

    assert Round.objects.count() == 0


def test_prepare_refuses_dates_out_of_order(program, secretary):
    with pytest.raises(ValidationError):
        prepare(program, secretary, opens_at=making.CLOSES, closes_at=making.OPENS)

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


@pytest.mark.parametrize("stage", ["preparing", "published", "judging", "deciding", "released", "cancelled"])
def test_where_judges_are_seated_and_assigned(in_review, open_round, secretary, judges, stage):
    rounds.seat(open_round, judges[0], by=secretary)
    Round.objects.filter(pk=open_round.pk).update(state=stage, released_at=clock.now() if stage == "released" else None)
    done = []
    for verb in (
        lambda: rounds.seat(again(open_round), judges[1], by=secretary),
        lambda: judging.assign(again(in_review), judges[0], by=secretary),
        lambda: judging.spread(again(open_round), by=secretary),
    ):
        try:
            verb()
            done.append(True)
        except (WrongStage, RoundCancelled):
            done.append(False)

    assert (
        done
        == {
            "preparing": [True, False, False],
            "published": [True, True, True],
            "judging": [True, True, True],
            "deciding": [False, False, False],
            "released": [False, False, False],
            "cancelled": [False, False, False],
        }[stage]
    )


def test_drafts_do_not_lapse_while_the_call_is_open(draft, open_round, secretary):
    with pytest.raises(StillOpen):
        rounds.lapse_drafts(open_round, by=secretary)

    assert again(draft).state == "draft"


def test_a_conflict_lies_in_one_case_or_one_company(in_review, program, secretary, judges, company):
    for objects in ({}, {"organization": company, "application": in_review}):
        with pytest.raises(ConflictWithoutObject):
            conflicts.record(judges[0], program=program, reason="取引", by=secretary, **objects)

    assert Conflict.objects.count() == 0


def test_a_conflict_in_a_case_of_another_program_is_not_ours_to_record(in_review, judges):
    elsewhere = making.program("meister")

    with pytest.raises(PermissionDenied):
        conflicts.record(judges[0], program=elsewhere, application=in_review, reason="x", by=making.office(elsewhere, "far"))
