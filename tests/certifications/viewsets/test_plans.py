"""The desk of plans: wishes, dry run, what would help, and the difference to what is there."""

import pytest
from django.urls import reverse

from certifications.actions import plans, rounds
from certifications.actions.plan_inputs import Wishes
from certifications.models import Assignment, AssignmentPlan, Expertise
from certifications.viewsets.plan_words import Words
from tests.certifications import making
from tests.certifications.deciding import again

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(in_review):
    return in_review


@pytest.fixture
def panel(open_round, secretary, judges):
    for judge in judges:
        rounds.seat(open_round, judge, by=secretary)
    return judges


def on_round(round_, verb="plan"):
    return reverse(f"rounds:{verb}", args=[round_.public_id])


def page(plan, verb="detail"):
    return reverse(f"plans:{verb}", args=[plan.public_id])


def planned(round_, by, **wishes):
    plan = plans.draft(again(round_), Wishes(**{"reviews": 2, "cap": 9} | wishes), by=by)
    plans.solve(plan)
    return again(plan)


FORM = {"reviews": 2, "cap": 9, "links": 1, "rotation": "on", "seed": 7}


def test_a_plan_is_asked_for_and_shows_how_far_it_is(at_desk, case, panel, open_round, secretary):
    client = at_desk(secretary)
    form = client.get(on_round(open_round)).context["form"]

    response = client.post(on_round(open_round), FORM | {f"cap-{panel[0].public_id}": 1})
    plan = AssignmentPlan.objects.get()
    waiting = client.get(page(plan))
    plans.solve(plan)
    drafted = client.get(page(plan))

    assert (form.fields["reviews"].initial, response.url) == (2, page(plan))
    assert (plan.seed, plan.parameters["caps"], plan.parameters["links"]) == (7, {str(panel[0].public_id): 1}, 1)
    assert (waiting["Refresh"], "<progress" in waiting.content.decode()) == ("3", True)
    assert ("Refresh" in drafted, [row.planned for row in drafted.context["loads"]]) == (False, [1, 1])


def test_pairs_are_typed_whole_or_not_at_all(at_desk, case, panel, open_round, secretary):
    client = at_desk(secretary)
    judge, one = str(panel[0].public_id), str(case.public_id)

    half = client.post(on_round(open_round), FORM | {"rule-0": "must", "judge-0": judge})
    client.post(on_round(open_round), FORM | {"rule-0": "never", "judge-0": judge, "case-0": one})

    assert list(half.context["form"].errors) == ["rule-0"]
    assert AssignmentPlan.objects.get().parameters["never"] == [[judge, one]]


def test_wishes_that_contradict_are_said_on_the_form(at_desk, case, panel, open_round, secretary):
    judge, one = str(panel[0].public_id), str(case.public_id)
    pairs = {"rule-0": "must", "judge-0": judge, "case-0": one, "rule-1": "never", "judge-1": judge, "case-1": one}

    response = at_desk(secretary).post(on_round(open_round), FORM | pairs)

    assert [case.receipt_number in error for error in response.context["form"].non_field_errors()] == [True]
    assert AssignmentPlan.objects.count() == 0


def test_what_does_not_work_out_comes_with_buttons_that_loosen_one_limit(at_desk, case, panel, open_round, secretary):
    plan = planned(open_round, secretary, reviews=2, cap=1, caps={str(panel[0].public_id): 0})
    client = at_desk(secretary)

    shortages = client.get(page(plan)).context["shortages"]
    remedies = [client.get(remedy.url).context["form"] for remedy in shortages[0].remedies]

    assert len(shortages) == 1
    first, second = remedies
    assert first.fields[f"cap-{panel[0].public_id}"].initial == 1
    assert second.fields[f"reviews-{case.public_id}"].initial == 1


