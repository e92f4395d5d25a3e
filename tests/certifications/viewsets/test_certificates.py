"""The desk of certificates: no list, no page and no button for who has an interest."""

import pytest
from django.urls import reverse

from certifications.models import Conflict
from home import clock
from organizations.models import User
from tests.certifications import issuing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("after_release")]
LIST_QUERIES = 10


@pytest.fixture
def secretary(certificate):
    return User.objects.get(email="s-kis@people.example")


def address(certificate, verb="detail"):
    return reverse(f"certificates:{verb}", args=[certificate.public_id])


def test_the_secretariat_finds_the_certificate_and_its_buttons(at_desk, certificate, secretary):
    client = at_desk(secretary)

    page = client.get(address(certificate)).content.decode()

    assert certificate.number in client.get(reverse("certificates:index")).content.decode()
    verbs = ("suspend", "reinstate", "end_term", "surrender", "begin_withdrawal")
    offered = {verb for verb in verbs if address(certificate, verb) in page}
    assert offered == {"suspend", "end_term", "surrender", "begin_withdrawal"}


def test_an_officer_in_conflict_finds_nothing(at_desk, certificate, secretary):
    application = certificate.decision.application
    Conflict.objects.create(
        person=secretary, organization=application.organization, state="confirmed", source="office", recorded_at=clock.now()
    )
    client = at_desk(secretary)

    assert certificate.number not in client.get(reverse("certificates:index")).content.decode()
    assert client.get(address(certificate)).status_code == 404
    assert client.post(address(certificate, "suspend"), {"ja": "確認のため"}).status_code == 404


@pytest.mark.parametrize("cases", [1, 3])
def test_the_list_asks_the_same_whatever_its_length(at_desk, db, cases, django_assert_num_queries):
    issuing.released_round("kis", cases=cases)
    client = at_desk(User.objects.get(email="s-kis@people.example"))
    client.get(reverse("certificates:index_results"))

    with django_assert_num_queries(LIST_QUERIES):
        client.get(reverse("certificates:index_results"))
