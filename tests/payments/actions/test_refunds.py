"""Paying back: by two persons, to the account that the buyer names, never more than she is owed."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from home import clock
from home.models import Letter
from home.states import IllegalTransition, change_state
from organizations.actions import roles
from organizations.models import User
from payments.actions import bank, orders, reductions, refunds
from payments.bank_files import Received
from payments.models import LedgerEntry, Refund
from payments.states import REFUND_MOVES, Account, RefundState
from tests.payments.conftest import MOMENT

pytestmark = pytest.mark.django_db
WHERE = {
    "bank": "みなと銀行",
    "branch": "本店",
    "account_kind": "ordinary",
    "account_number": "0012345",
    "holder": "タチバナセイキ",
}


@pytest.fixture
def second(db):
    user = User.objects.create_user("second@city.example", "a long password", name="経理係長")
    roles.grant(user, "finance", by=None)
    return user


@pytest.fixture
def cut(place):
    """An order over 5,500 yen, paid by transfer and then cut by 1,100; and its allocation."""
    order = place(5_500)
    listed = bank.read_in(order.payee, [Received(MOMENT.date(), 6_000, order.code)], name="x.csv", content=b"x", by=None)
    allocation = bank.allocate(listed.lines.get(), order, keep_rest=True, by=None)
    reductions.reduce(order, {1: 1_100}, reason="減", by=None)
    return order, allocation


def proposed(order, finance, amount=1_600):
    return refunds.propose(order, amount=amount, reason="1小間の減", by=finance)


def test_refund_is_proposed_answered_approved_and_sent(cut, finance, second):
    order, _allocation = cut
    assert order.owed_back == 1_600

    refund = proposed(order, finance)
    assert order.url in Letter.objects.get(kind="payments/refund_proposed").text
    refunds.give_account(refund, by=None, **WHERE)
    refunds.approve(refund, by=second)
    refunds.send(refund, day=clock.today(), by=finance)

    found = order.ledger_entries().balances()
    assert (refund.state, refund.sent_on, order.owed_back) == ("sent", clock.today(), 0)
    assert (found[Account.REFUNDS], found[Account.OVERPAID], found[Account.RECEIVABLE]) == (0, 0, 0)
    assert LedgerEntry.objects.balances()["bank"] == 4_400
    letter = Letter.objects.get(kind="payments/refund_sent")
    assert ("1,600" in letter.text, "0012345" in letter.text) == (True, False)
    assert [event.action for event in refund.history.order_by("seq")] == [
        "refund.propose", "refund.account", "refund.approve", "refund.send"
    ]  # fmt: skip


@pytest.mark.parametrize("amount", [0, -1, 1_601, 6_000])
def test_refund_above_what_is_owed_back_is_refused_with_the_sum(cut, finance, amount):
    with pytest.raises(refunds.MoreThanOwed, match="1,600"):
        proposed(cut[0], finance, amount)

    assert not Refund.objects.exists()


def test_two_refunds_share_what_is_owed_back(cut, finance):
    first = proposed(cut[0], finance, 1_000)

    with pytest.raises(refunds.MoreThanOwed, match="600"):
        proposed(cut[0], finance, 601)
    refunds.decline(first, reason="誤り", by=finance)
    assert proposed(cut[0], finance, 1_600).state == "proposed"


def test_nobody_approves_what_she_has_proposed_not_even_past_the_action(cut, finance, second):
    refund = proposed(cut[0], finance)
    with pytest.raises(refunds.AccountMissing):
        refunds.approve(refund, by=second)
    refunds.give_account(refund, by=finance, **WHERE)

    with pytest.raises(refunds.SamePerson):
        refunds.approve(refund, by=finance)
    with pytest.raises(IntegrityError), transaction.atomic():
        Refund.objects.filter(pk=refund.pk).update(state="approved", approved_by=finance)
    with pytest.raises(IntegrityError), transaction.atomic():
        Refund.objects.filter(pk=refund.pk).update(state="approved")


def test_account_stays_as_it_was_approved(cut, finance, second):
    refund = proposed(cut[0], finance)
    refunds.give_account(refund, by=None, **WHERE)
    refunds.approve(refund, by=second)

    with pytest.raises(refunds.TooLate):
        refunds.give_account(refund, by=None, **WHERE | {"account_number": "9999999"})

    assert Refund.objects.get().account_number == "0012345"


def test_money_that_is_paid_back_is_not_given_to_another_order(cut, finance):
    order, allocation = cut
    refund = proposed(order, finance)

    with pytest.raises(bank.PaidBack):
        bank.deallocate(allocation, reason="別の会社", by=finance)
    refunds.decline(refund, reason="誤り", by=finance)
    bank.deallocate(allocation, reason="別の会社", by=finance)

    assert (order.owed_back, order.ledger_entries().balance(Account.RECEIVABLE)) == (0, 4_400)


def test_cancelled_order_is_paid_back_in_full(cut, finance, second):
    order, _allocation = cut
    orders.cancel(order, reason="中止", by=finance)
    refund = proposed(order, finance, 6_000)
    refunds.give_account(refund, by=None, **WHERE)
    refunds.approve(refund, by=second)

    with pytest.raises(refunds.NotYet):
        refunds.send(refund, day=clock.today() + timedelta(days=1), by=finance)
    refunds.send(refund, day=clock.today(), by=finance)

    assert {account: yen for account, yen in LedgerEntry.objects.balances().items() if yen} == {}
    with pytest.raises(IllegalTransition):
        refunds.send(refund, day=clock.today(), by=finance)


@pytest.mark.parametrize("before", RefundState.values)
@pytest.mark.parametrize("after", RefundState.values)
def test_state_map(cut, finance, second, before, after):
    refund = proposed(cut[0], finance)
    refunds.give_account(refund, by=None, **WHERE)
    sent = {"sent_on": clock.today(), "journal": cut[1].journal}
    facts = sent if before == "sent" else {}
    Refund.objects.filter(pk=refund.pk).update(state=before, approved_by=second, **facts)
    refund.refresh_from_db()
    changes = sent if after == "sent" else {}

    if after in REFUND_MOVES[before]:
        change_state(refund, after, by=None, action="refund.send", **changes)
        assert Refund.objects.get().state == after
    else:
        with pytest.raises(IllegalTransition):
            change_state(refund, after, by=None, action="refund.send", **changes)


def test_only_finance_pays_back(cut, finance, auditor, owner, superuser):
    refund = proposed(cut[0], finance)

    for user in (auditor, owner, superuser, None):
        for verb in (
            lambda: proposed(cut[0], user),  # noqa: B023
            lambda: refunds.approve(refund, by=user),  # noqa: B023
            lambda: refunds.decline(refund, reason="否", by=user),  # noqa: B023
            lambda: refunds.send(refund, day=clock.today(), by=user),  # noqa: B023
        ):
            with pytest.raises(PermissionDenied):
                verb()
    visible = [user for user in (finance, auditor, owner, superuser) if Refund.objects.visible_to(user).exists()]
    assert visible == [finance, auditor]
