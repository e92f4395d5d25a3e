"""Who sees and who cancels an order: a person's, a company's."""

import pytest

from organizations.models import User
from payments.models import Order
from payments.permissions import can_cancel_order, can_change_orders

# who: sees the company's, cancels it, sees a person's, cancels it, may change orders at the desk
TABLE = {
    "finance": (True, True, True, True, True),
    "auditor": (True, False, True, False, False),
    "owner": (True, True, False, False, False),
    "editor": (True, True, False, False, False),
    "viewer": (True, False, False, False, False),
    "person": (False, False, True, True, False),
    "stranger": (False, False, False, False, False),
    "superuser": (False, False, False, False, False),
}


@pytest.fixture
def person(db):
    return User.objects.create_user("hanako@home.example", "a long password", name="花子")


@pytest.mark.parametrize("who", TABLE)
def test_who_sees_and_cancels(place, person, request, who):
    of_company, of_person = place(), place(name="花子", by=person)
    user = request.getfixturevalue(who)
    visible = set(Order.objects.visible_to(user))

    assert (
        of_company in visible,
        can_cancel_order(user, of_company),
        of_person in visible,
        can_cancel_order(user, of_person),
        can_change_orders(user),
    ) == TABLE[who]


def test_who_placed_it_for_a_company_and_left_sees_it_no_more(place, editor, company, moment):
    place(by=editor)
    company.memberships.filter(user=editor).update(ended_at=moment)

    assert list(Order.objects.visible_to(editor)) == []
