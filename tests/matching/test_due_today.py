"""What the coordinator finds on her dashboard: by the day wished for, or the day arranged."""

from datetime import timedelta

import pytest
from django.utils import translation

from home import clock
from matching import due_today
from organizations.actions import roles
from organizations.models import User
from tests.matching import engaging


@pytest.fixture
def coordinator(db):
    user = User.objects.create_user("coordinator@city.example", "a long password", name="橋爪")
    roles.grant(user, "coordinator", by=None)
    return user


def test_each_request_says_what_it_waits_for_and_by_when(released, coordinator):
    day = clock.today()
    engaging.sent(email="a0@delegation.example", name="未確認")
    engaging.received(email="a1@delegation.example", name="受付", first_day=day + timedelta(days=9))
    engaging.offered(released, coordinator, email="a2@delegation.example", name="打診中", first_day=day + timedelta(days=9))
    engaging.offered(released, coordinator, email="a3@delegation.example", name="返事なし", first_day=day)
    engaging.accepted(released, coordinator, email="a4@delegation.example", name="承諾")
    engaging.confirmed(released, coordinator, email="a5@delegation.example", name="本日", days=0)
    engaging.confirmed(released, coordinator, email="a6@delegation.example", name="先", days=5)
    held = engaging.confirmed(released, coordinator, email="a7@delegation.example", name="済み", days=0).engagement
    type(held).objects.filter(pk=held.pk).update(held_on=day - timedelta(days=3))
    engaging.reported(released, coordinator, email="a8@delegation.example", name="報告済み")

    with translation.override("en"):
        today = due_today.of(coordinator)
        found = [(due.title.split()[-1], due.label, (due.day - day).days) for due in today.due]

    assert found == [
        ("済み", "Ask how it was, and enter the report", -3),
        ("返事なし", "The day wished for has come: ask the host, or take the offer back", 0),
        ("本日", "It is held today", 0),
        ("受付", "Offer to a host", 9),
        ("承諾", "Fix day and place", 14),
    ]
    assert [number for number, _words in today.figures] == [1, 1, 1]


def test_who_does_not_arrange_has_no_such_list(released, coordinator, secretary):
    assert due_today.of(secretary) is None
