"""Keeping those to whom fees are paid."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from home.versions import write_version
from organizations.models import User
from payments.models import Payee
from payments.permissions import can_add_payees, can_change_payees


class AccountMissing(Exception):
    """Who takes bank transfers says to which account."""


def save(payee: Payee | None, *, by: User | None, row_version: int = 0, **facts: Any) -> Payee:
    """Makes a payee, or changes one that still has the version which was read.

    Raises AccountMissing, and home.versions.StaleRecord when somebody else was first.
    """
    if by is not None and not (can_add_payees(by) if payee is None else can_change_payees(by)):
        raise PermissionDenied
    if "transfer" in facts.get("methods", ()) and not facts.get("bank_account", "").strip():
        raise AccountMissing
    with transaction.atomic():
        if payee is None:
            payee = Payee.objects.create(**facts)
            changed = sorted(facts)
        else:
            stored = Payee.objects.select_for_update().get(pk=payee.pk)
            changed = sorted(name for name, value in facts.items() if getattr(stored, name) != value)
            write_version(payee, row_version=row_version, **facts)
        payee.history.append(payee, action="payments.save_payee", by=by, facts={"changed": changed})
    return payee
