"""Who of the office handles a case."""

import pytest
from django.core.exceptions import PermissionDenied

from certifications.actions import handling
from certifications.refusals import NotInTheOffice
from home.versions import StaleRecord
from organizations.models import Membership
from tests.certifications import making
from tests.certifications.deciding import again

pytestmark = pytest.mark.django_db


def test_a_case_is_taken_handed_on_and_laid_down(submitted, program, secretary):
    colleague = making.office(program, "colleague")

    seen = []
    for handler in (secretary, colleague, None):
        handling.hand_over(submitted, handler, by=secretary)
        seen.append(again(submitted).handler)

    assert seen == [secretary, colleague, None]
    assert submitted.history.filter(action="application.hand_over").count() == 3


def test_only_the_program_s_secretariat_without_an_interest_can_handle_it(submitted, program, company, secretary, approver):
    interested = making.office(program, "interested")
    Membership.objects.create(organization=company, user=interested, role="viewer", started_at=making.DURING)
    elsewhere = making.office(making.program("meister"), "elsewhere")

    for person in (interested, elsewhere, approver):
        with pytest.raises(NotInTheOffice):
            handling.hand_over(submitted, person, by=secretary)

    assert again(submitted).handler is None


def test_others_hand_nothing_over(submitted, owner, approver, secretary):
    for user in (owner, approver):
        with pytest.raises(PermissionDenied):
            handling.hand_over(submitted, secretary, by=user)


def test_of_two_who_take_it_at_once_the_second_is_told(submitted, program, secretary):
    colleague = making.office(program, "colleague")
    seen_by_both = again(submitted)
    handling.hand_over(submitted, secretary, by=secretary)

    with pytest.raises(StaleRecord):
        handling.hand_over(seen_by_both, colleague, by=colleague)

    assert again(submitted).handler == secretary
