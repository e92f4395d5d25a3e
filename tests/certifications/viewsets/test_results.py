"""The page of a result: ranking with intervals, doubts, who needs to talk, and the recomputation."""

import re
from decimal import Decimal

import pytest
from django.urls import reverse

from certifications.actions import decisions, judging, programs, results, rounds
from certifications.models import Assignment, Certificate, Decision, ResultRun, ScoreRules
from certifications.viewsets.result_words import Scale
from home import clock
from tests.certifications import making
from tests.certifications.deciding import RELEASE, again, approved, locked, score_everything

pytestmark = pytest.mark.django_db
PLACES = [("whisker", "x1"), ("whisker", "x2"), ("dot", "cx")]


def page(round_, verb="result"):
    return reverse(f"rounds:{verb}", args=[round_.public_id])


@pytest.fixture
def cases(open_round, company, owner, secretary):
    return [
        making.accepted(making.submitted(open_round, owner, name=name, organization=company), secretary)
        for name in ("ひとつ折り車いす", "片手で切れるまな板")
    ]


@pytest.fixture
def two_cases(cases, open_round, secretary, judges):
    """Both read by both judges."""
    making.judged(open_round, secretary, judges)
    return cases


def result(round_, secretary, values):
    """Scores by judge and case, locked."""
    with clock.at(making.JUDGING):
        for assignment in Assignment.objects.select_related("judge", "application__round"):
            judge = assignment.judge
            judging.pledge(again(round_), by=judge)
            judging.open_sheet(assignment, by=judge)
            for criterion in round_.rubric_version.criteria.all():
                judging.score(assignment, criterion, values[judge.email[6], assignment.application.receipt_number[-1]], by=judge)
            judging.submit(assignment, by=judge)
        return results.lock_and_rank(again(round_), by=secretary)


def test_the_page_shows_both_scores_and_the_interval(at_desk, two_cases, open_round, secretary):
    run = result(open_round, secretary, {("a", "1"): 4, ("a", "2"): 3, ("b", "1"): 5, ("b", "2"): 4})

    response = at_desk(secretary).get(page(open_round))

    first = response.context["lines"][0]
    row = run.rows.get(application=two_cases[0])
    assert (first.case, first.score, first.adjusted) == (str(two_cases[0].public_id), "4.5000", str(row.adjusted))
    low, high, dot = (re.search(f'{name}="(\\d+)"', first.drawing.partition(after)[2])[1] for after, name in PLACES)
    assert int(low) <= int(dot) <= int(high)
    assert [name for name, _points in response.context["findings"].leniency] == ["judge-b", "judge-a"]
    assert [text in response.content.decode() for text in (run.citation, run.output_hash, run.input_hash)] == [True] * 3


def test_judges_who_cannot_be_compared_are_named_with_the_link_that_would_help(at_desk, cases, open_round, secretary):
    judges = [making.person(f"judge-{letter}") for letter in "abcd"]
    with clock.at(making.JUDGING):
        for judge in judges:
            rounds.seat(open_round, judge, by=secretary)
        for judge, case in zip(judges, (*cases, *cases), strict=True):
            judging.assign(case, judge, by=secretary)
        rounds.open_judging(open_round, by=secretary)
    result(open_round, secretary, {(j, n): 3 for j in "abcd" for n in "12"})

    context = at_desk(secretary).get(page(open_round)).context

    found = context["findings"]
    assert [str(judge) in found.refusal for judge in judges] == [True] * 4
    assert len(found.links) == 1
    assert {line.adjusted for line in context["lines"]} == {"–"}


def test_disagreement_and_swaps_are_said_in_words(at_desk, two_cases, open_round, secretary):
    result(open_round, secretary, {("a", "1"): 5, ("a", "2"): 3, ("b", "1"): 2, ("b", "2"): 4})

    found = at_desk(secretary).get(page(open_round)).context["findings"]

    assert [(talk.case, talk.distance) for talk in found.talks] == [(two_cases[0], "3.00")]
    assert [words.startswith("1位の「") for words in found.swaps] == [True]


def test_a_result_of_the_first_algorithm_is_still_shown(at_desk, in_judging, open_round, secretary):
    run = locked(open_round, secretary).result_runs.get()
    old = ResultRun(
        round=open_round, number=2, algorithm="weighted mean 1", inputs=run.inputs, input_hash="0" * 64,
        output_hash=run.output_hash, run_by=secretary, run_at=clock.now(),
    )  # fmt: skip
    old.save()
    old.rows.create(application=in_judging, score=4, reviews=2, rank=1)

    response = at_desk(secretary).get(page(open_round) + "?run=2")

    found = response.context["findings"]
    assert response.status_code == 200
    assert (found.refusal, found.swaps, found.talks) == ("", [], [])
    wrong = [at_desk(secretary).get(f"{page(open_round)}?run={number}").status_code for number in ("9", "x", "٣")]
    assert wrong == [404, 404, 404]


def test_recomputing_shows_equal_digests_and_writes_nothing(at_desk, in_judging, open_round, secretary):
    locked(open_round, secretary)
    client = at_desk(secretary)

    before = client.get(page(open_round, "recompute")).context.get("rows")
    after = client.post(page(open_round, "recompute")).context

    assert before is None
    assert after["agrees"] is True
    assert [kept == found for _label, kept, found in after["rows"]] == [True, True]
    assert ResultRun.objects.count() == 1


def test_a_result_is_for_its_office_once_scores_are_locked(at_desk, in_judging, open_round, secretary, approver, company, judges):
    early = at_desk(secretary).get(page(open_round)).status_code
    locked(open_round, secretary)
    touched = making.office(open_round.program, "touched")
    company.memberships.create(user=touched, role="viewer", started_at=clock.now())
    stranger = making.office(making.program("design-competition"), "elsewhere")

    seen = [at_desk(person).get(page(open_round)).status_code for person in (secretary, approver, touched, stranger)]

    assert (early, seen) == (404, [200, 200, 404, 404])
    assert at_desk(judges[0]).get(page(open_round)).status_code == 404


