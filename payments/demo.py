"""The sample city's money: a payee, and orders in each state, made through the same actions as real ones."""

from datetime import datetime, timedelta
from typing import Any

from home import clock
from organizations.models import Membership
from organizations.states import MembershipRole
from payments import payer_names
from payments.actions import bank, orders, payees, reductions, refunds, reminders
from payments.bank_files import Received
from payments.models import Order, Payee

STEPS = 1
BOOTH = {"ja": "ものづくり展 出展料(1小間)", "en": "Booth at the maker fair", "zh": "制造展展位费（1个展位）"}
SEMINAR = {"ja": "セミナー参加費", "en": "Seminar fee", "zh": "研讨会费用"}
LUNCH = {"ja": "弁当", "en": "Lunch box", "zh": "便当"}


def build(context: dict[str, Any]) -> None:
    """Adds context["payee"] and context["orders"] (by state)."""
    payee = context["payee"] = payees.save(
        None,
        by=None,
        code="tsunagi",
        name_ja="つなぎ産業振興財団",
        name_en="Tsunagi Industry Foundation",
        name_zh="Tsunagi产业振兴财团",
        registration_number="T7000012050002",
        methods=["transfer"],
        write_off_limit=880,
        first_reminder=3,
        second_reminder=14,
        bank_account="みなと銀行 本店営業部\n普通 0012345\nザイ)ツナギサンギョウシンコウザイダン",
    )
    companies = list(context["organizations"].values())
    booth = orders.Line("sample:1", BOOTH, 110_000)
    found = context["orders"] = {
        "placed": _order(payee, companies[0], 3, booth, orders.Line("sample:2", LUNCH, 1_080, 2, 8)),
        "partly": _order(payee, companies[1], 6, orders.Line("sample:3", BOOTH, 110_000, 2)),
        "paid": _order(payee, companies[2], 9, orders.Line("sample:4", SEMINAR, 5_500)),
        "waived": _order(payee, companies[0], 10, orders.Line("sample:5", SEMINAR, 5_500), method="waiver"),
        "cancelled": _order(payee, companies[3], 12, orders.Line("sample:6", SEMINAR, 5_500, 3)),
        "expired": _order(payee, companies[4], 40, orders.Line("sample:7", SEMINAR, 5_500)),
        "cut": _order(payee, companies[1], 15, orders.Line("sample:9", BOOTH, 110_000, 2)),
        "late": _order(payee, companies[2], 18, orders.Line("sample:10", SEMINAR, 5_500)),
        "person": _order(payee, None, 2, orders.Line("sample:8", SEMINAR, 5_500)),
    }
    with clock.at(_days_ago(11)):
        orders.cancel(found["cancelled"], reason="出席できなくなったため", by=None)
    with clock.at(_days_ago(20)):
        orders.expire(found["expired"])
    _bank(payee, found)
    _pay_back(found["cut"], context["people"]["finance"], context["people"]["finance-deputy"])
    reminders.remind(found["late"], 1)
    context["progress"]("orders")


def _bank(payee: Payee, found: dict[str, Order]) -> None:
    """A list of the bank: orders paid, one in part, one 440 yen short; a short one and one of a stranger still to allocate."""
    day = clock.today() - timedelta(days=2)
    lines = [
        Received(day, found["paid"].total, f"ﾌﾘｺﾐ {_kana(found['paid'])}"),
        Received(day, 100_000, f"{found['partly'].code} {_kana(found['partly'])}"),
        Received(day, found["placed"].total - 440, f"ｶ){_kana(found['placed'])}"),
        Received(day, 12_345, "ﾔﾏﾀﾞ ﾊﾅｺ"),
        Received(day, found["cut"].total, f"{found['cut'].code} {_kana(found['cut'])}"),
        Received(day, found["late"].total - 440, f"{found['late'].code} {_kana(found['late'])}"),
    ]
    listed = bank.read_in(payee, lines, name="meisai.csv", content=b"sample", by=None)
    for line, state in zip(listed.lines.order_by("pk"), ("paid", "partly", "", "", "cut", "late"), strict=True):
        if state:
            bank.allocate(line, found[state], by=None)


def _pay_back(order: Order, finance: Any, deputy: Any) -> None:
    """One booth less: three refunds are proposed, of two the buyer has given the account, one of these is approved."""
    reductions.reduce(order, {1: 110_000}, reason="2小間から1小間への変更", by=finance)
    refunds.propose(order, amount=50_000, reason="1小間の減(1回目)", by=finance)
    answered = refunds.propose(order, amount=40_000, reason="1小間の減(2回目)", by=finance)
    account = {"bank": "みなと銀行", "branch": "川崎支店", "account_kind": "ordinary", "account_number": "0123456"}
    refunds.give_account(answered, by=None, holder=order.buyer_kana, **account)
    approved = refunds.propose(order, amount=10_000, reason="1小間の減(3回目)", by=finance)
    refunds.give_account(approved, by=None, holder=order.buyer_kana, **account)
    refunds.approve(approved, by=deputy)


def _kana(order: Order) -> str:
    """The buyer as a bank writes her."""
    return payer_names.folded(order.buyer_kana)


def _days_ago(days: int) -> datetime:
    return clock.now() - timedelta(days=days)


def _order(payee: Payee, company: Any, days: int, *lines: orders.Line, method: str = "transfer") -> Order:
    """An order of some days ago: of a company, by its owner, or of a visitor from abroad without an account."""
    if company is None:
        buyer: dict[str, Any] = {"name": "Jane Brown", "kana": "ジェーン ブラウン", "email": "jane@visitor.example", "by": None}
        buyer["language"] = "en"
    else:
        owner = Membership.objects.current().get(organization=company, role=MembershipRole.OWNER).user
        buyer = {"organization": company, "email": owner.email, "by": owner}
    with clock.at(_days_ago(days)):
        return orders.place(payee=payee, lines=lines, method=method, **buyer)
