from datetime import timedelta

from home import clock
from payments.models import Order
from payments.querysets import BANK_DAYS
from payments.tasks import lapse_orders
from tests.payments.conftest import MOMENT


def test_orders_lapse_when_their_time_is_over(place, pay):
    unpaid, in_part, later = place(), place(), place(hold_until=MOMENT + timedelta(days=60))
    pay(in_part, 100)

    with clock.at(unpaid.hold_until + BANK_DAYS):
        lapse_orders.func()

    states = dict(Order.objects.values_list("pk", "state"))
    assert states == {unpaid.pk: "expired", in_part.pk: "placed", later.pk: "placed"}