def test_rules_are_said_on_a_form(at_desk, in_judging, open_round, secretary):
    client = at_desk(secretary)
    sent = {"scores_used": "first", "ranked_by": "raw", "threshold": "2.0", "places": "", "called_by": "office"}
    client.post(page(open_round, "score_rules"), sent)
    refused = client.post(page(open_round, "score_rules"), sent | {"threshold": "0", "places": "0"})

    rules = ScoreRules.objects.get()
    assert (rules.scores_used, rules.threshold, rules.places) == ("first", Decimal("2.0"), None)
    assert set(refused.context["form"].errors) == {"threshold", "places"}


def test_every_later_page_cites_the_result(at_desk, in_judging, open_round, secretary, approver):
    run = locked(open_round, secretary).result_runs.get()
    approved(in_judging, secretary, approver)
    client = at_desk(approver)
    pages = [reverse("cases:detail", args=[in_judging.public_id]), page(open_round, "release")]
    with clock.at(RELEASE):
        cited = [run.citation in client.get(address).content.decode() for address in pages]
        seen_as = client.get(page(open_round, "release")).context["form"].initial["seen_as"]
        client.post(page(open_round, "release"), {"seen": "on", "seen_as": seen_as})
    certificate = Certificate.objects.get()
    paper = client.get(reverse("certificates:detail", args=[certificate.public_id])).content.decode()

    assert (cited, run.citation in paper) == ([True, True], True)
    facts = certificate.history.first().facts
    assert (facts["result"], facts["output_hash"]) == (1, run.output_hash)
    assert Decision.objects.get().result_run == run


def test_an_approver_sees_the_result_that_a_decision_rests_on(at_desk, in_judging, open_round, secretary, approver):
    run = locked(open_round, secretary).result_runs.get()
    in_judging = again(in_judging)
    level = open_round.program.levels.first()
    decision = decisions.draft(in_judging, outcome="certified", level=level, by=secretary)
    decisions.propose(decision, by=secretary)
    client = at_desk(approver)

    pages = [reverse("cases:approve", args=[in_judging.public_id]), page(open_round, "approve_all")]

    assert [run.citation in client.get(address).content.decode() for address in pages] == [True, True]


def test_what_would_find_no_decision_is_not_offered(at_desk, in_judging, open_round, secretary, approver):
    locked(open_round, secretary)
    in_judging = again(in_judging)
    people = {"propose_all": secretary, "approve_all": approver}

    def offered():
        shown = {verb: at_desk(person).get(page(open_round, "detail")).context for verb, person in people.items()}
        return [
            verb in {row["name"] for row in (*seen["verbs"], seen["main_verb"] or {"name": ""})} for verb, seen in shown.items()
        ]

    nothing = offered()
    decision = decisions.draft(in_judging, outcome="certified", level=in_judging.round.program.levels.first(), by=secretary)
    drafted = offered()
    decisions.propose(decision, by=secretary)

    assert (nothing, drafted, offered()) == ([False, False], [True, False], [False, True])


def test_nobody_is_offered_to_approve_what_she_has_drafted_herself(at_desk, in_judging, open_round, secretary, approver, program):
    """One person may hold both roles: her own drafts wait for another approver, by name of what to do."""
    programs.grant_role(program, approver, "secretariat", by=None)
    locked(open_round, secretary)
    draft = decisions.draft(again(in_judging), outcome="certified", level=program.levels.first(), by=approver)
    decisions.propose(draft, by=approver)

    def offered(person):
        found = at_desk(person).get(page(open_round, "detail")).context
        verbs = {row["name"] for row in (*found["verbs"], found["main_verb"] or {"name": ""})}
        return "approve_all" in verbs, found["step"].verb, found["step"].waits_for

    assert offered(approver) == (False, "", "ほかの決裁者（自分が起案したものは承認できません）")
    assert offered(making.office(program, "second-approver", "approver"))[:2] == (True, "approve_all")


def test_values_are_drawn_on_the_scale_and_never_beyond_it():
    scale = Scale(1, 5)

    assert [scale.at(value) for value in (None, Decimal(0), Decimal(1), Decimal(3), Decimal(5), Decimal(6))] == [
        None, 8, 8, 100, 192, 192,
    ]  # fmt: skip
    assert scale.marks == [(8, 1), (54, 2), (100, 3), (146, 4), (192, 5)]


def test_a_result_of_many_cases_asks_as_often_as_one_of_few(
    at_desk, two_cases, open_round, secretary, django_assert_max_num_queries
):
    score_everything(open_round)
    with clock.at(making.JUDGING):
        results.lock_and_rank(again(open_round), by=secretary)
    client = at_desk(secretary)
    client.get(page(open_round))

    with django_assert_max_num_queries(12):
        client.get(page(open_round))


def test_the_case_shows_first_scores_beside_later_ones(at_desk, two_cases, open_round, secretary, judges):
    with clock.at(making.JUDGING):
        score_everything(open_round, {judges[0].email: 5, judges[1].email: 2})
        assignment = Assignment.objects.select_related("application__round").get(judge=judges[1], application=two_cases[0])
        judging.reopen(assignment, by=judges[1], reason="別紙を見落とした")
        judging.submit(assignment, by=judges[1])
        results.lock_and_rank(again(open_round), by=secretary)

    pages = [at_desk(secretary).get(reverse("cases:detail", args=[case.public_id])).content.decode() for case in two_cases]

    assert ["別紙を見落とした" in content for content in pages] == [True, False]
