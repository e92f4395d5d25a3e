"""Every cell of the map of moves."""

import pytest

from home import clock
from home.states import IllegalTransition, change_state
from payments.models import Order
from payments.states import OFFERED, ORDER_MOVES, Method, OrderState

LEGAL = {
    ("placed", "paid"),
    ("placed", "expired"),
    ("placed", "cancelled"),
    ("paid", "placed"),
    ("paid", "cancelled"),
}
CELLS = [(before, after) for before in OrderState.values for after in OrderState.values]


def paid_at(state):
    return clock.now() if state == "paid" else None


def test_moves_name_all_states():
    assert set(ORDER_MOVES) == set(OrderState.values)


def test_everybody_is_offered_all_but_a_waiver():
    assert set(Method) - set(OFFERED) == {Method.WAIVER}


@pytest.mark.parametrize(("before", "after"), CELLS)
def test_orders_move_as_the_map_says(place, finance, before, after):
    order = place()
    Order.objects.filter(pk=order.pk).update(state=before, paid_at=paid_at(before))
    order.refresh_from_db()

    if (before, after) in LEGAL:
        change_state(order, after, by=finance, action="order.test", paid_at=paid_at(after))
    else:
        with pytest.raises(IllegalTransition):
            change_state(order, after, by=finance, action="order.test", paid_at=paid_at(after))

    order.refresh_from_db()
    assert order.state == (after if (before, after) in LEGAL else before)
