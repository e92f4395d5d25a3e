"""What is typed at the wrong hour or against the rules of the game: it says what to do next, and nothing is half-written."""

import pytest
from django.test import Client
from django.urls import reverse

from certifications.actions import conflicts, programs, rounds
from certifications.models import Assignment, Review, RubricVersion, Score, Stage
from certifications.refusals import FrozenVersion, ScoresLocked
from tests.certifications import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def offices_desk(secretary, settings):
    """The secretariat's desk, beside the judge's own page."""
    settings.SECOND_FACTOR_REQUIRED = False
    making.all_roles()
    making.officer(secretary)
    client = Client()
    client.force_login(secretary)
    return client


def address(assignment, name="judging_case"):
    return reverse(f"certifications:{name}", args=[assignment.public_id])


def sheet(criteria):
    typed = {f"score-{criterion.code}": "4" for criterion in criteria}
    return typed | {"row_version": "1", "private_note": "", "applicant_comment": "まだ送っていない言葉", "action": "save"}


def written(assignment):
    review = Review.objects.get(assignment=assignment)
    return Score.objects.count(), review.applicant_comment, review.row_version


def test_a_sheet_of_a_stage_that_is_over_is_refused_whole(opened, criteria, at_desk):
    Stage.objects.filter(pk=opened.stage_id).update(state="closed")

    response = at_desk.post(address(opened), sheet(criteria))
    alone = at_desk.post(address(opened, "judging_score"), {"criterion": criteria[0].code, "value": "4"})

    page = response.content.decode()
    assert (response.status_code, alone.status_code, written(opened)) == (409, 409, (0, "", 1))
    assert [words in page for words in ("事務局へお電話ください", "まだ送っていない言葉")] == [True, True]
    assert str(ScoresLocked()) in alone.json().values()


def test_a_sheet_of_a_stage_that_has_not_begun_does_not_exist(opened, criteria, at_desk):
    Stage.objects.filter(pk=opened.stage_id).update(state="waiting")

    answers = [
        at_desk.get(address(opened)),
        at_desk.post(address(opened), sheet(criteria)),
        at_desk.post(address(opened, "judging_score"), {"criterion": criteria[0].code, "value": "4"}),
    ]

    assert [answer.status_code for answer in answers] == [404] * 3
    assert written(opened) == (0, "", 1)


def test_a_case_is_given_to_no_judge_in_conflict_whatever_is_sent(opened, offices_desk, company, program, secretary):
    """The form offers her no more; a page that was open before is asked again, and nothing is written."""
    case, other = opened.application, making.person("judge-in-conflict")
    rounds.seat(case.round, other, by=secretary)
    page = offices_desk.get(reverse("cases:assign", args=[case.public_id]))
    offered = other in page.context["form"].fields["judge"].queryset
    conflicts.record(other, program=program, organization=company, reason="元社員", by=secretary)
    before = list(Assignment.objects.values_list("pk", "state"))

    response = offices_desk.post(reverse("cases:assign", args=[case.public_id]), {"judge": other.pk})

    assert (offered, response.status_code, bool(response.context["form"].errors["judge"])) == (True, 200, True)
    assert list(Assignment.objects.values_list("pk", "state")) == before


def test_criteria_that_were_published_never_change(opened, criteria):
    before = list(RubricVersion.objects.values_list("pk", "published_at")), [criterion.weight for criterion in criteria]
    criterion = criteria[0]
    criterion.weight += 1

    with pytest.raises(FrozenVersion):
        criterion.save()
    with pytest.raises(FrozenVersion):
        type(criterion).objects.filter(version=criterion.version).update(weight=9)
    with pytest.raises(FrozenVersion):
        criterion.delete()

    kept = list(criterion.version.criteria.order_by("order").values_list("weight", flat=True))
    assert (list(RubricVersion.objects.values_list("pk", "published_at")), kept) == before


def test_criteria_that_are_changed_after_use_are_a_new_version_and_sheets_keep_theirs(opened, criteria):
    data = making.program_data()
    data["rubric"]["criteria"][0]["weight"] = "9"

    programs.load(data, by=None)

    review, stage = Review.objects.get(assignment=opened), Stage.objects.get(pk=opened.stage_id)
    newest = RubricVersion.objects.filter(program=opened.application.round.program, code=RubricVersion.MAIN).latest("number")
    assert newest.pk not in {review.rubric_version_id, stage.rubric.pk}
    assert review.rubric_version_id == criteria[0].version_id == stage.rubric.pk
