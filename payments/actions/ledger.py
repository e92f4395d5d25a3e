"""Writing the ledger: journals are added, never changed; what was wrong is taken back by its counter-entries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from home import clock
from payments.models import Journal, LedgerEntry, Order, Payee


@dataclass(frozen=True)
class Move:
    """An amount in yen that is debited to one account and credited to another."""

    debit: str
    credit: str
    amount: int
    tax_rate: int | None = None


@transaction.atomic
def write(
    payee: Payee,
    cause: str,
    moves: Iterable[Move],
    *,
    key: str,
    by: Any,
    order: Order | None = None,
    day: date | None = None,
    note: str = "",
    reverses: Journal | None = None,
) -> Journal:
    """Books a journal. Moves of nothing are left out. `key` says what it tells of: a second one is refused by the database."""
    journal = Journal.objects.create(
        key=key,
        payee=payee,
        order=order,
        cause=cause,
        reverses=reverses,
        at=clock.now(),
        day=day or clock.today(),
        by=by,
        note=note,
    )
    entries = [
        LedgerEntry(journal=journal, debit=move.debit, credit=move.credit, amount=move.amount, tax_rate=move.tax_rate)
        for move in moves
        if move.amount
    ]
    LedgerEntry.objects.bulk_create(entries)
    return journal


def take_back(journal: Journal, cause: str, *, by: Any, note: str = "") -> Journal:
    """Books the counter-entries of a journal. Once: the database refuses a second time."""
    back = [Move(entry.credit, entry.debit, entry.amount, entry.tax_rate) for entry in journal.entries.all()]
    key = f"{journal.key}:back"
    return write(journal.payee, cause, back, key=key, by=by, order=journal.order, note=note, reverses=journal)
