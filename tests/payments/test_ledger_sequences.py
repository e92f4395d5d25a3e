"""Whatever is done to an order in whatever sequence, its ledger stays true."""

import os
from contextlib import suppress

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from home import clock
from home.states import IllegalTransition
from organizations.actions import roles
from payments.actions import bank, orders, reductions, refunds, write_offs
from payments.bank_files import Received
from payments.models import Allocation, LedgerEntry, Payee
from payments.states import Account
from tests.payments.conftest import MOMENT

pytestmark = pytest.mark.django_db
EXAMPLES = 400 if os.environ.get("SOAK") == "1" else 25
YEN = st.integers(1, 4_000)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("cut"), st.sampled_from([1, 2]), YEN),
        st.tuples(st.just("pay"), st.booleans(), YEN),
        st.tuples(st.just("take back"), st.just(0), YEN),
        st.tuples(st.just("cancel"), st.just(0), YEN),
        st.tuples(st.just("refund"), st.booleans(), YEN),
        st.tuples(st.just("write off"), st.just(0), YEN),
    ),
    max_size=7,
)
REFUSALS = (bank.Refused, reductions.Refused, refunds.Refused, write_offs.Refused, IllegalTransition)
WHERE = {"bank": "みなと", "branch": "本店", "account_kind": "ordinary", "account_number": "0012345", "holder": "タチバナ"}


def step(people, order, number, what, which, yen):
    """Does one thing; a refusal leaves everything as it was."""
    if what == "cut":
        reductions.reduce(order, {which: yen}, reason="減", by=None)
    elif what == "pay":
        line = Received(MOMENT.date(), yen, f"{order.code} {number}")
        listed = bank.read_in(order.payee, [line], name="x", content=b"x", by=None)
        bank.allocate(listed.lines.get(), order, keep_rest=which, by=None)
    elif what == "take back":
        if allocation := Allocation.objects.in_force().filter(order=order).first():
            bank.deallocate(allocation, reason="誤り", by=None)
    elif what == "write off":
        write_offs.write_off(order, by=people[0])
    elif what == "refund":
        refund = refunds.propose(order, amount=yen, reason="返金", by=people[0])
        refunds.give_account(refund, by=None, **WHERE)
        if which:
            refunds.approve(refund, by=people[1])
            refunds.send(refund, day=MOMENT.date(), by=people[1])
    else:
        orders.cancel(order, reason="中止", by=None)


def check(order):
    """What must hold after each step."""
    order.refresh_from_db()
    found = order.ledger_entries().balances()
    live = order.state in ("placed", "paid")
    paid = sum(each.amount for each in Allocation.objects.in_force().filter(order=order))
    sent = sum(order.refunds.filter(state="sent").values_list("amount", flat=True))
    shares = order.shares.values()
    assert sum(LedgerEntry.objects.balances().values()) == 0
    assert -found[Account.REVENUE] == (sum(share.net for share in shares) if live else 0)
    assert -found[Account.TAX] == (sum(share.tax for share in shares) if live else 0)
    claims = -found[Account.REFUNDS] - found[Account.OVERPAID]
    assert min(claims, -found[Account.REFUNDS], -found[Account.OVERPAID], found[Account.RECEIVABLE]) >= 0
    assert found[Account.RECEIVABLE] - claims == (order.total - paid if live else -paid) + sent - found[Account.CHARGES]
    assert sent <= paid
    assert (order.state == "paid") == (live and found[Account.RECEIVABLE] == 0)


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS, st.booleans())
def test_any_sequence_leaves_the_ledger_true(place, finance, auditor, steps, included):
    roles.grant(auditor, "finance", by=None)
    with transaction.atomic(), clock.at(MOMENT):
        Payee.objects.update(write_off_limit=2_000)
        order = place(1_999, 3_333, tax_included=included)
        for number, each in enumerate(steps):
            with suppress(*REFUSALS):
                step((finance, auditor), order, number, *each)
            check(order)
        transaction.set_rollback(True)
