"""The maker's side: her list, the answers, what came of it; another's inquiry is not there."""

import uuid

import pytest
from django.urls import reverse

from certifications.models import Certificate
from organizations.states import MembershipRole
from tests.certifications import making
from tests.matching import asking

pytestmark = pytest.mark.django_db


def path(inquiry):
    return reverse("matching:inquiry", args=[inquiry.public_id])


def test_the_maker_answers_says_what_came_of_it_and_closes(client, registers, released, owner):
    inquiry = asking.reached(released)
    client.force_login(owner)

    listed = client.get(reverse("matching:inquiries")).content.decode()
    page = client.get(path(inquiry)).content.decode()
    client.post(path(inquiry), {"do": "answer", "body": "十台で百二十万円です。"})
    client.post(path(inquiry), {"do": "close", "outcome": "order", "amount": "１，２００，０００円"})

    done = asking.again(inquiry)
    assert (path(inquiry) in listed, "十台の見積りをお願いします。" in page) == (True, True)
    assert (done.state, done.outcome, done.amount, done.messages.count()) == ("closed", "order", 1_200_000, 2)


@pytest.mark.parametrize(
    "sent", [{"do": "answer", "body": ""}, {"do": "close"}, {"do": "outcome", "outcome": "visit", "amount": "5"}]
)
def test_what_is_wrong_is_said_on_the_page(client, released, owner, sent):
    inquiry = asking.reached(released)
    client.force_login(owner)

    answer = client.post(path(inquiry), sent)

    assert (answer.status_code, "error-summary" in answer.content.decode()) == (400, True)


def test_what_is_closed_is_not_answered_but_its_outcome_can_be_said(client, released, owner):
    inquiry = asking.closed(released, owner, outcome="pending", amount=None)
    client.force_login(owner)

    late = client.post(path(inquiry), {"do": "answer", "body": "遅れました"})
    client.post(path(inquiry), {"do": "outcome", "outcome": "contract", "amount": ""})

    assert (late.status_code, asking.again(inquiry).outcome) == (409, "contract")


def test_who_else_finds_nothing_and_viewers_read(client, settings, company, released, secretary):
    settings.SECOND_FACTOR_REQUIRED = False
    inquiry = asking.reached(released)
    people = {
        "viewer": making.member(company, "viewer", MembershipRole.VIEWER),
        "other": making.member(making.organization("別の会社"), "other"),
        "secretary": secretary,
    }

    answers = {}
    for name, person in people.items():
        client.force_login(person)
        nothing = client.get(reverse("matching:inquiry", args=[uuid.uuid4()])).status_code
        answers[name] = (client.get(path(inquiry)).status_code, client.post(path(inquiry), {"do": "show"}).status_code, nothing)

    assert answers == {"viewer": (200, 403, 404), "other": (404, 404, 404), "secretary": (404, 404, 404)}


def test_one_and_three_rows_ask_the_same(client, registers, released, owner, django_assert_num_queries):
    client.force_login(owner)
    asking.reached(released)
    client.get(reverse("matching:inquiries"))

    with django_assert_num_queries(6):
        client.get(reverse("matching:inquiries"))
    for number in range(2):
        asking.reached(Certificate.objects.get(), email=f"a{number}@buyer.example")
    with django_assert_num_queries(6):
        client.get(reverse("matching:inquiries"))
