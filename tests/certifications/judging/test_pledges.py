"""A judge pledges secrecy from her appointment on; nothing opens by it before the judging does."""

import pytest
from django.test import Client
from django.urls import reverse

from certifications.actions import rounds
from certifications.models import Assignment, PanelMember
from tests.certifications import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def seat(open_round, secretary):
    return rounds.seat(open_round, making.person("early-judge"), by=secretary)


def test_pledge_is_offered_and_taken_while_the_call_is_open(seat, submitted):
    client = Client()
    client.force_login(seat.judge)
    address = reverse("certifications:judging_pledge", args=[seat.round.public_id])

    before = client.get(reverse("certifications:judging")).content.decode()
    answer = client.post(address)
    after = client.get(reverse("certifications:judging")).content.decode()

    assert (address in before, answer.status_code, address in after) == (True, 302, False)
    assert PanelMember.objects.get(pk=seat.pk).pledged_at is not None
    assert (str(submitted.subject) in after, Assignment.objects.visible_to(seat.judge).exists()) == (False, False)


def test_pledge_of_somebody_without_a_seat_finds_no_round(seat, stranger):
    client = Client()
    client.force_login(stranger)

    assert client.post(reverse("certifications:judging_pledge", args=[seat.round.public_id])).status_code == 404
