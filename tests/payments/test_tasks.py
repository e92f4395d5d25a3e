from datetime import timedelta

from home import clock
from payments.models import Order
from payments.tasks import lapse_orders


def test_orders_lapse_when_their_time_is_over(place, pay):
    unpaid, in_part, later = place(method="card"), place(method="card"), place()
    pay(in_part, 100)

    with clock.at(unpaid.hold_until + timedelta(minutes=1)):
        lapse_orders.func()

    states = dict(Order.objects.values_list("pk", "state"))
    assert states == {unpaid.pk: "expired", in_part.pk: "placed", later.pk: "placed"}
