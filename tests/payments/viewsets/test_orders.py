import pytest

from home import clock
from payments.models import Order

ORDERS = "/admin/orders/"


@pytest.fixture(autouse=True)
def _one_factor(settings):
    settings.SECOND_FACTOR_REQUIRED = False


def test_finance_gives_more_time(client, place, finance):
    order = place()
    client.force_login(finance)

    over = client.post(f"{ORDERS}{order.public_id}/extend/", {"day": "2026-11-20"})
    client.post(f"{ORDERS}{order.public_id}/extend/", {"day": "2026-12-24"})

    assert list(over.context["form"].errors) == ["day"]
    assert Order.objects.get().hold_until.astimezone(clock.TOKYO).isoformat() == "2026-12-24T23:59:59+09:00"


def test_finance_cancels_with_a_reason(client, place, finance):
    order = place()
    client.force_login(finance)

    client.post(f"{ORDERS}{order.public_id}/cancel/", {"reason": ""})
    assert Order.objects.get().state == "placed"
    client.post(f"{ORDERS}{order.public_id}/cancel/", {"reason": "開催中止"})

    assert (Order.objects.get().state, order.history.last().note) == ("cancelled", "開催中止")
