import pytest
from django.db import IntegrityError, transaction
from django.db.utils import DatabaseError
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from payments.actions import ledger, payees
from payments.actions.ledger import Move
from payments.models import Journal, LedgerEntry
from payments.states import Account, Cause
from tests.payments.conftest import FACTS

accounts = st.sampled_from(Account.values)
moves = st.builds(Move, accounts, accounts, st.integers(0, 10**9)).filter(lambda move: move.debit != move.credit)


class LedgerSums(TestCase):
    """Whatever is booked and taken back, in whatever order."""

    def setUp(self):
        self.payee = payees.save(None, by=None, **FACTS)

    @given(st.lists(st.lists(moves, max_size=4), max_size=6), st.data())
    def test_balances_are_zero_together(self, booked, data):
        journals = [ledger.write(self.payee, Cause.RECEIVED, row, key=f"j{place}", by=None) for place, row in enumerate(booked)]
        gone = data.draw(st.sets(st.sampled_from(journals))) if journals else set()
        for journal in sorted(gone, key=lambda each: each.pk):
            ledger.take_back(journal, Cause.DEALLOCATED, by=None)

        expected = dict.fromkeys(Account.values, 0)
        for journal, row in zip(journals, booked, strict=True):
            for move in () if journal in gone else row:
                expected[move.debit] += move.amount
                expected[move.credit] -= move.amount
        balances = LedgerEntry.objects.balances()
        assert balances == expected
        assert sum(balances.values()) == 0


@pytest.fixture
def journal(payee, moment):
    return ledger.write(payee, Cause.RECEIVED, [Move(Account.BANK, Account.UNALLOCATED, 500)], key="once", by=None)


def test_the_same_event_is_booked_once(payee, journal):
    with pytest.raises(IntegrityError), transaction.atomic():
        ledger.write(payee, Cause.RECEIVED, [Move(Account.BANK, Account.UNALLOCATED, 500)], key="once", by=None)

    assert LedgerEntry.objects.balance(Account.BANK) == 500


def test_a_journal_is_taken_back_once(journal):
    ledger.take_back(journal, Cause.DEALLOCATED, by=None)

    with pytest.raises(IntegrityError), transaction.atomic():
        ledger.take_back(journal, Cause.DEALLOCATED, by=None)

    assert (Journal.objects.count(), LedgerEntry.objects.balance(Account.BANK)) == (2, 0)


@pytest.mark.parametrize("facts", [{"amount": 0}, {"debit": "bank", "credit": "bank"}])
def test_the_database_refuses_an_entry_that_moves_nothing(journal, facts):
    entry = {"journal": journal, "debit": "bank", "credit": "unallocated", "amount": 1}

    with pytest.raises(IntegrityError), transaction.atomic():
        LedgerEntry.objects.create(**entry | facts)


@pytest.mark.parametrize("rows", [Journal.objects.all(), LedgerEntry.objects.all()], ids=["journal", "entry"])
def test_the_database_refuses_to_change_what_was_booked(journal, rows):
    field = "note" if rows.model is Journal else "amount"

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        rows.update(**{field: 7})
