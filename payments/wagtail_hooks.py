"""What this floor adds to the staff's screens."""

from wagtail import hooks

from payments.viewsets import BankLineDesk, BankListDesk, OrderDesk, PayeeDesk, RefundDesk, ReminderDesk


@hooks.register("register_admin_viewset")
def register_desks() -> list[object]:
    return [PayeeDesk(), OrderDesk(), BankLineDesk(), BankListDesk(), RefundDesk(), ReminderDesk()]
