"""A refund over HTTP: two of finance, and the buyer by her private link."""

import pytest
from django.urls import reverse

from home import clock
from organizations.actions import roles
from organizations.models import User
from payments.actions import reductions, refunds
from payments.models import Refund

REFUNDS = "/admin/refunds/"
QUESTIONS = 14
TYPED = {
    "bank": "みなと銀行",
    "branch": "本店",
    "account_kind": "ordinary",
    "account_number": "１２３-45",
    "holder": "たちばなせいき",
}


@pytest.fixture(autouse=True)
def _one_factor(settings):
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def second(db):
    user = User.objects.create_user("second@city.example", "a long password", name="経理係長")
    roles.grant(user, "finance", by=None)
    return user


@pytest.fixture
def order(place, pay):
    """Paid, then cut by 1,100 yen."""
    made = place(5_500)
    pay(made, 5_500)
    reductions.reduce(made, {1: 1_100}, reason="減", by=None)
    return made


def test_refund_from_the_proposal_to_the_bank(client, order, finance, second):
    client.force_login(finance)
    above = client.post(f"/admin/orders/{order.public_id}/refund/", {"amount": "1101", "reason": "減"})
    client.post(f"/admin/orders/{order.public_id}/refund/", {"amount": "1,100", "reason": "減"})
    refund = Refund.objects.get()
    page = f"{REFUNDS}{refund.public_id}/"

    buyer = client.post(reverse("payments:account", args=[order.mark, refund.public_id]), TYPED)
    assert client.get(f"{page}approve/").status_code == 302  # her own: Wagtail sends whoever may not to its first page
    client.force_login(second)
    client.post(f"{page}approve/")
    listed = b"".join(client.get(f"{REFUNDS}?state=approved&export=csv").streaming_content).decode("utf-8-sig")
    client.post(f"{page}send/", {"day": clock.today().isoformat()})

    refund.refresh_from_db()
    assert ("1,100" in str(above.context["form"].errors), buyer.status_code) == (True, 302)
    assert (refund.state, refund.approved_by, refund.account_number, refund.holder) == (
        "sent",
        second,
        "0012345",
        "タチバナセイキ",
    )
    assert [word in listed for word in (order.code, "0012345", "タチバナセイキ")] == [True] * 3


def test_page_of_the_account_is_for_the_link_alone_and_shows_nothing(client, order, finance):
    refund = refunds.propose(order, amount=1_100, reason="減", by=finance)
    address = reverse("payments:account", args=[order.mark, refund.public_id])
    assert (client.get(address).status_code, client.get(address.replace("~", "~x")).status_code) == (200, 404)

    wrong = client.post(address, TYPED | {"account_number": "12345678"})
    refunds.give_account(refund, by=finance, **TYPED | {"account_number": "7654321", "holder": "タチバナ"})

    assert (wrong.status_code, list(wrong.context["form"].errors)) == (400, ["account_number"])
    assert "7654321" not in client.get(address).content.decode()
    refunds.decline(refund, reason="否", by=finance)
    assert client.get(address).status_code == 302
    assert "7654321" not in client.get(reverse("payments:order_by_mark", args=[order.mark])).content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_lists_ask_the_same_questions(client, order, finance, number, django_assert_num_queries):
    for _each in range(number):
        refunds.propose(order, amount=100, reason="減", by=finance)
    client.force_login(finance)
    client.get(REFUNDS)

    with django_assert_num_queries(QUESTIONS):
        html = client.get(REFUNDS).content.decode()

    assert html.count(order.grouped_code) >= number


def test_finance_cuts_an_order_over_http(client, place, finance):
    order = place(5_500)
    client.force_login(finance)

    refused = client.post(f"/admin/orders/{order.public_id}/reduce/", {"cut_1": "5500", "reason": "減"})
    client.post(f"/admin/orders/{order.public_id}/reduce/", {"cut_1": "５００", "reason": "減"})

    order.refresh_from_db()
    assert (refused.status_code, order.total, order.invoices.get(kind="credit").total) == (200, 5_000, 500)