def test_a_pair_that_shall_not_be_can_be_let_in_but_not_a_conflict(case, panel, open_round, secretary):
    pair = (str(panel[0].public_id), str(case.public_id))
    wished = Words(planned(open_round, secretary, never=(pair,)))
    plan = planned(open_round, secretary)
    plan.output["gaps"] = [
        {"application": pair[1], "lacking": 1, "relax": [{"code": "conflict", "judge": pair[0], "application": pair[1]}]}
    ]

    assert [bool(r.url) for r in wished.shortages()[0].remedies] == [True, True]
    assert [bool(r.url) for r in Words(plan).shortages()[0].remedies] == [False]
    assert Wishes(2, 9, never=(pair,)).relaxed("conflict", *pair) == Wishes(2, 9)
    assert Wishes(2, 9).relaxed("links").links == 1


def test_the_difference_to_what_is_there_is_shown(at_desk, case, panel, open_round, secretary):
    plans.apply(planned(open_round, secretary, reviews=1), by=secretary)
    had = Assignment.objects.get().judge
    plan = planned(open_round, secretary, reviews=1, caps={str(had.public_id): 0})

    context = at_desk(secretary).get(page(plan)).context

    assert (context["staying"], context["new"], context["taken"]) == (0, 1, 1)
    assert [name.split(" ")[0] for name in context["rows"][0].lost] == [str(had)]


def test_a_plan_is_applied_and_discarded_by_buttons(at_desk, case, panel, open_round, secretary):
    applied, discarded = planned(open_round, secretary), planned(open_round, secretary)
    client = at_desk(secretary)

    client.post(page(discarded, "discard"))
    client.post(page(applied, "apply"))

    assert (again(applied).state, again(discarded).state, Assignment.objects.count()) == ("applied", "discarded", 2)
    assert client.post(page(applied, "apply")).status_code == 302
    assert Assignment.objects.count() == 2


def test_a_stale_plan_says_what_to_do_and_changes_nothing(at_desk, case, panel, open_round, secretary):
    plan = planned(open_round, secretary)
    rounds.unseat(open_round, panel[0], reason="任期満了", by=secretary)
    client = at_desk(secretary)

    shown = client.get(page(plan)).context["outdated"]
    refused = client.post(page(plan, "apply")).context["form"].non_field_errors()

    assert [shown] == refused
    assert Assignment.objects.count() == 0


def test_expertise_is_written_down_by_judge_and_field(at_desk, panel, open_round, secretary):
    category = open_round.program.categories.first()
    client = at_desk(secretary)
    form = client.get(on_round(open_round, "expertise")).context["form"]
    data = dict.fromkeys(form.fields, 0) | {f"{panel[1].public_id}-{category.code}": 3}

    client.post(on_round(open_round, "expertise"), data)

    assert list(Expertise.objects.values_list("judge", "category", "level")) == [(panel[1].pk, category.pk, 3)]


def test_who_has_an_interest_in_a_case_finds_no_plan(at_desk, case, panel, open_round, secretary, approver, company):
    plan = planned(open_round, secretary)
    touched = making.office(open_round.program, "touched")
    company.memberships.create(user=touched, role="viewer", started_at=open_round.opens_at)

    seen = [at_desk(person).get(page(plan)).status_code for person in (secretary, touched)]
    listed = at_desk(touched).get(reverse("plans:index")).context["object_list"]

    assert (seen, list(listed)) == ([200, 404], [])
    assert at_desk(approver).get(page(plan)).status_code == 302


def test_a_plan_of_many_cases_asks_as_often_as_one_of_few(
    at_desk, case, panel, open_round, secretary, owner, company, django_assert_num_queries
):
    few = planned(open_round, secretary)
    client = at_desk(secretary)
    client.get(page(few))
    with django_assert_num_queries(25) as counted:
        client.get(page(few))
    making.accepted(making.submitted(open_round, owner, name="別の製品", organization=company), secretary)
    many = planned(open_round, secretary)

    with django_assert_num_queries(len(counted.captured_queries)):
        client.get(page(many))
