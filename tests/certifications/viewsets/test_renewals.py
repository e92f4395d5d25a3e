"""The desk of renewals: what ends, how far a campaign has come, and the difference that office and judges see."""

import pytest
from django.urls import reverse

from certifications.actions import applications, renewals, revisions
from certifications.models import Assignment
from home import clock
from tests.certifications import issuing, making, renewing

pytestmark = pytest.mark.django_db
NEW_WORDS = "新しい工程に改めました。"
QUERIES = {"ending": 22, "detail": 15}


@pytest.fixture
def certificate():
    return renewing.certificates()[0]


def changed_case(certificate):
    """A renewal in which one answer differs, handed in."""
    campaign = renewing.campaign_of(certificate)
    application = renewing.unchanged(renewing.begun(certificate))
    question = application.form_version.questions.filter(kind="long_text", identity_class="content").first()
    with clock.at(renewing.DURING):
        revisions.write(
            application, question.key, NEW_WORDS, by=application.created_by, over=application.answers.get(key=question.key)
        )
        applications.submit(application, by=application.created_by)
    return campaign.round, application, question


def test_office_and_judges_see_what_has_changed(certificate, at_desk):
    round_, application, question = changed_case(certificate)
    case = at_desk(renewing.secretary_of(certificate)).get(reverse("cases:detail", args=[application.public_id])).content.decode()
    renewing.decided(round_)
    assignment = Assignment.objects.get(application=application)
    judge = making.signed_in(assignment.judge).get(f"/judging/{assignment.public_id}/").content.decode()
    same = [code for code in application.form_version.sections.values_list("code", flat=True) if code != question.section.code]

    assert (NEW_WORDS in case, certificate.number in case, "compare__in" in case) == (True, True, True)
    assert (NEW_WORDS in judge, "compare__in" in judge) == (True, True)
    assert 0 < judge.count("<summary>") <= len(same)


def test_the_desk_counts_what_ends_and_how_far_a_campaign_has_come(at_desk):
    made = renewing.certificates(cases=2)
    campaign = renewing.campaign_of(made[0])
    secretary = renewing.secretary_of(made[0])
    with clock.at(renewing.DURING):
        renewals.decline(renewing.invitation(made[1]), reason="終了", by=issuing.holder(made[1]))
        renewing.begun(made[0])
        desk = at_desk(secretary)
        span = {"program": made[0].program.pk, "first": "2031-10-01", "last": "2032-12-31"}
        ending = desk.get(reverse("renewals:ending"), span)
        page = desk.get(reverse("renewals:detail", args=[campaign.public_id]))
        listed = desk.get(reverse("renewals:index"))
        verb = desk.get(reverse("rounds:begin_campaign", args=[campaign.round.public_id]))

    assert (ending.context["count"], ending.context["to_invite"], [bar.number for bar in ending.context["months"]]) == (2, 0, [2])
    assert [bar.number for bar in page.context["funnel"]] == [2, 1, 1, 0, 0, 1, 0]
    assert (listed.status_code, verb.status_code, verb.context["count"]) == (200, 200, 0)
    assert "終了" in page.content.decode()


@pytest.mark.parametrize("cases", [1, 3])
def test_lists_ask_the_same_however_long(at_desk, django_assert_num_queries, cases):
    made = renewing.certificates(cases=cases)
    campaign = renewing.campaign_of(made[0])
    desk = at_desk(renewing.secretary_of(made[0]))
    span = {"program": made[0].program.pk, "first": "2031-10-01", "last": "2032-12-31"}
    with clock.at(renewing.DURING):
        desk.get(reverse("renewals:index"))
        with django_assert_num_queries(QUERIES["ending"]):
            desk.get(reverse("renewals:ending"), span)
        with django_assert_num_queries(QUERIES["detail"]):
            desk.get(reverse("renewals:detail", args=[campaign.public_id]))
