"""Who stands at which step of a program's approvals."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from certifications.actions import approval_seats
from certifications.models import ApprovalSeat
from certifications.refusals import DeputyIncomplete, NoSuchStep, NotAnApprover
from home import clock

pytestmark = pytest.mark.django_db


def test_seats_take_approvers_at_steps_that_exist(program, secretary, heads):
    with pytest.raises(NotAnApprover):
        approval_seats.name(program, "section", secretary, by=secretary)
    with pytest.raises(NoSuchStep):
        approval_seats.name(program, "mayor", heads[0], by=secretary)
    with pytest.raises(PermissionDenied):
        approval_seats.name(program, "section", heads[1], by=heads[0])
    for facts in ({"reason": "出張"}, {"until": clock.today()}, {"until": clock.today() - timedelta(days=1), "reason": "出張"}):
        with pytest.raises(DeputyIncomplete):
            approval_seats.name(program, "section", heads[1], deputy=True, by=secretary, **facts)
    assert ApprovalSeat.objects.count() == 3
