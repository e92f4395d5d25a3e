"""After a correction the office looks at the corrected points only; each is accepted or asked again."""

import pytest
from django.core.exceptions import PermissionDenied

from certifications.actions import corrections, rechecks, screening
from certifications.actions.corrections import Point
from certifications.models import CorrectionItem
from certifications.refusals import NothingToCorrect, RecheckOpen, VerdictMissing
from home.models import Letter
from home.states import IllegalTransition
from tests.certifications import making
from tests.certifications.deciding import again

pytestmark = pytest.mark.django_db


@pytest.fixture
def items(submitted, secretary, owner):
    """Two points, answered and handed in again."""
    texts = submitted.form_version.questions.filter(kind__in=["short_text", "long_text"]).order_by("section__order", "order")[:2]
    asked = {str(question.key): "詳しく書いてください。" for question in texts}
    request = corrections.request(submitted, asked, due_on=making.DUE, by=secretary)
    for item in request.items.all():
        corrections.reply(item, text="このままでお願いします。", by=owner)
    corrections.resubmit(submitted, by=owner)
    return list(request.items.order_by("pk"))


def test_when_all_are_accepted_the_case_goes_on(submitted, items, secretary):
    found = rechecks.settle(submitted, accepted=[item.pk for item in items], again={}, by=secretary)

    request = again(items[0].request)
    assert (found, request.state, again(submitted).state) == (None, "closed", "submitted")
    assert set(CorrectionItem.objects.values_list("verdict", "looked_at_by")) == {("accepted", secretary.pk)}
    assert rechecks.waiting(submitted) is None


def test_what_is_asked_again_goes_out_in_a_new_request_with_those_points_only(submitted, items, secretary):
    first, second = items
    points = {second.pk: Point(message="数値も書いてください。")}

    request = rechecks.settle(submitted, accepted=[first.pk], again=points, due_on=making.DUE, by=secretary)

    assert [(item.key, item.message) for item in request.items.all()] == [(second.key, "数値も書いてください。")]
    assert [again(item).verdict for item in items] == ["accepted", "again"]
    assert (again(first.request).state, submitted.state) == ("closed", "correction")
    assert Letter.objects.filter(kind="certifications/correction_asked").count() == 2


def test_every_point_needs_a_verdict(submitted, items, secretary):
    with pytest.raises(VerdictMissing):
        rechecks.settle(submitted, accepted=[items[0].pk], again={}, by=secretary)
    with pytest.raises(VerdictMissing):
        rechecks.settle(submitted, accepted=[item.pk for item in items] + [0], again={}, by=secretary)

    assert [again(item).verdict for item in items] == ["", ""]


def test_asking_again_without_a_word_or_a_day_changes_nothing(submitted, items, secretary):
    for point, day in ((Point(), making.DUE), (Point(message="x"), None)):
        with pytest.raises(NothingToCorrect):
            rechecks.settle(submitted, accepted=[items[0].pk], again={items[1].pk: point}, due_on=day, by=secretary)

    assert (again(items[0].request).state, again(items[0]).verdict) == ("answered", "")


def test_only_the_secretariat_gives_verdicts(submitted, items, owner, approver):
    for user in (owner, approver):
        with pytest.raises(PermissionDenied):
            rechecks.settle(submitted, accepted=[item.pk for item in items], again={}, by=user)


def test_the_case_is_not_accepted_before_its_corrections_have_been_looked_at(submitted, items, secretary):
    for row in submitted.round.rules["checklist"]:
        screening.check(submitted, row["code"], passed=True, by=secretary)

    with pytest.raises(RecheckOpen):
        screening.accept(submitted, by=secretary)
    rechecks.settle(submitted, accepted=[item.pk for item in items], again={}, by=secretary)
    screening.accept(again(submitted), by=secretary)

    assert again(submitted).state == "in_review"


def test_nothing_waits_where_nothing_was_answered(submitted, secretary):
    with pytest.raises(IllegalTransition):
        rechecks.settle(submitted, accepted=[], again={}, by=secretary)
