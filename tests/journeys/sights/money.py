"""What is to be paid: the buyer's list, an order in each state, the page behind a letter's link; the desks of finance."""

from django.urls import reverse

from payments.models import BankLine, BankList, Order, Refund, Reminder
from tests.journeys.sights.catalog import nobody_special
from tests.journeys.sights.desk import AUDITOR, FINANCE, save_nothing
from tests.journeys.sights.sight import Sight, send

DEPUTY = "finance.deputy@city.example"


def orders():
    """Orders of the sample city as those see them who owe them."""
    found = {row.state: row for row in Order.objects.filter(organization__isnull=False).select_related("placed_by")}
    yield Sight("payments:orders", "/my/orders/", "empty", who=nobody_special())
    yield Sight("payments:orders", "/my/orders/", who=found["placed"].placed_by.email)
    for state, row in found.items():
        yield Sight("payments:order", reverse("payments:order", args=[row.public_id]), state, who=row.placed_by.email)
        yield Sight("payments:order_by_mark", reverse("payments:order_by_mark", args=[row.mark]), state)
    refund = Refund.objects.order_by("pk").first()
    path = reverse("payments:account", args=[refund.order.mark, refund.public_id])
    yield Sight("payments:account", path)
    yield Sight("payments:account", path, "with errors", do=send)


def finance():
    """Orders, payments and lists of the bank, as finance and audit see them; each verb as it opens, and sent empty."""
    order = Order.objects.filter(state="placed", organization__isnull=False, allocations__isnull=True).first()
    lines = {str(line.state): line for line in BankLine.objects.with_rest().order_by("pk")}
    for name in ("orders-desk", "payments-received", "bank-lists", "refunds", "reminders"):
        yield Sight(f"{name}:index", reverse(f"{name}:index"), who=FINANCE)
    yield Sight("orders-desk:detail", reverse("orders-desk:detail", args=[order.public_id]), who=FINANCE)
    yield Sight("orders-desk:detail", reverse("orders-desk:detail", args=[order.public_id]), "auditor", who=AUDITOR)
    for verb in ("extend", "reduce", "cancel"):
        path = reverse(f"orders-desk:{verb}", args=[order.public_id])
        yield Sight(f"orders-desk:{verb}", path, "verb", who=FINANCE)
        yield Sight(f"orders-desk:{verb}", path, "with errors", who=FINANCE, do=save_nothing)
    refund = Refund.objects.exclude(account_number="").get(state="proposed")
    approved = Refund.objects.get(state="approved")
    yield Sight("refunds:approve", reverse("refunds:approve", args=[refund.public_id]), "verb", who=DEPUTY)
    yield Sight("refunds:send", reverse("refunds:send", args=[approved.public_id]), "verb", who=DEPUTY)
    yield Sight("refunds:send", reverse("refunds:send", args=[approved.public_id]), "with errors", who=DEPUTY, do=save_nothing)
    yield Sight("refunds:detail", reverse("refunds:detail", args=[approved.public_id]), "approved", who=DEPUTY)
    for verb, path in (
        ("orders-desk:refund", reverse("orders-desk:refund", args=[refund.order.public_id])),
        ("refunds:account", reverse("refunds:account", args=[refund.public_id])),
        ("refunds:decline", reverse("refunds:decline", args=[refund.public_id])),
    ):
        yield Sight(verb, path, "verb", who=FINANCE)
        yield Sight(verb, path, "with errors", who=FINANCE, do=save_nothing)
    yield Sight("orders-desk:detail", reverse("orders-desk:detail", args=[refund.order.public_id]), "paid back", who=FINANCE)
    reminder = Reminder.objects.get()
    yield Sight("orders-desk:write_off", reverse("orders-desk:write_off", args=[reminder.order.public_id]), "verb", who=FINANCE)
    yield Sight("refunds:detail", reverse("refunds:detail", args=[refund.public_id]), who=FINANCE)
    yield Sight("reminders:detail", reverse("reminders:detail", args=[reminder.public_id]), who=FINANCE)
    for state, line in lines.items():
        yield Sight("payments-received:detail", reverse("payments-received:detail", args=[line.public_id]), state, who=FINANCE)
    open_, done = (BankLine.objects.with_rest().order_by("pk")[place] for place in (2, 0))
    for verb, line in (("allocate", open_), ("deallocate", done)):
        path = reverse(f"payments-received:{verb}", args=[line.public_id])
        yield Sight(f"payments-received:{verb}", path, "verb", who=FINANCE)
        yield Sight(f"payments-received:{verb}", path, "with errors", who=FINANCE, do=save_nothing)
    yield Sight("bank-lists:detail", reverse("bank-lists:detail", args=[BankList.objects.first().public_id]), who=FINANCE)
    yield Sight("bank-lists:add", reverse("bank-lists:add"), "form", who=FINANCE)
    yield Sight("bank-lists:add", reverse("bank-lists:add"), "with errors", who=FINANCE, do=save_nothing)
