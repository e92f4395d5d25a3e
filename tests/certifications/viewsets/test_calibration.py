"""Samples and disagreements at the desk."""

import pytest
from django.urls import reverse

from certifications.actions import calibration, judging
from certifications.models import CalibrationCase
from home import clock
from tests.certifications import making
from tests.certifications.deciding import again, score_everything

pytestmark = pytest.mark.django_db


def page(round_, verb="comparison"):
    return reverse(f"rounds:{verb}", args=[round_.public_id])


def test_a_sample_is_set_on_a_form(at_desk, in_judging, open_round, secretary):
    client = at_desk(secretary)
    codes = list(open_round.rubric_version.criteria.values_list("code", flat=True))
    client.get(page(open_round, "add_sample"))

    half = client.post(page(open_round, "add_sample"), {"title": "見本", "text": "杖"})
    client.post(page(open_round, "add_sample"), {"title": "見本", "text": "杖"} | {f"value-{code}": "3" for code in codes})

    assert len(half.context["form"].errors) == len(codes)
    assert CalibrationCase.objects.get().references == dict.fromkeys(codes, 3)


def test_the_office_sees_drifts_and_disagreements_while_scores_are_open(at_desk, in_judging, open_round, secretary, judges):
    values = {criterion.code: 5 for criterion in open_round.rubric_version.criteria.all()}
    sample = calibration.add(again(open_round), title="見本", text="杖", references=dict.fromkeys(values, 2), by=secretary)
    with clock.at(making.JUDGING):
        for judge in judges:
            judging.pledge(again(open_round), by=judge)
    calibration.score(sample, values, by=judges[0])
    [before] = at_desk(secretary).get(page(open_round)).context["parts"]
    calibration.score(sample, values, by=judges[1])
    score_everything(open_round, {judges[0].email: 5, judges[1].email: 1})

    [after] = at_desk(secretary).get(page(open_round)).context["parts"]

    assert (before.waiting, after.waiting) == ([judges[1]], [])
    assert {(judge, row.needs_talk) for judge, row in after.drifts} == {(judges[0], True), (judges[1], True)}
    assert [case for case, _distance in after.apart] == [in_judging]


def test_it_is_not_for_others_nor_before_judging(at_desk, in_judging, open_round, secretary, approver, company):
    touched = making.office(open_round.program, "touched")
    company.memberships.create(user=touched, role="viewer", started_at=clock.now())

    assert [at_desk(person).get(page(open_round)).status_code for person in (secretary, approver, touched)] == [200, 404, 404]
    type(open_round).objects.filter(pk=open_round.pk).update(state="published")
    assert at_desk(secretary).get(page(open_round)).status_code == 404
