"""A stage is closed while a sheet changes; a rule is applied while a case is withdrawn. Both are shown without their guards."""

import threading

import pytest

from certifications.actions import applications, judging, promotions, results, stages
from certifications.models import Assignment, Stage, StageEntry
from home import clock
from tests.certifications import making
from tests.certifications.staging.several import TWO_SCORED, score, stage_of
from tests.put_back import rounds as put_back
from tests.races.cities import MANY, City, again
from tests.races.crowd import refusals, together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]
POINTS = (5, 4, 2)


class Contest(City):
    """A round of two scored stages: of three cases, scored by one judge, two go on from the first."""

    def __init__(self):
        super().__init__()
        data = making.program_data()
        rubric = {**data["rubric"], "criteria": data["rubric"]["criteria"][:2]}
        self.program = making.program("monozukuri-brand", stages=TWO_SCORED, rubrics={"final": rubric}, rubric=data["rubric"])
        self.secretary = making.office(self.program, "contest-secretary")
        self.second_secretary = making.office(self.program, "contest-secretary-2")
        self.owners = {}

    def scored(self):
        """The first scored stage with every sheet handed in."""
        round_, cases = self.round(), []
        for number, _points in enumerate(POINTS):
            company = making.organization(f"試作工業{number}株式会社")
            owner = making.member(company, f"owner-{number}")
            application = making.submitted(round_, owner, name=f"試作{number}", organization=company)
            cases.append(making.accepted(application, self.secretary))
            self.owners[application.pk] = owner
        making.judged(round_, self.secretary, [self.judge])
        for case, points in zip(cases, POINTS, strict=True):
            score(case.assignments.get(), points)
        return stage_of(round_, "scoring"), cases


@pytest.fixture
def contest(during):
    with clock.at(making.JUDGING):
        yield Contest()


def sheet_of(case):
    related = ("application__round__program", "application__subject", "stage__rubric_version")
    return Assignment.objects.select_related(*related).get(application=case, stage__kind="scoring")


def first_of(assignment):
    return assignment.stage.rubric_version.criteria.order_by("order").first()


def other_values(assignment, judge):
    """The judge takes the sheet back, changes a value and hands it in again."""
    judging.reopen(assignment, by=judge, reason="見落とし")
    judging.score(assignment, first_of(assignment), 1, by=judge)
    judging.submit(assignment, by=judge)


def fresh(stage):
    return Stage.objects.select_related("round__program").get(pk=stage.pk)


def is_frozen(stage):
    """Whether the ranking on record was computed from the values that stand in the sheets now."""
    run = stage.result_runs.first()
    return run is None or (results.is_reproducible(run) and run.inputs == results.inputs_of(fresh(stage)))


def test_no_score_changes_behind_a_closed_stage(contest):
    stage, cases = contest.scored()
    for _round in put_back(MANY):
        copies = fresh(stage), sheet_of(cases[0])

        outcomes = together(
            lambda copies=copies: other_values(copies[1], contest.judge),
            lambda copies=copies: stages.close_stage(copies[0], by=contest.secretary),
        )

        assert set(refusals(outcomes)) <= {"StageNotDone", "ScoresLocked"}
        assert is_frozen(stage)


def test_score_slips_behind_a_closed_stage_without_the_guard(contest, monkeypatch):
    stage, cases = contest.scored()
    closed = threading.Event()
    copies = fresh(stage), sheet_of(cases[0])

    def look_away(each, _by):
        each.state = "working"
        closed.wait(5)

    def close():
        stages.close_stage(copies[0], by=contest.secretary)
        closed.set()

    monkeypatch.setattr(judging, "_look_again", look_away)
    together(lambda: judging.score(copies[1], first_of(copies[1]), 1, by=contest.judge), close)

    assert is_frozen(stage) is False


def standing(stage):
    return dict(StageEntry.objects.filter(stage=stage).values_list("application", "state"))


def verdicts(prospects):
    """What each case's entry becomes."""
    words = {"promoted": "promoted", "stopped": "stopped"}
    return {each.entry.application_id: words.get(each.verdict, "in") for each in prospects}


def test_a_rule_does_what_was_seen_or_nothing_though_a_case_is_withdrawn(contest):
    """The better of two that go on is taken back by its applicant: the third goes on only after somebody has seen that."""
    stage, cases = contest.scored()
    stages.close_stage(fresh(stage), by=contest.secretary)
    before = standing(stage)
    for _round in put_back(MANY):
        found = promotions.preview(fresh(stage))
        copies = fresh(stage), again(cases[0])

        outcomes = together(
            lambda copies=copies, found=found: promotions.promote(
                copies[0], seen_as=promotions.seen(found), by=contest.secretary
            ),
            lambda copies=copies: applications.withdraw(copies[1], by=contest.owners[cases[0].pk]),
        )

        assert refusals(outcomes) in ([], ["RuleChanged"])
        assert standing(stage) == (before if refusals(outcomes) else verdicts(found))
        assert again(cases[0]).state == "withdrawn"


def test_a_rule_does_what_nobody_has_seen_without_the_guard(contest, monkeypatch):
    stage, cases = contest.scored()
    stages.close_stage(fresh(stage), by=contest.secretary)
    found = promotions.preview(fresh(stage))
    withdrawn = threading.Event()
    original = promotions._held

    def slowly(*arguments):
        withdrawn.wait(5)
        return original(*arguments)

    def withdraw():
        applications.withdraw(again(cases[0]), by=contest.owners[cases[0].pk])
        withdrawn.set()

    monkeypatch.setattr(promotions, "_held", slowly)
    monkeypatch.setattr(promotions, "seen", lambda _prospects: "")
    outcomes = together(lambda: promotions.promote(fresh(stage), seen_as="", by=contest.secretary), withdraw)

    assert refusals(outcomes) == []
    assert (standing(stage)[cases[2].pk], verdicts(found)[cases[2].pk]) == ("promoted", "stopped")
