"""What is to be paid: the buyer's list, an order in each state, and the page behind a letter's link."""

from django.urls import reverse

from payments.models import Order
from tests.journeys.sights.catalog import nobody_special
from tests.journeys.sights.sight import Sight


def orders():
    """Orders of the sample city as those see them who owe them."""
    found = {row.state: row for row in Order.objects.filter(organization__isnull=False).select_related("placed_by")}
    yield Sight("payments:orders", "/my/orders/", "empty", who=nobody_special())
    yield Sight("payments:orders", "/my/orders/", who=found["placed"].placed_by.email)
    for state, row in found.items():
        yield Sight("payments:order", reverse("payments:order", args=[row.public_id]), state, who=row.placed_by.email)
        yield Sight("payments:order_by_mark", reverse("payments:order_by_mark", args=[row.mark]), state)
